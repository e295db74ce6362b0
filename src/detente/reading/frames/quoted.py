"""Quotations belong as a whole to those whose words they are, over sentences and paragraphs."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from detente.reading.frames.find import Frame
from detente.reading.text import Sentence

_SHORTEST = 6
"""From how many tokens on a quotation nobody is named for goes on with what was said before."""
Run = tuple[int, int]
"""Half-open range of token numbers."""


def complete_quotations(
    frames: Sequence[Frame], sentences: Sequence[Sentence], quotations: Sequence[tuple[int, int]]
) -> tuple[Frame, ...]:
    """Return the frames with every quotation they touch as a whole in their content.

    `quotations` are ranges of code points. One that no frame touches belongs to the last frame with
    content before it, in its own paragraph or the one before.
    """
    tokens = [token for sentence in sentences for token in sentence.tokens]
    paragraphs = [sentence.paragraph for sentence in sentences for _ in sentence.tokens]
    starts = [token.start for token in tokens]
    runs = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in quotations]
    contents = [set(frame.parts.get("content", ())) for frame in frames]
    for run in runs:
        touching = [n for n in range(len(frames)) if _touches(frames[n], contents[n], run)]
        if not touching and run[1] - run[0] >= _SHORTEST:
            touching = _before(frames, contents, paragraphs, run)
        for n in touching:
            contents[n].update(range(*run))
    return tuple(
        replace(frame, parts=frame.parts | {"content": tuple(sorted(content))})
        if content
        else frame
        for frame, content in zip(frames, contents, strict=True)
    )


def _touches(frame: Frame, content: set[int], run: Run) -> bool:
    """Tell whether a frame outside a quotation has some of it as its content."""
    if run[0] <= frame.head < run[1]:
        return False
    return not content.isdisjoint(range(*run))


def _before(
    frames: Sequence[Frame], contents: Sequence[set[int]], paragraphs: Sequence[int], run: Run
) -> list[int]:
    """Return the last frame that says something before a quotation and near it, if there is one."""
    near = [
        n
        for n, frame in enumerate(frames)
        if frame.head < run[0] and contents[n] and paragraphs[frame.head] >= paragraphs[run[0]] - 1
    ]
    return near[-1:]
