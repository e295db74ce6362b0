"""Figures: counts first, percentages after, and none where there is nothing to divide by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluate.result import Match, Share, Tally, difference


def test_a_match_is_divided_both_ways() -> None:
    match = Match.counted("cue", hit=6, given=8, gold=12)
    assert (match.precision, match.recall) == (75, 50)
    assert match.f1 == pytest.approx(60)


def test_nothing_given_has_no_precision_and_nothing_marked_no_recall() -> None:
    assert Match.counted("cue", 0, 0, 3).precision is None
    assert Match.counted("cue", 0, 3, 0).recall is None
    assert Match.counted("cue", 0, 0, 3).f1 == 0
    assert Match.counted("cue", 0, 0, 0).f1 is None
    assert Share.counted("speaker", 0, 0).percent is None


@given(
    hit=st.integers(1, 50), wrong=st.integers(0, 50), missed=st.integers(0, 50)
)  # fmt: skip
def test_f1_is_the_harmonic_mean(hit: int, wrong: int, missed: int) -> None:
    match = Match.counted("cue", hit, hit + wrong, hit + missed)
    assert match.precision is not None
    assert match.recall is not None
    mean = 2 / (1 / match.precision + 1 / match.recall)
    assert match.f1 == pytest.approx(mean)


def test_counts_of_several_pieces_are_added_before_they_are_divided() -> None:
    tally = Tally()
    tally.add({"a", "b"}, {"a"})
    tally.add({"c"}, {"c", "d", "e"})
    assert tally.match("cue") == Match.counted("cue", hit=2, given=3, gold=4)


def test_a_difference_needs_both_languages() -> None:
    assert difference("actors", 40.0, 55.0).points == -15
    assert difference("actors", None, 55.0).points is None
