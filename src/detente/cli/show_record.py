"""A record on a terminal: rounds, roles, timeline, positions, ledgers, what is open."""

from rich.table import Table
from rich.text import Text

from detente.cli.show_reading import headline
from detente.cli.words import Names, acts, grid, quoted, row
from detente.reading.act import Time
from detente.record.record import Record, Round
from detente.sources.frozen import Language


def record_tables(record: Record, language: Language) -> list[Table]:
    """Return one table for each part of a record that holds something."""
    names = Names(language, record.actors)
    tables = [
        _timeline(record, names),
        _rounds(record, names),
        _roles(record, names),
        _positions(record, names),
        *_ledgers(record, names),
        _open(record, names),
    ]
    return [table for table in tables if table.row_count]


def _day(time: Time | None) -> str:
    return str(time.start) if time and time.start else ""


def _timeline(record: Record, names: Names) -> Table:
    table = grid("timeline", "when", "act", "", fixed=("when", "act"))
    by_id = {act.id: act for act in record.acts}
    for entry in record.timeline:
        act = by_id[entry.act]
        words = Text("\n").join([headline(act, names), Text(quoted(act.span))])
        row(table, _day(entry.time), act.id, words)
    return table


def _rounds(record: Record, names: Names) -> Table:
    table = grid("rounds", "round", "when", "where", "who", fixed=("round", "when"))
    for item in record.rounds:
        row(table, item.id, _day(item.time), item.place, _table_of(item, names))
    return table


def _table_of(item: Round, names: Names) -> str:
    seated = names.actors(delegation.party for delegation in item.delegations)
    absent = [
        f"{names.actor(absence.party)} ({absence.reason.replace('_', ' ')}"
        f"{', denied' if absence.denied_by else ''})"
        for absence in item.absent
    ]
    return seated + (f"; absent: {', '.join(absent)}" if absent else "")


def _roles(record: Record, names: Names) -> Table:
    table = grid("roles", "actor", "role", "acts", fixed=("role",))
    for item in record.roles:
        row(table, names.actor(item.actor), item.role, acts(item.because))
    return table


def _positions(record: Record, names: Names) -> Table:
    table = grid("positions", "party", "stance", "about", "acts", fixed=("acts",))
    for item in record.positions:
        marks: list[str] = [] if item.force == "plain" else [item.force]
        marks += ["ascribed"] * item.ascribed + ["replaced"] * (not item.current)
        stance = item.stance + (f" ({', '.join(marks)})" if marks else "")
        about = names.about((item.issue,), item.options)
        row(table, names.actor(item.party), stance, about, acts(item.because[:1]))
    return table


def _ledgers(record: Record, names: Names) -> list[Table]:
    measures = grid("measures", "by", "against", "about", "status", "acts", fixed=("acts",))
    for measure in record.measures:
        about = names.issue(measure.issue) if measure.issue else ""
        by, against = names.actors(measure.by) or "–", names.actors(measure.against)
        status = measure.status.replace("_", " ")
        row(measures, by, against, about, status, acts(measure.because[:1]))
    concessions = grid("concessions", "party", "about", "acts", fixed=("acts",))
    for concession in record.concessions:
        about = names.issue(concession.issue) if concession.issue else ""
        row(concessions, names.actor(concession.party), about, acts(concession.because))
    if not record.concessions:
        row(concessions, "none in the sources", "", "")
    agreed = grid("agreed", "parties", "about", "acts", fixed=("acts",))
    for item in record.agreed:
        about = names.about((item.issue,) if item.issue else (), item.options)
        about += " (procedural)" if item.procedural else ""
        row(agreed, names.actors(item.parties), about, acts(item.because))
    return [measures, concessions, agreed]


def _open(record: Record, names: Names) -> Table:
    table = grid("open", "how", "by", "about", "acts", fixed=("how", "acts"))
    for item in record.open_items:
        by = names.actor(item.party) if item.party else "–"
        about = names.issue(item.issue) if item.issue else ""
        row(table, item.kind.replace("_", " "), by, about, acts(item.because))
    return table
