"""The draft of a report of two powers that talk without those concerned, in both languages."""

from datetime import date

import pytest
from tests.builders import riyadh_like_reading

from detente.case.check import check_case
from detente.case.draft import draft_case
from detente.case.files import dump_case, loads
from detente.case.model import Case
from detente.record.build import build_record
from detente.record.record import Record

LANGUAGES = ("de", "en")


def record_of(language: str) -> Record:
    day = date(2025, 2, 19)
    return build_record([riyadh_like_reading(language, published=day)])  # type: ignore[arg-type]


@pytest.fixture(params=LANGUAGES)
def case(request: pytest.FixtureRequest) -> Case:
    return draft_case(record_of(request.param))


def test_the_two_at_the_table_have_seats_and_those_concerned_a_stake(case: Case) -> None:
    assert set(case.seated()) == {"russia", "usa"}
    assert {"ukraine", "europe"} <= set(case.unseated())


def test_what_the_two_agreed_is_settled_and_the_rest_is_open(case: Case) -> None:
    assert "diplomatic_relations" not in case.issues
    assert {
        "peacekeepers",
        "security_guarantees",
        "territory",
        "sanctions",
    } <= set(case.issues)
    assert {"economic_cooperation", "energy"} & set(case.issues)


def test_the_only_red_line_is_the_proposed_one_on_troops(case: Case) -> None:
    lines = [(p, line) for p, wanted in case.preferences.items() for line in wanted.red_lines]
    ((owner, line),) = lines
    assert (owner, line.never) == ("russia", "peacekeepers in (eu_flag, nato)")
    assert line.proposed


def test_what_the_author_says_of_an_absent_party_is_ascribed(case: Case) -> None:
    wanted = case.preferences["ukraine"].issues
    assert wanted["security_guarantees"].ascribed
    assert not wanted["security_guarantees"].silent


def test_leaving_sanctions_open_is_no_stance(case: Case) -> None:
    wanted = case.preferences["usa"].issues["sanctions"]
    assert wanted.ideal is None
    assert (wanted.scores["lifted"].low, wanted.scores["lifted"].high) == (20, 80)


def test_both_languages_give_the_same_parties_issues_and_numbers() -> None:
    german, english = (draft_case(record_of(language)) for language in LANGUAGES)
    assert german.title == english.title

    def numbers(case: Case) -> dict[tuple[str, str, str], tuple[float, float]]:
        return {
            (party, issue, option): (value.low, value.high)
            for party, wanted in case.preferences.items()
            for issue, item in wanted.issues.items()
            for option, value in [*item.scores.items(), ("salience", item.salience)]
        }

    assert numbers(german) == numbers(english)


def test_the_draft_passes_the_check_with_its_record_and_survives_writing() -> None:
    for language in LANGUAGES:
        record = record_of(language)
        case = draft_case(record)
        text = dump_case(case, language)  # type: ignore[arg-type]
        assert check_case(text, record) == ()
        assert loads(text) == case
