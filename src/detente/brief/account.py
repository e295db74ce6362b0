"""Who gives what: the exact account of a settlement, by party and issue, that adds up."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from detente.analysis.exact import Amount, ExactValues, FrontierRange, Part, PartyAccount
from detente.brief.blocks import Block, Heading, Points, Row, Statement
from detente.brief.named import NUMERALS, Named, rule_names
from detente.brief.quantities import (
    adding_up,
    count_cell,
    exactly,
    places_for,
    share_of_all,
    signed,
)
from detente.brief.terms import terms
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

N_CERTAIN, N_MIDDLE = 3, 1
"""Settlements whose account is shown: in a certain case, and with ranges at their middle."""


def accounts_of(pen: Pen, case: Case, exact: ExactValues, found: Sequence[Named]) -> list[Block]:
    """Return the accounts of the first named settlements."""
    blocks: list[Block] = []
    for item in found[: N_CERTAIN if exact.certain else N_MIDDLE]:
        rules = rule_names(pen, item.rules)
        heading = pen.text("account.heading", numeral=item.numeral, rules=rules)
        blocks.append(Heading(text=heading))
        if not exact.certain and item is found[0]:
            blocks.append(pen.note("exact.middle"))
        blocks.append(Points(statements=tuple(_sentences(pen, case, item))))
        blocks.append(_table(pen, case, item, "no_deal", lambda part: part.against_no_deal))
        if item is found[0]:
            blocks.append(_table(pen, case, item, "ideal", lambda part: part.against_ideal))
    return blocks


def ranges_table(pen: Pen, exact: ExactValues) -> Block | None:
    """Return the least and the most that settlements bring each party, and how many harm it."""
    if exact.frontier is None:
        return None
    ranges = {entry.party: entry for entry in exact.frontier.ranges}
    counts = {count.party: count for count in exact.parties}
    case = pen.writer.case
    seated = case.seated() if case is not None else ()
    rows = []
    for party in pen.names.in_order(ranges):
        marks = [] if party in seated else [pen.mark("unseated")]
        silent = case is not None and is_silent(case, party)
        cells = [
            *_ends(pen, ranges[party]),
            count_cell(pen.words, counts[party].below_no_deal),
            count_cell(pen.words, counts[party].crossed),
        ]
        if silent:
            marks.append(pen.mark("silent"))
            cells = ["" for _ in cells]
        head = pen.say(pen.names.actor(party), pen.writer.behind(party), marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    names = ("least", "most", "least_efficient", "most_efficient", "below", "crossed")
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"account.column.{name}") for name in names]
    total = count_cell(pen.words, exact.n_settlements)
    note = pen.text("account.ranges_note", n=total)
    return pen.table(pen.text("burden.caption"), columns, rows, range(1, len(columns)), note)


def exact_expense_words(pen: Pen, case: Case, exact: ExactValues) -> str:
    """Return whom how many settlements leave worse off than no deal."""
    counts = {c.party: c for c in exact.parties if not is_silent(case, c.party)}
    total = count_cell(pen.words, exact.n_settlements)
    paying = [party for party in pen.names.in_order(counts) if counts[party].below_no_deal.high]
    if not paying:
        return pen.text("account.nobody_below")
    parts = [
        pen.text(
            "account.below_in",
            party=pen.names.actor(party),
            n=count_cell(pen.words, counts[party].below_no_deal),
            of=total,
        )
        for party in paying
    ]
    return pen.text("burden.below", len(parts), parties="; ".join(parts))


def _ends(pen: Pen, entry: FrontierRange) -> list[str]:
    amounts = (entry.least, entry.most, entry.least_efficient, entry.most_efficient)
    values = [exactly(amount) for amount in amounts]
    places = places_for(values)
    return [signed(pen.words, value, places) for value in values]


def _sentences(pen: Pen, case: Case, item: Named) -> list[Statement]:
    by_party = {account.party: account for account in item.parties}
    told = [p for p in pen.names.in_order(by_party) if not is_silent(case, p)]
    below = [p for p in told if exactly(by_party[p].against_no_deal) < 0]
    parts = [f"{pen.names.actor(p)} ({_gain(pen, by_party[p])})" for p in below]
    words = (
        pen.text("account.below", len(parts), parties="; ".join(parts))
        if parts
        else pen.text("account.nobody")
    )
    statements = [
        pen.say(terms(pen, case, item.outcome), lead=pen.text("burden.terms")),
        pen.say(words, lead=pen.text("burden.expense")),
    ]
    for party in told:
        for index in by_party[party].red_lines_crossed:
            line = case.preferences[party].red_lines[index]
            never = pen.names.red_line(line)
            words = pen.text("burden.crosses", party=pen.names.actor(party), never=never)
            marks = [pen.mark("proposed")] if line.proposed else []
            if not by_party[party].seated:
                marks.append(pen.mark("unseated"))
            statements.append(pen.say(words, line.because, marks))
    silent = [p for p in pen.names.in_order(by_party) if p not in told]
    if silent:
        words = pen.text("account.silent", parties=pen.names.actors(silent))
        statements.append(pen.say(words, (), (pen.mark("silent"),)))
    return statements


def _head(pen: Pen, account: PartyAccount) -> str:
    name = pen.names.actor(account.party)
    return name if account.seated else pen.text("chart.unseated", party=name)


def _gain(pen: Pen, account: PartyAccount) -> str:
    return signed(pen.words, exactly(account.against_no_deal))


def _table(pen: Pen, case: Case, item: Named, measure: str, of: Callable[[Part], Amount]) -> Block:
    """Return the parts by issue and party with their totals; every column adds up as shown."""
    by_party = {account.party: account for account in item.parties}
    told = [p for p in pen.names.in_order(by_party) if not is_silent(case, p)]
    kinds = list(dict.fromkeys(part.issues for p in told for part in by_party[p].parts))
    columns = {party: _column(by_party[party], kinds, of) for party in told}
    places = places_for(value for column in columns.values() for value in column)
    shown = {party: adding_up(column, places) for party, column in columns.items()}
    rows = []
    for place, issues in enumerate(kinds):
        cells = [
            _cell(pen, case, (party, issues), columns[party][place], shown[party][place], places)
            for party in told
        ]
        head = pen.say(_issues(pen, issues))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    totals = [signed(pen.words, sum(columns[p], Fraction(0)), places, sum(shown[p])) for p in told]
    head = pen.say(pen.text(f"account.total.{measure}"))
    rows.append(Row(head=head, cells=tuple(map(pen.cell, totals))))
    rows += _more_rows(pen, [by_party[p] for p in told], places) if measure == "no_deal" else []
    heads: list[str] = [pen.text("settlement.column.issue")]
    heads += [_head(pen, by_party[p]) for p in told]
    notes: list[str] = [pen.text(f"account.note.{measure}")] if item.numeral == NUMERALS[0] else []
    if places and notes:
        notes.append(pen.text("account.rounded"))
    if any("°" in statement.text for row in rows for cell in row.cells for statement in cell):
        notes.append(pen.text("account.unspoken"))
    caption = pen.text(f"account.caption.{measure}", numeral=item.numeral)
    return pen.table(caption, heads, rows, range(1, len(heads)), " ".join(notes) or None)


def _column(
    account: PartyAccount, kinds: Sequence[tuple[str, ...]], of: Callable[[Part], Amount]
) -> list[Fraction]:
    """Return the parts of one party, those about the same issues as one."""
    found = dict.fromkeys(kinds, Fraction(0))
    for part in account.parts:
        found[part.issues] += exactly(of(part))
    return list(found.values())


def _cell(
    pen: Pen,
    case: Case,
    about: tuple[str, tuple[str, ...]],
    value: Fraction,
    shown: int,
    places: int,
) -> str:
    """Return one part; a ring marks those on which the party has said nothing."""
    party, issues = about
    text = signed(pen.words, value, places, shown)
    wishes = case.preferences[party].issues if party in case.preferences else {}
    silent = len(issues) == 1 and (issues[0] not in wishes or wishes[issues[0]].silent)
    return f"{text}°" if silent else text


def _issues(pen: Pen, issues: tuple[str, ...]) -> str:
    if len(issues) == 1:
        return pen.names.issue(issues[0])
    named = pen.words.join([pen.names.issue(issue) for issue in issues])
    return pen.text("account.interaction", issues=named)


def _more_rows(pen: Pen, told: Sequence[PartyAccount], places: int) -> list[Row]:
    """Return what the same settlement is against today, and who concedes what share."""
    rows = []
    if all(account.against_status_quo is not None for account in told):
        changes = [exactly(a.against_status_quo) for a in told if a.against_status_quo]
        cells = [signed(pen.words, change, places) for change in changes]
        head = pen.say(pen.text("account.total.status_quo"))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    if any(account.concession_share is not None for account in told):
        shares = [
            "" if a.concession_share is None else share_of_all(pen.words, a.concession_share)
            for a in told
        ]
        head = pen.say(pen.text("account.conceded"))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, shares))))
    return rows
