"""The charts of the forecast in the brief: the same as their tables, nobody preferred."""

import json
from itertools import pairwise

import pytest
from tests.brief.fixture import case
from tests.brief.forecast_fixture import (
    mission,
    passage,
)
from tests.brief.forecast_paper import (
    Part,
    blocks,
    brief,
    cells,
    pen,
)
from tests.brief.injection import STRINGS
from tests.brief.test_charts import rows

from detente.brief.blocks import Chart
from detente.brief.forecast_chart import STEP, columns, forecast_chart
from detente.brief.forecast_rows import strips
from detente.brief.svg import render_svg
from detente.sources.frozen import Label


def test_a_chart_has_a_table_with_the_same_rows():
    for chart, issue in zip(blocks(brief(), Chart), (mission(), passage()), strict=True):
        drawn = [strip for strip in strips(pen(), issue) if strip.kind != "header"]
        heads = [row.head.text for row in chart.table.rows]
        assert heads == [strip.label.removesuffix(" (no seat)") for strip in drawn]
        shown = cells(chart.table)
        assert [row[0] for row in shown.values()] == [strip.value for strip in drawn]


def test_the_chart_shows_the_intervals_of_the_finding():
    first = blocks(brief(), Chart)[0]
    found = mission().at_table
    forecast = next(row for row in data(first) if row.get("label") == ["Forecast"])
    assert (forecast["start"], forecast["end"]) == found.interval_50
    assert (forecast["low"], forecast["high"]) == found.interval_80
    assert forecast["mid"] == found.median


def rows_of(chart: Chart, part: dict) -> list[dict]:
    """Return the rows of data of one layer."""
    held = part["data"]
    return held["values"] if "values" in held else chart.spec["datasets"][held["name"]]


def data(chart: Chart) -> list[dict]:
    """Return all rows of data of a chart."""
    return [row for part in chart.spec["layer"] for row in rows_of(chart, part)]


def test_seated_and_unseated_are_told_apart_by_shape_and_by_words():
    chart = blocks(brief(), Chart)[0]
    encoded = next(part["encoding"] for part in chart.spec["layer"] if "shape" in part["encoding"])
    scale = encoded["shape"]["scale"]
    shapes = dict(zip(scale["domain"], scale["range"], strict=True))
    assert shapes["seated"] != shapes["unseated"]
    assert '"color": {"field"' not in json.dumps(chart.spec)
    marks = {row.head.text: [m.code for m in row.head.marks] for row in chart.table.rows}
    assert marks["Westania"] == ["unseated", "ascribed"]
    assert marks["Norland"] == []


def test_the_columns_hold_the_whole_probability():
    found = columns(mission().at_table)
    assert sum(share for _, _, share in found) == pytest.approx(1)
    assert all(high - low == STEP for low, high, _ in found)
    ends = mission().at_table.model_copy(update={"quantiles": (0.0,) * 30 + (100.0,) * 70})
    assert columns(ends) == [(0, STEP, 0.3), (100 - STEP, 100, 0.7)]


def test_every_option_stands_under_the_axis_and_todays_is_marked():
    labels = [" ".join(label) for label in rows(blocks(brief(), Chart)[0].spec, "label")
              if isinstance(label, list)]  # fmt: skip
    assert {"no mission (in force today)", "League mission", "foreign troops"} <= set(labels)


def test_names_of_options_that_would_overlap_stand_below_each_other():
    near = tuple(
        option.model_copy(update={"at": at})
        for option, at in zip(mission().scale, (40, 45, 50), strict=True)
    )
    issue = mission().model_copy(update={"scale": near})
    chart = forecast_chart(pen(), issue, strips(pen(), issue), blocks(brief(), Chart)[0].table)
    tops = [row["row"] for row in data(chart) if row.get("low") in (40, 45, 50) and "row" in row
            and "mid" not in row and len(row) == 3]  # fmt: skip
    assert all(low + 13 <= high for low, high in pairwise(sorted(set(tops))))
    assert len(set(tops)) == 3
    assert render_svg(chart.spec, "chart-1", "t", "d")


def test_an_issue_without_a_scale_has_no_chart():
    empty = mission().model_copy(update={"scale": ()})
    table = blocks(brief(), Chart)[0].table
    assert forecast_chart(pen(), empty, strips(pen(), empty), table) is None
    assert forecast_chart(pen(), mission(), [], table) is None


def test_names_stand_only_in_the_data_of_the_chart():
    parties = {
        party: entry.model_copy(update={"name": Label(de=text, en=text)})
        for (party, entry), text in zip(case().parties.items(), STRINGS, strict=False)
    }
    given = case().model_copy(update={"parties": parties})
    hostile = Part(given=given)

    def bare(part: object) -> object:
        if isinstance(part, dict):
            return {k: bare(v) for k, v in part.items() if k not in ("values", "datasets")}
        return [bare(item) for item in part] if isinstance(part, list) else part

    for chart in blocks(hostile, Chart):
        assert "pwned" not in json.dumps(bare(chart.spec))
