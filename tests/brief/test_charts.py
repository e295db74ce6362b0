"""Charts: names only as data, shapes for meaning, the same bytes every time."""

import json

import pytest
from lxml import etree
from tests.brief.fixture import case, findings, record
from tests.brief.injection import STRINGS

from detente.analysis.finding import Interval
from detente.brief.interval_charts import Line, gain_chart, interval_spec, option_chart
from detente.brief.position_chart import position_chart
from detente.brief.svg import ATTRIBUTES, ELEMENTS, render_svg
from detente.brief.writer import Pen, Writer
from detente.errors import BriefError


def pen(given_case=None) -> Pen:
    return Pen(Writer(record(), given_case or case(), findings(), "en"), "settlement")


def held(issue: str):
    found = {}
    for position in record().positions:
        if position.issue == issue:
            found.setdefault(position.party, []).append(position)
    return found


def rows(spec: dict, field: str) -> list:
    """Return the values of a field in all data of a specification."""
    found = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            for values in (part.get("values"), *(part.get("datasets") or {}).values()):
                if isinstance(values, list):
                    found.extend(v[field] for v in values if isinstance(v, dict) and field in v)
            for name, item in part.items():
                if name not in ("datasets", "values"):
                    walk(item)
        elif isinstance(part, list):
            for item in part:
                walk(item)

    walk(spec)
    return found


def test_a_position_chart_puts_every_stance_at_the_place_of_its_option():
    chart = position_chart(pen(), "mission", held("mission"))
    points = list(zip(rows(chart.spec, "stance"), (60, 100, 60), strict=True))
    assert points == [("against", 60), ("against", 100), ("for", 60)]
    assert [row.head.text for row in chart.table.rows] == ["Norland", "Sudria"]


def test_an_issue_without_a_scale_has_no_position_chart():
    assert position_chart(pen(), "blockade", held("blockade")) is None


def test_an_issue_on_which_all_are_silent_has_no_position_chart():
    assert position_chart(pen(), "mission", {"norland": []}) is None


def test_a_gain_chart_shows_the_numbers_of_the_finding():
    account = findings().burden.values.settlements[0]
    chart = gain_chart(pen(), "Settlement A", account)
    shown = dict(zip(rows(chart.spec, "row"), rows(chart.spec, "mid"), strict=False))
    names = sorted(case().party_name(p.party).en for p in account.parties)
    assert [row.head.text for row in chart.table.rows] == names
    by_name = {case().party_name(p.party).en: p.against_no_deal.mid for p in account.parties}
    assert list(shown.values()) == [by_name[name] for name in names]


def test_parties_without_a_seat_have_another_shape_and_say_so():
    chart = gain_chart(pen(), "Settlement A", findings().burden.values.settlements[0])
    labels = {" ".join(label) for label in rows(chart.spec, "label")}
    assert labels == {"League of Islands (no seat)", "Norland", "Sudria", "Westania (no seat)"}
    shapes = {layer["mark"].get("shape") for layer in chart.spec["layer"]
              if isinstance(layer["mark"], dict)}  # fmt: skip
    assert {"circle", "diamond"} <= shapes


def test_the_parts_of_the_issues_add_up_to_the_mean():
    for party in findings().burden.values.settlements[0].parties:
        parts = sum(part.against_no_deal.mean for part in party.by_issue)
        assert parts == pytest.approx(party.against_no_deal.mean)


def test_an_option_chart_has_a_row_for_every_option():
    chart = option_chart(pen(), findings().settlement.values.options)
    assert len(chart.table.rows) == sum(len(issue.options) for issue in case().issues.values())


def test_no_chart_uses_color_to_tell_parties_apart():
    charts = [
        option_chart(pen(), findings().settlement.values.options),
        gain_chart(pen(), "A", findings().burden.values.settlements[0]),
        position_chart(pen(), "mission", held("mission")),
    ]
    for chart in charts:
        text = json.dumps(chart.spec)
        assert '"color": {"field"' not in text
        assert "category" not in text


def test_names_stand_only_in_the_data_of_a_chart():
    spread = Interval(low=1, mid=2, high=3, mean=2)
    spec = interval_spec([Line(text, spread, text) for text in STRINGS], zero=True)
    assert rows(spec, "label")

    def bare(part: object) -> object:
        if isinstance(part, dict):
            return {k: bare(v) for k, v in part.items() if k not in ("values", "datasets")}
        return [bare(item) for item in part] if isinstance(part, list) else part

    rest = json.dumps(bare(spec))
    assert "pwned" not in rest
    assert "__class__" not in rest


def test_drawing_again_gives_the_same_bytes_whatever_was_drawn_before():
    chart = option_chart(pen(), findings().settlement.values.options)
    other = gain_chart(pen(), "A", findings().burden.values.settlements[0])
    first = render_svg(chart.spec, "chart-1", "t", "d")
    render_svg(other.spec, "chart-2", "t", "d")
    assert render_svg(chart.spec, "chart-1", "t", "d") == first


def test_a_drawing_holds_known_elements_and_attributes_only():
    chart = option_chart(pen(), findings().settlement.values.options)
    root = etree.fromstring(render_svg(chart.spec, "chart-1", "A & B", "<d>"))
    own = {"role", "aria-labelledby", "id"}
    for element in root.iter():
        assert etree.QName(element).localname in {*ELEMENTS, "title", "desc"}
        assert set(element.attrib) <= {*ATTRIBUTES, *own}
    assert root[0].text == "A & B"
    assert root[1].text == "<d>"


def test_a_specification_that_cannot_be_drawn_names_the_chart():
    with pytest.raises(BriefError, match="chart-7 cannot be drawn"):
        render_svg({"mark": 5}, "chart-7", "t", "d")
