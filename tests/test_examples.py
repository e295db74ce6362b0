"""Every example, from report to brief: what is known about the process, in both languages."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.examples import FOLDER, LANGUAGES, NAMES, Report, outcome, reading_of, reports

from detente import pipeline
from detente.pipeline import Road
from detente.record.record import Record

ALL = list(reports())
EACH_REPORT = pytest.mark.parametrize("report", ALL, ids=str)
EACH_PROCESS = pytest.mark.parametrize("process", NAMES)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
PAIRS = [(german, english) for german, english in zip(ALL[::2], ALL[1::2], strict=True)]
EACH_PAIR = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[1])[:-3])
GAPS = {
    test: gap["why"]
    for gap in tomllib.loads((Path(__file__).parent / "known_gaps.toml").read_text("utf-8"))["gap"]
    for test in gap["tests"]
}


@pytest.fixture(autouse=True)
def known_gap(request):
    """Expect a failure where one is known, and say so once it is gone."""
    why = GAPS.get(request.node.name)
    if why is not None:
        reason = f"{why}; if it passes, take it out of tests/known_gaps.toml"
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError))


@cache
def record_of(*names: Report) -> Record:
    """Return the record of some reports."""
    return pipeline.record([reading_of(report.path) for report in names])


@cache
def road_of(process: str, language: str) -> Road:
    """Return the whole road for all reports of a process in one language."""
    readings = [reading_of(report.path) for report in reports(process, language)]
    return pipeline.run(readings, n_draws=64)


def delegations(record: Record) -> set[str]:
    """Return everyone who sat in any round."""
    return {d.party for entry in record.rounds for d in entry.delegations}


def with_role(record: Record, *roles: str) -> set[str]:
    """Return everyone with one of the roles."""
    return {entry.actor for entry in record.roles if entry.role in roles}


# The examples themselves


def test_every_known_gap_names_a_test_and_no_invented_concession_is_among_them():
    ids = {str(report) for report in ALL} | {str(english)[:-3] for _, english in PAIRS}
    ids |= {f"{language}-{process}" for process in NAMES for language in LANGUAGES}
    for name in GAPS:
        test, _, rest = name.partition("[")
        assert test in globals()
        assert rest.rstrip("]") in ids
        assert test != "test_no_concession_is_invented"


def test_there_are_four_processes_with_two_or_more_reports_each():
    assert len(NAMES) >= 4
    assert all(len(list(reports(name, "en"))) >= 2 for name in NAMES)


@EACH_PROCESS
def test_every_source_has_a_sister_in_the_other_language_and_a_place_in_the_outcome(process):
    files = {path.name.split(".")[0]: set() for path in (FOLDER / process / "sources").iterdir()}
    for path in (FOLDER / process / "sources").iterdir():
        files[path.name.split(".")[0]].add(path.name.split(".")[1])
    assert all(languages == {"de", "en"} for languages in files.values())
    assert set(files) == {report.name for report in reports(process)}
    assert (FOLDER / process / "README.md").exists()


@EACH_PROCESS
def test_reports_follow_each_other_in_time(process):
    days = [report.known["published"] for report in reports(process, "en")]
    assert all(earlier < later for earlier, later in pairwise(days))


# Received and read


@EACH_REPORT
def test_a_report_is_received_in_its_language_with_its_day(report):
    source = reading_of(report.path).source
    assert source.language == report.language
    assert source.published in (None, report.known["published"])


def test_an_html_report_leaves_its_page_behind():
    (report,) = (r for r in ALL if r.name == "1998-04-08-draft" and r.language == "en")
    text = reading_of(report.path).source.text
    assert "forty-foot barge pole" in text
    for around in ("Sport", "dataLayer", "Read also", "Log in to comment", "Privacy"):
        assert around not in text


@EACH_REPORT
def test_every_quote_of_a_report_stands_at_its_span(report):
    reading = reading_of(report.path)
    assert reading.acts
    for act in reading.acts:
        for span in act.spans():
            assert reading.source.text[span.start : span.end] == span.quote


@EACH_REPORT
def test_reading_again_gives_the_same(report):
    name, data = pipeline.take(report.path)
    again = pipeline.read(pipeline.receive(data, name))
    assert again.model_dump_json() == reading_of(report.path).model_dump_json()


# The record of one report


@EACH_REPORT
def test_those_who_met_have_a_seat(report):
    assert report.ids("met") <= with_role(record_of(report), "seated", "mediator", "host")


@EACH_REPORT
def test_nobody_sits_at_a_table_where_they_were_not(report):
    assert not report.ids("never_met") & delegations(record_of(report))


@EACH_REPORT
def test_no_concession_is_invented(report):
    conceded = {entry.party for entry in record_of(report).concessions}
    assert not report.ids("no_concession_by") & conceded


@EACH_REPORT
def test_the_timeline_holds_only_what_happened(report):
    record = record_of(report)
    for entry in record.timeline:
        assert record.act(entry.act).modality == "happened"


@EACH_PAIR
def test_german_and_english_seat_the_same_parties(pair):
    german, english = (with_role(record_of(report), "seated") for report in pair)
    assert german == english


@EACH_PAIR
def test_german_and_english_find_mostly_the_same_positions(pair):
    german, english = (
        {(p.party, p.issue, p.stance) for p in record_of(report).positions if not p.ascribed}
        for report in pair
    )
    both, either = german & english, german | english
    assert len(both) >= len(either) / 2, sorted(german ^ english)


# The whole process


@EACH_PROCESS
@EACH_LANGUAGE
def test_the_parties_known_to_have_negotiated_are_seated(process, language):
    record = road_of(process, language).record
    known = outcome(process)
    assert set(known["seated"]) <= with_role(record, "seated")


@EACH_PROCESS
@EACH_LANGUAGE
def test_those_known_to_be_absent_have_a_stake_and_no_seat(process, language):
    road = road_of(process, language)
    absent = set(outcome(process)["without_seat"])
    assert absent <= with_role(road.record, "absent", "affected")
    assert not absent & with_role(road.record, "seated")


@EACH_PROCESS
@EACH_LANGUAGE
def test_mediators_are_no_parties_with_preferences(process, language):
    case = road_of(process, language).case
    assert case is not None
    mediators = set(outcome(process)["mediators"])
    assert not mediators & set(case.players())


@EACH_PROCESS
@EACH_LANGUAGE
def test_every_value_of_the_draft_says_why_it_stands_there(process, language):
    case = road_of(process, language).case
    assert case is not None
    acts = {act.id for act in road_of(process, language).record.acts}
    for preference in case.preferences.values():
        for issue in preference.issues.values():
            reasons = [issue, *issue.scores.values(), issue.salience]
            assert any(value.because or value.assume for value in reasons)
            for value in reasons:
                assert set(value.because) <= acts


@EACH_PROCESS
@EACH_LANGUAGE
def test_the_brief_is_a_page_in_the_language_of_the_reports(process, language):
    road = road_of(process, language)
    page = road.brief.html()
    assert f'<html lang="{language}"' in page
    assert "<script" not in page
    assert road.brief.html() == page


@EACH_PROCESS
def test_an_open_process_still_has_open_issues(process):
    case = road_of(process, "en").case
    assert case is not None
    if not outcome(process)["outcome"]["concluded"]:
        assert case.issues
