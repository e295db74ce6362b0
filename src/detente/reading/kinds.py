"""What each kind of act is called, and its place in PLOVER and CAMEO, from `data/kinds.toml`."""

from functools import cache
from typing import cast

from detente.reading.act import Act, Kind
from detente.reading.tables import load_toml
from detente.sources.frozen import Frozen, Label

HARSH: frozenset[Kind] = frozenset({"impose", "leave", "attack", "expel", "deploy"})
"""Deeds that threaten while they are only announced."""


class KindEntry(Frozen):
    """One kind of act and its place in the event-data codes."""

    name: Label
    """Name as shown."""
    plover: str
    """PLOVER category; ``none`` where PLOVER has no place for it."""
    cameo: str
    """CAMEO root code of two digits; ``none`` where CAMEO has no place for it."""
    verbal: bool = False
    """Made of words: its content is what the words are about."""
    symmetric: bool = False
    """Every participant is an actor."""
    measure: bool = False
    """A one-sided deed that can be reversed."""


@cache
def kinds() -> dict[Kind, KindEntry]:
    """Return every kind in the order of the data file."""
    return {
        cast("Kind", kind): KindEntry.model_validate(entry)
        for kind, entry in load_toml("kinds.toml").items()
        if kind not in ("finer", "model")
    }


def plover_category(act: Act) -> str:
    """Return the PLOVER category of an act, ``none`` where it has no place for it.

    An announced deed agrees, or threatens where it is harsh; only a deed done is the deed.
    """
    entry = kinds()[act.kind]
    if act.modality in ("planned", "conditional") and not entry.verbal:
        return "THREATEN" if act.kind in HARSH else "AGREE"
    finer = act.rule.split(".")[1] if act.rule.count(".") > 1 else ""
    return str(load_toml("kinds.toml")["finer"].get(finer, entry.plover))
