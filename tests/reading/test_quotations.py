"""Where a text quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er sagte: „Ja.“ Dann ging er.", ["„Ja.“"]),
        ("Er sagte: »Ja.« Dann ging er.", ["»Ja.«"]),
        ("Il dit «oui» et part.", ["«oui»"]),
        ("She said “yes” and “no”.", ["“yes”", "“no”"]),
        ('She said "yes" and "no".', ['"yes"', '"no"']),
        ("„Er rief ‚Nein‘ und ging“, sagte sie.", ["„Er rief ‚Nein‘ und ging“"]),
        ("„Eins. Zwei. Drei“, sagte er.", ["„Eins. Zwei. Drei“"]),
        ('The "never closed.\n\nNew paragraph" here.', []),
        ("„Eins.\n\nZwei“, sagte er.", ["„Eins.\n\nZwei“"]),
        ('Ein 5" Rohr und 6" mehr.', []),
        ("", []),
    ],
)
def test_outermost_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotations(text)] == quoted


@given(st.text(alphabet='„“”"»« a.\n', max_size=60))
def test_quotations_are_ordered_and_never_overlap(text: str) -> None:
    end = 0
    for start, stop in find_quotations(text):
        assert end <= start < stop <= len(text)
        end = stop
