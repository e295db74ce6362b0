"""What has been agreed and conceded, which measures were taken, answered, reversed."""

import re
from collections.abc import Iterable

from detente.brief.blocks import Block, Mark, Points, Prose, Row, Section, Statement
from detente.brief.footnotes import excerpt
from detente.brief.timeline import what
from detente.brief.writer import Pen, Writer
from detente.reading.act import Act
from detente.record.record import Agreed, Concession, Measure

CONCESSION = re.compile(r"\b(?:zugeständnis|konzession|concession|conced)", re.IGNORECASE)
"""Words that speak of concessions, in both languages."""


def measures(writer: Writer) -> Section:
    """Return agreements, concessions and the ledger of measures; says plainly where none is."""
    pen = Pen(writer, "measures")
    blocks: list[Block] = [
        pen.heading("measures.agreed"),
        Points(statements=tuple(_agreed(pen, entry) for entry in writer.record.agreed))
        if writer.record.agreed
        else pen.note("measures.none_agreed"),
        pen.heading("measures.conceded"),
        Prose(statements=tuple(pen.say(*said) for said in concessions(pen))),
        pen.heading("measures.taken"),
    ]
    if writer.record.measures:
        columns = [
            pen.text(f"measures.column.{name}")
            for name in ("by", "measure", "status", "answers", "reversed")
        ]
        rows = [_row(pen, measure) for measure in writer.record.measures]
        blocks.append(pen.table(pen.text("measures.caption"), columns, rows))
    else:
        blocks.append(pen.note("measures.none_taken"))
    return Section(id="measures", title=pen.text("measures.title"), blocks=tuple(blocks))


def agreed_words(pen: Pen, entry: Agreed) -> str:
    """Return what was agreed, without by whom; in the source's words where no issue fits."""
    options = pen.words.join([pen.names.option(option) for option in entry.options])
    issue = pen.names.issue(entry.issue) if entry.issue else ""
    named = ": ".join(part for part in (issue, options) if part)
    return named or _first_words(pen, entry.because) or pen.text("measures.unnamed")


def concessions(pen: Pen) -> list[tuple[str, list[str]]]:
    """Return sentences with their acts: who conceded what, or nobody; mere talk of concessions."""
    record = pen.writer.record
    said = [(_concession(pen, entry), list(entry.because)) for entry in record.concessions]
    said = said or [(pen.text("measures.nobody"), [])]
    done = {act for _, acts in said for act in acts}
    places, talk = _talk(record.acts, done)
    if talk:
        said.append((pen.text("measures.talk", places), talk))
    return said


def _concession(pen: Pen, entry: Concession) -> str:
    """Return who moved, on which issue, towards whom, in the words of the source."""
    parts = [pen.text("measures.concession", party=pen.names.actor(entry.party))]
    if entry.issue:
        parts.append(pen.text("measures.on_issue", issue=pen.names.issue(entry.issue)))
    if entry.to:
        parts.append(pen.text("measures.towards", parties=pen.names.actors(entry.to)))
    words = _first_words(pen, entry.because)
    return f"{'; '.join(parts)}: {words}." if words else f"{'; '.join(parts)}."


def _first_words(pen: Pen, because: Iterable[str]) -> str:
    act = next((a for a in map(pen.writer.act, because) if a is not None), None)
    return pen.words.quoted(excerpt(act, 110)) if act is not None else ""


def _talk(acts: Iterable[Act], done: set[str]) -> tuple[int, list[str]]:
    """Return at how many places concessions are only spoken of, and in which acts."""
    places: set[tuple[str, int]] = set()
    found = []
    for act in acts:
        words = [match.start() for match in CONCESSION.finditer(act.span.quote)]
        bare = act.kind == "concede" and act.modality != "happened"
        if act.id in done or not (words or bare):
            continue
        found.append(act.id)
        places |= {(act.source_id, act.span.start + start) for start in words or [0]}
    return len(places), found


def _agreed(pen: Pen, entry: Agreed) -> Statement:
    parties = pen.names.actors(entry.parties)
    key = "measures.agreed_procedural" if entry.procedural else "measures.agreed_substance"
    return pen.say(
        pen.text(key, what=agreed_words(pen, entry)), entry.because, _status(pen, entry), parties
    )


def _status(pen: Pen, entry: Agreed) -> tuple[Mark, ...]:
    """Return marks where every act behind an entry is only planned, refused, left open ..."""
    acts = [act for act in map(pen.writer.act, entry.because) if act is not None]
    if not acts or any(act.modality == "happened" for act in acts):
        return ()
    return (Mark(code=acts[0].modality, text=pen.text(f"modality.{acts[0].modality}")),)


def _row(pen: Pen, measure: Measure) -> Row:
    by = pen.names.actors(measure.by) or pen.text("timeline.somebody")
    against = pen.names.actors(measure.against)
    head = pen.text("timeline.towards", actors=by, targets=against) if against else by
    act = next((a for a in map(pen.writer.act, measure.because) if a is not None), None)
    answered = pen.writer.act(measure.answers) if measure.answers else None
    undone = [act for act in map(pen.writer.act, measure.reversed_by) if act is not None]
    taken = pen.quote(act, measure.because, what(pen, act)) if act is not None else None
    return Row(
        head=pen.say(head),
        cells=(
            (taken,) if taken else pen.cell(),
            pen.cell(pen.text(f"measures.status.{measure.status}")),
            (pen.quote(answered, lead=what(pen, answered)),) if answered else pen.cell(),
            tuple(pen.quote(act, lead=what(pen, act)) for act in undone),
        ),
    )
