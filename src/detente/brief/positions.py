"""Who stands where on which issue: the grid, then every issue with the words behind it."""

from detente.brief.blocks import Block, Heading, Mark, Points, Row, Section, Statement
from detente.brief.position_chart import position_chart
from detente.brief.writer import Pen, Writer
from detente.record.record import Position


def positions(writer: Writer) -> Section:
    """Return the grid of issues and parties, charts of the scales, and each position's words."""
    pen = Pen(writer, "positions")
    grid = Grid(writer)
    if not grid.issues or not grid.parties:
        blocks: tuple[Block, ...] = (pen.note("positions.empty"),)
        return Section(id="positions", title=pen.text("positions.title"), blocks=blocks)
    rows = [
        Row(
            head=pen.say(pen.names.issue(issue), marks=_settled(pen, issue)),
            cells=tuple(_cell(pen, grid, party, issue) for party in grid.parties),
        )
        for issue in grid.issues
    ]
    columns = [pen.text("positions.column.issue"), *map(pen.names.actor, grid.parties)]
    note = pen.text("positions.note")
    parts: list[Block] = [pen.table(pen.text("positions.caption"), columns, rows, note=note)]
    for issue in grid.issues:
        parts += _detail(pen, grid, issue)
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


def _detail(pen: Pen, grid: Grid, issue: str) -> list[Block]:
    """Return what each party said about one issue; nothing where all are silent."""
    spoken = [(party, grid.at(party, issue)) for party in grid.parties]
    statements = _merged(pen, [position for _, held in spoken for position in held])
    if not statements:
        return []
    blocks: list[Block] = [Heading(text=pen.names.issue(issue))]
    chart = position_chart(pen, issue, dict(spoken))
    if chart is not None:
        blocks.append(chart)
    blocks.append(Points(statements=tuple(statements)))
    return blocks


def _merged(pen: Pen, found: list[Position]) -> list[Statement]:
    """Return each position with its words; parties with the same words share a statement."""
    groups: dict[tuple[object, ...], list[Position]] = {}
    for position in found:
        key = (position.because, stance_words(pen, position), position.ascribed)
        groups.setdefault(key, []).append(position)
    return [_words(pen, group) for group in groups.values()]


def _words(pen: Pen, group: list[Position]) -> Statement:
    first = group[0]
    act = next((a for a in map(pen.writer.act, first.because) if a is not None), None)
    parties = pen.names.actors(position.party for position in group)
    lead = pen.text("positions.lead", party=parties, stance=stance_words(pen, first))
    if act is None:
        return pen.say(lead, marks=_ascribed(pen, first.ascribed))
    statement = pen.quote(act, first.because, lead)
    marks = (*_ascribed(pen, first.ascribed), *statement.marks)
    return statement.model_copy(update={"marks": marks})


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
