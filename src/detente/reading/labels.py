"""Words given to somebody by layout alone: turns of a transcript, headlines "X: ...", signatures.

Takes a text; knows no names. What it finds has no verb, so its cue is the mark.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.quotations import find_quotations

_WORD = r"[A-ZÄÖÜ](?:[\w.'’-]*[\w'’])?"
_NAME = rf"{_WORD}(?:\.?[ \t]+{_WORD})"
_TURN = re.compile(rf'^[ \t]*["“„]?[ \t]*({_NAME}{{0,3}})(:)(?=\s)', re.MULTILINE)
_HEADLINE = re.compile(rf"\s*({_NAME}{{0,2}})(:)[ \t]+(\S[^\n\r]*)")
_SIGNATURE = re.compile(
    rf'(?<=[”"“«])[ \t]*([―—–])[ \t]*({_NAME}{{0,3}})\.?[ \t\r]*$', re.MULTILINE
)
_MARKS = frozenset('"“”„»«')
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n|\Z")
_FEWEST_TURNS, _SHORTEST = 3, 3
"""Of how many turns a conversation consists, and how long a label is that names somebody."""
Place = tuple[int, int]
"""Half-open range of code points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name set beside words to say whose they are."""

    mark: Place
    """The colon or dash."""
    name: Place
    """Whose words they are."""
    content: Place
    """The words; never empty."""


def find_labels(text: str) -> tuple[Label, ...]:
    """Return the labels of a text in the order of their marks."""
    found = [*_headline(text), *_turns(text), *_signatures(text)]
    return tuple(sorted(found, key=lambda label: label.mark))


def _headline(text: str) -> Iterator[Label]:
    """Yield "X: ..." of the first line where X is named again below it."""
    match = _HEADLINE.match(text)
    if match is not None:
        last = match[1].split()[-1]
        if re.search(rf"\b{re.escape(last)}\b(?!:)", text[match.end() :]):
            yield Label(match.span(2), match.span(1), match.span(3))


def _turns(text: str) -> Iterator[Label]:
    """Yield the turns of a conversation: lines that begin with one of a few names and a colon.

    "Q:" and "A:" name nobody.
    """
    turns = [turn for turn in _TURN.finditer(text) if len(turn[1]) >= _SHORTEST]
    count = Counter(turn[1] for turn in turns)
    turns = [turn for turn in turns if count[turn[1]] > 1]
    if len(turns) < _FEWEST_TURNS or len({turn[1] for turn in turns}) == 1:
        return
    for n, turn in enumerate(turns):
        if n + 1 < len(turns):
            end = turns[n + 1].start()
        else:
            closing = _PARAGRAPH_END.search(text, turn.end())
            end = closing.start() if closing else len(text)
        start = turn.end() + len(text[turn.end() : end]) - len(text[turn.end() : end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start < end:
            yield Label(turn.span(2), turn.span(1), (start, end))


def _signatures(text: str) -> Iterator[Label]:
    """Yield quotations that end with a dash and a name at the end of their line."""
    signed = list(_SIGNATURE.finditer(text))
    begins = {end: start for start, end in find_quotations(text)} if signed else {}
    for match in signed:
        end = match.start()
        line = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        start = begins.get(end, line)
        if text[start] in _MARKS and start + 1 < end:
            yield Label(match.span(1), match.span(2), (start, end))
