"""`Score`: how models did on issues whose outcome is known, and which differences are proven."""

from typing import Annotated, Literal

from pydantic import Field

from detente.evaluate.result import Gold, Percent
from detente.sources.frozen import Frozen

Verdict = Literal["better", "worse", "not proven", "in sample"]
Kind = Literal["point", "distribution"]


class Comparison(Frozen):
    """A model's errors minus those of another on the same issues; negative: smaller errors."""

    against: str
    """The other model."""
    n_issues: int
    """Issues that both forecast."""
    difference: float
    """Mean difference in points."""
    low: float
    """2.5th percentile over dossiers drawn with replacement."""
    high: float
    """97.5th percentile."""
    verdict: Verdict
    """``better`` or ``worse`` only where the interval excludes 0 and there are at least 20
    dossiers; ``in sample``: it learned from this very table, so nothing is proven."""


class Errors(Frozen):
    """Errors of a model on some issues."""

    name: str
    """Which issues; empty for all."""
    n_issues: int
    """Issues that it forecast."""
    mean_absolute: float
    """Mean absolute error of the point forecast, in points."""
    root_mean_square: float
    """Root of the mean squared error, in points."""
    median_absolute: float
    """Median absolute error, in points."""
    within_10: Percent
    """Share of issues with an error of at most 10 points."""
    within_25: Percent
    """Share of issues with an error of at most 25 points."""
    crps: float
    """Mean continuous ranked probability score, in points; of a point its absolute error."""


class ModelScore(Frozen):
    """One model on the whole table."""

    model: str
    """Its name."""
    kind: Kind
    """A point, or a distribution whose median is the point forecast."""
    learned: bool
    """Whether it learned from the other folds."""
    errors: Errors
    """On all issues."""
    coverage_50: Percent | None
    """Outcomes inside the 50 percent interval; None for a point."""
    coverage_80: Percent | None
    """Outcomes inside the 80 percent interval; None for a point."""
    width_50: float | None
    """Mean width of the 50 percent interval, in points."""
    width_80: float | None
    """Mean width of the 80 percent interval, in points."""
    calibration: tuple[Annotated[float, Field(ge=0, le=1)], ...]
    """Share of outcomes in each tenth of their forecast, lowest first; empty for a point."""
    by_point: Comparison | None
    """Absolute error against that of the baseline; None for the baseline itself."""
    by_crps: Comparison | None
    """CRPS against that of the baseline of distributions; None for the baseline itself."""
    groups: tuple[Errors, ...]
    """On parts of the table."""


class Score(Frozen):
    """How models did on issues whose outcome is known."""

    gold: Gold
    """The table."""
    form: str
    """Its layout."""
    n_folds: int
    """Parts the dossiers were split into."""
    seed: int
    """Seed of split and resampling."""
    n_resamples: int
    """How often dossiers were drawn with replacement for an interval."""
    version: str
    """Version of détente."""
    models: tuple[ModelScore, ...]
    """The models, in the order asked for."""
    warnings: tuple[str, ...]
    """What a reader must know before using it."""
