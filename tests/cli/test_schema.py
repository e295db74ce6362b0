"""`detente schema`: every JSON document fits the schema that is printed for it."""

import json

import pytest
from jsonschema import Draft202012Validator
from tests.command import detente

from detente.schemas import SCHEMAS, json_schema


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


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("reading", ["read", "talks.txt", "--json"]),
        ("record", ["record", "talks.txt", "--json"]),
        ("case", ["case", "show", "case.yaml", "--json"]),
        ("problems", ["case", "check", "case.yaml", "--json"]),
        ("settlement", ["analyze", "settlement", "--json", "--draws", "32"]),
        ("burden", ["analyze", "burden", "--json", "--draws", "32"]),
        ("seats", ["analyze", "seats", "--json", "--draws", "32"]),
        ("robustness", ["analyze", "robustness", "--json", "--draws", "32"]),
        ("brief", ["brief", "talks.txt", "--json", "--draws", "32"]),
    ],
)
def test_what_a_command_prints_fits_its_schema(case_folder, name, command):
    fits(name, detente(*command).out)


def test_the_problems_of_a_broken_case_fit_their_schema(case_folder):
    (case_folder / "case.yaml").write_text("detente: 1\nparties: 7\n", encoding="utf-8")
    result = detente("case", "check", "--json")
    assert result.status == 1
    assert len(fits("problems", result.out)["problems"]) > 1


def test_decisions_and_a_whole_project_fit_their_schemas(case_folder):
    (case_folder / "case.yaml").unlink()
    for command in (["init"], ["export", "--out", "empty.json"], ["add", "talks.txt"], ["read"]):
        result = detente(*command)
        assert result.status == 0, result.err
    assert fits("project", (case_folder / "empty.json").read_text(encoding="utf-8"))
    listed = fits("review", detente("review", "list", "--json").out)
    detente("review", "accept", listed["acts"][0]["id"], "--by", "analyst")
    listed = fits("review", detente("review", "list", "--json", "--state", "accepted").out)
    assert [act["review"]["by"] for act in listed["acts"]] == ["analyst"]
    project = fits("project", detente("export", "--draws", "8").out)
    assert len(project["decisions"]) == 1
    assert project["findings"]["burden"]["schema"] == "detente/burden/1"


def test_the_schema_of_a_project_looks_into_its_parts(case_folder):
    part = json_schema("project")["properties"]["readings"]["items"]
    assert part["properties"]["schema"]["const"] == "detente/reading/1"


def fits(name, text):
    """Return a document after it was held against the schema of its name."""
    content = json.loads(text)
    assert next(iter(content)) == "schema"
    Draft202012Validator(json_schema(name)).validate(content)
    return content
