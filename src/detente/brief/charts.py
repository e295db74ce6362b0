"""Charts as Vega-Lite specifications: shapes and words carry the meaning, never color alone.

Names stand only in the data of a chart, never in its expressions, so that no name can become code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

import altair as alt

from detente.analysis.finding import Interval, SettlementBurden, SettlementValues
from detente.brief.blocks import Chart, Row, Table
from detente.brief.writer import Pen
from detente.record.record import Position

WIDTH = 470
"""Width of the plotting area in pixels; the row names stand left of it."""
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
INK = "currentColor"
GREY = "#8a8a8a"
CROWDED = 22.0
"""Distance of places on a scale below which the names of options stand in two rows."""
STANCE_SHAPES = {"for": "circle", "against": "cross", "open": "diamond"}


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


def position_chart(pen: Pen, issue: str, found: dict[str, list[Position]]) -> Chart | None:
    """Return who stands where on the scale of an issue; None where it has no scale."""
    case = pen.writer.case
    options = case.issues[issue].options if case and issue in case.issues else {}
    places = {o: option.at for o, option in options.items() if option.at is not None}
    parties = [p for p, held in found.items() if any(h.options and h.current for h in held)]
    if len(places) < 2 or len(places) < len(options) or not parties:
        return None
    names = {option: pen.names.option(f"{issue}={option}") for option in places}
    points: list[dict[str, Any]] = []
    rows = []
    for number, party in enumerate(parties):
        cells = dict.fromkeys(places, "")
        for position in (p for p in found[party] if p.current):
            for touched in position.options:
                option = touched.partition("=")[2]
                if option not in places:
                    continue
                stance = position.stance
                cells[option] = pen.text(f"stance.{stance}")
                points.append({"row": f"r{number}", "place": places[option], "stance": stance})
        head = pen.say(pen.names.actor(party))
        rows.append(Row(head=head, cells=tuple(pen.cell(cells[option]) for option in places)))
    columns = [pen.text("positions.column.party"), *names.values()]
    table = pen.table(pen.text("chart.positions.table"), columns, rows)
    steps = sorted(places.values())
    crowded = min(b - a for a, b in pairwise(steps)) < CROWDED
    ticks = [
        {"place": place, "label": _wrapped(names[option], 15), "low": crowded and index % 2}
        for index, (option, place) in enumerate(places.items())
    ]
    labels = [
        {"row": f"r{number}", "label": _wrapped(pen.names.actor(party), 24)}
        for number, party in enumerate(parties)
    ]
    spec = _position_spec(points, ticks, labels, _legend(pen))
    title = pen.text("chart.positions.title", issue=pen.names.issue(issue))
    return _chart(pen, title, pen.text("chart.positions.description"), spec, table)


def _legend(pen: Pen) -> list[str]:
    return [pen.text(f"stance.{stance}") for stance in STANCE_SHAPES]


def _position_spec(
    points: list[dict[str, Any]],
    ticks: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    legend: Sequence[str],
) -> dict[str, Any]:
    rows = [label["row"] for label in labels]
    y = alt.Y("row:N", axis=None, scale=alt.Scale(domain=rows, paddingOuter=0.3))
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[-4, 104], nice=False))
    height = 30 * len(rows)
    rules = _layer(ticks).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x)
    marks = (
        _layer(points)
        .mark_point(size=110, strokeWidth=2, color=INK)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "stance:N",
                scale=alt.Scale(domain=list(STANCE_SHAPES), range=["circle", _CROSS, "diamond"]),
                legend=None,
            ),
            fill=alt.Fill(
                "stance:N",
                scale=alt.Scale(domain=list(STANCE_SHAPES), range=[INK, "none", "none"]),
                legend=None,
            ),
        )
    )
    upper = [tick for tick in ticks if not tick["low"]]
    lower = [tick for tick in ticks if tick["low"]]
    texts = [
        _layer(some)
        .mark_text(baseline="top", lineHeight=13)
        .encode(x=x, y=alt.value(height + offset), text="label:N")
        for some, offset in ((upper, 6), (lower, 6 + 13 * _tallest(upper)))
        if some
    ]
    keys = _key_layers(legend)
    layers = alt.layer(rules, marks, *texts, _row_labels(labels, y), *keys)
    return _finished(layers, height)


_CROSS = "M-0.75,-0.75L0.75,0.75M-0.75,0.75L0.75,-0.75"


def _key_layers(legend: Sequence[str]) -> list[alt.Chart]:
    """Return a legend drawn by hand above the plot: shape, then word."""
    shapes = ["circle", _CROSS, "diamond"]
    layers = []
    for number, (word, shape) in enumerate(zip(legend, shapes, strict=True)):
        at = number * 110.0 + 8
        fill = INK if number == 0 else "none"
        layers.append(
            _layer([{}])
            .mark_point(size=90, shape=shape, strokeWidth=2, stroke=INK, fill=fill)
            .encode(x=alt.value(at), y=alt.value(-16))
        )
        layers.append(
            _layer([{"label": word}])
            .mark_text(align="left", baseline="middle")
            .encode(x=alt.value(at + 12), y=alt.value(-16), text="label:N")
        )
    return layers


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
    return _chart(pen, title, pen.text("chart.gain.description"), spec, table)


def option_chart(pen: Pen, values: SettlementValues) -> Chart:
    """Return how often settlements contain each option."""
    lines, rows = [], []
    for option in values.options:
        name = pen.names.option(f"{option.issue}={option.option}")
        label = pen.text("condition.leaf", issue=pen.names.issue(option.issue), options=name)
        value = pen.words.share_spread(option.frequency)
        percent = Interval(
            low=100 * option.frequency.low,
            mid=100 * option.frequency.mid,
            high=100 * option.frequency.high,
            mean=100 * option.frequency.mean,
        )
        lines.append(Line(label, percent, value))
        possible = pen.cell(pen.words.share_cell(option.possible))
        rows.append(Row(head=pen.say(label), cells=(possible, pen.cell(value))))
    columns = [
        pen.text(f"settlement.column.{name}") for name in ("option", "possible", "frequency")
    ]
    table = pen.table(pen.text("chart.options.table"), columns, rows, (1, 2))
    spec = interval_spec(lines, zero=False, domain=(0, 100))
    title = pen.text("chart.options.title")
    return _chart(pen, title, pen.text("chart.options.description"), spec, table)


def interval_spec(
    lines: Sequence[Line], *, zero: bool, domain: tuple[float, float] | None = None
) -> dict[str, Any]:
    """Return the specification of rows with a point for the median and a line for the range."""
    rows: list[dict[str, Any]] = [
        {
            "row": f"r{number}",
            "label": _wrapped(line.label, 30),
            "low": line.interval.low,
            "mid": line.interval.mid,
            "high": line.interval.high,
            "value": line.value,
            "hollow": line.hollow,
        }
        for number, line in enumerate(lines)
    ]
    low, high = domain or _bounds(lines)
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(title=None, grid=True, tickCount=6, format="+d" if zero else "d")
    x = alt.X("low:Q", scale=scale, axis=axis)
    y = alt.Y("row:N", axis=None, scale=alt.Scale(domain=[row["row"] for row in rows]))
    base = _layer(rows)
    layers: list[alt.Chart] = []
    if zero:
        layers.append(_layer([{"low": 0}]).mark_rule(color=INK, strokeWidth=1.2).encode(x=x))
    layers.append(base.mark_rule(color=INK, strokeWidth=2.5).encode(x=x, x2="high:Q", y=y))
    for hollow, shape in ((False, "circle"), (True, "diamond")):
        some = [row for row in rows if row["hollow"] is hollow]
        if some:
            layers.append(
                _layer(some)
                .mark_point(
                    shape=shape, size=120, strokeWidth=2, stroke=INK, filled=False,
                    fill="Canvas" if hollow else INK,
                )
                .encode(x=alt.X("mid:Q", scale=scale, axis=axis), y=y)
            )  # fmt: skip
    layers.append(
        base.mark_text(align="left", baseline="middle", dx=WIDTH + 10).encode(
            x=alt.value(0), y=y, text="value:N"
        )
    )
    layers.append(_row_labels(rows, y))
    tallest = max((len(row["label"]) for row in rows), default=1)
    return _finished(alt.layer(*layers), max(26, 8 + 13 * tallest) * len(rows))


def _bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the ends of a scale that holds all lines and zero, the same distance both ways."""
    reach = max((abs(v) for x in lines for v in (x.interval.low, x.interval.high)), default=1)
    reach = max(10.0, -(-reach // 10) * 10)
    return -reach, reach


def _row_labels(rows: Sequence[dict[str, Any]], y: alt.Y) -> Any:
    return (
        _layer([{"row": row["row"], "label": row["label"]} for row in rows])
        .mark_text(align="right", baseline="middle", dx=-10, lineHeight=13)
        .encode(x=alt.value(0), y=y, text="label:N")
    )


def _layer(rows: list[dict[str, Any]]) -> alt.Chart:
    data: dict[str, Any] = {"values": rows}
    return alt.Chart(alt.Data.from_dict(data))


def _wrapped(words: str, width: int) -> list[str]:
    """Return words as lines; a chart shows at most three."""
    lines = wrap(words, width, break_long_words=True) or [words]
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][: width - 1]}…"]


def _tallest(ticks: Sequence[dict[str, Any]]) -> int:
    return max((len(tick["label"]) for tick in ticks), default=0)


def _finished(chart: Any, height: float) -> dict[str, Any]:
    spec: dict[str, Any] = (
        chart.properties(width=WIDTH, height=height, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_mark(aria=False, opacity=1)
        .configure_text(fontSize=12, color=INK)
        .configure_axis(
            labelColor=INK, labelFontSize=11, gridColor=GREY, gridOpacity=0.35,
            domainColor=GREY, tickColor=GREY, aria=False,
        )
        .to_dict()
    )  # fmt: skip
    return spec


def _chart(pen: Pen, title: str, description: str, spec: dict[str, Any], table: Table) -> Chart:
    pen.writer.n_charts += 1
    name = f"chart-{pen.writer.n_charts}"
    return Chart(id=name, title=title, description=description, spec=spec, table=table)
