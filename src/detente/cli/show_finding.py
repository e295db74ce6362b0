"""A finding on a terminal: the answer in words and tables, then method, seed and warnings."""

from collections.abc import Callable
from functools import partial
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.finding import (
    BurdenValues,
    Excluder,
    Finding,
    OpenQuestion,
    RobustnessValues,
    SeatChange,
    SeatsValues,
    SettlementValues,
)
from detente.analysis.forecast_values import ForecastValues
from detente.analysis.stability_values import StabilityValues
from detente.case.model import Case
from detente.cli.output import printable
from detente.cli.show_burden import burden_blocks
from detente.cli.show_exact import exact_blocks
from detente.cli.show_forecast import forecast_blocks
from detente.cli.show_stability import stability_blocks
from detente.cli.words import Names, grid, percent, row, spread
from detente.sources.frozen import Language

N_FOREMOST = 5
"""Settlements shown; all stand in the JSON."""


def finding_blocks(
    case: Case | None, finding: Finding[Any], language: Language, named: Case | None = None
) -> list[RenderableType]:
    """Return what a terminal shows of a finding; without a case only stability.

    `named` is the case with what is supposed, which also names that.
    """
    names = Names(language, case=named or case)
    show: dict[type, Callable[[Any, Names], list[RenderableType]]] = {
        **({} if case is None else {SettlementValues: partial(_settlement, case)}),
        BurdenValues: burden_blocks,
        SeatsValues: _seats,
        StabilityValues: stability_blocks,
        ForecastValues: forecast_blocks,
        RobustnessValues: _robustness,
    }
    blocks = show[type(finding.values)](finding.values, names)
    blocks += [Text(f"\nnote: {names.label(warning)}") for warning in finding.warnings]
    blocks.append(
        Text(
            f"\n{finding.method}; {finding.n_draws} draws, seed {finding.seed}, "
            f"case {finding.case_sha256[:12]}, detente {finding.version}"
        )
    )
    return blocks


def _settlement(case: Case, values: SettlementValues, names: Names) -> list[RenderableType]:
    blocks: list[RenderableType] = [Text(f"consent needed: {_consent(case, names)}")]
    exact = values.exact
    certain = exact is not None and exact.certain
    if values.exists.of and not certain:
        blocks += [
            Text(f"a settlement exists in {percent(values.exists)} of the plausible value sets"),
            Text(f"settlements in a set: {spread(values.count)} of {values.n_outcomes} outcomes"),
        ]
    if exact is not None:
        blocks += exact_blocks(exact, names)
    foremost = grid(f"foremost of {len(values.outcomes)}", "accepted", "efficient", "outcome")
    for result in () if certain else values.outcomes[:N_FOREMOST]:
        named = [f"{name} {share.share:.0%}" for name, share in result.solutions.items() if share.n]
        outcome = names.outcome(result.outcome) + (f" [{', '.join(named)}]" if named else "")
        row(foremost, f"{result.settlement.share:.0%}", f"{result.efficient.share:.0%}", outcome)
    options = grid("options", "issue", "option", "possible", "in settlements")
    for item in values.options:
        option = names.option(f"{item.issue}={item.option}")
        frequency = spread(item.frequency, as_percent=True)
        row(options, names.issue(item.issue), option, f"{item.possible.share:.0%}", frequency)
    lines = grid("red lines", "party", "never", "bars", "binds", "blocks")
    for line in values.red_lines:
        shares = (f"{share.share:.0%}" for share in (line.bars, line.binds, line.blocks))
        row(lines, names.actor(line.party), printable(line.statement), *shares)
    conflicts = grid("what excludes each other", "share", "demands")
    for conflict in () if certain else values.conflicts:
        row(conflicts, f"{conflict.share.share:.0%}", ", ".join(conflict.members))
    return [*blocks, *(t for t in (foremost, options, lines, conflicts) if t.row_count)]


def _consent(case: Case, names: Names) -> str:
    """Return whose consent is needed: everyone's at the table, or what the case says instead."""
    rule, table = case.consent, case.seated()
    if rule.unanimous:
        return names.actors(table)
    said = [f"veto of {names.actors(rule.veto)}"] if rule.veto else []
    if rule.quota is not None:
        said.append(f"{min(rule.quota, len(table))} of {names.actors(table)}")
    for name, group in rule.groups.items():
        members = [party for party in group.members if party in table]
        least = len(members) if group.quota is None else min(group.quota, len(members))
        said.append(f"{least} of {printable(name)} ({names.actors(members)})")
    return "; ".join(said)


def _seats(values: SeatsValues, names: Names) -> list[RenderableType]:
    changes = [*values.changes, *([values.everyone] if values.everyone else [])]
    return [block for change in changes for block in _seat(change, names)]


def _seat(change: SeatChange, names: Names) -> list[RenderableType]:
    who = "everyone without one" if change.party == "*" else names.actor(change.party)
    verb, share = ("gets", "fall away") if change.gets_seat else ("loses", "are new")
    before, after = percent(change.exists_before), percent(change.exists_after)
    heading = _heading(
        f"{who} {verb} a seat: settlements in {before} before, {after} after; "
        f"{spread(change.excluded, as_percent=True)} {share}"
    )
    table = grid(
        "",
        "party", "change in points", "better", "worse",
    )  # fmt: skip
    for item in change.parties:
        shares = (f"{item.better.share:.0%}", f"{item.worse.share:.0%}")
        row(table, names.actor(item.party), spread(item.change), *shares)
    then = spread(change.count_after)
    counts = f"settlements: {spread(change.count_before)} before, {then} after"
    if change.won is not None and change.lost is not None:
        counts += f"; {spread(change.lost)} fall away, {spread(change.won)} are new"
    blocks: list[RenderableType] = [heading, Text(counts)]
    blocks += [
        Text(
            f"{_demand(item, names)} is violated by {spread(item.count)} of those that "
            f"{share}, alone by {spread(item.alone, as_percent=True)}"
        )
        for item in change.excluders
    ]
    blocks.append(table)
    for label, options in (("lost", change.options_lost), ("won", change.options_won)):
        if options:
            blocks.append(Text(f"{label}: {names.about((), options)}"))
    return blocks


def _demand(item: Excluder, names: Names) -> str:
    what = "no deal" if item.path.endswith(".no_deal") else f"red line {item.path.split('.')[-1]}"
    return f"{what} of {names.actor(item.party)}"


def _robustness(values: RobustnessValues, names: Names) -> list[RenderableType]:
    blocks: list[RenderableType] = []
    for question in values.questions:
        blocks.append(_heading(f"{_asked(question, names)} yes in {percent(question.yes)}"))
        table = grid(
            "",
            "weight", "value", "range", "yes if low", "yes if high",
        )  # fmt: skip
        for item in question.deciders:
            ends = (f"{item.when_low:.0%}", f"{item.when_high:.0%}")
            row(table, f"{item.weight:.0%}", item.path, f"{item.low:g}..{item.high:g}", *ends)
        blocks += [table] if table.row_count else []
    return blocks


def _heading(words: str) -> Text:
    return Text(f"\n{words}", style="bold")


def _asked(question: OpenQuestion, names: Names) -> str:
    if question.about == "settlement_exists":
        return "is there a settlement?"
    if question.about == "all_can_agree":
        return "is there one with everyone at the table?"
    return f"does the foremost one leave {names.actor(question.party or '')} below no deal?"
