"""Finds persons and organisations that no table knows, by the words around their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.reading.actor_table import Sex
from detente.reading.attachment import belongs_to
from detente.reading.lexicon import Hit
from detente.reading.tables import load_toml
from detente.reading.tokens import Token, plain_word
from detente.sources.frozen import Language
from detente.sources.word_forms import is_known

_WORDS = load_toml("names.toml")
_PARTICLES = frozenset(_WORDS["particles"])
_ORGANISATION = frozenset(_WORDS["organisation_words"])
_POLITICAL = frozenset(_WORDS["political_words"])
_LINKS = frozenset(_WORDS["organisation_links"])
_NOT_NAMES = frozenset(_WORDS["not_names"])
_MALE = frozenset(_WORDS["male"])
_FEMALE = frozenset(_WORDS["female"])
_SPEECH = frozenset(_WORDS["speech"])
_ACTS = _SPEECH | frozenset(_WORDS["deeds"])
_FROM = frozenset({"vom", "von", "of", "from", "at", "beim", "am"})
_GERMAN_ARTICLES = frozenset(
    {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"}
)
_ARABIC = re.compile(r"(?:al|el|as|asch|ash|ad|an|ar|at|az|ed|es)[-‑][A-ZÄÖÜ]")
_INDEFINITE = frozenset({"ein", "eine", "einen", "einem", "einer", "eines", "keine", "keiner"})
_TAILS = tuple(f"-{tail}" for tail in load_toml("contexts.toml")["compound"]["english_tails"])
_LONGEST = 9
_FEWEST_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of words that is the name of a person or organisation."""

    first: int
    """Index of its first token."""
    stop: int
    """Index after its last token."""
    is_person: bool
    """False for an organisation."""
    office: Hit | None = None
    """The office noun beside a person's name."""


def sex_of(first_name: str) -> Sex | None:
    """Return the sex that a first name tells, or None."""
    if first_name in _MALE and first_name not in _FEMALE:
        return "m"
    return "f" if first_name in _FEMALE and first_name not in _MALE else None


def is_first_name(word: str) -> bool:
    """Tell whether a word is a common first name."""
    return word in _MALE or word in _FEMALE


def is_surname_place(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Tell whether a word that is somebody's surname can be it here, not a common noun."""
    if i == 0:
        return True
    before = tokens[i - 1].text
    if is_first_name(plain_word(before)):
        return False
    article = language == "de" and before.lower() in _GERMAN_ARTICLES
    return not (article and is_known(tokens[i].text, "de"))


def find_runs(tokens: Sequence[Token], hits: Sequence[Hit], language: Language) -> list[NameRun]:
    """Return the unknown persons and organisations of a sentence, in order."""
    taken = {i for hit in hits for i in range(hit.first, hit.stop)}
    after_title = {hit.stop for hit in hits if hit.kind in ("office", "demonym")}
    runs: list[NameRun] = []
    others: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        stop = _organisation_stop(tokens, i, taken, language)
        if stop is not None:
            runs.append(NameRun(i, stop, is_person=False))
            i = stop
            continue
        known_as = i in after_title
        stop = _run_stop(tokens, i, taken, language, known_as=known_as)
        person = _as_person(tokens, i, stop, hits, language) if stop > i else None
        if person is not None:
            runs.append(person)
        elif stop - i > 1:
            others.append((i, stop))
        i = max(stop, i + 1)
    return sorted([*runs, *_listed(tokens, runs, others, language)], key=lambda run: run.first)


def _listed(
    tokens: Sequence[Token],
    runs: Sequence[NameRun],
    others: Sequence[tuple[int, int]],
    language: Language,
) -> list[NameRun]:
    """Return the names that stand in a list with those of persons: "A, B and C demanded"."""
    found = [run for run in runs if run.is_person]
    known = len(found)
    for first, stop in [*others, *reversed(others)]:
        if any(run.first == first for run in found) or not is_name_like(tokens[first], language):
            continue
        if any(_is_next(tokens, run.stop, first) or _is_next(tokens, stop, run.first)
               for run in found):  # fmt: skip
            found.append(NameRun(first, stop, is_person=True))
    return found[known:]


def _is_next(tokens: Sequence[Token], stop: int, first: int) -> bool:
    """Tell whether only a comma or "and" stands between two names."""
    between = [token.text for token in tokens[stop:first]]
    return between in ([","], ["and"], ["und"], [",", "and"])


def _known_first_word(tokens: Sequence[Token], i: int, taken: set[int], language: Language) -> bool:
    """Tell whether a German word known as such may open a name: an unknown one follows."""
    return (
        language == "de"
        and i + 1 < len(tokens)
        and i + 1 not in taken
        and _is_capital(tokens[i])
        and tokens[i].text not in _NOT_NAMES
        and tokens[i].text not in _ORGANISATION
        and is_name_like(tokens[i + 1], language)
    )


def _is_capital(token: Token) -> bool:
    return _opens_with_capital(token.text)


@lru_cache(maxsize=65536)
def _opens_with_capital(word: str) -> bool:
    return word[0].isupper() and any(char.islower() for char in word)


def is_particle(word: str) -> bool:
    """Tell whether a small word belongs to the name after it: "van", "al"."""
    return word in _PARTICLES


def is_name_like(token: Token, language: Language) -> bool:
    """Tell whether a capitalised word may be part of a name rather than a common word."""
    word = plain_word(token.text)
    if not _is_capital(token) or word in _NOT_NAMES:
        return False
    if is_first_name(word):
        return True
    known = _is_in_dictionary(word, language)
    if language == "de":
        return not known
    return token.index > 0 or not known


@lru_cache(maxsize=65536)
def _is_in_dictionary(word: str, language: Language) -> bool:
    return is_known(word, language) or is_known(word.lower(), language)


def _run_stop(
    tokens: Sequence[Token], i: int, taken: set[int], language: Language, *, known_as: bool
) -> int:
    """Return the end of the name that begins at `i`; `i` itself if none does."""
    if i in taken or not (
        is_name_like(tokens[i], language) or _known_first_word(tokens, i, taken, language)
    ):
        return i
    j = i + 1
    while j < len(tokens) and j - i < _LONGEST and j not in taken:
        token = tokens[j]
        if token.text in _PARTICLES and j + 1 < len(tokens) and _is_capital(tokens[j + 1]):
            if tokens[j + 1].text in _NOT_NAMES or j + 1 in taken or token.text in ("von", "der"):
                break
            j += 2
        elif _ARABIC.match(token.text) or _continues(tokens, i, j, language, known_as=known_as):
            j += 1
        else:
            break
    return j


def _continues(
    tokens: Sequence[Token], i: int, j: int, language: Language, *, known_as: bool
) -> bool:
    token = tokens[j]
    if len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper():
        return True
    if not _is_capital(token) or token.text in _NOT_NAMES:
        return False
    after_first_name = is_first_name(tokens[j - 1].text)
    return is_name_like(token, language) or after_first_name or (known_as and j == i + 1)


def _as_person(
    tokens: Sequence[Token], i: int, stop: int, hits: Sequence[Hit], language: Language
) -> NameRun | None:
    """Return the run as a person if the words around it say so."""
    office = office_beside(tokens, i, stop, hits)
    if office is not None and (office.stop == i or stop - i > 1):
        return NameRun(i, stop, is_person=True, office=office)
    if stop - i == 1:
        return None
    by_nation = any(hit.kind == "demonym" and hit.stop == i for hit in hits)
    sure = (
        by_nation
        or _beside_known(tokens, i, hits)
        or _from_institute(tokens, stop)
        or belongs_to(tokens, i, stop, hits)
    )
    likely = is_first_name(tokens[i].text) or _speaks(tokens, i, stop)
    if sure or (likely and is_name_like(tokens[i], language)):
        return NameRun(i, stop, is_person=True)
    for k in range(i + 1, stop - 1):  # "Barkeeper Jan X": the name begins with the first name
        if is_first_name(tokens[k].text):
            return NameRun(k, stop, is_person=True)
    return None


def _beside_known(tokens: Sequence[Token], i: int, hits: Sequence[Hit]) -> bool:
    """Tell whether a name is joined to that of a known person: "X and ..."."""
    joined = i > 1 and tokens[i - 1].text in ("and", "und", "sowie")
    return joined and any(hit.kind == "person" and hit.stop == i - 1 for hit in hits)


def office_beside(
    tokens: Sequence[Token], first: int, stop: int, hits: Sequence[Hit]
) -> Hit | None:
    """Return the office noun that belongs to a name: before it, or in an apposition after it."""
    return _office_before(tokens, first, hits) or _office_after(tokens, stop, hits)


def _office_before(tokens: Sequence[Token], i: int, hits: Sequence[Hit]) -> Hit | None:
    """Return the office that stands before a name: "envoy X", "Chef des Y, X"."""
    offices = [hit for hit in hits if hit.kind == "office" and hit.stop <= i]
    if not offices:
        return None
    office = offices[-1]
    if office.stop == i:
        return office
    between = tokens[office.stop : i]
    if between[-1].text != "," or len(between) > 9 or not _introduced(tokens, office):
        return None
    inside = between[:-1]
    no_clause = not any(token.text in (",", ";", ":", ".") for token in inside)
    genitive = not inside or inside[0].text in ("des", "der", "of", "von", "vom", "for", "für")
    return office if no_clause and genitive else None


def _introduced(tokens: Sequence[Token], office: Hit) -> bool:
    window = tokens[max(0, office.first - 4) : office.first]
    return any(token.text.lower() in _DETERMINERS for token in window)


_DETERMINERS = frozenset(
    {
        "der",
        "die",
        "den",
        "dem",
        "des",
        "the",
        "sein",
        "seine",
        "ihr",
        "ihre",
        "his",
        "her",
        "its",
        "their",
        "'s",
    }
)


def _office_after(tokens: Sequence[Token], stop: int, hits: Sequence[Hit]) -> Hit | None:
    """Return the office in an apposition after a name: "X, the Norwegian envoy, ..."."""
    if stop >= len(tokens) or tokens[stop].text not in (",", "("):
        return None
    for hit in hits:
        if hit.kind == "office" and stop < hit.first <= stop + 6:
            between = tokens[stop + 1 : hit.first]
            if all(token.text not in (",", ".", ";") for token in between):
                return hit
    return None


def is_party_name(words: Sequence[str]) -> bool:
    """Tell whether an organisation can take part in talks: a movement, not a court or institute."""
    return any(word in _POLITICAL for word in words)


def _speaks(tokens: Sequence[Token], i: int, stop: int) -> bool:
    """Tell whether the name has a verb of speech beside it."""
    after = stop
    if after + 2 < len(tokens) and tokens[after].text in ("and", "und"):
        after += 1  # "X and Y signed": the verb stands after the second name
        while after < len(tokens) and _is_capital(tokens[after]):
            after += 1
    beside = (*tokens[i - 1 : i], *tokens[after : after + 1])
    return any(token.lemma in _ACTS and token.text[0].islower() for token in beside)


def _from_institute(tokens: Sequence[Token], stop: int) -> bool:
    """Tell whether the name is followed by "vom International Institute ..."."""
    return (
        stop < len(tokens)
        and tokens[stop].text in _FROM
        and any(token.text in _ORGANISATION for token in tokens[stop : stop + 8])
    )


def _organisation_stop(
    tokens: Sequence[Token], i: int, taken: set[int], language: Language
) -> int | None:
    """Return the end of the organisation's name that begins at `i`, or None."""
    if i in taken or not _is_capital(tokens[i]) or tokens[i].text in _NOT_NAMES:
        return None
    if tokens[i].text.endswith(_TAILS) or (i and tokens[i - 1].text.lower() in _INDEFINITE):
        return None
    if tokens[i].index == 0 and language == "de" and tokens[i].text not in _ORGANISATION:
        return None
    j, keyword, capitals = i, False, 0
    while j < len(tokens) and j - i < _LONGEST:
        text = tokens[j].text
        if _is_capital(tokens[j]) and text not in _NOT_NAMES:
            if j in taken and not keyword and language == "de":
                break
            keyword = keyword or text in _ORGANISATION
            capitals += 1
            j += 1
        elif text in _LINKS and keyword and _link_goes_on(tokens, j, language):
            j += 1
        else:
            break
    if not keyword or capitals < _FEWEST_CAPITALS:
        return None
    return j if _is_proper(tokens, i, j, language) else None


def _link_goes_on(tokens: Sequence[Token], j: int, language: Language) -> bool:
    if j + 1 >= len(tokens):
        return False
    if language == "de" and tokens[j].text in ("der", "des", "in", "im", "on", "of", "und"):
        return tokens[j].text in ("of", "on", "und") and _is_capital(tokens[j + 1])
    following = tokens[j + 1]
    article = following.text == "the" and j + 2 < len(tokens) and tokens[j].text != "and"
    return _is_capital(following) or article


def _is_proper(tokens: Sequence[Token], i: int, j: int, language: Language) -> bool:
    """Tell a proper name from common nouns: German ones need a foreign word or a link."""
    if language == "en":
        return sum(1 for t in tokens[i:j] if t.index > 0 and _is_capital(t)) >= 2
    inside = tokens[i:j]
    foreign = sum(1 for t in inside if _is_capital(t) and not is_known(t.text, "de"))
    in_a_row = len(inside) >= 3 and all(_is_capital(t) for t in inside)
    return foreign >= 1 or in_a_row or any(t.text in ("for", "of", "für") for t in inside)
