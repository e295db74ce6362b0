"""Who has a seat, a stake or a role in a draft, and when there is nothing to draft."""

import pytest
from tests.case_records import make_acts, make_position, make_record

from detente.case.draft import draft_case
from detente.errors import NoNegotiationError
from detente.reading.act import Kind, Modality
from detente.record.record import Record, RoleEntry


def test_those_who_sat_there_have_a_seat_and_those_concerned_a_stake() -> None:
    case = draft_case(make_record())
    assert case.seated() == ("russia", "usa")
    assert case.unseated() == ("ukraine", "europe")
    met = make_acts()["met"].id
    assert case.parties["usa"].because == (met,)


def test_a_host_has_a_role_and_no_preferences() -> None:
    case = draft_case(make_record())
    assert case.parties["saudi_arabia"].role == "host"
    assert "saudi_arabia" not in case.preferences


def test_seats_are_those_of_the_record_whoever_else_sat_in_some_meeting() -> None:
    record = make_record()
    (first,) = record.rounds
    others = tuple(
        first.delegations[0].model_copy(update={"party": name}) for name in ("ukraine", "europe")
    )
    outsiders = first.model_copy(
        update={"id": "r2", "delegations": others, "absent": (), "aside": True}
    )
    case = draft_case(make_record(rounds=(first, outsiders)))
    assert case.seated() == ("russia", "usa")


def test_who_left_the_table_has_a_stake_and_no_seat() -> None:
    (russia, usa, *rest) = make_record().roles
    back = RoleEntry(actor="ukraine", role="seated", because=usa.because)
    gone = usa.model_copy(update={"role": "absent"})
    case = draft_case(make_record(roles=(russia, back, gone, *rest)))
    assert case.seated() == ("russia", "ukraine")
    assert "usa" in case.unseated()


SIGNS_OF_TALKS = ("meet", "leave_out", "host")


def opposed(*, kind: Kind = "offer", modality: Modality = "happened") -> Record:
    """Return a record without seats: Russia refuses what Ukraine wants, one act joins the two."""
    acts = make_acts()
    wish = make_position(
        acts["no_troops"], party="ukraine", stance="for", options=("peacekeepers=nato",)
    )
    word = acts["projects"].model_copy(
        update={"kind": kind, "modality": modality, "actors": ("ukraine",), "targets": ("russia",)}
    )
    roles = tuple(r for r in make_record().roles if r.role not in ("seated", "absent"))
    return make_record(
        rounds=(),
        roles=roles,
        acts=(*(act for act in make_record().acts if act.id != word.id), word),
        positions=(*make_record().positions, wish),
    )


def test_without_known_seats_those_have_one_who_oppose_and_talk_with_each_other() -> None:
    case = draft_case(opposed())
    assert set(case.seated()) == {"russia", "ukraine"}
    assert "seated are those told to talk with each other" in (case.parties["russia"].assume or "")
    assert case.parties["usa"].assume is None


def test_whoever_only_speaks_gets_no_seat_out_of_it() -> None:
    roles = tuple(role for role in make_record().roles if role.role != "seated")
    with pytest.raises(NoNegotiationError, match="no two that take opposing positions"):
        draft_case(make_record(rounds=(), roles=roles))
    for record in (opposed(kind="blame"), opposed(modality="denied")):
        silent_on_talks = tuple(a for a in record.acts if a.kind not in SIGNS_OF_TALKS)
        with pytest.raises(NoNegotiationError, match="talk with each other"):
            draft_case(record.model_copy(update={"acts": silent_on_talks}))


def test_who_refuses_what_another_wants_in_a_text_on_talks_has_a_seat_by_assumption() -> None:
    record = opposed(kind="blame")
    case = draft_case(record)
    assert set(case.seated()) == {"russia", "ukraine"}
    assert case.parties["ukraine"].assume is not None


def test_the_absent_get_no_seat_by_assumption() -> None:
    absent = RoleEntry(actor="ukraine", role="absent", because=(make_acts()["not_invited"].id,))
    record = opposed()
    with pytest.raises(NoNegotiationError, match="no meeting"):
        draft_case(record.model_copy(update={"roles": (*record.roles, absent)}))


def test_a_mediator_at_the_table_is_no_party_unless_it_takes_positions_of_its_own() -> None:
    mediator = (RoleEntry(actor="europe", role="mediator", because=("a00000001",)),)
    seat = (RoleEntry(actor="europe", role="seated", because=("a00000001",)),)
    roles = (*make_record().roles, *mediator, *seat)
    assert draft_case(make_record(roles=roles)).parties["europe"].role == "mediator"
    spoke = make_position(make_acts()["projects"], party="europe")
    positions = (*make_record().positions, spoke)
    case = draft_case(make_record(roles=roles, positions=positions))
    assert (case.parties["europe"].role, case.parties["europe"].seat) == ("party", True)


def test_a_record_without_two_parties_is_no_negotiation() -> None:
    empty = make_record(roles=(), rounds=(), positions=(), agreed=(), open_items=())
    with pytest.raises(NoNegotiationError, match=r"fewer than two parties .*found: none"):
        draft_case(empty)


def test_a_record_without_a_meeting_and_with_one_voice_is_no_negotiation() -> None:
    positions = make_record().positions[:1]
    with pytest.raises(NoNegotiationError, match="no meeting"):
        draft_case(make_record(rounds=(), roles=make_record().roles[2:], positions=positions))


def test_persons_and_critics_are_no_parties() -> None:
    record = make_record()
    critics = RoleEntry(actor="critics", role="affected", because=("a00000001",))
    actors = (
        *record.actors,
        record.actors[0].model_copy(update={"id": "critics", "type": "group"}),
    )
    case = draft_case(make_record(roles=(*record.roles, critics), actors=actors))
    assert "critics" not in case.parties


def test_one_of_two_at_the_table_stays_a_party_even_as_the_host() -> None:
    host = RoleEntry(actor="usa", role="host", because=("a00000001",))
    positions_of_others = tuple(p for p in make_record().positions if p.party != "usa")
    roles = (*make_record().roles, host)
    case = draft_case(make_record(roles=roles, positions=positions_of_others))
    assert case.seated() == ("russia", "usa")
