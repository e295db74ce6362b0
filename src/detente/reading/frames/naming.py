"""Names of speakers as a whole: small gaps closed, and the apposition behind a name taken in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from detente.reading.frames.find import Frame
from detente.reading.text import Sentence, Token

_GAP = 2
"""Up to how many tokens missing inside a name are taken to belong to it."""
_LONGEST = 25
_OPENS = frozenset({"a", "an", "the", "who", "whose", "one", "ein", "eine", "der", "die", "das"})


def complete_names(frames: Sequence[Frame], sentences: Sequence[Sentence]) -> tuple[Frame, ...]:
    """Return the frames with who acts as one stretch: "said X" with ", a lawyer in Y" behind it."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    homes = [n for n, sentence in enumerate(sentences) for _ in sentence.tokens]
    return tuple(
        replace(frame, parts=frame.parts | {"who": _completed(frame, tokens, homes)})
        if "who" in frame.parts
        else frame
        for frame in frames
    )


def _completed(frame: Frame, tokens: Sequence[Token], home: Sequence[int]) -> tuple[int, ...]:
    who = set(frame.parts["who"])
    taken = {*frame.cue, *frame.parts.get("content", ())}
    words = sorted(who)
    for before, after in pairwise(words):
        gap = range(before + 1, after)
        if len(gap) <= _GAP and home[before] == home[after] and taken.isdisjoint(gap):
            who.update(gap)
    who.update(_apposition(frame, words, tokens, home))
    return tuple(sorted(who))


def _apposition(
    frame: Frame, words: list[int], tokens: Sequence[Token], home: Sequence[int]
) -> range:
    """Return what stands behind a name that directly follows its verb, up to the next comma."""
    comma = words[-1] + 1
    if words[0] - 1 != frame.cue[-1] or comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return range(0)
    if home[comma] != home[frame.head] or tokens[comma + 1].text.lower() not in _OPENS:
        return range(0)
    for n in range(comma + 1, min(comma + _LONGEST, len(tokens))):
        if tokens[n].text in (",", ".", ";") or home[n] != home[comma]:
            return range(comma, n)
    return range(0)
