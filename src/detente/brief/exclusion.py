"""The expense of exclusion: what each party pays, or would pay, for not being asked."""

from collections.abc import Sequence
from fractions import Fraction

from detente.analysis.finding import Exclusion, Interval, IssueChange, SeatChange, SeatsValues
from detente.brief.blocks import Block, Row
from detente.brief.paths import value_words
from detente.brief.quantities import signed
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

N_PARTS = 3
"""Issues named of one expense, the largest first."""
LEAST = 0.05
"""Points below which a part is not named."""
N_GROUPS = 12
"""Groups shown."""


def exclusion(pen: Pen, case: Case, values: SeatsValues) -> list[Block]:
    """Return what being left out costs each party that has spoken; nothing where it is unknown."""
    found = {
        change.party: change.exclusion[0]
        for change in values.changes
        if change.exclusion and change.exclusion[0].costs.of and not is_silent(case, change.party)
    }
    if not found:
        return []
    seated = case.seated()
    rows = []
    for party in pen.names.in_order(found):
        marks = () if party in seated else (pen.mark("unseated"),)
        head = pen.say(pen.names.actor(party), pen.writer.behind(party), marks)
        cells = (_spread(pen, found[party].expense), _parts(pen, found[party]))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"seats.column.{name}") for name in ("expense", "by_issue")]
    note = pen.text("seats.exclusion_note")
    table = pen.table(pen.text("seats.exclusion_caption"), columns, rows, (1,), note)
    return [pen.heading("seats.exclusion"), table]


def excluders_words(pen: Pen, change: SeatChange) -> str:
    """Return which demands exclude how many settlements; empty where none does."""
    parts = [
        pen.text(
            "seats.excluder",
            demand=value_words(pen, excluder.path),
            n=_count(pen, excluder.count),
            alone=pen.words.percent(excluder.alone.mean),
        )
        for excluder in change.excluders
        if excluder.count.high > 0
    ]
    return pen.text("seats.excludes", demands="; ".join(parts)) if parts else ""


def groups(pen: Pen, case: Case, found: Sequence[SeatChange]) -> list[Block]:
    """Return the groups that change the number of settlements where they gain or lose a seat."""
    told = [
        c
        for c in found
        if c.count_after != c.count_before and not any(is_silent(case, p) for p in c.group)
    ]
    if not told:
        return []
    rows = []
    for change in told[:N_GROUPS]:
        key = "seats.with" if change.gets_seat else "seats.without"
        head = pen.say(pen.text(key, party=pen.names.actors(change.group)))
        counts = (change.count_before, change.count_after)
        cells = tuple(pen.cell(pen.words.count_spread(count)) for count in counts)
        rows.append(Row(head=head, cells=cells))
    columns = [
        pen.text(f"seats.column.{name}") for name in ("change", "count_before", "count_after")
    ]
    more = len(told) - len(rows)
    note = pen.text("seats.more", more) if more else None
    table = pen.table(pen.text("seats.groups_caption"), columns, rows, (1, 2), note)
    return [pen.heading("seats.groups"), table]


def _count(pen: Pen, count: Interval) -> str:
    return pen.words.count_spread(count)


def _spread(pen: Pen, interval: Interval) -> str:
    """Return median and range with one decimal; one number where it has no spread."""
    low, mid, high = (
        signed(pen.words, _tenths(value)) for value in (interval.low, interval.mid, interval.high)
    )
    return mid if low == high else pen.text("number.spread", low=low, mid=mid, high=high)


def _tenths(value: float) -> Fraction:
    """Return a number as it is shown; what is far below a tenth is nothing."""
    return Fraction(round(value * 10), 10)


def _parts(pen: Pen, found: Exclusion) -> str:
    """Return the largest parts by issue, largest first, of equals the first of the case."""
    parts = sorted(found.by_issue, key=lambda part: -abs(part.change.mean))
    told = [_part(pen, part) for part in parts[:N_PARTS] if abs(part.change.mean) >= LEAST]
    return "; ".join(told)


def _part(pen: Pen, part: IssueChange) -> str:
    issues = pen.words.join([pen.names.issue(issue) for issue in part.issues])
    return pen.text(
        "seats.part", issues=issues, change=signed(pen.words, _tenths(part.change.mean))
    )
