"""Reported words anywhere in a text: who says what, by which words, as ranges of code points.

Takes a text and its language, and where wanted the cues; knows nothing of acts, parties, issues.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.reading.frames.find import Frame, Genre, find_frames
from detente.reading.frames.model import load_model
from detente.reading.frames.naming import complete_names
from detente.reading.frames.quoted import complete_quotations
from detente.reading.frames.wording import cue_log_odds
from detente.reading.kinds import kinds
from detente.reading.labels import Label, find_labels
from detente.reading.quotations import find_quotations
from detente.reading.text import Token, segment
from detente.sources.frozen import Language

_SURE = 0.8
"""How likely a frame must be to count as an attribution where it stands in a report."""
_NO_WORDS = frozenset({"coerce", "accept"})
_WORDS_TOO = frozenset({"meet"})
"""Verbal kinds whose content is no words of the doer, and the kind of talks about something."""
Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of code points of a text, in text order, none empty, none overlapping."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that are reported as somebody's, and how they are reported."""

    cue: Ranges
    """The words that attribute."""
    source: Ranges
    """The words that name whose words or thoughts they are."""
    content: Ranges
    """What is said or thought."""
    addressee: Ranges
    """The words that name those spoken to."""
    rule: str
    """The rule or model that found it."""
    score: float
    """How sure it is, 0 to 1; an order, not a probability."""


def find_attributions(
    text: str,
    language: Language,
    cues: Sequence[tuple[int, int]] | None = None,
    *,
    genre: Genre = "report",
) -> tuple[Attribution, ...]:
    """Return the attributions of a text in text order; with `cues` exactly one for each cue."""
    sentences = segment(text, language)
    tokens = [token for sentence in sentences for token in sentence.tokens]
    heads = None if cues is None else _heads(tokens, cues)
    known = cues is None and genre == "debate" and language == "de"
    odds = cue_log_odds(sentences) if known else None
    frames = find_frames(sentences, genre=genre, heads=heads, odds=odds)
    if genre == "report":
        frames = complete_quotations(frames, sentences, find_quotations(text))
        frames = complete_names(frames, sentences)
    if cues is None and genre == "debate":
        return tuple(_of(frame, tokens) for frame in frames)
    if cues is None:
        found = [_of(frame, tokens) for frame in frames if _says(frame)]
        labels = [_of_label(label) for label in find_labels(text)]
        return tuple(sorted([*labels, *found], key=lambda one: one.cue[0]))
    by_head = {frame.head: frame for frame in frames}
    return tuple(
        _of(by_head[head], tokens) if head in by_head else Attribution((cue,), (), (), (), "", 0.0)
        for cue, head in zip(cues, heads or (), strict=True)
    )


def _heads(tokens: list[Token], cues: Sequence[tuple[int, int]]) -> list[int]:
    """Return the number of the token in which each cue begins."""
    starts = [token.start for token in tokens]
    return [max(0, bisect_right(starts, start) - 1) for start, _ in cues]


def _says(frame: Frame) -> bool:
    """Tell whether a frame surely reports words or thoughts, rather than a deed."""
    verbal = frame.kind in kinds() and kinds()[frame.kind].verbal and frame.kind not in _NO_WORDS
    says = verbal or frame.kind in _WORDS_TOO
    return says and "content" in frame.parts and frame.score > _SURE


def _of(frame: Frame, tokens: list[Token]) -> Attribution:
    return Attribution(
        cue=_ranges(tokens, frame.cue),
        source=_ranges(tokens, frame.parts.get("who", ())),
        content=_ranges(tokens, frame.parts.get("content", ())),
        addressee=_ranges(tokens, frame.parts.get("recipient", ())),
        rule=f"frames.{frame.kind}@{load_model().version}",
        score=frame.score,
    )


def _of_label(label: Label) -> Attribution:
    return Attribution(
        cue=(label.mark,),
        source=(label.name,),
        content=(label.content,),
        addressee=(),
        rule="label",
        score=1.0,
    )


def _ranges(tokens: list[Token], numbers: Iterable[int]) -> Ranges:
    """Return the places of tokens, neighbors joined; `numbers` in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1][1] = number + 1
        else:
            runs.append([number, number + 1])
    return tuple((tokens[first].start, tokens[last - 1].end) for first, last in runs)
