"""Shares and spreads over the draws: the smallest parts of every finding."""

from typing import Annotated

from pydantic import Field, model_validator

from detente.sources.frozen import Frozen


class Share(Frozen):
    """In how many of the plausible value sets something holds."""

    share: Annotated[float, Field(ge=0, le=1)]
    """`n` / `of`; 0 where `of` is 0."""
    n: int
    """Draws in which it holds."""
    of: int
    """Draws it was looked at in."""


class Interval(Frozen):
    """Spread of a number over the draws; all zero where it was looked at in no draw."""

    low: float
    """10th percentile."""
    mid: float
    """Median."""
    high: float
    """90th percentile."""
    mean: float
    """Mean. Means of parts add up to the mean of their sum; percentiles do not."""

    @model_validator(mode="before")
    @classmethod
    def _middle_for_a_missing_mean(cls, value: object) -> object:
        if isinstance(value, dict) and "mean" not in value and "mid" in value:
            return {**value, "mean": value["mid"]}
        return value
