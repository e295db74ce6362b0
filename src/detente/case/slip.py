"""`Slip`: a problem of a case before it has a file and line, and the nearest known name."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from detente.case.document import Place


@dataclass(frozen=True)
class Slip:
    """What is wrong at one place of a case, and what to do."""

    place: Place
    message: str
    advice: str
    severity: Literal["error", "warning"] = "error"


def meant(name: str, known: Iterable[str]) -> str:
    """Return advice for an unknown name: the nearest known one, or all of them."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    if not names:
        return "there is none to name; add it first"
    return f"use one of {', '.join(names[:12])}"
