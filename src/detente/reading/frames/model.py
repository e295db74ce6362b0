"""The trained model: word pieces, an encoder run by onnxruntime, and small heads in numpy."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.reading.frames.pieces import Pieces

Floats = NDArray[np.float32]
_BLOCK = 32
_HEADS = 8
"""Heads multiplied at once: numpy shares larger products among threads that wait for each other."""
_START, _PADDING, _END = 0, 1, 2


@dataclass(frozen=True)
class Model:
    """Everything that scores words: load it once with `load_model`."""

    version: str
    pieces: Pieces
    links: tuple[str, ...]
    kinds: tuple[str, ...]
    modalities: tuple[str, ...]
    embeddings: NDArray[np.uint8]
    scales: NDArray[np.float16]
    weights: dict[str, Floats]
    heads: dict[str, tuple[int, int]]
    """Where the output of each layer on top of the encoder stands in a vector."""
    session: onnxruntime.InferenceSession

    def encode(self, words: list[list[tuple[int, ...]]], genre: int) -> list[Floats]:
        """Return a vector for each word of each window; a word is its pieces' numbers.

        Windows are scored together, padded to the longest; a window holds at most 510 pieces.
        """
        rows = [[_START, *(piece for word in window for piece in word), _END] for window in words]
        width = max(map(len, rows))
        ids = np.array([row + [_PADDING] * (width - len(row)) for row in rows])
        lengths = np.array(list(map(len, rows)))
        mask = (np.arange(width)[None] < lengths[:, None]).astype(np.int32)
        x = self._embedded(ids)
        x += self.weights["place"][:width] + self.weights["genre"][genre]
        (hidden,) = self.session.run(None, {"x": x, "mask": mask})
        found = []
        for row, window in zip(hidden, words, strict=True):
            first = np.cumsum([1, *(len(word) for word in window)])[:-1]
            found.append(row[first])
        return found

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        """Return the vectors of pieces; they are kept as four-bit numbers with a scale a block."""
        flat = ids.ravel()
        packed = self.embeddings[flat].reshape(len(flat), -1, 1, _BLOCK // 2)
        values = np.empty((*packed.shape[:2], 2, _BLOCK // 2), dtype=np.float32)
        np.subtract(packed[:, :, 0] & 15, np.float32(8), out=values[:, :, 0])
        np.subtract(packed[:, :, 0] >> 4, np.float32(8), out=values[:, :, 1])
        values *= self.scales[flat].astype(np.float32)[:, :, None, None]
        return values.reshape(*ids.shape, -1)

    def cues(self, vectors: Floats) -> Floats:
        """Return for each word how likely it heads a cue, and how likely it stands in one."""
        return sigmoid(self.cue_odds(vectors))

    def cue_odds(self, vectors: Floats) -> Floats:
        """Return the log odds of what `cues` returns."""
        return self._head(vectors, "is_cue")

    def kind(self, vectors: Floats) -> Floats:
        """Return the probability of each kind for words that head a cue."""
        return _softmax(self._head(vectors, "kind"))

    def modality(self, vectors: Floats) -> Floats:
        """Return the probability of each modality for words that head a cue."""
        return _softmax(self._head(vectors, "modality"))

    def parts(self, vectors: Floats, heads: NDArray[np.int64]) -> Floats:
        """Return (cue, word, link): how likely a word stands in each part of a cue's frame."""
        weights = self.weights
        a = _gelu(self._head(vectors[heads], "head"))
        b = _gelu(self._head(vectors, "part"))
        pair = a.shape[1] // 2
        few = range(0, len(heads), _HEADS)
        mixed = [a[n : n + _HEADS, :pair] @ weights["bilinear"] for n in few]
        near = np.concatenate([one @ b[:, :pair].T for one in mixed], axis=1)
        scores = near.transpose(1, 2, 0) / np.float32(np.sqrt(pair))
        far = np.clip(np.arange(len(vectors))[None] - heads[:, None], -64, 64) + 64
        scores = scores + _linear(b[:, pair:], weights, "link_part")[None]
        scores = scores + _linear(a[:, pair:], weights, "link_head")[:, None]
        return sigmoid(scores + weights["near"][far])

    def _head(self, vectors: Floats, name: str) -> Floats:
        first, last = self.heads[name]
        return np.asarray(vectors[:, first:last])


@cache
def load_model() -> Model:
    """Return the model that comes with the package; the first call takes about 0.1 s."""
    folder = files("detente.reading") / "model"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    with (folder / "weights.npz").open("rb") as file, np.load(file) as arrays:
        weights = {name: arrays[name] for name in arrays.files}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Fusing more makes the normalization slower than leaving it.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    with as_file(folder / "encoder.onnx") as path:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    names = weights.pop("names").tobytes().decode("utf-8").split("\n")
    return Model(
        version=card["version"],
        pieces=Pieces(names, weights.pop("scores").astype(float).tolist()),
        links=tuple(card["links"]),
        kinds=tuple(card["kinds"]),
        modalities=tuple(card["modalities"]),
        embeddings=weights.pop("embeddings"),
        scales=weights.pop("scales"),
        weights={name: value.astype(np.float32) for name, value in weights.items()},
        heads=_ranges(card["heads"]),
        session=session,
    )


def _ranges(widths: dict[str, int]) -> dict[str, tuple[int, int]]:
    ends = [0, *np.cumsum(list(widths.values())).tolist()]
    return {name: (ends[n], ends[n + 1]) for n, name in enumerate(widths)}


def sigmoid(x: Floats) -> Floats:
    """Return ``1 / (1 + exp(-x))`` without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def _linear(x: Floats, weights: dict[str, Floats], name: str) -> Floats:
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _gelu(x: Floats) -> Floats:
    return np.asarray(0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))))
