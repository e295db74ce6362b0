"""Concessions that have happened: said of a party as a fact, or seen in its own changed position.

Asked, demanded, counterfactual and promised concessions are none.
"""

import re
from collections.abc import Iterator

from detente.reading.act import Act
from detente.record.facilitators import find_facilitators
from detente.record.happened import has_happened
from detente.record.happenings import group_acts, ids
from detente.record.material import Material
from detente.record.positions import Stand, is_later
from detente.record.record import Concession, RoleEntry

_ADMITTING = re.compile(r"(?:\s+ein)?,?\s+(?:that|dass)\b")
_GIVING_IN = frozenset({"accept", "agree", "sign", "concede"})


def build_concessions(
    material: Material, stands: tuple[Stand, ...], roles: tuple[RoleEntry, ...]
) -> tuple[Concession, ...]:
    """Return reported concessions, then those that a change of a party's own position shows.

    Only a party at the table or affected can concede; one who hosts or mediates moves nothing of
    its own, and where the sources show a table, somebody without any part in it neither.
    """
    barred = _without_a_side(material, roles)
    reported = [found for found in _reported(material) if found.party not in barred]
    known = {act for concession in reported for act in concession.because}
    moved = [c for c in _moved(stands, material) if c.because[-1] not in known]
    return (*reported, *moved)


def _without_a_side(material: Material, roles: tuple[RoleEntry, ...]) -> set[str]:
    sides = {entry.actor for entry in roles if entry.role in ("seated", "absent", "affected")}
    helping = {entry.actor for entry in roles if entry.role in ("mediator", "host", "observer")}
    helping |= set(find_facilitators(material).mediators)
    others = set(material.by_id) if any(entry.role == "seated" for entry in roles) else helping
    return others - sides


def _reported(material: Material) -> Iterator[Concession]:
    acts = [
        act
        for act in material.acts
        if act.kind == "concede"
        and has_happened(act)
        and material.own(act)
        and not _admits(act, material)
    ]
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Act]] = {}
    for group in group_acts(acts, material):
        best: Act = group[0]
        for party in material.holders(best):
            alone = () if best.options else ids(group)
            found.setdefault((party, best.options, alone), []).extend(group)
    for (party, _, _), group_of in found.items():
        first = group_of[0]
        yield Concession(
            party=party,
            issue=first.issues[0] if first.issues else None,
            to=material.sorted_parties(to for act in group_of for to in material.targets(act)),
            because=ids(group_of),
        )


def _admits(act: Act, material: Material) -> bool:
    """Tell whether something is admitted ("conceded that", "räumte ein, dass"), not given."""
    return _ADMITTING.match(material.words(act)[act.cue[-1].end :]) is not None


def _moved(stands: tuple[Stand, ...], material: Material) -> Iterator[Concession]:
    """Yield moves from against to for an option that another party wants."""
    for later in stands:
        for earlier in stands:
            if not _gives_in(earlier, later, material):
                continue
            wanting = material.sorted_parties(
                stand.party
                for stand in stands
                if stand.party != later.party
                and stand.stance == "for"
                and set(stand.options) & set(later.options) & set(earlier.options)
                and not is_later(stand.acts[0], later.acts[0], material)
            )
            if wanting:
                yield Concession(
                    party=later.party,
                    issue=later.issue,
                    to=wanting,
                    because=(earlier.acts[-1].id, later.acts[0].id),
                )


def _gives_in(earlier: Stand, later: Stand, material: Material) -> bool:
    act = later.acts[0]
    return (
        earlier.is_about_same(later)
        and bool(set(earlier.options) & set(later.options))
        and (earlier.stance, later.stance) == ("against", "for")
        and not (earlier.ascribed or later.ascribed)
        and act.kind in _GIVING_IN
        and has_happened(act)
        and is_later(act, earlier.acts[-1], material)
    )
