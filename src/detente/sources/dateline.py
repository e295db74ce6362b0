"""Day of publication from a clear dateline: a full date at the head of a report, or none.

``GENEVA, 18 February 2025 -``, ``Genf, 18. Februar 2025``, ``Stand: 18.02.2025``,
``Published: 2025-02-18``. Dates inside sentences and dates that can mean two days are left alone.
"""

import re
from datetime import date

LINES = 6
"""Lines with text, from the top, in which a dateline may stand."""
MONTHS = (
    ("january", "januar", "jänner", "jan"),
    ("february", "februar", "feber", "feb"),
    ("march", "märz", "mar", "mär", "mrz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "juni", "jun"),
    ("july", "juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oktober", "oct", "okt"),
    ("november", "nov"),
    ("december", "dezember", "dec", "dez"),
)
"""Names of the months in both languages."""
MONTH = "|".join(name for names in MONTHS for name in names)
DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})(?:T[\d:.Z+-]+)?"
    r"|(?P<d1>\d{1,2})\.(?P<m1>\d{1,2})\.(?P<y1>\d{4})"
    rf"|(?P<d2>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<m2>{MONTH})\.?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}}))"
)
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so)"
)
CLOCK = r"(?:,?\s*(?:um\s+|at\s+)?\d{1,2}[:.]\d{2}(?:\s*(?:uhr|h|am|pm|gmt|utc|cet|mez))?)?"
STATED = r"(?:published(?:\s+on)?|date|veröffentlicht(?:\s+am)?|stand|datum|vom)\s*:?\s*"
PLACE = r"[^\W\d_][\w./’' -]{1,40}?"
HEAD = rf"^\s*(?:{STATED}|\(?{PLACE}\)?\s*,\s*(?:den\s+)?|)(?:{WEEKDAY}\.?,?\s+)?(?:den\s+)?"
TAIL = rf"{CLOCK}\s*(?:$|[-–—|:(/)]|\.\s*$)"
CAPITALS = (
    r"^\s*(?-i:[A-ZÄÖÜ][A-ZÄÖÜ/ .'’-]{2,40}?)(?:,\s*(?-i:[A-ZÄÖÜ])[^\W\d_]+)?"
    rf"\s*(?:,\s*\(?|\()(?:{WEEKDAY},?\s+)?(?:den\s+)?"
)
NAMED = r"^\s*(?-i:[A-ZÄÖÜ])[^\W\d_]+(?:[ /'’-](?-i:[A-ZÄÖÜ])[^\W\d_]+){0,3}"
DATELINES = (
    re.compile(HEAD + DAY + TAIL, re.IGNORECASE),
    re.compile(CAPITALS + DAY + r"\)?\s*(?:[-–—:.(/|]|$)", re.IGNORECASE),
    re.compile(NAMED + r",\s*(?:den\s+)?" + DAY + r"\.\s+(?-i:[A-ZÄÖÜ„“])", re.IGNORECASE),
    re.compile(NAMED + r"\s*\(" + DAY + r"\)\s*[-–—:]", re.IGNORECASE),
)
"""A line of its own, before a dash, or the place and the day before the first sentence."""


def published(text: str) -> date | None:
    """Return the day in the dateline of a text; None where it has no clear one."""
    lines = [line for line in text[:5_000].splitlines() if line.strip()][:LINES]
    found = (form.match(line[:200]) for line in lines for form in DATELINES)
    days = (_day(match) for match in found if match is not None)
    return next((day for day in days if day is not None), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        day = next(match[key] for key in ("d1", "d2", "d3") if match[key])
        year = next(match[key] for key in ("y1", "y2", "y3") if match[key])
        month = int(match["m1"]) if match["m1"] else _month(match["m2"] or match["m3"])
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    names = (month for month, known in enumerate(MONTHS, 1) if name.lower() in known)
    return next(names)
