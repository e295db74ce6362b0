"""Sentences to frames: which words are cues, of what kind, and which words belong to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.reading.frames.model import Floats, Model, load_model, sigmoid
from detente.reading.text import Sentence, Token

Genre = Literal["report", "debate"]
_GENRES: tuple[Genre, ...] = ("report", "debate")
_WORDS, _PIECES = 90, 500
TOGETHER = 8
"""Windows that attributions are found in together; their thresholds were chosen so."""
_CUE, _CUE_TOGETHER = 0.5, 0.4
"""How likely a cue must be by the model, and by the mean of the model and odds from elsewhere."""
_PART: dict[Genre, dict[str, float]] = {
    "report": {"content": 0.15, "who": 0.3},
    "debate": {"content": 0.3, "who": 0.3},
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
    odds: NDArray[np.float64] | None = None,
    together: int = TOGETHER,
) -> tuple[Frame, ...]:
    """Return the frames of a text in order of their heads.

    So many windows of the text go `together` through the encoder. One at a time is faster, since
    none is padded, and rounds each by itself.

    `heads` gives the cue heads (token numbers through the text) instead of finding them. `odds`
    gives for each token the log odds, known from elsewhere, that it stands in a cue; their mean
    with those of the model then tells.
    """
    model = load_model()
    tokens = [token for sentence in sentences for token in sentence.tokens]
    found: list[Frame] = []
    windows = _windows(sentences, tokens, model)
    for n in range(0, len(windows), together):
        batch = windows[n : n + together]
        vectors = model.encode([window.words for window in batch], _GENRES.index(genre))
        for window, words in zip(batch, vectors, strict=True):
            chosen = _chosen(model, window.first, words, heads, odds)
            found += _frames_of(model, window.first, words, chosen, _PART[genre])
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


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Heads of the frames of a window, and which other words may stand in their cues."""

    heads: NDArray[np.int64]
    scores: Floats
    """How likely there is a frame at each word."""
    may: NDArray[np.bool_] | None = None
    """Words that stand in a cue, where that is known; heads that fall to another frame drop out."""


def _chosen(
    model: Model, shift: int, words: Floats, given: Sequence[int] | None,
    odds: NDArray[np.float64] | None,
) -> _Chosen:  # fmt: skip
    if given is not None:
        inside = [head - shift for head in given if 0 <= head - shift < len(words)]
        return _Chosen(np.array(inside, dtype=np.int64), model.cues(words)[:, 0])
    if odds is None:
        scores = model.cues(words)[:, 0]
        return _Chosen(np.flatnonzero(scores > _CUE), scores)
    both = model.cue_odds(words).mean(axis=1) + odds[shift : shift + len(words)]
    scores = sigmoid((0.5 * both).astype(np.float32))
    return _Chosen(np.flatnonzero(scores > _CUE_TOGETHER), scores, scores > _CUE_TOGETHER)


def _frames_of(
    model: Model, shift: int, words: Floats, chosen: _Chosen, least: dict[str, float]
) -> list[Frame]:
    heads, scores = chosen.heads, chosen.scores
    if not len(heads):
        return []
    links = model.parts(words, heads)
    if chosen.may is not None:
        column = model.links.index("cue")
        links[:, ~chosen.may, column] = 0
        first = _first_words(heads, links[:, :, column] > 0.5)
        heads, links = heads[first], links[first]
    kinds = model.kind(words[heads])
    moods = model.modality(words[heads])
    above = links > np.array([least.get(link, 0.5) for link in model.links], dtype=np.float32)
    parts = _parts_of(above, shift, model.links)
    return [
        Frame(
            head=int(head) + shift,
            cue=tuple(sorted({int(head) + shift, *parts[row].pop("cue", ())})),
            kind=model.kinds[int(kinds[row].argmax())],
            modality=model.modalities[int(moods[row].argmax())],
            score=round(float(scores[head]), 3),
            kind_score=round(float(kinds[row].max()), 3),
            parts={name: tuple(numbers) for name, numbers in parts[row].items()},
        )
        for row, head in enumerate(heads)
    ]


def _parts_of(
    above: NDArray[np.bool_], shift: int, links: Sequence[str]
) -> list[dict[str, list[int]]]:
    """Return for each frame the words that stand in each part; `above` is (frame, word, part)."""
    parts: list[dict[str, list[int]]] = [{} for _ in above]
    places = zip(*(axis.tolist() for axis in above.transpose(0, 2, 1).nonzero()), strict=True)
    for row, column, number in places:
        parts[row].setdefault(links[column], []).append(number + shift)
    return parts


def _first_words(heads: NDArray[np.int64], linked: NDArray[np.bool_]) -> list[int]:
    """Return which heads no head before them has in its cue."""
    taken: set[int] = set()
    first = []
    for row, head in enumerate(heads.tolist()):
        if head not in taken:
            first.append(row)
            taken.update(np.flatnonzero(linked[row]).tolist())
    return first
