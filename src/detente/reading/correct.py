"""A person's correction of an act: single fields, given as ``field=value``, checked as a whole."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from detente.errors import ReadingError
from detente.reading.act import Act

CORRECTABLE = (
    "kind", "actors", "targets", "speaker", "addressees", "issues", "options", "stance",
    "force", "modality", "voice", "ascribed", "place",
)  # fmt: skip
"""Fields a person may set; the words themselves (spans) belong to the source."""
LISTS = ("actors", "targets", "addressees", "issues", "options")


def corrected(act: Act, changes: Sequence[str]) -> Act:
    """Return `act` with the changes; `ReadingError` names the field, the value and what to do.

    Lists are written with commas (``targets=russia,usa``), nothing as an empty value.
    """
    values = dict(act)
    for change in changes:
        field, sign, text = change.partition("=")
        if not sign or field not in CORRECTABLE:
            known = ", ".join(CORRECTABLE)
            msg = f"{change!r} changes no field of an act; write FIELD=VALUE with one of {known}"
            raise ReadingError(msg)
        values[field] = _value(field, text)
    try:
        return Act(**values)
    except ValidationError as error:
        first = error.errors()[0]
        msg = f"{first['loc'][0]}: {json.dumps(str(first['input']))} does not fit: {first['msg']}"
        raise ReadingError(msg) from None


def _value(field: str, text: str) -> object:
    if field in LISTS:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if field == "ascribed":
        return text.strip().lower() in {"true", "yes", "1"}
    return text or None
