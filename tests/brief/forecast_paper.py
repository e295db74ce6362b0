"""The brief on the harbor talks with its forecast, and ways to look into that section."""

from functools import cache

from tests.brief.fixture import case, record
from tests.brief.forecast_fixture import (
    blockade,
    mission,
    passage,
    told,
)
from tests.brief.test_build import statements

from detente.brief.blocks import Paper, Section, Table
from detente.brief.build import build_brief
from detente.brief.forecast import forecast
from detente.brief.writer import Pen, Writer


@cache
def brief(language="en") -> Paper:
    return build_brief(record(), case(), told(), language)


class Part:
    """The section alone, as far as a test looks into a brief."""

    def __init__(self, language="en", given=None, **changes) -> None:
        writer = Writer(record(), given or case(), told(**changes), language)
        self.opening, self.closing, self.sections = (), (), (forecast(writer),)
        self.quotes = writer.footnotes.quotes()


def pen(language="en") -> Pen:
    return Pen(Writer(record(), case(), told(), language), "forecast")


def section(given: Paper | Part) -> Section:
    return next(s for s in given.sections if s.id == "forecast")


def blocks(given: Paper | Part, kind) -> list:
    return [block for block in section(given).blocks if isinstance(block, kind)]


def tables(given: Paper | Part) -> dict[str, Table]:
    return {table.caption: table for table in blocks(given, Table)}


def cells(table: Table) -> dict[str, list[str]]:
    """Return the words of every row by its head."""
    return {
        row.head.text: ["; ".join(s.text for s in cell) for cell in row.cells] for row in table.rows
    }


def led(given: Paper | Part, lead: str) -> str:
    return next(s.text for s in statements(given) if s.lead == f"{lead}:" and "forecast" in s.id)


def changed_issue(**changes) -> tuple:
    return (mission().model_copy(update=changes), blockade(), passage())
