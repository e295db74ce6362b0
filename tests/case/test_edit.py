"""Changes in place: the value changes, every comment stays, in any layout of YAML."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case_builders import cases, texts

from detente.case.document import Place, parse_document
from detente.case.edit import REMOVE, edit
from detente.case.layout import dump_case
from detente.case.model import Case

CHANGES = [
    ("a: 1  # one\n", "a", 2, "a: 2  # one\n"),
    ("a:  # none yet\nb: 2\n", "a", 5, None),
    ("a: {b: 1,  # first\n    c: 2}\n", "a.c", 3, "a: {b: 1,  # first\n    c: 3}\n"),
    ("a: {b: 1, c: 2}\n", "a.d", 3, "a: {b: 1, c: 2, d: 3}\n"),
    ("a: {}\n", "a.d", 3, "a: {d: 3}\n"),
    ("a: []\n", "a.+", "x", "a: [x]\n"),
    ("a: [x]  # l\n", "a.+", "y, z", 'a: [x, "y, z"]  # l\n'),
    ("a:\n  - x  # l\n\n# end\nb: 1\n", "a.+", "y", "a:\n  - x  # l\n  - y\n\n# end\nb: 1\n"),
    ("a:\n- x\nb: 1\n", "a.+", "y", "a:\n- x\n- y\nb: 1\n"),
    ("a:\n  b: 1\n  # tail\n", "a.c", 2, "a:\n  b: 1\n  c: 2\n  # tail\n"),
    ("a: {b: 1, c: 2}\n", "a.b", REMOVE, "a: {c: 2}\n"),
    ("a: {b: 1, c: 2}\n", "a.c", REMOVE, "a: {b: 1}\n"),
    ("a:\n  - x\nb: 1\n", "a.0", REMOVE, "a: []\nb: 1\n"),
    ("a: {b: 1}\n", "a.b", REMOVE, "a: {}\n"),
    ("a:\n  b:\n    c: 1  # one\n", "a.b", REMOVE, "a: {}  # one\n"),
    ("a: [x, y, z]\n", "a.1", REMOVE, "a: [x, z]\n"),
    ("a:\n  - b: 1\n    c: 2\n", "a.0.b", REMOVE, "a:\n  - c: 2\n"),
    ("a:\n  b: 1\n  c: 2\n", "a.b", REMOVE, "a:\n  c: 2\n"),
    ("a:\n  b: 1\nc: 2\n", "a", [1, 2], "a: [1, 2]\nc: 2\n"),
    ("a:\n  - x\n  - y\nc: 2\n", "a", {"b": "1..2"}, "a: {b: 1..2}\nc: 2\n"),
    ("a: {value: 1..2, because: [x]}\n", "a", "3..4", "a: {value: 3..4, because: [x]}\n"),
    ("a: >\n  long\n  text\nb: 1\n", "a", "short", "a: short\nb: 1\n"),
    ("a: 1", "b", 2, "a: 1\n\nb: 2\n"),
]


@pytest.mark.parametrize(("text", "path", "value", "expected"), CHANGES)
def test_only_the_change_is_written(
    text: str, path: str, value: object, expected: str | None
) -> None:
    changed = edit(text, {path: value})  # type: ignore[dict-item]
    assert changed == (expected or text.replace("a:", f"a: {value}", 1))
    parse_document(changed)


def test_several_changes_are_made_in_their_order() -> None:
    assert edit("a: [x]\n", {"a.+": "y", "a.0": REMOVE}) == "a: [y]\n"


def _set(data: object, place: Place, value: object) -> object:
    if not place:
        inner = isinstance(data, dict) and "value" in data and isinstance(value, int | str)
        return {**data, "value": value} if inner and isinstance(data, dict) else value
    if isinstance(data, dict):
        return {**data, place[0]: _set(data[place[0]], place[1:], value)}
    assert isinstance(data, list)
    index = place[0]
    assert isinstance(index, int)
    return [*data[:index], _set(data[index], place[1:], value), *data[index + 1 :]]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cases(), st.data())
def test_any_value_of_any_case_can_be_set_and_no_other_changes(
    case: Case, data: st.DataObject
) -> None:
    text = dump_case(case)
    before = parse_document(text)
    places = [place for place in before.nodes if all("." not in str(step) for step in place)]
    place = data.draw(st.sampled_from(places))
    value = data.draw(st.integers(0, 100) | texts | st.just({"a": ["b", 1]}))
    changed = edit(text, {".".join(map(str, place)): value})  # type: ignore[dict-item]
    assert parse_document(changed).data == _set(before.data, place, value)
    assert [line for line in changed.splitlines() if line.startswith("# ")] == [
        line for line in text.splitlines() if line.startswith("# ")
    ]
