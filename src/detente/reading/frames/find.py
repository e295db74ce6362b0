"""Sentences to frames: which words are cues, of what kind, and which words belong to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from detente.reading.frames.model import Floats, Model, load_model
from detente.reading.text import Sentence, Token

Genre = Literal["report", "debate"]
_GENRES: tuple[Genre, ...] = ("report", "debate")
_WORDS, _PIECES = 90, 500
_TOGETHER = 8
_CUE = 0.5
_PART: dict[Genre, dict[str, float]] = {
    "report": {"content": 0.15, "who": 0.3},
    "debate": {"content": 0.3, "who": 0.25},
}
"""How likely a word must stand in a part to be counted; 0.5 for the parts not named."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with its parts, as token numbers counted through the whole text."""

    head: int
    """First word of the cue."""
    cue: tuple[int, ...]
    """Words of the cue, in text order."""
    kind: str
    """Kind of act, as the model names it."""
    modality: str
    """Status of what the act is about."""
    score: float
    """How likely there is a frame here, from 0 to 1."""
    kind_score: float
    """How likely it is of this kind, from 0 to 1."""
    parts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Words of each other part: who, target, recipient, content, condition, topic."""


@dataclass(frozen=True, slots=True)
class _Window:
    first: int
    words: list[tuple[int, ...]]
    """Pieces of each word; the first is token number `first` of the text."""


def find_frames(
    sentences: Sequence[Sentence],
    *,
    genre: Genre = "report",
    heads: Sequence[int] | None = None,
) -> tuple[Frame, ...]:
    """Return the frames of a text in order of their heads.

    `heads` gives the cue heads (token numbers through the text) instead of finding them.
    """
    model = load_model()
    tokens = [token for sentence in sentences for token in sentence.tokens]
    found: list[Frame] = []
    windows = _windows(sentences, tokens, model)
    for n in range(0, len(windows), _TOGETHER):
        batch = windows[n : n + _TOGETHER]
        vectors = model.encode([window.words for window in batch], _GENRES.index(genre))
        for window, words in zip(batch, vectors, strict=True):
            given = None if heads is None else [h - window.first for h in heads]
            found += _frames_of(model, window.first, words, given, _PART[genre])
    return tuple(found)


def _windows(sentences: Sequence[Sentence], tokens: list[Token], model: Model) -> list[_Window]:
    """Pack whole sentences into windows; a sentence too long for one is cut."""
    windows: list[_Window] = []
    words: list[tuple[int, ...]] = []
    first = size = number = 0
    for sentence in sentences:
        cut = []
        for token in sentence.tokens:
            before = tokens[number - 1].end if number else -1
            cut.append(model.pieces.cut(token.text, spaced=token.start > before))
            number += 1
        long = sum(map(len, cut))
        if words and (len(words) + len(cut) > _WORDS or size + long > _PIECES):
            windows.append(_Window(first, words))
            first, words, size = number - len(cut), [], 0
        words, size = words + cut, size + long
        while len(words) > _WORDS or size > _PIECES:
            keep = _fitting(words)
            windows.append(_Window(first, words[:keep]))
            first, words = first + keep, words[keep:]
            size = sum(map(len, words))
    if words:
        windows.append(_Window(first, words))
    return windows


def _fitting(words: list[tuple[int, ...]]) -> int:
    size = 0
    for number, word in enumerate(words):
        size += len(word)
        if number >= _WORDS or size > _PIECES:
            return number
    return len(words)


def _frames_of(
    model: Model, shift: int, words: Floats, given: list[int] | None,
    least: dict[str, float],
) -> list[Frame]:  # fmt: skip
    scores = model.cues(words)[:, 0]
    if given is None:
        heads = np.flatnonzero(scores > _CUE)
    else:
        heads = np.array([head for head in given if 0 <= head < len(words)], dtype=np.int64)
    if not len(heads):
        return []
    kinds = model.kind(words[heads])
    moods = model.modality(words[heads])
    links = model.parts(words, heads)
    frames = []
    for row, head in enumerate(heads):
        parts = {
            link: tuple(
                int(n) + shift for n in np.flatnonzero(links[row, :, column] > least.get(link, 0.5))
            )
            for column, link in enumerate(model.links)
        }
        cue = tuple(sorted({int(head) + shift, *parts.pop("cue")}))
        frames.append(
            Frame(
                head=int(head) + shift,
                cue=cue,
                kind=model.kinds[int(kinds[row].argmax())],
                modality=model.modalities[int(moods[row].argmax())],
                score=round(float(scores[head]), 3),
                kind_score=round(float(kinds[row].max()), 3),
                parts={name: numbers for name, numbers in parts.items() if numbers},
            )
        )
    return frames
