"""The JSON forms of everything that can be shown, by name and version.

A document is the record itself with ``"schema": "detente/<name>/<version>"`` as first key.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel

from detente.analysis.finding import (
    BurdenValues,
    Finding,
    RobustnessValues,
    SeatsValues,
    SettlementValues,
)
from detente.analysis.forecast_values import ForecastValues
from detente.analysis.score_result import Score
from detente.analysis.sealed import Resolution, Sealed
from detente.analysis.sealed_score import SealedScore
from detente.analysis.stability_values import StabilityValues
from detente.brief.document import Brief
from detente.case.graph_model import GraphModel
from detente.case.model import Case
from detente.errors import DetenteError
from detente.evaluate.result import Evaluation
from detente.reading.act import Act, Reading
from detente.reading.knowledge import Knowledge
from detente.reading.read_part import ReadPart
from detente.record.record import Record
from detente.sources.frozen import Frozen
from detente.store.decision import Decision

FORM = "x-detente-form"


class Form:
    """Marks a field that holds a document with a form of its own."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_json_schema__(self, _: object, __: object) -> dict[str, Any]:
        """Return a mark in place of the JSON schema of that form."""
        return {FORM: self.name}


Document = dict[str, Any]


class ProblemNote(Frozen):
    """One thing wrong with a case."""

    path: str
    """Place inside the case, such as ``preferences.russia.no_deal``."""
    message: str
    """What is wrong with which value."""
    advice: str
    """What to do about it."""
    line: int | None
    """Line in the file, counted from 1."""
    file: str | None
    """Name of the file."""
    severity: Literal["error", "warning"]
    """A case with an error cannot be used; one with a warning can."""


class Problems(Frozen):
    """All problems of a case, in file order."""

    problems: tuple[ProblemNote, ...]
    """The problems; empty where there are none."""


class ReviewList(Frozen):
    """Acts of the newest readings with the decisions about them, and decisions that lapsed."""

    acts: tuple[Act, ...]
    """Acts, source by source in text order."""
    lapsed: tuple[Decision, ...]
    """Decisions in force whose act the newest reading does not hold."""


class SealList(Frozen):
    """Sealed forecasts of a project and how their issues ended."""

    seals: tuple[str, ...]
    """Seal of each forecast, in the order of `sealed`."""
    sealed: tuple[Sealed, ...]
    """Forecasts, oldest first."""
    resolutions: tuple[Resolution, ...]
    """How issues ended, oldest first; the newest on an issue counts."""


class ProjectFindings(Frozen):
    """The findings on the case of a project; stability alone where a party has no points."""

    settlement: Annotated[Document, Form("settlement")] | None = None
    burden: Annotated[Document, Form("burden")] | None = None
    seats: Annotated[Document, Form("seats")] | None = None
    stability: Annotated[Document, Form("stability")] | None = None
    forecast: Annotated[Document, Form("forecast")] | None = None
    robustness: Annotated[Document, Form("robustness")] | None = None


class ProjectExport(Frozen):
    """A whole project: sources in their readings, decisions, record, case, findings."""

    version: str
    """Version of détente."""
    readings: tuple[Annotated[Document, Form("reading")], ...]
    """The newest reading of every source, decisions applied."""
    decisions: tuple[Decision, ...]
    """Every decision ever made, oldest first."""
    record: Annotated[Document, Form("record")] | None = None
    """The process; None without a reading."""
    case: Annotated[Document, Form("case")] | None = None
    """The case of the project, else a draft; None where the sources hold no negotiation."""
    findings: ProjectFindings | None = None
    """The findings; None without a case."""


SCHEMAS: dict[str, tuple[int, type[BaseModel]]] = {
    "reading": (1, Reading),
    "part": (1, ReadPart),
    "record": (1, Record),
    "case": (1, Case),
    "graph": (1, GraphModel),
    "settlement": (1, Finding[SettlementValues]),
    "burden": (1, Finding[BurdenValues]),
    "seats": (1, Finding[SeatsValues]),
    "stability": (1, Finding[StabilityValues]),
    "forecast": (1, Finding[ForecastValues]),
    "robustness": (1, Finding[RobustnessValues]),
    "brief": (1, Brief),
    "review": (1, ReviewList),
    "seals": (1, SealList),
    "sealed_score": (1, SealedScore),
    "problems": (1, Problems),
    "project": (1, ProjectExport),
    "evaluation": (1, Evaluation),
    "score": (1, Score),
    "knowledge": (1, Knowledge),
}
"""Name -> version of the form, record."""
WRITTEN_BY_HAND = frozenset({"knowledge"})
"""Forms of files that people write; they need not name their schema."""


def schema_id(name: str) -> str:
    """Return the value of the key ``schema``, such as ``detente/reading/1``."""
    return f"detente/{name}/{SCHEMAS[name][0]}"


def document(name: str, model: BaseModel) -> dict[str, Any]:
    """Return the JSON form of `model` with its schema named first."""
    content = model.model_dump(mode="json", by_alias=True)
    return {"schema": schema_id(name), **{k: v for k, v in content.items() if k != "schema"}}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the document called `name`."""
    if name not in SCHEMAS:
        msg = f"no schema is called {name!r}; the names are {', '.join(SCHEMAS)}"
        raise DetenteError(msg)
    by_hand = name in WRITTEN_BY_HAND
    mode: Literal["validation", "serialization"] = "validation" if by_hand else "serialization"
    content = _with_forms(SCHEMAS[name][1].model_json_schema(mode=mode, by_alias=True))
    properties = {"schema": {"const": schema_id(name)}, **content.pop("properties")}
    needed = [key for key in content.pop("required", []) if key != "schema"]
    required = needed if by_hand else ["schema", *needed]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{schema_id(name).replace('/', ':')}",
        **content,
        "properties": properties,
        "required": required,
    }


def _with_forms(content: Any) -> Any:
    """Put whole schemas in place of their marks; by its ``$id`` each keeps its own references."""
    if isinstance(content, list):
        return [_with_forms(item) for item in content]
    if not isinstance(content, dict):
        return content
    if FORM in content:
        return json_schema(content[FORM])
    return {key: _with_forms(value) for key, value in content.items()}
