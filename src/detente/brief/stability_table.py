"""Who can change what alone, and which outcomes hold under which concept."""

from collections.abc import Sequence

from detente.analysis.stability_values import Concept, Held, PartyHold, StabilityValues
from detente.brief.assumptions import in_language
from detente.brief.blocks import Block, Prose, Row, Statement
from detente.brief.stability_parts import (
    CONCEPTS,
    Shown,
    error_words,
    firmest,
    reason_cell,
    share_of,
    share_words,
)
from detente.brief.writer import Pen
from detente.case.model import Case


def holders(pen: Pen, case: Case, values: StabilityValues) -> list[Block]:
    """Return who can change what alone and why, what needs consent, what is not known."""
    by_party = {holder.party: holder for holder in values.holders}
    rows: list[Row] = []
    for party in pen.names.in_order(by_party):
        holder = by_party[party]
        marks = () if holder.seated else (pen.mark("unseated"),)
        for issue, ground in zip(holder.issues, holder.grounds, strict=True):
            head = pen.say(pen.names.actor(party), marks=marks)
            cells = (pen.cell(pen.names.issue(issue)), reason_cell(pen, [ground]))
            rows.append(Row(head=head, cells=cells))
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"stability.column.{name}") for name in ("issues", "reason")]
    blocks: list[Block] = [pen.table(pen.text("stability.holders_caption"), columns, rows)]
    said = [pen.say(words) for words in (*_without(pen, values), *_limits(pen, values))]
    said += _today(pen, case, values)
    return [*blocks, Prose(statements=tuple(said))] if said else blocks


def _without(pen: Pen, values: StabilityValues) -> list[str]:
    """Say who can change nothing alone."""
    parties = [holder.party for holder in values.holders if not holder.issues]
    if not parties:
        return []
    subject = pen.names.subject(parties)
    return [pen.text("stability.holds_nothing", subject.number, parties=subject.cap)]


def _today(pen: Pen, case: Case, values: StabilityValues) -> list[Statement]:
    """Say where the status quo is an assumption, and how to correct it."""
    stated = [name for name, issue in case.issues.items() if issue.status_quo and issue.assume]
    if not stated or values.status_quo is None:
        return []
    issue = case.issues[stated[0]]
    why = in_language(issue.assume or "", pen.words.language)
    line = f"issues.{stated[0]}.status_quo={issue.status_quo}"
    words = pen.text("stability.today_assumed", why=why, line=line)
    return [pen.say(words, marks=(pen.mark("assumed"),))]


def _limits(pen: Pen, values: StabilityValues) -> list[str]:
    said: list[str] = []
    if values.joint:
        issues = pen.words.join([pen.names.issue(issue) for issue in values.joint])
        said.append(pen.text("stability.joint", issues=issues))
        line = "held_by: {...: {assume: ...}}"
        said.append(pen.text("stability.add_holder", line=line, issue=values.joint[0]))
    for item in values.one_way:
        key = "one_way" if item.leads_to else "final"
        said.append(
            pen.text(
                f"stability.{key}",
                issue=pen.names.issue(item.issue),
                option=pen.names.option(f"{item.issue}={item.option}"),
                others=pen.names.options(f"{item.issue}={option}" for option in item.leads_to),
            )
        )
    if values.status_quo is None:
        said.append(pen.text("stability.no_status_quo"))
    drawn = any(estimate.of for held in values.outcomes for estimate in held.shares.values())
    if values.outcomes and not values.certain and not drawn:
        said.append(pen.text("stability.no_draws"))
    return said


def concepts_table(pen: Pen, case: Case, values: StabilityValues, found: Sequence[Shown]) -> Block:
    """Return the outcomes as rows and the concepts as columns, in words and shares."""
    rows = []
    for item in found:
        outcome = {issue: item.held.outcome[issue] for issue in case.issues}
        head = pen.say(pen.names.outcome(outcome), lead=f"{item.name.cap}:")
        cells = tuple(_holds(pen, values, item.held, concept) for concept in CONCEPTS)
        rows.append(Row(head=head, cells=cells))
    columns: list[str] = [pen.text("stability.column.outcome")]
    columns += [pen.text(f"stability.concept.{concept}").cap for concept in CONCEPTS]
    note: str = pen.text("stability.concepts_note")
    if not values.certain:
        note = f"{note} {pen.text('stability.shares_note')}"
    return pen.table(pen.text("stability.concepts_caption"), columns, rows, note=note)


def _holds(
    pen: Pen, values: StabilityValues, held: Held, concept: Concept
) -> tuple[Statement, ...]:
    said = pen.text("stability.holds" if held.holds[concept] else "stability.not_holds")
    estimate = held.shares.get(concept)
    if values.certain or estimate is None or not estimate.of:
        return pen.cell(said)
    share = share_words(pen, estimate)
    return pen.cell(pen.text("stability.holds_in", holds=said, share=share))


def parties_table(pen: Pen, found: Sequence[Shown]) -> Block:
    """Return for each party the most demanding concept under which it stays: a mixed concept."""
    parties = [item.party for item in found[0].held.parties]
    rows = []
    for party in pen.names.in_order(parties):
        holds = [item.held.party(party) for item in found]
        marks = () if holds[0].seated else (pen.mark("unseated"),)
        head = pen.say(pen.names.actor(party), marks=marks)
        rows.append(Row(head=head, cells=tuple(pen.cell(_stays(pen, hold)) for hold in holds)))
    columns = [pen.text("positions.column.party"), *(item.name.cap for item in found)]
    note = pen.text("stability.parties_note")
    return pen.table(pen.text("stability.parties_caption"), columns, rows, note=note)


def _stays(pen: Pen, hold: PartyHold) -> str:
    if not hold.n_moves:
        return pen.text("stability.stays.no_move")
    return pen.text(f"stability.stays.{hold.firmest or 'none'}")


def verdict_words(pen: Pen, item: Shown) -> str:
    """Return in a sentence whether an outcome holds, and by what."""
    concept = firmest(item.held)
    if concept is not None:
        return pen.text(f"stability.verdict.{concept}", name=item.name.cap)
    leaving = pen.names.subject(item.held.leavers)
    fields = {"name": item.name.cap, "parties": leaving.nom}
    return pen.text("stability.verdict.none", leaving.number, **fields)


def often_words(pen: Pen, item: Shown, *, certain: bool) -> str | None:
    """Return for which values the verdict is, and in how many plausible value sets it holds."""
    concept = firmest(item.held)
    estimate = item.held.shares.get(concept or "gmr")
    if certain:
        return None
    if estimate is None or not estimate.of:
        return pen.text("stability.middle")
    share, error = pen.words.share(share_of(estimate)), error_words(pen, estimate)
    if error:
        share = pen.text("stability.sampled", share=share, error=error)
    often = pen.text("stability.often_weakest", share=share)
    if concept is not None:
        name = pen.text(f"stability.concept_name.{concept}")
        often = pen.text("stability.often", share=share, concept=name)
    return f"{pen.text('stability.middle')} {often}"
