"""Rounds and roles: who sat, who hosted, who was missing and why, who is affected."""

from datetime import date
from typing import Any

import pytest
from tests.builders import (
    day,
    find_span,
    make_act,
    make_actor,
    make_reading,
    make_source,
    riyadh_like_reading,
)

from detente.reading.act import Kind, Reading
from detente.reading.rules import RulesReader
from detente.record.build import build_record
from detente.record.record import Record, RoleKind
from detente.sources.frozen import LANGUAGES, Language


def roles(record: Record, role: RoleKind) -> list[str]:
    return [entry.actor for entry in record.roles if entry.role == role]


def kinds(record: Record, ids: tuple[str, ...]) -> list[Kind]:
    return [record.act(act).kind for act in ids]


@pytest.fixture(params=LANGUAGES)
def riyadh(request: pytest.FixtureRequest) -> Record:
    language: Language = request.param
    return build_record([riyadh_like_reading(language)])


def test_two_powers_sit_with_their_heads_on_the_ground_of_a_third(riyadh: Record) -> None:
    (meeting,) = riyadh.rounds
    assert {d.party: d.heads for d in meeting.delegations} == {
        "usa": ("marco_rubio",),
        "russia": ("sergei_lavrov",),
    }
    assert meeting.place in ("Riad", "Riyadh")
    assert meeting.host == "saudi_arabia"
    assert meeting.id == "r1"


def test_the_uninvited_are_absent_with_denials_and_reactions_beside(riyadh: Record) -> None:
    (meeting,) = riyadh.rounds
    absent = {absence.party: absence for absence in meeting.absent}
    assert list(absent) == ["ukraine", "europe"]
    assert {absence.reason for absence in absent.values()} == {"not_invited"}
    assert kinds(riyadh, absent["ukraine"].because) == ["leave_out"]
    assert kinds(riyadh, absent["ukraine"].denied_by) == ["deny"]
    assert kinds(riyadh, absent["europe"].denied_by) == ["deny"]
    assert kinds(riyadh, absent["ukraine"].reactions) == ["cancel"]
    assert absent["europe"].reactions == ()


def test_every_role_says_why(riyadh: Record) -> None:
    assert roles(riyadh, "seated") == ["usa", "russia"]
    assert roles(riyadh, "absent") == ["ukraine", "europe"]
    assert roles(riyadh, "host") == ["saudi_arabia"]
    assert roles(riyadh, "affected") == ["ukraine", "europe"]
    known = {act.id for act in riyadh.acts}
    assert all(entry.because and set(entry.because) <= known for entry in riyadh.roles)


def test_a_host_known_by_the_place_only_is_still_among_the_actors() -> None:
    source = make_source("Colombia and the FARC met in Havana.")
    act = make_act(source, "meet", source.text, actors=("colombia", "farc"), place="Havana")
    farc = make_actor("farc").model_copy(update={"type": "armed_group"})
    record = build_record([make_reading(source, [act], [make_actor("colombia"), farc])])
    assert record.rounds[0].host == "cuba"
    assert record.actor("cuba").name.de == "Kuba"


def test_a_mediator_at_the_table_has_a_role_and_no_seat() -> None:
    text = "Egypt, Israel and the USA met at Camp David. Washington mediated between them."
    source = make_source(text)
    parties = ("egypt", "israel", "usa")
    acts = [
        make_act(source, "meet", "Egypt, Israel and the USA met at Camp David.", actors=parties,
                 place="Camp David"),
        make_act(source, "mediate", "Washington mediated between them.", actors=("usa",),
                 targets=("egypt", "israel")),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert [d.party for d in record.rounds[0].delegations] == ["egypt", "israel"]
    assert roles(record, "mediator") == ["usa"]
    assert "usa" not in roles(record, "affected")


def test_a_host_that_bargains_keeps_its_seat() -> None:
    text = "Russia, Iran and the USA met in Washington. The USA refused a withdrawal."
    source = make_source(text)
    acts = [
        make_act(source, "meet", "Russia, Iran and the USA met in Washington.",
                 actors=("russia", "iran", "usa"), place="Washington"),
        make_act(source, "refuse", "The USA refused a withdrawal.", actors=("usa",),
                 issues=("troop_withdrawal",), stance="against"),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert "usa" in roles(record, "seated")
    assert record.rounds[0].host == "usa"


def test_talks_of_two_on_the_ground_of_one_keep_both() -> None:
    source = make_source("Egypt and Israel met in Cairo.")
    act = make_act(source, "meet", source.text, actors=("egypt", "israel"), place="Cairo")
    record = build_record([make_reading(source, [act])])
    assert roles(record, "seated") == ["egypt", "israel"]
    assert record.rounds[0].host == "egypt"


def test_meetings_of_different_days_or_places_are_different_rounds() -> None:
    text = "They met in Oslo in May. They met in Havana in June. They met again in Havana in July."
    source = make_source(text)
    parties = ("colombia", "cuba")
    acts = [
        make_act(source, "meet", "They met in Oslo in May.", actors=parties, place="Oslo"),
        make_act(source, "meet", "They met in Havana in June.", actors=parties, place="Havana",
                 time=day("2012-06-01", last="2012-06-30")),
        make_act(source, "meet", "They met again in Havana in July.", actors=parties,
                 place="Havana", time=day("2012-07-01", last="2012-07-31")),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert [meeting.place for meeting in record.rounds] == ["Havana", "Havana", "Oslo"]
    assert [meeting.id for meeting in record.rounds] == ["r1", "r2", "r3"]


def test_one_round_told_in_two_sources_is_one_round() -> None:
    when = day("2025-02-18")
    readings = [riyadh_like_reading(language, time=when) for language in LANGUAGES]
    record = build_record(readings)
    assert len(record.rounds) == 1
    assert len(record.rounds[0].because) >= 4


def test_those_who_agree_have_sat_together_where_no_meeting_is_told() -> None:
    source = make_source("Egypt and Israel signed a peace treaty.")
    act = make_act(source, "sign", source.text, actors=("egypt", "israel"),
                   issues=("peace_treaty",), options=("peace_treaty=treaty",))  # fmt: skip
    record = build_record([make_reading(source, [act])])
    assert roles(record, "seated") == ["egypt", "israel"]


@pytest.mark.parametrize(
    ("kind", "reason", "fields"),
    [
        ("refuse", "declined", {"issues": ("negotiation_format",), "stance": "against"}),
        ("leave", "left", {}),
        ("cancel", "cancelled", {}),
    ],
)
def test_absence_has_the_reason_that_is_reported(
    kind: Kind, reason: str, fields: dict[str, object]
) -> None:
    source = make_source("Russia and Iran met in Geneva. Israel stayed away.")
    acts = [
        make_act(source, "meet", "Russia and Iran met in Geneva.", actors=("russia", "iran")),
        make_act(source, kind, "Israel stayed away.", actors=("israel",), **fields),
    ]
    record = build_record([make_reading(source, acts)])
    assert [(a.party, a.reason) for a in record.rounds[0].absent] == [("israel", reason)]


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "denied"])
def test_a_meeting_that_did_not_happen_is_no_round(modality: str) -> None:
    source = make_source("Russia and Iran were to meet in Geneva.")
    act = make_act(source, "meet", source.text, actors=("russia", "iran"), modality=modality)
    record = build_record([make_reading(source, [act])])
    assert record.rounds == ()
    assert record.timeline == ()


def test_a_party_is_not_absent_where_only_a_denial_speaks_of_it() -> None:
    source = make_source("Russia and Iran met. Nobody, they said, is left out.")
    acts = [
        make_act(source, "meet", "Russia and Iran met.", actors=("russia", "iran")),
        make_act(source, "leave_out", "Nobody, they said, is left out.", actors=("russia",),
                 targets=("israel",), modality="denied", voice="attributed", speaker="russia"),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert record.rounds[0].absent == ()
    assert record.contradictions == ()


def test_leaders_named_after_the_word_for_a_delegation_are_its_heads() -> None:
    text = "Delegations led by Marco Rubio and Sergei Lavrov agreed. Donald Trump spoke elsewhere."
    source = make_source(text)
    people = [
        make_actor("marco_rubio", find_span(source, "Marco Rubio")),
        make_actor("sergei_lavrov", find_span(source, "Sergei Lavrov")),
        make_actor("donald_trump", find_span(source, "Donald Trump")),
        make_actor("negotiators", find_span(source, "Delegations")),
        make_actor("usa"),
        make_actor("russia"),
    ]
    act = make_act(
        source, "agree", "Delegations led by Marco Rubio and Sergei Lavrov agreed.", cue="agreed",
        actors=("usa", "russia"), named=[("actor", "negotiators", "Delegations")],
    )  # fmt: skip
    record = build_record([make_reading(source, [act], people)])
    assert [d.heads for d in record.rounds[0].delegations] == [
        ("marco_rubio",),
        ("sergei_lavrov",),
    ]


def test_a_state_that_meets_others_at_home_sits_there_unless_named_as_host() -> None:
    text = "Iran, Russia and Egypt met in Cairo. Egypt hosted the talks."
    source = make_source(text)
    meet = make_act(source, "meet", "Iran, Russia and Egypt met in Cairo.",
                    actors=("iran", "russia", "egypt"), place="Cairo")  # fmt: skip
    host = make_act(source, "host", "Egypt hosted the talks.", actors=("egypt",))
    alone = build_record([make_reading(source, [meet])])
    named = build_record([make_reading(source, [meet, host])])
    assert roles(alone, "seated") == ["iran", "russia", "egypt"]
    assert roles(named, "seated") == ["iran", "russia"]
    assert roles(alone, "host") == roles(named, "host") == ["egypt"]


def test_a_signature_of_others_is_a_round_of_its_own_beside_a_meeting() -> None:
    source = make_source("Egypt and Israel signed it. Iran and Russia met in Geneva.")
    acts = [
        make_act(source, "sign", "Egypt and Israel signed it.", actors=("egypt", "israel")),
        make_act(source, "meet", "Iran and Russia met in Geneva.", actors=("iran", "russia")),
    ]
    assert len(build_record([make_reading(source, acts)]).rounds) == 2


def test_one_recognized_side_makes_no_round_and_no_seat_but_the_left_out_are_still_absent() -> None:
    source = make_source("Iranian envoys met in Geneva. Israel was not invited.")
    acts = [
        make_act(source, "meet", "Iranian envoys met in Geneva.", actors=("iran",)),
        make_act(source, "leave_out", "Israel was not invited.", targets=("israel",)),
    ]
    record = build_record([make_reading(source, acts)])
    assert record.rounds == ()
    assert roles(record, "seated") == []
    assert roles(record, "absent") == ["israel"]


def test_one_party_that_meets_without_any_sign_of_talks_is_no_round() -> None:
    source = make_source("The German chancellor met voters.")
    act = make_act(source, "meet", source.text, actors=("germany",))
    assert build_record([make_reading(source, [act])]).rounds == ()


def test_an_absence_belongs_to_the_round_its_text_told_of_last() -> None:
    text = "Iran and Russia met in Geneva. Israel was not invited. Egypt and Cuba met in Cairo."
    source = make_source(text)
    acts = [
        make_act(source, "meet", "Iran and Russia met in Geneva.", actors=("iran", "russia")),
        make_act(source, "leave_out", "Israel was not invited.", targets=("israel",)),
        make_act(source, "meet", "Egypt and Cuba met in Cairo.", actors=("egypt", "cuba")),
    ]
    first, second = build_record([make_reading(source, acts)]).rounds
    assert [a.party for a in first.absent] == ["israel"]
    assert second.absent == ()


def test_an_absence_told_elsewhere_belongs_to_the_last_round_before_that_report() -> None:
    def report(words: str, published: date, kind: Kind, **fields: Any) -> Reading:
        source = make_source(words, published=published)
        return make_reading(source, [make_act(source, kind, words, **fields)])

    readings = [
        report("First talks.", date(2020, 1, 1), "meet", actors=("iran", "russia")),
        report("Second talks.", date(2020, 2, 1), "meet", actors=("iran", "russia")),
        report("Third talks.", date(2020, 4, 1), "meet", actors=("iran", "russia")),
        report("Israel was left out.", date(2020, 2, 3), "leave_out", targets=("israel",)),
    ]
    rounds = build_record(readings).rounds
    assert [[a.party for a in meeting.absent] for meeting in rounds] == [[], ["israel"], []]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru and Chile met at the invitation of Bolivian president Luis Arce. "
               "They spoke about sanctions."),
        ("de", "Peru und Chile trafen sich auf Einladung des bolivianischen Präsidenten "
               "Luis Arce. Sie sprachen über Sanktionen."),
    ],
)  # fmt: skip
def test_who_invited_others_to_a_meeting_is_its_host(language: Language, text: str) -> None:
    record = build_record([RulesReader().read(make_source(text, language))])
    assert roles(record, "host") == ["bolivia"]
    assert set(roles(record, "seated")) == {"peru", "chile"}
