"""Efficient settlements as two parties see them, with their no-deal lines and what rules name."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil, floor
from typing import Any

import altair as alt
import numpy as np

from detente.analysis.exact import ExactValues, FrontierPoint
from detente.brief.blocks import Chart, Row
from detente.brief.chart_parts import GREY, INK, finished, framed, layer, over
from detente.brief.named import Named, rule_names
from detente.brief.quantities import decimal, exactly
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

SIDE = 380
"""Width and height of the plotting area in pixels."""
NEAR = 3.0
"""Points nearer than this in percent of the plot share a label."""


def frontier_chart(
    pen: Pen,
    case: Case,
    exact: ExactValues,
    found: Sequence[Named],
    pair: tuple[str, str] | None,
) -> tuple[Chart, str] | None:
    """Return the chart and the key of the note that says how the pair was chosen.

    None where fewer than two parties at the table have spoken, or there is no frontier.
    """
    chosen = pair or opposed(case, exact)
    if exact.frontier is None or chosen is None or not found:
        return None
    x, y = pen.names.in_order(chosen)
    rows = [
        Row(
            head=pen.say(item.numeral),
            cells=(
                pen.cell(rule_names(pen, item.rules).cap),
                *(pen.cell(decimal(pen.words, _worth(item, party), 1)) for party in (x, y)),
            ),
        )
        for item in found
    ]
    names = [pen.names.actor(party) for party in (x, y)]
    columns = [pen.text("exact.column.settlement"), pen.text("exact.named_by"), *names]
    table = pen.table(pen.text("chart.frontier.table"), columns, rows, (2, 3))
    places = [[count.party for count in exact.parties].index(party) for party in (x, y)]
    spec = _spec(pen, exact.frontier.points, places, names, found, (x, y))
    title = pen.text("chart.frontier.title", x=names[0], y=names[1])
    chart = framed(pen, title, pen.text("chart.frontier.description"), spec, table)
    many = len(case.seated()) > 2
    key = "exact.pair_only" if not many else "exact.pair_given" if pair else "exact.pair_opposed"
    return chart, key


def opposed(case: Case, exact: ExactValues) -> tuple[str, str] | None:
    """Return the two at the table that efficient settlements set most against each other.

    That is the pair with the lowest correlation of worth over the efficient settlements listed;
    ties go to the pair whose ids come first. None where fewer than two have spoken.
    """
    told = sorted(party for party in case.seated() if not is_silent(case, party))
    if len(told) < 2 or exact.frontier is None:
        return None
    order = [count.party for count in exact.parties]
    worth = np.array([point.worth for point in exact.frontier.points]).T
    return min(
        combinations(told, 2),
        key=lambda two: (_correlation(worth[[order.index(party) for party in two]]), two),
    )


def _correlation(worth: Any) -> float:
    centered = worth - worth.mean(axis=1, keepdims=True)
    size = float(np.sqrt((centered**2).sum(axis=1)).prod())
    return round(float((centered[0] * centered[1]).sum()) / size, 9) if size > 1e-9 else 0.0


def _worth(item: Named, party: str) -> float:
    return next(account.worth.points for account in item.parties if account.party == party)


def no_deal_of(item: Named, party: str) -> float:
    """Return what no deal is worth to a party."""
    account = next(account for account in item.parties if account.party == party)
    return float(exactly(account.worth) - exactly(account.against_no_deal))


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of a scale that holds all values, in tens, with room at both ends."""
    low, high = min(values), max(values)
    room = max(2.0, (high - low) * 0.06)
    return 10.0 * floor((low - room) / 10), 10.0 * ceil((high + room) / 10)


def _spec(
    pen: Pen,
    points: Sequence[FrontierPoint],
    places: Sequence[int],
    names: Sequence[str],
    found: Sequence[Named],
    pair: tuple[str, str],
) -> dict[str, Any]:
    nothing = [no_deal_of(found[0], party) for party in pair]
    x, y = places
    seen = dict.fromkeys((round(p.worth[x], 2), round(p.worth[y], 2)) for p in points)
    stars = [(item.numeral, _worth(item, pair[0]), _worth(item, pair[1])) for item in found]
    shown = [*seen, *((at, up) for _, at, up in stars), (nothing[0], nothing[1])]
    ends = [bounds([spot[n] for spot in shown]) for n in (0, 1)]
    axes = [
        axis(f"{name}:Q", low=ends[n][0], high=ends[n][1], of=of)
        for n, (name, of) in enumerate((("x", alt.X), ("y", alt.Y)))
    ]
    data = [{"x": spot[0], "y": spot[1]} for spot in seen]
    dots = layer(data).mark_point(shape="circle", size=36, filled=True, color=GREY, opacity=0.75)
    layers = [
        layer([{"x": nothing[0]}]).mark_rule(color=INK, strokeDash=[5, 4]).encode(x=axes[0]),
        layer([{"y": nothing[1]}]).mark_rule(color=INK, strokeDash=[5, 4]).encode(y=axes[1]),
        dots.encode(x=axes[0], y=axes[1]),
        layer([{"x": x, "y": y} for _, x, y in stars])
        .mark_point(shape="diamond", size=130, strokeWidth=2, stroke=INK, fill="Canvas")
        .encode(x=axes[0], y=axes[1]),
        *_labels(stars, ends, axes),
        *_words(pen, names, nothing, axes),
    ]
    return finished(alt.layer(*layers), SIDE, SIDE)


def axis(field: str, *, low: float, high: float, of: Any) -> Any:
    """Return an axis of worth in points of 100, without a title."""
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    return of(field, scale=scale, axis=alt.Axis(title=None, grid=True, tickCount=5, format="d"))


def _labels(stars: Sequence[Any], ends: Sequence[tuple[float, float]], axes: Any) -> list[Any]:
    """Return the numerals beside their points; near ones share a label, none leaves the plot."""
    groups: list[tuple[list[str], float, float]] = []
    for numeral, x, y in stars:
        for held, at, up in groups:
            if max(_part(at - x, ends[0]), _part(up - y, ends[1])) < NEAR:
                held.append(numeral)
                break
        else:
            groups.append(([numeral], x, y))
    found: dict[bool, list[dict[str, Any]]] = {}
    for held, x, y in groups:
        right = x > ends[0][0] + 0.9 * (ends[0][1] - ends[0][0])
        found.setdefault(right, []).append({"x": x, "y": y, "label": ", ".join(held)})
    labels = [
        layer(rows)
        .mark_text(
            align="right" if right else "left", dx=-10 if right else 10, dy=-9, fontWeight="bold",
            fontSize=14,
        )
        .encode(x=axes[0], y=axes[1], text="label:N")
        for right, rows in found.items()
    ]  # fmt: skip
    return [text for label in labels for text in over(label)]


def _part(distance: float, ends: tuple[float, float]) -> float:
    return 100 * abs(distance) / (ends[1] - ends[0])


def _words(pen: Pen, names: Sequence[str], nothing: Sequence[float], axes: Any) -> list[Any]:
    """Return the names of the axes and of the no-deal lines."""
    none = pen.text("chart.no_deal")
    up = pen.text("chart.frontier.up", party=names[1])
    right = pen.text("chart.frontier.right", party=names[0])
    return [
        layer([{"label": up}])
        .mark_text(align="left", baseline="bottom", fontWeight="bold", fontSize=13)
        .encode(x=alt.value(-30), y=alt.value(-12), text="label:N"),
        layer([{"label": right}])
        .mark_text(align="right", baseline="top", fontWeight="bold", fontSize=13)
        .encode(x=alt.value(SIDE), y=alt.value(SIDE + 26), text="label:N"),
        layer([{"label": none, "x": nothing[0]}])
        .mark_text(align="left", baseline="bottom", dx=4, dy=-3)
        .encode(x=axes[0], y=alt.value(SIDE), text="label:N"),
        layer([{"label": none, "y": nothing[1]}])
        .mark_text(align="right", baseline="top", dx=-2, dy=4)
        .encode(x=alt.value(SIDE), y=axes[1], text="label:N"),
    ]
