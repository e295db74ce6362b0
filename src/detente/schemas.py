"""The JSON forms of everything that can be shown, by name and version.

A document is the record itself with ``"schema": "detente/<name>/<version>"`` as first key.
"""

from typing import Any

from pydantic import BaseModel

from detente.analysis.finding import (
    BurdenValues,
    Finding,
    RobustnessValues,
    SeatsValues,
    SettlementValues,
)
from detente.brief.document import Brief
from detente.case.model import Case
from detente.errors import DetenteError
from detente.reading.act import Reading
from detente.record.record import Record

SCHEMAS: dict[str, tuple[int, type[BaseModel]]] = {
    "reading": (1, Reading),
    "record": (1, Record),
    "case": (1, Case),
    "settlement": (1, Finding[SettlementValues]),
    "burden": (1, Finding[BurdenValues]),
    "seats": (1, Finding[SeatsValues]),
    "robustness": (1, Finding[RobustnessValues]),
    "brief": (1, Brief),
}
"""Name -> version of the form, record."""


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
    content = SCHEMAS[name][1].model_json_schema(mode="serialization", by_alias=True)
    properties = {"schema": {"const": schema_id(name)}, **content.pop("properties")}
    required = ["schema", *(key for key in content.pop("required", []) if key != "schema")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(name),
        **content,
        "properties": properties,
        "required": required,
    }
