"""How near a party is to leaving, and what it would have to prefer to stay."""

from collections.abc import Sequence

from detente.analysis.stability_values import Swaps, Wish
from detente.brief.blocks import Block, Points, Row, Statement
from detente.brief.paths import value_words
from detente.brief.quantities import decimal
from detente.brief.stability_parts import Shown, difference, reason_cell
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case, Outcome

N_SETS = 3
"""Sets of outcomes told of what a party would have to prefer."""


def fragility(pen: Pen, case: Case, found: Sequence[Shown]) -> list[Block]:
    """Return for each party how little would make it leave, or stay."""
    rows = [
        _swaps(pen, item, next(s for s in item.held.fragility if s.party == party))
        for item in found
        for party in pen.names.in_order(swaps.party for swaps in item.held.fragility)
        if not is_silent(case, party)
    ]
    if not rows:
        return []
    names = ("party", "stays", "swaps", "score", "reason")
    columns = [pen.text(f"stability.column.{name}") for name in names]
    note = pen.text("stability.fragility_note")
    table = pen.table(pen.text("stability.fragility_caption"), columns, rows, note=note)
    return [pen.heading("stability.fragility"), table]


def inverse(pen: Pen, case: Case, found: Sequence[Shown]) -> list[Block]:
    """Return what each party that leaves would have to prefer to stay."""
    said = [
        statement
        for item in found
        for party in pen.names.in_order(wish.party for wish in item.held.inverse)
        if not is_silent(case, party)
        for statement in _wish(pen, item, party)
    ]
    if not said:
        return []
    return [pen.heading("stability.inverse"), Points(statements=tuple(said))]


def _swaps(pen: Pen, item: Shown, swaps: Swaps) -> Row:
    marks = () if item.held.party(swaps.party).seated else (pen.mark("unseated"),)
    head = pen.say(pen.names.actor(swaps.party), marks=marks, lead=f"{item.name.cap}:")
    cells = (
        pen.cell(pen.text(f"stability.stays.{swaps.concept if swaps.stays else 'none'}")),
        pen.cell(_count(pen, item.held.outcome, swaps)),
        pen.cell(_score(pen, swaps)),
        reason_cell(pen, swaps.grounds) if swaps.path else pen.cell(pen.text("stability.na")),
    )
    return Row(head=head, cells=cells)


def _count(pen: Pen, outcome: Outcome, swaps: Swaps) -> str:
    """Return how many exchanges it takes, which way the outcome moves, and what follows."""
    if swaps.swaps is None:
        return pen.text("stability.no_swaps" if swaps.stays else "stability.no_swaps_stay")
    said = pen.text("stability.swaps", swaps.swaps)
    if swaps.until is not None:
        until = difference(pen, outcome, swaps.until)
        said = pen.text(f"stability.swaps_{swaps.direction}", swaps.swaps, until=until)
    if swaps.stays and swaps.move is not None and swaps.move != swaps.until:
        move = difference(pen, outcome, swaps.move)
        return pen.text("stability.swaps_to", said=said, move=move)
    return said


def _score(pen: Pen, swaps: Swaps) -> str:
    """Return the smallest change of a single score after which a party leaves."""
    if swaps.path is None or swaps.score is None or swaps.becomes is None:
        return pen.text("stability.no_score")
    rises = swaps.becomes > swaps.score
    if swaps.score_direction is not None:
        rises = swaps.score_direction == "up"
    if swaps.becomes == swaps.score and swaps.beyond:
        fields = {"value": value_words(pen, swaps.path), "score": _shown(pen, swaps.score)}
        return pen.text(f"stability.score_any_{'up' if rises else 'down'}", **fields)
    bound = ("above" if rises else "below") if swaps.beyond else ("least" if rises else "most")
    score, becomes = (_shown(pen, value) for value in (swaps.score, swaps.becomes))
    return pen.text(
        f"stability.score_{bound}",
        value=value_words(pen, swaps.path),
        score=score,
        becomes=becomes,
    )


def _shown(pen: Pen, value: float) -> str:
    return decimal(pen.words, value, 0 if float(value).is_integer() else 1)


def _wish(pen: Pen, item: Shown, party: str) -> list[Statement]:
    """Return what would have to be so for one party to stay; nothing where it stays."""
    wishes = {wish.concept: wish for wish in item.held.inverse if wish.party == party}
    hold = item.held.party(party)
    failing = next((wishes[c] for c in ("gmr", "seq") if c in wishes and not wishes[c].holds), None)
    if failing is None and hold.firmest is None:
        failing = wishes.get("nash")
    if failing is None or not failing.keep_below:
        return []
    subject = pen.names.subject([party])
    marks = () if hold.seated else (pen.mark("unseated"),)
    fields = {
        "party": subject.cap,
        "name": item.name,
        "sets": _sets(pen, item.held.outcome, failing),
        "concept": pen.text(f"stability.concept_name.{failing.concept}"),
        "share": pen.words.percent(failing.share),
    }
    words = pen.text("stability.wish", subject.number, **fields)
    return [pen.say(words, marks=marks)]


def _sets(pen: Pen, outcome: Outcome, wish: Wish) -> str:
    """Return the smallest sets; outcomes told by what they change."""
    said = []
    for some in wish.keep_below[:N_SETS]:
        parts = [pen.words.quoted(difference(pen, outcome, other)) for other in some]
        said.append(pen.words.join(parts))
    return pen.text("stability.or_else").join(said)
