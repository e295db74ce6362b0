"""Acts that cannot both stand; both are kept, none is preferred."""

from collections.abc import Iterator
from itertools import combinations

from detente.reading.act import Act
from detente.record.absences import is_denial
from detente.record.happened import has_happened
from detente.record.happenings import group_acts
from detente.record.material import Material
from detente.record.positions import Stand
from detente.record.record import Contradiction


def build_contradictions(
    material: Material, stands: tuple[Stand, ...]
) -> tuple[Contradiction, ...]:
    """Return contradictory words of one party, then denials against reports, in text order."""
    found = [*_of_stands(stands), *_of_denials(material)]
    return tuple(dict.fromkeys(found))


def _of_stands(stands: tuple[Stand, ...]) -> Iterator[Contradiction]:
    for one, other in combinations(stands, 2):
        if (
            one.current
            and other.current
            and one.is_about_same(other)
            and {one.stance, other.stance} == {"for", "against"}
            and not _of_one_sentence(one.acts[0], other.acts[0])
        ):
            yield Contradiction(
                party=one.party, issue=one.issue, because=(one.acts[0].id, other.acts[0].id)
            )


def _of_one_sentence(act: Act, other: Act) -> bool:
    """Tell whether the words of two acts overlap: clauses of a sentence belong together."""
    return (
        act.source_id == other.source_id
        and act.span.start < other.span.end
        and other.span.start < act.span.end
    )


def _of_denials(material: Material) -> Iterator[Contradiction]:
    """Yield reports with the denials of them; what is told several times counts once."""
    denials = [g[0] for g in group_acts((a for a in material.acts if _denies(a)), material)]
    reports = [g[0] for g in group_acts((a for a in material.acts if has_happened(a)), material)]
    for act in reports if denials else ():
        for denial in denials:
            if _cannot_both_stand(act, denial, material):
                yield Contradiction(
                    party=_common(act, denial, material),
                    issue=next((i for i in act.issues if i in denial.issues), None),
                    because=(act.id, denial.id),
                )


def _denies(act: Act) -> bool:
    return act.modality == "denied" or act.kind in ("deny", "assure")


def _cannot_both_stand(act: Act, denial: Act, material: Material) -> bool:
    if act.kind == "leave_out":
        return any(is_denial(denial, party, material) for party in material.targets(act))
    if denial.modality != "denied" or denial.kind != act.kind:
        return False
    doers, others = set(material.holders(act)), set(material.holders(denial))
    targets, other_targets = set(material.targets(act)), set(material.targets(denial))
    return (
        bool(doers & others)
        and (not targets or not other_targets or bool(targets & other_targets))
        and (set(act.issues) == set(denial.issues) or bool(set(act.issues) & set(denial.issues)))
    )


def _common(act: Act, denial: Act, material: Material) -> str | None:
    """Return the party whose acts both are; None where they are different parties'."""
    both = [party for party in material.holders(act) if party in material.holders(denial)]
    return both[0] if len(both) == 1 and act.source_id == denial.source_id else None
