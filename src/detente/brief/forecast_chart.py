"""The strip of one issue: the forecast with its intervals, the models, the parties' places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from detente.analysis.forecast_values import Distribution, IssueForecast
from detente.brief.blocks import Chart, Table
from detente.brief.chart_parts import (
    GREY,
    INK,
    WIDTH,
    finished,
    framed,
    layer,
    row_labels,
    wrapped,
)
from detente.brief.writer import Pen

Kind = Literal["header", "forecast", "other", "point", "seated", "unseated"]
STROKE = "M0,-1L0,1"
"""An upright stroke as a path."""
MARKS: tuple[tuple[Kind, str, str], ...] = (
    ("forecast", "circle", "Canvas"),
    ("other", "circle", "Canvas"),
    ("point", STROKE, "none"),
    ("seated", "circle", INK),
    ("unseated", "diamond", "Canvas"),
)
"""Shape and filling of the middle of a row."""
ENDS = (-1.0, 101.0)
"""Ends of what is drawn of the scale, so that marks at 0 and 100 stay inside."""
STEP = 5
"""Points of the scale that one column of the distribution covers."""
COLUMNS = 46.0
"""Height of the highest column in pixels."""
LETTER = 6.3
"""Width of a letter of an option's name in pixels, about."""
LABEL = 32
"""Letters of a row's name on one line."""
ABOVE = -18.0
"""Where the legend stands, in pixels below the top of the plot."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Strip:
    """One row of the chart."""

    label: str
    """Name of the row."""
    kind: Kind
    """What is drawn."""
    value: str = ""
    """The middle in words."""
    mid: float = 0.0
    """Place of the mark."""
    outer: tuple[float, float] = (0.0, 0.0)
    """Ends of the thin line: 80 percent interval, or spread over the value sets."""
    inner: tuple[float, float] | None = None
    """Ends of the thick line: 50 percent interval."""


def forecast_chart(
    pen: Pen, issue: IssueForecast, strips: Sequence[Strip], table: Table
) -> Chart | None:
    """Return the strip of an issue; None where it has no scale, or nothing to draw."""
    if not issue.scale or all(strip.kind == "header" for strip in strips):
        return None
    title = pen.text("chart.forecast.title", issue=pen.names.issue(issue.issue))
    spec = _spec(pen, issue, strips)
    return framed(pen, title, pen.text("chart.forecast.description"), spec, table)


def columns(found: Distribution) -> list[tuple[float, float, float]]:
    """Return the distribution as columns: both ends and the share of the probability."""
    last = 100 // STEP - 1
    counts = [0] * (last + 1)
    for place in found.quantiles:
        counts[min(int(place // STEP), last)] += 1
    total = max(len(found.quantiles), 1)
    return [(STEP * n, STEP * (n + 1), count / total) for n, count in enumerate(counts) if count]


def _spec(pen: Pen, issue: IssueForecast, strips: Sequence[Strip]) -> dict[str, Any]:
    found = issue.at_table or issue.with_everyone
    drawn, names = columns(found) if found else [], []
    if drawn:
        label = wrapped(pen.text("chart.forecast.distribution"), LABEL)
        names.append({"row": COLUMNS - 14, "label": label})
    rows: list[Row] = []
    at = COLUMNS + 14 if drawn else 8.0
    for strip in strips:
        label = wrapped(strip.label, LABEL)
        height = max(22 if strip.kind == "header" else 26, 8 + 13 * len(label))
        rows.append({"row": at + height / 2, "label": label, **_places(strip)})
        at += height
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[at, 0], nice=False, zero=False))
    legend, words = _legend(pen, {strip.kind for strip in strips})
    layers = [*_columns(drawn, y), *_options(pen, issue, at, y)]
    layers += [*_rows(rows, legend, y), _words(words, y)]
    headers = [row for row in rows if row["kind"] == "header"]
    names += [
        {**row, "row": row["row"] - 6.5 * (len(row["label"]) - 1)}
        for row in rows
        if row["kind"] != "header"
    ]
    layers += [row_labels(names, y), *([row_labels(headers, y, "bold")] if headers else [])]
    return finished(alt.layer(*layers), at)


def _x(field: str) -> alt.X:
    axis = alt.Axis(title=None, grid=True, values=[0, 25, 50, 75, 100], format="d")
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[*ENDS], nice=False), axis=axis)


def _at(pixels: float) -> float:
    """Return the place on the scale that is drawn this many pixels from the left."""
    return ENDS[0] + (ENDS[1] - ENDS[0]) * pixels / WIDTH


def _places(strip: Strip) -> Row:
    inner = strip.inner or strip.outer
    return {
        "kind": strip.kind, "value": strip.value, "mid": strip.mid,
        "low": strip.outer[0], "high": strip.outer[1], "start": inner[0], "end": inner[1],
    }  # fmt: skip


def _columns(drawn: Sequence[tuple[float, float, float]], y: alt.Y) -> list[Any]:
    """Return the distribution as columns of the same area for the same probability."""
    highest = max((share for _, _, share in drawn), default=1.0)
    data = [
        {"low": low, "high": high, "row": COLUMNS * (1 - share / highest), "base": COLUMNS}
        for low, high, share in drawn
    ]
    bars = layer(data).mark_rect(fill=GREY, stroke="Canvas", strokeWidth=1)
    return [bars.encode(x=_x("low"), x2="high:Q", y=y, y2="base:Q")] if drawn else []


def _options(pen: Pen, issue: IssueForecast, height: float, y: alt.Y) -> list[Any]:
    """Return a dashed line at every option, with its name below the axis."""
    today = issue.status_quo.option if issue.status_quo else None
    names: dict[float, list[str]] = {}
    for option in issue.scale:
        label = wrapped(pen.names.option(f"{issue.issue}={option.option}"), 18)
        if option.option == today:
            label.append(pen.text("chart.forecast.today"))
        names.setdefault(option.at, []).extend(label)
    ticks: list[Row] = []
    taken: list[tuple[float, float, float, float]] = []
    for place, label in sorted(names.items()):
        half = max(map(len, label)) * LETTER / 2
        left, right = WIDTH * place / 100 - half, WIDTH * place / 100 + half
        beside = [box for box in taken if box[0] < right and left < box[1]]
        top = _free(beside, 13.0 * len(label))
        taken.append((left, right, top, top + 13.0 * len(label) + 4))
        ticks.append({"low": place, "label": label, "row": height + 24 + top})
    words = layer(ticks).mark_text(baseline="top", lineHeight=13, fontSize=11)
    return [
        layer(ticks).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=_x("low")),
        words.encode(x=_x("low"), y=y, text="label:N"),
    ]


def _free(beside: Sequence[tuple[float, float, float, float]], size: float) -> float:
    """Return the highest place, in pixels below the axis, that no name beside it takes."""
    for top in sorted({0.0, *(bottom for _, _, _, bottom in beside)}):
        if all(top + size <= start or end <= top for _, _, start, end in beside):
            return top
    return 0.0


def _rows(rows: Sequence[Row], legend: Sequence[Row], y: alt.Y) -> list[Any]:
    """Return lines, marks and values of the rows; the legend is drawn as they are."""
    drawn = [row for row in rows if row["kind"] != "header"]
    held = [*drawn, *legend]
    thin = layer([row for row in held if "low" in row]).mark_rule(strokeWidth=1.6, color=INK)
    layers: list[Any] = [thin.encode(x=_x("low"), x2="high:Q", y=y)]
    for kind, ink in (("forecast", INK), ("other", GREY)):
        some = [row for row in held if row["kind"] == kind and "start" in row]
        if some:
            thick = layer(some).mark_rule(strokeWidth=10, color=ink)
            layers.append(thick.encode(x=_x("start"), x2="end:Q", y=y))
    kinds, shapes, fills = (list(part) for part in zip(*MARKS, strict=True))
    points = layer([row for row in held if "mid" in row]).mark_point(
        size=90, strokeWidth=2, stroke=INK
    )
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), legend=None)
    fill = alt.Fill("kind:N", scale=alt.Scale(domain=kinds, range=fills), legend=None)
    layers.append(points.encode(x=_x("mid"), y=y, shape=shape, fill=fill))
    values = layer(drawn).mark_text(align="left", baseline="middle", dx=WIDTH + 10)
    return [*layers, values.encode(x=alt.value(0), y=y, text="value:N")]


def _legend(pen: Pen, kinds: set[Kind]) -> tuple[list[Row], list[Row]]:
    """Return what the marks mean, above the plot: lines and shapes, then words."""
    found: list[Row] = []
    words: list[Row] = []
    at = 4.0
    wanted: list[tuple[Kind, str]] = []
    if kinds & {"forecast", "other"}:
        wanted = [("forecast", "interval_50"), ("other", "interval_80"), ("forecast", "median")]
    wanted += [(kind, kind) for kind in ("seated", "unseated") if kind in kinds]
    for kind, name in wanted:
        ends = _at(at - 4), _at(at + 14)
        match name:
            case "interval_50":
                found.append({"row": ABOVE, "kind": kind, "start": ends[0], "end": ends[1]})
            case "interval_80":
                found.append({"row": ABOVE, "kind": kind, "low": ends[0], "high": ends[1]})
            case _:
                found.append({"row": ABOVE, "kind": kind, "mid": _at(at + 8)})
        label = pen.text(f"chart.forecast.{name}")
        words.append({"row": ABOVE, "low": _at(at + 20), "label": label})
        at += 42 + LETTER * len(label)
    return found, words


def _words(words: Sequence[Row], y: alt.Y) -> Any:
    said = layer([*words]).mark_text(align="left", baseline="middle", fontSize=11)
    return said.encode(x=_x("low"), y=y, text="label:N")
