"""Who was missing at a round, why, who denies it, and how the absent reacted.

A denial stands beside the report; neither cancels the other.
"""

import re
from collections.abc import Sequence

from detente.reading.act import Act
from detente.record.attendance import ends_seat
from detente.record.happened import has_happened
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.record import Absence, AbsenceReason
from detente.record.rounds import Sitting

FORMAT = "negotiation_format"
EVERYONE = f"{FORMAT}=all_parties"
"""Issue and option that speak of who takes part."""

_REASONS: dict[str, AbsenceReason] = {
    "leave_out": "not_invited", "refuse": "declined", "leave": "left", "cancel": "cancelled",
}  # fmt: skip
_INVITATION = re.compile(r"invit|Einladung|eingeladen", re.IGNORECASE)
_REACTIONS = frozenset(
    {"cancel", "criticise", "warn", "threaten", "refuse", "demand", "leave", "blame", "expel",
     "impose", "halt"}
)  # fmt: skip


def absences(sittings: tuple[Sitting, ...], material: Material) -> list[tuple[Absence, ...]]:
    """Return for each round the parties it went without, in order of first mention."""
    reports: list[dict[str, list[Act]]] = [{} for _ in sittings]
    table = [number for number, sitting in enumerate(sittings) if not sitting.aside]
    for act in material.acts if table else ():
        if tells_of_absence(act):
            number = table[_round_meant(act, [sittings[n] for n in table], material)]
            for party in missing(act, material):
                if party not in sittings[number].parties:
                    reports[number].setdefault(party, []).append(act)
    return [
        tuple(
            _absence(party, told[party], sittings, material)
            for party in material.sorted_parties(told)
        )
        for told in reports
    ]


def _round_meant(act: Act, sittings: Sequence[Sitting], material: Material) -> int:
    """Return the round an absence belongs to.

    The round its text told of last before it, else the first one the text tells of; a text that
    tells of no round means the last round before its own day.
    """
    places = [
        (other.cue[0].start, number)
        for number, sitting in enumerate(sittings)
        for other in sitting.acts
        if other.source_id == act.source_id
    ]
    if places:
        before = [place for place in places if place[0] <= act.cue[0].start]
        return max(before)[1] if before else min(places)[1]
    key = material.time_key(act)
    earlier = [n for n, s in enumerate(sittings) if min(map(material.time_key, s.acts)) <= key]
    return max(earlier, default=0)


def is_denial(act: Act, party: str, material: Material) -> bool:
    """Tell whether an act denies, or assures against, that `party` is left out."""
    targets = material.targets(act)
    if targets and party not in targets:
        return False
    if act.kind == "leave_out":
        return act.modality in ("denied", "refused")
    if act.kind not in ("deny", "assure"):
        return False
    return EVERYONE in act.options or (act.modality == "denied" and party in targets)


def tells_of_absence(act: Act) -> bool:
    """Tell whether an act reports that somebody was missing at talks."""
    if not has_happened(act) and not (act.kind == "refuse" and act.modality == "refused"):
        return False
    if act.kind == "refuse":
        declined = not act.issues and _INVITATION.search(act.span.quote) is not None
        return declined or (FORMAT in act.issues and act.stance != "for")
    if act.kind == "leave":
        return ends_seat(act)
    return act.kind in _REASONS


def missing(act: Act, material: Material) -> tuple[str, ...]:
    """Return the parties that an act of absence is about."""
    return material.targets(act) if act.kind == "leave_out" else material.holders(act)


def _absence(
    party: str, reports: list[Act], sittings: tuple[Sitting, ...], material: Material
) -> Absence:
    sources = dict.fromkeys(act.source_id for act in reports)
    here = [act for source in sources for act in material.acts_of[source]]
    kind = next(kind for kind in _REASONS if any(act.kind == kind for act in reports))
    because = [act for act in reports if act.kind == kind]
    told = set(ids(because))
    reactions = [
        act
        for act in here
        if _is_reaction(act, material) and act.id not in told and party in material.holders(act)
    ]
    reactions += [
        act
        for sitting in sittings
        if sitting.aside and party in sitting.parties
        for act in sitting.acts
        if act.kind == "meet" and party in material.holders(act)
    ]
    return Absence(
        party=party,
        reason=_REASONS[kind],
        because=ids(because),
        denied_by=ids([act for act in here if is_denial(act, party, material)]),
        reactions=ids(reactions),
    )


def _is_reaction(act: Act, material: Material) -> bool:
    """Tell whether an act of an absent party answers its absence rather than an issue."""
    if act.kind not in _REACTIONS or act.modality not in ("happened", "planned", "refused"):
        return False
    return material.own(act) and (not act.issues or FORMAT in act.issues)
