"""The schema of a case file names every field and allows the short forms."""

import json
import re

from detente.case.model import Case
from detente.case.schema import case_schema


def test_the_schema_has_a_versioned_name_without_a_host() -> None:
    schema = case_schema()
    assert schema["$id"] == "detente/case-file/1"
    assert schema["$schema"].endswith("2020-12/schema")
    assert json.loads(json.dumps(schema)) == schema


def test_every_field_of_a_case_is_described() -> None:
    properties = case_schema()["properties"]
    assert set(properties) == {f.alias or n for n, f in Case.model_fields.items()}
    assert "if" in case_schema()["$defs"]["Link"]["properties"]


def test_a_value_may_be_a_number_a_range_or_a_block_with_reasons() -> None:
    number, text, block = case_schema()["$defs"]["Value"]["anyOf"]
    assert (number["minimum"], number["maximum"]) == (0, 100)
    for written in ("55..70", "0.5..2", "70"):
        assert re.search(text["pattern"], written)
    for written in ("55-70", "many", "..5", "5.."):
        assert not re.search(text["pattern"], written)
    assert set(block["properties"]) == {"value", "because", "assume"}


def test_a_place_of_a_ranking_and_a_priority_may_be_statements_alone() -> None:
    definitions = case_schema()["$defs"]
    text, several, block = definitions["Rank"]["anyOf"]
    assert (text["type"], several["type"]) == ("string", "array")
    assert set(block["properties"]) == {"any_of", "much", "because", "assume"}
    text, block = definitions["Priority"]["anyOf"]
    assert {"wants", "if", "iff", "weight"} < set(block["properties"])


def test_a_label_may_be_one_text_for_all_languages() -> None:
    text, both = case_schema()["$defs"]["Label"]["anyOf"]
    assert text == {"type": "string"}
    assert set(both["properties"]) == {"de", "en"}
