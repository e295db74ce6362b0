"""Days as words of a command: one form, and an error that shows it."""

import re
from datetime import date

import typer

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(text: str) -> date:
    """Return the day that a word names, such as 2027-06-01."""
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    msg = f"{text!r} is no day; give year, month and day, such as 2027-06-01"
    raise typer.BadParameter(msg)
