"""The list of debate words: learned from marked speeches, the same each time, and written whole."""

import json
from pathlib import Path

import numpy as np
import pytest
from training import wording
from training.wording import Words, learn, words_of, write

from detente.evaluate.speeches import load_speeches
from detente.reading.frames.wording import features


def speech(n: int) -> dict[str, object]:
    """Return a speech of two sentences in which the verb of saying is a cue."""
    verb = ("sagt", "meint")[n % 2]
    return {
        "doc": f"speech {n}",
        "Sentences": [
            {"SentenceId": "0", "Tokens": ["Er", verb, ",", "es", "regnet", "."]},
            {"SentenceId": "1", "Tokens": ["Der", "Regen", "bleibt", "."]},
        ],
        "Annotations": [
            {"Cue": ["0:1"], "Source": ["0:0"], "Message": ["0:3", "0:4"], "Addr": [],
             "Topic": [], "Medium": [], "Evidence": [], "PTC": []},
        ],
    }  # fmt: skip


@pytest.fixture
def words(tmp_path: Path) -> Words:
    path = tmp_path / "speeches.jsonl"
    path.write_text("".join(json.dumps(speech(n)) + "\n" for n in range(6)), encoding="utf-8")
    return words_of(load_speeches(path)[1])


def test_each_word_of_a_speech_counts_once_and_cues_are_marked(words: Words) -> None:
    assert len(words.features) == len(words.is_cue) == 6 * 10
    assert words.is_cue.sum() == 6
    assert "word=sagt" in words.features[1]


def test_what_stands_in_cues_gets_a_positive_weight_and_other_words_a_negative_one(
    words: Words,
) -> None:
    weights = learn(words)
    assert weights["+1=,"] > 0
    odds = [
        weights[""] + sum(weights.get(name, 0) for name in set(names)) for names in words.features
    ]
    lowest_cue = min(o for o, cue in zip(odds, words.is_cue, strict=True) if cue)
    assert lowest_cue > max(o for o, cue in zip(odds, words.is_cue, strict=True) if not cue)


def test_the_same_speeches_give_the_same_list(words: Words) -> None:
    assert learn(words) == learn(words)


def test_features_seen_once_and_weights_near_zero_are_not_kept(words: Words) -> None:
    once = Words([*words.features, features(["Nie"], ["nie"])[0]], np.append(words.is_cue, False))
    weights = learn(once)
    assert "word=nie" not in weights
    assert all(abs(weight) >= wording.LEAST for name, weight in weights.items() if name)


def test_the_list_is_written_sorted_with_one_weight_a_line(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    write({"word=b": -0.5, "": -3.0, "word=a": 1.25}, path)
    assert path.read_text(encoding="utf-8") == "\t-3.00\nword=a\t1.25\nword=b\t-0.50\n"
