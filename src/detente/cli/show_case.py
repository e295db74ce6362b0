"""A case on a terminal: parties, who wants what issue by issue, red lines, what is left out."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.case.model import Case, IssuePreference, Reasoned
from detente.cli.output import printable
from detente.cli.words import Names, acts, grid, row, value_range
from detente.sources.frozen import Language


def case_tables(case: Case, language: Language) -> list[RenderableType]:
    """Return what a case holds, with names for the eye and ids for `detente case set`."""
    names = Names(language, case=case)
    day = f" (as of {case.as_of})" if case.as_of else ""
    consent = names.actors(case.seated()) or "nobody"
    blocks: list[RenderableType] = [
        Text(f"{names.label(case.title)}{day}", style="bold"),
        Text(f"consent needed: {consent}"),
        _parties(case, names),
    ]
    for issue in case.issues:
        blocks += _issue(case, issue, names)
    return [*blocks, *_orders(case, names), *_moves(case, names), *_conditions(case, names)]


def _parties(case: Case, names: Names) -> Table:
    table = grid("parties", "party", "id", "seat", "role", "influence", "no deal")
    for party, item in case.parties.items():
        wants = case.preferences.get(party)
        seat = "yes" if party in case.seated() else "no"
        no_deal = value_range(wants.no_deal) if wants else ""
        row(table, names.actor(party), party, seat, item.role, value_range(item.influence), no_deal)
    return table


def _issue(case: Case, issue: str, names: Names) -> list[RenderableType]:
    options = list(case.issues[issue].options)
    shown = [names.option(f"{issue}={option}") for option in options]
    title = Text.assemble(("\n" + names.issue(issue), "bold"), f"  {issue}: {', '.join(options)}")
    silent: list[str] = []
    table = grid("", "party", "weight", *shown)
    for party in case.players():
        if party in case.ordinal():
            continue
        wants = case.preferences[party].issues.get(issue) if party in case.preferences else None
        if wants is None or wants.silent:
            silent.append(party)
            continue
        mark = " (ascribed)" if wants.ascribed else ""
        scores = [_score(wants, option) for option in options]
        row(table, names.actor(party) + mark, value_range(wants.salience), *scores)
    blocks: list[RenderableType] = [title]
    if table.row_count:
        blocks.append(table)
    if silent:
        blocks.append(Text(f"silent: {names.actors(silent)}"))
    return blocks


def _score(wants: IssuePreference, option: str) -> str:
    value = wants.scores.get(option)
    if value is None:
        return "100" if option == wants.ideal else "?"
    return value_range(value)


def _orders(case: Case, names: Names) -> list[RenderableType]:
    """Return the orders of the parties of which no points are known, best or foremost first."""
    blocks: list[RenderableType] = []
    for party in case.ordinal():
        wants = case.preferences[party]
        kind = "ranking, best first" if wants.ranking else "priorities, most important first"
        table = grid(f"{names.actor(party)}: {kind}", "place", "outcomes", "weight", "because")
        for place, rank in enumerate(wants.ranking, start=1):
            words = " or ".join(rank.any_of) + (" (much better than all below)" * rank.much)
            row(table, place, printable(words), "", _reason(rank))
        for place, item in enumerate(wants.priorities, start=1):
            condition = f" if {item.if_}" if item.if_ else f" iff {item.iff}" if item.iff else ""
            weight = value_range(item.weight) if item.weight else ""
            row(table, place, printable(item.wants + condition), weight, _reason(item))
        blocks.append(table)
    return blocks


def _moves(case: Case, names: Names) -> list[RenderableType]:
    """Return who can change what alone; nothing where nobody can."""
    table = grid("who can change what alone", "issue", "party", "one way", "because")
    for issue, content in case.issues.items():
        if not content.held_by:
            continue
        ways = [
            f"{names.option(f'{issue}={option}')} to "
            + (" or ".join(names.option(f"{issue}={end}") for end in item.leads_to) or "nothing")
            for option, item in content.options.items()
            if item.leads_to is not None
        ]
        for party, hold in content.held_by.items():
            row(table, names.issue(issue), names.actor(party), "; ".join(ways), _reason(hold))
    return [table] if table.row_count else []


def _reason(item: Reasoned) -> str:
    return acts(item.because) or printable(item.assume or "")


def _conditions(case: Case, names: Names) -> list[RenderableType]:
    lines = grid("red lines", "party", "red line", "because")
    for party, wants in case.preferences.items():
        for line in wants.red_lines:
            never = printable(str(line)) + (" (proposed)" if line.proposed else "")
            row(lines, names.actor(party), never, _reason(line))
    links = grid("links", "if", "then", "because")
    for link in case.links:
        row(links, printable(link.if_), printable(link.then), _reason(link))
    left = grid("left out", "issue", "why")
    for issue, why in case.left_out.items():
        row(left, names.issue(issue), printable(why))
    return [table for table in (lines, links, left) if table.row_count]
