"""Paths into a case in words, and the reason or assumption that stands behind a value."""

from collections.abc import Iterable

from detente.brief.blocks import Statement
from detente.brief.writer import Pen
from detente.case.model import Case, Reasoned


def value_words(pen: Pen, path: str) -> str:
    """Return what ``preferences.ukraine.no_deal`` is in words; the path where it is unknown."""
    match path.split("."):
        case ["preferences", party, "no_deal"]:
            return pen.text("path.no_deal", party=pen.names.actor(party))
        case ["preferences", party, "issues", issue, "salience"]:
            names = {"party": pen.names.actor(party), "issue": pen.names.issue(issue)}
            return pen.text("path.salience", **names)
        case ["preferences", party, "issues", issue, "scores", option]:
            return pen.text(
                "path.score",
                party=pen.names.actor(party),
                issue=pen.names.issue(issue),
                option=pen.names.option(f"{issue}={option}"),
            )
        case ["preferences", party, "issues", issue]:
            names = {"party": pen.names.actor(party), "issue": pen.names.issue(issue)}
            return pen.text("path.wish", **names)
        case ["preferences", party, "red_lines", number, *_]:
            return _red_line(pen, party, int(number))
        case ["preferences", party, "interactions", number, *_]:
            return _interaction(pen, party, int(number))
        case ["parties", party, "influence"]:
            return pen.text("path.influence", party=pen.names.actor(party))
        case ["parties", party, "seat"]:
            return pen.text("path.seat", party=pen.names.actor(party))
        case _:
            return _order_or_move(pen, path)


def _order_or_move(pen: Pen, path: str) -> str:
    """Return what a place of a party's order, or a rule on moves, is in words."""
    match path.split("."):
        case ["preferences", party, "ranking", number]:
            name = pen.names.actor(party)
            return pen.text("path.ranking", party=name, number=int(number) + 1)
        case ["preferences", party, "priorities", number]:
            name = pen.names.actor(party)
            return pen.text("path.priority", party=name, number=int(number) + 1)
        case ["issues", issue, "held_by", party]:
            shown = pen.names.actor(party)
            return pen.text("path.held_by", issue=pen.names.issue(issue), party=shown)
        case ["issues", issue, "options", option, "leads_to"]:
            shown = pen.names.option(f"{issue}={option}")
            return pen.text("path.leads_to", issue=pen.names.issue(issue), option=shown)
        case _:
            return path


def _red_line(pen: Pen, party: str, number: int) -> str:
    case = pen.writer.case
    lines = case.preferences[party].red_lines if case and party in case.preferences else ()
    never = pen.names.red_line(lines[number]) if number < len(lines) else ""
    return pen.text("path.red_line", party=pen.names.actor(party), never=never)


def _interaction(pen: Pen, party: str, number: int) -> str:
    case = pen.writer.case
    found = case.preferences[party].interactions if case and party in case.preferences else ()
    when = pen.names.condition(found[number].when) if number < len(found) else ""
    return pen.text("path.interaction", party=pen.names.actor(party), when=when)


def behind_paths(case: Case, paths: Iterable[str]) -> list[str]:
    """Return the ids of the acts behind the red lines and no-deal values that paths name."""
    acts: list[str] = []
    for path in paths:
        match path.split("."):
            case ["preferences", party, "red_lines", number, *_]:
                acts += case.preferences[party].red_lines[int(number)].because
            case ["preferences", party, "no_deal"]:
                acts += case.preferences[party].no_deal.because
    return acts


def reasons(pen: Pen, value: Reasoned) -> list[Statement]:
    """Return the words behind a value and the assumption behind it, where there is one."""
    found = [pen.quote(act) for act in map(pen.writer.act, value.because) if act is not None]
    if value.assume:
        found.append(pen.assumption(value.assume))
    return found
