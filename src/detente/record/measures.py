"""The ledger of measures: one-sided deeds, what they answer, and what reversed them."""

from dataclasses import dataclass

from detente.reading.act import Act, Kind
from detente.record.happened import has_happened
from detente.record.happenings import Group, group_acts, ids
from detente.record.material import Material
from detente.record.positions import issues_settled
from detente.record.record import Measure, MeasureStatus

_MEASURES: frozenset[Kind] = frozenset(
    {"impose", "expel", "cancel", "halt", "deploy", "withdraw", "lift", "restore", "release", "aid"}
)
_PLAIN: frozenset[Kind] = frozenset({"impose", "lift", "restore", "release"})
"""Measures that say what became of their issue, whoever took them."""
_REVERSED_BY: dict[Kind, frozenset[Kind]] = {
    "impose": frozenset({"lift"}),
    "expel": frozenset({"restore"}),
    "cancel": frozenset({"restore"}),
    "halt": frozenset({"restore", "lift"}),
    "deploy": frozenset({"withdraw"}),
    "withdraw": frozenset({"restore", "deploy"}),
    "aid": frozenset({"halt"}),
    "lift": frozenset({"impose"}),
    "restore": frozenset({"halt", "expel"}),
}
_REVERSING = frozenset(
    {"sanctions=lifted", "sanctions=partly_lifted", "diplomatic_relations=restored",
     "blockade=lifted", "blockade=eased", "frozen_assets=released", "airspace=open",
     "crossings=open", "trade=free", "trade=eased", "shipping=free", "shipping=corridor",
     "arms_deliveries=continued", "troop_withdrawal=full", "troop_withdrawal=partial",
     "humanitarian_access=full", "prisoners=all", "hostages=all"}
)  # fmt: skip
"""Options of the catalogue that undo a measure on their issue."""


@dataclass(frozen=True)
class _Deed:
    acts: Group
    by: frozenset[str]
    against: frozenset[str]
    issues: frozenset[str]

    @property
    def best(self) -> Act:
        return self.acts[0]


def build_measures(material: Material) -> tuple[Measure, ...]:
    """Return the measures that were taken or are planned, in order of time.

    A deed whose doer is not told ("sanctions were lifted") is one if it meets a party on an
    issue, or shows by kind or option what became of the issue; its doer stays unknown.

    A measure answers the latest earlier act that its target did to its doer. It counts as
    reversed by a later deed of the opposite kind, as to be reversed by an agreement on it.
    """
    acts = [act for act in material.acts if _is_measure(act, material)]
    deeds = [_deed(group, material) for group in group_acts(acts, material)]
    done = [deed for deed in deeds if deed.best.modality == "happened"]
    agreements = [a for a in material.acts if a.kind in ("agree", "sign") and has_happened(a)]
    return tuple(_measure(deed, done, agreements, material) for deed in deeds)


def _is_measure(act: Act, material: Material) -> bool:
    return (
        act.kind in _MEASURES
        and act.modality in ("happened", "planned")
        and act.voice in ("reported", "attributed")
        and not act.ascribed
        and bool(material.holders(act) or _tells_what_became(act, material))
        and not (act.modality == "planned" and _is_undertaken(act, material))
    )


def _tells_what_became(act: Act, material: Material) -> bool:
    """Tell whether a deed without a doer says what was done, and to which issue."""
    if not act.issues:
        return False
    plain = act.kind in _PLAIN and act.modality == "happened"
    return bool(material.targets(act) or act.options or plain)


def _is_undertaken(act: Act, material: Material) -> bool:
    """Tell whether a planned deed is what its own sentence reports as agreed."""
    return any(
        other.kind in ("agree", "sign")
        and has_happened(other)
        and other.span.start < act.span.end
        and act.span.start < other.span.end
        for other in material.acts_of[act.source_id]
    )


def _deed(group: Group, material: Material) -> _Deed:
    return _Deed(
        acts=group,
        by=frozenset(party for act in group for party in material.holders(act)),
        against=frozenset(party for act in group for party in material.targets(act)),
        issues=frozenset(issue for act in group for issue in issues_settled(act)),
    )


def _measure(deed: _Deed, done: list[_Deed], agreements: list[Act], material: Material) -> Measure:
    reversals = [act for other in done if _undoes(other, deed, material) for act in other.acts]
    agreed = [act for act in agreements if _agrees_to_undo(act, deed, material)]
    status: MeasureStatus = "in_force"
    if deed.best.modality == "planned":
        status = "planned"
    elif reversals:
        status = "reversed"
    elif agreed:
        status = "reversal_agreed"
    return Measure(
        by=material.sorted_parties(deed.by),
        against=material.sorted_parties(deed.against),
        issue=next((issue for act in deed.acts for issue in issues_settled(act)), None),
        status=status,
        answers=_answers(deed, done, material),
        reversed_by=ids([*reversals, *agreed]) if status != "planned" else (),
        because=ids(deed.acts),
    )


def _undoes(other: _Deed, deed: _Deed, material: Material) -> bool:
    if other.best.kind not in _REVERSED_BY.get(deed.best.kind, frozenset()):
        return False
    if not material.time_key(other.best) > material.time_key(deed.best):
        return False
    same_doer = not deed.by or not other.by or bool(deed.by & other.by)
    same_target = not deed.against or not other.against or bool(deed.against & other.against)
    same_issue = deed.issues == other.issues or bool(deed.issues & other.issues)
    return same_doer and same_target and same_issue


def _agrees_to_undo(act: Act, deed: _Deed, material: Material) -> bool:
    undone = {option.partition("=")[0] for option in act.options if option in _REVERSING}
    parties = set(material.parties((*act.actors, *act.targets)))
    return (
        bool(undone & deed.issues)
        and deed.best.kind not in ("lift", "restore", "release")
        and (not deed.by or bool(deed.by & parties))
        and material.time_key(act) != material.time_key(deed.best)
        and not (
            material.day(act) and material.day(deed.best) and _before(act, deed.best, material)
        )
    )


def _before(act: Act, other: Act, material: Material) -> bool:
    return material.time_key(act) < material.time_key(other)


def _answers(deed: _Deed, done: list[_Deed], material: Material) -> str | None:
    """Return the act that a measure answers; None where nothing shows it."""
    if deed.best.kind == "cancel":
        return _answers_exclusion(deed, material)
    earlier = [
        other
        for other in done
        if other is not deed
        and other.by & deed.against
        and other.against & deed.by
        and _before(other.best, deed.best, material)
    ]
    return earlier[-1].best.id if earlier else None


def _answers_exclusion(deed: _Deed, material: Material) -> str | None:
    """Return the report that left the doer out, where one source tells of both."""
    for act in material.acts:
        if (
            act.kind == "leave_out"
            and has_happened(act)
            and act.source_id == deed.best.source_id
            and deed.by & set(material.targets(act))
        ):
            return act.id
    return None
