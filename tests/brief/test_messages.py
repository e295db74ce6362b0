"""Both languages say the same things; numbers, shares and dates are written as they are spoken."""

import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.finding import Interval, Share, SolutionName
from detente.brief import messages
from detente.brief.blocks import MarkCode
from detente.brief.messages import Messages, catalogue
from detente.reading.act import Force, Kind, Modality, Span, Stance, Time, Voice
from detente.record.record import AbsenceReason, MeasureStatus, OpenKind
from detente.sources.frozen import LANGUAGES

FOLDER = Path(messages.__file__).parent
GERMAN, ENGLISH = Messages("de"), Messages("en")


def share(n: int, of: int) -> Share:
    return Share(share=n / of if of else 0.0, n=n, of=of)


def interval(low: float, mid: float, high: float) -> Interval:
    return Interval(low=low, mid=mid, high=high, mean=mid)


def forms(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            texts = (message.string,) if isinstance(message.string, str) else message.string
            found[key] = tuple(texts)
    return found


def fields(text: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_every_message_stands_in_both_languages():
    assert forms("de").keys() == forms("en").keys()
    assert len(forms("de")) > 200


@pytest.mark.parametrize("key", sorted(forms("en")))
def test_a_message_has_the_same_fields_and_forms_in_both_languages(key):
    german, english = forms("de")[key], forms("en")[key]
    assert len(german) == len(english)
    assert all(german)
    assert all(english)
    assert fields("".join(german)) == fields("".join(english))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_each_message_once(language):
    text = (FOLDER / "catalogue" / f"{language}.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, flags=re.MULTILINE)
    assert len(keys) == len(set(keys))
    with (FOLDER / "catalogue" / f"{language}.po").open("rb") as stream:
        assert read_po(stream).num_plurals == 2


LITERALS = {
    "kind": Kind, "voice": Voice, "modality": Modality, "stance": Stance, "solution": SolutionName,
    "rounds.absent": AbsenceReason, "measures.status": MeasureStatus, "open": OpenKind,
}  # fmt: skip


@pytest.mark.parametrize(("prefix", "literal"), LITERALS.items(), ids=list(LITERALS))
def test_everything_that_a_record_can_say_has_words(prefix, literal):
    assert {f"{prefix}.{name}" for name in get_args(literal)} <= forms("en").keys()


def test_every_mark_and_force_has_words():
    known = forms("en").keys()
    for code in get_args(MarkCode):
        assert {f"mark.{code}", f"voice.{code}", f"modality.{code}"} & known, code
    assert {f"force.{name}" for name in get_args(Force) if name != "plain"} <= known


def used_keys() -> set[str]:
    sources = [*FOLDER.glob("*.py"), *(FOLDER / "templates").glob("*.j2")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    plain = re.findall(r'(?:text|heading|note|t)\(\s*["\']([a-z_]+\.[a-z_.]+)["\']', text)
    return set(plain)


def test_every_message_that_the_code_names_exists():
    assert len(used_keys()) > 80
    assert used_keys() <= forms("en").keys()


def test_every_message_is_used():
    sources = [*FOLDER.glob("*.py"), *(FOLDER / "templates").glob("*.j2")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for key in forms("en"):
        area = key.rpartition(".")[0]
        whole = f'"{key}"' in text or f"'{key}'" in text
        built = re.search(rf'["\']{re.escape(area)}\.["\'{{]', text) is not None
        stem = re.search(rf'["\']{re.escape(area.split(".")[0])}\.', text) is not None
        assert whole or built or stem, key


LOADED = re.compile(
    r"terroris|regime|massa[ck]|kapitul|capitul|aggress|occup|besatz|besetz|puppet|marionett|"
    r"rebel|rogue|schurk|verrat|betray|appease|liberat|befrei|dictat|diktat",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_holds_a_loaded_word(language):
    for key, texts in forms(language).items():
        assert not LOADED.search(" ".join(texts)), key


def test_all_none_and_part_of_the_value_sets_are_told_apart():
    assert ENGLISH.share(share(512, 512)) == "in every plausible value set"
    assert ENGLISH.share(share(0, 512)) == "in no plausible value set"
    assert ENGLISH.share(share(317, 512)) == "in 62 percent of the plausible value sets"
    assert GERMAN.share(share(317, 512)) == "in 62 Prozent der plausiblen Wertesätze"


def test_nearly_all_is_not_all_and_nearly_none_is_not_none():
    assert ENGLISH.share(share(1023, 1024)).startswith("in more than 99 percent")
    assert ENGLISH.share(share(1, 1024)).startswith("in less than 1 percent")
    assert ENGLISH.share_cell(share(1, 1024)) == "< 1%"
    assert GERMAN.share_cell(share(1023, 1024)) == "> 99\N{NO-BREAK SPACE}%"


def test_few_value_sets_are_counted_and_not_turned_into_percent():
    assert ENGLISH.share(share(7, 12)) == "in 7 of 12 plausible value sets"
    assert GERMAN.share_cell(share(7, 12)) == "7 von 12"


def test_what_was_never_examined_says_so():
    assert "examined" in ENGLISH.share(share(0, 0))
    assert GERMAN.share_cell(share(0, 0)) == "nicht prüfbar"


@given(st.integers(100, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_never_shows_a_digit_after_the_point(pair):
    n, of = pair
    for words in (GERMAN, ENGLISH):
        for text in (words.share(share(n, of)), words.share_cell(share(n, of))):
            assert not re.search(r"\d[.,]\d", text)
            assert ("100" in text) is False or n == of


def test_gain_and_loss_carry_their_sign():
    assert ENGLISH.points(12.4) == "+12"
    assert ENGLISH.points(-3.2) == "−3"
    assert ENGLISH.points(-0.2) == "0"
    assert GERMAN.spread(interval(-12.4, 3.0, 8.0)) == "+3 (−12 bis +8)"
    assert GERMAN.spread(interval(3.0, 3.0, 3.0)) == "+3"


def test_large_numbers_are_grouped_as_the_language_does():
    assert ENGLISH.number(1234567) == "1,234,567"
    assert GERMAN.number(1234567) == "1.234.567"


def day(*parts: int) -> date:
    return date(*parts)


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        (day(2025, 2, 18), day(2025, 2, 18), "18. Februar 2025", "February 18, 2025"),
        (day(2025, 2, 1), day(2025, 2, 28), "Februar 2025", "February 2025"),
        (day(2014, 1, 1), day(2014, 12, 31), "2014", "2014"),
        (day(2025, 2, 3), day(2025, 2, 9), "zwischen dem 3. Februar 2025 und dem 9. Februar 2025",
         "between February 3, 2025 and February 9, 2025"),
        (None, day(2025, 2, 9), "bis zum 9. Februar 2025", "until February 9, 2025"),
        (day(2025, 2, 9), None, "seit dem 9. Februar 2025", "since February 9, 2025"),
    ],
)  # fmt: skip
def test_a_time_is_shown_no_more_exactly_than_it_is_known(start, end, german, english):
    time = Time(start=start, end=end)
    assert GERMAN.time(time) == german
    assert ENGLISH.time(time) == english


def test_a_time_that_is_not_resolved_shows_the_words_of_the_source():
    time = Time(span=Span(start=0, end=6, quote="jüngst"))
    assert GERMAN.time(time) == "„jüngst“"
    assert ENGLISH.time(None) == "no date"


def test_a_plural_name_takes_the_second_form():
    many = ENGLISH.text("page.sources", 3)
    assert many == "From 3 sources"
    assert ENGLISH.text("page.sources", 1) == "From one source"


def test_a_message_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        ENGLISH.text("no.such.message")


@given(st.text(max_size=30))
def test_braces_in_a_value_stay_what_they_are(words):
    text = "{" + words + "}{0}{x.__class__}"
    assert ENGLISH.quoted(text) == f"“{text}”"
