"""The moves around the status quo and the settlements as a picture, with the moves as a table.

Letters stand for outcomes and numbers for moves, so that no long name must fit into the drawing
and none is told by color.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import atan2, degrees, hypot
from typing import Any, Literal

import altair as alt
import numpy as np

from detente.analysis.stability_values import Roadmap
from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import GREY, INK, finished, framed, layer, over
from detente.brief.stability_layout import FloatArray, places
from detente.brief.stability_moves import Move, Picture, picture
from detente.brief.stability_parts import Shown, firmest, movers
from detente.brief.writer import Pen
from detente.case.model import Case

WIDTH, HEIGHTS = 400, (130, 400)
"""Width of the plotting area in pixels; its least and greatest height."""
RADIUS = {"named": 18, "passed": 15}
"""Distance from the middle of a node at which arrows begin and end."""
ASIDE = 10
"""Distance of a number from its arrow."""
BESIDE = 5
"""Pixels by which an arrow that has a counterpart is moved aside."""
SIZES = {"named": 700, "passed": 420}
"""Areas of the nodes."""

Spot = tuple[int, int]


def moves_chart(
    pen: Pen, case: Case, found: Sequence[Shown], roadmaps: Sequence[Roadmap]
) -> Chart | None:
    """Return the picture of all moves that the section tells; None where it tells none."""
    drawn = picture(case, found, roadmaps)
    if not drawn.moves:
        return None
    joined = {place for move in drawn.moves for place in (move.start, move.end)}
    if not joined.issuperset(range(len(found))):
        found = [item for place, item in enumerate(found) if place in joined]
        drawn = replace(picture(case, found, roadmaps), whole=False)
    letters = _letters(found, len(drawn.outcomes))
    rows = [_row(pen, n, move, letters) for n, move in enumerate(drawn.moves, start=1)]
    names = ("move", "who", "from_to", "change", "pays")
    columns = [pen.text(f"stability.column.{name}") for name in names]
    note = None if drawn.whole else pen.text("chart.moves.part")
    table = pen.table(pen.text("chart.moves.table"), columns, rows, note=note)
    spec = _spec(pen, drawn, found, letters)
    title = pen.text("chart.moves.title")
    return framed(pen, title, pen.text("chart.moves.description"), spec, table)


def _letters(found: Sequence[Shown], n: int) -> list[str]:
    """Return what each outcome is called in the picture; those only passed get small letters."""
    passed = [chr(ord("a") + place) for place in range(n - len(found))]
    return [*(item.short for item in found), *passed]


def _row(pen: Pen, number: int, move: Move, letters: Sequence[str]) -> Row:
    step = move.step
    pays = "pays_yes" if step.improves else "pays_no"
    cells = (
        movers(pen, step.movers),
        pen.text("chart.moves.from_to", start=letters[move.start], end=letters[move.end]),
        pen.names.outcome(step.changes),
        pen.text(f"chart.moves.{pays}"),
    )
    return Row(head=pen.say(str(number)), cells=tuple(map(pen.cell, cells)))


def _spec(
    pen: Pen, drawn: Picture, found: Sequence[Shown], letters: Sequence[str]
) -> dict[str, Any]:
    last = next((n for n, item in enumerate(found) if item.is_status_quo), len(found) - 1)
    edges = [(move.start, move.end) for move in drawn.moves]
    spots, height = _fitted(places(len(drawn.outcomes), edges, last, 0))
    both = {(a, b) for a, b in edges if (b, a) in edges}
    clear = [RADIUS["named" if n < len(found) else "passed"] for n in range(len(spots))]
    lines = [_line(spots, clear, edge, aside=edge in both) for edge in edges]
    x, y = (_axis(alt.X, "x", WIDTH), _axis(alt.Y, "y", height))
    layers = []
    for improves, dash in ((True, [1, 0]), (False, [6, 4])):
        rows = [
            {"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]}
            for move, (a, b) in zip(drawn.moves, lines, strict=True)
            if move.step.improves is improves
        ]
        if rows:
            mark = layer(rows).mark_rule(color=INK, strokeWidth=1.5, strokeDash=dash)
            layers.append(mark.encode(x=x, y=y, x2="x2", y2="y2"))
    layers += [_heads(lines, x, y), *_numbers(lines, x, y)]
    layers += _nodes(found, spots, letters, x, y)
    layers += _legend(pen, height)
    return finished(alt.layer(*layers), height + 58, WIDTH)


def _fitted(spots: FloatArray) -> tuple[list[Spot], int]:
    """Return places in whole pixels inside the plot, and its height."""
    room = 24
    low, high = spots.min(axis=0), spots.max(axis=0)
    wide, tall = (float(v) for v in np.maximum(high - low, 1e-9))
    least, most = HEIGHTS
    scale = (WIDTH - 2 * room) / max(wide, 1e-6)
    height = round(min(max(tall * scale + 2 * room, least), most))
    down = min(scale, (height - 2 * room) / tall)
    middle = (height - tall * down) / 2
    return [
        (round(room + (x - low[0]) * scale), round(middle + (high[1] - y) * down))
        for x, y in spots.tolist()
    ], height


def _line(
    spots: Sequence[Spot], clear: Sequence[int], edge: tuple[int, int], *, aside: bool
) -> tuple[Spot, Spot]:
    """Return where an arrow begins and ends, clear of the nodes and of its counterpart."""
    (x, y), (x2, y2) = spots[edge[0]], spots[edge[1]]
    along, length = _along((x, y), (x2, y2))
    shift = BESIDE if aside else 0
    dx, dy = -along[1] * shift, along[0] * shift
    first, last = (min(clear[n], length / 3) for n in edge)
    start = round(x + along[0] * first + dx), round(y + along[1] * first + dy)
    end = round(x2 - along[0] * last + dx), round(y2 - along[1] * last + dy)
    return start, end


def _along(start: Spot, end: Spot) -> tuple[tuple[float, float], float]:
    """Return the direction from one place to another, and how far it is."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y) or 1.0
    return (x / length, y / length), length


def _axis(of: Any, field: str, length: float) -> Any:
    domain = [0, length] if field == "x" else [length, 0]
    # y counts from the top, and the plot is taller than the picture by its legend.
    scale = alt.Scale(domain=domain, range=[0, length] if field == "x" else [length, 0])
    return of(f"{field}:Q", scale=scale, axis=None)


def _heads(lines: Sequence[Any], x: Any, y: Any) -> Any:
    rows = [
        {"x": b[0], "y": b[1], "turn": round(degrees(atan2(b[1] - a[1], b[0] - a[0]))) + 90}
        for a, b in lines
    ]
    turn = alt.Angle("turn:Q", scale=None, legend=None)
    return (
        layer(rows)
        .mark_point(shape="triangle", filled=True, size=70, color=INK)
        .encode(x=x, y=y, angle=turn)
    )


def _numbers(lines: Sequence[Any], x: Any, y: Any) -> list[Any]:
    """Return the numbers of the moves, each beside its arrow and away from a counterpart."""
    rows = []
    for number, (start, end) in enumerate(lines, start=1):
        along, length = _along(start, end)
        middle = [start[n] + 0.45 * length * along[n] for n in (0, 1)]
        at = round(middle[0] - ASIDE * along[1]), round(middle[1] + ASIDE * along[0])
        rows.append({"x": at[0], "y": at[1], "label": str(number)})
    text = layer(rows).mark_text(fontSize=12).encode(x=x, y=y, text="label:N")
    return over(text)


def _nodes(
    found: Sequence[Shown], spots: Sequence[Spot], letters: Sequence[str], x: Any, y: Any
) -> list[Any]:
    """Return the nodes: a square in force today, circles else, a double rim where one holds."""
    rows = []
    for n, spot in enumerate(spots):
        item = found[n] if n < len(found) else None
        rows.append(
            {
                "x": spot[0], "y": spot[1], "label": letters[n],
                "shape": "square" if item and item.is_status_quo else "circle",
                "size": SIZES["named" if item else "passed"],
                "stroke": INK if item else GREY,
            }
        )  # fmt: skip
    held = [row | {"size": 0.62 * SIZES["named"]} for row, item in zip(rows, found, strict=False)
            if firmest(item.held) is not None]  # fmt: skip
    raw = {
        "shape": alt.Shape("shape:N", scale=None, legend=None),
        "size": alt.Size("size:Q", scale=None, legend=None),
        "stroke": alt.Stroke("stroke:N", scale=None, legend=None),
    }
    rims = layer(rows).mark_point(fill="Canvas", strokeWidth=2).encode(x=x, y=y, **raw)
    layers = [rims]
    if held:
        layers.append(layer(held).mark_point(strokeWidth=1).encode(x=x, y=y, **raw))
    named, passed = rows[: len(found)], rows[len(found) :]
    weights: tuple[Literal["bold", "normal"], ...] = ("bold", "normal")
    for some, weight in zip((named, passed), weights, strict=True):
        text = layer(some).mark_text(fontSize=13, fontWeight=weight)
        layers += [text.encode(x=x, y=y, text="label:N")] if some else []
    return layers


def _legend(pen: Pen, height: int) -> list[Any]:
    """Return what lines and rims mean, drawn by hand below the picture."""
    layers = []
    for n, (key, dash) in enumerate((("pays", [1, 0]), ("pays_not", [6, 4]))):
        at = height + 18 + 18 * n
        rule = layer([{}]).mark_rule(color=INK, strokeWidth=1.5, strokeDash=dash)
        layers.append(rule.encode(x=alt.value(0), x2=alt.value(34), y=alt.value(at)))
        layers.append(_word(pen.text(f"chart.moves.{key}"), 42, at))
    for n, (key, rims) in enumerate((("holds", (150, 70)), ("holds_not", (150,)))):
        at = height + 18 + 18 * n
        for size in rims:
            point = layer([{}]).mark_point(shape="circle", size=size, stroke=INK, strokeWidth=1.5)
            layers.append(point.encode(x=alt.value(228), y=alt.value(at)))
        layers.append(_word(pen.text(f"chart.moves.{key}"), 242, at))
    return layers


def _word(words: str, at: int, down: int) -> Any:
    text = layer([{"label": words}]).mark_text(align="left", baseline="middle")
    return text.encode(x=alt.value(at), y=alt.value(down), text="label:N")
