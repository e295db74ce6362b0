"""Measures, concessions, agreements and what is left open."""

from datetime import date
from typing import Any

import pytest
from tests.builders import make_act, make_reading, make_source, riyadh_like_reading

from detente.reading.act import Kind, Reading
from detente.record.build import build_record
from detente.record.record import Measure, Record
from detente.sources.frozen import LANGUAGES, Language

SANCTIONS = {"issues": ("sanctions",)}
STAFF = {"issues": ("diplomatic_relations",), "options": ("diplomatic_relations=restored",)}


def deed(words: str, kind: Kind, month: int, **fields: Any) -> Reading:
    source = make_source(words, published=date(2020, month, 1))
    return make_reading(source, [make_act(source, kind, words, **fields)])


def by_kind(record: Record, kind: Kind) -> Measure:
    (found,) = [m for m in record.measures if record.act(m.because[0]).kind == kind]
    return found


@pytest.fixture(params=LANGUAGES)
def riyadh(request: pytest.FixtureRequest) -> Record:
    language: Language = request.param
    return build_record([riyadh_like_reading(language)])


def test_talk_about_concessions_is_no_concession(riyadh: Record) -> None:
    assert any(act.kind == "concede" for act in riyadh.acts)
    assert riyadh.concessions == ()


def test_what_was_agreed_is_staff_and_in_procedure_working_groups(riyadh: Record) -> None:
    staff, groups = riyadh.agreed
    assert staff.parties == groups.parties == ("usa", "russia")
    assert staff.options == ("diplomatic_relations=restored",)
    assert not staff.procedural
    assert groups.options == ("negotiation_format=working_groups",)
    assert groups.procedural


def test_what_a_heading_tells_without_details_is_the_same_agreement() -> None:
    full = {"actors": ("usa", "iran"), **STAFF}
    vague = {"actors": ("iran", "usa"), "issues": STAFF["issues"]}
    source = make_source("They agree. They agreed to restore embassies.")
    acts = [
        make_act(source, "agree", "They agree.", **vague),
        make_act(source, "agree", "They agreed to restore embassies.", **full),
    ]
    (settled,) = build_record([make_reading(source, acts)]).agreed
    assert settled.options == STAFF["options"]
    assert set(settled.because) == {act.id for act in acts}


def test_another_source_without_details_is_an_agreement_of_its_own() -> None:
    full = deed("They agreed to restore embassies.", "agree", 5, actors=("usa", "iran"), **STAFF)
    vague = deed("They agree.", "agree", 2, actors=("usa", "iran"), issues=STAFF["issues"])
    assert len(build_record([full, vague]).agreed) == 2


def test_sanctions_are_left_open_energy_withheld_and_the_author_asks(riyadh: Record) -> None:
    items = [(item.kind, item.party, item.issue) for item in riyadh.open_items]
    assert items == [
        ("left_open", "usa", "sanctions"),
        ("withheld", "usa", "energy"),
        ("asked", None, None),
    ]


def test_a_cancelled_visit_is_a_measure_that_answers_the_exclusion(riyadh: Record) -> None:
    (cancelled,) = riyadh.measures
    assert cancelled.by == ("ukraine",)
    assert cancelled.answers is not None
    assert riyadh.act(cancelled.answers).kind == "leave_out"


def test_a_measure_answers_the_latest_one_taken_against_its_doer() -> None:
    readings = [
        deed("The USA expelled Russians.", "expel", 1, actors=("usa",), targets=("russia",)),
        deed("Russia expelled Americans.", "expel", 2, actors=("russia",), targets=("usa",)),
    ]
    first, second = build_record(readings).measures
    assert first.answers is None
    assert second.answers == first.because[0]


def test_a_lifted_sanction_is_reversed_and_says_by_what() -> None:
    readings = [
        deed("The USA imposed it.", "impose", 1, actors=("usa",), targets=("iran",), **SANCTIONS),
        deed("The USA lifted it.", "lift", 2, actors=("usa",), targets=("iran",), **SANCTIONS),
    ]
    record = build_record(readings)
    imposed = by_kind(record, "impose")
    assert imposed.status == "reversed"
    assert [record.act(act).kind for act in imposed.reversed_by] == ["lift"]
    assert by_kind(record, "lift").status == "in_force"


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "left_open", "denied"])
def test_a_lifting_that_did_not_happen_reverses_nothing(modality: str) -> None:
    readings = [
        deed("The USA imposed it.", "impose", 1, actors=("usa",), targets=("iran",), **SANCTIONS),
        deed("Will they lift it?", "lift", 2, actors=("usa",), modality=modality, **SANCTIONS),
    ]
    assert by_kind(build_record(readings), "impose").status == "in_force"


def test_lifting_comes_after_imposing_or_does_not_count() -> None:
    readings = [
        deed("The USA lifted it.", "lift", 1, actors=("usa",), targets=("iran",), **SANCTIONS),
        deed("The USA imposed it.", "impose", 2, actors=("usa",), targets=("iran",), **SANCTIONS),
    ]
    assert by_kind(build_record(readings), "impose").status == "in_force"


def test_another_party_s_lifting_reverses_nothing() -> None:
    readings = [
        deed("The USA imposed it.", "impose", 1, actors=("usa",), targets=("iran",), **SANCTIONS),
        deed("Germany lifted it.", "lift", 2, actors=("germany",), targets=("iran",), **SANCTIONS),
    ]
    assert by_kind(build_record(readings), "impose").status == "in_force"


def test_an_agreement_to_undo_is_not_yet_the_undoing() -> None:
    readings = [
        deed("The USA expelled diplomats.", "expel", 1, actors=("usa",), targets=("russia",),
             issues=("diplomatic_relations",)),
        deed("Both agreed to restore ties.", "agree", 2, actors=("usa", "russia"), **STAFF),
    ]  # fmt: skip
    expelled = by_kind(build_record(readings), "expel")
    assert expelled.status == "reversal_agreed"
    assert len(expelled.reversed_by) == 1


def test_a_planned_measure_is_planned() -> None:
    reading = deed("The USA will impose it.", "impose", 1, actors=("usa",), targets=("iran",),
                   modality="planned", **SANCTIONS)  # fmt: skip
    record = build_record([reading])
    assert record.measures[0].status == "planned"
    assert record.timeline == ()


def test_what_a_critic_calls_a_measure_is_none() -> None:
    reading = deed("Critics spoke of sanctions.", "impose", 1, actors=("usa",), voice="critic")
    assert build_record([reading]).measures == ()


def test_a_reported_concession_counts_once_over_two_sources() -> None:
    readings = [
        deed("Iran gave way on caps.", "concede", 1, actors=("iran",), targets=("usa",),
             issues=("nuclear_enrichment",)),
        deed("On caps Iran gave way.", "concede", 1, actors=("iran",), targets=("usa",),
             issues=("nuclear_enrichment",)),
    ]  # fmt: skip
    (concession,) = build_record(readings).concessions
    assert (concession.party, concession.issue) == ("iran", "nuclear_enrichment")
    assert concession.to == ("usa",)
    assert len(concession.because) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": "hypothetical"},
        {"modality": "planned"},
        {"modality": "denied"},
        {"voice": "critic"},
        {"voice": "author"},
        {"voice": "attributed", "speaker": "usa"},
        {"ascribed": True},
    ],
)
def test_a_concession_is_one_only_as_a_fact_or_in_the_party_s_own_words(
    fields: dict[str, Any],
) -> None:
    reading = deed("Iran gave way.", "concede", 1, actors=("iran",), **fields)
    assert build_record([reading]).concessions == ()


def test_a_refusal_turned_into_acceptance_is_a_move_towards_those_who_want_it() -> None:
    lifted = {"issues": ("sanctions",), "options": ("sanctions=lifted",)}
    readings = [
        deed("Iran demanded lifting.", "demand", 1, actors=("iran",), **lifted),
        deed("The USA refused lifting.", "refuse", 2, actors=("usa",), **lifted),
        deed("The USA accepted lifting.", "accept", 3, actors=("usa",), **lifted),
    ]
    (concession,) = build_record(readings).concessions
    assert concession.party == "usa"
    assert concession.to == ("iran",)


def test_agreeing_to_what_one_always_wanted_is_no_concession() -> None:
    lifted = {"issues": ("sanctions",), "options": ("sanctions=lifted",)}
    readings = [
        deed("Iran demanded lifting.", "demand", 1, actors=("iran",), **lifted),
        deed("Iran agreed to lifting.", "agree", 3, actors=("iran", "usa"), **lifted),
    ]
    assert build_record(readings).concessions == ()


def test_one_side_that_agrees_alone_has_settled_nothing() -> None:
    reading = deed("Israel agreed to a truce.", "agree", 1, actors=("israel",),
                   issues=("ceasefire",))  # fmt: skip
    record = build_record([reading])
    assert record.agreed == ()
    assert record.positions[0].stance == "for"


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "denied", "conditional"])
def test_an_agreement_to_come_is_none(modality: str) -> None:
    reading = deed("They may agree.", "agree", 1, actors=("usa", "iran"), modality=modality)
    assert build_record([reading]).agreed == ()


def test_the_same_agreement_in_two_sources_is_one() -> None:
    readings = [
        deed("They agreed.", "agree", 1, actors=("usa", "russia"), **STAFF),
        deed("Both agreed.", "agree", 1, actors=("russia", "usa"), **STAFF),
    ]
    (agreed,) = build_record(readings).agreed
    assert len(agreed.because) == 2


def test_positions_that_exclude_each_other_are_in_dispute() -> None:
    nato = {"issues": ("peacekeepers",), "options": ("peacekeepers=nato",)}
    readings = [
        deed("Ukraine demanded it.", "demand", 1, actors=("ukraine",), **nato),
        deed("Russia refused it.", "refuse", 2, actors=("russia",), **nato),
    ]
    (item,) = build_record(readings).open_items
    assert (item.kind, item.party, item.issue) == ("disputed", None, "peacekeepers")
    assert len(item.because) == 2


def test_two_parties_that_want_the_same_do_not_dispute_it() -> None:
    nato = {"issues": ("peacekeepers",), "options": ("peacekeepers=nato",)}
    readings = [
        deed("Ukraine demanded it.", "demand", 1, actors=("ukraine",), **nato),
        deed("Europe supported it.", "support", 2, actors=("europe",), **nato),
    ]
    assert build_record(readings).open_items == ()
