"""The exact answer: how many settlements, what the rules name and why, or what is in the way."""

from collections.abc import Sequence

from detente.analysis.exact import Count, ExactValues, Frontier
from detente.analysis.finding import Findings, SettlementValues
from detente.brief.blocked import blocked
from detente.brief.blocks import Block, Prose, Row
from detente.brief.frontier_chart import frontier_chart
from detente.brief.named import Named, agreement_words, named, rules_table, terms_table, told
from detente.brief.parallel_chart import parallel_chart
from detente.brief.quantities import count_cell, counted, figure_up, grammatical, rough
from detente.brief.voices import is_silent, table_is_silent
from detente.brief.why import why
from detente.brief.writer import Pen
from detente.case.model import Case


def exact_of(case: Case, findings: Findings) -> ExactValues | None:
    """Return the exact answer; None where there is none or the table has said nothing."""
    return None if table_is_silent(case) else findings.settlement.values.exact


def certain_of(case: Case, findings: Findings) -> ExactValues | None:
    """Return the exact answer where it is the whole answer: the case has no range."""
    exact = exact_of(case, findings)
    return exact if exact is not None and exact.certain else None


def named_of(case: Case, exact: ExactValues) -> list[Named]:
    """Return the settlements that rules name; none where there is no settlement."""
    return named(case, exact) if exact.solutions else []


def possible_words(pen: Pen, case: Case, values: SettlementValues, exact: ExactValues) -> str:
    """Return in a sentence whether there is a settlement; nothing is drawn, so no share."""
    possible = "possible" if exact.n_settlements.high else "impossible"
    if exact.n_settlements.high and not exact.n_settlements.low and exact.blocked is None:
        possible = "possible" if exact.solutions else "unknown"
    if not case.consent.unanimous:
        return pen.text(f"exact.{possible}_by_rule")
    parties = pen.names.subject(values.seated)
    return pen.text(f"exact.{possible}", parties.number, parties=parties.nom)


def count_words(pen: Pen, exact: ExactValues) -> str:
    """Return how many outcomes are settlements: proven and, where that is wide, estimated."""
    n = counted(pen.words, Count(low=exact.n_outcomes, high=exact.n_outcomes))
    found = exact.n_settlements
    said = pen.text("exact.count", grammatical(found), n=n, m=counted(pen.words, found))
    estimate = exact.n_settlements_estimate
    if estimate is None:
        return said
    words = pen.text(
        "exact.count_estimate",
        number=rough(pen.words, estimate.number),
        low=rough(pen.words, estimate.low, "down"),
        high=rough(pen.words, estimate.high, "up"),
        probability=pen.words.whole_percent(estimate.probability),
    )
    return f"{said} {words}"


def exact_part(
    pen: Pen, case: Case, exact: ExactValues, pair: tuple[str, str] | None
) -> list[Block]:
    """Return the exact part of the settlement section."""
    said = [count_words(pen, exact)]
    if not exact.certain:
        said.insert(0, pen.text("exact.middle"))
    if exact.frontier is not None:
        said.append(frontier_words(pen, exact.frontier))
    found, points = named_of(case, exact), told(exact)
    if points:
        said.append(agreement_words(pen, found, points))
    blocks: list[Block] = [
        pen.heading("exact.title"),
        Prose(statements=tuple(pen.say(words) for words in said if words)),
        _acceptance(pen, exact),
    ]
    if points:
        blocks += [rules_table(pen, found, points), terms_table(pen, case, found)]
        blocks += why(pen, found, case)
        blocks += _charts(pen, case, exact, found, pair)
    if exact.blocked is not None:
        blocks += blocked(pen, case, exact.blocked)
    return blocks


def frontier_words(pen: Pen, frontier: Frontier) -> str:
    """Return how many settlements nobody at the table could better, and whether all are found."""
    vectors = counted(pen.words, Count(low=frontier.n_vectors, high=frontier.n_vectors))
    outcomes = counted(pen.words, Count(low=frontier.n_outcomes, high=frontier.n_outcomes))
    if frontier.complete:
        same = frontier.n_outcomes == frontier.n_vectors
        key = "exact.frontier_each" if same else "exact.frontier"
        return pen.text(key, min(frontier.n_outcomes, 2), vectors=vectors, outcomes=outcomes)
    if not frontier.error:
        return pen.text("exact.frontier_all", min(frontier.n_vectors, 2), vectors=vectors)
    lead = pen.text("exact.frontier_some")
    if frontier.expected is not None:
        lead = pen.text("exact.frontier_expected", n=rough(pen.words, frontier.expected))
    error = figure_up(pen.words, frontier.error)
    if frontier.n_outcomes == frontier.n_vectors:
        found = pen.text("exact.frontier_near", min(frontier.n_vectors, 2), n=vectors, error=error)
    else:
        found = pen.text("exact.frontier_bounded", vectors=vectors, outcomes=outcomes, error=error)
    return f"{lead} {found}"


def _acceptance(pen: Pen, exact: ExactValues) -> Block:
    """Return how many outcomes each party would accept."""
    counts = {count.party: count for count in exact.parties}
    case = pen.writer.case
    seated = case.seated() if case is not None else ()
    among = exact.n_settlements.high > 0 and not exact.certain
    rows = []
    for party in pen.names.in_order(counts):
        marks = [] if party in seated else [pen.mark("unseated")]
        found = counts[party]
        shown = [found.accepts, *((found.below_no_deal, found.crossed) if among else ())]
        cells = [count_cell(pen.words, n) for n in shown]
        if case is not None and is_silent(case, party):
            marks.append(pen.mark("silent"))
            cells = ["" for _ in cells]
        head = pen.say(pen.names.actor(party), marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    names = ["accepts", "below", "crossed"] if among else ["accepts"]
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"exact.column.{name}") for name in names]
    caption = pen.text("exact.acceptance")
    return pen.table(caption, columns, rows, range(1, len(columns)))


def _charts(
    pen: Pen,
    case: Case,
    exact: ExactValues,
    found: Sequence[Named],
    pair: tuple[str, str] | None,
) -> list[Block]:
    blocks: list[Block] = []
    plane = frontier_chart(pen, case, exact, found, pair)
    if plane is not None:
        chart, chosen = plane
        blocks += [pen.heading("exact.frontier_title"), pen.note(chosen), chart]
    lines = parallel_chart(pen, case, exact, found)
    if lines is not None:
        blocks.append(lines)
    return blocks
