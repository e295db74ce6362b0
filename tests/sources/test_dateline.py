"""A full date at the head of a report is its day of publication; a date in a sentence is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.dateline import MONTHS, published

DAY = date(2025, 2, 18)


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA, 18 February 2025 (own report) - Talks began.",
        "GENEVA, Feb. 18, 2025 — Talks began.",
        "February 18, 2025",
        "GENEVA (18 February 2025) — Talks began.",
        "GENEVA, 18 February 2025. Talks began.",
        "KÖLN/GENF, 18. Februar 2025. Die Gespräche begannen.",
        "MANILA, Philippines, Feb. 18, 2025 (own report) — Talks began.",
        "DOHA, Tuesday, 18 February 2025 - Talks began.",
        "Helsinki, 18 February 2025. Talks began.",
        "Minsk, 18. Februar 2025. Die Nacht war lang.",
        "Helsinki (18. Februar 2025) – Die Gespräche begannen.",
        "(Oslo, 18 February 2025)\n\nTalks began.",
        "Tuesday, 18th February 2025",
        "Genf, 18. Februar 2025\nDie Gespräche begannen.",
        "Genf, den 18. Februar 2025 – Die Gespräche begannen.",
        "Dienstag, 18. Februar 2025, 14:30 Uhr",
        "Stand: 18.02.2025",
        "Veröffentlicht am 18.2.2025",
        "Published: 2025-02-18T10:00:00Z",
        "A title\nand a second line\n\n18.02.2025 | 12:30",
    ],
)
def test_a_dateline_gives_the_day(text: str) -> None:
    assert published(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Am 18. Februar 2025 trafen sich die Delegationen.",
        "On 18 February 2025, the delegations met.",
        "18 February 2025 saw the talks begin.",
        "In Genf, 18. Februar 2025, trafen sich beide.",
        "Die Einigung vom 18. Februar 2025",
        "GENEVA, 18 February - Talks began.",
        "02/03/2025",
        "Geneva (18 February 2025) was the place.",
        "DIE EINIGUNG VOM 18.02.2025. Ein Rückblick.",
        "GENEVA, 18 February 2025 was a cold day.",
        "31.02.2025",
        "Updated: 2025-02-18",
        "\n".join(["a line"] * 6 + ["18.02.2025"]),
    ],
)
def test_a_date_that_is_no_clear_dateline_is_left_alone(text: str) -> None:
    assert published(text) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 3))
def test_every_day_is_read_in_every_name_of_its_month(day: date, which: int) -> None:
    names = MONTHS[day.month - 1]
    name = names[which % len(names)].capitalize()
    assert published(f"Genf, {day.day}. {name} {day.year}") == day
    assert published(f"GENEVA, {name} {day.day}, {day.year} - Talks") == day
