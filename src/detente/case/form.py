"""Problems of form: unknown and missing fields, wrong types, ranges outside 0..100.

Turns what pydantic says about a case into words with advice, and mends the data where that is
possible without a guess, so that the remaining checks can still run.
"""

import copy
from collections.abc import Iterator
from math import isnan
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from detente.case.document import Place
from detente.case.model import Case, Range, Shift
from detente.case.slip import Slip, meant

_RANGE_ADVICE = "write a number from {} to 100 or a range such as 55..70"
_NEUTRAL: dict[str | int, object] = {"seat": False, "title": "", "detente": 1}
_MEANINGS = {
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "string_type": ("is not text", "put it in quotation marks"),
    "tuple_type": ("is not a list", "write a list such as [a1b2c3d4]"),
    "dict_type": ("is not a block of named entries", "write 'name: value' lines, indented"),
    "model_type": ("is not a block of named fields", "write 'field: value' lines, indented"),
    "float_parsing": ("is not a number", "write a single number"),
    "float_type": ("is not a number", "write a single number"),
    "int_parsing": ("is not a whole number", "write a whole number"),
    "int_type": ("is not a whole number", "write a whole number"),
    "int_from_float": ("is not a whole number", "write a whole number"),
    "date_from_datetime_parsing": ("is not a date", "write it like 2025-02-19"),
    "date_parsing": ("is not a date", "write it like 2025-02-19"),
    "date_type": ("is not a date", "write it like 2025-02-19"),
}


def form_slips(error: ValidationError) -> Iterator[Slip]:
    """Yield what is wrong with the form of a case, in words."""
    for detail in error.errors():
        yield _slip(detail)


def mend(data: dict[str, object], error: ValidationError) -> dict[str, object]:
    """Return the data with unreadable values unknown (0..100) and other wrong fields left out."""
    result = copy.deepcopy(data)
    for detail in reversed(error.errors()):
        place: Place = detail["loc"]
        if (value := _value_place(place)) is not None:
            _put(result, value, "0..100")
        elif detail["type"] == "missing":
            _put(result, place, _NEUTRAL.get(place[-1]))
        else:
            _put(result, place[:-1] if place[-1] == "[key]" else place, None)
    return result


def fields_at(place: Place) -> tuple[str, ...]:
    """Return the names a field may have at a place of a case; empty where any name will do."""
    model = _type_at(place)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return ()
    names = tuple(field.alias or name for name, field in model.model_fields.items())
    return ("value", "because", "assume") if issubclass(model, Range) else names


def _slip(detail: ErrorDetails) -> Slip:
    place: Place = detail["loc"]
    value_place = _value_place(place)
    if detail["type"] == "extra_forbidden":
        name = str(place[-1])
        return Slip(place, f"unknown field {name}", meant(name, fields_at(place[:-1])))
    if value_place is not None:
        lowest = "-100" if _type_at(value_place) is Shift else "0"
        return Slip(value_place, _value_message(detail, lowest), _RANGE_ADVICE.format(lowest))
    if detail["type"] == "missing":
        return Slip(place, f"{place[-1]} is missing", _what_to_add(place))
    if detail["type"] == "string_pattern_mismatch":
        name = str(detail["input"])
        place = place[:-1] if place[-1] == "[key]" else place
        return Slip(
            place,
            f"{name!r} is not a name",
            "use small letters, digits and _, beginning with a letter",
        )
    if detail["type"] == "literal_error":
        expected = detail["ctx"]["expected"]
        return Slip(place, f"{_shown(detail['input'])} is not allowed", f"use {expected}")
    if detail["type"] == "value_error":
        return Slip(place, str(detail["ctx"]["error"]), "write it in one of its forms")
    if detail["input"] is None:
        return Slip(place, "is empty", "fill it in or remove the line")
    wrong, advice = _MEANINGS.get(detail["type"]) or _out_of_bounds(detail)
    return Slip(place, f"{_shown(detail['input'])} {wrong}", advice)


def _out_of_bounds(detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a single number, such as the place of an option, and advice."""
    bounds = {"less_than_equal": ("le", "above"), "greater_than_equal": ("ge", "below")}
    if detail["type"] not in bounds:
        return detail["msg"].lower(), "correct it"
    name, side = bounds[detail["type"]]
    bound = detail["ctx"][name]
    if isinstance(detail["input"], float) and isnan(detail["input"]):
        return "is not a number", "write a single number"
    return f"is {side} {bound:g}", f"write a number {'up to' if name == 'le' else 'from'} {bound:g}"


def _value_place(place: Place) -> Place | None:
    """Return the place of the value an error is about; None where it is about none."""
    if place[-1] == "assume" or "because" in place:
        return None
    for length in range(1, len(place) + 1):
        kind = _type_at(place[:length])
        if isinstance(kind, type) and issubclass(kind, Range):
            return place[:length]
    return None


def _value_message(detail: ErrorDetails, lowest: str) -> str:
    kind, shown = detail["type"], _shown(detail["input"])
    if kind == "missing":
        return "has no value"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{float(detail['input']):g} is outside {lowest}..100"
    if detail["input"] is None:
        return "is empty"
    return f"{shown} is not a number or a range"


def _what_to_add(place: Place) -> str:
    model = _type_at(place[:-1])
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            if (field.alias or name) == place[-1] and field.description:
                return f"add it: {field.description.rstrip('.').lower()}"
    return "add it"


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _type_at(place: Place) -> object:
    kind: object = Case
    for step in place:
        kind = _inside(_plain_type(kind), step)
        if kind is None:
            return None
    return _plain_type(kind)


def _inside(kind: object, step: str | int) -> object:
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple:
        return arguments[0]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
    return None


def _plain_type(kind: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        return next(item for item in get_args(kind) if item is not type(None))
    return kind


def _put(data: object, place: Place, value: object) -> None:
    for step in place[:-1]:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    if isinstance(data, list) and value is None and place[-1] in range(len(data)):
        del data[int(place[-1])]
    elif isinstance(data, dict):
        if value is None:
            data.pop(place[-1], None)
        else:
            data[str(place[-1])] = value
