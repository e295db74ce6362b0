"""At whose expense exchanges between issues are: own and others', by issue, exchange and score."""

from collections.abc import Sequence
from fractions import Fraction

from detente.analysis.burden_exchange_values import (
    ExchangeBurden,
    PartyExpense,
    ScoredExchange,
    TradedIssue,
)
from detente.analysis.forecast_values import EqualGainExchange
from detente.analysis.interval import Interval
from detente.brief.blocks import Block, Points, Prose, Row, Statement
from detente.brief.forecast_figures import NOTHING, label_words
from detente.brief.messages import Phrase
from detente.brief.quantities import adding_up, exactly_read, signed
from detente.brief.writer import Pen
from detente.case.model import Case

N_EXCHANGES = 8
"""Exchanges shown, in the order in which they are made; what the others bring stands in a sum."""
MOSTLY = 0.995
"""Share of draws from which an option counts as the nearest in all."""


def exchange_expense(pen: Pen, case: Case, found: ExchangeBurden | None) -> list[Block]:
    """Return what exchanges bring and cost every party; why not, where none was worked out."""
    if found is None:
        return []
    blocks: list[Block] = [pen.heading("burden.exchange.title")]
    if found.why_not is not None:
        return [*blocks, Prose(statements=(pen.say(label_words(pen, found.why_not)),))]
    if all(_is_nothing(p.own) and _is_nothing(p.others) for p in found.parties):
        none = pen.say(pen.text("burden.exchange.none"))
        return [*blocks, Prose(statements=(none,))]
    blocks.append(pen.note("burden.exchange.note"))
    blocks.append(Points(statements=tuple(_told(pen, case, found))))
    parties = {party.party: party for party in found.parties}
    ordered = [parties[party] for party in pen.names.in_order(parties)]
    blocks += [_totals(pen, found, ordered), _by_issue(pen, found, ordered)]
    if found.exchanges:
        blocks.append(_by_exchange(pen, found.exchanges, ordered))
    return [*blocks, _scores(pen, case, found, ordered)]


def _is_nothing(interval: Interval) -> bool:
    return max(abs(interval.low), abs(interval.high), abs(interval.mean)) < NOTHING


def _told(pen: Pen, case: Case, found: ExchangeBurden) -> list[Statement]:
    """Return who pays for the exchanges of others, who gains, who loses in all, who is unknown."""
    absent = [p for p in found.parties if not p.seated and p.others.mean <= -NOTHING]
    seated = [p for p in found.parties if p.seated and p.others.mean <= -NOTHING]
    gaining = [p for p in found.parties if p.others.mean >= NOTHING]
    losing = [p for p in found.parties if p.seated and p.total.mean <= -NOTHING]
    said = [
        _listed(pen, key, some, total=key == "losing")
        for key, some in (
            ("absent", absent),
            ("seated", seated),
            ("losing", losing),
            ("gaining", gaining),
        )
        if some
    ]
    if not absent and not seated:
        said.insert(0, pen.say(pen.text("burden.exchange.nobody"), lead=pen.text("burden.expense")))
    if found.left_out:
        words = pen.text("burden.exchange.listed", items=pen.names.actors(found.left_out))
        said.append(pen.say(words, lead=pen.text("burden.exchange.lead.left_out")))
    said.append(pen.say(_nearest(pen, found), lead=pen.text("burden.exchange.lead.nearest")))
    return [*said, *_lines(pen, case, found)]


def _listed(pen: Pen, key: str, some: Sequence[PartyExpense], *, total: bool) -> Statement:
    by_name = {party.party: party for party in some}
    ordered = [by_name[party] for party in pen.names.in_order(by_name)]
    amounts = {p.party: (p.total if total else p.others).mean for p in ordered}
    named = [
        f"{pen.names.actor(party)} ({signed(pen.words, exactly_read(amounts[party]))})"
        for party in sorted(amounts, key=lambda party: -abs(amounts[party]))
    ]
    words = pen.text("burden.exchange.listed", items="; ".join(named))
    acts = dict.fromkeys(act for p in ordered for act in pen.writer.behind(p.party))
    marks = (pen.mark("unseated"),) if key == "absent" else ()
    return pen.say(words, acts, marks, pen.text(f"burden.exchange.lead.{key}"))


def _nearest(pen: Pen, found: ExchangeBurden) -> Phrase:
    """Return the option nearest to every outcome after the exchanges, and where that changed."""
    parts = [_nearest_part(pen, issue) for issue in found.issues]
    return pen.text("burden.exchange.listed", items="; ".join(parts))


def _nearest_part(pen: Pen, issue: TradedIssue) -> str:
    after, before = issue.nearest_after[0], issue.nearest_before[0]
    name = pen.names.issue(issue.issue)
    if before[0] == after[0]:
        shown = _option(pen, issue, after)
        return pen.text("burden.exchange.nearest_as_before", issue=name, option=shown)
    options = {"option": _option(pen, issue, after), "before": _option(pen, issue, before)}
    return pen.text("burden.exchange.nearest_instead", issue=name, **options)


def _option(pen: Pen, issue: TradedIssue, nearest: tuple[str, float]) -> str:
    """Return an option with the share of the value sets in which it is the nearest, if not all."""
    option, share = nearest
    shown = pen.words.quoted(pen.names.option(f"{issue.issue}={option}"))
    if share >= MOSTLY:
        return shown
    return pen.text("burden.exchange.nearest_in", option=shown, share=pen.words.percent(share))


def _lines(pen: Pen, case: Case, found: ExchangeBurden) -> list[Statement]:
    """Return the red lines that the outcomes after the exchanges cross."""
    by_name = {party.party: party for party in found.parties}
    said = []
    for party in pen.names.in_order(by_name):
        for crossed in by_name[party].scored.red_lines:
            if not crossed.after:
                continue
            line = case.preferences[party].red_lines[crossed.index]
            never = pen.names.red_line(line)
            fields = {"party": pen.names.actor(party), "never": never}
            words = pen.text("burden.exchange.crosses", **fields)
            if crossed.after < MOSTLY:
                share = pen.words.percent(crossed.after)
                words = pen.text("burden.exchange.crosses_in", **fields, share=share)
            marks = [pen.mark("proposed")] if line.proposed else []
            if not by_name[party].seated:
                marks.append(pen.mark("unseated"))
            said.append(pen.say(words, line.because, marks))
    return said


def _totals(pen: Pen, found: ExchangeBurden, parties: Sequence[PartyExpense]) -> Block:
    uncertain = found.n_draws > 1
    rows = []
    for party in parties:
        parts = [exactly_read(party.own.mean), exactly_read(party.others.mean)]
        shown = adding_up(parts, 1)
        cells = [signed(pen.words, *pair) for pair in _paired(parts, shown)]
        cells.append(signed(pen.words, sum(parts, Fraction(0)), 1, sum(shown)))
        if uncertain:
            cells += [_range(pen, party.total), pen.words.percent(party.loses.share)]
        marks = () if party.seated else (pen.mark("unseated"),)
        head = pen.say(pen.names.actor(party.party), marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    keys = ["own", "others", "total", *(("range", "loses") if uncertain else ())]
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"burden.exchange.column.{key}") for key in keys]
    note = pen.text("burden.exchange.means") if uncertain else None
    caption = pen.text("burden.exchange.caption")
    return pen.table(caption, columns, rows, range(1, len(columns)), note)


def _by_issue(pen: Pen, found: ExchangeBurden, parties: Sequence[PartyExpense]) -> Block:
    """Return what every party gains and loses on each issue; every column adds up as shown."""
    kinds = [(issue.issue, kind) for issue in found.issues for kind in ("own", "others")]
    columns = {
        party.party: [exactly_read(_part(party, issue, kind).mean) for issue, kind in kinds]
        for party in parties
    }
    shown = {party: adding_up(column, 1) for party, column in columns.items()}
    rows = []
    for place, (issue, kind) in enumerate(kinds):
        if not any(column[place] for column in columns.values()):
            continue
        key = f"burden.exchange.by_issue.{kind}"
        head = pen.say(pen.text(key, issue=pen.names.issue(issue)))
        cells = [
            signed(pen.words, columns[p.party][place], 1, shown[p.party][place])
            if any(part.issue == issue for part in p.by_issue)
            else ""
            for p in parties
        ]
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    rows.append(_sum(pen, columns, shown))
    caption = pen.text("burden.exchange.by_issue.caption")
    heads = [pen.text("settlement.column.issue"), *(_head(pen, party) for party in parties)]
    partial = any(len(party.by_issue) < len(found.issues) for party in parties)
    note = pen.text("burden.exchange.by_issue.note") if partial else None
    return pen.table(caption, heads, rows, range(1, len(heads)), note)


def _part(party: PartyExpense, issue: str, kind: str) -> Interval:
    nothing = Interval(low=0, mid=0, high=0, mean=0)
    parts = {part.issue: part.own if kind == "own" else part.others for part in party.by_issue}
    return parts.get(issue, nothing)


def _by_exchange(
    pen: Pen, made: Sequence[EqualGainExchange], parties: Sequence[PartyExpense]
) -> Block:
    """Return who traded what with whom, and what it was to every party; every column adds up."""
    effects = [{effect.party: effect.total for effect in one.effects} for one in made]
    columns = {
        party.party: [exactly_read(effect.get(party.party, 0.0)) for effect in effects]
        for party in parties
    }
    heads = [_exchange_head(pen, one) for one in made[:N_EXCHANGES]]
    if len(made) > N_EXCHANGES:
        heads.append(pen.text("burden.exchange.more", len(made) - N_EXCHANGES))
        columns = {
            party: [*column[:N_EXCHANGES], sum(column[N_EXCHANGES:], Fraction(0))]
            for party, column in columns.items()
        }
    shown = {party: adding_up(column, 1) for party, column in columns.items()}
    rows = []
    for place, head in enumerate(heads):
        cells = [signed(pen.words, columns[p][place], 1, shown[p][place]) for p in columns]
        rows.append(Row(head=pen.say(head), cells=tuple(map(pen.cell, cells))))
    rows.append(_sum(pen, columns, shown))
    titles = [pen.text("forecast.column.exchange"), *(_head(pen, party) for party in parties)]
    caption, note = (pen.text(f"burden.exchange.by_exchange.{key}") for key in ("caption", "note"))
    return pen.table(caption, titles, rows, range(1, len(titles)), note)


def _exchange_head(pen: Pen, made: EqualGainExchange) -> str:
    given = {made.first: made.first_issue, made.second: made.second_issue}
    steps = [
        pen.text("burden.exchange.gives", party=pen.names.actor(p), issue=pen.names.issue(given[p]))
        for p in pen.names.in_order(given)
    ]
    return "; ".join(steps)


def _scores(pen: Pen, case: Case, found: ExchangeBurden, parties: Sequence[PartyExpense]) -> Block:
    """Return what the nearest options are worth to every party by the scores of the case."""
    rows = []
    for party in parties:
        scored = party.scored
        cells = [_spread(pen, found, value) for value in (scored.before, scored.after)]
        cells += [_spread(pen, found, scored.change), _most(pen, scored)]
        marks = () if party.seated else (pen.mark("unseated"),)
        name = pen.names.actor(party.party)
        head = pen.say(name if scored.whole else f"{name}°", marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [pen.text("positions.column.party")]
    keys = ("before", "after", "change", "most")
    columns += [pen.text(f"burden.exchange.column.{key}") for key in keys]
    notes: list[str] = [pen.text("burden.exchange.scores.note")]
    if not all(party.scored.whole for party in parties):
        notes.append(pen.text("burden.exchange.scores.part"))
    untraded = [issue for issue in case.issues if issue not in {i.issue for i in found.issues}]
    if untraded:
        named = pen.words.join([pen.names.issue(issue) for issue in untraded])
        notes.append(pen.text("burden.exchange.scores.untraded", len(untraded), issues=named))
    caption = pen.text("burden.exchange.scores.caption")
    return pen.table(caption, columns, rows, (1, 2, 3), " ".join(notes))


def _most(pen: Pen, scored: ScoredExchange) -> str:
    """Return the part that weighs most after the exchanges; empty where none does."""
    part = max(scored.parts, key=lambda part: abs(part.after.mean))
    if abs(part.after.mean) < NOTHING:
        return ""
    issues = pen.words.join([pen.names.issue(issue) for issue in part.issues])
    return pen.text(
        "seats.part", issues=issues, change=signed(pen.words, exactly_read(part.after.mean))
    )


def _spread(pen: Pen, found: ExchangeBurden, value: Interval) -> str:
    mean = signed(pen.words, exactly_read(value.mean))
    if found.n_draws == 1 or value.high - value.low < NOTHING:
        return mean
    low, high = (signed(pen.words, exactly_read(end)) for end in (value.low, value.high))
    return pen.text("number.spread", low=low, mid=mean, high=high)


def _range(pen: Pen, value: Interval) -> str:
    low, high = (signed(pen.words, exactly_read(end)) for end in (value.low, value.high))
    return low if low == high else pen.words.text("number.range", low=low, high=high)


def _sum(pen: Pen, columns: dict[str, list[Fraction]], shown: dict[str, list[int]]) -> Row:
    totals = [signed(pen.words, sum(columns[p], Fraction(0)), 1, sum(shown[p])) for p in columns]
    head = pen.say(pen.text("burden.exchange.sum"))
    return Row(head=head, cells=tuple(map(pen.cell, totals)))


def _paired(parts: Sequence[Fraction], shown: Sequence[int]) -> list[tuple[Fraction, int, int]]:
    return [(part, 1, units) for part, units in zip(parts, shown, strict=True)]


def _head(pen: Pen, party: PartyExpense) -> str:
    name = pen.names.actor(party.party)
    return name if party.seated else pen.text("chart.unseated", party=name)
