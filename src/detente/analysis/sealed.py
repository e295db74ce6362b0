"""A forecast that is sealed: what was said, until when, and by which rule it will be resolved.

The seal is the SHA-256 of its canonical bytes, with the seal before it among them: whoever noted
one can see whether it or any earlier one was changed, and whether one in between is gone.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from detente.analysis.finding import Finding
from detente.analysis.forecast_values import ForecastValues, OptionChance, Place
from detente.errors import AnalysisError
from detente.sources.frozen import Frozen, Label

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1)]
End = Literal["option", "place", "none", "void"]
"""How an issue ended: at an option, at a place between options, without an agreement by the day
sealed, or in a way that the rule does not tell."""


class SealedIssue(Frozen):
    """What was said about one issue."""

    issue: str
    """Id of the issue."""
    name: Label
    """Its name at the time."""
    median: Place
    """Point forecast."""
    interval_50: tuple[Place, Place]
    """50 percent interval."""
    interval_80: tuple[Place, Place]
    """80 percent interval."""
    quantiles: tuple[Place, ...]
    """Equally likely places, ascending."""
    options: tuple[OptionChance, ...]
    """Every option with its chance."""


class Sealed(Frozen):
    """A forecast as it was sealed."""

    title: Label
    """Title of the case."""
    case_sha256: Sha256
    """Hash of the case."""
    version: str
    """Version of détente."""
    method: str
    """How the forecast was made."""
    n_draws: int
    """Number of value sets."""
    seed: int
    """Seed of the draws."""
    issues: Annotated[tuple[SealedIssue, ...], Field(min_length=1)]
    """Issues with a forecast."""
    refused: tuple[str, ...]
    """Ids of the issues without one."""
    until: date
    """Last day on which an agreement counts."""
    rule: Text
    """By which anybody can tell how each issue ended."""
    by: Text
    """Who sealed it."""
    at: datetime
    """When."""
    before: Sha256 | None
    """The seal before it in the same project; None for the first."""

    @property
    def seal(self) -> str:
        """Hash of the canonical bytes: keys sorted, no blanks, UTF-8."""
        return seal_of(self)

    def issue(self, issue: str) -> SealedIssue:
        """Return what was said about one issue; `AnalysisError` where nothing was."""
        for item in self.issues:
            if item.issue == issue:
                return item
        known = ", ".join(item.issue for item in self.issues)
        msg = f"nothing was sealed about {issue!r}; the issues are {known}"
        raise AnalysisError(msg)


class Resolution(Frozen):
    """How one issue of a sealed forecast ended. The newest on an issue counts; older ones stay."""

    sealed: Sha256
    """Seal of the forecast."""
    issue: str
    """Id of the issue."""
    end: End
    """How it ended."""
    option: str | None = None
    """Id of the option, where it ended at one."""
    at_place: Place | None = None
    """Place where it ended: that of the option, or one between options."""
    on: date
    """Day on which it was clear."""
    reason: Text
    """Why: what the rule says and where it stands."""
    by: Text
    """Who says so."""
    at: datetime
    """When it was entered."""
    before: Sha256
    """The resolution before it in the same project; for the first one the seal it resolves."""

    @property
    def seal(self) -> str:
        """Hash of the canonical bytes."""
        return seal_of(self)


def seal_of(record: Frozen) -> str:
    """Return the SHA-256 of the canonical JSON of a record."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def canonical(record: Frozen) -> str:
    """Return a record as JSON with sorted keys and without blanks.

    Only what was stated is in it, so that a field added later changes no older seal.
    """
    content = record.model_dump(mode="json", exclude_unset=True)
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal(
    finding: Finding[ForecastValues],
    *,
    title: Label,
    names: dict[str, Label],
    until: date,
    rule: str,
    by: str,
    at: datetime,
    before: str | None,
) -> Sealed:
    """Return a forecast ready to be kept.

    Parameters
    ----------
    finding : Finding[ForecastValues]
        The forecast.
    title : Label
        Title of the case.
    names : dict of str to Label
        Name of every issue.
    until : date
        Last day on which an agreement counts, after that of `at`.
    rule : str
        By which anybody can tell how each issue ended.
    by : str
        Who seals it.
    at : datetime
        When, with its zone.
    before : str or None
        The seal before it.

    Returns
    -------
    Sealed
        Only issues with a forecast have a part in it.

    Raises
    ------
    AnalysisError
        No issue has a forecast, the day is past, or there is no rule or name.
    """
    if until <= at.date():
        msg = f"{until} is not after {at.date()}; seal what is still to come"
        raise AnalysisError(msg)
    if not rule.strip():
        msg = "the rule is empty; say by which source anybody can tell how an issue ended"
        raise AnalysisError(msg)
    _check_name(by)
    said = [item for item in finding.values.issues if item.at_table is not None]
    if not said:
        msg = "no issue of the case has a forecast; detente analyze forecast says why"
        raise AnalysisError(msg)
    return Sealed(
        title=title,
        case_sha256=finding.case_sha256,
        version=finding.version,
        method=finding.method,
        n_draws=finding.n_draws,
        seed=finding.seed,
        issues=tuple(
            SealedIssue(
                issue=item.issue,
                name=names[item.issue],
                **{field: getattr(item.at_table, field) for field in _SAID},
            )
            for item in said
        ),
        refused=tuple(item.issue for item in finding.values.issues if item.at_table is None),
        until=until,
        rule=rule.strip(),
        by=by.strip(),
        at=at,
        before=before,
    )


_SAID = ("median", "interval_50", "interval_80", "quantiles", "options")


def resolve(
    sealed: Sealed,
    issue: str,
    ended: str,
    *,
    on: date,
    reason: str,
    by: str,
    at: datetime,
    before: str,
) -> Resolution:
    """Return how an issue of a sealed forecast ended, ready to be kept.

    Parameters
    ----------
    sealed : Sealed
        The forecast.
    issue : str
        Id of the issue.
    ended : str
        Id of an option, a place from 0 to 100 (decimals with a point or a comma), ``none`` (no
        agreement by the day sealed), or ``void`` (the rule does not tell). An option of that name
        goes before the word, and the place of one option alone is that option.
    on : date
        Day on which it was clear.
    reason : str
        Why.
    by : str
        Who says so.
    at : datetime
        When, with its zone.
    before : str
        The resolution before it, or the seal.

    Returns
    -------
    Resolution
        An agreement after the day sealed counts as none by then.

    Raises
    ------
    AnalysisError
        Nothing was sealed about the issue, it cannot have ended so, the day lies before the seal or
        after today, there is no agreement yet and still time for one, or no reason or name is
        given.
    """
    said = sealed.issue(issue)
    _check_day(on, sealed.at.date(), at.date())
    _check_name(by)
    if not reason.strip():
        msg = "the reason is empty; say what the rule says and where it stands"
        raise AnalysisError(msg)
    end, option, place = _ended(said, ended)
    if on > sealed.until and end in ("option", "place"):
        end, option, place = "none", None, None
    if end == "none" and on <= sealed.until:
        msg = f"there is time for an agreement until {sealed.until}; resolve it as none after that"
        raise AnalysisError(msg)
    return Resolution(
        sealed=sealed.seal, issue=issue, end=end, option=option, at_place=place, on=on,
        reason=reason.strip(), by=by.strip(), at=at, before=before,
    )  # fmt: skip


def _check_day(on: date, first: date, today: date) -> None:
    if on < first:
        msg = f"{on} lies before the day of the seal, {first}; what was over then is no forecast"
        raise AnalysisError(msg)
    if on > today:
        msg = f"{on} lies after today, {today}; say how an issue ended once it has"
        raise AnalysisError(msg)


def _check_name(by: str) -> None:
    if not by.strip():
        msg = "the name of who says so is empty; give one, so that others know whom to ask"
        raise AnalysisError(msg)


def _ended(said: SealedIssue, ended: str) -> tuple[End, str | None, float | None]:
    places = {option.option: option.at for option in said.options}
    if ended in places:
        return "option", ended, places[ended]
    if ended == "none":
        return "none", None, None
    if ended == "void":
        return "void", None, None
    try:
        place = float(ended.replace(",", "."))
    except ValueError:
        place = -1.0
    if 0 <= place <= 100:
        there = [option for option, at in places.items() if at == place]
        return ("option", there[0], place) if len(there) == 1 else ("place", None, place)
    known: Sequence[str] = (*places, "none", "void")
    msg = f"{said.issue} cannot have ended at {ended!r}; give {', '.join(known)} or a place 0..100"
    raise AnalysisError(msg)
