"""Who stands where on which issue: the grid, then every issue with the words behind it."""

from detente.brief.blocks import Block, Chart, Mark, Points, Prose, Row, Section, Statement
from detente.brief.position_chart import position_chart
from detente.brief.writer import Pen, Writer
from detente.record.record import Position


def positions(writer: Writer) -> Section:
    """Return the grid of issues and parties, charts of the scales, and each position's words."""
    pen = Pen(writer, "positions")
    grid = Grid(writer)
    if not grid.spoken:
        blocks: tuple[Block, ...] = (pen.note("positions.empty"),)
        return Section(id="positions", title=pen.text("positions.title"), blocks=blocks)
    rows = [
        Row(
            head=pen.say(pen.names.issue(issue), marks=_settled(pen, issue)),
            cells=tuple(_cell(pen, grid, party, issue) for party in grid.heard),
        )
        for issue in grid.spoken
    ]
    columns = [pen.text("positions.column.issue"), *map(pen.names.actor, grid.heard)]
    note = pen.text("positions.note")
    parts: list[Block] = [pen.table(pen.text("positions.caption"), columns, rows, note=note)]
    silences = _silences(pen, grid)
    if silences:
        parts.append(Prose(statements=tuple(silences)))
    parts += _charts(pen, grid)
    parts.append(pen.heading("positions.words"))
    parts.append(Points(statements=tuple(_behind(pen, grid))))
    return Section(id="positions", title=pen.text("positions.title"), blocks=tuple(parts))


class Grid:
    """The positions of a record by issue and party."""

    def __init__(self, writer: Writer) -> None:
        case, record = writer.case, writer.record
        named = [position.issue for position in record.positions]
        self.issues = list(dict.fromkeys([*(case.issues if case else ()), *named]))
        everyone = [*writer.parties(), *(position.party for position in record.positions)]
        self.parties = writer.names.in_order(everyone)
        self._positions = record.positions
        told = {position.party for position in record.positions}
        self.heard = [party for party in self.parties if party in told]
        self.spoken = [issue for issue in self.issues if issue in named]
        self._torn = {(c.party, c.issue) for c in record.contradictions if c.party}

    def at(self, party: str, issue: str) -> list[Position]:
        """Return the positions of a party on an issue, replaced ones included."""
        return [p for p in self._positions if (p.party, p.issue) == (party, issue)]

    def is_contradictory(self, party: str, issue: str) -> bool:
        """Return whether the sources hold acts of the party that cannot both stand."""
        return (party, issue) in self._torn


def stance_words(pen: Pen, position: Position) -> str:
    """Return stance and options: ``against (firmly): NATO troops``."""
    stance = pen.text(f"stance.{position.stance}")
    if position.force in ("weak", "strong", "categorical"):
        stance = pen.text("stance.forced", stance=stance, force=pen.text(f"force.{position.force}"))
    options = pen.names.options(position.options)
    return f"{stance}: {options}" if options else stance


def _cell(pen: Pen, grid: Grid, party: str, issue: str) -> tuple[Statement, ...]:
    found = grid.at(party, issue)
    current = [position for position in found if position.current]
    if not current:
        return (pen.say(pen.text("positions.silent"), marks=(pen.mark("silent"),)),)
    merged: dict[tuple[str, bool], list[Position]] = {}
    for position in current:
        merged.setdefault((stance_words(pen, position), position.ascribed), []).append(position)
    torn = (pen.mark("contradicted"),) if grid.is_contradictory(party, issue) else ()
    cell = [
        pen.say(words, _because(group), (*_ascribed(pen, ascribed), *torn))
        for (words, ascribed), group in merged.items()
    ]
    replaced = [position for position in found if not position.current]
    if replaced:
        words = pen.text("positions.before", stance=stance_words(pen, replaced[-1]))
        cell.append(pen.say(words, _because(replaced)))
    return tuple(cell)


def _silences(pen: Pen, grid: Grid) -> list[Statement]:
    """Return one sentence on parties and one on issues that the sources give no position for."""
    said = []
    silent = [party for party in grid.parties if party not in grid.heard]
    if silent:
        parties = pen.names.actors(silent)
        said.append(pen.say(pen.text("positions.silent_parties", parties=parties)))
    issues = [pen.names.issue(issue) for issue in grid.issues if issue not in grid.spoken]
    if issues:
        words = pen.text("positions.silent_issues", issues=pen.words.join(issues))
        said.append(pen.say(words))
    return said


def _charts(pen: Pen, grid: Grid) -> list[Chart]:
    """Return a chart for every issue on whose scale two parties at least have a place."""
    found = []
    for issue in grid.spoken:
        held = {party: grid.at(party, issue) for party in grid.heard}
        placed = [p for p in held if any(h.options and h.current for h in held[p])]
        chart = position_chart(pen, issue, held) if len(placed) > 1 else None
        found += [chart] if chart is not None else []
    return found


def _behind(pen: Pen, grid: Grid) -> list[Statement]:
    """Return the words behind the positions; what rests on the same words shares a statement."""
    groups: dict[str, list[Position]] = {}
    for issue in grid.spoken:
        for party in grid.heard:
            for position in grid.at(party, issue):
                groups.setdefault(position.because[0], []).append(position)
    return [_words(pen, group) for group in groups.values()]


def _words(pen: Pen, group: list[Position]) -> Statement:
    """Return the positions that rest on the same words, then the words."""
    stances: dict[tuple[str, str], list[str]] = {}
    for position in group:
        told = (pen.names.issue(position.issue), stance_words(pen, position))
        stances.setdefault(told, []).append(position.party)
    leads = [
        pen.text("positions.lead", issue=issue, party=pen.names.actors(parties), stance=stance)
        for (issue, stance), parties in stances.items()
    ]
    lead = f"{'; '.join(leads)}:"
    because = list(dict.fromkeys(_because(group)))
    marks = _ascribed(pen, any(position.ascribed for position in group))
    act = next((a for a in map(pen.writer.act, because) if a is not None), None)
    if act is None:
        return pen.say(lead, marks=marks)
    statement = pen.quote(act, because, lead)
    return statement.model_copy(update={"marks": (*marks, *statement.marks)})


def _settled(pen: Pen, issue: str) -> tuple[Mark, ...]:
    """Return a mark where an issue has been agreed and is no longer open in the case."""
    case, record = pen.writer.case, pen.writer.record
    agreed = any(entry.issue == issue for entry in record.agreed)
    is_open = case is not None and issue in case.issues
    return (pen.mark("agreed"),) if agreed and not is_open else ()


def _ascribed(pen: Pen, ascribed: bool) -> tuple[Mark, ...]:
    return (pen.mark("ascribed"),) if ascribed else ()


def _because(found: list[Position]) -> list[str]:
    return [act for position in found for act in position.because]
