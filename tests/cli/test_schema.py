"""`detente schema`: every JSON document fits the schema that is printed for it."""

import json

import pytest
from jsonschema import Draft202012Validator
from tests.command import detente
from tests.reports import ENGLISH

from detente.schemas import SCHEMAS


def test_without_a_name_all_names_are_listed():
    listed = [line.split()[0] for line in detente("schema").out.splitlines()]
    assert listed == list(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_valid_and_names_its_version(name):
    schema = json.loads(detente("schema", name).out)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"]["const"] == f"detente/{name}/1"


def test_an_unknown_name_lists_the_known_ones():
    result = detente("schema", "readings")
    assert result.status == 1
    assert "reading" in result.err


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text(ENGLISH, encoding="utf-8")
    detente("case", "draft", "talks.txt")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("reading", ["read", "talks.txt", "--json"]),
        ("record", ["record", "talks.txt", "--json"]),
        ("case", ["case", "show", "case.yaml", "--json"]),
        ("settlement", ["analyze", "settlement", "--json", "--draws", "32"]),
        ("burden", ["analyze", "burden", "--json", "--draws", "32"]),
        ("seats", ["analyze", "seats", "--json", "--draws", "32"]),
        ("robustness", ["analyze", "robustness", "--json", "--draws", "32"]),
        ("brief", ["brief", "talks.txt", "--json", "--draws", "32"]),
    ],
)
def test_what_a_command_prints_fits_its_schema(folder, name, command):
    printed = json.loads(detente(*command).out)
    schema = json.loads(detente("schema", name).out)
    Draft202012Validator(schema).validate(printed)
