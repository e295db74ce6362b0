"""PLOVER gold records: a JSON list, one sentence with its category and actors each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError
from detente.evaluate.files import json_of, text_of_file
from detente.evaluate.result import Gold

CLASSES = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT", "INVESTIGATE"),
    "verbal conflict": ("DEMAND", "DISAPPROVE", "REJECT", "THREATEN", "SANCTION"),
    "material conflict": ("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
}
CLASS_OF = {category: name for name, members in CLASSES.items() for category in members}
JOINED = {"FIGHT": "ASSAULT"}
OLD_CODES = {"JAP": "JPN", "ROM": "ROU"}
HEADER = "DOCUMENT"


@dataclass(frozen=True, slots=True)
class Record:
    """One sentence with what people read from it."""

    id: str
    text: str
    category: str
    """One of the 17 categories; ASSAULT stands for FIGHT too."""
    sources: frozenset[str]
    """Three letters of each source code."""
    targets: frozenset[str]
    """Three letters of each target code; empty where the record has none."""


def joined(category: str) -> str:
    """Return a category with ASSAULT and FIGHT as one."""
    return JOINED.get(category, category)


def load_records(path: Path) -> tuple[Gold, tuple[Record, ...]]:
    """Return the records of a file; its header is left out."""
    text, digest = text_of_file(path)
    content = json_of(text, path.name)
    if not isinstance(content, list):
        msg = f"{path.name}: holds no list; a file of PLOVER records is a JSON list of objects"
        raise EvaluationError(msg)
    entries = [
        (number, entry)
        for number, entry in enumerate(content, start=1)
        if not (isinstance(entry, dict) and entry.get("event") == HEADER)
    ]
    records = tuple(_record(entry, f"{path.name}: record {number}") for number, entry in entries)
    if not records:
        msg = f"{path.name}: holds no record; name a file with PLOVER records"
        raise EvaluationError(msg)
    return Gold(name=path.name, sha256=digest, counts={"records": len(records)}), records


def _record(entry: Any, place: str) -> Record:
    if not isinstance(entry, dict):
        msg = f"{place}: is no object; each record needs text and event"
        raise EvaluationError(msg)
    for field in ("text", "event"):
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            msg = f"{place}: {field} is {entry.get(field)!r}; each record needs text and event"
            raise EvaluationError(msg)
    category = joined(entry["event"])
    if category not in CLASS_OF:
        known = ", ".join([*CLASS_OF, *JOINED])
        msg = f"{place}: event {entry['event']!r} is no category; the categories are {known}"
        raise EvaluationError(msg)
    return Record(
        id=str(entry.get("id", place.rpartition(" ")[2])),
        text=entry["text"],
        category=category,
        sources=codes_of(entry.get("source")),
        targets=codes_of(entry.get("target")),
    )


def codes_of(side: Any) -> frozenset[str]:
    """Return the three-letter codes of one side; anything but a list holds none."""
    if not isinstance(side, list):
        return frozenset()
    found = [str(actor.get("code") or "")[:3].upper() for actor in side if isinstance(actor, dict)]
    return frozenset(OLD_CODES.get(code, code) for code in found if code)
