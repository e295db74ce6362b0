"""Détente: from reports of talks to a checkable answer.

The flow, and the order of the layers::

    sources    text comes in
    reading    source -> acts with spans
    record     acts -> timeline, rounds and seats, positions, measures
    case       record -> parties x issues x options, as an analyst edits it
    analysis   case -> findings (arithmetic in kernels)
    brief      record, case, findings -> page
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.api import Case, Graph, build_brief, build_record, draft_case, read

__version__ = "0.1.0"
__all__ = ["Case", "Graph", "__version__", "build_brief", "build_record", "draft_case", "read"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("detente.api"), name)
    msg = f"module 'detente' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return __all__
