"""Problems of parties of which only the order of outcomes is known: rankings and priorities."""

from collections.abc import Iterator, Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.case.document import Place
from detente.case.model import Case, Issue, Preference
from detente.case.slip import Slip
from detente.case.statements import mask, parse_statement
from detente.errors import CaseError

MAX_OUTCOMES = 1_000_000
"""In larger cases nobody looks for places of a ranking that no outcome takes."""
UNPLACED = "outcomes stand in no place"
"""End of the message about a ranking that is not of all outcomes."""


def order_slips(case: Case) -> Iterator[Slip]:
    """Yield what is wrong with rankings, priorities and what is greatly preferred."""
    for party, preference in case.preferences.items():
        place: Place = ("preferences", party)
        if preference.ordinal:
            yield from _mixed_slips(preference, place)
        yield from _weight_slips(preference, place)
        yield from _great_slips(preference, place)
        if preference.ranking and not preference.priorities:
            yield from _ranking_slips(preference, case.issues, place)


def _mixed_slips(preference: Preference, place: Place) -> Iterator[Slip]:
    """Yield what cannot stand beside a ranking or priorities."""
    kind = "ranking" if preference.ranking else "priorities"
    if preference.ranking and preference.priorities:
        yield Slip(
            (*place, "priorities"),
            "a party has both a ranking and priorities",
            "keep the one that is known",
        )
    scored: list[tuple[str, object]] = [
        ("issues", preference.issues),
        ("interactions", preference.interactions),
        ("no_deal", (preference.no_deal.low, preference.no_deal.high) != (0, 100)),
    ]
    for name, content in scored:
        if content:
            yield Slip(
                (*place, name),
                f"a party known by its {kind} has no points, but {name} gives it some",
                f"keep either {kind} or the points",
            )
    for index, line in enumerate(preference.red_lines):
        if line.at_least is not None:
            yield Slip(
                (*place, "red_lines", index, "at_least"),
                f"a party known by its {kind} has no points, so it has no least worth",
                "write the red line as a statement with 'never'",
            )


def _weight_slips(preference: Preference, place: Place) -> Iterator[Slip]:
    weights = [item.weight for item in preference.priorities]
    if not any(weights) or all(weights):
        return
    index = weights.index(None)
    yield Slip(
        (*place, "priorities", index),
        "has no weight, but other priorities of the party have one",
        "give every priority a weight, or none: then their order decides",
    )


def _great_slips(preference: Preference, place: Place) -> Iterator[Slip]:
    if preference.great is None:
        return
    if preference.ranking:
        yield Slip(
            (*place, "great"),
            "a ranking has no points to compare with great",
            "mark the place above a great step with 'much: true' instead",
        )
    elif any(item.weight is None for item in preference.priorities):
        yield Slip(
            (*place, "great"),
            "priorities without weights have no points to compare with great",
            "give every priority a weight, or leave great out",
        )
    elif preference.great.high == 0:
        yield Slip(
            (*place, "great"),
            "great is 0, so that every preference would be a great one",
            "write the points of 100 from which a preference is great, or leave it out",
        )


def _ranking_slips(
    preference: Preference, issues: Mapping[str, Issue], place: Place
) -> Iterator[Slip]:
    sizes = [len(issue.options) for issue in issues.values()]
    if not sizes or prod(sizes) > MAX_OUTCOMES:
        return
    outcomes = np.indices(sizes).reshape(len(sizes), -1).T
    left = np.ones(len(outcomes), dtype=np.bool_)
    for index, rank in enumerate(preference.ranking):
        try:
            true = _any_true(rank.any_of, issues, outcomes)
        except CaseError:
            return
        if not (true & left).any() and true.any():
            yield Slip(
                (*place, "ranking", index),
                "every outcome of this place stands in a higher one already",
                "remove it, or move it up",
                "warning",
            )
        left &= ~true
    if left.any():
        yield Slip(
            (*place, "ranking"),
            f"{int(left.sum())} of {len(outcomes)} {UNPLACED}",
            "they count as worst, all alike; name them if the party tells them apart",
            "warning",
        )


def _any_true(
    statements: Sequence[str], issues: Mapping[str, Issue], outcomes: NDArray[np.intp]
) -> NDArray[np.bool_]:
    masks = [mask(parse_statement(text), issues, outcomes) for text in statements]
    return np.asarray(np.logical_or.reduce(masks), dtype=np.bool_)
