"""The JSON schema of a case file, short forms included."""

from typing import Any

from detente.case.model import Case

SCHEMA_ID = "detente/case-file/1"
"""Name and version of the form of a case file."""

_NUMBER = {"type": "number", "minimum": 0, "maximum": 100}
_RANGE = {
    "type": "string",
    "pattern": r"^\s*\d+(\.\d+)?\s*(\.\.\s*\d+(\.\d+)?\s*)?$",
    "description": "A range such as 55..70.",
}


def case_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) that a case file fulfils once read as YAML.

    It says what form the file has; `detente.case.check` also says what makes no sense.
    """
    schema = Case.model_json_schema(by_alias=True, mode="validation")
    definitions = schema["$defs"]
    full = definitions["Value"]
    reasons = {name: full["properties"][name] for name in ("because", "assume")}
    definitions["Value"] = {
        "description": full["description"],
        "anyOf": [
            _NUMBER,
            _RANGE,
            {
                "type": "object",
                "properties": {"value": {"anyOf": [_NUMBER, _RANGE]}, **reasons},
                "required": ["value"],
                "additionalProperties": False,
            },
        ],
    }
    for name, words in (("Rank", "any_of"), ("Priority", "wants")):
        definitions[name] = _with_short_forms(definitions[name], words)
    issue = definitions["Issue"]["properties"]
    issue["held_by"] = _with_list(issue["held_by"])
    label = definitions["Label"]
    definitions["Label"] = {
        "description": label["description"],
        "anyOf": [{"type": "string"}, {k: v for k, v in label.items() if k != "description"}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
    }


def _with_list(full: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of named entries that may also be listed by name alone."""
    block = {key: value for key, value in full.items() if key != "description"}
    (name,) = full["patternProperties"]
    names = {"type": "array", "items": {"type": "string", "pattern": name}}
    return {"description": full["description"], "anyOf": [names, block]}


def _with_short_forms(full: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the schema of an entry that may be written as its statement, or statements, alone."""
    statements = full["properties"][words]
    short: list[dict[str, Any]] = [{"type": "string"}]
    if statements["type"] == "array":
        plain = {key: value for key, value in statements.items() if key != "description"}
        short.append(plain)
        both = {"description": statements["description"], "anyOf": [*short]}
        full = {**full, "properties": {**full["properties"], words: both}}
    block = {key: value for key, value in full.items() if key != "description"}
    return {"description": full["description"], "anyOf": [*short, block]}
