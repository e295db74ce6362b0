"""Who has spoken about what is open; where nobody has, numbers say nothing."""

from collections.abc import Iterable

from detente.brief.writer import Pen
from detente.case.model import Case, Outcome


def is_silent(case: Case, party: str) -> bool:
    """Return whether no open issue and no red line of the case rests on words of the party."""
    held = case.preferences.get(party)
    if held is None:
        return True
    if held.ordinal:
        return False
    return not held.red_lines and all(wish.silent for wish in held.issues.values())


def table_is_silent(case: Case) -> bool:
    """Return whether nobody whose consent is needed has said anything about what is open."""
    return all(is_silent(case, party) for party in case.seated())


def unspoken(case: Case) -> tuple[str, ...]:
    """Return the open issues on which no party whose consent is needed has taken a position."""
    wishes = [case.preferences[p].issues for p in case.seated() if p in case.preferences]
    heard = {issue for held in wishes for issue, wish in held.items() if not wish.silent}
    return tuple(issue for issue in case.issues if issue not in heard)


def spoken_part(case: Case, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Return what an outcome settles on the issues that somebody at the table has spoken about."""
    open_ = unspoken(case)
    return tuple((issue, outcome[issue]) for issue in case.issues if issue not in open_)


def most_heard(pen: Pen, parties: Iterable[str], n: int) -> list[str]:
    """Return the `n` parties with most acts behind their wishes, by name."""
    named = pen.names.in_order(parties)
    ranked = sorted(named, key=lambda party: -len(pen.writer.behind(party)))
    return [party for party in named if party in ranked[:n]]
