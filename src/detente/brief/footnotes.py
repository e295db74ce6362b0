"""Numbers quotes by first use and shows each in its context, linked back to its statements."""

from collections import defaultdict
from collections.abc import Iterable

from detente.brief.blocks import Mark, MarkCode, Quote, Segment
from detente.brief.messages import Messages
from detente.brief.names import Names
from detente.reading.act import Act, Modality, Span, Voice
from detente.record.record import Record
from detente.sources.source import Source

CONTEXTS = (200, 120, 80)
"""Code points shown either side of a quote; the widest that keeps to `MOST_SHOWN` is taken."""
MOST_SHOWN = 0.9
"""Most of a source's text that all its quotes may show together."""
LONGEST_QUOTE = 600
"""Longest quote shown whole, in code points."""

LEAD_IN = 45
"""Code points of an excerpt before its cue, where the quote is too long to show."""

_Key = tuple[str, int, int, Voice, Modality, str | None]


class Footnotes:
    """Hands out numbers while the brief is written; `quotes` gives them all at the end."""

    def __init__(self, record: Record, words: Messages, names: Names) -> None:
        self._acts = {act.id: act for act in record.acts}
        self._sources = {source.id: source for source in record.sources}
        self._words = words
        self._names = names
        self._numbers: dict[_Key, int] = {}
        self._cited: dict[int, list[Act]] = defaultdict(list)
        self._used_by: dict[int, list[str]] = defaultdict(list)
        self.missing: dict[str, None] = {}

    def cite(self, statement: str, acts: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the quotes that show `acts`, for use in `statement`.

        Ids that no source of the record has are kept in `missing`.
        """
        numbers: dict[int, None] = {}
        for act_id in dict.fromkeys(acts):
            act = self._acts.get(act_id)
            if act is None:
                self.missing[act_id] = None
                continue
            number = self._number(act)
            numbers[number] = None
            if statement not in self._used_by[number]:
                self._used_by[number].append(statement)
        return tuple(sorted(numbers))

    def _number(self, act: Act) -> int:
        key = (act.source_id, act.span.start, act.span.end, act.voice, act.modality, act.speaker)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        if act not in self._cited[number]:
            self._cited[number].append(act)
        return number

    def quotes(self) -> tuple[Quote, ...]:
        """Return every quote cited so far, by number."""
        widths = {source: self._width(source) for source in self._sources}
        return tuple(
            self._quote(number, self._cited[number], widths) for number in self._numbers.values()
        )

    def _quote(self, number: int, acts: list[Act], widths: dict[str, int]) -> Quote:
        first = acts[0]
        text, span = self._sources[first.source_id].text, first.span
        start = _begin(text, span.start, widths[first.source_id])
        end = _finish(text, span.end, widths[first.source_id])
        return Quote(
            number=number,
            acts=tuple(act.id for act in acts),
            source=first.source_id,
            start=span.start,
            end=span.end,
            before=("… " if start > 0 else "") + text[start : span.start].lstrip(),
            words=_segments(span, [cue for act in acts for cue in act.cue]),
            after=text[span.end : end].rstrip() + (" …" if end < len(text) else ""),
            kinds=tuple(dict.fromkeys(self._words.text(f"kind.{act.kind}") for act in acts)),
            voice=first.voice,
            modality=first.modality,
            marks=act_marks(first, self._words, self._names),
            used_by=tuple(self._used_by[number]),
        )

    def _width(self, source_id: str) -> int:
        source = self._sources[source_id]
        spans = [acts[0].span for acts in self._cited.values() if acts[0].source_id == source_id]
        for width in CONTEXTS:
            if _shown(source, spans, width) <= MOST_SHOWN * len(source.text):
                return width
        return CONTEXTS[-1]


def act_marks(act: Act, words: Messages, names: Names) -> tuple[Mark, ...]:
    """Return whose words an act is and the status of what it is about, in words."""
    speaker = names.actor(act.speaker) if act.speaker else words.text("mark.unnamed")
    marks = [Mark(code=act.voice, text=words.text(f"voice.{act.voice}", speaker=speaker))]
    if act.modality != "happened":
        code: MarkCode = act.modality
        marks.append(Mark(code=code, text=words.text(f"modality.{act.modality}")))
    return tuple(marks)


def excerpt(act: Act, longest: int = 190) -> str:
    """Return the words of an act on one line, cut at words, with its cue in view."""
    line = " ".join(act.span.quote.split())
    if len(line) <= longest:
        return line
    cue = " ".join(act.cue[0].quote.split())
    start = max(line.find(cue) - LEAD_IN, 0)
    if start <= LEAD_IN or len(line) - start < longest // 2:
        start = max(min(start, len(line) - longest), 0) if start > LEAD_IN else 0
    if start > 0:
        start = line.find(" ", start) + 1
    words = line[start:]
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return f"… {words}" if start > 0 else words


def _shown(source: Source, spans: list[Span], width: int) -> int:
    """Return how many code points the quotes show with `width` either side."""
    shown, reach = 0, 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start - width, reach)
        end = min(span.end + width, len(source.text))
        shown += max(end - start, 0)
        reach = max(reach, end)
    return shown


def _begin(text: str, start: int, width: int) -> int:
    """Return where the context begins: at a word, not farther than `width` before `start`."""
    begin = max(start - width, 0)
    while 0 < begin < start and not text[begin - 1].isspace():
        begin += 1
    return begin


def _finish(text: str, end: int, width: int) -> int:
    """Return where the context ends: at a word's end, not farther than `width` after `end`."""
    finish = min(end + width, len(text))
    while end < finish < len(text) and not text[finish].isspace():
        finish -= 1
    return finish


def _segments(span: Span, cues: list[Span]) -> tuple[Segment, ...]:
    """Cut a quote into cue words and the rest; shorten it in its middle where it is too long."""
    is_cue = [False] * len(span.quote)
    for cue in cues:
        for place in range(max(cue.start, span.start), min(cue.end, span.end)):
            is_cue[place - span.start] = True
    pieces: list[Segment] = []
    begin = 0
    for place in range(1, len(span.quote) + 1):
        if place == len(span.quote) or is_cue[place] != is_cue[begin]:
            pieces.append(Segment(text=span.quote[begin:place], cue=is_cue[begin]))
            begin = place
    if len(span.quote) <= LONGEST_QUOTE:
        return tuple(pieces)
    half = LONGEST_QUOTE // 2
    return (
        Segment(text=span.quote[:half].rstrip()),
        Segment(text=" […] "),
        Segment(text=span.quote[-half:].lstrip()),
    )
