"""At whose expense exchanges are, in the brief: who pays, columns that add up, no side taken."""

import re

import pytest
from tests.brief.fixture import record
from tests.brief.test_build import section_text
from tests.forecast_cases import ferry, harbor

from detente.analysis.run import analyze
from detente.brief.blocks import Note, Table
from detente.brief.build import build_brief
from detente.case.model import Case

LANGUAGES = ("en", "de")


def brief(case, language="en"):
    return build_brief(record(), case, analyze(case, n_draws=64), language)


def tables(case, language="en"):
    section = next(s for s in brief(case, language).sections if s.id == "burden")
    found = [block for block in section.blocks if isinstance(block, Table)]
    return {table.caption: table for table in found}


def cells(table):
    return {
        row.head.text: ["; ".join(s.text for s in cell) for cell in row.cells] for row in table.rows
    }


def ranged():
    """Return the ferry with ranges, of which hardly any mean is a whole number of tenths."""
    content = ferry().model_dump(mode="json", by_alias=True)
    for name, ends in (("hill", "13..57"), ("vale", "31..90")):
        content["parties"][name]["influence"] = ends
    for wants in content["preferences"].values():
        wants["issues"]["toll"]["salience"] = "17..83"
    return Case.model_validate(content)


def number(words):
    return float(words.replace("\N{MINUS SIGN}", "-").replace(",", "."))


def test_who_pays_without_a_seat_is_named_first():
    words = section_text(brief(ferry()), "burden")
    assert "Without a seat, and worse off by the exchanges of others:" in words
    assert "fen (\N{MINUS SIGN}66.7)." in words
    assert "The exchanges of others cost" not in words


def test_own_and_others_stand_apart_and_add_up():
    shown = cells(tables(ferry())["Change by all exchanges, in points times salience"])
    assert shown["fen"][:3] == ["0.0", "\N{MINUS SIGN}66.7", "\N{MINUS SIGN}66.7"]
    assert shown["hill"][:3] == ["+16.7", "0.0", "+16.7"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_adds_up_as_shown(language):
    found = tables(ranged(), language)
    summed = [t for t in found.values() if t.rows[-1].head.text in ("in all", "zusammen")]
    assert len(summed) == 2
    for table in summed:
        *parts, total = [[number(cell[0].text) for cell in row.cells] for row in table.rows]
        for column, whole in zip(zip(*parts, strict=True), total, strict=True):
            assert sum(column) == pytest.approx(whole, abs=1e-9)
    caption = {"en": "Change by all", "de": "Änderung durch alle"}[language]
    (first,) = (table for name, table in found.items() if name.startswith(caption))
    for row in cells(first).values():
        own, others, total = map(number, row[:3])
        assert own + others == pytest.approx(total, abs=1e-9)


def test_who_traded_what_with_whom_stands_in_the_rows():
    (caption,) = (c for c in tables(ferry()) if "who traded what" in c)
    heads = list(cells(tables(ferry())[caption]))
    assert heads == ["hill gives way on night; vale gives way on toll", "in all"]


def test_the_two_units_are_told_apart():
    section = next(s for s in brief(ferry()).sections if s.id == "burden")
    notes = " ".join(block.text for block in section.blocks if isinstance(block, Note))
    assert "These are not points of score" in notes
    (caption,) = (c for c in tables(ferry()) if "in the scores of the case" in c)
    shown = cells(tables(ferry())[caption])
    minus = "\N{MINUS SIGN}40.0"
    assert shown["fen"][:3] == ["0.0", minus, minus]
    assert shown["hill"][:3] == ["+35.0", "+45.0", "+10.0"]


def test_the_forecast_points_to_the_account_and_does_not_tell_it_twice():
    words = section_text(brief(ferry()), "forecast")
    assert "Who gains by this and who pays" in words
    assert '"see":"burden"' in words
    assert "What exchanges are to each party" not in words


def test_where_nothing_can_be_traded_the_reason_stands_in_the_section():
    assert "Exchanges between issues were not worked out" in section_text(brief(harbor()), "burden")


def test_a_finding_from_before_has_no_such_part():
    found = analyze(ferry(), n_draws=8)
    values = found.burden.values.model_copy(update={"exchange": None})
    older = found.model_copy(update={"burden": found.burden.model_copy(update={"values": values})})
    words = section_text(build_brief(record(), ferry(), older, "en"), "burden")
    assert "Exchanges between issues" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapping_two_names_swaps_exactly_those(language):
    def swapped(text):
        names = {"hill": "vale", "vale": "hill"}
        return re.sub("hill|vale", lambda name: names[name[0]], text)

    other = Case.model_validate_json(swapped(ferry().model_dump_json(by_alias=True)))
    ours, theirs = (
        sorted(re.findall(r"\w+", section_text(brief(case, language), "burden")))
        for case in (ferry(), other)
    )
    assert sorted(re.findall(r"\w+", swapped(" ".join(ours)))) == theirs
