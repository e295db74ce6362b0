"""The record as a whole: grounded, without a side, independent of the order of its readings."""

import json
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_act, make_reading, make_source, riyadh_like_reading

from detente.reading.act import Kind, Modality, Reading, Voice
from detente.record.build import build_record
from detente.record.places import is_state_name, same_place, state_of_place
from detente.record.record import Record
from detente.sources.frozen import LANGUAGES

PARTIES = ("usa", "russia", "ukraine", "iran")
ISSUES = {
    "sanctions": ("sanctions=kept", "sanctions=lifted"),
    "peacekeepers": ("peacekeepers=none", "peacekeepers=nato"),
    "negotiation_format": ("negotiation_format=all_parties",),
}

NAMING = {"because", "denied_by", "reactions", "reversed_by", "act", "also", "answers"}


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Return readings of sources of different days, with any kinds of acts."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        words = [f"Sentence {number} {i} stands here." for i in range(draw(st.integers(0, 4)))]
        published = date(2020, 1, 1) + timedelta(days=3 * number)
        source = make_source(" ".join(words) or "Nothing.", published=published)
        acts = []
        for sentence in words:
            issue = draw(st.sampled_from([None, *ISSUES]))
            options = draw(st.sets(st.sampled_from(ISSUES[issue]))) if issue else set()
            acts.append(
                make_act(
                    source,
                    draw(st.sampled_from(get_args(Kind))),
                    sentence,
                    actors=tuple(draw(st.lists(st.sampled_from(PARTIES), unique=True))),
                    targets=tuple(draw(st.lists(st.sampled_from(PARTIES), unique=True))),
                    issues=(issue,) if issue else (),
                    options=tuple(sorted(options)),
                    stance=draw(st.sampled_from([None, "for", "against", "open"])),
                    modality=draw(st.sampled_from(get_args(Modality))),
                    voice=draw(st.sampled_from(get_args(Voice))),
                    ascribed=draw(st.booleans()),
                )
            )
        made.append(make_reading(source, acts))
    return made


def swapped(text: str) -> str:
    """Return JSON with the ids of two parties exchanged."""
    return text.replace('"usa"', '"?"').replace('"russia"', '"usa"').replace('"?"', '"russia"')


def named_acts(record: Record) -> set[str]:
    """Return every act id that any entry of the record names."""
    found: set[str] = set()

    def walk(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                walk(item, name)
        elif isinstance(value, list):
            for item in value:
                walk(item, key)
        elif isinstance(value, str) and key in NAMING:
            found.add(value)

    tables = record.model_dump(mode="json", exclude={"sources", "actors", "acts"})
    walk(tables)
    return found


@given(readings(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_dated_readings_may_come_in_any_order(made: list[Reading], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert build_record(shuffled) == build_record(made)


@given(readings())
@settings(deadline=None, max_examples=60)
def test_every_entry_names_acts_that_are_there_and_only_happenings_are_told(
    made: list[Reading],
) -> None:
    record = build_record(made)
    assert named_acts(record) <= {act.id for act in record.acts}
    assert all(record.act(entry.act).modality == "happened" for entry in record.timeline)
    told = [act for entry in record.timeline for act in (entry.act, *entry.also)]
    assert len(told) == len(set(told))
    for position in record.positions:
        assert position.because


@given(readings())
@settings(deadline=None, max_examples=60)
def test_exchanging_two_parties_exchanges_exactly_their_names(made: list[Reading]) -> None:
    other = [Reading.model_validate_json(swapped(reading.model_dump_json())) for reading in made]
    expected = swapped(build_record(made).model_dump_json())
    assert json.loads(build_record(other).model_dump_json()) == json.loads(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_readings_give_the_same_bytes(language: str) -> None:
    one, two = (build_record([riyadh_like_reading(language)]) for _ in range(2))  # type: ignore[arg-type]
    assert one.model_dump_json() == two.model_dump_json()


def test_a_source_without_acts_gives_an_empty_record_of_it() -> None:
    source = make_source("The lilac is in bloom.")
    record = build_record([make_reading(source, [])])
    assert record.sources == (source,)
    assert not any((record.rounds, record.timeline, record.positions, record.open_items))


def test_places_lie_in_states_in_both_languages() -> None:
    assert state_of_place("Riad") == state_of_place("Riyadh") == "saudi_arabia"
    assert state_of_place("Genf") == state_of_place("geneva") == "switzerland"
    assert state_of_place("Atlantis") is None


def test_a_town_and_its_state_can_be_the_same_place_and_two_towns_cannot() -> None:
    assert same_place("Riad", "Saudi-Arabien")
    assert same_place("Havanna", "Havana")
    assert same_place(None, "Oslo")
    assert not same_place("Riad", "Dschidda")
    assert not same_place("Atlantis", "Oslo")
    assert is_state_name("Saudi-Arabien")
    assert not is_state_name("Riad")
