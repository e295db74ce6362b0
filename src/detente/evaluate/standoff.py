"""Standoff files of attributions (brat): lines of places, and lines that join them.

``T1<tab>Cue 17 21<tab>said`` is a place, its pieces separated by ``;``;
``E1<tab>Attribution:T2 Cue:T1 Source:T3 Content:T4`` joins places. Offsets count code points.
"""

import re

from detente.errors import EvaluationError

TYPES = ("Cue", "Source", "Content")
Places = dict[str, list[tuple[int, int]]]
"""Type -> half-open ranges of code points of all attributions."""

_PLACE = re.compile(r"(T\d+)\t([\w-]+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
_JOIN = re.compile(r"E\d+\t([\w-]+:T\d+(?: [\w-]+:T\d+)*) ?")
_ROLE = re.compile(r"([A-Za-z]+)\d*:(T\d+)")


def read_standoff(content: str, text: str, name: str) -> tuple[Places, int]:
    """Return the ranges that attributions hold, by type, and the number of attributions.

    Places that no attribution joins do not count. Lines of other forms (notes, the rest of a
    quote that runs over a line end) are passed over.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    joins: list[tuple[int, str]] = []
    for number, line in enumerate(re.split(r"\r?\n", content), start=1):
        if place := _PLACE.fullmatch(line):
            places[place[1]] = _ranges(place[3], place[4] or "", text, f"{name}: line {number}")
        elif join := _JOIN.fullmatch(line):
            joins.append((number, join[1]))
    found: Places = {kind: [] for kind in TYPES}
    for number, joined in joins:
        for kind, place in _ROLE.findall(joined):
            if place not in places:
                msg = (
                    f"{name}: line {number} joins {place}, which no line places; "
                    "check that the file is complete"
                )
                raise EvaluationError(msg)
            if kind in found:
                found[kind] += places[place]
    return found, len(joins)


def _ranges(pieces: str, quote: str, text: str, where: str) -> list[tuple[int, int]]:
    ranges = []
    for piece in pieces.split(";"):
        start, end = (int(number) for number in piece.split())
        if not start < end <= len(text):
            msg = (
                f"{where}: {start} to {end} is no part of a text of {len(text)} code points; "
                "check that text and file belong together"
            )
            raise EvaluationError(msg)
        ranges.append((start, end))
    words = " ".join(" ".join(text[start:end] for start, end in ranges).split())
    if not words.startswith(" ".join(quote.split())):
        msg = (
            f"{where}: {quote[:60]!r} does not stand there, but {words[:60]!r}; "
            "check that text and file belong together"
        )
        raise EvaluationError(msg)
    return ranges
