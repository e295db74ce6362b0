"""What changes if an absent party cannot move, and on which issue most depends."""

from collections.abc import Sequence

from detente.analysis.stability_values import Concept, Effect, StabilityValues, Turn
from detente.brief.blocks import Block, Prose, Row
from detente.brief.messages import Phrase
from detente.brief.stability_parts import Shown, name_of
from detente.brief.writer import Pen

CONCEPT: Concept = "seq"
"""Concept whose counts are shown: answers that pay those who give them."""
N_ROWS = 6
"""Issues, and options, shown."""


def frozen(pen: Pen, values: StabilityValues, found: Sequence[Shown]) -> list[Block]:
    """Return what changes if one party cannot move what it holds, those without a seat first."""
    by_party = {item.party: item for item in values.frozen if item.issues}
    if not by_party:
        return []
    order = sorted(pen.names.in_order(by_party), key=lambda party: by_party[party].seated)
    rows = []
    for party in order:
        item = by_party[party]
        marks = () if item.seated else (pen.mark("unseated"),)
        cells = (
            pen.words.join([pen.names.issue(issue) for issue in item.issues]),
            pen.words.number(item.n_before[CONCEPT]),
            pen.words.number(item.n_after[CONCEPT]),
            turns_words(pen, item.turns, found),
        )
        head = pen.say(pen.names.actor(party), marks=marks)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    names = ("frozen", "issues", "before", "after", "turns")
    columns = [pen.text(f"stability.column.{name}") for name in names]
    note = pen.text("stability.counts_note", n=pen.words.number(values.n_outcomes))
    caption = pen.text("stability.frozen_caption")
    table = pen.table(caption, columns, rows, (2, 3), note)
    return [pen.heading("stability.frozen"), table]


def effects(pen: Pen, values: StabilityValues, found: Sequence[Shown]) -> list[Block]:
    """Return on which issue and option most depends."""
    issues = [effect for effect in values.effects if effect.option is None][:N_ROWS]
    options = [e for e in values.effects if e.option is not None and e.weight > 0][:N_ROWS]
    if not issues:
        return []
    rows = [_effect(pen, effect, found) for effect in (*issues, *options)]
    names = ("effect", "weight", "lost", "won", "turns")
    columns = [pen.text(f"stability.column.{name}") for name in names]
    note = pen.text("stability.effects_note")
    caption = pen.text("stability.effects_caption")
    return [
        pen.heading("stability.effects"),
        Prose(statements=(pen.say(_most(pen, issues)),)),
        pen.table(caption, columns, rows, (1, 2, 3), note),
    ]


def turns_words(pen: Pen, turns: Sequence[Turn], found: Sequence[Shown]) -> str:
    """Return which outcomes looked at start or cease to hold, each told once."""
    chosen: dict[str, Turn] = {}
    for turn in sorted(turns, key=lambda turn: turn.concept != CONCEPT):
        name = name_of(found, turn.outcome)
        if name is not None:
            chosen.setdefault(name.cap, turn)
    said = [
        pen.text(
            f"stability.turn_{'yes' if chosen[item.name.cap].after else 'no'}",
            name=item.name.cap,
            concept=pen.text(f"stability.concept_name.{chosen[item.name.cap].concept}"),
        )
        for item in found
        if item.name.cap in chosen
    ]
    return " ".join(said) or pen.text("stability.no_turn")


def _most(pen: Pen, issues: Sequence[Effect]) -> Phrase:
    """Return the issues on which most depends, several where they are equal."""
    weight = issues[0].weight
    if not weight:
        return pen.text("stability.nothing_matters")
    first = [pen.names.issue(effect.issue) for effect in issues if effect.weight == weight]
    return pen.text(
        "stability.matters", issues=pen.words.join(first), weight=pen.words.percent(weight)
    )


def _effect(pen: Pen, effect: Effect, found: Sequence[Shown]) -> Row:
    issue = pen.names.issue(effect.issue)
    if effect.option is not None:
        option = pen.names.option(f"{effect.issue}={effect.option}")
        issue = pen.text("condition.leaf", issue=issue, options=option)
    cells = (
        pen.words.percent(effect.weight),
        pen.words.number(effect.lost[CONCEPT]),
        pen.words.number(effect.won[CONCEPT]),
        turns_words(pen, effect.turns, found),
    )
    return Row(head=pen.say(issue), cells=tuple(map(pen.cell, cells)))
