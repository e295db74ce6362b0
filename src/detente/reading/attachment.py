"""Which nation an office or a group belongs to: "russian", "US-", "Norway's", "der Ukraine"."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.actor_table import actor_table
from detente.reading.lexicon import Hit
from detente.reading.tables import load_toml
from detente.reading.tokens import Token
from detente.sources.frozen import Language

_CONTEXTS = load_toml("contexts.toml")["between"]
_ENGLISH = frozenset(_CONTEXTS["english"])
_GERMAN_ENDINGS = tuple(_CONTEXTS["german_endings"])
_GERMAN_STOP = frozenset(_CONTEXTS["german_stop"])
_FORMER = frozenset(_CONTEXTS["former"])
_OF = frozenset({"of", "der", "des", "von", "vom", "for", "aus", "from"})
_STYLES = frozenset(
    {"the", "der", "den", "dem", "des", "of", "Republic", "Republik", "Kingdom", "State", "Staates"}
)
_NATIONS = frozenset({"adjective", "demonym", "city_adjective", "name", "capital", "members"})
_PAST_TITLES = ("Ex-", "ex-", "Alt-", "Altkanzler", "Altbundes", "Altpräsident")
_FURTHEST = 5
_OWNERS = {
    "m": ("sein", "seine", "seinem", "seinen", "seiner", "his"),
    "f": ("her",),
    "it": ("ihr", "ihre", "ihrem", "ihren", "ihrer", "its", "their"),
    "whose": ("deren", "dessen", "whose"),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """The nation, bloc or group that an office or group noun belongs to."""

    row: str
    """Id of its row."""
    hit: Hit | None
    """Where it is named; None inside the same word."""
    merges: bool
    """True where both make one phrase, such as "Russian officials"."""


def attachment_of(
    tokens: Sequence[Token], noun: Hit, hits: Sequence[Hit], language: Language
) -> Attachment | None:
    """Return what an office or group noun belongs to, or None."""
    if noun.state is not None:
        return Attachment(noun.state, None, merges=False)
    by_last = {hit.stop - 1: hit for hit in hits if hit.kind in _NATIONS}
    by_first = {hit.first: hit for hit in hits if hit.kind in _NATIONS}
    return _left(tokens, noun, by_last, language) or _right(tokens, noun, by_first, language)


def is_former(tokens: Sequence[Token], noun: Hit) -> bool:
    """Tell whether the office is said to be over."""
    before = tokens[max(0, noun.first - 3) : noun.first]
    past = tokens[noun.first].text.startswith(_PAST_TITLES)
    return past or any(token.text in _FORMER for token in before)


def _left(
    tokens: Sequence[Token], noun: Hit, by_last: dict[int, Hit], language: Language
) -> Attachment | None:
    possessive = False
    for i in range(noun.first - 1, max(-1, noun.first - _FURTHEST), -1):
        hit = by_last.get(i)
        text = tokens[i].text
        if hit is not None:
            return _left_hit(tokens, noun, hit, language, possessive=possessive)
        possessive = possessive or text in ("'s", "’s", "'", "’")
        if not (possessive and text in ("'s", "’s", "'", "’")) and not _between(text, language):
            return None
    return None


def _left_hit(
    tokens: Sequence[Token], noun: Hit, hit: Hit, language: Language, *, possessive: bool
) -> Attachment | None:
    if hit.kind in ("name", "capital", "members"):
        if language == "de":
            genitive = tokens[hit.stop - 1].text.endswith("s")
            return Attachment(hit.id, hit, merges=False) if genitive else None
        return Attachment(hit.id, hit, merges=not possessive and hit.stop == noun.first)
    return Attachment(hit.id, hit, merges=not possessive)


def _between(text: str, language: Language) -> bool:
    if language == "en":
        return text in _ENGLISH
    return text[0].islower() and text not in _GERMAN_STOP and text.endswith(_GERMAN_ENDINGS)


def _right(
    tokens: Sequence[Token], noun: Hit, by_first: dict[int, Hit], language: Language
) -> Attachment | None:
    i = noun.stop
    if i >= len(tokens):
        return None
    hit = by_first.get(i)
    if hit is not None and hit.kind == "name" and language == "de":
        genitive = tokens[hit.stop - 1].text.endswith("s")
        return Attachment(hit.id, hit, merges=False) if genitive else None
    word = tokens[i].text
    if word not in _OF and not (word == "in" and noun.kind == "group"):
        return None
    i += 1
    while i < len(tokens) and i < noun.stop + 4 and i not in by_first:
        if tokens[i].text not in _STYLES and not _between(tokens[i].text, language):
            return None
        i += 1
    hit = by_first.get(i)
    if hit is None or (word == "in" and hit.kind != "capital"):
        return None
    return Attachment(hit.id, hit, merges=False)


def owner_word(tokens: Sequence[Token], office: Hit) -> str | None:
    """Return whose office it is: "m" (his), "f" (her), "it" (its, their, ihr), "whose" or None."""
    for token in reversed(tokens[max(0, office.first - 3) : office.first]):
        word = token.text.lower()
        for owner, words in _OWNERS.items():
            if word in words:
                return owner
        if not (word in _ENGLISH or word.endswith(_GERMAN_ENDINGS)):
            return None
    return None


def belongs_to(tokens: Sequence[Token], first: int, stop: int, hits: Sequence[Hit]) -> str | None:
    """Return the organisation in "the SPLM's X" or "X of Sinn Féin"; states do not count.

    "X signed for ..." counts for whatever stands there.
    """
    for hit in hits:
        if hit.kind in ("name", "capital") and _signs_for(tokens[stop : hit.first]):
            return hit.id
        if hit.kind != "name" or not _has_members_who_speak(hit.id):
            continue
        possessive = hit.stop + 1 == first and tokens[hit.stop].text in ("'s", "’s")
        between = [token.text for token in tokens[stop : hit.first]]
        of = between in (["of"], ["of", "the"], ["von", "der"], ["von"], ["vom"], ["from", "the"])
        if possessive or (of and hit.first > stop):
            return hit.id
    return None


def _signs_for(between: Sequence[Token]) -> bool:
    """Tell whether the words between a name and a party are "signed for (the)"."""
    texts = [token.text for token in between]
    return (
        len(texts) in (2, 3)
        and between[0].lemma in _SIGNING
        and texts[1] in ("for", "für")
        and texts[2:] in ([], ["the"], ["die"], ["den"], ["das"])
    )


_SIGNING = frozenset({"sign", "initial", "unterzeichnen", "unterschreiben", "paraphieren"})


def _has_members_who_speak(row_id: str) -> bool:
    row = actor_table().rows[row_id]
    return row.type in ("armed_group", "movement", "organisation") and row.code != "NGO"
