"""Who is what in the process: rounds with delegations and absences, and the role of each actor."""

from collections.abc import Iterator

from detente.record.absences import absences, missing, tells_of_absence
from detente.record.attendance import Attendance
from detente.record.facilitators import Facilitators
from detente.record.happened import has_happened
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.places import is_state_name, state_of_place
from detente.record.record import Absence, OpenItem, Position, RoleEntry, RoleKind, Round
from detente.record.rounds import Sitting, delegations

_ORDER: tuple[RoleKind, ...] = ("seated", "absent", "host", "mediator", "observer", "affected")
_REACTING = frozenset({"criticise", "cancel", "warn", "threaten", "leave", "refuse", "blame"})


def build_rounds(sittings: tuple[Sitting, ...], material: Material) -> tuple[Round, ...]:
    """Return the rounds in order of time, then of the text."""
    missing = absences(sittings, material)
    return tuple(
        _round(number, sitting, absent, material)
        for number, (sitting, absent) in enumerate(zip(sittings, missing, strict=True), start=1)
    )


def build_roles(
    material: Material,
    rounds: tuple[Round, ...],
    attendance: Attendance,
    facilitators: Facilitators,
    positions: tuple[Position, ...],
    open_items: tuple[OpenItem, ...],
) -> tuple[RoleEntry, ...]:
    """Return the roles, by kind of role, then in order of first mention.

    Affected is a party without a seat that was left out, holds a position, reacted to those at
    the table, or is what they decide about; hosts and mediators as such are not.
    """
    because: dict[tuple[RoleKind, str], list[str]] = {}
    for role, actor, acts in _entries(material, rounds, attendance, facilitators):
        because.setdefault((role, actor), []).extend(acts)
    taken = {actor for role, actor in because if role in ("seated", "host", "mediator")}
    for actor, acts in _affected(material, rounds, set(attendance.seated), positions, open_items):
        if actor not in taken:
            because.setdefault(("affected", actor), []).extend(acts)
    return tuple(
        RoleEntry(actor=actor, role=role, because=tuple(dict.fromkeys(because[role, actor])))
        for role in _ORDER
        for actor in material.sorted_parties(a for r, a in because if r == role)
    )


def _round(number: int, sitting: Sitting, absent: tuple[Absence, ...], material: Material) -> Round:
    issues = (issue for act in sitting.acts for issue in act.issues)
    return Round(
        id=f"r{number}",
        place=_place(sitting),
        host=next(iter(sitting.hosts), None),
        time=sitting.time(material),
        delegations=delegations(sitting, material),
        absent=absent,
        issues=tuple(dict.fromkeys(issues)),
        aside=sitting.aside,
        because=ids(sitting.acts),
    )


def _place(sitting: Sitting) -> str | None:
    """Return the place as named, a town before its state."""
    towns = [place for place in sitting.places if not is_state_name(place)]
    return next(iter(towns or sitting.places), None)


def _entries(
    material: Material,
    rounds: tuple[Round, ...],
    attendance: Attendance,
    facilitators: Facilitators,
) -> Iterator[tuple[RoleKind, str, tuple[str, ...]]]:
    seated = attendance.seated
    for party, acts in seated.items():
        yield "seated", party, acts
    for party, acts in _absent(material, rounds, attendance):
        if party not in seated:
            yield "absent", party, acts
    for meeting in rounds:
        if meeting.host is not None and not meeting.aside:
            yield "host", meeting.host, _placed_there(meeting, material)
    for party, hosting in facilitators.hosts.items():
        yield "host", party, ids(hosting)
    for party, mediating in facilitators.mediators.items():
        if party not in seated and mediating:
            yield "mediator", party, ids(mediating)


def _absent(
    material: Material, rounds: tuple[Round, ...], attendance: Attendance
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for meeting in rounds:
        for absence in meeting.absent:
            yield absence.party, absence.because
    yield from attendance.gone.items()
    if not any(not meeting.aside for meeting in rounds):
        for act in material.acts:
            if tells_of_absence(act):
                yield from ((party, (act.id,)) for party in missing(act, material))


def _placed_there(meeting: Round, material: Material) -> tuple[str, ...]:
    """Return the acts of a round that name a place in its host's state."""
    acts = [act for act in material.acts if act.id in set(meeting.because)]
    there = [act for act in acts if act.place and state_of_place(act.place) == meeting.host]
    return ids(there or acts)


def _affected(
    material: Material,
    rounds: tuple[Round, ...],
    seated: set[str],
    positions: tuple[Position, ...],
    open_items: tuple[OpenItem, ...],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for meeting in rounds:
        if meeting.aside:
            for delegation in meeting.delegations:
                yield delegation.party, delegation.because
        for absence in meeting.absent:
            yield absence.party, absence.because
    for position in positions:
        yield position.party, position.because
    open_issues = {item.issue for item in open_items} | {p.issue for p in positions}
    for act in material.acts:
        targets, holders = set(material.targets(act)), material.holders(act)
        if has_happened(act) and act.kind in _REACTING and (not targets or targets & seated):
            yield from ((party, (act.id,)) for party in holders)
        if seated & set(holders) and open_issues & set(act.issues):
            yield from (
                (party, (act.id,))
                for party in material.targets(act)
                if material.by_id[party].type in ("state", "armed_group", "movement")
            )
