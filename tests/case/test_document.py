"""Text to plain data: lines of values, and everything that is refused, with its line."""

from datetime import date

import pytest

from detente.case.document import MAX_CHARACTERS, parse_document
from detente.errors import InvalidCaseError

REFUSED = {
    "": (None, "the file holds nothing"),
    "# only a comment\n": (None, "the file holds nothing"),
    "- a\n- b": (1, "the file holds a list"),
    "just words": (1, "the file holds a single value"),
    "a: 1\nb: 2\na: 3": (3, "key 'a' is written twice"),
    "a: {b: 1, b: 2}": (1, "key 'b' is written twice"),
    "a:\n\tb: 1": (2, "not readable as YAML"),
    "a: b: c": (1, "not readable as YAML"),
    "a: [1, 2": (1, "not readable as YAML"),
    "a: 1\n---\nb: 2": (2, "another document"),
    "a: \x00": (None, "not readable as YAML"),
    "a: &x [1]\nb: *x": (1, "an anchor is used again"),
    "&x a: {b: *x}": (1, "an anchor is used again"),
    "&top\na: *top": (1, "an anchor is used again"),
    "a: &x {b: *x}": (1, "an anchor is used again"),
    "a: !!python/object/apply:os.system [ls]": (1, "tag"),
    "a: !unknown {b: 1}": (1, "tag !unknown"),
    "? [a, b]\n: c": (1, "a key is a list or mapping"),
    "a: " + "[" * 30 + "]" * 30: (1, "nested too deep"),
    "a: " + "[" * 5000: (None, "nested too deep"),
    "a: " + "x" * MAX_CHARACTERS: (None, "characters are more than"),
}


@pytest.mark.parametrize("text", REFUSED, ids=[text[:20] for text in REFUSED])
def test_what_is_no_case_is_refused_with_its_line_and_advice(text: str) -> None:
    line, words = REFUSED[text]
    with pytest.raises(InvalidCaseError) as caught:
        parse_document(text, "case.yaml")
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.file == "case.yaml"
    assert problem.advice
    if line is not None:
        assert problem.line == line


def test_a_bomb_of_anchors_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    with pytest.raises(InvalidCaseError, match="an anchor is used again"):
        parse_document("\n".join(lines))


def test_tabs_get_advice_about_tabs() -> None:
    with pytest.raises(InvalidCaseError, match="indent with blanks instead of tabs"):
        parse_document("a:\n\tb: 1")


def test_values_have_the_types_of_yaml_1_2() -> None:
    text = "a: 55..70\nb: 5\nc: 0.5\nd: true\ne: 2025-02-19\nf: no\ng:\nh: 'x'\n1: y\ni: 2025-99-99"
    assert parse_document(text).data == {
        "a": "55..70",
        "b": 5,
        "c": 0.5,
        "d": True,
        "e": date(2025, 2, 19),
        "f": "no",
        "g": None,
        "h": "x",
        "1": "y",
        "i": "2025-99-99",
    }


def test_every_value_knows_its_line_and_a_missing_one_that_of_its_surroundings() -> None:
    document = parse_document("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - {e: 3}\n")
    assert document.line(("b", "c")) == 3
    assert document.line(("b", "d")) == 4
    assert document.line(("b", "d", 1, "e")) == 6
    assert document.line(("b", "nothing", "here")) == 2
    assert document.line(("nothing",)) is None
