"""Any bytes at all: received or refused politely, read without a crash, every span at its words.

`DETENTE_TEXTS=10000` runs the full number of texts; by default a smaller one.
"""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import make_source

from detente.errors import SourceError
from detente.reading.act import Reading, check_span
from detente.reading.rules import RulesReader
from detente.sources.frozen import LANGUAGES, Language
from detente.sources.receive import receive

N_TEXTS = int(os.environ.get("DETENTE_TEXTS", "300"))
MANY = settings(
    max_examples=-(-N_TEXTS // 3),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
PHRASES = (
    "Russlands Außenminister Sergej Lawrow lehnte den Abzug der Truppen ab.",
    "„Wir werden nicht weichen“, sagte der Sprecher der Hamas in Kairo.",
    "Laut Kyjiw seien die Gespräche über Gefangene vertagt worden, so der Minister.",
    "Sollte die EU die Sanktionen aufheben, werde Moskau die Botschaft wieder öffnen",
    "Beide Seiten einigten sich am 18. Februar 2025 auf eine Waffenruhe",
    "Der Präsi-\ndent forderte:",
    "Rubio said Washington would not lift sanctions unless Moscow agreed to a ceasefire.",
    "“We will not withdraw,” a Hamas official said; “not now, not ever.”",
    "According to Kyiv, the talks on prisoners had been put off until Tuesday.",
    "Both sides signed an agreement in Geneva on 3 March 2024",
    "The U.S. president, who met Mr. Putin, promised that they'd release",
    "he added: \"It is – if anything – 'a proposal'\"",
    "حماس ترفض الاتفاق", "הממשלה דחתה", "Россия отказалась", "停戦協定", "한국",
)  # fmt: skip
ODDITIES = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\u262e\ufe0f",
    "e\u0301", "\u0308", "U\u0308", "\ufdfa", "\u202e", "\u202c", "\u2066", "\u200f", "\x00",
    "\u200b", "\u200c", "\u200d", "\ufeff", "\xad", "\r\n", "\r", "\n\n", "\n", "\v", "\f",
    "\x1c", "\x85", "\u2028", "\u2029", "\t", "\xa0", "\ufffd", "\u01c5", "\u0149", "\u0130",
    "\u0131", "ß", "\u1e9e", "\ufb01", "\uff11", "²", "½", "\u2167", "\u0663", "\U0001d400",
    "„", "“", "»", "‹", "'", "’", "`", "–", "—", "--", "...", "…", "(", "]", "#", "- ", "* ",
    "1. ", "&", "@", "|", "'s", "’s", " und ", " and ", " dass ", " that ", ": ", ", ", ". ",
    "! ", "? ", " ",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp1251", "utf-7")

words = st.sampled_from([word for phrase in PHRASES for word in phrase.split()])
pieces = st.one_of(
    st.sampled_from(PHRASES),
    words.map(lambda word: f"{word} "),
    words,
    st.sampled_from(ODDITIES),
    st.text(max_size=6),
)
texts = st.one_of(
    st.lists(pieces, min_size=1, max_size=30).map("".join), st.text(min_size=1, max_size=80)
)


def _check(reading: Reading) -> None:
    source = reading.source
    for act in reading.acts:
        for span in act.spans():
            check_span(source, span)
    for actor in reading.actors:
        for span in actor.mentions:
            check_span(source, span)


def _read(data: bytes, language: Language | None, name: str = "any.txt") -> None:
    try:
        source = receive(data, name, **({"language": language} if language else {}))
    except SourceError:
        return
    reading = RulesReader().read(source)
    _check(reading)
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


@MANY
@given(texts, st.sampled_from(LANGUAGES))
def test_any_text_is_read_and_every_span_stands_at_its_words(text: str, language: Language) -> None:
    _read(text.encode("utf-8", "surrogatepass"), language)
    # What no file may hold, such as NUL, must not upset the reader either.
    whole = text.encode("utf-8", "replace").decode()
    _check(RulesReader().read(make_source(whole, language)))


@MANY
@given(texts, st.sampled_from(ENCODINGS), st.binary(max_size=4), st.integers(0, 400))
def test_any_bytes_are_read_or_refused_with_words(
    text: str, encoding: str, broken: bytes, at: int
) -> None:
    data = text.encode(encoding, "replace")
    place = at % (len(data) + 1)
    _read(data[:place] + broken + data[place:], None)


@MANY
@given(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=8), st.data())
def test_marks_inside_the_words_of_a_report_move_no_span(
    phrases: list[str], data: st.DataObject
) -> None:
    text = " ".join(phrases)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + data.draw(st.sampled_from(ODDITIES)) + text[place:]
    _read(text.encode(), data.draw(st.sampled_from(LANGUAGES)))
