"""Where a case says that a party can make a move, and how it compares two outcomes."""

from collections.abc import Iterator

from detente.analysis.axes import UNKNOWN, preference_of, score_of
from detente.analysis.stability_values import Ground
from detente.case.model import Case, Outcome, Preference, Reasoned
from detente.case.statements import holds, parse_statement


def hold_grounds(case: Case, party: str) -> tuple[Ground, ...]:
    """Return why a party holds each of the issues that it can change alone, in their order."""
    return tuple(_hold(case, name, party) for name in held(case, party))


def held(case: Case, party: str) -> tuple[str, ...]:
    """Return the issues that a party can change alone, in the order of the case."""
    return tuple(name for name, issue in case.issues.items() if party in issue.held_by)


def move_grounds(case: Case, party: str, start: Outcome, changed: Outcome) -> tuple[Ground, ...]:
    """Return the places that let a party make a move: what it holds, one-way options."""
    found = []
    for issue in changed:
        found.append(_hold(case, issue, party))
        option = case.issues[issue].options[start[issue]]
        if option.leads_to is not None:
            found.append(ground(f"issues.{issue}.options.{start[issue]}.leads_to", option))
    return tuple(found)


def wish_grounds(case: Case, party: str, start: Outcome, end: Outcome) -> tuple[Ground, ...]:
    """Return the places that say how a party compares two outcomes, red lines first."""
    preference = preference_of(case, party)
    path = f"preferences.{party}"
    return (
        *_lines(case, preference, path, start, end),
        *_scores(case, preference, path, start, end),
        *_ranking(case, preference, path, start, end),
        *_priorities(case, preference, path, start, end),
    )


def ground(path: str, *reasoned: Reasoned | None) -> Ground:
    """Return a place with the acts behind all that stands there, and the first assumption."""
    stated = [item for item in reasoned if item is not None]
    because = dict.fromkeys(act for item in stated for act in item.because)
    assumed = [item.assume for item in stated if item.assume is not None]
    return Ground(path=path, because=tuple(because), assume=assumed[0] if assumed else None)


def _hold(case: Case, issue: str, party: str) -> Ground:
    return ground(f"issues.{issue}.held_by.{party}", case.issues[issue].held_by[party])


def _lines(
    case: Case, preference: Preference, path: str, start: Outcome, end: Outcome
) -> Iterator[Ground]:
    for index, line in enumerate(preference.red_lines):
        if line.barred is not None and _differs(case, line.barred, start, end):
            yield ground(f"{path}.red_lines.{index}", line)


def _scores(
    case: Case, preference: Preference, path: str, start: Outcome, end: Outcome
) -> Iterator[Ground]:
    if preference.ordinal:
        return
    for issue in case.issues:
        if start[issue] == end[issue]:
            continue
        wish = preference.issues.get(issue)
        scores = [score_of(wish, outcome[issue]) for outcome in (start, end)]
        salience = UNKNOWN if wish is None else wish.salience
        yield ground(f"{path}.issues.{issue}", wish, salience, *scores)
    for index, item in enumerate(preference.interactions):
        if _differs(case, item.when, start, end):
            yield ground(f"{path}.interactions.{index}", item, item.add)


def _ranking(
    case: Case, preference: Preference, path: str, start: Outcome, end: Outcome
) -> Iterator[Ground]:
    places = []
    for outcome in (start, end):
        for index, rank in enumerate(preference.ranking):
            if any(_true(case, text, outcome) for text in rank.any_of):
                places.append(index)
                break
    for index in sorted(set(places)):
        yield ground(f"{path}.ranking.{index}", preference.ranking[index])


def _priorities(
    case: Case, preference: Preference, path: str, start: Outcome, end: Outcome
) -> Iterator[Ground]:
    for index, item in enumerate(preference.priorities):
        if _differs(case, item.statement, start, end):
            yield ground(f"{path}.priorities.{index}", item, item.weight)
            if item.weight is None:
                return


def _differs(case: Case, statement: str, start: Outcome, end: Outcome) -> bool:
    return _true(case, statement, start) != _true(case, statement, end)


def _true(case: Case, statement: str, outcome: Outcome) -> bool:
    return holds(parse_statement(statement), outcome, case.issues)
