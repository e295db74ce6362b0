"""Positions: whose word it is, what it is about, what replaced it, what contradicts it."""

from datetime import date
from typing import Any

import pytest
from tests.builders import day, make_act, make_reading, make_source, riyadh_like_reading

from detente.reading.act import Act, Kind, Reading
from detente.record.build import build_record
from detente.record.record import Position, Record
from detente.sources.frozen import LANGUAGES, Language

LIFTED = "sanctions=lifted"


def said(words: str, kind: Kind, published: date | None = None, **fields: Any) -> Reading:
    source = make_source(words, published=published)
    options = fields.setdefault("options", (LIFTED,))
    fields.setdefault("issues", tuple(dict.fromkeys(o.partition("=")[0] for o in options)))
    fields.setdefault("actors", ("iran",))
    return make_reading(source, [make_act(source, kind, words, **fields)])


def of(record: Record, party: str, issue: str) -> list[Position]:
    return [p for p in record.positions if (p.party, p.issue) == (party, issue)]


@pytest.fixture(params=LANGUAGES)
def riyadh(request: pytest.FixtureRequest) -> Record:
    language: Language = request.param
    return build_record([riyadh_like_reading(language)])


def test_a_categorical_refusal_is_a_position_against_its_options(riyadh: Record) -> None:
    (position,) = of(riyadh, "russia", "peacekeepers")
    assert position.stance == "against"
    assert position.force == "categorical"
    assert set(position.options) == {"peacekeepers=nato", "peacekeepers=eu_flag"}
    assert not position.ascribed


def test_what_the_author_says_a_party_wants_is_ascribed(riyadh: Record) -> None:
    (protection,) = of(riyadh, "ukraine", "security_guarantees")
    (sanctions,) = of(riyadh, "ukraine", "sanctions")
    assert protection.ascribed
    assert sanctions.ascribed
    assert sanctions.options == ("sanctions=kept",)


def test_leaving_open_and_withholding_are_open_positions(riyadh: Record) -> None:
    assert [p.stance for p in of(riyadh, "usa", "sanctions")] == ["open"]
    assert [p.stance for p in of(riyadh, "usa", "energy")] == ["open"]


def test_topics_of_working_groups_are_no_positions(riyadh: Record) -> None:
    assert of(riyadh, "usa", "territory") == []
    assert of(riyadh, "russia", "security_guarantees") == []


def test_a_blame_and_a_denial_of_exclusion_are_no_positions(riyadh: Record) -> None:
    issues = {position.issue for position in riyadh.positions if position.party == "usa"}
    assert issues == {"diplomatic_relations", "negotiation_format", "energy", "sanctions"}
    assert not any("all_parties" in option for p in riyadh.positions for option in p.options)


def test_the_same_word_twice_is_one_position_with_both_acts() -> None:
    readings = [
        said("Iran demanded it.", "demand", date(2020, 1, 1)),
        said("Iran demanded it again.", "demand", date(2020, 2, 1), force="strong"),
    ]
    (position,) = build_record(readings).positions
    assert len(position.because) == 2
    assert position.force == "strong"
    assert position.current


def test_a_later_word_replaces_an_earlier_one_which_is_kept() -> None:
    readings = [
        said("Iran accepted it.", "accept", date(2020, 2, 1)),
        said("Iran refused it.", "refuse", date(2020, 1, 1), modality="refused"),
    ]
    old, new = build_record(readings).positions
    assert (old.stance, old.current) == ("against", False)
    assert (new.stance, new.current) == ("for", True)
    assert build_record(readings).contradictions == ()


def test_words_on_different_options_stand_beside_each_other() -> None:
    readings = [
        said("Iran refused caps.", "refuse", date(2020, 1, 1),
             options=("nuclear_enrichment=none",)),
        said("Iran offered caps.", "offer", date(2020, 2, 1),
             options=("nuclear_enrichment=capped",)),
    ]  # fmt: skip
    assert [p.current for p in build_record(readings).positions] == [True, True]


def test_opposite_words_of_one_day_contradict_each_other_and_both_stand() -> None:
    readings = [
        said("Iran accepted it.", "accept", date(2020, 1, 1)),
        said("Iran refused it.", "refuse", date(2020, 1, 1)),
    ]
    record = build_record(readings)
    assert [p.current for p in record.positions] == [True, True]
    (contradiction,) = record.contradictions
    assert (contradiction.party, contradiction.issue) == ("iran", "sanctions")


def test_an_ascribed_position_never_replaces_a_party_s_own() -> None:
    readings = [
        said("Iran refused it.", "refuse", date(2020, 1, 1)),
        said("Iran is said to want it.", "support", date(2020, 2, 1), voice="author"),
    ]
    own, ascribed = build_record(readings).positions
    assert own.current
    assert ascribed.ascribed


def test_what_another_party_says_about_it_is_ascribed() -> None:
    reading = said("Washington said Iran accepts it.", "accept", voice="attributed", speaker="usa")
    assert build_record([reading]).positions[0].ascribed


def test_its_own_speaker_s_word_is_its_own() -> None:
    reading = said(
        "Lavrov said Russia accepts it.", "accept", actors=("russia",), voice="attributed",
        speaker="sergei_lavrov",
    )  # fmt: skip
    assert not build_record([reading]).positions[0].ascribed


@pytest.mark.parametrize("modality", ["hypothetical", "denied"])
def test_what_is_asked_or_denied_is_no_position(modality: str) -> None:
    assert build_record([said("Would Iran take it?", "accept", modality=modality)]).positions == ()


@pytest.mark.parametrize("modality", ["happened", "planned", "conditional", "refused"])
def test_what_a_party_itself_says_is_a_position(modality: str) -> None:
    assert len(build_record([said("Iran spoke.", "demand", modality=modality)]).positions) == 1


def test_a_wider_refusal_of_the_same_force_joins_the_narrower_one() -> None:
    both = (LIFTED, "sanctions=partly_lifted")
    readings = [
        said("Iran refused one.", "refuse", date(2020, 1, 1), force="strong"),
        said("Iran refused both.", "refuse", date(2020, 1, 2), force="categorical", options=both),
    ]
    (position,) = build_record(readings).positions
    assert position.options == both
    assert position.force == "categorical"


def test_a_weaker_word_on_more_options_does_not_borrow_the_stronger_one_s_force() -> None:
    both = (LIFTED, "sanctions=partly_lifted")
    readings = [
        said("Iran refused one.", "refuse", date(2020, 1, 1), force="categorical"),
        said("Iran refused both.", "refuse", date(2020, 1, 2), options=both),
    ]
    assert [p.force for p in build_record(readings).positions] == ["categorical", "plain"]


def test_a_position_dates_from_its_first_act() -> None:
    reading = said("Iran demanded it.", "demand", time=day("2019-05-01"))
    assert build_record([reading]).positions[0].since == day("2019-05-01")


def test_a_denied_deed_contradicts_the_report_of_it() -> None:
    source = make_source("Israel attacked. Israel denied that it attacked.")
    acts: list[Act] = [
        make_act(source, "attack", "Israel attacked.", actors=("israel",), targets=("iran",)),
        make_act(source, "attack", "Israel denied that it attacked.", actors=("israel",),
                 targets=("iran",), modality="denied", voice="attributed", speaker="israel"),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert [c.because for c in record.contradictions] == [(acts[0].id, acts[1].id)]
    assert len(record.timeline) == 1


def test_a_report_of_exclusion_and_its_denial_stand_side_by_side(riyadh: Record) -> None:
    (contradiction,) = riyadh.contradictions
    assert [riyadh.act(act).kind for act in contradiction.because] == ["leave_out", "deny"]
    assert contradiction.party is None


def test_a_position_without_a_day_dates_from_its_report_and_says_so() -> None:
    reading = said("Iran demanded it.", "demand", date(2020, 1, 1))
    assert build_record([reading]).positions[0].since == day("2020-01-01", basis="published")
