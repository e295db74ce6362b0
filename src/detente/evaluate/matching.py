"""Which act of a reader is which act that people marked: same kind, cues that share words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.evaluate.gold_acts import cue_places
from detente.reading.act import Act

FIELDS = ("actors", "targets", "speaker", "modality", "voice", "issues")
STRICT = ("actors", "modality", "voice")
GoldAct = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """The acts of one text: pairs, and what reader or people have alone."""

    pairs: tuple[tuple[Act, GoldAct], ...]
    """Matched acts; optional ones are left out."""
    wrong: tuple[Act, ...]
    """Acts of the reader that nobody marked."""
    missed: tuple[GoldAct, ...]
    """Marked acts the reader does not have; optional ones are left out."""


def compare(acts: Sequence[Act], gold: Sequence[GoldAct], text: str) -> Compared:
    """Match acts one to one: largest shared part of the cue first, ties in text order.

    An optional act counts neither where it is found nor where it is not; one that is not
    optional is matched before it.
    """
    places = [characters(cue_places(one, text)) for one in gold]
    candidates = []
    for i, act in enumerate(acts):
        mine = characters([(span.start, span.end) for span in act.cue])
        for j, one in enumerate(gold):
            shared = len(mine & places[j])
            if shared and act.kind == one["kind"]:
                optional = bool(one.get("optional", False))
                candidates.append((optional, -shared / len(mine | places[j]), i, j))
    partner: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in partner and j not in partner.values():
            partner[i] = j
    return Compared(
        pairs=tuple((acts[i], gold[j]) for i, j in sorted(partner.items())
                    if not gold[j].get("optional", False)),
        wrong=tuple(act for i, act in enumerate(acts) if i not in partner),
        missed=tuple(one for j, one in enumerate(gold)
                     if j not in partner.values() and not one.get("optional", False)),
    )  # fmt: skip


def characters(places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the code points of ranges."""
    return {at for start, end in places for at in range(start, end)}


def same(act: Act, gold: GoldAct, field: str) -> bool:
    """Tell whether a field is right; the order of ids makes no difference."""
    mine, marked = getattr(act, field), gold.get(field)
    if isinstance(mine, tuple):
        return set(mine) == set(marked or ())
    return bool(mine == marked)
