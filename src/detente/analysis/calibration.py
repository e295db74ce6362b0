"""The calibration of the forecast as a file: a few numbers, where they come from, how they did."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field, ValidationError

from detente.errors import EvaluationError
from detente.kernels.predictive import Calibration
from detente.sources.frozen import Frozen

Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]
ADVICE = "write one with detente score TABLE --write-calibration FILE"


class TrackRecord(Frozen):
    """How forecasts with such a calibration did on issues they were not learned from."""

    n_issues: int
    """Issues forecast."""
    n_dossiers: int
    """Dossiers they belong to."""
    n_folds: int
    """Parts the dossiers were split into; each was forecast from the others."""
    mean_absolute_error: Points
    """Of the median of the distribution, in points."""
    mean_absolute_error_of_mean: Points
    """Of the weighted mean on the same issues."""
    crps: Points
    """Continuous ranked probability score, in points."""
    coverage_50: Share
    """Share of outcomes inside the 50 percent interval."""
    coverage_80: Share
    """Share of outcomes inside the 80 percent interval."""


class ForecastCalibration(Frozen):
    """What was learned from issues whose outcome is known; holds no row of their table."""

    origin: str
    """Data it was learned from, with its identifier."""
    licence: str
    """Licence of that data, and who says so."""
    table_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the table."""
    dossiers: tuple[Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")], ...] = ()
    """First digits of a hash of the numbers of each dossier it was learned from, sorted: they tell
    whether a dossier is new to it, whatever table it stands in, and nothing else."""
    menu_share: Share
    """Probability of the places that parties named; the rest is that of past errors."""
    reach: Annotated[float, Field(gt=0)]
    """Points from the mean over which a place becomes less likely by a factor e."""
    middle: Annotated[float, Field(ge=0)]
    """Weight of the middle between the outermost places."""
    scale_base: Annotated[float, Field(ge=0)]
    """Mean absolute error where all parties agree, in points."""
    scale_spread: Annotated[float, Field(ge=0)]
    """Points by which it grows with each point of spread of the places."""
    tail_50: Annotated[float, Field(gt=0, le=0.5)]
    """Probability left out on either side of the 50 percent interval."""
    tail_80: Annotated[float, Field(gt=0, le=0.5)]
    """Probability left out on either side of the 80 percent interval."""
    errors: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)]
    """Quantiles of the absolute error divided by its scale, ascending, equally likely."""
    track_record: TrackRecord
    """Out of sample, on the same table."""

    def kernel(self) -> Calibration:
        """Return the numbers as `kernels.predictive` takes them."""
        return Calibration(
            menu_share=self.menu_share,
            reach=self.reach,
            middle=self.middle,
            scale_base=self.scale_base,
            scale_spread=self.scale_spread,
            errors=np.array(self.errors),
            tail_50=self.tail_50,
            tail_80=self.tail_80,
        )


@cache
def shipped() -> ForecastCalibration:
    """Return the calibration that is part of the package."""
    return read_calibration(files("detente.analysis").joinpath("data/forecast.toml"))


def read_calibration(path: Path | Traversable) -> ForecastCalibration:
    """Return the calibration of a file; `EvaluationError` where it is none."""
    try:
        return ForecastCalibration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        msg = f"{path} does not exist; {ADVICE}"
        raise EvaluationError(msg) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: is not TOML ({error}); {ADVICE}"
        raise EvaluationError(msg) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        msg = f"{path}: {place} cannot be used ({first['msg'].lower()}); {ADVICE}"
        raise EvaluationError(msg) from error


def calibration_toml(calibration: ForecastCalibration) -> str:
    """Return the text of the file, with what it is and the command that writes it on top."""
    content = calibration.model_dump()
    record = content.pop("track_record")
    errors = [f"{error:.4f}" for error in content.pop("errors")]
    dossiers = [f'"{dossier}"' for dossier in content.pop("dossiers")]
    lines = [
        "# Calibration of the forecast: parameters and quantiles of errors, no row of the data.",
        "# What each means: docs/methods/forecast.md. Written by",
        "#   detente score TABLE --write-calibration FILE",
        *(f"{key} = {_toml(value)}" for key, value in content.items()),
        *_list("errors", errors),
        *_list("dossiers", dossiers),
        "",
        "[track_record]",
        *(f"{key} = {_toml(value)}" for key, value in record.items()),
    ]
    return "\n".join(lines) + "\n"


def _list(name: str, words: list[str]) -> list[str]:
    """Return the lines of a list, eight words each."""
    rows = (words[start : start + 8] for start in range(0, len(words), 8))
    return [f"{name} = [", *(f"  {', '.join(row)}," for row in rows), "]"]


def _toml(value: str | float) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value if isinstance(value, int) else round(value, 4))
