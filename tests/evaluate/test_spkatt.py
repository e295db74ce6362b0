"""SpkAtt speeches: tokens to a text and back, cues, and pairs of a cue and a token."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gold_files import SPEECH, SPEECH_LINE, SPOKEN, said, spkatt_file, words_at

from detente.errors import EvaluationError
from detente.evaluate.attributor import Attributor
from detente.evaluate.result import Match
from detente.evaluate.speeches import Mark, Speech, load_speeches
from detente.evaluate.spkatt import evaluate_spkatt, items
from detente.reading.attributions import Attribution, find_attributions
from detente.sources.frozen import Language

MINISTER = said(SPEECH, ["sagte"], ["Ministerin"], ["sie komme."])
PRESIDENT = said(SPEECH, ["Präsident"], [], ["Herr"])
RUNNING_ON = said(SPEECH, [], ["Die"], ["Wir"])
WE = said(SPEECH, ["fordern"], ["Wir"], ["Geld"])


def find(
    text: str, language: Language, cues: Sequence[tuple[int, int]] | None = None, **_: object
) -> tuple[Attribution, ...]:
    """Find a right, a wrong and a cueless attribution; with cues both right ones."""
    assert (text, language) == (SPEECH, "de")
    if cues is None:
        return MINISTER, PRESIDENT, RUNNING_ON
    assert tuple(cues) == words_at(SPEECH, "sagte", "fordern")
    return MINISTER, WE


SCRIPTED = Attributor("scripted", "7", find)


def speech(*sentences: Sequence[str]) -> Speech:
    return Speech("s", tuple(tuple(sentence) for sentence in sentences), ())


def test_predicted_cues_give_the_figures_worked_out_by_hand(tmp_path: Path) -> None:
    result = evaluate_spkatt(spkatt_file(tmp_path), SCRIPTED, cues=["predicted"])
    (section,) = result.sections
    assert section.name == "predicted cues"
    assert section.matches == (
        Match.counted("cue", hit=1, given=2, gold=2),
        Match.counted("source", hit=1, given=1, gold=3),
        Match.counted("message", hit=2, given=4, gold=3),
    )


def test_gold_cues_give_the_figures_worked_out_by_hand(tmp_path: Path) -> None:
    result = evaluate_spkatt(spkatt_file(tmp_path), SCRIPTED, cues=["gold"])
    (section,) = result.sections
    assert section.matches == (
        Match.counted("source", hit=2, given=2, gold=3),
        Match.counted("message", hit=3, given=4, gold=3),
    )


def test_both_ways_are_scored_unless_one_is_chosen(tmp_path: Path) -> None:
    result = evaluate_spkatt(spkatt_file(tmp_path), SCRIPTED)
    assert [section.name for section in result.sections] == ["predicted cues", "gold cues"]
    assert result.gold.counts == {"speeches": 1, "segments": 3, "attributions": 2}
    assert (result.reader, result.reader_version, result.crashes) == ("scripted", "7", 0)


def test_misses_name_speech_sentence_cue_and_words(tmp_path: Path) -> None:
    misses = evaluate_spkatt(spkatt_file(tmp_path), SCRIPTED, n_misses=3).misses
    assert [(miss.place, miss.what) for miss in misses] == [
        ("speech one, sentence 2, predicted cues", "missed cue: fordern"),
        ("speech one, sentence 0, predicted cues", "wrong cue: Präsident"),
        ("speech one, sentence 1, predicted cues", "missed source of “sagte”: Die"),
    ]
    assert misses[0].words == "Wir fordern Geld ."


def test_a_reader_that_fails_or_answers_another_number_of_cues_has_found_nothing(
    tmp_path: Path,
) -> None:
    short = Attributor("scripted", "7", lambda text, language, cues=None, **_: (MINISTER,))
    result = evaluate_spkatt(spkatt_file(tmp_path), short, cues=["gold"], n_misses=1)
    assert result.crashes == 1
    assert result.misses[0].what.startswith("crash: ValueError")
    assert [match.hit for match in result.sections[0].matches] == [0, 0]


def test_the_rules_answer_with_one_attribution_for_each_gold_cue(tmp_path: Path) -> None:
    rules = Attributor("rules", "1", find_attributions)
    result = evaluate_spkatt(spkatt_file(tmp_path), rules)
    assert result.crashes == 0
    assert result.sections[0].matches[0].hit >= 1


def test_tokens_become_a_text_with_blanks_and_without_before_marks() -> None:
    assert speech(*SPOKEN).text == SPEECH


def test_every_token_stands_at_its_place_in_the_text() -> None:
    spoken = speech(*SPOKEN)
    for (sentence, token), (start, end) in spoken.places.items():
        assert spoken.text[start:end] == SPOKEN[sentence][token]
    assert len(spoken.places) == sum(len(sentence) for sentence in SPOKEN)


def test_a_token_is_meant_where_its_first_code_point_is() -> None:
    spoken = speech(["Ober", "grenze"])
    assert spoken.text == "Ober grenze"
    assert spoken.words_in([(0, 1)]) == {(0, 0)}
    assert spoken.words_in([(1, 4)]) == set()
    assert spoken.words_in([(3, 6)]) == {(0, 1)}


TOKENS = st.text(alphabet="aäß,.!🙂", min_size=1, max_size=3)
SENTENCES = st.lists(st.lists(TOKENS, max_size=4), max_size=4)
RANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


@given(sentences=SENTENCES, ranges=RANGES)
def test_tokens_in_ranges_are_those_that_a_slow_twin_finds(
    sentences: list[list[str]], ranges: list[tuple[int, int]]
) -> None:
    spoken = speech(*sentences)
    slow, at = set(), 0
    for number, sentence in enumerate(sentences):
        for token, written in enumerate(sentence):
            at = spoken.text.index(written, at)
            if any(at in range(start, end) for start, end in ranges):
                slow.add((number, token))
            at += len(written)
    assert spoken.words_in(ranges) == slow


def mark(cue: str, source: str = "", message: str = "") -> Mark:
    def words(part: str) -> frozenset[tuple[int, int]]:
        pairs = (name.split(":") for name in part.split())
        return frozenset((int(sentence), int(token)) for sentence, token in pairs)

    return Mark(words(cue), words(source), words(message))


def test_the_first_token_of_a_cue_is_the_first_in_the_text() -> None:
    assert mark("2:10 2:9").first == (2, 9)
    assert mark("10:0 9:5").first == (9, 5)


def test_the_same_pair_twice_counts_once_and_cues_are_tokens_without_pairs() -> None:
    marks = [mark("0:1 0:2", source="0:0"), mark("0:1", source="0:0 0:3")]
    assert items(marks, "source") == {(0, 1, 0, 0), (0, 1, 0, 3)}
    assert items(marks, "cue") == {(0, 1), (0, 2)}


def changed(**fields: object) -> bytes:
    return json.dumps(SPEECH_LINE | fields).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no speech"),
        (b"\n{", "bad.jsonl: line 2: is not JSON ("),
        (b"[]", "line 1: is no speech"),
        (b'{"Sentences": []}', "line 1: is no speech (KeyError('Annotations'))"),
        (changed(Sentences=[{"Tokens": ["a", " "]}]), "holds an empty token"),
        (changed(Annotations=[{"Cue": ["1:9"]}]), "annotation 0: Cue names token 1:9"),
        (changed(Annotations=[{"Cue": ["-1:0"]}]), "Cue names token -1:0"),
        (changed(Annotations=[{"Cue": ["one"]}]), "Cue is ['one']"),
        (changed(Annotations=[{"Source": 7}]), "Source is 7"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_place(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError, match="bad") as raised:
        load_speeches(path)
    assert words in str(raised.value)
