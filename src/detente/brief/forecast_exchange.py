"""Exchanges between issues: what they change, who gains, and at whose expense they are."""

from collections.abc import Sequence
from fractions import Fraction

from detente.analysis.forecast_values import (
    EqualGainExchange,
    ExchangeForecast,
    ForecastValues,
    PartyExchanges,
)
from detente.brief.blocks import Block, Prose, Row, Statement
from detente.brief.forecast_figures import NOTHING, change_spread, change_words, label_words
from detente.brief.forecast_record import variant_words
from detente.brief.quantities import decimal
from detente.brief.writer import Pen

N_EXCHANGES = 6
"""Exchanges shown, in the order in which they are made."""


def exchanges(pen: Pen, values: ForecastValues) -> list[Block]:
    """Return what exchanges do to the issues and the parties, and the exchanges themselves."""
    found = values.exchange
    blocks: list[Block] = [pen.heading("forecast.exchange.title")]
    if found.why_not is not None:
        return [*blocks, Prose(statements=(pen.say(label_words(pen, found.why_not)),))]
    blocks.append(pen.note("forecast.exchange.note"))
    if not found.exchanges and all(abs(p.own.high) < NOTHING for p in found.parties):
        return [*blocks, Prose(statements=(pen.say(pen.text("forecast.exchange.none")),))]
    if _has_account(pen):
        words = pen.text("forecast.exchange.account")
        blocks.append(Prose(statements=(pen.say(words, see="burden"),)))
    else:
        blocks.append(Prose(statements=tuple(_payers(pen, found))))
        blocks.append(_parties(pen, values))
    blocks.append(_issues(pen, found))
    if found.exchanges:
        blocks.append(_made(pen, found))
    return blocks


def _has_account(pen: Pen) -> bool:
    """Return whether the section on burden says at whose expense exchanges are."""
    findings = pen.writer.findings
    account = findings.burden.values.exchange if findings is not None else None
    return account is not None and bool(account.parties)


def _payers(pen: Pen, found: ExchangeForecast) -> list[Statement]:
    """Return at whose expense exchanges of others are, and who gains by them."""
    said = []
    for key, some in (
        ("payers", [p for p in found.parties if p.others.mid <= -NOTHING]),
        ("winners", [p for p in found.parties if p.others.mid >= NOTHING]),
    ):
        if some:
            words = pen.text(f"forecast.exchange.{key}", parties=_amounts(pen, some))
            said.append(pen.say(words))
    return said or [pen.say(pen.text("forecast.exchange.nobody"))]


def _amounts(pen: Pen, some: Sequence[PartyExchanges]) -> str:
    by_name = {party.party: party for party in some}
    ordered = [by_name[party] for party in pen.names.in_order(by_name)]
    return "; ".join(
        f"{pen.names.actor(party.party)} ({change_words(pen.words, party.others.mid)})"
        for party in sorted(ordered, key=lambda party: -abs(party.others.mid))
    )


def _parties(pen: Pen, values: ForecastValues) -> Block:
    by_name = {party.party: party for party in values.exchange.parties}
    rows = []
    for party in pen.names.in_order(by_name):
        found = by_name[party]
        marks = () if party in values.seated else (pen.mark("unseated"),)
        cells = (
            change_spread(pen.words, found.own),
            change_spread(pen.words, found.others),
            pen.words.percent(found.worse),
        )
        head = pen.say(pen.names.actor(party), marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"forecast.column.{key}") for key in ("own", "others", "worse")]
    return pen.table(pen.text("forecast.exchange.parties"), columns, rows, (1, 2, 3))


def _issues(pen: Pen, found: ExchangeForecast) -> Block:
    words, rows = pen.words, []
    for issue in found.issues:
        cells = [_place(pen, issue.before.mid), _place(pen, issue.after.mid)]
        if found.n_ties:
            ends = _place(pen, issue.tie_low), _place(pen, issue.tie_high)
            low, high = ends
            cells.append(low if low == high else words.text("number.range", low=low, high=high))
        head = pen.say(pen.names.issue(issue.issue))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    keys = ["issue", "before", "after", *(["ties"] if found.n_ties else [])]
    columns = [pen.text(f"forecast.column.{key}") for key in keys]
    note = pen.text("forecast.exchange.ties", found.n_ties) if found.n_ties else None
    caption = pen.text("forecast.exchange.issues")
    return pen.table(caption, columns, rows, range(1, len(columns)), note)


def _made(pen: Pen, found: ExchangeForecast) -> Block:
    rows = [_exchange(pen, made) for made in found.exchanges[:N_EXCHANGES]]
    keys = ("exchange", "gives", "gain", "losers", "gainers")
    columns = [pen.text(f"forecast.column.{key}") for key in keys]
    variant = variant_words(pen, "exchange", found.variant)
    notes = [pen.text("forecast.exchange.variant", variant=variant)]
    more = len(found.exchanges) - len(rows)
    if more:
        notes.insert(0, pen.text("forecast.exchange.more", more))
    return pen.table(pen.text("forecast.exchange.made"), columns, rows, (2,), " ".join(notes))


def _exchange(pen: Pen, made: EqualGainExchange) -> Row:
    steps = {
        made.first: (made.first_issue, made.first_move, made.first_shift),
        made.second: (made.second_issue, made.second_move, made.second_shift),
    }
    gives = []
    for party in pen.names.in_order(steps):
        issue, move, shift = steps[party]
        words = pen.text(
            "forecast.exchange.gives",
            issue=pen.names.issue(issue),
            move=change_words(pen.words, move),
            shift=change_words(pen.words, shift),
        )
        gives.append(pen.say(words, lead=f"{pen.names.actor(party)}:"))
    cells = (
        tuple(gives),
        pen.cell(change_words(pen.words, made.gain)),
        pen.cell(_effects(pen, made, -1)),
        pen.cell(_effects(pen, made, 1)),
    )
    return Row(head=pen.say(pen.names.actors(steps)), cells=cells)


def _effects(pen: Pen, made: EqualGainExchange, sign: int) -> str:
    """Return the third parties that lose (-1) or gain (1) by an exchange, most first."""
    felt = {party: effect for party, effect in made.others if sign * effect >= NOTHING}
    ordered = sorted(pen.names.in_order(felt), key=lambda party: -abs(felt[party]))
    return "; ".join(
        f"{pen.names.actor(party)} {change_words(pen.words, felt[party])}" for party in ordered
    )


def _place(pen: Pen, value: float) -> str:
    return decimal(pen.words, Fraction(round(value * 10), 10), 1)
