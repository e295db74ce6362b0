"""The stability finding on a terminal: what holds, who leaves, who answers, which way to go."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.stability_values import (
    Effect,
    FrozenParty,
    Held,
    PartyHold,
    Roadmap,
    StabilityValues,
    Step,
    Swaps,
)
from detente.case.model import Outcome
from detente.cli.show_moves import departure_lines, steps_words
from detente.cli.show_stability_more import (
    begins,
    outcome_lines,
    party_lines,
    shares_line,
    wish_lines,
)
from detente.cli.show_supposed import supposed_blocks
from detente.cli.words import Names, grid, row

N_EXPLAINED = 3
"""Outcomes explained, besides the status quo; all stand in the JSON."""
N_EFFECTS = 5
"""Issues and options shown; all stand in the JSON."""


def stability_blocks(values: StabilityValues, names: Names) -> list[RenderableType]:
    """Return what a terminal shows of the stability of a case."""
    if not values.looked_at:
        return [Text(names.label(values.why_not)) if values.why_not else Text("not looked at")]
    blocks: list[RenderableType] = [_holders(values, names)]
    counts = ", ".join(f"{concept} {n}" for concept, n in values.n_equilibria.items())
    blocks.append(Text(f"\nof {values.n_outcomes} outcomes hold for every party: {counts}"))
    blocks.append(_table(values, names))
    for place, item in enumerate(values.outcomes, start=1):
        if place <= N_EXPLAINED or {"status_quo", "asked"} & set(item.kinds):
            blocks += _explained(place, item, names, certain=values.certain)
        elif item.fragility:
            lines = [*wish_lines(item, names), *_turning(item, names)]
            blocks.append(Text(f"\n{place}. {names.outcome(item.outcome)}", style="bold"))
            blocks += [Text(line) for line in lines]
    blocks += [_ways(values.roadmaps, names)] if values.roadmaps else []
    changes = [_frozen(values.frozen, names), _effects(values.effects, names)]
    blocks += [table for table in changes if table.row_count]
    return [*blocks, *supposed_blocks(values, names)]


def _holders(values: StabilityValues, names: Names) -> Table:
    table = grid("who can change what alone", "party", "seat", "issues")
    for holder in values.holders:
        issues = ", ".join(names.issue(issue) for issue in holder.issues) or "nothing"
        row(table, names.actor(holder.party), "yes" if holder.seated else "no", issues)
    return table


def _table(values: StabilityValues, names: Names) -> Table:
    concepts = list(values.n_equilibria)
    table = grid("does it hold (share of value sets)", "", "outcome", *concepts, "who leaves")
    for place, item in enumerate(values.outcomes, start=1):
        cells = []
        for concept in concepts:
            share = item.shares.get(concept)
            uncertain = share is not None and not values.certain
            said = f" {share.share:.0%}" if share is not None and uncertain else ""
            cells.append(("yes" if item.holds[concept] else "no") + said)
        outcome = f"{names.outcome(item.outcome)} [{', '.join(item.kinds)}]"
        row(table, place, outcome, *cells, names.actors(item.leavers) or "nobody")
    return table


def _explained(place: int, item: Held, names: Names, *, certain: bool) -> list[RenderableType]:
    blocks: list[RenderableType] = []
    lines = [] if certain else [line for line in [shares_line(item)] if line]
    lines += [line for party in item.parties for line in _party(party, names)]
    lines += [
        f"together leave ({breaker.concept}): {names.actors(breaker.members)}"
        for breaker in item.breakers
        if len(breaker.members) > 1
    ]
    lines += [*outcome_lines(item, names), *_turning(item, names)]
    if lines:
        blocks.append(Text(f"\n{place}. {names.outcome(item.outcome)}", style="bold"))
        blocks += [Text(line) for line in lines]
    return blocks


def _turning(item: Held, names: Names) -> list[str]:
    """Return how little would make each party leave, or stay."""
    return [_fragile(swaps, item.outcome, names) for swaps in item.fragility]


def _party(party: PartyHold, names: Names) -> list[str]:
    more = list(party_lines(party, names))
    if not party.departures:
        return more
    name = names.actor(party.party)
    firm = f"stays under {party.firmest}" if party.firmest else "leaves under every concept"
    lines = [f"{name} {firm}; {_counted(party.n_departures, 'better move')}"]
    for departure in party.departures:
        lines += departure_lines(departure, names)
    return [*lines, *more]


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _fragile(swaps: Swaps, outcome: Outcome, names: Names) -> str:
    name, turn = names.actor(swaps.party), "leave" if swaps.stays else "stay"
    if swaps.swaps is None:
        return f"{name}: no order of outcomes would make it {turn} ({swaps.concept})"
    said = f"{name} would {turn} ({swaps.concept}) after {_counted(swaps.swaps, 'change')}"
    said += f" in its order: this {swaps.direction}"
    if swaps.until is not None:
        until = {i: o for i, o in swaps.until.items() if o != outcome[i]}
        said += f" {'below' if swaps.stays else 'to'} the same with {names.outcome(until)}"
    if swaps.path is None or swaps.becomes is None:
        return said
    way = swaps.score_direction or "up"
    beyond = {"up": "above ", "down": "below "}[way] if swaps.beyond else ""
    return f"{said}; or with {swaps.path} {way} from {swaps.score:g} to {beyond}{swaps.becomes:g}"


def _ways(roadmaps: Sequence[Roadmap], names: Names) -> Table:
    table = grid("from the status quo", "to", "every step pays its mover", "any moves")
    for item in roadmaps:
        none = "no way" if item.searched else "too many moves to look for one"
        paying = none if item.by_improvements is None else _way(item.by_improvements, names)
        paying += begins(item, names, paying=True)
        moving = "no way" if item.by_moves is None else _way(item.by_moves, names)
        moving += begins(item, names, paying=False)
        row(table, names.outcome(item.goal), paying, moving)
    return table


def _way(steps: Sequence[Step], names: Names) -> str:
    return steps_words(steps, names) if steps else "is the status quo"


def _frozen(frozen: Sequence[FrozenParty], names: Names) -> Table:
    table = grid("if a party could not move", "party", "seat", "seq before", "after", "turns")
    for item in frozen:
        seat = "yes" if item.seated else "no"
        counts = (item.n_before["seq"], item.n_after["seq"])
        row(table, names.actor(item.party), seat, *counts, len(item.turns))
    return table


def _effects(effects: Sequence[Effect], names: Names) -> Table:
    table = grid("if nobody moved there", "issue", "option", "weight", "seq lost", "seq won")
    for item in effects[:N_EFFECTS]:
        option = names.option(f"{item.issue}={item.option}") if item.option else "all"
        counts = (item.lost["seq"], item.won["seq"])
        row(table, names.issue(item.issue), option, f"{item.weight:.0%}", *counts)
    return table
