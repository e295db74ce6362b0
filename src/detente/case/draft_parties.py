"""Record to parties: who negotiates, who has a seat, who only hosts or mediates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from detente.case.draft_table import DraftTable, Words
from detente.case.model import Party, Value
from detente.reading.act import Actor
from detente.record.record import Position, Record, RoleKind

_PARTY_TYPES = ("state", "bloc", "organisation", "armed_group", "movement")
_TALKING = frozenset(
    {
        "meet",
        "agree",
        "sign",
        "demand",
        "offer",
        "propose",
        "accept",
        "refuse",
        "concede",
        "leave_open",
    }
)
"""Kinds of acts between two that show them talking with each other."""
_SIGNS_OF_TALKS = frozenset({"meet", "leave_out", "mediate", "host", "join", "leave"})
"""Kinds of acts that show a text to tell of talks."""
_Role = Literal["party", "host", "mediator", "observer"]
_OUTSIDE: tuple[Literal["mediator", "host", "observer"], ...] = ("mediator", "host", "observer")


@dataclass
class _Presence:
    """What the record says about one actor's part in the process."""

    seat: bool = False
    roles: dict[RoleKind, None] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)


def draft_parties(record: Record, table: DraftTable, words: Words) -> dict[str, Party]:
    """Return the parties of a record, in the order in which it names them.

    Seated is whom the record seats. Hosts, mediators and observers have a role and no preferences,
    unless they have a seat and take positions of their own. Where fewer than two seats are known,
    those are taken to have one whose positions oppose each other and whom the sources name as
    talking with each other; there may be none.
    """
    actors = {actor.id: actor for actor in record.actors}
    present = {
        name: item for name, item in _presences(record).items() if _can_be_party(actors.get(name))
    }
    own = {p.party for p in record.positions if p.current and not p.ascribed}
    roles = {name: _role(item, name in own) for name, item in present.items()}
    seated = [name for name, item in present.items() if item.seat and roles[name] == "party"]
    if len(seated) < 2:
        for name, item in present.items():
            if item.seat:
                roles[name] = "party"
        seated = [name for name, item in present.items() if item.seat]
    assume = None
    if len(seated) < 2:
        seated = _in_talks(record, [name for name in present if roles[name] == "party"])
        assume = words.seat
    return {
        name: _party(
            actors[name], roles[name], item, name in seated, assume, table=table, words=words
        )
        for name, item in present.items()
    }


def _in_talks(record: Record, players: list[str]) -> list[str]:
    """Return the parties that oppose another on an issue and are told to talk with it.

    Two talk with each other where an act joins them, or where one text that tells of talks has one
    want the very option that the other refuses.
    """
    behalf = {actor.id: actor.represents or actor.id for actor in record.actors}
    own = [p for p in record.positions if p.current and not p.ascribed and p.party in players]
    absent = {role.actor for role in record.roles if role.role == "absent"}
    joined = [
        {behalf.get(name, name) for name in (*act.actors, *act.targets, *act.addressees)}
        for act in record.acts
        if act.kind in _TALKING and act.modality not in ("denied", "hypothetical")
    ]
    found = {
        party
        for one in own
        for other in own
        if one.party != other.party and _oppose(one, other)
        for party in (one.party, other.party)
        if any({one.party, other.party} <= pair for pair in joined)
        or _answer_each_other(one, other, record)
    }
    return [name for name in players if name in found - absent]


def _answer_each_other(one: Position, other: Position, record: Record) -> bool:
    """Tell whether a text that tells of talks has two for and against the very same option."""
    if one.stance == other.stance or not set(one.options) & set(other.options):
        return False
    sources = {act.id: act.source_id for act in record.acts}
    talks = {act.source_id for act in record.acts if act.kind in _SIGNS_OF_TALKS}
    both = {sources.get(a) for a in one.because} & {sources.get(a) for a in other.because}
    return bool(both & talks)


def _oppose(one: Position, other: Position) -> bool:
    """Tell whether two positions cannot both be had."""
    if one.issue != other.issue or "open" in (one.stance, other.stance):
        return False
    shared = set(one.options) & set(other.options)
    if one.stance != other.stance:
        return bool(shared) or not one.options or not other.options
    return one.stance == "for" and bool(one.options and other.options) and not shared


def is_party(actor: Actor) -> bool:
    """Tell whether an actor is of a kind that can take part in a case."""
    return actor.type in _PARTY_TYPES


def _can_be_party(actor: Actor | None) -> bool:
    return actor is not None and is_party(actor)


def _presences(record: Record) -> dict[str, _Presence]:
    """Return everyone with a role or a position; who has a seat is for the record to say."""
    found: dict[str, _Presence] = {}
    for role in record.roles:
        item = found.setdefault(role.actor, _Presence())
        item.roles[role.role] = None
        item.because |= dict.fromkeys(role.because)
        item.seat = item.seat or role.role == "seated"
    for meeting in record.rounds:
        for absence in meeting.absent:
            found.setdefault(absence.party, _Presence()).because |= dict.fromkeys(absence.because)
        for sat in meeting.delegations:
            found.setdefault(sat.party, _Presence()).because |= dict.fromkeys(sat.because)
    for position in _current(record):
        item = found.setdefault(position.party, _Presence())
        if not item.roles:
            item.because |= dict.fromkeys(position.because)
    return found


def _current(record: Record) -> Iterable[Position]:
    return (position for position in record.positions if position.current)


def _role(item: _Presence, has_positions: bool) -> _Role:
    if item.seat and has_positions:
        return "party"
    return next((role for role in _OUTSIDE if role in item.roles), "party")


def _party(
    actor: Actor,
    role: _Role,
    item: _Presence,
    seat: bool,
    assume: str | None,
    *,
    table: DraftTable,
    words: Words,
) -> Party:
    seat = seat and role == "party"
    wide = table.party.influence_seated if seat else table.party.influence_unseated
    unknown = Value(low=0, high=100)
    return Party(
        name=actor.name,
        seat=seat,
        role=role,
        influence=(
            unknown
            if role != "party"
            else Value(low=wide.low, high=wide.high, assume=words.influence)
        ),
        because=tuple(item.because),
        assume=assume if seat else None,
    )
