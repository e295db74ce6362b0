"""Which settlements are possible, and which red lines stand in the way."""

from detente.analysis.finding import (
    Conflict,
    RedLineResult,
    SettlementValues,
    Share,
    SolutionName,
)
from detente.brief.blocks import Block, Points, Prose, Row, Section, Statement
from detente.brief.interval_charts import option_chart
from detente.brief.paths import reasons, value_words
from detente.brief.writer import Pen, Writer
from detente.case.model import Case

N_SHOWN = 6
"""Settlements shown, besides those whose account is given."""
SOLUTIONS: tuple[SolutionName, ...] = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
NEVER = {"share": 0.0, "n": 0}


def settlement(writer: Writer) -> Section:
    """Return whether settlements exist, the foremost of them, options, red lines, conflicts."""
    pen = Pen(writer, "settlement")
    title = pen.text("settlement.title")
    if writer.case is None or writer.findings is None:
        return Section(id="settlement", title=title, blocks=(pen.note("findings.none"),))
    case, finding = writer.case, writer.findings.settlement
    values = finding.values
    blocks: list[Block] = [Prose(statements=tuple(_answer(pen, values)))]
    if values.outcomes:
        blocks += [pen.heading("settlement.foremost"), _foremost(pen, case, values)]
        blocks += [pen.heading("settlement.options"), option_chart(pen, values)]
    blocks.append(pen.heading("settlement.red_lines"))
    if values.red_lines:
        blocks.append(_red_lines(pen, case, values))
    else:
        blocks.append(pen.note("settlement.no_red_lines"))
    if values.conflicts:
        blocks += [
            pen.heading("settlement.conflicts"),
            Points(statements=tuple(_conflict(pen, case, c) for c in values.conflicts)),
        ]
    blocks.append(pen.note("settlement.limits"))
    return Section(id="settlement", title=title, blocks=tuple(blocks))


def exists_words(pen: Pen, values: SettlementValues) -> str:
    """Return in how many plausible value sets there is a settlement."""
    share = pen.words.share(values.exists)
    return pen.text("settlement.exists", share=share, parties=pen.names.actors(values.seated))


def letter(values: SettlementValues, outcome: dict[str, str]) -> str:
    """Return the letter that names a settlement in the brief."""
    place = [result.outcome for result in values.outcomes].index(outcome)
    return chr(ord("A") + place)


def foremost_words(pen: Pen, case: Case, outcome: dict[str, str]) -> str:
    """Return an outcome in words, issues in the order of the case."""
    return pen.names.outcome({issue: outcome[issue] for issue in case.issues if issue in outcome})


def _answer(pen: Pen, values: SettlementValues) -> list[Statement]:
    behind = [
        act for party in pen.names.in_order(values.seated) for act in pen.writer.behind(party)
    ]
    statements = [pen.say(exists_words(pen, values), behind)]
    if values.exists.n:
        counted = pen.text(
            "settlement.count",
            n=pen.words.number(values.n_outcomes),
            spread=pen.words.count_spread(values.count),
        )
        statements.append(pen.say(counted))
    return statements


def _foremost(pen: Pen, case: Case, values: SettlementValues) -> Block:
    """Return the foremost settlements as columns: what each settles, how it fares."""
    accounts = pen.writer.findings.burden.values.settlements if pen.writer.findings else ()
    paid = [account.outcome for account in accounts]
    shown = [r for n, r in enumerate(values.outcomes) if n < N_SHOWN or r.outcome in paid]
    columns: list[str] = [pen.text("settlement.column.issue")]
    columns += [letter(values, result.outcome) for result in shown]
    rows = [
        Row(
            head=pen.say(pen.names.issue(issue)),
            cells=tuple(pen.cell(pen.names.option(f"{issue}={r.outcome[issue]}")) for r in shown),
        )
        for issue in case.issues
    ]
    rows += [
        _shares(pen, "settlement.row.share", [r.settlement for r in shown]),
        _shares(pen, "settlement.row.efficient", [r.efficient for r in shown]),
    ]
    for name in SOLUTIONS:
        found = [r.solutions.get(name, r.efficient.model_copy(update=NEVER)) for r in shown]
        rows.append(
            _shares(pen, "settlement.row.solution", found, name=pen.text(f"solution.{name}"))
        )
    note = pen.text("settlement.foremost_note")
    return pen.table(pen.text("settlement.caption"), columns, rows, note=note)


def _shares(pen: Pen, key: str, shares: list[Share], **fields: str) -> Row:
    cells = tuple(pen.cell(pen.words.share_cell(share)) for share in shares)
    return Row(head=pen.say(pen.text(key, **fields)), cells=cells)


def _red_lines(pen: Pen, case: Case, values: SettlementValues) -> Block:
    order = pen.names.in_order(result.party for result in values.red_lines)
    ranked = sorted(values.red_lines, key=lambda r: (order.index(r.party), r.index))
    columns = [
        pen.text(f"settlement.column.{name}")
        for name in ("red_line", "bars", "binds", "blocks", "reasons")
    ]
    rows = [_red_line(pen, case, result) for result in ranked]
    note = pen.text("settlement.red_lines_note")
    return pen.table(pen.text("settlement.red_lines_caption"), columns, rows, (1, 2, 3), note)


def _red_line(pen: Pen, case: Case, result: RedLineResult) -> Row:
    line = case.preferences[result.party].red_lines[result.index]
    marks = [pen.mark("proposed")] if line.proposed else []
    if not result.seated:
        marks.append(pen.mark("unseated"))
    words, share = pen.names.never(line.never), pen.words.share_cell
    head = pen.say(words, line.because, marks, pen.names.actor(result.party))
    return Row(
        head=head,
        cells=(
            pen.cell(pen.words.percent(result.bars.share)),
            pen.cell(share(result.binds)),
            pen.cell(share(result.blocks)),
            tuple(reasons(pen, line)),
        ),
    )


def _conflict(pen: Pen, case: Case, conflict: Conflict) -> Statement:
    words = pen.text(
        "settlement.conflict" if len(conflict.members) > 1 else "settlement.alone",
        share=pen.words.share(conflict.share),
        members="; ".join(value_words(pen, path) for path in conflict.members),
    )
    return pen.say(words, _behind(case, conflict))


def _behind(case: Case, conflict: Conflict) -> list[str]:
    acts: list[str] = []
    for path in conflict.members:
        parts = path.split(".")
        if len(parts) == 4 and parts[2] == "red_lines":
            acts += case.preferences[parts[1]].red_lines[int(parts[3])].because
    return acts
