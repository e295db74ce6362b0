"""The word list of debates: features of a word and its neighbors, and the odds they give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading import attributions
from detente.reading.attributions import find_attributions
from detente.reading.frames.find import find_frames
from detente.reading.frames.wording import cue_log_odds, features, load_weights
from detente.reading.text import segment

SPEECH = "Der Kollege behauptet, dass die Brücke hält. Wir fahren morgen über den Fluss."
WORDS = ("Er", "lehnt", "den", "Plan", "ab", ",", "weil", "er", "zweifelt")
LEMMAS = ("er", "lehnen", "der", "Plan", "ab", ",", "weil", "er", "zweifeln")


def of(word: str) -> list[str]:
    return features(WORDS, LEMMAS)[WORDS.index(word)]


def test_a_word_has_its_lemma_its_form_and_its_neighbors() -> None:
    found = of("lehnt")
    assert {"lemma=lehnenx", "word=lehnt", "-1=er", "+1=den", "+2=plan", "end3=hntx"} <= set(found)
    assert "near=lehnen|plan" in found


def test_a_verb_has_the_particle_before_the_next_mark() -> None:
    assert "particle=lehnen|ab" in of("lehnt")
    assert not any(name.startswith("particle") for name in of("zweifelt"))


def test_a_word_has_what_opens_the_clause_behind_it() -> None:
    said = ["Er", "sagt", ",", "dass", "es", "reicht"]
    bade = ["Er", "bat", ",", "Bonn", "zu", "verlassen"]
    assert "behind=,dassx" in features(said, said)[1]
    assert "behind=,zux" in features(bade, bade)[1]
    assert "behind=,x" in of("lehnt")
    assert "behind=§x" in of("zweifelt")


def test_marks_are_no_neighbors_but_a_distance() -> None:
    assert not any(name.endswith("|,") and name.startswith("near") for name in of("lehnt"))
    assert "far=1x" in of("ab")
    assert "far=4x" in of("lehnt")


def test_the_edge_of_a_sentence_is_a_neighbor_of_its_own() -> None:
    assert {"-1=§", "-2=§", "shape=XTrue"} <= set(of("Er"))
    assert {"+1=§", "+2=§"} <= set(of("zweifelt"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Zs"]), min_size=1), max_size=9))
def test_any_words_have_features_that_fit_into_a_line(words: list[str]) -> None:
    found = features(words, words)
    assert len(found) == len(words)
    assert all(names for names in found)


def test_the_list_holds_a_weight_for_every_word_and_no_weight_near_zero() -> None:
    weights = load_weights()
    assert weights[""] < -3
    assert all(abs(weight) >= 0.09 for weight in weights.values())
    assert weights["lemma=sagenx"] > 1


def test_verbs_of_saying_have_higher_odds_than_other_words() -> None:
    sentences = segment(SPEECH, "de")
    odds = cue_log_odds(sentences)
    words = [token.text for sentence in sentences for token in sentence.tokens]
    assert len(odds) == len(words)
    assert words[int(odds.argmax())] == "behauptet"
    assert odds[words.index("fahren")] < -3 < odds.max()


def test_a_text_without_words_has_no_odds() -> None:
    assert cue_log_odds(()).shape == (0,)


@pytest.mark.parametrize("sure", [-40.0, 40.0])
def test_odds_from_elsewhere_can_take_a_cue_away_or_give_one(sure: float) -> None:
    sentences = segment(SPEECH, "de")
    count = sum(len(sentence.tokens) for sentence in sentences)
    odds = np.full(count, -40.0)
    odds[2] = sure
    found = find_frames(sentences, genre="debate", odds=odds)
    assert [frame.cue for frame in found] == ([(2,)] if sure > 0 else [])


def test_words_of_one_cue_make_one_frame_and_no_word_stands_in_two_heads() -> None:
    text = "Die Ministerin lehnt den Antrag ab. Wir stellen das infrage und sagen, was gilt."
    sentences = segment(text, "de")
    found = find_frames(sentences, genre="debate", odds=cue_log_odds(sentences))
    heads = [frame.head for frame in found]
    assert heads == sorted(set(heads))
    for frame in found:
        earlier = [other for other in found if other.head < frame.head]
        assert all(frame.head not in other.cue for other in earlier)


def test_debates_are_read_with_the_list() -> None:
    debate = find_attributions(SPEECH, "de", genre="debate")
    assert SPEECH[slice(*debate[0].cue[0])] == "behauptet"


def test_reports_and_english_debates_are_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(attributions, "cue_log_odds", fail)
    assert find_attributions(SPEECH, "de")
    assert find_attributions("He says that it rains.", "en", genre="debate")
    with pytest.raises(AssertionError):
        find_attributions(SPEECH, "de", genre="debate")
