"""Learns which words of a debate are cues: a logistic regression over words and those around them.

Writes src/detente/reading/model/debate_words.tsv; see training/README.md for the command.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.evaluate.speeches import Speech, load_speeches
from detente.reading.frames.wording import FILE, features
from detente.reading.text import segment

MODEL = Path(__file__).parent.parent / "src/detente/reading/model"
FEWEST = 2
"""How often a feature must stand in the speeches to get a weight."""
PENALTY = 0.3
LEAST = 0.1
"""Weights nearer to zero are not kept."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Words:
    """The words of speeches: the features of each, and whether it stands in a cue."""

    features: list[list[str]]
    is_cue: NDArray[np.bool_]


def words_of(speeches: Iterable[Speech]) -> Words:
    """Return the words of speeches, cut as the reader cuts them."""
    found: list[list[str]] = []
    cues: list[bool] = []
    for speech in speeches:
        starts = {speech.places[word][0] for mark in speech.marks for word in mark.cue}
        for sentence in segment(speech.text, "de"):
            tokens = sentence.tokens
            found += features([token.text for token in tokens], [token.lemma for token in tokens])
            cues += [token.start in starts for token in tokens]
    return Words(found, np.array(cues, dtype=np.bool_))


def learn(words: Words) -> dict[str, float]:
    """Return the weights of features; the empty one is the bias. The same words give the same."""
    count = Counter(name for names in words.features for name in set(names))
    known = sorted(name for name, times in count.items() if times >= FEWEST)
    weights = _fit(_matrix(words.features, known), words.is_cue)
    kept = {
        name: round(float(weight), 2)
        for name, weight in zip(known, weights[:-1], strict=True)
        if abs(weight) >= LEAST
    }
    return {"": round(float(weights[-1]), 2)} | kept


def _matrix(rows: Sequence[Sequence[str]], known: Sequence[str]) -> csr_matrix:
    """Return (word, feature): 1 where the word has the feature."""
    number = {name: n for n, name in enumerate(known)}
    columns: list[int] = []
    ends = [0]
    for names in rows:
        columns += sorted({number[name] for name in names if name in number})
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(known)))


def _fit(x: csr_matrix, y: NDArray[np.bool_]) -> Floats:
    """Return the weights and the bias with the smallest penalized log loss."""
    turned = x.T.tocsr()

    def loss(w: Floats) -> tuple[float, Floats]:
        odds = x @ w[:-1] + w[-1]
        error = 0.5 * (1 + np.tanh(0.5 * odds)) - y
        total = np.logaddexp(0, odds).sum() - odds[y].sum() + 0.5 * PENALTY * w[:-1] @ w[:-1]
        return float(total), np.append(turned @ error + PENALTY * w[:-1], error.sum())

    start = np.append(np.zeros(x.shape[1]), -3.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return np.asarray(found.x, dtype=np.float64)


def write(weights: dict[str, float], path: Path) -> None:
    """Write one feature and its weight a line, sorted."""
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items())]
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speeches", type=Path, help="training speeches, JSON lines")
    parser.add_argument("--out", type=Path, default=MODEL / FILE)
    options = parser.parse_args()
    _, speeches = load_speeches(options.speeches)
    write(learn(words_of(speeches)), options.out)


if __name__ == "__main__":
    main()
