"""The roadmap: which steps lead from the status quo to a settlement, and who must begin."""

from collections.abc import Sequence

from detente.analysis.stability_values import Roadmap, Step
from detente.brief.blocks import Block, Points, Prose
from detente.brief.messages import Phrase
from detente.brief.stability_parts import (
    TOGETHER,
    Shown,
    assumed,
    behind,
    movers,
    points,
)
from detente.brief.writer import Pen


def ways(pen: Pen, found: Sequence[Shown], roadmaps: Sequence[Roadmap]) -> list[Block]:
    """Return the way to each settlement that is explained; nothing without a status quo."""
    blocks: list[Block] = []
    for item in found:
        roadmap = next((way for way in roadmaps if way.goal == item.held.outcome), None)
        if roadmap is not None and not item.is_status_quo:
            blocks += _way(pen, item, roadmap)
    if not blocks:
        return []
    return [pen.heading("stability.ways"), *blocks, pen.note("stability.ways_note")]


def told_way(roadmap: Roadmap) -> tuple[Step, ...] | None:
    """Return the way that is told: in everyone's interest, else the one least against it."""
    if roadmap.by_improvements is not None:
        return roadmap.by_improvements
    return roadmap.fewest_losses if roadmap.fewest_losses is not None else roadmap.by_moves


def _way(pen: Pen, item: Shown, roadmap: Roadmap) -> list[Block]:
    steps, lead = told_way(roadmap), f"{item.name.cap}:"
    if steps is None:
        return [Prose(statements=(pen.say(pen.text("stability.way.none"), lead=lead),))]
    if not steps:
        return [Prose(statements=(pen.say(pen.text("stability.way.there"), lead=lead),))]
    key = _kind(roadmap)
    marks = assumed(pen, roadmap.grounds)
    said = [pen.say(pen.text(f"stability.way.{key}"), behind(roadmap.grounds), marks, lead)]
    listed = Points(statements=tuple(pen.say(_step(pen, s)) for s in steps), ordered=True)
    first = _first(pen, roadmap)
    blocks: list[Block] = [Prose(statements=tuple(said)), listed]
    return [*blocks, Prose(statements=(pen.say(first),))] if first else blocks


def _kind(roadmap: Roadmap) -> str:
    """Return what kind of way is told."""
    if roadmap.by_improvements is not None:
        return "pays"
    if not roadmap.searched:
        return "not_searched"
    return "fewest_losses" if roadmap.fewest_losses is not None else "by_moves"


def _step(pen: Pen, step: Step) -> Phrase:
    fields = {"who": movers(pen, step.movers), "changes": pen.names.outcome(step.changes)}
    if len(step.movers) > 1:
        return pen.text(f"stability.way.{'agreed' if step.improves else 'not_agreed'}", **fields)
    if step.gain is None:
        return pen.text(f"stability.way.{'better' if step.improves else 'not_better'}", **fields)
    key = "gain" if step.improves else "even" if step.gain == 0 else "loss"
    return pen.text(f"stability.way.{key}", points=points(pen, step.gain), **fields)


def _first(pen: Pen, roadmap: Roadmap) -> Phrase | None:
    """Return who must begin; on a way in everyone's interest also who can."""
    pays = roadmap.by_improvements is not None
    names = roadmap.first_by_improvements if pays else roadmap.first_by_moves
    if len(names) > 1 and not pays:
        return None
    parties = [party for party in names if party != TOGETHER]
    shown = [pen.names.actor(party) for party in pen.names.in_order(parties)]
    if len(shown) < len(names):
        shown.append(pen.text("stability.way.table"))
    if not shown:
        return None
    return pen.text("stability.way.first", len(shown), parties=pen.words.join(shown))
