"""Numbers with their spread: gain and loss per party, how often settlements hold an option."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from detente.analysis.finding import Interval, OptionResult, SettlementBurden
from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import INK, WIDTH, finished, framed, layer, row_labels, wrapped
from detente.brief.writer import Pen


@dataclass(frozen=True)
class Line:
    """One row of a chart with intervals."""

    label: str
    """Name of the row."""
    interval: Interval
    """What is drawn."""
    value: str
    """The same in words."""
    hollow: bool = False
    """True: drawn as an empty diamond, for parties without a seat."""
    header: bool = False
    """True: a bold name over the rows that follow; nothing is drawn."""


def gain_chart(pen: Pen, title: str, account: SettlementBurden) -> Chart:
    """Return gain and loss of every party by one settlement, against no deal."""
    by_name = {party.party: party for party in account.parties}
    lines, rows = [], []
    issues = [part.issue for part in account.parties[0].by_issue]
    for party in pen.names.in_order(by_name):
        burden = by_name[party]
        name = pen.names.actor(party)
        label = name if burden.seated else pen.text("chart.unseated", party=name)
        value = pen.words.spread(burden.against_no_deal)
        lines.append(Line(label, burden.against_no_deal, value, hollow=not burden.seated))
        parts = {part.issue: part.against_no_deal for part in burden.by_issue}
        marks = () if burden.seated else (pen.mark("unseated"),)
        rows.append(
            Row(
                head=pen.say(name, marks=marks),
                cells=(
                    pen.cell(value),
                    pen.cell(pen.words.points(burden.against_no_deal.mean)),
                    pen.cell(pen.words.share_cell(burden.worse_than_no_deal)),
                    *(pen.cell(pen.words.points(parts[issue].mean)) for issue in issues),
                ),
            )
        )
    columns = [
        pen.text("positions.column.party"),
        pen.text("burden.column.total"),
        pen.text("burden.column.mean"),
        pen.text("burden.column.below"),
        *map(pen.names.issue, issues),
    ]
    numeric = range(1, len(columns))
    note = pen.text("burden.table_note")
    table = pen.table(pen.text("chart.gain.table"), columns, rows, numeric, note)
    spec = interval_spec(lines, zero=True)
    return framed(pen, title, pen.text("chart.gain.description"), spec, table)


def option_chart(pen: Pen, options: Sequence[OptionResult]) -> Chart:
    """Return how often settlements contain each option."""
    lines: list[Line] = []
    rows, issue = [], ""
    for option in options:
        name = pen.names.option(f"{option.issue}={option.option}")
        label = pen.text("condition.leaf", issue=pen.names.issue(option.issue), options=name)
        if option.issue != issue:
            issue = option.issue
            lines.append(Line(pen.names.issue(issue), option.frequency, "", header=True))
        value = pen.words.share_spread(option.frequency)
        percent = Interval(
            low=100 * option.frequency.low,
            mid=100 * option.frequency.mid,
            high=100 * option.frequency.high,
            mean=100 * option.frequency.mean,
        )
        lines.append(Line(name, percent, value))
        possible = pen.cell(pen.words.share_cell(option.possible))
        rows.append(Row(head=pen.say(label), cells=(possible, pen.cell(value))))
    columns = [
        pen.text(f"settlement.column.{name}") for name in ("option", "possible", "frequency")
    ]
    table = pen.table(pen.text("chart.options.table"), columns, rows, (1, 2))
    spec = interval_spec(lines, zero=False, domain=(0, 100))
    title = pen.text("chart.options.title")
    return framed(pen, title, pen.text("chart.options.description"), spec, table)


def interval_spec(
    lines: Sequence[Line], *, zero: bool, domain: tuple[float, float] | None = None
) -> dict[str, Any]:
    """Return the specification of rows with a point for the median and a line for the range."""
    rows: list[dict[str, Any]] = [
        {
            "row": f"r{number}",
            "label": wrapped(line.label, 34),
            "low": line.interval.low,
            "mid": line.interval.mid,
            "high": line.interval.high,
            "value": line.value,
            "kind": "header" if line.header else "hollow" if line.hollow else "filled",
        }
        for number, line in enumerate(lines)
    ]
    low, high = domain or _bounds(lines)
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(title=None, grid=True, tickCount=6, format="+d" if zero else "d")
    x = alt.X("low:Q", scale=scale, axis=axis)
    y = alt.Y("row:N", axis=None, scale=alt.Scale(domain=[row["row"] for row in rows]))
    drawn = layer([row for row in rows if row["kind"] != "header"])
    layers: list[Any] = [drawn.mark_rule(color=INK, strokeWidth=2.5).encode(x=x, x2="high:Q", y=y)]
    if zero:
        layers.append(layer([{"low": 0}]).mark_rule(color=INK, strokeWidth=1.2).encode(x=x))
    layers += _points(rows, alt.X("mid:Q", scale=scale, axis=axis), y)
    values = drawn.mark_text(align="left", baseline="middle", dx=WIDTH + 10)
    layers.append(values.encode(x=alt.value(0), y=y, text="value:N"))
    layers.append(row_labels([row for row in rows if row["kind"] != "header"], y))
    headers = [row for row in rows if row["kind"] == "header"]
    if headers:
        layers.append(row_labels(headers, y, weight="bold"))
    tallest = max((len(row["label"]) for row in rows), default=1)
    return finished(alt.layer(*layers), max(22, 8 + 13 * tallest) * len(rows))


def _points(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[Any]:
    """Return the medians: filled circles, and empty diamonds for parties without a seat."""
    found = []
    for kind, shape, fill in (("filled", "circle", INK), ("hollow", "diamond", "Canvas")):
        some = [row for row in rows if row["kind"] == kind]
        if some:
            points = layer(some).mark_point(
                shape=shape, size=110, strokeWidth=2, stroke=INK, filled=False, fill=fill
            )
            found.append(points.encode(x=x, y=y))
    return found


def _bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the ends of a scale that holds all lines and zero, the same distance both ways."""
    reach = max((abs(v) for x in lines for v in (x.interval.low, x.interval.high)), default=1)
    reach = max(10.0, -(-reach // 10) * 10)
    return -reach, reach
