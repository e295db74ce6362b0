"""What ids are called on a terminal, and how numbers and quotes are written there."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detente.cli.output import printable
from detente.reading.act import Actor, Span
from detente.reading.issues import catalogue
from detente.sources.frozen import Label, Language

if TYPE_CHECKING:
    from detente.analysis.finding import Interval, Share
    from detente.case.model import Case, Value

QUOTE_LENGTH = 160
N_ACTS = 2
GERMAN = {"der", "die", "das", "ist", "nicht", "und", "über", "eine", "zu", "von"}
ENGLISH = {"the", "is", "not", "and", "about", "a", "of", "to", "has", "on"}


class Names:
    """Looks up what actors, issues and options are called in one language."""

    def __init__(
        self, language: Language, actors: Iterable[Actor] = (), case: "Case | None" = None
    ) -> None:
        self._language = language
        self._actors = {actor.id: actor.name for actor in actors}
        self._case = case

    def actor(self, actor: str) -> str:
        """Return the name of a party or any other actor; its id where it has none."""
        if self._case is not None and actor in self._case.parties:
            return self._in_words(self._case.parties[actor].name, actor)
        return self._in_words(self._actors.get(actor), actor)

    def actors(self, actors: Iterable[str]) -> str:
        """Return the names as a list."""
        return ", ".join(self.actor(actor) for actor in actors)

    def issue(self, issue: str) -> str:
        """Return the name of an issue."""
        if self._case is not None and issue in self._case.issues:
            return self._in_words(self._case.issues[issue].name, issue)
        known = catalogue().issues.get(issue)
        return self._in_words(known.name if known else None, issue)

    def option(self, touched: str) -> str:
        """Return the name of an option given as ``issue=option``."""
        issue, _, option = touched.partition("=")
        if self._case is not None and option in (
            self._case.issues[issue].options if issue in self._case.issues else ()
        ):
            return self._in_words(self._case.issues[issue].options[option].name, option)
        known = catalogue().issues.get(issue)
        found = known.options.get(option) if known else None
        return self._in_words(found.name if found else None, option)

    def about(self, issues: Sequence[str], options: Sequence[str]) -> str:
        """Return issues with the options touched: ``Sanctions: kept or lifted; Territory``."""
        parts = []
        for issue in dict.fromkeys([*(o.partition("=")[0] for o in options), *issues]):
            chosen = [self.option(o) for o in options if o.partition("=")[0] == issue]
            parts.append(self.issue(issue) + (f": {' or '.join(chosen)}" if chosen else ""))
        return "; ".join(parts)

    def outcome(self, outcome: dict[str, str]) -> str:
        """Return an outcome in words."""
        return self.about((), [f"{issue}={option}" for issue, option in outcome.items()])

    def label(self, label: Label) -> str:
        """Return a text that exists in all languages."""
        return self._in_words(label, "")

    def _in_words(self, label: Label | None, otherwise: str) -> str:
        return printable(otherwise if label is None else label.in_language(self._language))


def language_of(case: "Case") -> Language:
    """Return the language a case is written in, by its assumptions; English where none tells."""
    german = english = 0
    for sentence in _assumptions(case):
        words = set(re.findall(r"\w+", sentence.lower()))
        german += len(words & GERMAN)
        english += len(words & ENGLISH)
    return "de" if german > english else "en"


def _assumptions(case: "Case") -> list[str]:
    reasoned = [*case.parties.values(), *(party.influence for party in case.parties.values())]
    for wants in case.preferences.values():
        reasoned += [wants, wants.no_deal, *wants.red_lines, *wants.issues.values()]
    return [item.assume for item in reasoned if item.assume]


def quoted(span: Span) -> str:
    """Return the words of a span on one line, cut where they are long."""
    words = printable(span.quote)
    return f"“{words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1] + '…'}”"


def acts(ids: Sequence[str]) -> str:
    """Return the first ids of acts and how many more there are."""
    more = len(ids) - N_ACTS
    return " ".join(ids[:N_ACTS]) + (f" +{more}" if more > 0 else "")


def value_range(value: "Value") -> str:
    """Return a value as it stands in a case file."""
    return f"{value.low:g}" if value.low == value.high else f"{value.low:g}..{value.high:g}"


def percent(share: "Share") -> str:
    """Return a share with its counts."""
    return f"{share.share:.0%} ({share.n} of {share.of})"


def spread(interval: "Interval", *, as_percent: bool = False) -> str:
    """Return the middle of an interval with its ends."""
    scale = 100 if as_percent else 1
    low, mid, high = (round(scale * x) for x in (interval.low, interval.mid, interval.high))
    unit = " %" if as_percent else ""
    return f"{mid}{unit} ({low} to {high})" if low != high else f"{mid}{unit}"


def grid(title: str, *columns: str, fixed: Sequence[str] = ()) -> Table:
    """Return a table without lines; columns named in `fixed` are never broken."""
    head = any(columns)
    table = Table(
        title=f"\n{title}" if title else None,
        title_justify="left",
        title_style="bold",
        show_header=head,
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in fixed)
    return table


def row(table: Table, *cells: object) -> None:
    """Add a row; cells are texts, never markup."""
    texts = (
        cell if isinstance(cell, Text) else Text("" if cell is None else str(cell))
        for cell in cells
    )
    table.add_row(*texts)
