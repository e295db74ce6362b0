"""How sealed forecasts did: misses are shown, and what is open or overdue is counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import numpy as np

from detente.analysis.sealed import Resolution, Sealed, SealedIssue
from detente.kernels import scoring
from detente.sources.frozen import Frozen

SAME = 1e-9
State = Literal["open", "overdue", "resolved", "none", "void"]
"""Still open; open although the day has passed; resolved; no agreement by the day; not told."""


class GradedIssue(Frozen):
    """How the forecast of one issue did."""

    sealed: str
    """Seal of the forecast."""
    issue: str
    """Id of the issue."""
    state: State
    """Where it stands; only resolved ones are graded."""
    until: date
    """Last day on which an agreement counts."""
    median: float
    """Point forecast, 0 to 100."""
    place: float | None = None
    """Place where it ended."""
    absolute_error: float | None = None
    """Distance of the two in points."""
    crps: float | None = None
    """Continuous ranked probability score in points; less is better."""
    in_50: bool | None = None
    """Whether it ended inside the 50 percent interval."""
    in_80: bool | None = None
    """Whether it ended inside the 80 percent interval."""
    option: str | None = None
    """Option where it ended; None for a place between options."""
    probability: float | None = None
    """What had been said of that option."""
    brier: float | None = None
    """Sum over the options of (probability - 1 or 0) squared, 0 to 2."""
    brier_even: float | None = None
    """The same had all options been called equally likely."""
    n_earlier: int = 0
    """How often it had been resolved before; what was said then is kept and does not count."""
    missed: bool = False
    """Ended outside the 80 percent interval, or at an option called less likely than chance."""


class SealedScore(Frozen):
    """How sealed forecasts did together."""

    issues: tuple[GradedIssue, ...]
    """Every issue ever sealed, oldest first."""
    n_resolved: int
    """Issues that are graded."""
    n_open: int
    """Issues that can still be settled in time."""
    n_overdue: int
    """Issues whose day has passed and that nobody has resolved."""
    n_without_agreement: int
    """Issues on which there was no agreement by the day; the forecast says nothing of that."""
    n_void: int
    """Issues of which the rule does not tell how they ended."""
    n_missed: int
    """Graded ones that missed."""
    absolute_error: float | None
    """Mean in points; None where nothing is graded, here and below."""
    crps: float | None
    """Mean in points."""
    coverage_50: float | None
    """Share inside the 50 percent interval."""
    coverage_80: float | None
    """Share inside the 80 percent interval."""
    brier: float | None
    """Mean over those that ended at an option."""
    brier_even: float | None
    """The same had all options been called equally likely."""


def grade(sealed: Iterable[Sealed], resolutions: Sequence[Resolution], today: date) -> SealedScore:
    """Return how sealed forecasts did.

    Parameters
    ----------
    sealed : iterable of Sealed
        Forecasts, oldest first.
    resolutions : sequence of Resolution
        How issues ended, oldest first; the newest on an issue counts.
    today : date
        Day on which what is open is looked at.

    Returns
    -------
    SealedScore
        Every issue and the means.
    """
    told: dict[tuple[str, str], list[Resolution]] = {}
    for item in resolutions:
        told.setdefault((item.sealed, item.issue), []).append(item)
    graded = [
        _graded(forecast, issue, told.get((forecast.seal, issue.issue), []), today)
        for forecast in sealed
        for issue in forecast.issues
    ]
    done = [item for item in graded if item.state == "resolved"]
    count = Counter(item.state for item in graded)
    return SealedScore(
        issues=tuple(graded),
        n_resolved=len(done),
        n_open=count["open"],
        n_overdue=count["overdue"],
        n_without_agreement=count["none"],
        n_void=count["void"],
        n_missed=sum(item.missed for item in done),
        absolute_error=_mean(item.absolute_error for item in done),
        crps=_mean(item.crps for item in done),
        coverage_50=_mean(item.in_50 for item in done),
        coverage_80=_mean(item.in_80 for item in done),
        brier=_mean(item.brier for item in done),
        brier_even=_mean(item.brier_even for item in done),
    )


def _mean(numbers: Iterable[float | None]) -> float | None:
    known = [float(number) for number in numbers if number is not None]
    return sum(known) / len(known) if known else None


def _graded(
    forecast: Sealed, said: SealedIssue, told: Sequence[Resolution], today: date
) -> GradedIssue:
    ended = told[-1] if told else None
    stated = GradedIssue(
        sealed=forecast.seal,
        issue=said.issue,
        state=_state(forecast, ended, today),
        until=forecast.until,
        median=said.median,
        n_earlier=max(0, len(told) - 1),
    )
    if ended is None or ended.at_place is None:
        return stated
    place = ended.at_place
    value = np.array([said.quantiles])
    weight = np.full(value.shape, 1.0 / value.size)
    probability, brier, even = _of_options(said, ended.option)
    in_80 = said.interval_80[0] - SAME <= place <= said.interval_80[1] + SAME
    unlikely = probability is not None and probability < 1 / len(said.options)
    return stated.model_copy(
        update={
            "place": place,
            "absolute_error": abs(said.median - place),
            "crps": float(scoring.crps(value, weight, np.array([place]))[0]),
            "in_50": said.interval_50[0] - SAME <= place <= said.interval_50[1] + SAME,
            "in_80": in_80,
            "option": ended.option,
            "probability": probability,
            "brier": brier,
            "brier_even": even,
            "missed": not in_80 or unlikely,
        }
    )


def _state(forecast: Sealed, ended: Resolution | None, today: date) -> State:
    if ended is None:
        return "overdue" if today > forecast.until else "open"
    if ended.end in ("none", "void"):
        return ended.end
    return "resolved"


def _of_options(
    said: SealedIssue, option: str | None
) -> tuple[float | None, float | None, float | None]:
    """Return what was said of the option, its Brier score, and that of even chances."""
    if option is None:
        return None, None, None
    happened = np.array([float(item.option == option) for item in said.options])
    stated = np.array([item.probability for item in said.options])
    even = np.full(stated.size, 1.0 / stated.size)
    return (
        float(stated @ happened),
        float(scoring.brier(stated, happened).sum()),
        float(scoring.brier(even, happened).sum()),
    )
