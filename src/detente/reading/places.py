"""Where and when an act took place, as its clause says it."""

from functools import cache

from detente.reading.act import Kind, Span, Time
from detente.reading.cues import Cue
from detente.reading.kinds import kinds
from detente.reading.parse import Parse
from detente.reading.tables import load_toml
from detente.reading.times import TimeHit


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


def time_of(parse: Parse, cue: Cue, times: tuple[TimeHit, ...], text: str) -> Time | None:
    """Return when the act took place: by its own clause, else one above, never by its content."""
    number: int | None = cue.clause
    while number is not None:
        clause = parse.clauses[number]
        ends = _content_begins(parse, cue) if number == cue.clause else len(parse.tokens)
        begins = _infinitive_begins(parse, cue) if number == cue.clause else 0
        starts = {parse.tokens[n].start for n in clause.numbers() if begins <= n < ends}
        for hit in times:
            if hit.start in starts:
                written = Span.cut(text, hit.start, hit.end) if hit.end > hit.start else None
                return hit.time.model_copy(update={"span": hit.time.span or written})
        number = None if clause.role in ("relative", "condition") else clause.parent
    return None


def _content_begins(parse: Parse, cue: Cue) -> int:
    """Return where what is agreed, promised or demanded begins in the clause of the cue itself."""
    entry = kinds()[cue.rule.kind]
    if parse.language == "de" or not (entry.verbal or cue.rule.kind == "agree"):
        return len(parse.tokens)
    after = parse.tokens[cue.head + 1 :]
    return next((t.index for t in after if t.text == "to"), len(parse.tokens))


def _infinitive_begins(parse: Parse, cue: Cue) -> int:
    """Return where the English infinitive of the cue begins, 0 where it is none."""
    first = cue.words[0]
    opened = parse.language == "en" and first > 0 and parse.tokens[first - 1].text == "to"
    return first if opened else 0
