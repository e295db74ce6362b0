"""The main path, one function per arrow: text -> source -> reading -> record -> case -> findings.

Each arrow loads its own stage when it is called, so that reading needs no charts and showing a
case needs no reader. Nothing here keeps anything: `detente.store` does, and only when asked.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import AnalysisError, NoNegotiationError, ReadingError

if TYPE_CHECKING:
    from detente.analysis.finding import Finding, Findings
    from detente.analysis.stability_values import StabilityValues
    from detente.brief.document import Brief
    from detente.case.exporters import Format
    from detente.case.graph_model import GraphModel
    from detente.case.import_genius import Rule
    from detente.case.model import Case, Outcome
    from detente.case.portable import Exported
    from detente.case.suppose import Supposition
    from detente.evaluate.attributor import Attributor
    from detente.reading.act import Reading
    from detente.reading.read_part import ReadPart
    from detente.reading.reader import Reader
    from detente.record.record import Record
    from detente.sources.frozen import Language
    from detente.sources.source import Source

N_DRAWS = 1024
SEED = 0
Step = Callable[[str, int, int], None]
"""Told before each piece of work: stage, number of the piece from 1, number of pieces."""


def _stage(module: str) -> Any:
    return importlib.import_module(f"detente.{module}")


def take(path: Path | str) -> tuple[str, bytes]:
    """Return name and bytes of the report at `path` (``-``: standard input)."""
    stage = _stage("sources.receive")
    if str(path) == "-":
        return "-", stage.read_stream(None if sys.stdin is None else sys.stdin.buffer)
    data: bytes = stage.read_bytes(path)
    return stage.shown(Path(path).name), data


def receive(data: bytes, name: str, **given: Any) -> "Source":
    """Return the source that `data` is; `given` overrides what it states about itself."""
    source: Source = _stage("sources.receive").receive(data, name, **given)
    return source


def read(source: "Source", by: "Reader | None" = None) -> "Reading":
    """Return the acts of a source, found by rules unless another reader is given."""
    reading = (by or reader()).read(source)
    noted: Reading = _stage("reading.knowledge_file").with_knowledge_noted(reading)
    return noted


def know(path: Path | str | None) -> AbstractContextManager[None]:
    """Let the actors, persons, issues and words in a knowledge file hold inside the block.

    Without `path` nothing changes; `KnowledgeError` names everything wrong with the file.
    """
    if path is None:
        return nullcontext()
    tables = _stage("reading.knowledge_file").load_knowledge(path)
    block: AbstractContextManager[None] = _stage("reading.tables").using(tables)
    return block


def put_knowledge(path: Path | str) -> None:
    """Let a knowledge file hold for the rest of this context; errors as for `know`."""
    tables = _stage("reading.knowledge_file").load_knowledge(path)
    _stage("reading.tables").put(tables)


def stream(paths: Iterable[Path | str], **options: Any) -> "Iterator[ReadPart]":
    """Yield what is found in many or huge texts, part by part, in bounded memory on all cores."""
    parts: Iterator[ReadPart] = _stage("reading.stream").stream(paths, **options)
    return parts


def record(readings: "Sequence[Reading]") -> "Record":
    """Return the process that the readings report together."""
    result: Record = _stage("record.build").build_record(readings)
    return result


def draft(process: "Record") -> "Case":
    """Return a draft of the case; `NoNegotiationError` where there is nothing to draft from."""
    case: Case = _stage("case.draft").draft_case(process)
    return case


def load_case(path: Path | str) -> "Case":
    """Return the case in a file; `InvalidCaseError` with all its problems."""
    case: Case = _stage("case.files").load_case(Path(path))
    return case


def load_supposition(path: Path | str, case: "Case") -> "Supposition":
    """Return what a file adds to a case; `InvalidCaseError` with all its problems."""
    found: Supposition = _stage("case.suppose").load_supposition(path, case)
    return found


def is_graph(path: Path | str) -> bool:
    """Return whether a file holds a graph of moves and not a case."""
    text = _stage("case.document").read_text(Path(path))
    found: bool = _stage("case.graph_text").is_graph(text)
    return found


def load_graph(path: Path | str) -> "GraphModel":
    """Return the graph of moves in a file; `InvalidCaseError` with all its problems."""
    graph: GraphModel = _stage("case.graph_text").load_graph(path)
    return graph


def graph_text(graph: "GraphModel") -> str:
    """Return a graph of moves as plain text."""
    text: str = _stage("case.graph_text").dump_graph(graph)
    return text


def analyze_graph(graph: "GraphModel") -> "Finding[StabilityValues]":
    """Return the stability of a graph of moves."""
    finding: Finding[StabilityValues] = _stage("analysis.stability").graph_stability(graph)
    return finding


def moves_graph(
    case: "Case | None",
    finding: "Finding[StabilityValues]",
    language: "Language",
    process: "Record | None" = None,
    findings: "Findings | None" = None,
) -> str:
    """Return the picture of moves of a stability finding in the form of Cytoscape (JSON).

    With `process` and `findings`, outcomes and actors are called as in the brief.
    """
    text: str = _stage("brief.cytoscape").moves_graph(
        case, finding, language, record([]) if process is None else process, findings
    )
    return text


def import_case(
    path: Path | str, *, rule: "Rule | None" = None, language: "Language" = "en"
) -> "Case":
    """Return our form of a case of another tool; `CaseError` names file and place of a fault."""
    case: Case = _stage("case.importers").import_case(path, rule=rule, language=language)
    return case


def export_case(case: "Case", to: "Format", language: "Language" = "en") -> "Exported":
    """Return a case as files of another tool, with a note on everything they do not carry."""
    exported: Exported = _stage("case.exporters").export_case(case, to, language)
    return exported


def analyze(
    case: "Case", *, n_draws: int = N_DRAWS, seed: int = SEED, **stability: Any
) -> "Findings":
    """Return all findings on a case; `stability` may give it `outcomes` and `suppose`."""
    findings: Findings = _stage("analysis.run").analyze(
        case, n_draws=n_draws, seed=seed, **stability
    )
    return findings


def case_text(case: "Case", language: "Language" = "en") -> str:
    """Return a case as the text of an editable YAML file, its comments in `language`."""
    text: str = _stage("case.files").dump_case(case, language)
    return text


def brief(
    process: "Record",
    case: "Case | None",
    findings: "Findings | None",
    language: "Language",
    notes: tuple[str, ...] = (),
    pair: tuple[str, str] | None = None,
    stability: "Finding[StabilityValues] | None" = None,
    supposed: "Supposition | None" = None,
) -> "Brief":
    """Return the brief; without a case it says that the sources hold no negotiation.

    `stability` is what is known where only stability could be asked for, in place of `findings`;
    `supposed` what its part on added options is about.
    """
    result: Brief = _stage("brief.build").build_brief(
        process, case, findings, language,
        notes=notes, pair=pair, stability=stability, supposed=supposed,
    )  # fmt: skip
    return result


@dataclass(frozen=True)
class Road:
    """Everything that one run along the road has made."""

    record: "Record"
    """The process."""
    case: "Case | None"
    """The case; None where the sources hold no negotiation."""
    findings: "Findings | None"
    """The findings; None without a case, or where not every question could be answered."""
    brief: "Brief"
    """The brief."""
    stability: "Finding[StabilityValues] | None" = None
    """The one finding where a party is known only by its order of the outcomes; else None."""

    @property
    def made(self) -> "dict[str, Finding[Any]]":
        """All findings made, by question."""
        if self.findings is None:
            return {} if self.stability is None else {"stability": self.stability}
        found = {name: getattr(self.findings, name) for name in type(self.findings).model_fields}
        return {name: finding for name, finding in found.items() if finding is not None}


def run(
    readings: "Sequence[Reading]",
    *,
    case: "Case | None" = None,
    language: "Language | None" = None,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
    pair: tuple[str, str] | None = None,
    outcomes: "Sequence[Outcome]" = (),
    suppose: Path | str | None = None,
    step: Step | None = None,
) -> Road:
    """Go from readings to the brief, with `case` in place of the draft where one is given.

    `pair` names the two parties of the plot of efficient settlements. Whether they would hold is
    also asked of `outcomes`, and with the options that the file `suppose` adds.
    """
    tell = step or (lambda stage, number, of: None)
    tell("record", 1, 1)
    process = record(readings)
    spoken = language or main_language(process)
    notes: tuple[str, ...] = ()
    if case is None:
        tell("case", 1, 1)
        case, notes = _draft_or_reason(process, spoken)
    findings = alone = supposed = None
    if case is not None:
        tell("analyze", 1, 1)
        supposed = None if suppose is None else load_supposition(suppose, case)
        outcomes = [_stage("analysis.stability_focus").whole_outcome(case, o) for o in outcomes]
        asked: dict[str, Any] = {
            "n_draws": n_draws, "seed": seed, "outcomes": outcomes, "suppose": supposed,
        }  # fmt: skip
        try:
            findings = analyze(case, **asked)
        except AnalysisError as error:
            notes = (error.in_language(spoken),)
            alone = _stability_of_orders(case, **asked)
    tell("brief", 1, 1)
    page = brief(process, case, findings, spoken, notes, pair, alone, supposed)
    return Road(process, case, findings, page, alone)


def reader(name: str = "rules", **endpoint: Any) -> "Reader":
    """Return the reader called `name`; `ReadingError` where there is none.

    `endpoint` says where the model of the reader ``llm`` is asked: the fields of
    `detente.reading.llm.endpoint.Endpoint`, of which ``url`` and ``model`` are needed.
    """
    if name == "llm":
        settings = _stage("reading.llm.endpoint").endpoint(**endpoint)
        model: Reader = _stage("reading.llm.reader").LlmReader(settings)
        return model
    if name not in ("rules", "tables") or endpoint:
        msg = (
            f"no reader is called {name!r} with such options; the readers are rules, tables and llm"
        )
        raise ReadingError(msg)
    chosen: Reader = _stage("reading.rules").RulesReader(trained=name == "rules")
    return chosen


def attributor(name: str = "rules") -> "Attributor":
    """Return what finds who says what; only the rules find that apart from acts."""
    if name != "rules":
        msg = f"reader {name!r} finds no attributions apart from acts; use rules"
        raise ReadingError(msg)
    chosen = reader(name)
    find = _stage("reading.attributions").find_attributions
    result: Attributor = _stage("evaluate.attributor").Attributor(chosen.name, chosen.version, find)
    return result


def read_all(
    sources: "Sequence[Source]", step: Step | None = None, by: "Reader | None" = None
) -> "list[Reading]":
    """Read every source, in order."""
    readings = []
    for number, source in enumerate(sources, start=1):
        if step is not None:
            step("read", number, len(sources))
        readings.append(read(source, by))
    return readings


def main_language(process: "Record") -> "Language":
    """Return the language of most code points of the sources; English on a tie."""
    german = sum(len(source.text) for source in process.sources if source.language == "de")
    return "de" if 2 * german > sum(len(source.text) for source in process.sources) else "en"


def _stability_of_orders(case: "Case", **asked: Any) -> "Finding[StabilityValues] | None":
    """Return the one finding that needs no points; None where no party is without them."""
    if not case.ordinal():
        return None
    try:
        found: Finding[StabilityValues] = _stage("analysis.stability").stability(case, **asked)
    except AnalysisError:
        return None
    return found


def _draft_or_reason(
    process: "Record", language: "Language"
) -> "tuple[Case | None, tuple[str, ...]]":
    try:
        return draft(process), ()
    except NoNegotiationError as error:
        return None, (error.in_language(language),)
