"""All questions on one case, with the draws and counts shared."""

from collections.abc import Sequence

from detente.analysis.burden import burden_finding
from detente.analysis.finding import Findings
from detente.analysis.forecast import forecast_finding
from detente.analysis.prepared import prepare
from detente.analysis.robustness import robustness_finding
from detente.analysis.seats import seats_finding
from detente.analysis.settlement import settlement_finding
from detente.analysis.stability import stability_finding
from detente.case.model import Case, Outcome
from detente.case.suppose import Supposition


def analyze(
    case: Case,
    *,
    n_draws: int = 1024,
    seed: int = 0,
    outcomes: Sequence[Outcome] = (),
    suppose: Supposition | None = None,
) -> Findings:
    """Return all findings on a case; each is the same as from its own function.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.
    outcomes : sequence of dict of str to str
        Outcomes whose stability is looked at too.
    suppose : Supposition, optional
        Options that the case does not have, for its stability.

    Returns
    -------
    Findings
        Settlement, burden, seats, stability, forecast, robustness.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/draws.md says how ranges become draws; [Sobol1967]_ in docs/bibliography.md.
    """
    ready = prepare(case, n_draws=n_draws, seed=seed)
    return Findings(
        settlement=settlement_finding(ready),
        burden=burden_finding(ready),
        seats=seats_finding(ready),
        stability=stability_finding(ready, outcomes, suppose),
        forecast=forecast_finding(ready),
        robustness=robustness_finding(ready),
    )
