"""Attributions: who says what by which words, as ranges of the text; one for each given cue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.attributions import Attribution, Ranges, find_attributions

GERMAN = "Rubio forderte: „Öffnet die Häfen!“ Danach reiste er ab."
ENGLISH = "Egypt said that the dam would be filled in July. Sudan agreed."


def words(text: str, ranges: Ranges) -> list[str]:
    return [text[start:end] for start, end in ranges]


def test_a_verb_of_saying_has_a_source_and_a_content() -> None:
    (found,) = find_attributions(GERMAN, "de")
    assert words(GERMAN, found.cue) == ["forderte"]
    assert words(GERMAN, found.source) == ["Rubio"]
    assert "Öffnet die Häfen" in words(GERMAN, found.content)[0]


def test_the_same_holds_in_english() -> None:
    found = find_attributions(ENGLISH, "en")[0]
    assert words(ENGLISH, found.cue) == ["said"]
    assert words(ENGLISH, found.source) == ["Egypt"]
    assert words(ENGLISH, found.content)[0].endswith("the dam would be filled in July")


def test_given_cues_get_one_attribution_each_in_their_order() -> None:
    at = GERMAN.index("forderte")
    first, asked = find_attributions(GERMAN, "de", [(0, 5), (at, at + 8)])
    assert words(GERMAN, first.cue)[0] == "Rubio"
    assert words(GERMAN, asked.source) == ["Rubio"]


def test_no_cue_given_is_no_attribution() -> None:
    assert find_attributions(GERMAN, "de", []) == ()
    assert find_attributions("", "en") == ()


@pytest.mark.parametrize("language", ["de", "en"])
@given(text=st.text(alphabet="aou .,:„“\"'\u00ad\u200b\r\n\x00é🙂SsaidgtX", max_size=60))
def test_ranges_lie_in_any_text_in_order_and_are_not_empty(language: str, text: str) -> None:
    for found in find_attributions(text, language):  # type: ignore[arg-type]
        for ranges in parts(found):
            flat = [place for part in ranges for place in part]
            assert flat == sorted(set(flat))
            assert not flat or (flat[0] >= 0 and flat[-1] <= len(text))


def parts(found: Attribution) -> tuple[Ranges, ...]:
    return found.cue, found.source, found.content, found.addressee
