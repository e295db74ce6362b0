"""`Writer` and `Pen`: what every section needs to write statements that carry their quotes."""

from collections.abc import Iterable, Sequence
from copy import copy

from detente.analysis.finding import Findings
from detente.brief.assumptions import in_language
from detente.brief.blocks import (
    Block,
    Heading,
    Mark,
    MarkCode,
    Note,
    Row,
    Section,
    Statement,
    Table,
)
from detente.brief.footnotes import Footnotes, act_marks, excerpt
from detente.brief.messages import Messages, Phrase
from detente.brief.names import Names
from detente.case.model import Case
from detente.case.suppose import Supposition
from detente.reading.act import Act
from detente.record.record import Record
from detente.sources.frozen import Language


class Writer:
    """The material of one brief and the running numbers of its quotes."""

    def __init__(
        self, record: Record, case: Case | None, findings: Findings | None, language: Language
    ) -> None:
        self.record = record
        self.case = case
        self.findings = findings
        self.stability = None if findings is None else findings.stability
        self.words = Messages(language)
        self.names = Names(record, case, self.words)
        self.footnotes = Footnotes(record, self.words, self.names)
        self.n_charts = 0
        self.written: tuple[str, ...] = ()
        self.pair: tuple[str, str] | None = None
        self.supposed: Supposition | None = None
        self._acts = {act.id: act for act in record.acts}

    def supposing(self, case: Case) -> "Writer":
        """Return a writer to whom the case is another, with the same quotes and numbers."""
        other = copy(self)
        other.case = case
        other.names = Names(self.record, case, self.words)
        return other

    def act(self, act_id: str) -> Act | None:
        """Return the act with this id; None where the record has none."""
        return self._acts.get(act_id)

    def behind(self, party: str) -> list[str]:
        """Return the ids of the acts behind what the case says about a party's wishes."""
        held = self.case.preferences.get(party) if self.case is not None else None
        if held is None:
            return []
        reasoned = [held, *held.issues.values(), *held.red_lines]
        return [act for entry in reasoned for act in entry.because]

    def parties(self) -> list[str]:
        """Return the parties of the case, or those with positions, by name."""
        if self.case is not None:
            return self.names.in_order(self.case.players())
        return self.names.in_order(position.party for position in self.record.positions)


class Pen:
    """Writes the statements of one section and numbers them."""

    def __init__(self, writer: Writer, section: str) -> None:
        self.writer = writer
        self.words = writer.words
        self.names = writer.names
        self._section = section
        self._n = 0

    def text(self, key: str, count: int = 1, /, **fields: object) -> Phrase:
        """Return a message of the catalogue."""
        return self.words.text(key, count, **fields)

    def say(
        self,
        text: str,
        because: Iterable[str] = (),
        marks: Iterable[Mark] = (),
        lead: str | None = None,
        see: str | None = None,
    ) -> Statement:
        """Return a statement that rests on the acts of `because`; `see` says where more stands."""
        self._n += 1
        name = f"{self._section}-{self._n}"
        quotes = self.writer.footnotes.cite(name, because)
        return Statement(id=name, lead=lead, text=text, quotes=quotes, marks=tuple(marks), see=see)

    def quote(self, act: Act, because: Iterable[str] = (), lead: str | None = None) -> Statement:
        """Return the words of an act as a statement, marked by voice and status."""
        words = self.words.quoted(excerpt(act))
        marks = act_marks(act, self.words, self.names)
        return self.say(words, because or (act.id,), marks, lead)

    def mark(self, code: MarkCode) -> Mark:
        """Return the mark called `code`."""
        return Mark(code=code, text=self.text(f"mark.{code}"))

    def section(self, blocks: Iterable[Block]) -> Section:
        """Return the section with its title."""
        title = self.text(f"{self._section}.title")
        return Section(id=self._section, title=title, blocks=tuple(blocks))

    def empty(self, key: str = "findings.none") -> Section:
        """Return the section with nothing but a note on why there is nothing."""
        return self.section([self.note(key)])

    def heading(self, key: str) -> Heading:
        """Return a heading inside the section."""
        return Heading(text=self.text(key))

    def note(self, key: str, **fields: object) -> Note:
        """Return a note on how to read the section."""
        return Note(text=self.text(key, **fields))

    def assumption(self, assume: str) -> Statement:
        """Return an assumption of the case as a statement."""
        words = in_language(assume, self.words.language)
        return self.say(words, marks=(self.mark("assumed"),))

    def cell(self, text: str = "") -> tuple[Statement, ...]:
        """Return a table entry of plain words; an empty one shows a dash."""
        return (self.say(text),) if text else ()

    def table(
        self,
        caption: str,
        columns: Sequence[str],
        rows: Iterable[Row],
        numeric: Iterable[int] = (),
        note: str | None = None,
    ) -> Table:
        """Return a table; `numeric` names its columns of numbers by place."""
        numbers = set(numeric)
        return Table(
            caption=caption,
            columns=tuple(columns),
            numeric=tuple(place in numbers for place in range(len(columns))),
            rows=tuple(rows),
            note=note,
        )
