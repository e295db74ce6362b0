"""What each kind of act is called and where it stands in PLOVER and CAMEO, from `data/kinds.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from detente.reading.act import Kind
from detente.sources.frozen import Frozen, Label


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
    text = files("detente.reading").joinpath("data/kinds.toml").read_text("utf-8")
    entries: dict[Kind, KindEntry] = {}
    for kind, entry in tomllib.loads(text).items():
        entries[kind] = KindEntry.model_validate(entry)  # type: ignore[index]
    return entries
