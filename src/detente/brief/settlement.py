"""Which settlements are possible, and which red lines stand in the way."""

from collections.abc import Sequence

from detente.analysis.exact import SolutionName
from detente.analysis.finding import (
    BurdenValues,
    Conflict,
    Findings,
    OptionResult,
    OutcomeResult,
    RedLineResult,
    SettlementBurden,
    SettlementValues,
    Share,
)
from detente.brief.blocks import Block, Points, Prose, Row, Section, Statement
from detente.brief.consent import consent_words
from detente.brief.exact import certain_of, exact_of, exact_part, possible_words
from detente.brief.interval_charts import option_chart
from detente.brief.paths import behind_paths, reasons, value_words
from detente.brief.voices import spoken_part, table_is_silent, unspoken
from detente.brief.writer import Pen, Writer
from detente.case.model import Case, Outcome

N_SHOWN = 4
"""Settlements shown, besides those whose account is given."""
STANDS_OUT = 0.25
"""Share of value sets in which a solution must name a settlement for it to stand out."""
USUAL, USUAL_TO_CHANCE = 0.6, 1.4
"""Mean share of the settlements, and ratio to chance, from which an option is told as usual."""
SOLUTIONS: tuple[SolutionName, ...] = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
NEVER = {"share": 0.0, "n": 0}


def settlement(writer: Writer) -> Section:
    """Return whether settlements exist, the foremost of them, options, red lines, conflicts."""
    pen = Pen(writer, "settlement")
    if writer.case is None or writer.findings is None:
        return pen.empty()
    case, values = writer.case, writer.findings.settlement.values
    exact = exact_of(case, writer.findings)
    certain = exact is not None and exact.certain
    silent = [pen.say(table_silent_words(pen, case))] if table_is_silent(case) else []
    blocks: list[Block] = [Prose(statements=(*silent, *_answer(pen, case, writer.findings)))]
    if exact is not None:
        blocks += exact_part(pen, case, exact, writer.pair)
    if values.outcomes:
        blocks += _drawn(pen, case, writer.findings, certain=certain)
    blocks.append(pen.heading("settlement.red_lines"))
    if values.red_lines:
        blocks.append(_red_lines(pen, case, values))
    else:
        blocks.append(pen.note("settlement.no_red_lines"))
    if values.conflicts and not certain:
        blocks += [
            pen.heading("settlement.conflicts"),
            Points(statements=tuple(_conflict(pen, case, c) for c in values.conflicts)),
        ]
    blocks.append(pen.note("settlement.limits"))
    return pen.section(blocks)


def _drawn(pen: Pen, case: Case, findings: Findings, *, certain: bool) -> list[Block]:
    """Return what settlements share, the foremost of them, and how often they hold each option."""
    values = findings.settlement.values
    blocks: list[Block] = []
    common = tuple(pen.say(words) for words in common_words(pen, case, values))
    if common:
        blocks += [pen.heading("settlement.common"), Points(statements=common)]
    if not certain:
        single = stands_out(values)
        blocks.append(pen.heading("settlement.foremost" if single else "settlement.examples"))
        if not single:
            blocks.append(pen.note("settlement.examples_note"))
        blocks.append(_foremost(pen, case, findings))
    open_ = unspoken(case)
    told = [option for option in values.options if option.issue not in open_]
    if told:
        blocks += [pen.heading("settlement.options"), option_chart(pen, told)]
    return blocks


def exists_words(pen: Pen, case: Case, findings: Findings) -> str:
    """Return whether there is a settlement: in how many plausible value sets, or with certainty."""
    values = findings.settlement.values
    exact = exact_of(case, findings)
    if exact is not None and (exact.certain or not values.exists.of):
        return possible_words(pen, case, values, exact)
    share, parties = pen.words.share(values.exists), pen.names.subject(values.seated)
    if not case.consent.unanimous:
        return pen.text("exact.exists_by_rule", share=share)
    return pen.text("settlement.exists", parties.number, share=share, parties=parties.nom)


def accounts(case: Case, values: BurdenValues) -> list[SettlementBurden]:
    """Return the accounts that differ on an issue somebody at the table has spoken about."""
    first: dict[object, SettlementBurden] = {}
    for account in values.settlements:
        first.setdefault(spoken_part(case, account.outcome), account)
    return list(first.values())


def packages(case: Case, findings: Findings) -> list[OutcomeResult]:
    """Return the settlements shown, one for all that differ only where nobody has spoken."""
    paid = [account.outcome for account in accounts(case, findings.burden.values)]
    groups: dict[object, list[OutcomeResult]] = {}
    for result in findings.settlement.values.outcomes:
        groups.setdefault(spoken_part(case, result.outcome), []).append(result)
    chosen = [next((r for r in g if r.outcome in paid), g[0]) for g in groups.values()]
    return [r for n, r in enumerate(chosen) if n < N_SHOWN or r.outcome in paid]


def table_silent_words(pen: Pen, case: Case) -> str:
    """Return that nobody at the table has spoken about what is open, so that nothing follows."""
    issues = pen.words.join([pen.names.issue(issue) for issue in case.issues])
    return pen.text("settlement.table_silent", issues=issues)


def letter(case: Case, findings: Findings, outcome: Outcome) -> str:
    """Return the letter that names a settlement in the brief."""
    shown = [spoken_part(case, result.outcome) for result in packages(case, findings)]
    return chr(ord("A") + shown.index(spoken_part(case, outcome)))


def stands_out(values: SettlementValues) -> bool:
    """Return whether a solution names one settlement often enough to single it out."""
    shares = values.outcomes[0].solutions.values() if values.outcomes else ()
    return max((share.share for share in shares), default=0.0) >= STANDS_OUT


def common_words(pen: Pen, case: Case, values: SettlementValues) -> list[str]:
    """Return what settlements share, what none holds, and where nobody at the table has spoken."""
    open_ = unspoken(case)
    spoken = [option for option in values.options if option.issue not in open_]
    barred, usual = [o for o in spoken if not o.possible.n], [o for o in spoken if _usual(case, o)]
    said: list[str] = []
    if barred and values.exists.n:
        said.append(pen.text("settlement.barred", options=_by_issue(pen, barred)))
    if usual:
        key = "usual_in" if pen.words.certain else "usual_part"
        parts = [
            pen.text(
                f"settlement.{key}", what=_by_issue(pen, [option]),
                percent=pen.words.percent(option.frequency.mean),
            )
            for option in usual
        ]  # fmt: skip
        said.append(pen.text("settlement.usual", options="; ".join(parts)))
    if open_:
        issues = pen.words.join([pen.names.issue(issue) for issue in open_])
        said.append(pen.text("settlement.unspoken", issues=issues))
    return said


def _usual(case: Case, option: OptionResult) -> bool:
    """Return whether settlements hold an option far more often than chance over its issue."""
    chance = 1 / len(case.issues[option.issue].options)
    return option.frequency.mean >= max(USUAL, USUAL_TO_CHANCE * chance)


def _by_issue(pen: Pen, options: Sequence[OptionResult]) -> str:
    grouped: dict[str, list[str]] = {}
    for option in options:
        name = pen.names.option(f"{option.issue}={option.option}")
        grouped.setdefault(option.issue, []).append(name)
    either = pen.text("names.or")
    leaves = [
        pen.text("condition.leaf", issue=pen.names.issue(issue), options=either.join(names))
        for issue, names in grouped.items()
    ]
    return "; ".join(leaves)


def _answer(pen: Pen, case: Case, findings: Findings) -> list[Statement]:
    values = findings.settlement.values
    behind = [
        act for party in pen.names.in_order(values.seated) for act in pen.writer.behind(party)
    ]
    statements = [pen.say(exists_words(pen, case, findings), behind)]
    statements += [pen.say(words) for words in consent_words(pen, case)]
    if values.exists.n and certain_of(case, findings) is None:
        counted = pen.text(
            "settlement.count",
            n=pen.words.number(values.n_outcomes),
            spread=pen.words.count_spread(values.count),
        )
        statements.append(pen.say(counted))
    return statements


def _foremost(pen: Pen, case: Case, findings: Findings) -> Block:
    """Return settlements as columns: what each settles, how it fares."""
    values, open_ = findings.settlement.values, unspoken(case)
    shown = packages(case, findings)
    columns: list[str] = [pen.text("settlement.column.issue")]
    columns += [letter(case, findings, result.outcome) for result in shown]
    rows = []
    for issue in case.issues:
        marks = (pen.mark("unspoken"),) if issue in open_ else ()
        options = [pen.names.option(f"{issue}={r.outcome[issue]}") for r in shown]
        cells = [pen.text("settlement.any") if issue in open_ else option for option in options]
        rows.append(Row(head=pen.say(pen.names.issue(issue), marks=marks),
                        cells=tuple(map(pen.cell, cells))))  # fmt: skip
    rows += [
        _shares(pen, "settlement.row.share", [r.settlement for r in shown]),
        _shares(pen, "settlement.row.efficient", [r.efficient for r in shown]),
    ]
    single = stands_out(values)
    for name in SOLUTIONS if single else ():
        found = [r.solutions.get(name, r.efficient.model_copy(update=NEVER)) for r in shown]
        rows.append(
            _shares(pen, "settlement.row.solution", found, name=pen.text(f"solution.{name}"))
        )
    notes = [pen.text("settlement.foremost_note")]
    if single:
        notes.append(pen.text("settlement.solutions_note"))
    if open_:
        notes.append(pen.text("settlement.any_note"))
    caption = pen.text("settlement.caption" if single else "settlement.examples_caption")
    return pen.table(caption, columns, rows, note=" ".join(notes))


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
    words, share = pen.names.red_line(line), pen.words.share_cell
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
    return pen.say(words, behind_paths(case, conflict.members))
