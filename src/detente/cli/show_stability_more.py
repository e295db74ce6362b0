"""What else a terminal says of one outcome: shares, unknown and great preference, wishes."""

from collections.abc import Iterator

from detente.analysis.stability_values import Held, PartyHold, Roadmap, Wish
from detente.case.model import Outcome
from detente.cli.words import Names

TOGETHER = "*"
"""Stands for those at the table when they move together."""


def shares_line(item: Held) -> str:
    """Return the 95 percent intervals of the shares; empty where no value set was drawn."""
    said = [f"{name} {e.low:.0%} to {e.high:.0%}" for name, e in item.shares.items()]
    return f"share of value sets, 95% interval: {', '.join(said)}" if said else ""


def party_lines(party: PartyHold, names: Names) -> Iterator[str]:
    """Yield how firmly a party stays, and whether it does where orders are unknown."""
    name = names.actor(party.party)
    if party.strength:
        said = (f"{concept} {how}" for concept, how in party.strength.items())
        yield f"{name} by great preferences: {', '.join(said)}"
    told = [
        f"{concept} {', '.join(v for v, stays in variants.items() if stays) or 'in none'}"
        for concept, variants in party.variants.items()
        if set(variants.values()) != {party.holds[concept]}
    ]
    if told:
        yield f"{name} stays in variants of its unknown orders: {'; '.join(told)}"


def outcome_lines(item: Held, names: Names) -> Iterator[str]:
    """Yield what follows if all move at once or two look ahead, and what parties had to prefer."""
    if item.simultaneous is not None:
        yield f"if all move at once: {'holds' if item.simultaneous else 'does not hold'}"
    if item.limited_move:
        ahead = [str(n) for n, holds in item.limited_move.items() if holds]
        yield f"holds for parties that look ahead so many moves: {', '.join(ahead) or 'none'}"
    yield from wish_lines(item, names)


def wish_lines(item: Held, names: Names) -> Iterator[str]:
    """Yield what parties that leave would have to prefer to stay."""
    wishes: dict[tuple[str, str], list[str]] = {}
    for wish in item.inverse:
        if not wish.holds and wish.keep_below:
            said = _wish(wish, item.outcome, names)
            wishes.setdefault((wish.party, said), []).append(wish.concept)
    for (party, said), concepts in wishes.items():
        yield f"{names.actor(party)} would stay ({', '.join(concepts)}) if it {said}"


def begins(roadmap: Roadmap, names: Names, *, paying: bool) -> str:
    """Return who must begin the ways there; empty where several can."""
    first = roadmap.first_by_improvements if paying else roadmap.first_by_moves
    if len(first) != 1:
        return ""
    who = "all at the table together" if first[0] == TOGETHER else names.actor(first[0])
    return f"; {who} must begin"


def _wish(wish: Wish, outcome: Outcome, names: Names) -> str:
    """Return what a party would have to prefer, and how many orders say so."""
    better = " | ".join(
        names.outcome({issue: o for issue, o in other.items() if o != outcome[issue]})
        for other in wish.keep_below[0]
    )
    return f"preferred none of these: {better}; as it does in {wish.share:.0%} of all orders"
