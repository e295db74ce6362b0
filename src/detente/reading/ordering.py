"""Deeds ordered of one's own people: "ordered the army to halt its attacks" is a halt."""

from detente.reading.found import Found
from detente.reading.kinds import kinds
from detente.reading.parse import Parse

_ORDERS = frozenset({"order", "instruct", "command", "anweisen", "befehlen"})
_PARTED = ("weisen", "an")


def is_ordered(parse: Parse, order: Found, deed: Found) -> bool:
    """Tell whether `order` is a party's word to its own people to do `deed`."""
    if order.meaning.kind != "demand" or not order.people.actors:
        return False
    if any(group.first < deed.cue.head for group in order.people.target_groups):
        return False
    bases = tuple(parse.tokens[n].base for n in order.cue.words)
    if not _ORDERS.intersection(bases) and bases != _PARTED:
        return False
    inside = deed.cue.clause in order.region and deed.cue.head > order.cue.head
    return inside and kinds()[deed.meaning.kind].measure
