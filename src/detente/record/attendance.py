"""Who has a seat now: every act that shows a party come to the table or go, in order of time.

Leaving and exclusion end a seat, coming back restores it. Staying away from one meeting does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.act import Act
from detente.record.facilitators import Facilitators
from detente.record.happened import has_happened
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.positions import PROCEDURAL
from detente.record.rounds import Sitting

_ONE_MEETING = re.compile(r"stay|stood|away|fern|skip|resign|zurückget|trat|tritt", re.IGNORECASE)
"""Words of missing one meeting, or of one person who goes."""
_STAYING_AWAY = re.compile(r"boycott|boykott|absent", re.IGNORECASE)


@dataclass(frozen=True)
class Attendance:
    """Seats at the end of the record, and who had one before."""

    seated: dict[str, tuple[str, ...]]
    """Acts that show a party at the table, for those who are there now."""
    gone: dict[str, tuple[str, ...]]
    """Acts by which parties left the table or were put out."""


def find_attendance(
    sittings: Sequence[Sitting], facilitators: Facilitators, material: Material
) -> Attendance:
    """Return who has a seat; nobody where the sources show fewer than two at a table."""
    outside = {*facilitators.mediators, *facilitators.hosts}
    table = [sitting for sitting in sittings if not sitting.aside]
    came: dict[str, list[tuple[Act, bool]]] = {}
    for act, party, present in _events(table, material):
        sat = any(party in sitting.parties for sitting in table)
        if sat or party not in outside:
            came.setdefault(party, []).append((act, present))
    seated: dict[str, tuple[str, ...]] = {}
    gone: dict[str, tuple[str, ...]] = {}
    for party, events in came.items():
        events.sort(key=lambda event: material.time_key(event[0]))
        present = events[-1][1]
        acts = ids([act for act, there in events if there is present])
        (seated if present else gone)[party] = acts
    return Attendance(seated if len(seated) > 1 or len(table) > 0 else {}, gone)


def ends_seat(act: Act) -> bool:
    """Tell whether an act of leaving is about the talks themselves."""
    return act.kind == "leave" and (not act.issues or PROCEDURAL in act.issues) and not act.targets


def _events(table: list[Sitting], material: Material) -> Iterator[tuple[Act, str, bool]]:
    for sitting in table:
        shown: set[str] = set()
        for act in sitting.acts:
            named = set(material.parties((*act.actors, *act.targets, *act.addressees)))
            shown |= named
            for party in material.sorted_parties(sitting.parties & named):
                yield act, party, True
        for party in material.sorted_parties(sitting.parties - shown):
            yield sitting.acts[0], party, True
    for act in material.acts:
        if has_happened(act):
            yield from _told(act, table, material)


def _told(act: Act, table: list[Sitting], material: Material) -> Iterator[tuple[Act, str, bool]]:
    """Yield whom an act of joining, leaving or excluding shows at the table or away from it.

    Whoever puts another out of the talks has a place in them.
    """
    holders = material.holders(act)
    if act.kind == "join" and set(act.issues) <= {PROCEDURAL}:
        yield from ((act, party, True) for party in holders)
    elif act.kind == "leave_out" and set(act.issues) <= {PROCEDURAL}:
        yield from ((act, party, True) for party in holders)
        yield from ((act, party, False) for party in material.targets(act))
    elif ends_seat(act):
        gone = (party for party in holders if not _stays(act, party, table, material))
        yield from ((act, party, False) for party in gone)


def _stays(act: Act, party: str, table: list[Sitting], material: Material) -> bool:
    """Tell whether a party keeps its seat though somebody of it left or missed a meeting."""
    cues = " ".join(cue.quote for cue in act.cue)
    mine = [sitting for sitting in table if party in sitting.parties]
    if mine and _ONE_MEETING.search(cues):
        return True
    if not any(act.source_id in sitting.sources for sitting in mine):
        return False
    people = material.persons_in(act, act.span.start, act.span.end)
    return bool(_STAYING_AWAY.search(cues)) or any(
        material.is_person_of(person, party) for person in people
    )
