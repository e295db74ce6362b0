"""The expense of exclusion: what a party has with a seat minus what it has without, by issue."""

import numpy as np

from detente.analysis.finding import Exclusion, IssueChange
from detente.analysis.prepared import Prepared
from detente.analysis.spread import interval, share
from detente.analysis.tally import REACHED, RULES, TableTally
from detente.analysis.worth import option_columns
from detente.case.statements import issues_of, parse_statement
from detente.kernels.outcomes import FloatArray
from detente.kernels.settlement import TOLERANCE


def exclusion(ready: Prepared, party: str, after: TableTally) -> Exclusion:
    """Return the expense of exclusion of a party whose seat changes.

    Parameters
    ----------
    ready : Prepared
        The case.
    party : str
        Id of the party.
    after : TableTally
        What is settled after the change; worths in points of 100.

    Returns
    -------
    Exclusion
        Worth with its seat minus worth without, in the draws in which both tables have a
        settlement, whichever of the two is the table of the case.
    """
    row = ready.arrays.parties.index(party)
    both = ready.base.exists & after.exists
    sign = 1.0 if len(after.seated) > len(ready.base.seated) else -1.0
    by_rule = sign * (after.named_worth - ready.base.named_worth)[:, row][:, both]
    parts = _parts(ready, row, sign, after)
    expense = np.sum([part[both] for _, part in parts], axis=0)
    n_draws = int(both.sum())
    totals = dict(zip(RULES, by_rule, strict=True)) | {REACHED: expense}
    return Exclusion(
        party=party,
        expense=interval(expense),
        costs=share(int((expense > TOLERANCE).sum()), n_draws),
        saves=share(int((expense < -TOLERANCE).sum()), n_draws),
        by_rule={rule: interval(totals[rule]) for rule in RULES},
        by_issue=tuple(
            IssueChange(issues=issues, change=interval(part[both]))
            for issues, part in _in_case_order(ready, parts)
        ),
    )


def _parts(
    ready: Prepared, row: int, sign: float, after: TableTally
) -> list[tuple[tuple[str, ...], FloatArray]]:
    """Return what each issue and each interaction of a party adds to its change of worth.

    Issues stand in array order, so that no digit of their sum hangs on the order of the case.
    """
    arrays, draws, case = ready.arrays, ready.draws, ready.case
    moved = sign * (after.reached_options - ready.base.reached_options)
    starts = option_columns(arrays)
    parts: list[tuple[tuple[str, ...], FloatArray]] = []
    for i, issue in enumerate(arrays.issues):
        some = moved[starts[i] : starts[i] + arrays.n_options[i]]
        scores = draws.scores[i][row]
        parts.append(((issue,), draws.share[row, i] * (some * scores).sum(axis=0)))
    applied = sign * (after.reached_interactions - ready.base.reached_interactions)
    own = [place for place, item in enumerate(arrays.interactions) if item.party == row]
    stated = case.preferences[arrays.parties[row]].interactions if own else ()
    for place, item in zip(own, stated, strict=True):
        parts.append((issues_of(parse_statement(item.when)), draws.added[place] * applied[place]))
    return parts


def _in_case_order(
    ready: Prepared, parts: list[tuple[tuple[str, ...], FloatArray]]
) -> list[tuple[tuple[str, ...], FloatArray]]:
    n_issues = len(ready.arrays.issues)
    of_issues = {issues[0]: (issues, part) for issues, part in parts[:n_issues]}
    return [*(of_issues[issue] for issue in ready.case.issues), *parts[n_issues:]]
