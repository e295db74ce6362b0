"""Who talks with whom: the pairs of parties that "both sides" and "they" can mean."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from detente.reading.actor_table import actor_table
from detente.reading.cast import Mention
from detente.reading.tables import load_toml
from detente.reading.text import Sentence
from detente.reading.tokens import Token
from detente.reading.words import form_in, is_verbal
from detente.sources.frozen import Language

Pair = tuple[str, str]

_CONTEXTS = load_toml("contexts.toml")["talks"]
_MUTUAL = frozenset(_CONTEXTS["mutual"])
_TALKS = _MUTUAL | frozenset(_CONTEXTS["words"])
_ONLOOKERS = frozenset(_CONTEXTS["onlookers"])
_STATE_NOUNS = frozenset(_CONTEXTS["state_nouns"])
_MEETING = re.compile("(?:[Gg]espräch|[Vv]erhandlung|talks?|negotiation)(?:srunde|e|en)?$")
_BORDERS = frozenset(_CONTEXTS["borders"])
_JOINTS = frozenset(_CONTEXTS["joints"])
_WITH = frozenset(_CONTEXTS["with"])
_BESIDE = frozenset({"border", "borders", "frontier", "relations", "ties", "trade", "war"})
"""Nouns that "with" belongs to: "open its border with Peru" joins nobody in talks."""
_SIDES = frozenset(_CONTEXTS["sides"])
_ALONE = frozenset(_CONTEXTS["parties_alone"])
_BOTH = frozenset({"beide", "beiden", "beider", "both", "warring", "rival", "opposing"})
_THE = frozenset({"the", "die", "den", "der"})
_BARE_SIDES = frozenset({"sides", "parties", "Seiten", "Parteien"})
_TALKING = ("state", "armed_group", "movement", "bloc", "group")
_COUNTS = {
    "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_FURTHEST = 12
_PAIR = 2
_BREATH = 4
_OFTEN, _CLEARLY = 2, 1.5
"""How many sentences the less named of two parties needs, and how many more than a third."""


def find_pairs(
    sentence: Sentence, mentions: Sequence[Mention], *, mutual: bool = True
) -> list[Pair]:
    """Return the pairs of parties that a sentence about talks joins, in text order.

    Words for meeting and agreeing are enough; where the sentence only speaks of talks, or
    (without `mutual`) of a conflict or treaty, it must name no third party.
    """
    lemmas = {token.lemma for token in sentence.tokens}
    meet = bool(lemmas & _MUTUAL)
    talk = any(_MEETING.search(lemma) for lemma in lemmas) or (not mutual and lemmas & _TALKS)
    if lemmas & _ONLOOKERS or not (meet or talk):
        return []
    parties = [m for m in mentions if m.party is not None and m.form != "compound"]
    if not meet and len({m.party for m in parties if not _is_place(sentence, m)}) > _PAIR:
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


def find_joint_states(sentence: Sentence, mentions: Sequence[Mention]) -> list[Pair]:
    """Return pairs of states named in one breath: "the British and the Irish government"."""
    rows = actor_table().rows
    states = [
        (mention, mention.party)
        for mention in mentions
        if mention.party is not None
        and mention.party in rows
        and rows[mention.party].type == "state"
        and mention.form != "compound"
    ]
    return [
        (party, partner)
        for (one, party), (other, partner) in pairwise(states)
        if party != partner and _next_to_each_other(_between(sentence, one.end, other.start))
    ]


def _next_to_each_other(between: Sequence[str]) -> bool:
    joint = any(word in _JOINTS for word in between)
    return joint and len(between) <= _BREATH and "," not in between


def last_of_size(parties: Sequence[Sequence[str]], n: int) -> tuple[str, ...]:
    """Return the parties of the last sentence that speaks of exactly `n` who may talk."""
    for here in reversed(parties):
        talking = tuple(party for party in here if _may_talk(party))
        if len(talking) == n:
            return talking
    return ()


def leading_pair(parties: Sequence[Sequence[str]]) -> Pair | None:
    """Return the two parties that most sentences speak of, where no third comes near."""
    spoken = Counter(party for here in parties for party in here if _may_talk(party))
    first = [party for party, _ in spoken.most_common(_PAIR)]
    counts = [count for _, count in spoken.most_common(_PAIR + 1)]
    if len(first) < _PAIR or counts[1] < _OFTEN:
        return None
    if len(counts) > _PAIR and counts[_PAIR] * _CLEARLY > counts[1]:
        return None
    order = [party for here in parties for party in here]
    one, other = sorted(first, key=order.index)
    return one, other


def both_sides_at(tokens: Sequence[Token], i: int) -> int | None:
    """Return the index after a phrase such as "beide Seiten" that begins at `i`, or None."""
    word = tokens[i].lower
    if tokens[i].text in _ALONE:
        return i + 1
    two = word == "two" and i > 0 and tokens[i - 1].lower in ("the", "their")
    both = word in _BOTH or two
    if not both and word not in _THE:
        return None
    following = [token.text for token in tokens[i + 1 : i + 3]]
    if both and following:
        if following[0] in _SIDES:
            beyond = {token.text for token in tokens[i + 2 : i + 5]}
            return None if beyond & _BORDERS else i + 2
        if len(following) > 1 and following[0][0].islower() and following[1] in _SIDES:
            return i + 3
    if word in _THE and following and following[0] in _BARE_SIDES:
        return i + 2
    return None


def counted_at(tokens: Sequence[Token], i: int, language: Language) -> tuple[int, int] | None:
    """Return how many "die vier", "the three" at `i` stands for and the index after it, or None."""
    if tokens[i].lower not in _THE or i + 2 >= len(tokens):
        return None
    number, following = _COUNTS.get(tokens[i + 1].lower), tokens[i + 2]
    if number is None:
        return None
    if following.text in _STATE_NOUNS or following.text in _SIDES:
        return number, i + 3
    beyond = tokens[i + 3] if i + 3 < len(tokens) else following
    if language == "de":
        described = following.text.endswith(("e", "en")) and beyond.text[0].isupper()
        noun = following.text[0].isupper() or (described and not is_verbal(following, "de"))
        return None if noun else (number, i + 2)
    led = following.lower in ("who", "all", "also") or form_in(following, "en", "prepositions")
    verb = led or is_verbal(following, "en") or following.text.endswith("ly")
    governs = form_in(beyond, "en", "determiners") and not following.text.endswith("s")
    return (number, i + 2) if verb or governs or not following.text[0].isalpha() else None


def _between(sentence: Sentence, start: int, end: int) -> list[str]:
    return [token.text for token in sentence.tokens if start <= token.start < end]


def _is_place(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a state is only where something happens: "in Finland"."""
    before = [token for token in sentence.tokens if token.end <= mention.start]
    return bool(before) and before[-1].lower in ("in", "aus", "im")


def _joined(between: Sequence[str]) -> bool:
    if any(word in (";", ":", ".", "“", "”") for word in between):
        return False
    if any(word in _JOINTS for word in between):
        return "," not in between or len(between) <= 4
    led = any(word in _WITH and before not in _BESIDE for before, word in pairwise(["", *between]))
    return led or between in (["-"], ["–"])


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
