"""How likely a word of a German debate stands in a cue, by its form, its lemma and those around it.

A weighted list learned from the training speeches (`training/wording.py`); it stands beside the
network, which sees the sentence but knows fewer words.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from detente.errors import ReadingError
from detente.reading.text import Sentence

FILE = "debate_words.tsv"
_MARKS = frozenset('.,:;!?–-—„“"()…»«')
_QUOTES = frozenset('„“"»«')
_OPENERS = frozenset((
    "dass", "daß", "ob", "wie", "was", "warum", "wer", "wann", "wo", "weshalb", "wieso",
    "inwieweit",
))  # fmt: skip
_PARTICLES = frozenset((
    "ab", "an", "auf", "aus", "bei", "bereit", "bewusst", "dar", "deutlich", "durch", "ein",
    "entgegen", "fest", "gegenüber", "her", "heraus", "hervor", "hin", "hinaus", "hinein",
    "hinzu", "infrage", "klar", "los", "mit", "nach", "nieder", "statt", "teil", "um", "unter",
    "über", "vor", "voraus", "wahr", "weg", "wieder", "zu", "zurück", "zusammen",
))  # fmt: skip
_PERSONS = ("ich", "wir", "sie", "er", "man", "es")
_NEAR = 6
"""How many words to each side are taken together with the word itself."""
_EDGE = "§"


def cue_log_odds(sentences: Sequence[Sentence]) -> NDArray[np.float64]:
    """Return for each token of a text the log odds that it stands in a cue, in text order."""
    weights = load_weights()
    bias = weights[""]
    odds = [
        bias + sum(weights.get(name, 0.0) for name in sorted(set(names)))
        for sentence in sentences
        for names in features(
            [token.text for token in sentence.tokens], [token.lemma for token in sentence.tokens]
        )
    ]
    return np.array(odds, dtype=np.float64)


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each feature; that of the empty one is added for every word."""
    path = files("detente.reading") / "model" / FILE
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    if any(len(line) != 2 for line in lines):
        msg = f"{FILE}: a line is not a feature, a tab and a weight; make it with training.wording"
        raise ReadingError(msg)
    return {name: float(weight) for name, weight in lines}


def features(words: Sequence[str], lemmas: Sequence[str]) -> list[list[str]]:
    """Return the features of each word of a sentence; `lemmas` has one for each word."""
    sentence = _Words(words, lemmas)
    return [_features_of(sentence, number) for number in range(len(words))]


class _Words:
    """A sentence in the forms that features are made of."""

    def __init__(self, words: Sequence[str], lemmas: Sequence[str]) -> None:
        self.words = words
        self.low = [word.lower() for word in words]
        self.lemmas = [lemma.lower() for lemma in lemmas]
        self.shape = [_shape(word) for word in words]
        self.mark = [len(words)] * len(words)
        """Number of the next mark behind each word."""
        following = len(words)
        for number in reversed(range(len(words))):
            self.mark[number] = following
            if words[number] in _MARKS:
                following = number

    def word(self, number: int) -> str:
        return self.low[number] if 0 <= number < len(self.low) else _EDGE

    def lemma(self, number: int) -> str:
        return self.lemmas[number] if 0 <= number < len(self.lemmas) else _EDGE


def _shape(word: str) -> str:
    if word[0].isupper():
        return "X"
    return "x" if word[0].islower() else "0" if word[0].isdigit() else "."


def _features_of(sentence: _Words, at: int) -> list[str]:
    word, lemma, shape = sentence.low[at], sentence.lemmas[at], sentence.shape[at]
    behind = _behind(sentence, at)
    distance = sentence.mark[at] - at
    quoted = any(mark in _QUOTES for mark in sentence.words[at + 1 : at + 4])
    near = sentence.low[max(0, at - 3) : at + 4]
    person = next((name for name in _PERSONS if name in near), "-")
    found = [
        f"lemma={lemma}{shape}", f"word={word}", f"shape={shape}{at == 0}",
        f"-1={sentence.word(at - 1)}", f"+1={sentence.word(at + 1)}",
        f"-2={sentence.word(at - 2)}", f"+2={sentence.word(at + 2)}",
        f"-1|={lemma}|{sentence.word(at - 1)}", f"+1|={lemma}|{sentence.word(at + 1)}",
        f"-1x={shape}{sentence.lemma(at - 1)}", f"+1x={shape}{sentence.lemma(at + 1)}",
        f"behind={behind}{shape}", f"behind|={lemma}|{behind}",
        f"far={min(distance, 4)}{shape}", f"far|={lemma}{distance == 1}",
        f"quote={quoted}{shape}", f"person={person}{shape}",
        f"front4={word[:4]}{shape}", f"front6={lemma[:6]}{shape}",
    ]  # fmt: skip
    found += [f"end{n}={word[-n:]}{shape}" for n in (2, 3, 4, 5)]
    found += [f"tail{n}={lemma[-n:]}{shape}" for n in (4, 5, 6, 7, 8, 10) if n < len(lemma)]
    last = sentence.word(sentence.mark[at] - 1)
    if distance > 1 and last in _PARTICLES:
        found.append(f"particle={lemma}|{last}")
    return found + [
        f"near={lemma}|{sentence.lemmas[other]}"
        for other in range(max(0, at - _NEAR), min(len(sentence.low), at + _NEAR + 1))
        if other != at and sentence.words[other] not in _MARKS
    ]


def _behind(sentence: _Words, at: int) -> str:
    """Return the next mark, and what opens the clause behind it."""
    mark = sentence.mark[at]
    if mark >= len(sentence.words):
        return _EDGE
    text, rest = sentence.words[mark], sentence.low[mark + 1 :]
    if not rest or text not in ",:–-":
        return text
    return text + (rest[0] if rest[0] in _OPENERS else "zu" if "zu" in rest else "")
