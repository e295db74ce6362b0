"""What a written date means, given the day of the report.

Each function gives first day, last day and basis; both days are None where the words and the
day of the report do not settle it. Half a date is never completed by habit: see `NEAREST`.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.reading.time_words import Words

NEAREST = 92
"""Days: a date without its year is taken for the nearest one only if that lies so close."""

Basis = Literal["written", "relative"]
Days = tuple[date | None, date | None, Basis]
OPEN: Days = (None, None, "relative")


@dataclass(frozen=True)
class Setting:
    """What a date is resolved with."""

    words: Words
    today: date | None
    """Day of the report; None where it is unknown."""
    future: bool
    """True where the sentence speaks of plans."""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> int:
    value = int(text)
    return value if value > 99 else value + (2000 if value < 70 else 1900)


def _range(first: date | None, last: date | None, basis: Basis) -> Days:
    if first is None or last is None or last < first:
        return None, None, basis
    return first, last, basis


def numeric(m: re.Match[str], _: Setting) -> Days:
    """Resolve 18.2.2025 and 2025-02-18."""
    found = _day(_year(m["y"]), int(m["m"]), int(m["d"]))
    return found, found, "written"


def slashed(m: re.Match[str], _: Setting) -> Days:
    """Resolve 18/02/2025 only where one of the two numbers cannot be a month."""
    a, b, year = int(m["a"]), int(m["b"]), _year(m["y"])
    readings = {found for found in (_day(year, b, a), _day(year, a, b)) if found}
    found = readings.pop() if len(readings) == 1 else None
    return found, found, "written"


def named_day(m: re.Match[str], at: Setting) -> Days:
    """Resolve 18 February 2025, without its year, and 17 to 19 February."""
    month, day = at.words.month(m["m"]), int(m["d"])
    last = int(m["d2"]) if m.groupdict().get("d2") else day
    if m["y"]:
        year = _year(m["y"])
        return _range(_day(year, month, day), _day(year, month, last), "written")
    first = _nearest(at.today, lambda year: _day(year, month, day))
    return _range(first, first and _day(first.year, month, last), "relative")


def named_month(m: re.Match[str], at: Setting) -> Days:
    """Resolve February 2025, last February, in February, late February."""
    month, part = at.words.month(m["m"]), m.groupdict().get("part")
    if m["y"]:
        first, last = _part(*_month(_year(m["y"]), month), part, at)
        return first, last, "written"
    if m.groupdict().get("which"):
        return _relative_month(m["which"], month, at)
    near = _nearest(at.today, lambda year: _middle_of_month(at.today, year, month))
    if near is None:
        return OPEN
    first, last = _part(*_month(near.year, month), part, at)
    return first, last, "relative"


def _middle_of_month(today: date | None, year: int, month: int) -> date | None:
    first, last = _month(year, month)
    return (
        today
        if today and first <= today <= last
        else min((first, last), key=lambda day: abs(day - (today or first)))
    )


def _relative_month(which: str, month: int, at: Setting) -> Days:
    if at.today is None:
        return OPEN
    year = at.today.year
    if re.fullmatch(at.words.pieces["last"], which, re.I):
        year -= month >= at.today.month
    elif re.fullmatch(at.words.pieces["next"], which, re.I):
        year += month <= at.today.month
    return (*_month(year, month), "relative")


def _part(first: date, last: date, part: str | None, at: Setting) -> tuple[date, date]:
    """Return the first, middle or last third of a month or a year."""
    if not part:
        return first, last
    names = ("early", "middle", "late")
    third = next(i for i, n in enumerate(names) if re.match(at.words.pieces[n], part, re.I))
    if (last - first).days < 32:
        starts = (first, first + timedelta(10), first + timedelta(20))
    else:
        starts = (first, date(first.year, 5, 1), date(first.year, 9, 1))
    ends = (starts[1] - timedelta(1), starts[2] - timedelta(1), last)
    return starts[third], ends[third]


def whole_year(m: re.Match[str], at: Setting) -> Days:
    """Resolve 2014, 1954-1962, early 2014."""
    year = int(m["y"])
    last = int(m["y2"]) if m.groupdict().get("y2") else year
    part = m.groupdict().get("part")
    first_day, last_day = _part(date(year, 1, 1), date(last, 12, 31), part, at)
    return _range(first_day, last_day, "written")


def decade(m: re.Match[str], _: Setting) -> Days:
    """Resolve the 1990s."""
    year = int(m["y"])
    return date(year, 1, 1), date(year + 9, 12, 31), "written"


def offset(m: re.Match[str], at: Setting) -> Days:
    """Resolve yesterday and its like."""
    if at.today is None:
        return OPEN
    by = next(n for form, n in at.words.offsets.items() if re.fullmatch(form, m["o"], re.I))
    found = at.today + timedelta(by)
    return found, found, "relative"


def tomorrow(_: re.Match[str], at: Setting) -> Days:
    """Resolve the German word that also means morning."""
    if at.today is None:
        return OPEN
    found = at.today + timedelta(1)
    return found, found, "relative"


def weekday(m: re.Match[str], at: Setting) -> Days:
    """Resolve a day of the week: the last one, unless the sentence speaks of plans."""
    if at.today is None:
        return OPEN
    back = (at.today.weekday() - at.words.weekday(m["w"])) % 7
    which = m["which"] or ""
    if re.fullmatch(at.words.pieces["last"], which, re.I):
        found = at.today - timedelta(back or 7)
    elif re.fullmatch(at.words.pieces["next"], which, re.I):
        found = at.today + timedelta(7 - back)
    elif at.future:
        return OPEN
    else:
        found = at.today - timedelta(back)
    return found, found, "relative"


def unit(m: re.Match[str], at: Setting) -> Days:
    """Resolve last, this or next week, month or year."""
    if at.today is None or m.groupdict().get("vague"):
        return OPEN
    pieces, unit = at.words.pieces, m["u"]
    step = next(
        (
            n
            for n, key in ((-1, "last"), (1, "next"))
            if re.fullmatch(pieces[key], m["which"], re.I)
        ),
        0,
    )
    return _shifted(at.today, unit, step, at)


def _shifted(today: date, unit: str, step: int, at: Setting) -> Days:
    """Return the calendar week, month or year that lies `step` from today's."""
    pieces = at.words.pieces
    if re.fullmatch(pieces["week"], unit, re.I):
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return monday, monday + timedelta(6), "relative"
    if re.fullmatch(pieces["month"], unit, re.I):
        months = today.year * 12 + today.month - 1 + step
        return (*_month(months // 12, months % 12 + 1), "relative")
    if re.fullmatch(pieces["year"], unit, re.I):
        year = today.year + step
        return date(year, 1, 1), date(year, 12, 31), "relative"
    found = today + timedelta(step)
    return found, found, "relative"


def ago(m: re.Match[str], at: Setting) -> Days:
    """Resolve three weeks ago."""
    return _away(m, at, -1)


def hence(m: re.Match[str], at: Setting) -> Days:
    """Resolve in two days."""
    return _away(m, at, 1)


def _away(m: re.Match[str], at: Setting, sign: int) -> Days:
    if at.today is None or m["vague"] or not m["n"]:
        return OPEN
    return _shifted(at.today, m["u"], sign * at.words.number(m["n"]), at)


def within(m: re.Match[str], at: Setting) -> Days:
    """Resolve within three months, counted from the day of the report, in plans only."""
    if at.today is None or m["vague"] or not m["n"] or not at.future:
        return OPEN
    return at.today, _later(at.today, m["u"], at.words.number(m["n"]), at), "relative"


def _later(today: date, unit: str, n: int, at: Setting) -> date:
    """Return the day that lies exactly some days, weeks, months or years later."""
    pieces = at.words.pieces
    if re.fullmatch(pieces["week"], unit, re.I):
        return today + timedelta(7 * n)
    if not re.fullmatch(f"{pieces['month']}|{pieces['year']}", unit, re.I):
        return today + timedelta(n)
    months = n * (12 if re.fullmatch(pieces["year"], unit, re.I) else 1)
    whole = today.year * 12 + today.month - 1 + months
    first, last = _month(whole // 12, whole % 12 + 1)
    return min(last, first + timedelta(today.day - 1))


def unsettled(_: re.Match[str], __: Setting) -> Days:
    """Leave open what no day of the report settles: in recent years."""
    return OPEN


def _nearest(today: date | None, in_year: Callable[[int], date | None]) -> date | None:
    """Return the date nearest to today, None where that is not close or not known."""
    if today is None:
        return None
    found = (in_year(today.year + step) for step in (-1, 0, 1))
    near = min((day for day in found if day), key=lambda day: abs(day - today), default=None)
    return near if near and abs((near - today).days) <= NEAREST else None
