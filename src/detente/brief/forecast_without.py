"""The forecast of an issue with and without each party: who gains by it, and who loses."""

from collections.abc import Sequence

from detente.analysis.forecast_values import IssueForecast, Nearer, WithoutParty
from detente.brief.blocks import Block, Prose, Row
from detente.brief.forecast_figures import NOTHING, change_spread, change_words
from detente.brief.writer import Pen

N_NAMED = 3
"""Parties named that come nearer or farther, those with the largest change; ties are all named."""


def without_table(pen: Pen, issue: IssueForecast) -> list[Block]:
    """Return what each seat does to the forecast; a sentence where none changes it."""
    changes = {change.party: change for change in issue.without}
    if not changes:
        return []
    if not any(_matters(change) for change in changes.values()):
        return [Prose(statements=(pen.say(pen.text("forecast.without_none")),))]
    named = [changes[party] for party in pen.names.in_order(changes)]
    rows = [_row(pen, issue, change) for change in sorted(named, key=lambda c: not c.joins)]
    keys = ("change", "mean_change", "median_after", "nearer", "farther")
    columns = [pen.text(f"forecast.column.{key}") for key in keys]
    caption = pen.text("forecast.without_caption", issue=pen.names.issue(issue.issue))
    return [pen.table(caption, columns, rows, (1, 2))]


def _matters(change: WithoutParty) -> bool:
    """Return whether a change at the table moves anything."""
    mean = change.mean_change
    return any(abs(v) >= NOTHING for v in (mean.low, mean.mid, mean.high, change.median_change))


def _row(pen: Pen, issue: IssueForecast, change: WithoutParty) -> Row:
    key = "seats.with" if change.joins else "seats.without"
    known = {party.party for party in issue.parties if party.known}
    felt = [near for near in change.nearer if near.party in known]
    gains = [near for near in felt if near.points.mid >= NOTHING]
    losses = [near for near in felt if near.points.mid <= -NOTHING]
    cells = (
        change_spread(pen.words, change.mean_change),
        pen.text(
            "forecast.median_after",
            after=pen.words.number(change.median_after),
            change=change_words(pen.words, change.median_change),
        ),
        _named(pen, gains),
        _named(pen, losses),
    )
    head = pen.say(pen.text(key, party=pen.names.actor(change.party)))
    return Row(head=head, cells=tuple(map(pen.cell, cells)))


def _named(pen: Pen, felt: Sequence[Nearer]) -> str:
    """Return the parties with the largest changes and the number of the others."""
    sizes = sorted((abs(near.points.mid) for near in felt), reverse=True)
    least = sizes[:N_NAMED][-1] if sizes else 0.0
    by_name = {near.party: near for near in felt if abs(near.points.mid) >= least}
    ordered = [by_name[party] for party in pen.names.in_order(by_name)]
    parts = [
        f"{pen.names.actor(near.party)}: {change_words(pen.words, near.points.mid)}"
        for near in sorted(ordered, key=lambda near: -abs(near.points.mid))
    ]
    if len(felt) > len(parts):
        parts.append(pen.text("forecast.others", len(felt) - len(parts)))
    return "; ".join(parts)
