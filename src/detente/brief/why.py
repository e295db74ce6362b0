"""Why a settlement is the one that rules name: red lines, trades, who gains nothing or least."""

from collections.abc import Sequence

from detente.analysis.exact import SolutionName, Trade
from detente.brief.blocks import Block, Heading, Points, Statement
from detente.brief.named import Named, rule_names
from detente.brief.paths import behind_paths, value_words
from detente.brief.quantities import decimal, exactly
from detente.brief.writer import Pen
from detente.case.model import Case

N_SHOWN = 3
"""Settlements that are explained."""


def why(pen: Pen, found: Sequence[Named], case: Case) -> list[Block]:
    """Return the explanation of the first named settlements."""
    blocks: list[Block] = []
    for item in found[:N_SHOWN]:
        said = _sentences(pen, case, item)
        heading = pen.text("why.heading", numeral=item.numeral)
        blocks += [Heading(text=heading), Points(statements=tuple(said))]
    return blocks


def _sentences(pen: Pen, case: Case, item: Named) -> list[Statement]:
    said = _binding(pen, case, item)
    reason = item.points[0].why
    said += [_trade(pen, trade) for trade in reason.trades]
    if reason.indifferent:
        subject = pen.names.subject(reason.indifferent)
        words = pen.text("why.indifferent", subject.number, parties=subject.nom)
        said.append(pen.say(words))
    if reason.least_gain is not None and reason.least_gain not in reason.indifferent:
        words = pen.text("why.least", party=pen.names.actor(reason.least_gain))
        said.append(pen.say(words))
    if reason.binding is None:
        said.append(pen.say(pen.text("why.not_looked")))
    return said or [pen.say(pen.text("why.nothing"))]


def _binding(pen: Pen, case: Case, item: Named) -> list[Statement]:
    """Return what keeps each rule from naming something better, rules with the same at once."""
    held: dict[tuple[str, ...], list[SolutionName]] = {}
    for point in item.points:
        if point.why.binding:
            held.setdefault(point.why.binding, []).append(point.rule)
    said = []
    for paths, rules in held.items():
        words = pen.text(
            "why.binding",
            len(paths),
            rules=rule_names(pen, rules),
            demands="; ".join(value_words(pen, path) for path in paths),
        )
        said.append(pen.say(words, behind_paths(case, paths)))
    return said


def _trade(pen: Pen, trade: Trade) -> Statement:
    """Return an exchange; the parties in the order of their names."""
    sides = {
        trade.first: (trade.first_issue, trade.first_loses),
        trade.second: (trade.second_issue, trade.second_loses),
    }
    one, other = pen.names.in_order(sides)
    subjects = [pen.names.subject([party]) for party in (one, other)]
    points = [decimal(pen.words, exactly(sides[party][1]), 1) for party in (one, other)]
    words = pen.text(
        "why.trade",
        subjects[0].number,
        one=subjects[0].cap,
        other=subjects[1].nom,
        issue=pen.names.issue(sides[one][0]),
        other_issue=pen.names.issue(sides[other][0]),
        name=pen.names.actor(one),
        other_name=pen.names.actor(other),
        loss=points[0],
        other_loss=points[1],
    )
    return pen.say(words, lead=pen.text("why.lead"))
