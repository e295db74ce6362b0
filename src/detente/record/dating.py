"""Whether the words of time in a sentence say when an act took place, or something else in it."""

import re

from detente.reading.act import Act, Span

_LASTING = frozenset({"leave", "halt", "impose", "host", "deploy", "attack", "aid", "withdraw"})
"""Kinds of acts that can go on from a day, so that "since" says when they began."""
_BOUND = re.compile(
    r"\b(?:until|till|by|within|no later than|not later than|between|from|"
    r"bis(?: zum| zur| spätestens)?|spätestens(?: am| zum)?|binnen|innerhalb|zwischen|ab|vom)\s+"
    r"(?:the\s+|dem\s+|der\s+|den\s+|end of\s+|Ende\s+|Mitte\s+|Anfang\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|seit)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PREPOSITIONS = (
    "an|auf|aus|bei|durch|für|gegen|in|mit|nach|über|um|unter|von|vor|zu|about|at|by|for|from|in|of|"
    "on|to|under|with"
)
_RELATIVE = re.compile(
    rf",\s+(?:(?:{_PREPOSITIONS})\s+)?"
    r"(?:which|who|whom|whose|where|der|die|das|den|dem|deren|dessen|denen|welche[rsmn]?|wo)\b"
    r"[^,;.]*",
)


def is_time_of(act: Act, at: Span, text: str) -> bool:
    """Tell whether the words `at` of a source's text can say when `act` took place.

    They do not where they bound what is to come ("by March", "bis März"), say since when a state
    lasts, stand in the content or the condition of a saying, or in a relative clause beside it.
    """
    before = text[max(0, at.start - 24) : at.start]
    if _BOUND.search(before) or (_SINCE.search(before) and act.kind not in _LASTING):
        return False
    cue = act.cue[0]
    for part in (act.content, act.condition):
        if part is not None and _inside(at, part) and not _inside(cue, part):
            return False
    start = min(act.span.start, at.start)
    sentence = text[start : max(act.span.end, at.end)]
    for match in _RELATIVE.finditer(sentence):
        clause = (start + match.start(), start + match.end())
        if _within(at, clause) and not _within(cue, clause):
            return False
    return True


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _within(span: Span, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= span.start and span.end <= bounds[1]
