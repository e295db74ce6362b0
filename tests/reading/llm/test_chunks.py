"""Parts of a text fit a request, lose nothing and overlap where paragraphs are short."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.llm.chunks import chunks_of
from detente.reading.llm.tokens import Estimate, bytes_for, tokens_in

WORDS = st.text(alphabet="ab äß.?!\n\n\n„“ Жх中\U0001f600e\u0301", max_size=400)


@given(WORDS, st.integers(10, 80))
def test_every_word_lies_in_a_part_and_every_part_within_the_limit(text, limit):
    chunks = chunks_of(text, limit)
    covered = {i for chunk in chunks for i in range(chunk.start, chunk.end)}
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())
    assert all(tokens_in(text[chunk.start : chunk.end]) <= limit for chunk in chunks)


@given(WORDS, st.integers(10, 80))
def test_parts_go_forward_and_begin_and_end_with_words(text, limit):
    chunks = chunks_of(text, limit)
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(chunks))
    assert all(text[chunk.start : chunk.end].strip() for chunk in chunks)


def test_a_short_text_is_one_part():
    (chunk,) = chunks_of("  One.\n\nTwo.\n\nThree. \n", 100)
    assert (chunk.start, chunk.end) == (2, 20)


def test_a_short_paragraph_is_repeated_at_the_start_of_the_next_part():
    text = "\n\n".join(f"Paragraph number {n} of this text" for n in range(20))
    parts = [text[chunk.start : chunk.end] for chunk in chunks_of(text, 60)]
    assert len(parts) > 2
    for before, after in pairwise(parts):
        assert before.split("\n\n")[-1] == after.split("\n\n")[0]


def test_a_long_paragraph_is_cut_after_a_sentence():
    sentence = "The delegation left the hall without a word. "
    text = sentence * 20
    parts = [text[chunk.start : chunk.end] for chunk in chunks_of(text, 100)]
    assert len(parts) > 2
    assert all(part.startswith("The") and part.rstrip().endswith("word.") for part in parts)


def test_an_empty_text_has_no_part():
    assert chunks_of("", 100) == chunks_of(" \n\n ", 100) == ()


def test_a_million_code_points_are_cut_in_good_time():
    assert len(chunks_of("word " * 200_000, 1500)) > 200
    assert len(chunks_of("x" * 1_000_000, 1500)) > 200


@pytest.mark.parametrize("text", ["", "a", "Grüße aus Genf", "中文", "\U0001f600"])
def test_the_estimate_counts_bytes(text):
    assert tokens_in(text) == math.ceil(len(text.encode()) / 2.5)
    assert tokens_in("x" * bytes_for(40)) <= 40


def test_an_estimate_is_said_in_words_and_added():
    one = Estimate(requests=1, sent=1200, answered=500)
    assert one.in_words().startswith("1 request, about 1,200 tokens sent, at most 500 answered")
    assert (one + one).tokens == 3400
    assert "2 requests" in (one + one).in_words()
