"""The findings page: one judgement per statement, each with its quotes."""

from collections.abc import Iterator

from detente.analysis.exact import ExactValues
from detente.analysis.finding import Findings
from detente.brief.account import exact_expense_words
from detente.brief.blocks import Statement
from detente.brief.burden import expense_words
from detente.brief.consent import consent_words
from detente.brief.exact import certain_of, count_words, named_of
from detente.brief.forecast_words import acts_of_opening, opening_words
from detente.brief.measures import agreed_words, concessions
from detente.brief.named import rule_names
from detente.brief.open_items import item_words
from detente.brief.paths import behind_paths, value_words
from detente.brief.robustness import told_questions
from detente.brief.rounds import absence_words, is_dated, place_and_time, reaction_words
from detente.brief.seats import change_words
from detente.brief.settlement import (
    common_words,
    exists_words,
    letter,
    stands_out,
    table_silent_words,
)
from detente.brief.stability import stability_words
from detente.brief.terms import terms
from detente.brief.voices import is_silent, most_heard, table_is_silent
from detente.brief.writer import Pen, Writer
from detente.case.model import Case
from detente.reading.act import Act
from detente.record.record import Absence, Round

N_CHANGES = 2
"""Added seats on the findings page, besides all at once."""
ANSWERS = ("accept", "support", "refuse", "criticise", "warn", "threaten", "cancel")
"""Kinds of acts by which those without a seat answer the talks."""
N_DECIDING = 3
"""Deciding values on the findings page."""


def opening(writer: Writer) -> tuple[Statement, ...]:
    """Return the findings page: the record first, then what follows from the case."""
    pen = Pen(writer, "brief")
    told = [*_rounds(pen), *_absent(pen), *_agreed(pen), _conceded(pen)]
    if not writer.record.sources:
        told = [*_table_of_case(pen), *_absent(pen)]
    statements = [*told, *_red_lines(pen), *_open(pen)]
    if writer.case is not None and writer.findings is not None:
        statements += _findings(pen, writer.case, writer.findings)
    elif writer.case is not None:
        statements += stability_words(pen, writer.case)
    statements.append(_basis(pen))
    return tuple(statements)


def no_negotiation(writer: Writer) -> tuple[Statement, ...]:
    """Return the findings page of sources that hold nothing to negotiate: what they do hold."""
    pen = Pen(writer, "brief")
    record = writer.record
    if record.rounds or record.agreed:
        told = [*_rounds(pen), *_absent(pen), *_agreed(pen), _conceded(pen), _basis(pen)]
        return (pen.say(pen.text("opening.nothing_open")), *told)
    statements = [pen.say(pen.text("opening.no_negotiation"))]
    if record.acts:
        kinds = [pen.text(f"kind.{act.kind}") for act in record.acts]
        counted = [f"{kind} ({kinds.count(kind)})" for kind in sorted(set(kinds))]
        found = pen.text("opening.found", len(record.acts), kinds=", ".join(counted))
        statements.append(pen.say(found, [act.id for act in record.acts[:12]]))
    else:
        statements.append(pen.say(pen.text("opening.found_nothing")))
    if record.actors:
        actors = pen.names.actors(actor.id for actor in record.actors[:20])
        statements.append(pen.say(pen.text("opening.named", actors=actors)))
    return tuple(statements)


def _see(pen: Pen, section: str) -> str | None:
    """Return the section to point to; without a case only some are written."""
    return section if section in pen.writer.written else None


def _rounds(pen: Pen) -> Iterator[Statement]:
    rounds = [meeting for meeting in pen.writer.record.rounds if not meeting.aside]
    if not rounds:
        seated = pen.writer.case.seated() if pen.writer.case is not None else ()
        words = pen.text("opening.no_round", parties=pen.names.actors(seated))
        yield pen.say(words, lead=pen.text("opening.lead.table"), see=_see(pen, "rounds"))
    for meeting in _told_apart(rounds)[-2:]:
        parties = [delegation.party for delegation in meeting.delegations]
        subject = pen.names.subject(parties)
        where = pen.text("rounds.where", place=place_and_time(pen, meeting))
        words = pen.text("opening.met", subject.number, parties=subject.cap, where=where)
        because = [act for d in meeting.delegations for act in d.because]
        yield pen.say(
            words, because or meeting.because, lead=pen.text("opening.lead.table"), see="rounds"
        )


def _table_of_case(pen: Pen) -> Iterator[Statement]:
    if pen.writer.case is not None:
        words = pen.text("opening.case_table", parties=pen.names.actors(pen.writer.case.seated()))
        yield pen.say(words, lead=pen.text("opening.lead.table"))


def _told_apart(rounds: list[Round]) -> list[Round]:
    """Return the rounds without those whose parties, place and time tell nothing of their own."""
    seats = [{d.party for d in meeting.delegations} for meeting in rounds]
    kept = []
    for n, meeting in enumerate(rounds):
        others = [*(s for s in seats[:n] if s != seats[n]), *seats[n + 1 :]]
        bare = not meeting.place and not is_dated(meeting)
        if not (bare and any(seats[n] <= other for other in others)):
            kept.append(meeting)
    return kept


def _absent(pen: Pen) -> Iterator[Statement]:
    """Say who has a stake and no seat: absent from the last round that names it, or unseated."""
    case = pen.writer.case
    seated = {role.actor for role in pen.writer.record.roles if role.role == "seated"}
    last = {
        a.party: a
        for meeting in pen.writer.record.rounds
        for a in meeting.absent
        if a.party not in seated
    }
    unseated = case.unseated() if case is not None else ()
    parties = pen.names.in_order([*last, *unseated])
    if not parties:
        words = pen.text("opening.nobody_absent")
        yield pen.say(words, lead=pen.text("opening.lead.absent"), see=_see(pen, "rounds"))
        return
    answers = {party: _answers(pen, party) for party in parties}
    parts = []
    for party in parties:
        shown = pen.names.actor(party)
        if party in last:
            shown = pen.text("opening.absent_party", party=shown, reason=_absence(pen, last[party]))
        elif answers[party]:
            kinds = dict.fromkeys(pen.text(f"kind.{act.kind}") for act in answers[party])
            reactions = pen.words.join(list(kinds))
            shown = pen.text("opening.reaction_of", party=shown, reactions=reactions)
        parts.append(shown)
    found = [last[party] for party in parties if party in last]
    because = [act.id for party in parties if party not in last for act in answers[party]]
    because += [act for a in found for act in (*a.because, *a.denied_by, *a.reactions)]
    roles = [role for role in pen.writer.record.roles if role.actor in parties]
    because += [act for role in roles if role.role == "affected" for act in role.because[:1]]
    words = pen.text("opening.absent", parties="; ".join(parts))
    yield pen.say(words, because, lead=pen.text("opening.lead.absent"), see=_see(pen, "rounds"))


def _answers(pen: Pen, party: str) -> list[Act]:
    """Return the acts by which a party without a seat answered the talks or their outcome."""
    return [
        act
        for act in pen.writer.record.acts
        if party in act.actors
        and act.kind in ANSWERS
        and act.modality in ("happened", "refused")
        and act.voice in ("reported", "attributed")
    ]


def _absence(pen: Pen, absence: Absence) -> str:
    """Return why a party was absent, that this is denied where it is, how the party reacted."""
    reason = absence_words(pen, absence)
    if absence.denied_by:
        reason = pen.text("opening.absent_denied", reason=reason)
    reactions = reaction_words(pen, absence)
    return pen.text("opening.reacted", reason=reason, reactions=reactions) if reactions else reason


def _agreed(pen: Pen) -> Iterator[Statement]:
    for procedural in (False, True):
        entries = [a for a in pen.writer.record.agreed if a.procedural is procedural]
        if not entries:
            continue
        named = [entry for entry in entries if entry.issue]
        parts = [
            pen.text("opening.agreed_part", what=agreed_words(pen, entry),
                     parties=pen.names.actors(entry.parties))
            for entry in named or entries
        ]  # fmt: skip
        key = "opening.lead.procedure" if procedural else "opening.lead.agreed"
        because = [act for entry in entries for act in entry.because]
        yield pen.say(
            f"{'; '.join(dict.fromkeys(parts))}.", because, lead=pen.text(key), see="measures"
        )


def _conceded(pen: Pen) -> Statement:
    said = concessions(pen)
    because = [act for _, acts in said for act in acts]
    words = " ".join(sentence for sentence, _ in said)
    return pen.say(
        words, because, lead=pen.text("opening.lead.conceded"), see=_see(pen, "measures")
    )


def _red_lines(pen: Pen) -> Iterator[Statement]:
    case = pen.writer.case
    held = case.preferences if case is not None else {}
    lines = [(party, line) for party in pen.names.in_order(held) for line in held[party].red_lines]
    if lines:
        parts = [f"{pen.names.actor(party)}: {pen.names.red_line(line)}" for party, line in lines]
        marks = (pen.mark("proposed"),) if any(line.proposed for _, line in lines) else ()
        because = [act for _, line in lines for act in line.because]
        lead = pen.text("opening.lead.red_line", len(lines))
        yield pen.say(f"{'; '.join(parts)}.", because, marks, lead, "settlement")


def _open(pen: Pen) -> Iterator[Statement]:
    items = [i for i in pen.writer.record.open_items if i.kind in ("left_open", "withheld")]
    words = list(dict.fromkeys(item_words(pen, item) for item in items))
    if words:
        because = [act for item in items for act in item.because]
        yield pen.say(
            f"{'; '.join(words)}.", because, lead=pen.text("opening.lead.open"), see="open"
        )


def _findings(pen: Pen, case: Case, findings: Findings) -> Iterator[Statement]:
    values = findings.settlement.values
    behind = [a for party in pen.names.in_order(values.seated) for a in pen.writer.behind(party)]
    lead = pen.text("opening.lead.settlement")
    if table_is_silent(case):
        yield pen.say(table_silent_words(pen, case), lead=lead, see="settlement")
        return
    said = [exists_words(pen, case, findings), *consent_words(pen, case)]
    exact = certain_of(case, findings)
    if exact is not None and exact.n_settlements.high:
        said.append(count_words(pen, exact))
    yield pen.say(" ".join(said), behind, lead=lead, see="settlement")
    if exact is not None:
        yield from _certain(pen, case, exact)
    elif findings.burden.values.settlements:
        yield from _expense(pen, case, findings)
    yield from _seats(pen, case, findings)
    yield from stability_words(pen, case)
    if findings.forecast is not None:
        likely = findings.forecast.values
        words, behind = opening_words(pen, likely), acts_of_opening(likely)
        yield pen.say(words, behind, lead=pen.text("opening.lead.forecast"), see="forecast")
    deciders = {
        decider.path: decider.because
        for question in told_questions(case, findings.robustness.values.questions)
        for decider in question.deciders[:2]
    }
    if deciders:
        paths = list(deciders)[:N_DECIDING]
        words = pen.text(
            "opening.decides", values="; ".join(value_words(pen, path) for path in paths)
        )
        because = [act for path in paths for act in deciders[path]]
        yield pen.say(words, because, lead=pen.text("opening.lead.decides"), see="robustness")


def _seats(pen: Pen, case: Case, findings: Findings) -> Iterator[Statement]:
    """Say what an added seat changes: parties that have spoken, all at once if all have."""
    values = findings.seats.values
    added = {c.party: c for c in values.changes if c.gets_seat}
    heard = [party for party in added if not is_silent(case, party)]
    changes = [added[party] for party in most_heard(pen, heard, N_CHANGES)]
    if values.everyone is not None and len(heard) == len(added):
        changes.append(values.everyone)
    if changes:
        behind = [act for change in changes for act in pen.writer.behind(change.party)]
        words = " ".join(change_words(pen, change) for change in changes)
        yield pen.say(words, behind, lead=pen.text("opening.lead.seats"), see="seats")


def _expense(pen: Pen, case: Case, findings: Findings) -> Iterator[Statement]:
    values, settlements = findings.burden.values, findings.settlement.values
    paying = pen.names.in_order(party.party for party in values.parties if party.ever_below.n)
    behind = [act for party in paying for act in pen.writer.behind(party)]
    lead = pen.text("opening.lead.expense")
    yield pen.say(expense_words(pen, case, values), behind, lead=lead, see="burden")
    if not stands_out(settlements):
        common = common_words(pen, case, settlements) or [pen.text("opening.not_foremost")]
        lead = pen.text("opening.lead.common")
        yield pen.say(" ".join(common), lead=lead, see="settlement")
        return
    account = values.settlements[0]
    words = pen.text(
        "opening.expense",
        letter=letter(case, findings, account.outcome),
        share=pen.words.share(account.share),
        outcome=terms(pen, case, account.outcome),
    )
    yield pen.say(words, lead=pen.text("opening.lead.foremost"), see="burden")


def _certain(pen: Pen, case: Case, exact: ExactValues) -> Iterator[Statement]:
    """Say whom settlements cost, and what rules name; without one, what would open one."""
    if exact.blocked is not None and exact.blocked.relaxations:
        paths = exact.blocked.relaxations[0].demands
        demands = "; ".join(value_words(pen, path) for path in paths)
        lead = pen.text("opening.lead.opens")
        words = pen.text("opening.relaxed", demands=demands)
        yield pen.say(words, behind_paths(case, paths), lead=lead, see="settlement")
    if not exact.n_settlements.high:
        return
    lead = pen.text("opening.lead.expense")
    yield pen.say(exact_expense_words(pen, case, exact), lead=lead, see="burden")
    found = named_of(case, exact)
    if found:
        words = pen.text(
            "opening.names",
            rules=rule_names(pen, found[0].rules).cap,
            outcome=terms(pen, case, found[0].outcome),
            numeral=found[0].numeral,
        )
        yield pen.say(words, lead=pen.text("opening.lead.named"), see="settlement")


def _basis(pen: Pen) -> Statement:
    record = pen.writer.record
    if not record.sources:
        return pen.say(pen.text("opening.basis_case"), lead=pen.text("opening.lead.basis"))
    reviewed = sum(act.review.state in ("accepted", "corrected") for act in record.acts)
    words = pen.text(
        "opening.basis",
        len(record.sources),
        acts=pen.words.number(len(record.acts)),
        reviewed=pen.words.number(reviewed),
    )
    return pen.say(words, lead=pen.text("opening.lead.basis"), see="sources")
