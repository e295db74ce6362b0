"""Rounds that no act of meeting tells of, read from texts in both languages."""

from datetime import date

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.record.build import build_record
from detente.record.record import Record
from detente.sources.frozen import Language

DAY = date(2023, 11, 20)


def record(text: str, language: Language) -> Record:
    source = make_source(text, language=language, published=DAY)
    return build_record([RulesReader().read(source)])


def table(text: str, language: Language) -> list[tuple[set[str], str | None]]:
    """Return who sits in each round, and its host."""
    rounds = record(text, language).rounds
    return [({d.party for d in meeting.delegations}, meeting.host) for meeting in rounds]


EVERY_ROUND = [
    (
        "In every round Baku has demanded a corridor, and Yerevan has refused it. "
        "The European Union hosted the last meeting in Brussels.",
        "en",
    ),
    (
        "In jeder Runde hat Baku einen Korridor verlangt, und Eriwan hat ihn abgelehnt. "
        "Die Europäische Union richtete in Brüssel das letzte Treffen aus.",
        "de",
    ),
]


@pytest.mark.parametrize(("text", "language"), EVERY_ROUND)
def test_who_demands_and_refuses_in_every_round_sits_at_the_table(
    text: str, language: Language
) -> None:
    assert table(text, language) == [({"armenia", "azerbaijan"}, "eu")]


AT_THE_TALKS = [
    ("At the talks in Prague Serbia rejected the draft. Kosovo demanded recognition.", "en"),
    ("The third round of talks ended in Prague. Serbia refused. "
     "Kosovo demanded recognition.", "en"),
    ("Bei den Gesprächen in Prag lehnte Serbien den Entwurf ab. Kosovo forderte die Anerkennung.",
     "de"),
    ("Die dritte Gesprächsrunde ging in Prag zu Ende. Serbien lehnte ab. "
     "Kosovo forderte die Anerkennung.", "de"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), AT_THE_TALKS)
def test_the_town_of_the_talks_gives_the_host(text: str, language: Language) -> None:
    assert table(text, language) == [({"serbia", "kosovo"}, "czechia")]


@pytest.mark.parametrize(("text", "language"), AT_THE_TALKS + EVERY_ROUND)
def test_such_a_round_names_the_acts_that_show_it(text: str, language: Language) -> None:
    found = record(text, language)
    known = {act.id for act in found.acts}
    for meeting in found.rounds:
        assert meeting.because
        assert set(meeting.because) <= known
        assert all(delegation.because for delegation in meeting.delegations)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Serbia rejected the draft. Kosovo demanded recognition.", "en"),
        ("Serbien lehnte den Entwurf ab. Kosovo forderte die Anerkennung.", "de"),
        ("Serbia rejected the draft. Kosovo demanded recognition. "
         "In the next round the border will be the topic.", "en"),
        ("Serbien lehnte den Entwurf ab. Kosovo forderte die Anerkennung. "
         "In der nächsten Runde wird es um die Grenze gehen.", "de"),
        ("At the talks in Prague Serbia rejected the draft.", "en"),
        ("Bei den Gesprächen in Prag lehnte Serbien den Entwurf ab.", "de"),
    ],
)  # fmt: skip
def test_no_round_without_talks_held_and_two_who_bargain(text: str, language: Language) -> None:
    assert table(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Serbia and Kosovo met in Prague on Monday. At the talks Serbia rejected the draft, "
         "and Kosovo demanded recognition.", "en"),
        ("Serbien und Kosovo trafen sich am Montag in Prag. Bei den Gesprächen lehnte Serbien den "
         "Entwurf ab, und Kosovo forderte die Anerkennung.", "de"),
    ],
)  # fmt: skip
def test_a_meeting_that_is_told_is_the_round(text: str, language: Language) -> None:
    (meeting,) = record(text, language).rounds
    assert meeting.time is not None
    assert {d.party for d in meeting.delegations} == {"serbia", "kosovo"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qatar mediated. At the talks in Doha Hamas demanded a full withdrawal, "
         "and Israel refused it.", "en"),
        ("Katar vermittelte. Bei den Gesprächen in Doha verlangte die Hamas einen vollständigen "
         "Abzug, und Israel lehnte ihn ab.", "de"),
    ],
)  # fmt: skip
def test_a_mediator_is_no_side(text: str, language: Language) -> None:
    assert table(text, language) == [({"hamas", "israel"}, "qatar")]
