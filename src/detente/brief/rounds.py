"""Who sat at the table, who has a stake but no seat, how the absent reacted."""

from collections.abc import Iterable

from detente.brief.blocks import Block, Points, Row, Section, Statement
from detente.brief.timeline import what
from detente.brief.writer import Pen, Writer
from detente.record.record import Absence, Delegation, RoleEntry, Round


def rounds(writer: Writer) -> Section:
    """Return the rounds with their delegations and absent parties, and everyone's role."""
    pen = Pen(writer, "rounds")
    blocks: list[Block] = []
    for meeting in writer.record.rounds:
        blocks.append(_round(pen, meeting, len(writer.record.rounds)))
    if not blocks:
        blocks.append(pen.note("rounds.empty"))
    others = _others(pen, writer)
    if others:
        blocks += [pen.heading("rounds.others"), Points(statements=tuple(others))]
    blocks.append(pen.note("rounds.note"))
    return Section(id="rounds", title=pen.text("rounds.title"), blocks=tuple(blocks))


def place_and_time(pen: Pen, meeting: Round) -> str:
    """Return where and when a round took place; says so where the report does not date it."""
    when: str = pen.words.time(meeting.time) if is_dated(meeting) else _undated(pen, meeting)
    return ", ".join(part for part in (meeting.place, when) if part)


def is_dated(meeting: Round) -> bool:
    """Return whether the sources date a round."""
    return meeting.time is not None and meeting.time.start is not None


def reaction_words(pen: Pen, absence: Absence) -> str:
    """Return the kinds of acts by which a party answered its absence, as a list."""
    acts = [act for act in map(pen.writer.act, absence.reactions) if act is not None]
    kinds = dict.fromkeys(pen.text(f"kind.{act.kind}") for act in acts)
    return pen.words.join(list(kinds))


def _undated(pen: Pen, meeting: Round) -> str:
    """Return that a report does not date a round, with the day of the report where it is known."""
    told = {act.source_id for act in map(pen.writer.act, meeting.because) if act is not None}
    days = [s.published for s in pen.writer.record.sources if s.id in told and s.published]
    if days:
        return pen.text("rounds.undated_reported", day=pen.words.day(min(days)))
    return pen.text("rounds.undated")


def _round(pen: Pen, meeting: Round, n_rounds: int) -> Block:
    seated = {delegation.party: delegation for delegation in meeting.delegations}
    absent = {absence.party: absence for absence in meeting.absent}
    rows = [
        _seated(pen, seated[party], aside=meeting.aside)
        if party in seated
        else _absent(pen, absent[party])
        for party in [*pen.names.in_order(seated), *pen.names.in_order(set(absent) - set(seated))]
    ]
    number = meeting.id.removeprefix("r")
    key = "rounds.caption" if n_rounds > 1 else "rounds.caption_only"
    if meeting.aside:
        key = "rounds.caption_aside"
    issues = pen.words.join([pen.names.issue(issue) for issue in meeting.issues])
    host = pen.names.actor(meeting.host) if meeting.host else ""
    notes = [pen.text("rounds.host", host=host)] if host else []
    notes += [pen.text("rounds.issues", issues=issues)] if issues else []
    columns = [pen.text(f"rounds.column.{name}") for name in ("party", "seat", "led", "reaction")]
    caption = pen.text(key, number=number, place=place_and_time(pen, meeting))
    return pen.table(caption, columns, rows, note=" ".join(notes) or None)


def _seated(pen: Pen, delegation: Delegation, *, aside: bool) -> Row:
    head = pen.say(pen.names.actor(delegation.party))
    seat = pen.say(pen.text("rounds.aside" if aside else "rounds.seated"), delegation.because)
    return Row(head=head, cells=((seat,), pen.cell(pen.names.actors(delegation.heads)), pen.cell()))


def _absent(pen: Pen, absence: Absence) -> Row:
    head = pen.say(pen.names.actor(absence.party))
    seat = [pen.say(absence_words(pen, absence), absence.because)]
    if absence.denied_by:
        marks = (pen.mark("contradicted"),)
        seat.append(pen.say(pen.text("rounds.denied"), absence.denied_by, marks))
    reactions = tuple(_reactions(pen, absence.reactions))
    none = pen.cell(pen.text("rounds.no_reaction"))
    return Row(head=head, cells=(tuple(seat), pen.cell(), reactions or none))


def absence_words(pen: Pen, absence: Absence) -> str:
    """Return that a party was absent, and why."""
    return pen.text(f"rounds.absent.{absence.reason}")


def _reactions(pen: Pen, acts: Iterable[str]) -> Iterable[Statement]:
    for act_id in acts:
        act = pen.writer.act(act_id)
        if act is not None:
            yield pen.quote(act, lead=what(pen, act))


def _others(pen: Pen, writer: Writer) -> list[Statement]:
    """Return roles that no round shows: hosts, mediators, observers, those affected."""
    shown = {d.party for meeting in writer.record.rounds for d in meeting.delegations}
    shown |= {a.party for meeting in writer.record.rounds for a in meeting.absent}
    by_role: dict[str, list[RoleEntry]] = {}
    for entry in writer.record.roles:
        if entry.role not in ("seated", "absent") and not (
            entry.role == "affected" and entry.actor in shown
        ):
            by_role.setdefault(entry.role, []).append(entry)
    return [
        pen.say(
            pen.names.actors(entry.actor for entry in by_role[role]),
            [act for entry in by_role[role] for act in entry.because],
            lead=pen.text(f"rounds.role.{role}"),
        )
        for role in ("host", "mediator", "observer", "affected")
        if role in by_role
    ]
