"""The Python interface: the same names and shapes as the command line.

``import detente`` shows these names; nothing heavy is loaded before one of them is used.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self, cast

from detente import pipeline
from detente.analysis.burden import burden
from detente.analysis.finding import (
    BurdenValues,
    Finding,
    Findings,
    RobustnessValues,
    SeatsValues,
    SettlementValues,
)
from detente.analysis.robustness import robustness
from detente.analysis.seats import seats
from detente.analysis.settlement import settlement
from detente.brief.document import Brief
from detente.case import model
from detente.case.files import dump_case
from detente.reading.act import Reading
from detente.record.record import Record
from detente.sources.frozen import Language
from detente.sources.receive import receive
from detente.sources.source import Source


class Case(model.Case):
    """A case with the questions one can ask of it."""

    @classmethod
    def of(cls, case: model.Case) -> Self:
        """Return the same case with the questions."""
        return cast("Self", cls.model_construct(**dict(case)))

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Return the case in a YAML file; `InvalidCaseError` with all its problems."""
        return cls.of(pipeline.load_case(path))

    def to_yaml(self) -> str:
        """Return the case as an editable YAML text."""
        return dump_case(self)

    def settlement(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[SettlementValues]:
        """Which settlements are possible, and which red lines stand in the way."""
        return settlement(self, n_draws=n_draws, seed=seed)

    def burden(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[BurdenValues]:
        """At whose expense each settlement is, by party and issue."""
        return burden(self, n_draws=n_draws, seed=seed)

    def seats(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[SeatsValues]:
        """What changes with each absent party at the table."""
        return seats(self, n_draws=n_draws, seed=seed)

    def robustness(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[RobustnessValues]:
        """Which few values would decide what is still open."""
        return robustness(self, n_draws=n_draws, seed=seed)

    def analyze(self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED) -> Findings:
        """All findings at once."""
        return pipeline.analyze(self, n_draws=n_draws, seed=seed)


def read(report: Path | str | bytes | Source, **given: Any) -> Reading:
    """Return what a report says: its actors and acts, each tied to its words.

    `report` is a path, the bytes of a file, a `Source`, or a text; a string without a line break
    that names no file and ends like a file name raises `SourceError`. `given` overrides what the
    report states about itself (``language="de"``, ``published=...``, ``title=...``).
    """
    return pipeline.read(_source(report, given))


def build_record(readings: Iterable[Reading]) -> Record:
    """Return the process that the readings report together."""
    return pipeline.record(list(readings))


def draft_case(process: Record) -> Case:
    """Return a draft of the case with a because or an assumption behind every value."""
    return Case.of(pipeline.draft(process))


def build_brief(
    reports: Iterable[Path | str | bytes | Source],
    *,
    case: model.Case | None = None,
    language: Language | None = None,
    n_draws: int = pipeline.N_DRAWS,
    seed: int = pipeline.SEED,
) -> Brief:
    """Return the brief on one or more reports; `brief.html()` is the page."""
    readings = [read(report) for report in reports]
    return pipeline.run(readings, case=case, language=language, n_draws=n_draws, seed=seed).brief


def _source(report: Path | str | bytes | Source, given: dict[str, Any]) -> Source:
    if isinstance(report, Source):
        return report
    if isinstance(report, bytes):
        return receive(report, "bytes", **given)
    if isinstance(report, str) and not _names_a_file(report):
        return receive(report.encode(), "text", encoding="utf-8", **given)
    name, data = pipeline.take(report)
    return receive(data, name, **given)


def _names_a_file(report: str) -> bool:
    if report == "-" or ("\n" not in report and " " not in report):
        return True
    try:
        return Path(report).exists()
    except (OSError, ValueError):
        return False
