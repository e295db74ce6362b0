"""The moves around the status quo and the settlements as a picture, with the moves as a table.

Letters stand for outcomes and numbers for moves, so that no long name must fit into the drawing
and none is told by color.
"""

from collections.abc import Sequence
from math import atan2, degrees
from typing import Any, Literal

import altair as alt

from detente.analysis.stability_values import Roadmap
from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import GREY, INK, finished, framed, layer, over
from detente.brief.stability_drawing import WIDTH, Drawing, drawing
from detente.brief.stability_moves import Move
from detente.brief.stability_parts import Shown, firmest, movers
from detente.brief.writer import Pen
from detente.case.model import Case

SIZES = {"named": 700, "passed": 420}
"""Areas of the nodes."""


def moves_chart(
    pen: Pen, case: Case, found: Sequence[Shown], roadmaps: Sequence[Roadmap]
) -> Chart | None:
    """Return the picture of all moves that the section tells; None where it tells none."""
    drawn = drawing(case, found, roadmaps)
    if drawn is None:
        return None
    moves = enumerate(drawn.picture.moves, start=1)
    rows = [_row(pen, n, move, drawn.letters) for n, move in moves]
    names = ("move", "who", "from_to", "change", "pays")
    columns = [pen.text(f"stability.column.{name}") for name in names]
    note = None if drawn.picture.whole else pen.text("chart.moves.part")
    table = pen.table(pen.text("chart.moves.table"), columns, rows, note=note)
    title = pen.text("chart.moves.title")
    return framed(pen, title, pen.text("chart.moves.description"), _spec(pen, drawn), table)


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


def _spec(pen: Pen, drawn: Drawing) -> dict[str, Any]:
    x, y = (_axis(alt.X, "x", WIDTH), _axis(alt.Y, "y", drawn.height))
    layers = []
    for improves, dash in ((True, [1, 0]), (False, [6, 4])):
        rows = [
            {"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]}
            for move, (a, b) in zip(drawn.picture.moves, drawn.lines, strict=True)
            if move.step.improves is improves
        ]
        if rows:
            mark = layer(rows).mark_rule(color=INK, strokeWidth=1.5, strokeDash=dash)
            layers.append(mark.encode(x=x, y=y, x2="x2", y2="y2"))
    layers += [_heads(drawn.lines, x, y), *_numbers(drawn, x, y)]
    layers += _nodes(drawn, x, y)
    layers += _legend(pen, drawn.height)
    return finished(alt.layer(*layers), drawn.height + 58, WIDTH)


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


def _numbers(drawn: Drawing, x: Any, y: Any) -> list[Any]:
    """Return the numbers of the moves, each beside its arrow."""
    numbers = enumerate(drawn.numbers, start=1)
    rows = [{"x": at[0], "y": at[1], "label": str(number)} for number, at in numbers]
    return over(layer(rows).mark_text(fontSize=12).encode(x=x, y=y, text="label:N"))


def _nodes(drawn: Drawing, x: Any, y: Any) -> list[Any]:
    """Return the nodes: a square in force today, circles else, a double rim where one holds."""
    found, rows = drawn.found, []
    for n, spot in enumerate(drawn.spots):
        item = found[n] if n < len(found) else None
        rows.append(
            {
                "x": spot[0], "y": spot[1], "label": drawn.letters[n],
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
