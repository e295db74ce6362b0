"""The JSON value in what a model said: cut out exactly, never mended.

Models think aloud, fence their answers and add remarks. A list of objects is taken where it
stands; of a list that breaks off, the objects before the break are whole and can be taken too.
"""

import json
import re
from typing import Any

_THOUGHT = re.compile(r"<(think|thinking|reasoning|thought)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"^.*</(?:think|thinking|reasoning|thought)>", re.DOTALL | re.IGNORECASE)
_BRACKET = re.compile(r"[\[{]")
_TRIES = 200
"""Brackets tried before a text counts as holding no JSON."""


def cut_list(answer: str) -> list[Any] | None:
    """Return the list of acts in an answer; None where there is none.

    The first list with an act in it counts, else an empty list; an act may stand alone where no
    list was begun before it.
    """
    text = without_thoughts(answer)
    empty: list[Any] | None = None
    for start, value in _values(text):
        found = _acts_in(value, alone="[" not in text[:start])
        if found:
            return found
        empty = found if empty is None else empty
    return empty


def whole_objects(answer: str) -> list[Any]:
    """Return the objects that are complete before a list breaks off."""
    text = without_thoughts(answer)
    opened = re.search(r"\[\s*(?=\{)", text)
    if opened is None:
        return []
    found: list[Any] = []
    at = opened.end()
    while (parsed := _decode(text, at)) is not None and isinstance(parsed[0], dict):
        found.append(parsed[0])
        comma = re.compile(r"\s*,\s*").match(text, parsed[1])
        if comma is None:
            break
        at = comma.end()
    return found


def without_thoughts(answer: str) -> str:
    """Return an answer without what the model thought aloud."""
    return _OPEN_THOUGHT.sub("", _THOUGHT.sub("", answer))


def _acts_in(value: Any, *, alone: bool) -> list[Any] | None:
    """Return the list of acts that a value is, or holds under ``acts``, or is one of."""
    if isinstance(value, dict):
        if isinstance(value.get("acts"), list):
            return _acts_in(value["acts"], alone=False)
        return [value] if alone and "kind" in value else None
    if value == [] or any(isinstance(item, dict) and "kind" in item for item in value):
        return list(value)
    return None


def _values(text: str) -> list[tuple[int, Any]]:
    """Return the lists and objects in a text with their places, outermost first."""
    values: list[tuple[int, Any]] = []
    at = 0
    for _ in range(_TRIES):
        bracket = _BRACKET.search(text, at)
        if bracket is None:
            break
        parsed = _decode(text, bracket.start())
        at = bracket.end() if parsed is None else parsed[1]
        if parsed is not None:
            values.append((bracket.start(), parsed[0]))
    return values


def _decode(text: str, at: int) -> tuple[Any, int] | None:
    try:
        value: tuple[Any, int] = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
    return value


def _no_constant(name: str) -> None:
    msg = f"{name} is no JSON"
    raise ValueError(msg)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
