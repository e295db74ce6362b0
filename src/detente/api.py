"""The Python interface: the same names and shapes as the command line.

``import detente`` shows these names; nothing heavy is loaded before one of them is used.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from detente.analysis.forecast import forecast
from detente.analysis.forecast_values import ForecastValues
from detente.analysis.robustness import robustness
from detente.analysis.seats import seats
from detente.analysis.settlement import settlement
from detente.analysis.stability import stability
from detente.analysis.stability_values import StabilityValues
from detente.brief.document import Brief
from detente.case import model
from detente.case.exporters import Format
from detente.case.files import dump_case
from detente.case.graph_model import GraphModel
from detente.case.importers import Rule
from detente.case.portable import Exported
from detente.case.suppose import Supposition
from detente.errors import SourceError
from detente.reading.act import Reading
from detente.reading.reader import Reader
from detente.record.record import Record
from detente.sources.frozen import Language
from detente.sources.receive import Given, receive
from detente.sources.source import Source


class Graph(GraphModel):
    """A graph of moves written down directly, with the question one can ask of it."""

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Return the graph in a file, text or JSON; `InvalidCaseError` with all its problems."""
        return cast("Self", cls.model_construct(**dict(pipeline.load_graph(path))))

    def to_text(self) -> str:
        """Return the graph as plain text."""
        return pipeline.graph_text(self)

    def cytoscape(self, language: Language = "en") -> str:
        """Return the picture of moves for Cytoscape (JSON); `BriefError` where there is none."""
        return pipeline.moves_graph(None, self.stability(), language)

    def stability(self) -> Finding[StabilityValues]:
        """Which states hold, who can leave them, and who can answer.

        Returns
        -------
        Finding
            As for a case; an outcome is ``{"state": name}``, and there are no draws.
        """
        return pipeline.analyze_graph(self)


FIELDS = tuple(Given.__annotations__)
"""What a caller may say about a report."""


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

    @classmethod
    def import_from(
        cls, path: Path | str, *, rule: Rule | None = None, language: Language = "en"
    ) -> Self:
        """Return our form of a case of another tool; worths keep their proportions exactly.

        Parameters
        ----------
        path : Path or str
            A Genius domain (.xml) or GeniusWeb profile (.json) with the profiles beside it, their
            folder, a score table (.csv, .tsv), or the folder of a scorable game.
        rule : str, optional
            How Genius profiles are read: ``genius`` (default) divides each evaluation by the
            largest of its issue, ``raw`` by nothing.
        language : str
            Language of the assumptions that say how it was read.

        Raises
        ------
        CaseError
            If it is none of these, or cannot be read; the message names file and line or place.
        """
        return cls.of(pipeline.import_case(path, rule=rule, language=language))

    def export(self, to: Format, language: Language = "en") -> Exported:
        """Return the case as ``genius``, ``geniusweb``, ``csv`` or ``scorable`` files, by name.

        `notes` of what is returned name everything that the files do not carry. `CaseError` where
        fewer than two parties are at the table, no issue is open, or the format has no room.
        """
        return pipeline.export_case(self, to, language)

    def to_yaml(self, language: Language = "en") -> str:
        """Return the case as an editable YAML text, its comments in `language`."""
        return dump_case(self, language)

    def settlement(
        self,
        *,
        n_draws: int = pipeline.N_DRAWS,
        seed: int = pipeline.SEED,
        n_sets: int | None = None,
    ) -> Finding[SettlementValues]:
        """Which settlements are possible, and which red lines stand in the way.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536; rounded up where the method
            needs it.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.
        n_sets : int, optional
            Where there is no settlement: search so many smallest sets of demands to give up,
            however long it takes. Without it as many as can be found in some ten seconds, from 200
            to 2,000; `values.exact.blocked.complete` says whether these are all.

        Returns
        -------
        Finding
            `values.exists` is a share of draws on [0, 1]; `values.outcomes` the foremost outcomes.

        Raises
        ------
        AnalysisError
            If the case has too many outcomes, or nobody whose consent is needed.
        """
        return settlement(self, n_draws=n_draws, seed=seed, n_sets=n_sets)

    def burden(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[BurdenValues]:
        """At whose expense each settlement is, by party and issue.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536; rounded up where the method
            needs it.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.

        Returns
        -------
        Finding
            Gains and losses in points of 100 (worth minus no-deal value), with 10th, 50th and 90th
            percentile over the draws.

        Raises
        ------
        AnalysisError
            If the case has too many outcomes, or nobody whose consent is needed.
        """
        return burden(self, n_draws=n_draws, seed=seed)

    def seats(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[SeatsValues]:
        """What changes with each absent party at the table, and without each seated one.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536; rounded up where the method
            needs it.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.

        Returns
        -------
        Finding
            Shares of draws on [0, 1] and changes in points of 100, before and after.

        Raises
        ------
        AnalysisError
            If the case has too many outcomes, or nobody whose consent is needed.
        """
        return seats(self, n_draws=n_draws, seed=seed)

    def stability(
        self,
        *,
        n_draws: int = pipeline.N_DRAWS,
        seed: int = pipeline.SEED,
        outcomes: Sequence[Mapping[str, str]] = (),
        suppose: Path | str | Supposition | None = None,
    ) -> Finding[StabilityValues]:
        """Which outcomes hold, who can leave them alone, and who can answer.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536; fewer are looked at where the
            case is large.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.
        outcomes : sequence of mapping of str to str
            Outcomes to look at beside settlements and status quo: ``{issue: option}``; issues left
            out are at their status quo.
        suppose : Path, str or Supposition, optional
            A file of options that the case does not have, or one already loaded; see
            `docs/how-to/suppose.md`.

        Returns
        -------
        Finding
            `values.outcomes`, each with who stays under which concept, departures and answers as
            steps, and shares of draws on [0, 1]. Where the case names nobody who can change an
            issue alone, or has too many outcomes, `values.why_not` says so.

        Raises
        ------
        AnalysisError
            If no issue is open, nobody's consent is needed, or an outcome is none of the case.
        InvalidCaseError
            If what is supposed does not fit the case; the message names all faults.
        """
        if isinstance(suppose, Path | str):
            suppose = pipeline.load_supposition(suppose, self)
        asked = [dict(outcome) for outcome in outcomes]
        return stability(self, n_draws=n_draws, seed=seed, outcomes=asked, suppose=suppose)

    def cytoscape(
        self, finding: Finding[StabilityValues] | None = None, language: Language = "en"
    ) -> str:
        """Return the picture of moves for Cytoscape (JSON), nodes placed as in the brief.

        Parameters
        ----------
        finding : Finding, optional
            What `stability` returned; asked anew where it is left out.
        language : str
            Language of the names.

        Returns
        -------
        str
            The text of a file; places in pixels.

        Raises
        ------
        BriefError
            If there is no move to draw.
        """
        return pipeline.moves_graph(self, finding or self.stability(), language)

    def forecast(
        self,
        *,
        n_draws: int = pipeline.N_DRAWS,
        seed: int = pipeline.SEED,
        all_models: bool = False,
    ) -> Finding[ForecastValues]:
        """Where each issue is likely to end, should there be an agreement.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.
        all_models : bool
            Whether challenges and bargaining are worked out as well, which takes half a minute
            where they never ran before.

        Returns
        -------
        Finding
            `values.issues`, each with a distribution over its scale (0 to 100), the chance of every
            option, the models beside it, and the forecast without each party; `refused` says why
            where there is none.

        Raises
        ------
        AnalysisError
            If no issue is open, or there is nobody whose consent is needed.
        """
        return forecast(self, n_draws=n_draws, seed=seed, all_models=all_models)

    def robustness(
        self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED
    ) -> Finding[RobustnessValues]:
        """Which few values would decide what is still open.

        Parameters
        ----------
        n_draws : int
            Value sets drawn from the ranges of the case, 1 to 65536; rounded up where the method
            needs it.
        seed : int
            Seed of the draws, 0 or more; the same seed gives the same finding.

        Returns
        -------
        Finding
            `values.questions`, each with its deciding values; weights on [0, 1].

        Raises
        ------
        AnalysisError
            If the case has too many outcomes, or nobody whose consent is needed.
        """
        return robustness(self, n_draws=n_draws, seed=seed)

    def analyze(self, *, n_draws: int = pipeline.N_DRAWS, seed: int = pipeline.SEED) -> Findings:
        """All findings at once; parameters and errors as for one question."""
        return pipeline.analyze(self, n_draws=n_draws, seed=seed)


def read(
    report: Path | str | bytes | Source,
    *,
    knowledge: Path | str | None = None,
    reader: Reader | None = None,
    **given: Any,
) -> Reading:
    """Return what a report says: its actors and acts, each tied to its words.

    Parameters
    ----------
    report : Path, str, bytes or Source
        A path, a text, the bytes of a file (text, HTML, PDF, DOCX), or a source already received.
        A string of one word without a blank is always the name of a file; ``-`` is standard input.
    knowledge : Path or str, optional
        A TOML file of actors, persons, issues and words that hold beside those of the product.
    reader : Reader, optional
        What reads in place of the rules, such as `detente.reading.llm.reader.LlmReader`; with
        ``any_language=True`` it may be given a text that is neither German nor English.
    **given
        What the caller knows and the report does not state, or states wrongly: ``language="de"``,
        ``published=date(2025, 2, 18)``, ``title``, ``publisher``, ``url``, ``encoding``,
        ``licence``, ``reliability``, ``sharing``.

    Returns
    -------
    Reading
        Spans of all acts are half-open ranges of code points, from 0, in ``reading.source.text``.

    Raises
    ------
    SourceError
        If the report cannot be received; the message says why and what to do.
    ReadingError
        If the reader may not or cannot read it.
    KnowledgeError
        If the knowledge file cannot be used; the message names all its faults.
    """
    source = _source(report, given)
    with pipeline.know(knowledge):
        return pipeline.read(source, reader)


def build_record(readings: Reading | Iterable[Reading]) -> Record:
    """Return the process that the readings report together; order decides ties only."""
    return pipeline.record([readings] if isinstance(readings, Reading) else list(readings))


def draft_case(process: Record) -> Case:
    """Return a draft of the case with a because or an assumption behind every value.

    `NoNegotiationError` where the record holds nothing to draft from.
    """
    return Case.of(pipeline.draft(process))


def build_brief(
    reports: Path | str | bytes | Source | Iterable[Path | str | bytes | Source],
    *,
    case: model.Case | None = None,
    language: Language | None = None,
    knowledge: Path | str | None = None,
    reader: Reader | None = None,
    n_draws: int = pipeline.N_DRAWS,
    seed: int = pipeline.SEED,
    outcomes: Sequence[Mapping[str, str]] = (),
    suppose: Path | str | None = None,
) -> Brief:
    """Return the brief on one or more reports; `brief.html()` is the page.

    `case` takes the place of the draft, `language` that of the reports' own; `outcomes` and
    `suppose` are those of `Case.stability`. Reports that cannot be received are named together in
    one `SourceError`. `knowledge` and `reader` are those of `read`.
    """
    if isinstance(reports, Path | str | bytes | Source):
        reports = [reports]
    with pipeline.know(knowledge):
        readings = _read_all(reports, reader)
        road = pipeline.run(
            readings, case=case, language=language, n_draws=n_draws, seed=seed,
            outcomes=[dict(outcome) for outcome in outcomes], suppose=suppose,
        )  # fmt: skip
    return road.brief


def _read_all(
    reports: Iterable[Path | str | bytes | Source], reader: Reader | None
) -> list[Reading]:
    sources: list[Source] = []
    problems: list[str] = []
    for report in reports:
        try:
            sources.append(_source(report, {}))
        except SourceError as error:
            problems.append(str(error))
    if problems:
        raise SourceError("\n".join(problems))
    return pipeline.read_all(sources, by=reader)


def _source(report: Path | str | bytes | Source, given: dict[str, Any]) -> Source:
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        msg = f"unknown: {', '.join(unknown)}; what can be given is {', '.join(FIELDS)}"
        raise TypeError(msg)
    if isinstance(report, Source):
        return report
    if isinstance(report, bytes):
        return receive(report, "bytes", **given)
    if not isinstance(report, Path | str):
        msg = (
            f"a report is a path, a text, bytes or a source, not {type(report).__name__}; "
            "pass several to build_brief as a list"
        )
        raise SourceError(msg)
    if isinstance(report, str) and not _names_a_file(report):
        return receive(report.encode(), "text", encoding="utf-8", **given)
    name, data = pipeline.take(report)
    return receive(data, name, **given)


def _names_a_file(report: str) -> bool:
    if not report:
        return False
    if report == "-" or ("\n" not in report and " " not in report):
        return True
    try:
        return Path(report).exists()
    except (OSError, ValueError):
        return False
