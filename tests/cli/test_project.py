"""A project on disk, stage by stage, as an analyst would go through it."""

import json

import pytest
from tests.command import detente
from tests.reports import GERMAN

from detente.analysis.finding import Findings


@pytest.fixture
def folder(tmp_path, monkeypatch, report):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_USER", "analyst")
    (tmp_path / "talks.en.txt").write_text(report, encoding="utf-8")
    (tmp_path / "talks.de.txt").write_text(GERMAN, encoding="utf-8")
    assert detente("init").status == 0
    assert detente("add", "talks.en.txt", "--published", "2021-04-07").status == 0
    return tmp_path


def acts():
    return json.loads(detente("review", "list", "--json").out)["acts"]


def test_the_road_stage_by_stage(folder):
    for command in (
        ["read"],
        ["review", "list"],
        ["record"],
        ["case", "draft"],
        ["case", "check"],
        ["analyze", "burden", "--draws", "32"],
        ["brief", "--draws", "32"],
        ["export", "--out", "project.json", "--draws", "32"],
    ):
        result = detente(*command)
        assert result.status == 0, (command, result.err)
    exported = json.loads((folder / "project.json").read_text())
    assert exported["readings"][0]["source"]["published"] == "2021-04-07"
    assert set(exported["findings"]) == set(Findings.model_fields)


def test_the_same_bytes_are_kept_once(folder):
    assert "already" in detente("add", "talks.en.txt").out
    detente("read")
    assert len(detente("read", "--json").out.splitlines()) == 1


def test_a_decision_names_who_and_when_and_outlives_a_new_reading(folder):
    detente("read")
    first = acts()[0]["id"]
    assert detente("review", "accept", first).status == 0
    detente("read")
    decided = next(act for act in acts() if act["id"] == first)
    assert decided["review"]["state"] == "accepted"
    assert decided["review"]["by"] == "analyst"
    assert decided["review"]["at"]


def test_a_rejected_act_leaves_the_record_and_stays_in_the_project(folder):
    detente("read")
    first = acts()[0]["id"]
    detente("review", "reject", first, "--reason", "misread")
    record = json.loads(detente("record", "--json").out)
    assert first not in {act["id"] for act in record["acts"]}
    assert first in {act["id"] for act in acts()}


def test_a_corrected_act_shows_the_correction(folder):
    detente("read")
    demand = next(act for act in acts() if act["kind"] == "demand")
    result = detente("review", "correct", demand["id"], "--set", "force=strong")
    assert result.status == 0, result.err
    corrected = next(act for act in acts() if act["id"] == demand["id"])
    assert corrected["force"] == "strong"
    assert corrected["review"]["state"] == "corrected"


def test_a_correction_that_fits_no_field_is_refused(folder):
    detente("read")
    first = acts()[0]["id"]
    result = detente("review", "correct", first, "--set", "kind=gossip")
    assert result.status == 1
    assert "kind" in result.err
    assert detente("review", "correct", first, "--set", "span=1").status == 1


def test_a_decision_about_many_acts_needs_a_reason(folder):
    detente("read")
    assert detente("review", "accept", "--all").status == 1
    assert detente("review", "accept", "--all", "--reason", "checked against the text").status == 0
    assert {act["review"]["state"] for act in acts()} == {"accepted"}


def test_accepting_neither_ids_nor_all_is_wrong_usage(folder):
    detente("read")
    assert detente("review", "accept").status == 2


def test_an_unknown_act_is_named(folder):
    detente("read")
    result = detente("review", "accept", "a00000000")
    assert result.status == 1
    assert "a00000000" in result.err


@pytest.mark.parametrize("command", ["read", "record", "brief", "case draft"])
def test_no_report_and_no_project_says_what_to_do(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    result = detente(*command.split())
    assert result.status == 1
    assert "name a report, or make a project with detente init" in result.err
    assert detente(*command.split(), "--project", "none").err.count("no project in none") == 1


def test_a_folder_without_a_project_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = detente("review", "list")
    assert result.status == 1
    assert "detente init" in result.err


def test_a_project_without_sources_or_readings_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    detente("init")
    assert "detente add" in detente("read").err
    assert "detente add" in detente("brief").err


def test_the_case_of_the_project_is_used_in_its_brief(folder):
    detente("read")
    detente("case", "draft")
    detente("case", "set", "case.yaml", "parties.sudan.seat", "true", "--assume", "invited now")
    result = detente("brief", "--json", "--draws", "32")
    assert result.status == 0, result.err


def test_a_project_is_not_made_twice(folder):
    result = detente("init")
    assert result.status == 1
    assert "project" in result.err


def test_a_grade_or_mark_that_does_not_exist_is_refused(folder):
    graded = detente("add", "talks.de.txt", "--reliability", "Z9")
    assert graded.status == 1
    assert "Admiralty grade" in graded.err
    assert detente("add", "talks.de.txt", "--sharing", "pink").status == 2
    assert detente("add", "talks.de.txt", "--reliability", "B2", "--sharing", "amber").status == 0


def test_an_empty_list_of_acts_says_so(folder):
    assert detente("review", "list").out == "no act; run detente read\n"
    detente("read")
    assert detente("review", "list", "--state", "rejected").out == "no act is rejected\n"


def test_a_project_that_may_not_be_written_can_be_shown(folder, monkeypatch, tmp_path):
    detente("read")
    first = acts()[0]["id"]
    monkeypatch.setattr("detente.store.database._may_write", lambda file: False)
    (tmp_path / "elsewhere").mkdir()
    for command in (
        ["review", "list"],
        ["record"],
        ["brief", "--draws", "8", "--out", "elsewhere/brief.html"],
        ["export", "--draws", "8"],
    ):
        result = detente(*command)
        assert result.status == 0, (command, result.err)
    refused = detente("review", "accept", first)
    assert refused.status == 1
    assert "may not be written; copy it" in refused.err


def test_a_moved_project_is_the_same_project(folder, tmp_path_factory):
    detente("read")
    before = acts()
    moved = tmp_path_factory.mktemp("elsewhere") / "moved"
    folder.rename(moved)
    folder.mkdir()
    listed = detente("review", "list", "--json", "--project", moved)
    assert json.loads(listed.out)["acts"] == before


def test_a_day_that_is_none_says_how_one_is_written(folder):
    told = detente("add", "talks.en.txt", "--published", "7.4.2021")
    assert told.status == 2
    assert "'7.4.2021' is no day" in told.err
    assert "2027-06-01" in told.err
