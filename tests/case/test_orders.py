"""Parties of which only the order of outcomes is known, and options that lead only one way."""

import pytest
from tests.analysis_cases import case_of

from detente.analysis.run import analyze
from detente.analysis.stability import stability
from detente.case.check import case_problems, check_case
from detente.case.exporters import export_case
from detente.case.files import REMOVE, dump_case, loads, update_case
from detente.case.model import Case, Preference, Priority, Rank
from detente.case.move_slips import reached
from detente.case.statements import holds, parse_statement
from detente.errors import AnalysisError, CaseError, InvalidCaseError

HARBOR = """\
detente: 1
title: Harbor
parties:
  city: {seat: true}
  dockers: {seat: true}
issues:
  quay:
    held_by: {city: {assume: "its harbor law"}}
    options:
      open: {leads_to: [closed, torn_down]}
      closed: {}
      torn_down: {leads_to: []}
  strike:
    held_by: {dockers: {assume: "their contract"}}
    options: {on: {}, off: {}}
preferences:
  city:
    assume: "by the mayor's speech"
    ranking:
      - "quay = open and strike = off"
      - ["quay = closed", "quay = torn_down"]
      - {any_of: ["quay = open"], much: true, because: [a1]}
  dockers:
    priorities:
      - {wants: "quay = open", because: [a2]}
      - {wants: "strike = off", iff: "quay = open", assume: "their statute"}
"""


def problems(text: str, severity: str = "error") -> list[str]:
    return [
        f"{p.line}: {p.path}: {p.message}; {p.advice}"
        for p in check_case(text)
        if p.severity == severity
    ]


def test_a_place_is_a_statement_a_list_or_a_block_and_takes_the_reasons_around_it() -> None:
    first, second, third = loads(HARBOR).preferences["city"].ranking
    assert first == Rank(any_of=("quay = open and strike = off",), assume="by the mayor's speech")
    assert second.any_of == ("quay = closed", "quay = torn_down")
    assert (third.much, third.because, third.assume) == (True, ("a1",), None)


def test_the_file_comes_back_equal_and_in_its_short_forms() -> None:
    text = dump_case(loads(HARBOR))
    assert loads(text) == loads(HARBOR)
    assert '- ["quay = closed", "quay = torn_down"]' in text
    assert '- "quay = open and strike = off"' in text
    assert "leads_to: []" in text


def test_a_place_without_any_reason_stays_without_one_below_a_party_that_has_one() -> None:
    case = loads(HARBOR)
    city = case.preferences["city"]
    bare = city.model_copy(update={"ranking": (Rank(any_of=("quay = open",)), *city.ranking[1:])})
    changed = case.model_copy(update={"preferences": {**case.preferences, "city": bare}})
    assert loads(dump_case(changed)) == changed


@pytest.mark.parametrize(
    ("condition", "true_where"),
    [
        ({}, {("open", "off"), ("open", "on")}),
        ({"if": "strike = off"}, {("open", "off"), ("open", "on"), ("closed", "on")}),
        ({"iff": "strike = off"}, {("open", "off"), ("closed", "on")}),
    ],
)
def test_a_priority_is_met_where_its_condition_says(condition, true_where) -> None:
    case = case_of({"a": True}, {"quay": ("open", "closed"), "strike": ("on", "off")})
    item = Priority.model_validate({"wants": "quay = open", **condition})
    met = {
        (quay, strike)
        for quay in ("open", "closed")
        for strike in ("on", "off")
        if holds(parse_statement(item.statement), {"quay": quay, "strike": strike}, case.issues)
    }
    assert met == true_where


def test_an_option_leads_anywhere_unless_it_says_otherwise() -> None:
    quay = loads(HARBOR).issues["quay"]
    assert reached(quay, "open") == ("open", "closed", "torn_down")
    assert reached(quay, "closed") == ("open", "closed", "torn_down")
    assert reached(quay, "torn_down") == ("torn_down",)


def test_two_moves_in_a_row_must_be_one_move() -> None:
    text = HARBOR.replace("[closed, torn_down]", "[closed]")
    assert problems(text) == [
        "10: issues.quay.options.open.leads_to: open leads to closed and that to torn_down, but "
        "open does not lead to torn_down; add torn_down: two moves of one party in a row are one "
        "move"
    ]


def test_unknown_options_and_needless_ways_are_named() -> None:
    (unknown,) = problems(HARBOR.replace("[closed, torn_down]", "[closed, torn]"))[:1]
    assert unknown.endswith("unknown option torn; did you mean torn_down?")
    (note,) = problems(HARBOR.replace("leads_to: []", "leads_to: [torn_down]"), "warning")
    assert "torn_down leads to itself; leave it out" in note
    notes = problems(
        HARBOR.replace('    held_by: {city: {assume: "its harbor law"}}\n', ""), "warning"
    )
    assert any("nobody can change quay alone, so leads_to says nothing" in n for n in notes)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  dockers:\n    pri", "  dockers:\n    no_deal: 30\n    pri", "no_deal gives it some"),
        (
            "  dockers:\n    pri",
            "  dockers:\n    issues: {quay: {salience: 3}}\n    pri",
            "issues gives it some",
        ),
        (
            "  dockers:\n    pri",
            "  dockers:\n    red_lines: [{at_least: 30}]\n    pri",
            "has no least worth",
        ),
        ("    priorities:", '    ranking: ["strike = on"]\n    priorities:', "both a ranking and"),
        ("because: [a2]}", "because: [a2], weight: 3}", "has no weight, but other priorities"),
        ("    priorities:", "    great: 3\n    priorities:", "priorities without weights"),
        ("    ranking:", "    great: 3\n    ranking:", "a ranking has no points"),
        ("wants: \"quay = open\"", 'wants: "pier = open"', "unknown issue pier"),
        ('"quay = torn_down"]', '"quay = torn"]', "unknown option torn of issue quay"),
        ("iff: \"quay = open\"", 'iff: "quay = open", if: "quay = closed"', "both 'if' and 'iff'"),
        ("much: true", "much: perhaps", "is neither true nor false"),
    ],
)  # fmt: skip
def test_what_cannot_stand_together_is_named_with_its_line(old, new, message) -> None:
    assert old in HARBOR
    found = problems(HARBOR.replace(old, new))
    assert any(message in problem for problem in found), found
    assert all(problem[0].isdigit() for problem in found)


def test_outcomes_in_no_place_and_places_without_outcomes_are_noted() -> None:
    assert problems(HARBOR, "warning") == []
    left = problems(
        HARBOR.replace('["quay = closed", "quay = torn_down"]', '"quay = closed"'), "warning"
    )
    assert left == [
        "19: preferences.city.ranking: 2 of 6 outcomes stand in no place; they count as worst, all "
        "alike; name them if the party tells them apart"
    ]
    taken = problems(HARBOR.replace('"quay = open and strike = off"', '"quay = open"'), "warning")
    assert "every outcome of this place stands in a higher one already" in taken[0]


def test_an_order_without_a_reason_is_noted() -> None:
    text = HARBOR.replace(', assume: "their statute"', "")
    (note,) = problems(text, "warning")
    assert note.startswith("26: preferences.dockers.priorities.1: has neither because nor assume")


def test_a_file_is_changed_in_place(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(HARBOR)
    case = update_case(
        path,
        {
            "preferences.city.ranking.0": ["quay = open and strike = off", "strike = off"],
            "preferences.dockers.priorities.+": {"wants": "strike = off", "assume": "it pays"},
            "issues.quay.options.torn_down.leads_to": REMOVE,
        },
    )
    assert case.preferences["city"].ranking[0].any_of[1] == "strike = off"
    assert case.preferences["dockers"].priorities[2].assume == "it pays"
    assert case.issues["quay"].options["torn_down"].leads_to is None
    kept = path.read_text().splitlines()
    assert [line for line in HARBOR.splitlines() if line not in kept] == [
        "      torn_down: {leads_to: []}",
        '      - "quay = open and strike = off"',
    ]
    with pytest.raises(InvalidCaseError, match="unknown issue pier"):
        update_case(path, {"preferences.dockers.priorities.0": "pier = open"})


def test_a_case_without_a_file_is_checked_alike() -> None:
    case = loads(HARBOR)
    both = Preference(ranking=case.preferences["city"].ranking, no_deal={"low": 3, "high": 4})
    found = case_problems(case.model_copy(update={"preferences": {"city": both}}))
    assert any("no_deal gives it some" in problem.message for problem in found)


def test_questions_that_need_points_are_refused_in_both_languages() -> None:
    content = loads(HARBOR).model_dump(by_alias=True)
    content["parties"]["city"]["name"] = {"de": "die Stadt", "en": "the city"}
    case = Case.model_validate(content)
    with pytest.raises(
        AnalysisError, match="only the order of outcomes is known of the city"
    ) as no:
        analyze(case)
    assert "ist bekannt bei: die Stadt, dockers." in no.value.in_language("de")
    with pytest.raises(CaseError, match="other tools need points"):
        export_case(case, "csv")


def test_a_large_case_of_orders_says_only_that_it_was_not_looked_at():
    content = Case.model_validate(loads(HARBOR)).model_dump(mode="json", by_alias=True)
    options = {"x": {}, "y": {}}
    content["issues"] |= {f"more_{n}": {"options": options} for n in range(20)}
    found = stability(Case.model_validate(content), n_draws=4)
    assert not found.values.looked_at
    said = [warning.en for warning in found.warnings]
    assert any("more than the 1,048,576 whose stability can be looked at" in text for text in said)
    assert not any("efficient" in text for text in said)
