"""Who stands where on the scale of an issue, by shape."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import GREY, INK, finished, framed, layer, row_labels, wrapped
from detente.brief.writer import Pen
from detente.record.record import Position

CROSS = "M-0.75,-0.75L0.75,0.75M-0.75,0.75L0.75,-0.75"
"""A cross as a path inside the unit square."""
SHAPES = {"for": "circle", "against": CROSS, "open": "diamond"}
CROWDED = 22.0
"""Distance of places on a scale below which the names of options stand in two rows."""


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
        {"place": place, "label": wrapped(names[option], 15), "low": crowded and index % 2}
        for index, (option, place) in enumerate(places.items())
    ]
    labels = [
        {"row": f"r{number}", "label": wrapped(pen.names.actor(party), 24)}
        for number, party in enumerate(parties)
    ]
    spec = _position_spec(points, ticks, labels, _legend(pen))
    title = pen.text("chart.positions.title", issue=pen.names.issue(issue))
    return framed(pen, title, pen.text("chart.positions.description"), spec, table)


def _legend(pen: Pen) -> list[str]:
    return [pen.text(f"stance.{stance}") for stance in SHAPES]


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
    rules = layer(ticks).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x)
    marks = (
        layer(points)
        .mark_point(size=110, strokeWidth=2, color=INK)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "stance:N",
                scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())),
                legend=None,
            ),
            fill=alt.Fill(
                "stance:N",
                scale=alt.Scale(domain=list(SHAPES), range=[INK, "none", "none"]),
                legend=None,
            ),
        )
    )
    upper = [tick for tick in ticks if not tick["low"]]
    lower = [tick for tick in ticks if tick["low"]]
    texts = [
        layer(some)
        .mark_text(baseline="top", lineHeight=13)
        .encode(x=x, y=alt.value(height + offset), text="label:N")
        for some, offset in ((upper, 6), (lower, 6 + 13 * _tallest(upper)))
        if some
    ]
    keys = _legend_layers(legend)
    layers = alt.layer(rules, marks, *texts, row_labels(labels, y), *keys)
    return finished(layers, height)


def _legend_layers(legend: Sequence[str]) -> list[alt.Chart]:
    """Return a legend drawn by hand above the plot: shape, then word."""
    layers = []
    for number, (word, shape) in enumerate(zip(legend, SHAPES.values(), strict=True)):
        at = number * 110.0 + 8
        fill = INK if number == 0 else "none"
        layers.append(
            layer([{}])
            .mark_point(size=90, shape=shape, strokeWidth=2, stroke=INK, fill=fill)
            .encode(x=alt.value(at), y=alt.value(-16))
        )
        layers.append(
            layer([{"label": word}])
            .mark_text(align="left", baseline="middle")
            .encode(x=alt.value(at + 12), y=alt.value(-16), text="label:N")
        )
    return layers


def _tallest(ticks: Sequence[dict[str, Any]]) -> int:
    return max((len(tick["label"]) for tick in ticks), default=0)
