"""The forecast of an issue with and without each party: who gains by it, and who loses."""

from collections.abc import Sequence

from detente.analysis.forecast_values import IssueForecast, Nearer, WithoutParty
from detente.brief.blocks import Block, Prose, Row
from detente.brief.forecast_figures import NOTHING, change_spread, change_words
from detente.brief.writer import Pen

N_NAMED = 3
"""Parties named at least that come nearer or farther, those with the largest change first."""


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
    """Return who is touched most, those alike together, and the number of the others."""
    alike: dict[str, list[str]] = {}
    for near in sorted(felt, key=lambda near: -abs(near.points.mid)):
        alike.setdefault(change_words(pen.words, near.points.mid), []).append(near.party)
    parts: list[str] = []
    n_named = 0
    for amount, parties in alike.items():
        if n_named < N_NAMED:
            parts.append(f"{pen.names.actors(parties)}: {amount}")
            n_named += len(parties)
    if len(felt) > n_named:
        parts.append(pen.text("forecast.others", len(felt) - n_named))
    return "; ".join(parts)
