"""`--knowledge FILE` and the file of a project: what an analyst adds holds for the command."""

import json
from pathlib import Path

import pytest
from tests.command import detente

KNOWLEDGE = """\
[actors.river_front]
type = "armed_group"
name = { de = "Flussfront", en = "River Front" }

[[words]]
kind = "accept"
verbs.de = ["ab+nicken"]
verbs.en = ["greenlight"]
"""
REPORT = "The River Front greenlighted a ceasefire. Sudan demanded the release of prisoners."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "words.toml").write_text(KNOWLEDGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*args: object) -> list[tuple[str, list[str]]]:
    outcome = detente("read", *args, "--json")
    assert outcome.status == 0, outcome.err
    return [(act["kind"], act["actors"]) for act in json.loads(outcome.out)["acts"]]


def test_a_named_file_holds_for_one_command(folder: Path) -> None:
    assert found("report.txt") == [("demand", ["sudan"])]
    added = [("accept", ["river_front"]), ("demand", ["sudan"])]
    assert found("report.txt", "--knowledge", "words.toml") == added
    assert found("report.txt") == [("demand", ["sudan"])]


def test_the_file_of_a_project_is_seen_at_once(folder: Path) -> None:
    detente("init", "talks")
    detente("add", "report.txt", "-p", "talks")
    assert found("-p", "talks") == [("demand", ["sudan"])]
    (folder / "talks" / "knowledge.toml").write_text(KNOWLEDGE, encoding="utf-8")
    assert found("-p", "talks")[0] == ("accept", ["river_front"])
    shown = detente("record", "-p", "talks", "--json")
    assert "River Front" in shown.out
    assert found("report.txt", "-p", "talks")[0] == ("accept", ["river_front"])
    assert found("report.txt") == [("demand", ["sudan"])]


@pytest.mark.parametrize("command", ["read", "record", "brief"])
def test_every_command_that_reads_takes_the_file(command: str, folder: Path) -> None:
    outcome = detente(command, "report.txt", "--knowledge", "words.toml", "--json")
    assert "accept" in outcome.out
    assert "accept" not in detente(command, "report.txt", "--json").out


def test_a_file_with_faults_stops_the_command_with_file_line_and_advice(folder: Path) -> None:
    (folder / "words.toml").write_text(KNOWLEDGE.replace("accept", "nod"), encoding="utf-8")
    outcome = detente("read", "report.txt", "--knowledge", "words.toml")
    assert outcome.status == 1
    assert "words.toml:6: words.0.kind: 'nod' is not one of the allowed values" in outcome.err
    assert "error knowledge" in outcome.err


def test_the_form_of_the_file_is_printed_as_a_schema() -> None:
    schema = json.loads(detente("schema", "knowledge").out)
    assert set(schema["properties"]) == {"schema", "actors", "persons", "issues", "words"}
    assert schema["required"] == []
