"""Silence is named as silence: no number, no option and no package rests on it unmarked."""

import pytest
from tests.brief.fixture import case, findings, record

from detente.analysis.run import analyze
from detente.brief.blocks import Points, Table
from detente.brief.build import build_brief
from detente.brief.settlement import common_words, letter, packages, stands_out
from detente.brief.voices import is_silent, most_heard, spoken_part, unspoken
from detente.brief.writer import Pen, Writer
from detente.case.model import RedLine
from detente.sources.frozen import LANGUAGES


def pen(language="en", given=None) -> Pen:
    return Pen(Writer(record(), given or case(), findings(), language), "settlement")


def muted(*issues):
    """Return the case with nobody at the table heard on these issues."""
    held = dict(case().preferences)
    for party in case().seated():
        wishes = {
            name: wish.model_copy(update={"silent": name in issues})
            for name, wish in held[party].issues.items()
        }
        held[party] = held[party].model_copy(update={"issues": wishes})
    return case().model_copy(update={"preferences": held})


def section(paper, name):
    return next(s for s in paper.sections if s.id == name)


def test_a_party_is_silent_if_no_wish_and_no_red_line_rests_on_its_words():
    assert is_silent(case(), "league")
    assert is_silent(case(), "nobody")
    assert not is_silent(case(), "westania")
    league = case().preferences["league"]
    spoken = league.model_copy(update={"red_lines": (RedLine(never="passage = closed"),)})
    given = case().model_copy(update={"preferences": {**case().preferences, "league": spoken}})
    assert not is_silent(given, "league")


def test_what_only_the_absent_speak_about_is_unspoken_at_the_table():
    assert unspoken(case()) == ("passage",)
    assert unspoken(muted("mission", "blockade")) == ("mission", "blockade", "passage")


def test_settlements_that_differ_only_where_nobody_has_spoken_are_told_once():
    shown = [spoken_part(case(), result.outcome) for result in packages(case(), findings())]
    assert len(shown) == len(set(shown))
    assert all("passage" not in dict(part) for part in shown)


def test_the_letters_of_the_settlements_have_no_gaps():
    shown = packages(case(), findings())
    letters = [letter(case(), findings(), result.outcome) for result in shown]
    assert "".join(letters) == "ABCDEFGH"[: len(shown)]


def test_every_account_has_a_letter():
    for account in findings().burden.values.settlements:
        assert letter(case(), findings(), account.outcome).isupper()


@pytest.mark.parametrize(("language", "words"), [("en", "open"), ("de", "offen")])
def test_an_option_nobody_at_the_table_spoke_about_is_marked_and_not_named(language, words):
    paper = build_brief(record(), case(), findings(), language)
    tables = [b for b in section(paper, "settlement").blocks if isinstance(b, Table)]
    rows = [
        row
        for table in tables
        for row in table.rows
        if "unspoken" in {mark.code for mark in row.head.marks}
    ]
    assert rows
    assert all({cell[0].text for cell in row.cells} == {words} for row in rows)


def test_what_no_settlement_holds_and_where_nobody_spoke_is_told():
    said = common_words(pen(), case(), findings().settlement.values)
    assert said[0] == (
        "No settlement includes: mission in the harbor: League mission or foreign troops."
    )
    assert said[-1].startswith("Nobody at the table has taken a position on: passage.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_option_in_most_settlements_is_told_with_its_mean_share(language):
    values = findings().settlement.values
    usual = [o for o in values.options if o.issue == "mission" and o.option == "none"]
    assert usual[0].frequency.mean == 1
    said = " ".join(common_words(pen(language), case(), values))
    assert pen(language).names.option("mission=none") in said
    assert "100" in said


def test_where_no_package_stands_out_those_shown_are_called_examples():
    values = findings().settlement.values
    flat = tuple(o.model_copy(update={"solutions": {}}) for o in values.outcomes)
    settlement = findings().settlement.model_copy(
        update={"values": values.model_copy(update={"outcomes": flat, "exact": None})}
    )
    given = findings().model_copy(update={"settlement": settlement})
    assert stands_out(values)
    assert not stands_out(settlement.values)
    paper = build_brief(record(), case(), given, "en")
    text = section(paper, "settlement").model_dump_json()
    assert "Examples, not results" in text
    assert "named by" not in text
    leads = [statement.lead for statement in paper.opening]
    assert "On the settlements" in leads
    assert "Foremost settlement" not in leads


def test_the_parties_with_most_words_behind_them_are_named_in_their_order():
    assert most_heard(pen(), ["sudria", "league", "norland"], 2) == ["norland", "sudria"]


def test_silent_parties_and_issues_get_a_sentence_and_no_row():
    parts = section(build_brief(record(), case(), findings(), "en"), "positions").blocks
    grid = next(b for b in parts if isinstance(b, Table))
    assert grid.columns == ("Issue", "Norland", "Sudria", "Westania")
    text = section(build_brief(record(), case(), findings(), "en"), "positions").model_dump_json()
    assert "The sources give no position on any issue for: League of Islands." in text


def test_words_behind_several_positions_are_shown_once():
    first = record().positions[1]
    twin = first.model_copy(update={"issue": "blockade", "options": ()})
    given = record().model_copy(update={"positions": (*record().positions, twin)})
    parts = section(build_brief(given, case(), findings(), "en"), "positions").blocks
    said = [s for b in parts if isinstance(b, Points) for s in b.statements]
    leads = [s.lead for s in said if "demanded a League mission" in s.text]
    assert len(leads) == 1
    assert "mission in the harbor – Sudria" in leads[0]
    assert "customs blockade – Sudria" in leads[0]


def test_a_table_that_said_nothing_gets_one_sentence_and_no_share():
    seated = case().seated()
    held = {
        name: preference.model_copy(
            update={
                "red_lines": (),
                "issues": {i: w.model_copy(update={"silent": True})
                           for i, w in preference.issues.items()},
            }
        )
        if name in seated else preference
        for name, preference in case().preferences.items()
    }  # fmt: skip
    given = case().model_copy(update={"preferences": held})
    found = analyze(given, n_draws=64, seed=1)
    opening = build_brief(record(), given, found, "en").opening
    room = next(s for s in opening if s.lead == "Room for a settlement")
    assert room.text.startswith("Nobody at the table has taken a position on what is open")
    assert "percent" not in room.text
    assert "At whose expense" not in {s.lead for s in opening}


def test_no_question_is_asked_about_a_party_that_said_nothing():
    parts = section(build_brief(record(), case(), findings(), "en"), "robustness")
    text = parts.model_dump_json()
    assert "worth without a deal: Westania?" in text
    assert "worth without a deal: League of Islands?" not in text


def test_the_account_gives_silent_parties_no_share_in_words():
    text = section(build_brief(record(), case(), findings(), "en"), "burden").model_dump_json()
    assert "Westania (in " in text
    assert "League of Islands (in " not in text
