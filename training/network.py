"""The network in torch: an encoder, heads for cues, and pair scores for the parts of a frame."""

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.markup import KINDS, MODALITIES
from training.pretrained import Pretrained

LINKS = ("cue", "who", "target", "recipient", "content", "condition", "topic", "particle")
"""Parts that a token can have in the frame of a cue."""


class Layer(nn.Module):
    def __init__(self, hidden: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, h = x.shape
        q, k, v = (
            f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v)
        )
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.ao(seen.transpose(1, 2).reshape(b, n, h)))
        return self.oln(x + self.fo(functional.gelu(self.fi(x))))


class Network(nn.Module):
    """Word pieces in; scores of cues, kinds, modalities and links between words out."""

    def __init__(
        self, start: Pretrained, layers: list[int], pair: int = 160, dropout: float = 0.1
    ) -> None:
        super().__init__()
        hidden = start.weights["emb.word"].shape[1]
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(start.weights["emb.word"]))
        self.place = nn.Embedding.from_pretrained(
            torch.from_numpy(start.weights["emb.pos"]), freeze=False
        )
        self.genre = nn.Embedding.from_pretrained(
            torch.from_numpy(start.weights["emb.type"][[0, 0]]), freeze=False
        )
        self.ln = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, 12, 1536) for _ in layers)
        self.drop = nn.Dropout(dropout)
        self.is_cue = nn.Linear(hidden, 2)
        self.kind = nn.Linear(hidden, len(KINDS))
        self.modality = nn.Linear(hidden, len(MODALITIES))
        self.head, self.part = nn.Linear(hidden, pair * 2), nn.Linear(hidden, pair * 2)
        self.bilinear = nn.Parameter(torch.zeros(len(LINKS), pair, pair))
        self.near = nn.Embedding(129, len(LINKS))
        self.link_part, self.link_head = nn.Linear(pair, len(LINKS)), nn.Linear(pair, len(LINKS))
        nn.init.normal_(self.bilinear, std=0.05)
        nn.init.zeros_(self.near.weight)
        nn.init.constant_(self.link_part.bias, -3.0)
        self._load(start, layers)

    def _load(self, start: Pretrained, layers: list[int]) -> None:
        w = {name: torch.from_numpy(value) for name, value in start.weights.items()}
        with torch.no_grad():
            self.ln.weight.copy_(w["emb.ln.w"])
            self.ln.bias.copy_(w["emb.ln.b"])
            for layer, number in zip(self.layers, layers, strict=True):
                for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                    module = getattr(layer, part)
                    module.weight.copy_(w[f"l{number}.{part}.w"])
                    module.bias.copy_(w[f"l{number}.{part}.b"])

    def encode(self, ids: Tensor, mask: Tensor, genre: Tensor, first: Tensor) -> Tensor:
        """Return one vector a word: that of its first piece."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.place(places)[None] + self.genre(genre)[:, None]
        x = self.drop(self.ln(x))
        hidden = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        hidden = hidden.expand(-1, 12, ids.shape[1], -1)
        for layer in self.layers:
            x = layer(x, hidden)
        return self.drop(x.gather(1, first[:, :, None].expand(-1, -1, x.shape[-1])))

    def links(self, words: Tensor, row: Tensor, head: Tensor) -> Tensor:
        """Return scores (cue, word, part) of every word in the row of each cue."""
        chosen = words[row, head]
        a = functional.gelu(self.head(chosen))
        b = functional.gelu(self.part(words))
        pair = a.shape[-1] // 2
        a1, a2, b1, b2 = a[:, :pair], a[:, pair:], b[..., :pair], b[..., pair:]
        mixed = torch.einsum("cp,lpq->clq", a1, self.bilinear)
        scores = torch.einsum("clq,cnq->cnl", mixed, b1[row]) / pair**0.5
        count = words.shape[1]
        far = (torch.arange(count)[None] - head[:, None]).clamp(-64, 64) + 64
        return scores + self.link_part(b2)[row] + self.link_head(a2)[:, None] + self.near(far)
