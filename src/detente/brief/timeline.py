"""What happened: happenings in the order of time, in the words of the sources."""

from detente.brief.blocks import Row, Section, Statement
from detente.brief.writer import Pen, Writer
from detente.reading.act import Act
from detente.record.record import TimelineEntry


def timeline(writer: Writer) -> Section:
    """Return the timeline; only acts that happened stand in it."""
    pen = Pen(writer, "timeline")
    entries = [
        (entry, act)
        for entry in writer.record.timeline
        if (act := writer.act(entry.act)) is not None and act.modality == "happened"
    ]
    if not entries:
        return Section(
            id="timeline",
            title=pen.text("timeline.title"),
            blocks=(pen.note("timeline.empty"),),
        )
    table = pen.table(
        pen.text("timeline.caption"),
        [pen.text(f"timeline.column.{name}") for name in ("when", "who", "what", "words")],
        [_row(pen, entry, act) for entry, act in entries],
        note=pen.text("timeline.note"),
    )
    return Section(id="timeline", title=pen.text("timeline.title"), blocks=(table,))


def who(pen: Pen, act: Act) -> str:
    """Return who acts, through whom, towards whom, as bare names."""
    actors = pen.names.actors(act.actors) or pen.text("timeline.somebody")
    if act.speaker and act.speaker not in act.actors and act.actors:
        actors = f"{actors} ({pen.names.actor(act.speaker)})"
    if not act.targets:
        return actors
    return pen.text("timeline.towards", actors=actors, targets=pen.names.actors(act.targets))


def what(pen: Pen, act: Act) -> str:
    """Return the kind of act and its issues; of an agreement, what was agreed and what about."""
    kind = pen.text(f"kind.{act.kind}")
    agreed = {option.partition("=")[0] for option in act.options}
    split = act.kind in ("agree", "sign") and bool(agreed)
    settled = [issue for issue in act.issues if issue in agreed or not split]
    others = [issue for issue in act.issues if issue not in settled]
    if not act.issues:
        return kind
    words = pen.text("timeline.what", kind=kind, issues=_issues(pen, settled))
    return pen.text("timeline.about", what=words, issues=_issues(pen, others)) if others else words


def _issues(pen: Pen, issues: list[str]) -> str:
    return pen.words.join([pen.names.issue(issue) for issue in issues])


def _row(pen: Pen, entry: TimelineEntry, act: Act) -> Row:
    head = pen.say(pen.words.time(entry.time or act.time))
    words: tuple[Statement, ...] = (pen.quote(act, (act.id, *entry.also)),)
    return Row(head=head, cells=(pen.cell(who(pen, act)), pen.cell(what(pen, act)), words))
