"""Evaluations on a terminal: the data and the reader, the figures, the first misses."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.cli.output import printable
from detente.cli.words import grid, row
from detente.evaluate.result import Difference, Evaluation, Match, Section

WORDS = 300


def evaluation_blocks(result: Evaluation) -> Iterator[RenderableType]:
    """Yield data, hash and reader, then tables of figures, then misses."""
    yield Text(printable(_head(result)))
    yield Text(f"sha256 {result.gold.sha256}")
    yield Text(printable(f"reader {result.reader} {result.reader_version}"))
    if result.crashes:
        yield Text(f"the reader failed on {result.crashes}; they count as nothing found")
    if result.format == "corpus":
        yield from corpus_tables(result.sections, result.differences)
    else:
        for section in result.sections:
            yield from section_tables(section)
    if result.misses:
        yield Text("")
    for miss in result.misses:
        words = printable(miss.words)
        cut = words if len(words) <= WORDS else words[: WORDS - 1] + "…"
        yield Group(
            Text(printable(miss.place), style="bold"),
            Text(f"  {printable(miss.what)}"),
            Text(f"  “{cut}”"),
        )


def _head(result: Evaluation) -> str:
    counts = ", ".join(f"{number:,} {name}" for name, number in result.gold.counts.items())
    settings = "".join(f", {name} {value}" for name, value in result.settings.items())
    return f"{result.format} {result.gold.name}{settings}: {counts}"


def section_tables(section: Section) -> Iterator[Table]:
    """Yield a table of figures with precision and recall, and one of plain shares."""
    if section.matches:
        table = grid(section.name, "", "P", "R", "F1", "hit", "given", "gold")
        for match in section.matches:
            counts = (match.hit, match.given, match.gold)
            row(table, match.name, *_figures(match), *counts)
        yield _right(table)
    if section.shares:
        table = grid("" if section.matches else section.name, "", "%", "hit", "of")
        for share in section.shares:
            row(table, share.name, figure(share.percent), share.hit, share.of)
        yield _right(table)


def corpus_tables(
    sections: Sequence[Section], differences: Sequence[Difference]
) -> Iterator[Table]:
    """Yield the acts found in each part of a corpus, then what is right of those found."""
    points = {one.name: figure(one.points, signed=True) for one in differences}
    table = grid("acts", "", "P", "R", "F1", "strict F1", "hit", "given", "gold")
    for section in sections:
        act, strict = section.matches
        counts = (act.hit, act.given, act.gold)
        row(table, section.name, *_figures(act), figure(strict.f1), *counts)
    names = ("act precision", "act recall", "act f1", "strict f1")
    row(table, "de minus en", *(points[name] for name in names))
    yield _right(table)
    fields = [share.name for share in sections[0].shares]
    table = grid("right, of the acts hit, %", "", *fields, "of")
    for section in sections:
        shares = [figure(share.percent) for share in section.shares]
        row(table, section.name, *shares, section.shares[0].of)
    row(table, "de minus en", *(points[name] for name in fields))
    yield _right(table)


def _figures(match: Match) -> tuple[str, str, str]:
    return figure(match.precision), figure(match.recall), figure(match.f1)


def figure(value: float | None, *, signed: bool = False) -> str:
    """Return a percentage with one decimal; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:+.1f}" if signed else f"{value:.1f}"


def _right(table: Table) -> Table:
    """Align all columns but the first to the right."""
    for column in table.columns[1:]:
        column.justify = "right"
    return table
