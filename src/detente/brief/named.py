"""The settlements that rules name, each once, with the rules that agree on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis.exact import ExactValues, PartyAccount, SolutionName, SolutionPoint
from detente.brief.blocks import Block, Row
from detente.brief.messages import Phrase
from detente.brief.quantities import (
    count_cell,
    decimal,
    figure,
    share_of_all,
)
from detente.brief.voices import spoken_part, unspoken
from detente.brief.writer import Pen
from detente.case.model import Case, Outcome

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
"""What the settlements are called in the brief."""
BASIS: dict[SolutionName, SolutionName] = {
    "nash_influence": "nash",
    "kalai_smorodinsky_leximin": "kalai_smorodinsky",
    "egalitarian_leximin": "egalitarian",
}
"""Variants, told only where they name something else than the rule they refine."""


@dataclass(frozen=True)
class Named:
    """A settlement that a rule names."""

    numeral: str
    """What it is called in the brief."""
    outcome: Outcome
    """The settlement."""
    parties: tuple[PartyAccount, ...]
    """What it is to every party."""
    points: tuple[SolutionPoint, ...]
    """The answers of the rules that name this very outcome first."""
    rules: tuple[SolutionName, ...]
    """All rules that name it, alone or among tied ones."""


def told(exact: ExactValues) -> list[SolutionPoint]:
    """Return what the rules name, without variants that name the same as their rule."""
    by_rule = {point.rule: point for point in exact.solutions}
    return [
        point
        for point in exact.solutions
        if not _says_the_same(point, by_rule.get(BASIS.get(point.rule, point.rule)))
    ]


def named(case: Case, exact: ExactValues) -> list[Named]:
    """Return the settlements named first by some rule, in the order of the rules.

    Outcomes that differ only where nobody at the table has spoken are one.
    """
    points = told(exact)
    groups: dict[object, list[SolutionPoint]] = {}
    for point in points:
        groups.setdefault(spoken_part(case, point.outcomes[0]), []).append(point)
    return [
        Named(
            numeral=NUMERALS[place],
            outcome=group[0].outcomes[0],
            parties=group[0].parties,
            points=tuple(group),
            rules=tuple(
                p.rule for p in points if key in [spoken_part(case, o) for o in p.outcomes]
            ),
        )
        for place, (key, group) in enumerate(groups.items())
    ]


def rule_names(pen: Pen, rules: Sequence[SolutionName]) -> Phrase:
    """Return the names of rules as a list."""
    return Phrase(pen.words.join([pen.text(f"solution.{rule}") for rule in rules]))


def agreement_words(pen: Pen, found: Sequence[Named], points: Sequence[SolutionPoint]) -> str:
    """Return which rules name the same settlement; empty where no two do."""
    if len(found) == 1 and len(points) > 1:
        return pen.text("exact.all_agree", numeral=found[0].numeral)
    said = [
        pen.text("exact.agree", rules=rule_names(pen, item.rules).cap, numeral=item.numeral)
        for item in found
        if len(item.rules) > 1
    ]
    return " ".join(said)


def rules_table(pen: Pen, found: Sequence[Named], points: Sequence[SolutionPoint]) -> Block:
    """Return what each rule looks for and what it names."""
    rows = []
    for point in points:
        numerals = [item.numeral for item in found if point.rule in item.rules]
        cells = (
            pen.text(f"seeks.{point.rule}"),
            ", ".join(numerals),
            count_cell(pen.words, point.n_outcomes),
            _value(pen, point),
        )
        head = pen.say(pen.text(f"solution.{point.rule}").cap)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [
        pen.text(f"exact.column.{name}") for name in ("rule", "seeks", "names", "tied", "value")
    ]
    note = pen.text("exact.rules_note")
    return pen.table(pen.text("exact.rules_caption"), columns, rows, (3, 4), note)


def terms_table(pen: Pen, case: Case, found: Sequence[Named]) -> Block:
    """Return what each named settlement settles."""
    open_ = unspoken(case)
    rows = []
    for issue in case.issues:
        marks = (pen.mark("unspoken"),) if issue in open_ else ()
        options = [pen.names.option(f"{issue}={item.outcome[issue]}") for item in found]
        cells = [pen.text("settlement.any") if issue in open_ else option for option in options]
        head = pen.say(pen.names.issue(issue), marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    rows.append(
        Row(
            head=pen.say(pen.text("exact.named_by")),
            cells=tuple(pen.cell(rule_names(pen, item.rules).cap) for item in found),
        )
    )
    columns = [pen.text("settlement.column.issue")]
    columns += [pen.text("exact.settlement", numeral=item.numeral) for item in found]
    note: str = pen.text("exact.terms_note")
    if open_:
        note = f"{note} {pen.text('settlement.any_note')}"
    return pen.table(pen.text("exact.terms_caption"), columns, rows, note=note)


def _says_the_same(point: SolutionPoint, basis: SolutionPoint | None) -> bool:
    return (
        basis is not None
        and basis.rule != point.rule
        and point.outcomes == basis.outcomes
        and point.n_outcomes == basis.n_outcomes
    )


def _value(pen: Pen, point: SolutionPoint) -> str:
    """Return what the rule makes largest, in its unit; how far it may be off where it may be."""
    text = _in_its_unit(pen, point)
    if not point.gap:
        return text
    return pen.text("number.within", value=text, gap=figure(pen.words, 100 * point.gap))


def _in_its_unit(pen: Pen, point: SolutionPoint) -> str:
    match point.rule:
        case "nash":
            return figure(pen.words, point.value)
        case "kalai_smorodinsky" | "kalai_smorodinsky_leximin":
            return share_of_all(pen.words, point.value)
        case "smallest_spread":
            value = decimal(pen.words, 100 * point.value, 1)
            return pen.text("number.percentage_points", value=value)
        case "utilitarian":
            return decimal(pen.words, point.value, 2)
        case _:
            return pen.text("number.points", value=decimal(pen.words, point.value, 1))
