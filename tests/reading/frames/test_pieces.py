"""Words to pieces: the most likely cut, the same as a slow search over all cuts finds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.frames.pieces import UNKNOWN, Pieces

VOCABULARY = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁a", "ba", "aab", "▁ab", "bb"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -2.0, -2.5, -3.1, -2.2, -3.7, -4.0, -3.3, -4.4]
PIECES = Pieces(VOCABULARY, SCORES)


def score(cut: tuple[int, ...]) -> float:
    return sum(min(SCORES) - 10 if number == UNKNOWN else SCORES[number] for number in cut)


def every_cut(text: str) -> list[tuple[int, ...]]:
    if not text:
        return [()]
    cuts = []
    for end in range(1, len(text) + 1):
        head = text[:end]
        if head in VOCABULARY[4:]:
            cuts += [(VOCABULARY.index(head), *rest) for rest in every_cut(text[end:])]
        elif end == 1:
            cuts += [(UNKNOWN, *rest) for rest in every_cut(text[end:])]
    return cuts


@given(word=st.text(alphabet="abc", min_size=1, max_size=7), spaced=st.booleans())
def test_no_cut_is_more_likely_than_the_one_found(word: str, spaced: bool) -> None:
    found = PIECES.cut(word, spaced=spaced)
    best = max(map(score, every_cut("▁" * spaced + word)))
    assert math.isclose(score(found), best) or len(found) == 8


@given(word=st.text(max_size=80), spaced=st.booleans())
def test_any_word_has_one_to_eight_pieces_that_are_in_the_vocabulary(
    word: str, spaced: bool
) -> None:
    found = PIECES.cut(word, spaced=spaced)
    assert 1 <= len(found) <= 8
    assert all(UNKNOWN <= number < len(VOCABULARY) for number in found)


def test_a_blank_before_a_word_belongs_to_its_first_piece() -> None:
    assert PIECES.cut("ab", spaced=True) == (VOCABULARY.index("▁ab"),)
    assert PIECES.cut("ab", spaced=False) == (VOCABULARY.index("ab"),)


def test_what_is_seen_differently_but_is_the_same_letter_is_cut_the_same() -> None:
    assert PIECES.cut("ａ", spaced=False) == PIECES.cut("a", spaced=False)


def test_a_letter_that_no_piece_holds_is_unknown() -> None:
    assert PIECES.cut("c", spaced=False) == (UNKNOWN,)


def test_pieces_without_a_score_are_refused() -> None:
    with pytest.raises(ReadingError, match="5 pieces but 4 scores"):
        Pieces(["<s>", "<pad>", "</s>", "<unk>", "a"], [0.0] * 4)
