"""The burden finding on a terminal: gain and loss by settlements, and by exchanges of issues."""

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.burden_exchange_values import ExchangeBurden, PartyExpense
from detente.analysis.finding import BurdenValues
from detente.analysis.forecast_values import EqualGainExchange
from detente.analysis.interval import Interval
from detente.brief.quantities import adding_up, exactly_read
from detente.cli.words import Names, grid, percent, row, spread

N_FOREMOST = 5
"""Settlements shown; all stand in the JSON."""
N_EXCHANGES = 8
"""Exchanges shown; all stand in the JSON."""


def burden_blocks(values: BurdenValues, names: Names) -> list[RenderableType]:
    """Return what a terminal shows of a burden finding."""
    table = grid(
        "gain or loss against no deal, in points of 100, over all settlements",
        "party", "seat", "worst", "best", "settlements below no deal",
    )  # fmt: skip
    for party in values.parties:
        below = spread(party.below_no_deal, as_percent=True)
        seat = "yes" if party.seated else "no"
        row(table, names.actor(party.party), seat, spread(party.least), spread(party.most), below)
    blocks: list[RenderableType] = [table]
    for settlement in values.settlements[:N_FOREMOST]:
        outcome = names.outcome(settlement.outcome)
        heading = f"\naccepted in {percent(settlement.share)}: {outcome}"
        blocks.append(Text(heading, style="bold"))
        account = grid(
            "",
            "party", "against no deal", "worse off", "most of it",
        )  # fmt: skip
        for item in settlement.parties:
            parts = sorted(item.by_issue, key=lambda part: -abs(part.against_no_deal.mean))[:1]
            most = [f"{names.issue(p.issue)} {p.against_no_deal.mean:+.0f}" for p in parts]
            gain, worse = spread(item.against_no_deal), f"{item.worse_than_no_deal.share:.0%}"
            row(account, names.actor(item.party), gain, worse, *most)
        blocks.append(account)
    return [*blocks, *(_exchanges(values.exchange, names) if values.exchange else [])]


def _exchanges(found: ExchangeBurden, names: Names) -> list[RenderableType]:
    heading = Text("\nexchanges between issues, one round", style="bold")
    if found.why_not is not None:
        return [heading, Text(names.label(found.why_not))]
    table = grid(
        "change in points times salience, means; * no seat",
        "party", "own exchanges", "those of others", "in all", "loses in", "weighs most",
    )  # fmt: skip
    for party in found.parties:
        parts = adding_up([exactly_read(p.mean) for p in (party.own, party.others)], 1)
        cells = (f"{tenths / 10:+.1f}" for tenths in (*parts, sum(parts)))
        row(table, _name(party, names), *cells, f"{party.loses.share:.0%}", _most(party, names))
    blocks: list[RenderableType] = [heading, table]
    if found.left_out:
        blocks.append(Text(f"no place, so not in the account: {names.actors(found.left_out)}"))
    if found.exchanges:
        blocks.append(_made(found, names))
    scores = grid(
        "the nearest options in the scores of the case, against no deal, points of 100",
        "party", "before", "after", "change", "",
    )  # fmt: skip
    for party in found.parties:
        scored = party.scored
        worths = (spread(part) for part in (scored.before, scored.after, scored.change))
        row(scores, _name(party, names), *worths, "" if scored.whole else "some issues only")
    blocks.append(scores)
    for issue in found.issues:
        options = ", ".join(
            f"{names.option(f'{issue.issue}={option}')} {share:.0%}"
            for option, share in issue.nearest_after
        )
        ends = f"{issue.before.mid:.0f} to {issue.after.mid:.0f}"
        blocks.append(Text(f"{names.issue(issue.issue)}: {ends}; nearest now: {options}"))
    return blocks


def _made(found: ExchangeBurden, names: Names) -> RenderableType:
    table = grid("who traded what, every range at its middle", "exchange", "each gains", "others")
    shown = {party.party: _name(party, names) for party in found.parties}
    for made in found.exchanges[:N_EXCHANGES]:
        others = [f"{shown[party]} {effect:+.1f}" for party, effect in made.others]
        row(table, _given(made, names), f"{made.gain:+.1f}", ", ".join(others))
    if len(found.exchanges) > N_EXCHANGES:
        row(table, f"{len(found.exchanges) - N_EXCHANGES} more in the JSON", "", "")
    return table


def _given(made: EqualGainExchange, names: Names) -> str:
    steps = ((made.first, made.first_issue), (made.second, made.second_issue))
    return "; ".join(f"{names.actor(p)} gives way on {names.issue(i)}" for p, i in steps)


def _name(party: PartyExpense, names: Names) -> str:
    return names.actor(party.party) + ("" if party.seated else "*")


def _most(party: PartyExpense, names: Names) -> str:
    part = max(party.by_issue, key=lambda part: abs(part.total.mean))
    return f"{names.issue(part.issue)} {_signed(part.total)}"


def _signed(interval: Interval) -> str:
    return f"{round(interval.mean, 9):+.1f}"
