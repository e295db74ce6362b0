"""What changes with each absent party at the table, and without each of those who sit there."""

from detente.analysis.finding import SeatChange
from detente.brief.blocks import Block, Heading, Prose, Row, Section, Statement
from detente.brief.exclusion import excluders_words, exclusion, groups
from detente.brief.voices import is_silent
from detente.brief.writer import Pen, Writer


def seats(writer: Writer) -> Section:
    """Return what each change of seats does to the settlements and to every party."""
    pen = Pen(writer, "seats")
    if writer.case is None or writer.findings is None:
        return pen.empty()
    values = writer.findings.seats.values
    changes = [
        *_by_name(pen, values.changes, gets=True),
        *_by_name(pen, values.changes, gets=False),
    ]
    if values.everyone is not None:
        changes.insert(0, values.everyone)
    if not changes:
        return pen.empty("seats.empty")
    blocks: list[Block] = [_overview(pen, changes)]
    gaining = [change for change in changes if change.gets_seat]
    silent = [c.party for c in gaining if c.party != "*" and is_silent(writer.case, c.party)]
    if silent:
        words = pen.text("seats.silent", parties=pen.names.actors(silent))
        blocks.append(Prose(statements=(pen.say(words, (), (pen.mark("silent"),)),)))
    for change in (c for c in gaining if c.party not in silent):
        heading = pen.text("seats.with", party=_whose(pen, change))
        blocks.append(Heading(text=heading))
        blocks.append(Prose(statements=tuple(_change(pen, change))))
        if any(effect.better.n or effect.worse.n for effect in change.parties):
            blocks.append(_effects(pen, change))
    blocks += exclusion(pen, writer.case, values)
    blocks += groups(pen, writer.case, values.groups)
    blocks.append(pen.note("seats.limits"))
    return pen.section(blocks)


def change_words(pen: Pen, change: SeatChange) -> str:
    """Return in a sentence what one party at the table does to the settlements."""
    if change.party == "*":
        words, number = pen.text("seats.all_unseated"), 2
    else:
        subject = pen.names.subject([change.party])
        words, number = subject.nom, subject.number
    if pen.words.certain:
        return _certain(pen, change, words, number)
    if change.exists_after.n == 0:
        return pen.text("seats.none_left", number, party=words)
    return pen.text(
        "seats.effect",
        number,
        party=words,
        excluded=pen.words.whole_percent(change.excluded.mean),
        share=pen.words.share(change.exists_after),
    )


def _certain(pen: Pen, change: SeatChange, words: str, number: int) -> str:
    """Return the same where every value is certain: numbers of settlements, no shares."""
    before, after = (pen.words.number(c.mid) for c in (change.count_before, change.count_after))
    if not change.exists_after.n:
        key = "none_left_certain" if change.exists_before.n else "still_none"
        return pen.text(f"seats.{key}", number, party=words, before=before)
    lost = change.lost.mid if change.lost else change.excluded.mean * change.count_before.mid
    return pen.text(
        "seats.effect_certain",
        number,
        party=words,
        before=before,
        lost=pen.words.number(lost),
        after=after,
    )


def _by_name(pen: Pen, changes: tuple[SeatChange, ...], *, gets: bool) -> list[SeatChange]:
    found = {change.party: change for change in changes if change.gets_seat is gets}
    return [found[party] for party in pen.names.in_order(found)]


def _whose(pen: Pen, change: SeatChange) -> str:
    return pen.text("seats.everyone") if change.party == "*" else pen.names.actor(change.party)


def _overview(pen: Pen, changes: list[SeatChange]) -> Block:
    certain = pen.words.certain
    names = ["change", "before", "after", "count_before", "count_after", "excluded"]
    if certain:
        names = ["change", "count_before", "count_after", "lost", "won"]
    columns = [pen.text(f"seats.column.{name}") for name in names]
    rows = []
    for change in changes:
        key = "seats.with" if change.gets_seat else "seats.without"
        cells = _counts(pen, change) if certain else _shares(pen, change)
        behind = pen.writer.behind(change.party)
        head = pen.say(pen.text(key, party=_whose(pen, change)), behind)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    note = pen.text("seats.note_certain" if certain else "seats.note")
    return pen.table(pen.text("seats.caption"), columns, rows, range(1, len(columns)), note)


def _shares(pen: Pen, change: SeatChange) -> list[str]:
    words = pen.words
    return [
        words.share_cell(change.exists_before),
        words.share_cell(change.exists_after),
        words.count_spread(change.count_before),
        words.count_spread(change.count_after),
        words.percent(change.excluded.mean) if change.gets_seat else "",
    ]


def _counts(pen: Pen, change: SeatChange) -> list[str]:
    counts = (change.count_before, change.count_after, change.lost, change.won)
    return ["" if count is None else pen.words.count_spread(count) for count in counts]


def _change(pen: Pen, change: SeatChange) -> list[Statement]:
    statements = [pen.say(change_words(pen, change), pen.writer.behind(change.party))]
    excluders = excluders_words(pen, change)
    if excluders:
        statements.append(pen.say(excluders))
    for key, touched in (("lost", change.options_lost), ("won", change.options_won)):
        if touched:
            leaves = [
                pen.text(
                    "condition.leaf",
                    issue=pen.names.issue(option.partition("=")[0]),
                    options=pen.names.option(option),
                )
                for option in touched
            ]
            statements.append(pen.say(pen.text(f"seats.{key}", options="; ".join(leaves))))
    return statements


def _effects(pen: Pen, change: SeatChange) -> Block:
    by_name = {effect.party: effect for effect in change.parties}
    rows = []
    for party in pen.names.in_order(by_name):
        effect = by_name[party]
        examined = effect.better.of > 0
        cells = (
            pen.words.spread(effect.change) if examined else "",
            pen.words.share_cell(effect.better),
            pen.words.share_cell(effect.worse),
        )
        head = pen.say(pen.names.actor(party))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [
        pen.text("positions.column.party"),
        *(pen.text(f"seats.column.{name}") for name in ("change_in_worth", "better", "worse")),
    ]
    return pen.table(pen.text("seats.effects"), columns, rows, (1, 2, 3))
