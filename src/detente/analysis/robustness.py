"""Which answers the plausible values leave open, and which few values would decide them."""

from typing import Literal

import numpy as np

from detente.analysis.burden import settled
from detente.analysis.finding import Decider, Finding, OpenQuestion, RobustnessValues
from detente.analysis.foremost import foremost
from detente.analysis.prepared import Prepared, prepare
from detente.analysis.spread import share_of
from detente.analysis.worth import worth_in
from detente.case.model import Case
from detente.kernels.outcomes import BoolArray
from detente.kernels.robustness import ends, main_effects
from detente.kernels.settlement import TOLERANCE

METHOD = "first-order effects on yes-or-no answers from given data (corrected correlation ratio)"
MAX_DECIDERS = 5
"""Most deciders listed for one answer, besides those as weighty as the last of them."""

About = Literal["settlement_exists", "party_below_no_deal", "all_can_agree"]


def robustness(case: Case, *, n_draws: int = 1024, seed: int = 0) -> Finding[RobustnessValues]:
    """Return which few values would decide what is still open.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.

    Returns
    -------
    Finding[RobustnessValues]
        Shares of draws and weights, 0 to 1; see the fields of `RobustnessValues`.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/robustness.md has definitions, assumptions and a worked example;
    [Plischke2013]_ and [Kelley1935]_ stand in docs/bibliography.md.
    """
    return robustness_finding(prepare(case, n_draws=n_draws, seed=seed))


def robustness_finding(ready: Prepared) -> Finding[RobustnessValues]:
    """Return the robustness finding of a case made ready; see `robustness`."""
    everywhere = np.ones(ready.draws.n_draws, dtype=np.bool_)
    seated, players = ready.arrays.seated, tuple(range(len(ready.arrays.parties)))
    exists = ready.base.exists
    questions = [_question(ready, "settlement_exists", exists, everywhere, seated)]
    questions += _below_no_deal(ready)
    if ready.case.unseated():
        agree = ready.tables[players].exists
        questions.append(_question(ready, "all_can_agree", agree, everywhere, players))
    return ready.finding("robustness", METHOD, RobustnessValues(questions=tuple(questions)))


def _below_no_deal(ready: Prepared) -> list[OpenQuestion]:
    """Ask of each unseated party whether the foremost settlement leaves it below no deal."""
    first = foremost(ready.arrays, ready.base)[:1]
    questions = []
    for row in first:
        agreed = settled(ready, row)
        worth = worth_in(ready.arrays, ready.draws, [row])[:, 0]
        below = worth < ready.draws.no_deal - TOLERANCE
        for party in ready.case.unseated():
            p = ready.arrays.parties.index(party)
            asked = _question(ready, "party_below_no_deal", below[p], agreed, (p,))
            questions.append(asked.model_copy(update={"party": party}))
    return questions


def _question(
    ready: Prepared, about: About, answer: BoolArray, looked_at: BoolArray, owners: tuple[int, ...]
) -> OpenQuestion:
    """Return an answer over the draws it is looked at in; only values of `owners` enter it."""
    return OpenQuestion(
        about=about,
        yes=share_of(answer[looked_at]),
        deciders=_deciders(ready, answer, looked_at, owners),
    )


def _deciders(
    ready: Prepared, answer: BoolArray, looked_at: BoolArray, owners: tuple[int, ...]
) -> tuple[Decider, ...]:
    draws = ready.draws
    rows = np.flatnonzero(np.isin(draws.owner, owners))
    names = [draws.uncertain[row] for row in rows]
    values = draws.values[rows][:, looked_at]
    yes = answer[looked_at].astype(np.float64)
    n_independent = int(looked_at.sum()) * draws.n_independent // draws.n_draws
    weights = main_effects(values, yes, n_independent)
    order = [int(row) for row in np.argsort(-weights, kind="stable") if weights[row] > 0]
    if not order:
        return ()
    when_low, when_high = ends(values, yes)
    return tuple(
        Decider(
            path=names[row].path,
            low=names[row].value.low,
            high=names[row].value.high,
            weight=float(weights[row]),
            when_low=float(when_low[row]),
            when_high=float(when_high[row]),
            because=names[row].value.because,
            assume=names[row].value.assume,
        )
        for row in order
        if weights[row] >= weights[order[:MAX_DECIDERS][-1]]
    )
