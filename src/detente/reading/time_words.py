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


def is_about_plans(sentence: str, language: Language) -> bool:
    """Tell whether a sentence holds a word of the future."""
    return bool(re.search(rf"\b(?:{words_of_time(language).pieces['future']})\b", sentence, re.I))


def _which(forms: tuple[str, ...], text: str) -> int:
    for i, form in enumerate(forms):
        if re.fullmatch(form, text, re.IGNORECASE):
            return i
    msg = f"no form of {forms} fits {text!r}"
    raise ValueError(msg)
