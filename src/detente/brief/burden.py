"""At whose expense: gain and loss per party and issue, the unseated included."""

from detente.analysis.finding import BurdenValues, PartyBurden, PartyRange, SettlementBurden
from detente.brief.blocks import Block, Heading, Points, Row, Section, Statement
from detente.brief.interval_charts import gain_chart
from detente.brief.settlement import foremost_words, letter
from detente.brief.writer import Pen, Writer
from detente.case.model import Case

N_SHOWN = 3
"""Settlements whose account is shown in full."""


def burden(writer: Writer) -> Section:
    """Return the account of settlements as such, then of the foremost of them."""
    pen = Pen(writer, "burden")
    title = pen.text("burden.title")
    if writer.case is None or writer.findings is None:
        return Section(id="burden", title=title, blocks=(pen.note("findings.none"),))
    values = writer.findings.burden.values
    if not values.settlements:
        return Section(id="burden", title=title, blocks=(pen.note("burden.empty"),))
    blocks: list[Block] = [_ranges(pen, values)]
    for account in values.settlements[:N_SHOWN]:
        words = foremost_words(pen, writer.case, account.outcome)
        name = letter(writer.findings.settlement.values, account.outcome)
        title_of_chart = pen.text("burden.chart_title", letter=name)
        blocks.append(Heading(text=pen.text("burden.heading", letter=name)))
        blocks.append(Points(statements=tuple(_account(pen, writer.case, account, words))))
        blocks.append(gain_chart(pen, title_of_chart, account))
    blocks.append(pen.note("burden.limits"))
    return Section(id="burden", title=title, blocks=tuple(blocks))


def expense_words(pen: Pen, values: BurdenValues) -> str:
    """Return which share of the settlements leaves whom below no deal, parties by name."""
    by_name = {party.party: party for party in values.parties}
    paying = [p for p in pen.names.in_order(by_name) if by_name[p].ever_below.n]
    if not paying:
        return pen.text("burden.nobody_below_any")
    alike: dict[str, list[str]] = {}
    for party in paying:
        alike.setdefault(pen.words.about(by_name[party].below_no_deal), []).append(party)
    parts = [
        pen.text("opening.expense_party", len(group), party=pen.names.actors(group), about=about)
        for about, group in alike.items()
    ]
    spared = [party for party in by_name if party not in paying]
    if spared:
        parts.append(pen.text("opening.expense_none", parties=pen.names.actors(spared)))
    return pen.text("opening.expense_all", parties="; ".join(parts))


def losers(pen: Pen, account: SettlementBurden) -> list[PartyBurden]:
    """Return whom a settlement may leave worse off than no deal, by name."""
    found = {burden.party: burden for burden in account.parties if burden.worse_than_no_deal.n}
    return [found[party] for party in pen.names.in_order(found)]


def losers_words(pen: Pen, account: SettlementBurden) -> str:
    """Return who is worse off than without the settlement, in how many value sets."""
    found = losers(pen, account)
    if not found:
        return pen.text("burden.nobody_below")
    parts = [
        pen.text(
            "burden.party_below",
            party=pen.names.actor(burden.party),
            share=pen.words.share(burden.worse_than_no_deal),
        )
        for burden in found
    ]
    below = pen.text("burden.below", len(parts), parties="; ".join(parts))
    spared = [party.party for party in account.parties if not party.worse_than_no_deal.n]
    if not spared:
        return below
    return f"{below} {pen.text('burden.never_below', parties=pen.names.actors(spared))}"


def _account(pen: Pen, case: Case, account: SettlementBurden, words: str) -> list[Statement]:
    statements = [
        pen.say(words, lead=pen.text("burden.terms")),
        pen.say(losers_words(pen, account), lead=pen.text("burden.expense")),
    ]
    crossed = [
        (burden.party, case.preferences[burden.party].red_lines[index])
        for burden in account.parties
        for index in burden.red_lines_crossed
    ]
    order = pen.names.in_order(party for party, _ in crossed)
    for party, line in sorted(crossed, key=lambda item: order.index(item[0])):
        never = pen.names.never(line.never)
        words = pen.text("burden.crosses", party=pen.names.actor(party), never=never)
        marks = (pen.mark("proposed"),) if line.proposed else ()
        statements.append(pen.say(words, line.because, marks))
    return statements


def _ranges(pen: Pen, values: BurdenValues) -> Block:
    by_name = {party.party: party for party in values.parties}
    rows = [_range(pen, by_name[party]) for party in pen.names.in_order(by_name)]
    columns = [
        pen.text("positions.column.party"),
        *(pen.text(f"burden.column.{name}") for name in ("least", "most", "often", "always")),
    ]
    note = pen.text("burden.ranges_note")
    return pen.table(pen.text("burden.caption"), columns, rows, range(1, len(columns)), note)


def _range(pen: Pen, party: PartyRange) -> Row:
    marks = () if party.seated else (pen.mark("unseated"),)
    words = pen.words
    return Row(
        head=pen.say(pen.names.actor(party.party), pen.writer.behind(party.party), marks),
        cells=(
            pen.cell(words.spread(party.least)),
            pen.cell(words.spread(party.most)),
            pen.cell(words.share_spread(party.below_no_deal)),
            pen.cell(words.share_cell(party.always_below)),
        ),
    )
