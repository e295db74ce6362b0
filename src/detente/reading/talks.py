"""Who talks with whom: the pairs of parties that "both sides" and "they" can mean."""

from collections.abc import Sequence
from itertools import pairwise

from detente.reading.actor_table import actor_table
from detente.reading.cast import Mention
from detente.reading.tables import load_toml
from detente.reading.text import Sentence
from detente.reading.tokens import Token

Pair = tuple[str, str]

_CONTEXTS = load_toml("contexts.toml")["talks"]
_TALKS = frozenset(_CONTEXTS["words"])
_MUTUAL = frozenset(_CONTEXTS["mutual"])
_ONLOOKERS = frozenset(_CONTEXTS["onlookers"])
_STATE_NOUNS = frozenset(_CONTEXTS["state_nouns"])
_JOINTS = frozenset(_CONTEXTS["joints"])
_WITH = frozenset(_CONTEXTS["with"])
_SIDES = frozenset(_CONTEXTS["sides"])
_ALONE = frozenset(_CONTEXTS["parties_alone"])
_BOTH = frozenset({"beide", "beiden", "beider", "both", "warring", "rival", "opposing"})
_TALKING = ("state", "armed_group", "movement", "bloc", "group")
_FURTHEST = 12
_PAIR = 2


def find_pairs(
    sentence: Sentence, mentions: Sequence[Mention], *, mutual: bool = True
) -> list[Pair]:
    """Return the pairs of parties that a sentence about talks joins, in text order.

    With `mutual` the sentence must say that they meet, agree or negotiate; without, it is
    enough that it is about talks and names no third party.
    """
    lemmas = {token.lemma for token in sentence.tokens}
    if not lemmas & _TALKS or lemmas & _ONLOOKERS or (mutual and not lemmas & _MUTUAL):
        return []
    parties = [m for m in mentions if m.party is not None and m.form != "compound"]
    if not mutual and len({mention.party for mention in parties}) > _PAIR:
        return []
    pairs: list[Pair] = []
    for i, (one, other) in enumerate(pairwise(parties)):
        if one.party is None or other.party is None or one.party == other.party:
            continue
        if not (_may_talk(one.party) and _may_talk(other.party)):
            continue
        between = _between(sentence, one.end, other.start)
        before = parties[i - 1] if i else None
        listed = before is not None and _is_list(sentence, before, one)
        one_word = other.start == one.end + 1
        if len(between) <= _FURTHEST and not listed and (one_word or _joined(between)):
            pairs.append((one.party, other.party))
    return pairs


def both_sides_at(tokens: Sequence[Token], i: int) -> int | None:
    """Return the index after a phrase such as "beide Seiten" that begins at `i`, or None."""
    word = tokens[i].text.lower()
    following = [token.text for token in tokens[i + 1 : i + 3]]
    if tokens[i].text in _ALONE:
        return i + 1
    two = word == "two" and i > 0 and tokens[i - 1].text.lower() in ("the", "their")
    if (word in _BOTH or two) and following:
        if following[0] in _SIDES:
            return i + 2
        if len(following) > 1 and following[0][0].islower() and following[1] in _SIDES:
            return i + 3
    if word == "the" and following and following[0] in ("sides", "parties"):
        return i + 2
    return None


def _between(sentence: Sentence, start: int, end: int) -> list[str]:
    return [token.text for token in sentence.tokens if start <= token.start < end]


def _joined(between: Sequence[str]) -> bool:
    if any(word in (";", ":", ".", "“", "”") for word in between):
        return False
    if any(word in _JOINTS for word in between):
        return "," not in between or len(between) <= 4
    return any(word in _WITH for word in between) or between in (["-"], ["–"])


def _is_list(sentence: Sentence, before: Mention, one: Mention) -> bool:
    between = _between(sentence, before.end, one.start)
    return "," in between and len(between) <= 3 and before.party != one.party


def _may_talk(party: str) -> bool:
    row = actor_table().rows.get(party)
    return row.type in _TALKING if row is not None else party.endswith("_rebels")


def fits(pair: Pair, noun: str) -> bool:
    """Tell whether a pair can be what the noun says: "beide Länder" are two states."""
    rows = actor_table().rows
    return noun not in _STATE_NOUNS or all(
        party in rows and rows[party].type == "state" for party in pair
    )
