"""A quote is found where it stands, to the letter, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.act import Span
from detente.reading.llm.anchor import Region, anchor, places_of
from detente.reading.llm.answer import Quote

TEXT = "Iran met Iraq. Iranian envoys left. Iran paid; Iran left again."


def whole(text: str) -> Region:
    return Region(text, 0, len(text))


def start_of(found: Span | str) -> int:
    assert isinstance(found, Span), found
    return found.start


def test_a_name_is_not_found_inside_a_longer_word():
    assert [place[0] for place in places_of("Iran", whole(TEXT))] == [0, 36, 47]


def test_a_repeated_name_needs_its_number_or_context():
    assert "several places" in str(anchor(Quote(quote="Iran"), whole(TEXT)))
    assert start_of(anchor(Quote(quote="Iran", nth=2), whole(TEXT))) == 36
    assert start_of(anchor(Quote(quote="Iran", context="Iran left"), whole(TEXT))) == 47
    assert "where the answer says" in str(anchor(Quote(quote="Iran", nth=4), whole(TEXT)))
    assert "where the answer says" in str(
        anchor(Quote(quote="Iran", context="Iraq left"), whole(TEXT))
    )


def test_the_first_region_that_holds_the_words_counts():
    inner = Region(TEXT, 36, len(TEXT))
    assert start_of(anchor(Quote(quote="Iran", nth=1), inner, whole(TEXT))) == 36
    assert start_of(anchor(Quote(quote="Iraq"), inner, whole(TEXT))) == 9


def test_a_context_may_reach_beyond_the_region():
    inner = Region(TEXT, 47, len(TEXT))
    assert start_of(anchor(Quote(quote="Iran", context="paid; Iran"), inner)) == 47


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("sagte seine Reise nach\n\n\nSaudi-Arabien ab", "Reise nach Saudi-Arabien", True),
        ("die Ukraine-Krise", "Ukraine", True),
        ("Straße", "Strasse", False),
        ("IRAN", "Iran", False),
        ("„Nein“, sagte er", '"Nein"', False),
        ("Cafe\u0301", "Cafe", False),
        ("Cafe\u0301", "Café", False),
        ("埃及要求达成协议", "埃及", True),
        ("وروسيا", "روسيا", True),
        ("a.*b", ".*", True),
        ("anything", ".*", False),
    ],
)
def test_only_the_very_words_are_found_white_space_apart(text, quote, stands):
    assert bool(places_of(quote, whole(text))) is stands


@given(st.text(max_size=60), st.data())
def test_what_is_found_holds_the_words_asked_for(text, data):
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    for first, last in places_of(quote, whole(text)):
        assert text[first:last].split() == quote.split()


@given(st.lists(st.sampled_from(["Genf", "Kiew", "Riad"]), min_size=1, max_size=8))
def test_every_place_can_be_named_by_its_number(names):
    text = " ".join(names)
    for name in set(names):
        places = places_of(name, whole(text))
        assert len(places) == names.count(name)
        found = [anchor(Quote(quote=name, nth=n + 1), whole(text)) for n in range(len(places))]
        assert [start_of(span) for span in found] == [place[0] for place in places]
