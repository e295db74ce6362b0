"""At whose expense: gain and loss per party and issue, the unseated included."""

from detente.analysis.exact import ExactValues
from detente.analysis.finding import BurdenValues, PartyBurden, PartyRange, SettlementBurden
from detente.brief.account import accounts_of, exact_expense_words, ranges_table
from detente.brief.blocks import Block, Heading, Points, Prose, Row, Section, Statement
from detente.brief.burden_exchange import exchange_expense
from detente.brief.exact import exact_of, named_of
from detente.brief.interval_charts import gain_chart
from detente.brief.settlement import accounts, letter
from detente.brief.terms import terms
from detente.brief.voices import is_silent, most_heard
from detente.brief.writer import Pen, Writer
from detente.case.model import Case

N_SHOWN = 3
"""Settlements whose account is shown in full."""
N_NAMED = 4
"""Parties named in one sentence; others are counted."""
N_SILENT = 6
"""Silent parties named; more are counted."""
NOTHING = 0.05
"""Shares nearer than this to none and to all say nothing together."""


def burden(writer: Writer) -> Section:
    """Return the account of settlements as such, then of the foremost of them."""
    pen = Pen(writer, "burden")
    if writer.case is None or writer.findings is None:
        return pen.empty()
    values = writer.findings.burden.values
    exact = exact_of(writer.case, writer.findings)
    if exact is not None and (exact.certain or not values.settlements) and exact.solutions:
        blocks = _exact(pen, writer.case, exact)
        blocks += exchange_expense(pen, writer.case, values.exchange)
        return pen.section([*blocks, pen.note("burden.limits")])
    if not values.settlements:
        blocks = [pen.note("burden.empty")]
        blocks += exchange_expense(pen, writer.case, values.exchange)
        return pen.section(blocks)
    blocks = [_ranges(pen, writer.case, values)]
    if exact is not None:
        blocks += accounts_of(pen, writer.case, exact, named_of(writer.case, exact))
    for account in accounts(writer.case, values)[:N_SHOWN]:
        words = terms(pen, writer.case, account.outcome)
        name = letter(writer.case, writer.findings, account.outcome)
        title_of_chart = pen.text("burden.chart_title", letter=name)
        blocks.append(Heading(text=pen.text("burden.heading", letter=name)))
        blocks.append(Points(statements=tuple(_account(pen, writer.case, account, words))))
        blocks.append(gain_chart(pen, title_of_chart, account))
    blocks += exchange_expense(pen, writer.case, values.exchange)
    blocks.append(pen.note("burden.limits"))
    return pen.section(blocks)


def _exact(pen: Pen, case: Case, exact: ExactValues) -> list[Block]:
    """Return the account of a certain case: over all settlements, then of those rules name."""
    words = exact_expense_words(pen, case, exact)
    table = ranges_table(pen, exact)
    accounts = accounts_of(pen, case, exact, named_of(case, exact))
    return [Prose(statements=(pen.say(words),)), *([table] if table else []), *accounts]


def expense_words(pen: Pen, case: Case, values: BurdenValues) -> str:
    """Return whom settlements leave worse off than no deal, and where that cannot be told."""
    by_name = {party.party: party for party in values.parties}
    paying = [p for p in by_name if by_name[p].ever_below.n]
    if not paying and not case.consent.unanimous:
        return pen.text("burden.nobody_below")
    if not paying:
        seated = pen.names.subject(p for p in by_name if by_name[p].seated)
        return pen.text("burden.nobody_below_any", seated.number, parties=seated.nom)
    heard = [p for p in paying if not is_silent(case, p)]
    named = most_heard(pen, heard, N_NAMED)
    said: dict[str, list[str]] = {}
    for party in named:
        said.setdefault(_told(pen, by_name[party]), []).append(party)
    sentences = [_sentence(pen, key, by_name[group[0]], group) for key, group in said.items()]
    silent = [p for p in paying if p not in heard]
    if silent:
        sentences.append(_silent_words(pen, silent))
    if len(heard) > len(named):
        sentences.append(pen.text("burden.others", len(heard) - len(named)))
    spared = pen.names.subject(p for p in by_name if by_name[p].seated and p not in paying)
    if spared.nom:
        key = "burden.spared" if case.consent.unanimous else "burden.spared_by_rule"
        sentences.append(pen.text(key, spared.number, parties=spared.cap))
    return " ".join(sentences)


def _told(pen: Pen, party: PartyRange) -> str:
    """Return the shares that are worth telling; empty where they leave everything open."""
    always, ever = party.always_below, party.ever_below
    if always.share < NOTHING and ever.share > 1 - NOTHING:
        return ""
    words = pen.words
    return f"{words.share(ever)}|{words.share(always)}"


def _sentence(pen: Pen, told: str, party: PartyRange, group: list[str]) -> str:
    subject, words = pen.names.subject(group), pen.words
    if not told:
        return pen.text("burden.cannot_tell", subject.number, parties=subject.nom)
    ever, always = party.ever_below, party.always_below
    key = "burden.some_or_all"
    if always.n == ever.n:
        key = "burden.all_at_once"
    elif not always.n:
        key = "burden.some"
    shares = {"ever": words.share(ever), "always": words.share_short(always)}
    return pen.text(key, subject.number, parties=subject.cap, **shares)


def _silent_words(pen: Pen, silent: list[str]) -> str:
    """Return that silent parties leave the question open; more than a few are counted."""
    if len(silent) > N_SILENT:
        return pen.text("burden.many_silent", len(silent))
    subject = pen.names.subject(silent)
    return pen.text("burden.silent", subject.number, parties=subject.cap)


def losers(pen: Pen, account: SettlementBurden) -> list[PartyBurden]:
    """Return whom a settlement may leave worse off than no deal, by name."""
    found = {burden.party: burden for burden in account.parties if burden.worse_than_no_deal.n}
    return [found[party] for party in pen.names.in_order(found)]


def losers_words(pen: Pen, case: Case, account: SettlementBurden) -> str:
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
        if not is_silent(case, burden.party)
    ]
    said: list[str] = []
    if parts:
        said.append(pen.text("burden.below", len(parts), parties="; ".join(parts)))
    silent = [burden.party for burden in found if is_silent(case, burden.party)]
    if silent:
        said.append(_silent_words(pen, silent))
    spared = [party.party for party in account.parties if not party.worse_than_no_deal.n]
    if spared:
        said.append(pen.text("burden.never_below", parties=pen.names.actors(spared)))
    return " ".join(said)


def _account(pen: Pen, case: Case, account: SettlementBurden, words: str) -> list[Statement]:
    statements = [
        pen.say(words, lead=pen.text("burden.terms")),
        pen.say(losers_words(pen, case, account), lead=pen.text("burden.expense")),
    ]
    crossed = [
        (burden.party, case.preferences[burden.party].red_lines[index])
        for burden in account.parties
        for index in burden.red_lines_crossed
    ]
    order = pen.names.in_order(party for party, _ in crossed)
    for party, line in sorted(crossed, key=lambda item: order.index(item[0])):
        never = pen.names.red_line(line)
        words = pen.text("burden.crosses", party=pen.names.actor(party), never=never)
        marks = (pen.mark("proposed"),) if line.proposed else ()
        statements.append(pen.say(words, line.because, marks))
    return statements


def _ranges(pen: Pen, case: Case, values: BurdenValues) -> Block:
    by_name = {party.party: party for party in values.parties}
    rows = [_range(pen, case, by_name[party]) for party in pen.names.in_order(by_name)]
    names = ("least", "most", "often", "ever", "always")
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"burden.column.{name}") for name in names]
    note = pen.text("burden.ranges_note")
    return pen.table(pen.text("burden.caption"), columns, rows, range(1, len(columns)), note)


def _range(pen: Pen, case: Case, party: PartyRange) -> Row:
    marks = [] if party.seated else [pen.mark("unseated")]
    if is_silent(case, party.party):
        marks.append(pen.mark("silent"))
    words = pen.words
    return Row(
        head=pen.say(pen.names.actor(party.party), pen.writer.behind(party.party), marks),
        cells=(
            pen.cell(words.spread(party.least)),
            pen.cell(words.spread(party.most)),
            pen.cell(words.percent(party.below_no_deal.mean)),
            pen.cell(words.share_cell(party.ever_below)),
            pen.cell(words.share_cell(party.always_below)),
        ),
    )
