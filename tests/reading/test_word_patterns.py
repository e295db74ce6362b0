"""Patterns over words: what they meet, what they pass over, what is refused."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.word_patterns import GAP, PatternIndex, fold


@dataclass(frozen=True)
class Plain:
    text: str
    lemma: str


def words(sentence: str, **lemmas: str) -> list[Plain]:
    return [Plain(word, lemmas.get(word, word)) for word in sentence.split()]


def found(pattern: str, sentence: str, **lemmas: str) -> list[str]:
    tokens = words(sentence, **lemmas)
    return [
        " ".join(token.text for token in tokens[match.first : match.last + 1])
        for match in PatternIndex([(pattern, "it")]).find(tokens)
    ]


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("truce", "the truce holds", ["truce"]),
        ("truce", "the truces hold", []),
        ("truce*", "the truces hold", ["truces"]),
        ("*abzug", "der Truppenabzug kommt", ["Truppenabzug"]),
        ("*abzug*", "das Truppenabzugsdatum steht", ["Truppenabzugsdatum"]),
        ("lay|laid down", "they laid down arms", ["laid down"]),
        ("lay|laid down", "they laid it down", []),
        ("lift .. sanctions", "lift all these sanctions now", ["lift all these sanctions"]),
        ("lift .. sanctions", "sanctions will lift", []),
    ],
)
def test_a_pattern_meets_its_words(pattern: str, sentence: str, expected: list[str]) -> None:
    assert found(pattern, sentence) == expected


def test_the_dictionary_form_counts_as_well_as_the_form_in_the_text() -> None:
    assert found("heben .. auf", "sie hob alles auf", hob="heben") == ["hob alles auf"]


def test_case_sharp_s_and_invisible_marks_make_no_difference() -> None:
    assert fold("STRAẞE") == fold("Strasse") == fold("Stra\u00dfe") == fold("Stra\u00adße")
    assert fold("cease\u2011fire") == "cease-fire"
    assert fold("A\u0308mter") == fold("Ämter")


def test_a_gap_passes_over_so_many_words_and_no_more() -> None:
    middle = " ".join(["so"] * GAP)
    assert found("a .. b", f"a {middle} b") == [f"a {middle} b"]
    assert found("a .. b", f"a {middle} so b") == []


def test_a_gap_passes_over_a_comma_but_not_over_a_full_stop() -> None:
    assert found("a .. b", "a , so b") == ["a , so b"]
    assert found("a .. b", "a so . b") == []
    assert found("a b", "a , b") == []
    assert found("a b", "a „ b") == ["a „ b"]


def test_matches_come_by_place_and_then_by_order_of_filing() -> None:
    index = PatternIndex([("b", 1), ("a b", 2), ("a", 3)])
    assert [match.payload for match in index.find(words("a b"))] == [2, 3, 1]


@pytest.mark.parametrize("pattern", ["", "  ", ".. a", "a ..", "a*b", "*", "a |b"])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        PatternIndex([(pattern, "it")])


@given(st.lists(st.sampled_from(["a", "b", "ab", "ba", "."]), max_size=12))
def test_a_wildcard_finds_what_the_plain_rule_finds(sentence: list[str]) -> None:
    tokens = [Plain(word, word) for word in sentence]
    for pattern, meets in (
        ("a*", lambda word: word.startswith("a")),
        ("*a", lambda word: word.endswith("a")),
        ("*a*", lambda word: "a" in word),
    ):
        places = [match.first for match in PatternIndex([(pattern, 0)]).find(tokens)]
        assert places == [i for i, word in enumerate(sentence) if meets(word)]
