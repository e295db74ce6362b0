"""`detente read`: acts of reports, kept nowhere."""

import json

import pytest
from tests.command import detente
from tests.reports import ENGLISH, GERMAN, RECIPE


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "talks.de.txt"
    path.write_text(GERMAN, encoding="utf-8")
    return path


def test_json_gives_source_actors_and_acts_whose_quotes_stand_in_the_text(report):
    reading = json.loads(detente("read", report, "--json").out)
    assert next(iter(reading)) == "schema"
    assert reading["schema"] == "detente/reading/1"
    text = reading["source"]["text"]
    assert text == GERMAN
    assert {"egypt", "ethiopia"} <= {actor["id"] for actor in reading["actors"]}
    for act in reading["acts"]:
        span = act["span"]
        assert text[span["start"] : span["end"]] == span["quote"]


def test_several_reports_give_one_document_a_line(report, tmp_path):
    other = tmp_path / "talks.en.txt"
    other.write_text(ENGLISH, encoding="utf-8")
    lines = detente("read", report, other, "--json").out.splitlines()
    assert [json.loads(line)["source"]["language"] for line in lines] == ["de", "en"]


def test_standard_input_is_read_under_the_name_dash():
    reading = json.loads(detente("read", "-", "--json", stdin=ENGLISH.encode()).out)
    assert reading["source"]["name"] == "-"
    assert any(act["kind"] == "demand" for act in reading["acts"])


def test_explain_names_rule_and_words_of_every_act(report):
    reading = json.loads(detente("read", report, "--json").out)
    shown = detente("read", report, "--explain").out
    for act in reading["acts"]:
        assert act["rule"] in shown
        assert act["id"] in shown


def test_a_recipe_holds_no_act(tmp_path):
    reading = json.loads(detente("read", "-", "--json", stdin=RECIPE.encode()).out)
    assert reading["acts"] == []


def test_all_reports_that_cannot_be_received_are_named_at_once(report, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = detente("read", tmp_path / "none.txt", report, empty)
    assert result.status == 1
    assert "none.txt" in result.err
    assert "empty.txt" in result.err
    assert result.out == ""


def test_reading_leaves_no_file_behind(report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    detente("read", report)
    assert sorted(tmp_path.iterdir()) == before
