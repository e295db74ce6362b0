"""The words of time of a language, from `data/times.toml`, as pieces of patterns."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.reading.tables import load_toml
from detente.sources.frozen import Language


@dataclass(frozen=True)
class Words:
    """The words of time of one language, as pieces of patterns."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: tuple[str, ...]
    offsets: dict[str, int]
    pieces: dict[str, str]

    def month(self, text: str) -> int:
        """Return the number of a month, 1 to 12."""
        return _which(self.months, text) + 1

    def weekday(self, text: str) -> int:
        """Return the number of a day of the week, Monday 0."""
        return _which(self.weekdays, text)

    def number(self, text: str) -> int:
        """Return a number written in digits or as a word."""
        return int(text) if text.isdigit() else _which(self.numbers, text) + 1


@cache
def words_of_time(language: Language) -> Words:
    """Return the words of time of a language, from `data/times.toml`."""
    entry: dict[str, Any] = dict(load_toml("times.toml")[language])
    months, weekdays = entry.pop("months"), entry.pop("weekdays")
    numbers, offsets = entry.pop("numbers"), entry.pop("offsets")
    entry |= {
        "M": "|".join(months),
        "W": "|".join(weekdays),
        "N": rf"\d{{1,3}}|{'|'.join(numbers)}",
        "Y": r"(?:1[89]|20)\d\d",
        "U": "|".join(entry[unit] for unit in ("day", "week", "month", "year")),
        "L": "|".join(entry[which] for which in ("last", "next", "this")),
        "O": "|".join(sorted(offsets, key=len, reverse=True)),
    }
    return Words(tuple(months), tuple(weekdays), tuple(numbers), offsets, entry)


def is_about_plans(sentence: str, language: Language, place: tuple[int, int] | None = None) -> bool:
    """Tell whether a sentence speaks of the future; at a place the nearest verb decides."""
    pieces = words_of_time(language).pieces
    first, last = _clause(sentence, place, pieces["clause"]) if place else (0, len(sentence))
    ahead, back = (
        [m.span() for m in re.finditer(rf"\b(?:{pieces[tense]})\b", sentence[first:last], re.I)]
        for tense in ("future", "past")
    )
    if place is None:
        return bool(ahead)
    if not ahead and not back:
        return is_about_plans(sentence, language)
    start, end = place[0] - first, place[1] - first
    ahead_at, back_at = (
        min(
            (max(a - end, start - b) for a, b in found if b <= start or end <= a),
            default=len(sentence),
        )
        for found in (ahead, back)
    )
    return ahead_at <= back_at


def _clause(sentence: str, place: tuple[int, int], border: str) -> tuple[int, int]:
    """Return where the clause around a place begins and ends."""
    borders = [m.span() for m in re.finditer(border, sentence, re.I)]
    first = max((end for _, end in borders if end <= place[0]), default=0)
    last = min((start for start, _ in borders if start >= place[1]), default=len(sentence))
    return first, last


def _which(forms: tuple[str, ...], text: str) -> int:
    for i, form in enumerate(forms):
        if re.fullmatch(form, text, re.IGNORECASE):
            return i
    msg = f"no form of {forms} fits {text!r}"
    raise ValueError(msg)
