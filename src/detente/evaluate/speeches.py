"""SpkAtt speeches: JSON lines of tokens and marks; a speech as one text, places back to tokens."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError
from detente.evaluate.files import json_of, text_of_file
from detente.evaluate.result import Gold

Word = tuple[int, int]
"""Number of the sentence and number of the token in it, both from 0."""
GLUED = frozenset({",", ".", "!", "?", ":", ";", ")"})
"""Tokens without a blank before them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked attribution."""

    cue: frozenset[Word]
    """Tokens of the cue; never empty."""
    source: frozenset[Word]
    """Tokens that name who speaks or thinks."""
    message: frozenset[Word]
    """Tokens of what is said or thought."""

    @property
    def first(self) -> Word:
        """The first token of the cue."""
        return min(self.cue)


@dataclass(frozen=True)
class Speech:
    """One speech with its marks."""

    name: str
    sentences: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]

    @cached_property
    def text(self) -> str:
        """The tokens joined by blanks, none before a mark of punctuation."""
        return "".join(gap + token for gap, token, _ in self._pieces())

    @cached_property
    def places(self) -> dict[Word, tuple[int, int]]:
        """Where each token stands in the text, in order."""
        places, at = {}, 0
        for gap, token, word in self._pieces():
            at += len(gap)
            places[word] = (at, at + len(token))
            at += len(token)
        return places

    def _pieces(self) -> Iterable[tuple[str, str, Word]]:
        words = (
            (token, (number, place))
            for number, sentence in enumerate(self.sentences)
            for place, token in enumerate(sentence)
        )
        for n, (token, word) in enumerate(words):
            yield "" if n == 0 or token in GLUED else " ", token, word

    def words_in(self, ranges: Iterable[tuple[int, int]]) -> set[Word]:
        """Return the tokens whose first code point lies in one of the ranges."""
        starts, words = self._starts
        return {
            word
            for start, end in ranges
            for word in words[bisect_left(starts, start) : bisect_left(starts, end)]
        }

    @cached_property
    def _starts(self) -> tuple[list[int], list[Word]]:
        return [start for start, _ in self.places.values()], list(self.places)


def load_speeches(path: Path) -> tuple[Gold, tuple[Speech, ...]]:
    """Return the speeches of a file."""
    text, digest = text_of_file(path)
    speeches = tuple(
        _speech(json_of(line, f"{path.name}: line {number}"), f"{path.name}: line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )
    if not speeches:
        msg = f"{path.name}: holds no speech; name a file with SpkAtt speeches, one JSON a line"
        raise EvaluationError(msg)
    counts = {
        "speeches": len(speeches),
        "segments": sum(len(speech.sentences) for speech in speeches),
        "attributions": sum(len(speech.marks) for speech in speeches),
    }
    return Gold(name=path.name, sha256=digest, counts=counts), speeches


def _speech(content: Any, place: str) -> Speech:
    try:
        sentences = tuple(
            tuple(str(token) for token in sentence["Tokens"]) for sentence in content["Sentences"]
        )
        given = [(number, dict(mark)) for number, mark in enumerate(content["Annotations"])]
        name = str(content.get("doc", place))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"{place}: is no speech ({error!r}); it needs Sentences with Tokens and Annotations"
        raise EvaluationError(msg) from error
    if any(not token.strip() for sentence in sentences for token in sentence):
        msg = f"{place}: holds an empty token; every token needs a character"
        raise EvaluationError(msg)
    marks = [_mark(mark, sentences, f"{place}, annotation {number}") for number, mark in given]
    return Speech(name, sentences, tuple(mark for mark in marks if mark.cue))


def _mark(mark: dict[str, Any], sentences: tuple[tuple[str, ...], ...], place: str) -> Mark:
    parts = {}
    for part in ("Cue", "Source", "Message"):
        try:
            words = [_word(name) for name in mark.get(part, ())]
        except (ValueError, AttributeError, TypeError) as error:
            msg = f'{place}: {part} is {mark[part]!r}; it is a list of "sentence:token"'
            raise EvaluationError(msg) from error
        for number, token in words:
            if not (0 <= number < len(sentences) and 0 <= token < len(sentences[number])):
                msg = (
                    f"{place}: {part} names token {number}:{token}, which the speech has not; "
                    "count sentences and tokens from 0"
                )
                raise EvaluationError(msg)
        parts[part] = frozenset(words)
    return Mark(parts["Cue"], parts["Source"], parts["Message"])


def _word(name: str) -> Word:
    sentence, token = name.split(":")
    return int(sentence), int(token)
