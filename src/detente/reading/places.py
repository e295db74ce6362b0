"""Where an act took place, as its clause says it."""

from functools import cache

from detente.reading.act import Kind
from detente.reading.cues import Cue
from detente.reading.parse import Parse
from detente.reading.tables import load_toml


@cache
def _cities() -> frozenset[str]:
    return frozenset(load_toml("words.toml")["cities"]["names"])


def place_of(parse: Parse, cue: Cue, kind: Kind) -> str | None:
    """Return where the act took place, if its clause says so."""
    numbers = parse.clauses[cue.clause].numbers()
    for n in numbers:
        if parse.tokens[n].text.lower() not in ("in", "im", "at", "nach", "to"):
            continue
        for length in (2, 1):
            words = parse.tokens[n + 1 : n + 1 + length]
            name = " ".join(token.text for token in words)
            if name in _cities():
                return name
    if kind not in ("meet", "host", "cancel", "join", "invite"):
        return None
    for group in parse.groups:
        names = [token.text for token in parse.tokens[group.first : group.last]]
        leads = names[0].lower() in ("in", "im", "nach", "to", "at")
        named = group.mentions[0].form in ("name", "capital") and group.first in numbers
        if leads and named and len(names) < 4 and names[1] not in ("die", "den", "dem"):
            return " ".join(name for name in names[1:] if name not in ("der", "the"))
    return None
