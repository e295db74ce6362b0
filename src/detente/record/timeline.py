"""What happened, in the order of time; planned, denied and hypothetical things stay out."""

from dataclasses import dataclass

from detente.reading.act import Act, Time
from detente.record.happened import has_happened
from detente.record.happenings import Group, best_first, group_acts, ids
from detente.record.material import Material
from detente.record.record import Agreed, OpenItem, Position, RoleEntry, TimelineEntry
from detente.record.rounds import Sitting, is_internal


@dataclass(frozen=True)
class Process:
    """What a happening must touch to belong to the process."""

    parties: frozenset[str]
    """Everyone with a role in it."""
    issues: frozenset[str]
    """Issues on which somebody takes a position, or that are left open or agreed."""

    @classmethod
    def of(
        cls,
        roles: tuple[RoleEntry, ...],
        positions: tuple[Position, ...],
        open_items: tuple[OpenItem, ...],
        agreed: tuple[Agreed, ...],
    ) -> "Process":
        """Return the process that the other tables of a record show."""
        named = {position.issue for position in positions}
        named |= {item.issue for item in open_items if item.issue is not None}
        named |= {item.issue for item in agreed if item.issue is not None}
        return cls(frozenset(entry.actor for entry in roles), frozenset(named))


def build_timeline(
    sittings: tuple[Sitting, ...], material: Material, process: Process
) -> tuple[TimelineEntry, ...]:
    """Return one entry per happening of the process; a round is one, however often it is told.

    An act without a day of its own takes its place, and its time, from the day its source was
    published; without one it keeps the order of the text, after everything that is dated.
    """
    rounds = [[act for act in sitting.acts if act.kind == "meet"] for sitting in sittings]
    in_rounds = {act.id for acts in rounds for act in acts}
    others = [
        act
        for act in material.acts
        if has_happened(act) and act.id not in in_rounds and _is_of(process, act, material)
    ]
    groups = [best_first(acts, material) for acts in rounds if acts]
    groups += group_acts(others, material)
    groups.sort(key=lambda group: min(map(material.time_key, group)))
    return tuple(
        TimelineEntry(act=group[0].id, also=ids(group[1:]), time=_time(group, material))
        for group in groups
    )


def _is_of(process: Process, act: Act, material: Material) -> bool:
    """Tell whether a happening belongs to the process.

    Mere words do only where they touch an issue on which somebody stands or that is open, a meeting
    only with two in it, a deed only by or against somebody with a part in the process, or on one of
    its issues. Without a process everything that happened is told.
    """
    touches = bool(set(act.issues) & process.issues)
    if act.kind == "state":
        return touches
    if not process.parties:
        return True
    if act.kind == "meet" and (
        len({*act.actors, *act.targets, *act.addressees}) < 2 or is_internal(act, material)
    ):
        return False
    return touches or bool(process.parties & {*material.holders(act), *material.targets(act)})


def _time(group: Group, material: Material) -> Time | None:
    """Return the time that the best dated act of a group gives."""
    times = [material.time(act) for act in group]
    dated = next((time for time in times if time is not None and time.start is not None), None)
    if dated is not None or any(time is not None for time in times):
        return dated
    return material.shown_time(group[0])
