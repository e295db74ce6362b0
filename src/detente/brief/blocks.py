"""What a brief is made of: statements, tables, charts, sections, quotes, sources.

Plain text throughout: no field holds markup, every statement names the quotes it rests on.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from detente.reading.act import Modality, Voice
from detente.sources.frozen import AnyLanguage, Frozen, Language
from detente.sources.source import Sharing

MarkCode = Literal[
    "reported", "attributed", "critic", "author",
    "planned", "hypothetical", "conditional", "refused", "denied", "left_open",
    "ascribed", "silent", "contradicted", "proposed", "unseated", "assumed", "agreed",
    "unspoken", "supposed",
]  # fmt: skip


class Mark(Frozen):
    """A status shown as words beside a statement or quote, never by color alone."""

    code: MarkCode
    """What kind of status."""
    text: str
    """The words shown."""


class Statement(Frozen):
    """One sentence, or one entry of a table, with the quotes it rests on."""

    id: Annotated[str, Field(pattern=r"^[a-z]+-[0-9]+$")]
    """Place in the brief, such as ``settlement-3``; the anchor of the page."""
    lead: str | None = None
    """Words that open the statement and say what it is about."""
    text: str
    """The statement in the language of the brief."""
    quotes: tuple[int, ...] = ()
    """Numbers of the quotes it rests on, in order of first use."""
    marks: tuple[Mark, ...] = ()
    """Status: ascribed, silent, proposed ..."""
    see: str | None = None
    """Section that says more; None where the statement stands in it."""


class Row(Frozen):
    """One row of a table."""

    head: Statement
    """The row's header."""
    cells: tuple[tuple[Statement, ...], ...]
    """One entry per column after the first; an entry holds any number of statements."""


class Table(Frozen):
    """A table with a caption; the first column heads the rows."""

    block: Literal["table"] = "table"
    """Kind of block."""
    caption: str
    """What the table shows."""
    columns: tuple[str, ...]
    """Headers of all columns, that of the row headers first."""
    numeric: tuple[bool, ...]
    """For every column: whether it holds numbers."""
    rows: tuple[Row, ...]
    """The rows, in the order stated in `note` or the text."""
    note: str | None = None
    """How to read it."""


class Chart(Frozen):
    """A chart as a Vega-Lite specification, with the same numbers as a table."""

    block: Literal["chart"] = "chart"
    """Kind of block."""
    id: Annotated[str, Field(pattern=r"^chart-[0-9]+$")]
    """Anchor of the chart."""
    title: str
    """What the chart shows."""
    description: str
    """The chart in words, for those who cannot see it."""
    spec: dict[str, JsonValue]
    """Vega-Lite specification with its data inline."""
    table: Table
    """The same numbers."""


class Prose(Frozen):
    """Statements that read on as one paragraph."""

    block: Literal["prose"] = "prose"
    """Kind of block."""
    statements: tuple[Statement, ...]
    """The sentences."""


class Points(Frozen):
    """Statements as a list."""

    block: Literal["points"] = "points"
    """Kind of block."""
    statements: tuple[Statement, ...]
    """The entries."""
    ordered: bool = False
    """Whether they are steps, one after the other."""


class Heading(Frozen):
    """A heading inside a section."""

    block: Literal["heading"] = "heading"
    """Kind of block."""
    text: str
    """The words."""


class Note(Frozen):
    """How to read what stands around it."""

    block: Literal["note"] = "note"
    """Kind of block."""
    text: str
    """The words."""


Block = Annotated[Prose | Points | Table | Chart | Heading | Note, Field(discriminator="block")]


class Section(Frozen):
    """One question of the brief and its answer."""

    id: Annotated[str, Field(pattern=r"^[a-z]+$")]
    """Anchor of the section."""
    title: str
    """The question or its short form."""
    blocks: tuple[Block, ...]
    """The answer."""


class Segment(Frozen):
    """A piece of a quote."""

    text: str
    """The words."""
    cue: bool = False
    """True for the words that make it this kind of act."""


class Quote(Frozen):
    """Words of a source in their context, and the statements that rest on them."""

    number: int
    """Number in this brief, by first use."""
    acts: tuple[str, ...]
    """Ids of the acts that these words show."""
    source: str
    """Id of the source."""
    start: int
    """First code point of the quote in the source's text."""
    end: int
    """One past the last code point."""
    before: str
    """Text before the quote; begins with an ellipsis where the source goes on."""
    words: tuple[Segment, ...]
    """The quoted words; a very long quote is shortened in its middle, marked ``[…]``."""
    after: str
    """Text after the quote."""
    kinds: tuple[str, ...]
    """What kinds of acts they show, in words."""
    voice: Voice
    """Whose words they are."""
    modality: Modality
    """Status of what they are about."""
    marks: tuple[Mark, ...]
    """Voice and modality, in words."""
    used_by: tuple[str, ...]
    """Ids of the statements that rest on them."""


class SourceNote(Frozen):
    """What is known about one source; its text is not part of the brief."""

    id: str
    """Id of the source."""
    name: str
    """Name it came under."""
    title: str | None
    """Title as the source states it."""
    publisher: str | None
    """Who published it."""
    url: str | None
    """Where; only ``http`` and ``https`` addresses become links."""
    published: date | None
    """Day of publication."""
    language: AnyLanguage
    """Language of the text."""
    sha256: str
    """SHA-256 of the bytes received."""
    sharing: Sharing
    """How far it may be shared."""
    reliability: str | None
    """Admiralty grade."""
    licence: str | None
    """Note on rights."""
    n_code_points: int
    """Length of the text."""
    n_acts: int
    """Acts read from it."""


class Method(Frozen):
    """What is needed to get the same brief again."""

    version: str
    """Version of détente."""
    case_sha256: str | None
    """Hash of the case; None without findings."""
    seed: int | None
    """Seed of the draws."""
    n_draws: int | None
    """Number of plausible value sets."""
    methods: tuple[str, ...]
    """Method of each finding, with its variant."""
    readers: tuple[str, ...]
    """Readers of the sources, with their versions."""
    n_acts: int
    """Acts in the record."""
    n_reviewed: int
    """Acts that a person has accepted or corrected."""


class Paper(Frozen):
    """A brief as data: findings first, then the account, the quotes, the sources, the method."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Annotated[Literal["detente/brief/1"], Field(alias="schema")] = "detente/brief/1"
    """Name and version of this form."""
    language: Language
    """Language of the brief."""
    title: str
    """Title of the case, or a general one."""
    subtitle: str
    """On what it rests, and for which day it holds."""
    sharing: Sharing
    """The strictest sharing mark of its sources."""
    negotiation: bool
    """False where the sources hold no negotiation."""
    opening_title: str
    """Heading of the findings page."""
    opening: tuple[Statement, ...]
    """The findings page: one judgement per statement."""
    sections: tuple[Section, ...]
    """The account, in fixed order."""
    quotes: tuple[Quote, ...]
    """Every quote, by number."""
    sources: tuple[SourceNote, ...]
    """Every source."""
    closing: tuple[Section, ...]
    """Method, limits, what it must not be used for."""
    method: Method
    """What is needed to get the same brief again."""
