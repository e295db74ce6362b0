"""Quotes: numbered by first use, shown in context, marked by voice and status, linked back."""

from hypothesis import given
from hypothesis import strategies as st
from tests.brief.fixture import TEXT, act, record, source

from detente.brief.footnotes import LONGEST_QUOTE, Footnotes, act_marks, excerpt
from detente.brief.messages import Messages
from detente.brief.names import Names
from detente.reading.act import Span
from detente.record.record import Record

ENGLISH = Messages("en")


def record_of(origin, acts) -> Record:
    empty = dict.fromkeys(
        ("roles", "rounds", "timeline", "positions", "contradictions", "measures", "concessions",
         "agreed", "open_items"), ()
    )  # fmt: skip
    return Record(sources=(origin,), actors=record().actors, acts=tuple(acts), **empty)


def notes(given_record) -> Footnotes:
    return Footnotes(given_record, ENGLISH, Names(given_record, None, ENGLISH))


def ids(*kinds: str) -> list[str]:
    return [next(a.id for a in record().acts if a.kind == kind) for kind in kinds]


def test_quotes_are_numbered_by_first_use():
    book = notes(record())
    meet, refuse, demand = ids("meet", "refuse", "demand")
    assert book.cite("brief-1", [refuse]) == (1,)
    assert book.cite("brief-2", [meet, refuse]) == (1, 2)
    assert book.cite("brief-3", [demand]) == (3,)
    assert [quote.number for quote in book.quotes()] == [1, 2, 3]


def test_a_quote_links_back_to_every_statement_that_uses_it_once():
    book = notes(record())
    (meet,) = ids("meet")
    for statement in ("brief-1", "timeline-2", "brief-1"):
        book.cite(statement, [meet, meet])
    assert book.quotes()[0].used_by == ("brief-1", "timeline-2")


def test_two_acts_in_the_same_words_share_a_number():
    origin = source()
    words = "Reyes demanded a League mission"
    acts = [act(origin, words, "demand", "demanded"), act(origin, words, "support", "mission")]
    book = notes(record_of(origin, acts))
    assert book.cite("brief-1", [a.id for a in acts]) == (1,)
    assert book.quotes()[0].kinds == ("demand", "support")
    assert [s.text for s in book.quotes()[0].words if s.cue] == ["demanded", "mission"]


def test_the_same_words_with_another_status_do_not_share_a_number():
    origin = source()
    words = "Reyes demanded a League mission"
    acts = [
        act(origin, words, "demand", "demanded"),
        act(origin, words, "support", "mission", modality="hypothetical"),
    ]
    book = notes(record_of(origin, acts))
    assert book.cite("brief-1", [a.id for a in acts]) == (1, 2)


def test_an_act_that_no_source_holds_is_kept_as_missing():
    book = notes(record())
    assert book.cite("brief-1", ["a00000000"]) == ()
    assert list(book.missing) == ["a00000000"]


def test_a_quote_stands_in_its_context():
    filler = "Much was said on that day about other things. " * 20
    origin = source(f"{filler}{TEXT}{filler}{TEXT.upper()}")
    found = act(origin, "Reyes demanded a League mission", "demand", "demanded")
    book = notes(record_of(origin, [found]))
    book.cite("brief-1", [found.id])
    (quote,) = book.quotes()
    shown = "".join(segment.text for segment in quote.words)
    assert origin.text[quote.start : quote.end] == shown == "Reyes demanded a League mission"
    assert quote.before.startswith("… ")
    assert quote.after.endswith(" …")
    assert 150 <= len(quote.before) <= 202
    assert 150 <= len(quote.after) <= 202
    assert f"{quote.before[2:]}{shown}{quote.after[:-2]}" in origin.text


def test_a_quote_at_the_edge_of_the_text_has_no_ellipsis():
    origin = source("Norland met Sudria.")
    found = act(origin, "Norland met Sudria.", "meet", "met")
    book = notes(record_of(origin, [found]))
    book.cite("brief-1", [found.id])
    (quote,) = book.quotes()
    assert (quote.before, quote.after) == ("", "")


def test_many_quotes_do_not_add_up_to_the_full_text():
    sentences = [f"On day {n} Norland said that point {n} of the plan was open." for n in range(40)]
    gap = " Rain fell on the harbor and nobody spoke. "
    origin = source(gap.join(sentences))
    acts = [act(origin, sentence, "state", "said") for sentence in sentences]
    book = notes(record_of(origin, acts))
    book.cite("brief-1", [a.id for a in acts])
    for quote in book.quotes():
        assert len(quote.before) + len(quote.after) <= 166


def test_a_very_long_quote_is_shortened_in_its_middle():
    origin = source("Norland said " + "and said again " * 200 + "at last.")
    found = act(origin, origin.text, "state", "said")
    book = notes(record_of(origin, [found]))
    book.cite("brief-1", [found.id])
    shown = "".join(segment.text for segment in book.quotes()[0].words)
    assert " […] " in shown
    assert len(shown) <= LONGEST_QUOTE + 5


@given(st.text(min_size=1, max_size=80), st.data())
def test_the_pieces_of_a_quote_add_up_to_its_words(text, data):
    origin = source(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cue = data.draw(st.integers(start, end - 1))
    found = act(source(), TEXT[:5], "state").model_copy(
        update={
            "source_id": origin.id,
            "span": Span.cut(text, start, end),
            "cue": (Span.cut(text, cue, end),),
        }
    )
    book = notes(record_of(origin, [found]))
    book.cite("brief-1", [found.id])
    (quote,) = book.quotes()
    assert "".join(segment.text for segment in quote.words) == text[start:end]
    assert "".join(segment.text for segment in quote.words if segment.cue) == text[cue:end]


def marks(kind: str) -> list[str]:
    found = next(a for a in record().acts if a.kind == kind)
    names = Names(record(), None, ENGLISH)
    return [mark.text for mark in act_marks(found, ENGLISH, names)]


def test_whose_words_they_are_and_what_status_they_have_is_said_in_words():
    assert marks("meet") == ["report"]
    assert marks("demand") == ["statement: Omar Reyes"]
    assert marks("criticise") == ["critic: Pia Holm"]
    assert marks("assess") == ["author of the source"]
    assert marks("appoint") == ["report", "planned"]
    assert marks("refuse") == ["statement: Ada Lind", "refused"]
    assert marks("deny") == ["statement: Ada Lind", "denied"]
    assert marks("leave_open") == ["statement: Omar Reyes", "left open"]
    assert marks("concede") == ["statement: Omar Reyes", "hypothetical"]


def test_an_excerpt_stands_on_one_line_and_ends_with_a_word():
    origin = source("Norland met\n\n\nSudria in the old town hall of Port Selm.")
    found = act(origin, origin.text, "meet", "met")
    assert excerpt(found) == "Norland met Sudria in the old town hall of Port Selm."
    assert excerpt(found, 25) == "Norland met Sudria in …"
