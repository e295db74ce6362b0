"""When: dates as written, as resolved from the day of the report, and as left open."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.text import segment
from detente.reading.time_rules import time_rules
from detente.reading.times import TimeHit, day_of_report, find_times
from detente.sources.frozen import Language

WEDNESDAY = date(2025, 2, 19)
MONTHS_DE = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
]  # fmt: skip
MONTHS_EN = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


def times(text: str, language: Language, published: date | None = WEDNESDAY) -> list[TimeHit]:
    return list(find_times(segment(text, language), language, published))


def only(text: str, language: Language, published: date | None = WEDNESDAY) -> TimeHit:
    found = times(text, language, published)
    assert len(found) == 1, [text[hit.start : hit.end] for hit in found]
    return found[0]


def days(text: str, language: Language, published: date | None = WEDNESDAY) -> str:
    """Return first and last day in short form, ``open`` where they are not settled."""
    time = only(text, language, published).time
    if time.start is None or time.end is None:
        return "open"
    return str(time.start) if time.start == time.end else f"{time.start}..{time.end}"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das war am 18. Februar 2025 in Riad.", "2025-02-18"),
        ("de", "Das war am 18.2.2025 in Riad.", "2025-02-18"),
        ("de", "Das war am 18.02.25 in Riad.", "2025-02-18"),
        ("de", "Das war am Dienstag, den 18. Februar 2025, in Riad.", "2025-02-18"),
        ("de", "Vom 17. bis 19. Februar 2025 wurde geredet.", "2025-02-17..2025-02-19"),
        ("de", "Im Februar 2025 wurde geredet.", "2025-02-01..2025-02-28"),
        ("de", "Ende Februar 2022 begann es.", "2022-02-21..2022-02-28"),
        ("de", "Die Annexion der Krim 2014, so heißt es.", "2014-01-01..2014-12-31"),
        ("de", "Seit 2014 wird gekämpft.", "2014-01-01..2014-12-31"),
        ("de", "Zwischen 2014 und 2022 wurde geredet.", "2014-01-01..2022-12-31"),
        ("de", "In den 1990er Jahren war das anders.", "1990-01-01..1999-12-31"),
        ("en", "It was on 18 February 2025 in Riyadh.", "2025-02-18"),
        ("en", "It was on February 18, 2025, in Riyadh.", "2025-02-18"),
        ("en", "It was on Tuesday, February 18th, 2025.", "2025-02-18"),
        ("en", "It was on 2025-02-18 in Riyadh.", "2025-02-18"),
        ("en", "They met from 17 to 19 February 2025.", "2025-02-17..2025-02-19"),
        ("en", "They met February 17-19, 2025, in Riyadh.", "2025-02-17..2025-02-19"),
        ("en", "They met in early 2022.", "2022-01-01..2022-04-30"),
        ("en", "The 2015 nuclear accord fell.", "2015-01-01..2015-12-31"),
        ("en", "On 18/02/2025 they met.", "2025-02-18"),
    ],
)
def test_a_date_written_out_needs_no_day_of_the_report(
    language: Language, text: str, expected: str
) -> None:
    assert days(text, language, None) == expected
    assert only(text, language, None).time.basis == "written"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Gestern wurde geredet.", "2025-02-18"),
        ("de", "Heute wurde geredet.", "2025-02-19"),
        ("de", "Am Dienstag wurde geredet.", "2025-02-18"),
        ("de", "Am Mittwoch wurde geredet.", "2025-02-19"),
        ("de", "Am vergangenen Mittwoch wurde geredet.", "2025-02-12"),
        ("de", "Kommenden Montag geht es weiter.", "2025-02-24"),
        ("de", "Am 18. Februar wurde geredet.", "2025-02-18"),
        ("de", "Im vergangenen Mai wurde geredet.", "2024-05-01..2024-05-31"),
        ("de", "Nächste Woche geht es weiter.", "2025-02-24..2025-03-02"),
        ("de", "Im letzten Jahr wurde geredet.", "2024-01-01..2024-12-31"),
        ("de", "Vor drei Wochen wurde geredet.", "2025-01-27..2025-02-02"),
        ("en", "They met yesterday.", "2025-02-18"),
        ("en", "They met last Monday.", "2025-02-17"),
        ("en", "They met on Wednesday.", "2025-02-19"),
        ("en", "They will meet next Friday.", "2025-02-21"),
        ("en", "They met on 18 February.", "2025-02-18"),
        ("en", "They met in December.", "2024-12-01..2024-12-31"),
        ("en", "They met last week.", "2025-02-10..2025-02-16"),
        ("en", "They met two months ago.", "2024-12-01..2024-12-31"),
        ("en", "They will meet in two days.", "2025-02-21"),
    ],
)
def test_a_relative_date_is_resolved_from_the_day_of_the_report_only(
    language: Language, text: str, expected: str
) -> None:
    assert days(text, language) == expected
    assert only(text, language).time.basis == "relative"
    assert days(text, language, None) == "open"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Fast drei Jahre nach dem Einmarsch wird geredet.", "Fast drei Jahre nach"),
        ("de", "In den letzten Jahren wurde gekürzt.", "In den letzten Jahren"),
        ("de", "Seit Jahren wird gekürzt.", "Seit Jahren"),
        ("de", "Vor fast drei Jahren begann es.", "Vor fast drei Jahren"),
        ("de", "Am Freitag soll weiter geredet werden.", "Am Freitag"),
        ("de", "Am 2. Oktober scheiterte es.", "Am 2. Oktober"),
        ("en", "Three years after the invasion they met.", "Three years after"),
        ("en", "In recent years staff was cut.", "In recent years"),
        ("en", "They will meet on Friday.", "on Friday"),
        ("en", "About two weeks ago they met.", "About two weeks ago"),
        ("en", "On 03/04/2025 they met.", "03/04/2025"),
    ],
)
def test_what_the_text_does_not_settle_stays_open(
    language: Language, text: str, words: str
) -> None:
    assert days(text, language) == "open"
    hit = only(text, language)
    assert text[hit.start : hit.end].lower() in (words.lower(), words.lower().removeprefix("am "))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "2000 Soldaten und 2014 Panzer standen dort."),
        ("de", "Er sprach am Morgen von 30 Prozent."),
        ("en", "They may march on with 2,000 soldiers."),
        ("en", "May said it was a second chance."),
        ("en", "The 2000 soldiers left."),
    ],
)
def test_numbers_and_names_are_no_dates(language: Language, text: str) -> None:
    assert times(text, language) == []


def test_an_impossible_day_stays_open() -> None:
    assert days("Das war am 31. Februar 2025.", "de") == "open"
    assert days("It was on 30 February 2025.", "en") == "open"


def test_the_dateline_stands_before_the_day_of_publication() -> None:
    text = "RIYADH, 18 February 2025 (News) - They met on Monday.\n\nYesterday it began."
    sentences = segment(text, "en")
    assert day_of_report(sentences, "en", date(2025, 3, 1)) == date(2025, 2, 18)
    assert find_times(sentences, "en", None)[-1].time.start == date(2025, 2, 17)


def test_the_span_holds_the_words_also_across_a_broken_line() -> None:
    text = "Das war am 18.\nFebruar  2025 in Riad."
    hit = only(text, "de")
    time = hit.in_text(text)
    assert time.span is not None
    assert text[time.span.start : time.span.end] == time.span.quote
    assert time.span.quote.endswith("18.\nFebruar  2025")
    assert time.start == date(2025, 2, 18)


def test_hits_stand_in_text_order_and_do_not_overlap() -> None:
    text = "Am Dienstag, den 18. Februar 2025, und gestern; im März 2024. Seit 2014 auch."
    found = times(text, "de")
    assert len(found) == 4
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_day_is_read_back_in_both_languages(day: date) -> None:
    german = f"Das war am {day.day}. {MONTHS_DE[day.month - 1]} {day.year} so."
    english = f"It was on {MONTHS_EN[day.month - 1]} {day.day}, {day.year}, there."
    assert days(german, "de", None) == days(english, "en", None) == str(day)
    assert days(f"Das war am {day.day}.{day.month}.{day.year} so.", "de", None) == str(day)


@settings(deadline=None)
@given(today=st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_of_the_week_lies_within_the_week_before_the_report(today: date) -> None:
    found = only("They met on Thursday.", "en", today).time.start
    assert found is not None
    assert found.weekday() == 3
    assert timedelta(0) <= today - found < timedelta(7)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Binnen drei Monaten soll ein Vertrag folgen.", "2025-02-19..2025-05-19"),
        ("en", "A treaty is to be concluded within three months.", "2025-02-19..2025-05-19"),
        ("de", "Die Häftlinge sollen innerhalb von zwei Jahren freikommen.",
         "2025-02-19..2027-02-19"),
        ("en", "The prisoners are to be freed within two years.", "2025-02-19..2027-02-19"),
        ("de", "Binnen zehn Tagen wird gewählt.", "2025-02-19..2025-03-01"),
        ("en", "They will vote within two weeks.", "2025-02-19..2025-03-05"),
        ("de", "Das Kabinett sagte binnen eines Tages Nein.", "open"),
        ("en", "The cabinet said no within a day.", "open"),
    ],
)  # fmt: skip
def test_a_term_runs_from_the_day_of_the_report_and_only_for_plans(
    language: Language, text: str, expected: str
) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Partei hatte am Montag abgelehnt, weil Häftlinge freikommen sollten.",
         "2025-02-17"),
        ("en", "On Monday the party refused, because prisoners should be freed.", "2025-02-17"),
        ("en", "He said on Monday he will not come.", "2025-02-17"),
        ("de", "Möglicherweise ist sie schon am Montag wieder dabei.", "open"),
        ("en", "It may be back as early as Monday.", "open"),
    ],
)  # fmt: skip
def test_the_verb_nearest_to_a_weekday_tells_past_from_plan(
    language: Language, text: str, expected: str
) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "HELSINKI (18. Februar 2025) — Am Montag trafen sich beide."),
        ("en", "HELSINKI (18 February 2025) — They met on Monday."),
        ("de", "ADDIS ABEBA/KAIRO, 18. Februar 2025. Am Montag trafen sich beide."),
        ("en", "ADDIS ABABA/CAIRO, 18 February 2025. They met on Monday."),
        ("de", "Helsinki, 18. Februar 2025. Am Montag trafen sich beide."),
        ("en", "Helsinki, 18 February 2025. They met on Monday."),
        ("de", "18. Februar 2025\n\nAm Montag trafen sich beide."),
        ("en", "18 February 2025\n\nThey met on Monday."),
    ],
)
def test_days_count_from_a_dateline_inside_the_first_paragraph(
    language: Language, text: str
) -> None:
    last = times(text, language, None)[-1].time
    assert last.start == last.end == date(2025, 2, 17)


_DATED = (
    "On 3 March 2025, 4-5 May 2024, 2024-05-06, 5/6/2024 and in the 1990s, early 2020, in 2021.",
    "Am 3. März 2025, vom 4. bis 5. Mai 2024, 6.5.2024, in den 1990er Jahren, Anfang 2020, 2021.",
    "March 3rd, 2025; between 2019 and 2021; the 2015 accord; March 4 to 5; in May 1998.",
)


@pytest.mark.parametrize("language", ["de", "en"])
def test_forms_with_numbers_fit_nowhere_without_a_digit(language: Language) -> None:
    numbered = [rule for rule in time_rules(language) if rule.numbered]
    fitting = {rule.name for rule in numbered if any(rule.pattern.search(line) for line in _DATED)}
    assert len(fitting) > len(numbered) / 2
    for line in _DATED:
        for plain in (re.sub(r"\d", "", line), re.sub(r"\d+", "two", line)):
            assert not [rule.name for rule in numbered if rule.pattern.search(plain)]
