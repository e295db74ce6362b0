"""Patterns over words: a readable form for data files, and an index that finds many at once.

A pattern is a row of words; ``friedenstruppe*`` is any word that begins so, ``*abzug`` any that
ends so, ``*abzug*`` any that holds it; ``a|b`` is either word; ``..`` lets up to `GAP` words
stand between. Case, ß/ss, soft hyphens and kinds of hyphen make no difference. A word of a
pattern meets a word of a text in the form it has there or in its dictionary form.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

GAP = 6
"""How many words ``..`` may pass over."""

_HYPHENS = {ord(mark): "-" for mark in "‐‑"}
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_BARRIERS = frozenset(".!?;:")
_MARKS = frozenset(",()\"'„“”‚‘’»«›‹–—-")

PayloadT = TypeVar("PayloadT", bound=Hashable)


class Word(Protocol):
    """What a pattern needs of a token."""

    @property
    def text(self) -> str:
        """The word as it stands in the text."""

    @property
    def lemma(self) -> str:
        """Its dictionary form."""


@dataclass(frozen=True, slots=True)
class Match(Generic[PayloadT]):
    """One place where a pattern fits: indices of its first and last word."""

    payload: PayloadT
    """What the pattern was filed under."""
    first: int
    """Index of the first word."""
    last: int
    """Index of the last word, included."""


@dataclass(frozen=True, slots=True)
class _Step:
    words: frozenset[int]
    after_gap: bool


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` as patterns compare it: composed, without case and invisible marks."""
    seen = unicodedata.normalize("NFC", word).translate(_INVISIBLE).translate(_HYPHENS)
    return seen.casefold()


class PatternIndex(Generic[PayloadT]):
    """Many patterns, each filed under a payload, found in one pass over the words.

    Raises `ValueError` for a pattern without words, one that begins or ends with ``..``, and
    for a ``*`` inside a word.
    """

    def __init__(self, patterns: Iterable[tuple[str, PayloadT]]) -> None:
        self._ids: dict[str, int] = {}
        self._by_form: dict[str, dict[str, int]] = {
            "exact": {}, "prefix": {}, "suffix": {}, "infix": {},
        }  # fmt: skip
        self._rows: list[tuple[tuple[_Step, ...], PayloadT]] = []
        self._starts: dict[int, list[int]] = {}
        self._words_met = lru_cache(maxsize=65536)(self._look_up)
        for pattern, payload in patterns:
            self._add(pattern, payload)

    def find(self, words: Sequence[Word]) -> list[Match[PayloadT]]:
        """Return every place where a pattern fits, by first word, then by order of filing."""
        looked_up = [self._words_met(word.text, word.lemma) for word in words]
        met = [ids for ids, _ in looked_up]
        texts = [word.text for word in words]
        found: list[Match[PayloadT]] = []
        for first, (_, rows) in enumerate(looked_up):
            for row in rows:
                steps, payload = self._rows[row]
                last = _walk(steps, met, texts, first)
                if last is not None:
                    found.append(Match(payload, first, last))
        return found

    def _add(self, pattern: str, payload: PayloadT) -> None:
        steps = tuple(self._steps(pattern))
        row = len(self._rows)
        self._rows.append((steps, payload))
        for word_id in sorted(steps[0].words):
            self._starts.setdefault(word_id, []).append(row)

    def _steps(self, pattern: str) -> Iterator[_Step]:
        parts = pattern.split()
        if not parts or parts[0] == ".." or parts[-1] == "..":
            msg = f"pattern {pattern!r} must begin and end with a word"
            raise ValueError(msg)
        after_gap = False
        for part in parts:
            if part == "..":
                after_gap = True
                continue
            yield _Step(frozenset(self._word_id(word) for word in part.split("|")), after_gap)
            after_gap = False

    def _word_id(self, word: str) -> int:
        core = fold(word.removeprefix("*").removesuffix("*"))
        if not core or "*" in core:
            msg = f"word {word!r} of a pattern: '*' may stand at its ends only"
            raise ValueError(msg)
        form = {(False, False): "exact", (False, True): "prefix", (True, False): "suffix"}.get(
            (word.startswith("*"), word.endswith("*")), "infix"
        )
        word_id = self._ids.setdefault(f"{form} {core}", len(self._ids))
        self._by_form[form][core] = word_id
        return word_id

    def _look_up(self, text: str, lemma: str) -> tuple[frozenset[int], tuple[int, ...]]:
        """Return the words of patterns that a word is, as it stands or in its dictionary form.

        With them the numbers of the patterns that may begin at it, in order of filing.
        """
        forms = dict.fromkeys((fold(text), fold(lemma)))
        ids = frozenset(word_id for form in forms for word_id in self._ids_of(form))
        rows = {row for word_id in ids for row in self._starts.get(word_id, ())}
        return ids, tuple(sorted(rows))

    def _ids_of(self, form: str) -> Iterator[int]:
        if form in self._by_form["exact"]:
            yield self._by_form["exact"][form]
        n = min(len(form), 60)
        prefix, suffix, infix = (self._by_form[k] for k in ("prefix", "suffix", "infix"))
        for end in range(1, n + 1):
            if form[:end] in prefix:
                yield prefix[form[:end]]
            if form[-end:] in suffix:
                yield suffix[form[-end:]]
            for start in range(end):
                if form[start:end] in infix:
                    yield infix[form[start:end]]


def _walk(
    steps: tuple[_Step, ...], met: list[frozenset[int]], texts: list[str], first: int
) -> int | None:
    """Return the last word of the pattern that begins at `first`, None if it does not fit."""
    at = first
    for step in steps[1:]:
        following = _next(step, met, texts, at)
        if following is None:
            return None
        at = following
    return at


def _next(step: _Step, met: list[frozenset[int]], texts: list[str], at: int) -> int | None:
    """Return the nearest word after `at` that the step allows."""
    passed, words = 0, step.words
    for i in range(at + 1, len(met)):
        if not words.isdisjoint(met[i]):
            return i
        if texts[i] in _BARRIERS:
            return None
        if texts[i] in _MARKS:
            if not step.after_gap and texts[i] not in _QUOTES:
                return None
            continue
        passed += 1
        if not step.after_gap or passed > GAP:
            return None
    return None


_QUOTES = frozenset("\"'„“”‚‘’»«›‹")
