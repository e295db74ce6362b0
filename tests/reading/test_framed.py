"""Frames of the model in their sentence: local numbers, cues of their own, kinds of acts."""

from detente.reading.clauses import split_clauses
from detente.reading.framed import (
    SURE,
    SURE_KIND,
    Framed,
    by_sentence,
    doers_of,
    kind_of,
    model_cues,
)
from detente.reading.frames.find import Frame
from detente.reading.text import segment

TEXT = "Peru waited. Chile mothballed the pact."


def frame(head: int, kind: str = "cancel", score: float = 1.0, kind_score: float = 1.0) -> Frame:
    parts = {"who": (head - 1,), "content": (head + 1, head + 2)}
    return Frame(head, (head,), kind, "happened", score, kind_score, parts)


def cues_of(one: Frame) -> list[str]:
    sentences = segment(TEXT, "en")
    sentence = sentences[1]
    framed = by_sentence(sentences, [one])[1]
    clauses = split_clauses(sentence, "en")
    found = model_cues(framed, (), clauses, sentence.tokens, "en", frozenset())
    return [cue.rule.name for cue in found]


def test_numbers_count_from_the_start_of_the_sentence() -> None:
    first, second = by_sentence(segment(TEXT, "en"), [frame(4)])
    assert first == ()
    assert (second[0].head, second[0].who, second[0].content) == (1, (0,), (2, 3))


def test_what_stands_in_another_sentence_is_left_out_of_a_part() -> None:
    across = Frame(4, (4,), "state", "happened", 1.0, 1.0, {"content": (0, 1, 5)})
    assert by_sentence(segment(TEXT, "en"), [across])[1][0].content == (2,)


def test_a_sure_frame_becomes_a_cue_whose_rule_names_the_model() -> None:
    assert cues_of(frame(4)) == ["en.cancel.frames"]


def test_a_frame_of_doubtful_place_or_kind_does_not() -> None:
    assert cues_of(frame(4, score=SURE - 0.01)) == []
    assert cues_of(frame(4, kind_score=SURE_KIND - 0.01)) == []


def test_words_that_a_rule_of_the_tables_has_found_get_no_second_cue() -> None:
    sentences = segment(TEXT, "en")
    sentence = sentences[1]
    clauses = split_clauses(sentence, "en")
    framed = by_sentence(sentences, [frame(4)])[1]
    (known,) = model_cues(framed, (), clauses, sentence.tokens, "en", frozenset())
    assert model_cues(framed, (known,), clauses, sentence.tokens, "en", frozenset()) == []


def test_kinds_that_the_model_names_more_finely_are_acts_of_a_kind_there_is() -> None:
    fine = Framed(0, (0,), "protest", "happened", 1.0, 1.0)
    assert kind_of(fine) == "criticise"
    assert kind_of(Framed(0, (0,), "refuse", "happened", 1.0, 1.0)) == "refuse"


def test_doers_are_known_by_where_their_words_begin() -> None:
    sentences = segment(TEXT, "en")
    framed = by_sentence(sentences, [frame(4)])
    assert doers_of(sentences, framed) == frozenset({TEXT.index("Chile")})
