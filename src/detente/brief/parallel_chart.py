"""Efficient settlements as parallel coordinates: one axis for every party, one line for each."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from detente.analysis.exact import ExactValues, FrontierPoint
from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import GREY, INK, finished, framed, layer, over
from detente.brief.frontier_chart import bounds, no_deal_of
from detente.brief.named import Named, rule_names
from detente.brief.quantities import exactly, signed
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

WIDTH = 400
STEP = 62
"""Pixels from one axis to the next."""
N_LINES = 120
"""Efficient settlements drawn, besides the named ones; evenly chosen."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right",
          "triangle-left")  # fmt: skip
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4], [1, 4], [6, 2, 1, 2, 1, 2])


def parallel_chart(
    pen: Pen, case: Case, exact: ExactValues, found: Sequence[Named]
) -> Chart | None:
    """Return the chart of all parties that have spoken; None where there is no frontier."""
    parties = axes_of(pen, case, exact)
    if exact.frontier is None or not found or not parties:
        return None
    seated = case.seated()
    rows = []
    for item in found:
        by_party = {account.party: account for account in item.parties}
        gains = [signed(pen.words, exactly(by_party[p].against_no_deal)) for p in parties]
        head = pen.say(item.numeral)
        cells = (rule_names(pen, item.rules).cap, *gains)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    ranges = {entry.party: entry for entry in exact.frontier.ranges}
    for key in ("least_efficient", "most_efficient"):
        gains = [signed(pen.words, exactly(getattr(ranges[party], key))) for party in parties]
        head = pen.say(pen.text(f"exact.row.{key}"))
        rows.append(Row(head=head, cells=((), *map(pen.cell, gains))))
    labels = [_label(pen, party, seated=party in seated) for party in parties]
    columns = [pen.text("exact.column.settlement"), pen.text("exact.named_by"), *labels]
    table = pen.table(
        pen.text("chart.parallel.table"), columns, rows, range(2, len(columns)),
        pen.text("chart.parallel.note"),
    )  # fmt: skip
    order = [count.party for count in exact.parties]
    places = [order.index(party) for party in parties]
    spec = _spec(pen, exact.frontier.points, found, (parties, labels, places), seated)
    title = pen.text("chart.parallel.title")
    return framed(pen, title, pen.text("chart.parallel.description"), spec, table)


def axes_of(pen: Pen, case: Case, exact: ExactValues) -> list[str]:
    """Return the parties that have spoken: those at the table by name, then the others."""
    told = [count.party for count in exact.parties if not is_silent(case, count.party)]
    seated = set(case.seated())
    return sorted(pen.names.in_order(told), key=lambda party: party not in seated)


def spread_out(points: Sequence[FrontierPoint], n: int) -> list[FrontierPoint]:
    """Return `n` points at even distances in their list, or all."""
    if len(points) <= n:
        return list(points)
    return [points[(place * (len(points) - 1)) // (n - 1)] for place in range(n)]


def _label(pen: Pen, party: str, *, seated: bool) -> str:
    name = pen.names.actor(party)
    return name if seated else pen.text("chart.unseated", party=name)


def _spec(
    pen: Pen,
    points: Sequence[FrontierPoint],
    found: Sequence[Named],
    axes: tuple[Sequence[str], Sequence[str], Sequence[int]],
    seated: Sequence[str],
) -> dict[str, Any]:
    parties, labels, places = axes
    shown = spread_out(points, N_LINES)
    nothing = [no_deal_of(found[0], party) for party in parties]
    worths = [
        [next(a.worth.points for a in item.parties if a.party == p) for p in parties]
        for item in found
    ]
    values = [p.worth[n] for p in shown for n in places] + nothing
    low, high = bounds([*values, *(w for worth in worths for w in worth)])
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    x = alt.X(
        "worth:Q", scale=scale, axis=alt.Axis(title=None, grid=False, tickCount=6, format="d")
    )
    height = STEP * len(parties)
    y = alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    heights = [STEP * (n + 0.6) for n in range(len(parties))]
    layers: list[Any] = [
        *_rails(parties, seated, heights, (low, high), x, y),
        _lines([[p.worth[n] for n in places] for p in shown], heights, x, y)
        .mark_line(strokeWidth=0.8, color=GREY, opacity=0.45)
        .encode(x=x, y=y, order="step:Q", detail="line:N"),
    ]
    for n, worth in enumerate(worths):
        line = _lines([worth], heights, x, y)
        layers += [
            line.mark_line(strokeWidth=2.2, color=INK, strokeDash=DASHES[n]).encode(
                x=x, y=y, order="step:Q"
            ),
            line.mark_point(
                shape=SHAPES[n], size=85, strokeWidth=2, stroke=INK, fill="Canvas"
            ).encode(x=x, y=y),
        ]
    layers += [
        layer([{"worth": w, "at": h} for w, h in zip(nothing, heights, strict=True)])
        .mark_tick(orient="vertical", thickness=4, size=22, color=INK)
        .encode(x=x, y=y),
        *over(
            layer([{"label": name, "at": h} for name, h in zip(labels, heights, strict=True)])
            .mark_text(align="left", baseline="bottom", dy=-13, fontWeight="bold", fontSize=13)
            .encode(x=alt.value(0), y=y, text="label:N")
        ),
        *_legend(pen, found),
    ]
    return finished(alt.layer(*layers), height, WIDTH)


def _rails(
    parties: Sequence[str],
    seated: Sequence[str],
    heights: Sequence[float],
    ends: tuple[float, float],
    x: Any,
    y: Any,
) -> list[Any]:
    """Return the axes: drawn through for parties at the table, dashed for the others."""
    rails = []
    for at_table, dash in ((True, [1, 0]), (False, [2, 4])):
        rows = [
            {"worth": ends[0], "end": ends[1], "at": at}
            for party, at in zip(parties, heights, strict=True)
            if (party in seated) is at_table
        ]
        if rows:
            rule = layer(rows).mark_rule(color=INK, strokeWidth=1, strokeDash=dash)
            rails.append(rule.encode(x=x, x2="end:Q", y=y))
    return rails


def _lines(worths: Sequence[Sequence[float]], heights: Sequence[float], x: Any, y: Any) -> Any:
    return layer(
        [
            {"worth": round(worth, 2), "at": at, "step": step, "line": f"l{line}"}
            for line, path in enumerate(worths)
            for step, (worth, at) in enumerate(zip(path, heights, strict=True))
        ]
    )


def _legend(pen: Pen, found: Sequence[Named]) -> list[Any]:
    """Return the legend above the plot: shape and numeral of each settlement, the no-deal mark."""
    layers = []
    for n, item in enumerate(found):
        at = 8.0 + 46 * n
        point = layer([{}]).mark_point(
            shape=SHAPES[n], size=85, strokeWidth=2, stroke=INK, fill="Canvas"
        )
        layers.append(point.encode(x=alt.value(at), y=alt.value(-14)))
        layers.append(_key(item.numeral, at + 10))
    at = 8.0 + 46 * len(found)
    tick = layer([{}]).mark_tick(orient="vertical", thickness=4, size=16, color=INK)
    layers.append(tick.encode(x=alt.value(at), y=alt.value(-14)))
    layers.append(_key(pen.text("chart.no_deal"), at + 8))
    return layers


def _key(words: str, at: float) -> Any:
    text = layer([{"label": words}]).mark_text(align="left", baseline="middle", fontSize=13)
    return text.encode(x=alt.value(at), y=alt.value(-14), text="label:N")
