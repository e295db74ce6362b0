"""Which meetings are those of the table: seats belong to a process, not to any meeting.

The table is where most shows that the same parties negotiate: signing, agreeing, meeting, making
and answering demands on the same issues. A meeting of others is set aside and gives no seat.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from detente.reading.act import Act
from detente.record.facilitators import Facilitators
from detente.record.happened import has_happened
from detente.record.material import Material
from detente.record.positions import PROCEDURAL
from detente.record.rounds import BARGAINING, Sitting

_T = TypeVar("_T")
_SETTLING = ("sign", "agree")
_ONE_PROCESS = 2
"""Parties that two sources, or two meetings, share where they belong together."""


def set_aside(
    sittings: tuple[Sitting, ...], facilitators: Facilitators, material: Material
) -> None:
    """Mark the meetings that are none of the table.

    Sources of unrelated processes each have a table of their own. Where two groups of meetings show
    as much, the one a report tells first is the table; groups of different reports both are.
    """
    for sitting in sittings:
        outside = sitting.parties & set(facilitators.mediators)
        sitting.aside = bool(outside) and len(sitting.parties - outside) < 2
    if all(sitting.aside for sitting in sittings):
        for sitting in sittings:
            sitting.aside = False
    for process, sources in _processes([s for s in sittings if not s.aside], material):
        _set_aside_in(process, sources, material)


def _processes(sittings: list[Sitting], material: Material) -> list[tuple[list[Sitting], set[str]]]:
    """Return meetings by process, with its sources: those that name two parties in common."""
    named = {
        source: {p for act in acts for p in (*material.holders(act), *material.targets(act))}
        for source, acts in material.acts_of.items()
    }
    groups = _joined(named, lambda one, other: len(named[one] & named[other]) >= _ONE_PROCESS)
    home = {source: number for number, group in enumerate(groups) for source in group}
    found: dict[int, list[Sitting]] = {}
    for sitting in sittings:
        found.setdefault(home[sitting.acts[0].source_id], []).append(sitting)
    return [(here, set(groups[number])) for number, here in found.items()]


def _set_aside_in(sittings: list[Sitting], sources: set[str], material: Material) -> None:
    numbers = range(len(sittings))
    groups = _joined(
        numbers, lambda i, j: len(sittings[i].parties & sittings[j].parties) >= _ONE_PROCESS
    )
    evidence = {i: _evidence([sittings[n] for n in group], material)
                for i, group in enumerate(groups)}  # fmt: skip
    most = max(evidence.values())
    first = [group for i, group in enumerate(groups) if evidence[i] == most]
    main = {n for group in first for n in group if not _told_after(group, first, sittings)}
    seated = {party for n in main for party in sittings[n].parties}
    if all(_is_bare(sittings[n], material) for n in main) and _others_settle(
        seated, sources, material
    ):
        main, seated = set(), set()
    waiting = [n for n in numbers if n not in main]
    while joining := [n for n in waiting if _belongs(sittings[n], seated, material)]:
        main |= set(joining)
        seated |= {party for n in joining for party in sittings[n].parties}
        waiting = [n for n in waiting if n not in main]
    for n in waiting:
        sittings[n].aside = True


def _told_after(group: list[int], groups: list[list[int]], sittings: list[Sitting]) -> bool:
    """Tell whether a report that tells of a group of meetings tells of another one before it."""

    def starts(numbers: list[int]) -> dict[str, int]:
        acts = [act for n in numbers for act in sittings[n].acts]
        return {s: min(a.cue[0].start for a in acts if a.source_id == s)
                for s in {a.source_id for a in acts}}  # fmt: skip

    mine = starts(group)
    return any(
        source in mine and start < mine[source]
        for other in groups
        if other is not group
        for source, start in starts(other).items()
    )


def _evidence(sittings: list[Sitting], material: Material) -> int:
    """Return how much shows that these meetings are negotiations among their members."""
    kinds = {act.kind for sitting in sittings for act in sitting.acts}
    parties = {party for sitting in sittings for party in sitting.parties}
    sources = {source for sitting in sittings for source in sitting.sources}
    points = 6 * ("sign" in kinds) + 4 * ("agree" in kinds) + 2 * ("meet" in kinds)
    points += min(3, len(sittings)) + min(3, len(sources))
    bargaining = list(_bargaining(material))
    holders: dict[str, set[str]] = {}
    for act in bargaining:
        for issue in set(act.issues) - {PROCEDURAL}:
            holders.setdefault(issue, set()).update(parties & set(material.holders(act)))
    points += min(4, sum(len(held) > 1 for held in holders.values()))
    towards = [
        act for act in bargaining
        if parties & set(material.holders(act)) and parties & set(material.targets(act))
    ]  # fmt: skip
    return points + min(4, len(towards))


def _bargaining(material: Material) -> Iterable[Act]:
    return (
        act
        for act in material.acts
        if act.kind in BARGAINING
        and act.modality not in ("denied", "hypothetical")
        and material.own(act)
    )


def _is_bare(sitting: Sitting, material: Material) -> bool:
    """Tell whether nothing but a meeting is told: no issue, no agreement, no word to each other."""
    if any(act.kind in _SETTLING or act.issues for act in sitting.acts):
        return False
    return not any(
        sitting.parties & set(material.holders(act))
        and (set(act.issues) - {PROCEDURAL} or sitting.parties & set(material.targets(act)))
        for act in _bargaining(material)
    )


def _others_settle(parties: set[str], sources: set[str], material: Material) -> bool:
    """Tell whether somebody else signs or agrees in these sources."""
    return any(
        act.kind in _SETTLING
        and has_happened(act)
        and bool(material.holders(act))
        and not parties & set(material.holders(act))
        for act in material.acts
        if act.source_id in sources
    )


def _belongs(sitting: Sitting, seated: set[str], material: Material) -> bool:
    """Tell whether newcomers settled or bargain over an issue with somebody at the table."""
    newcomers = sitting.parties - seated
    if not newcomers:
        return True
    if not sitting.parties & seated:
        return False
    if any(act.kind in _SETTLING and set(act.issues) - {PROCEDURAL} for act in sitting.acts):
        return True
    for act in _bargaining(material):
        holders, targets = set(material.holders(act)), set(material.targets(act))
        between = (holders & newcomers and targets & seated) or (
            holders & seated and targets & newcomers
        )
        if between and set(act.issues) - {PROCEDURAL}:
            return True
    return False


def _joined(items: Iterable[_T], linked: Callable[[_T, _T], bool]) -> list[list[_T]]:
    """Return items in groups that are linked directly or through others, in order."""
    groups: list[list[_T]] = []
    for item in items:
        mine = [group for group in groups if any(linked(item, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(other for group in mine for other in group), item])
    return groups
