"""How little of what a party wants must change for it to leave, and what it would have to want."""

from fractions import Fraction

import numpy as np

from detente.analysis.axes import preference_of, score_of
from detente.analysis.graph import CaseGraph, MoveGraph, Surroundings
from detente.analysis.grounds import ground
from detente.analysis.stability_values import Concept, Swaps, Wish
from detente.case.model import Outcome
from detente.kernels.fragility import ScoreChange, fragility, score_change
from detente.kernels.inverse import inverse
from detente.kernels.outcomes import IntArray

MAX_RAISED = 12
"""Most outcomes listed that a party would have to prefer."""
MAX_SETS = 6
"""Most sets of outcomes listed of either kind."""
MAX_WHOLE = 2**60
"""Worths up to this fit into int64 with room for a difference."""


def swaps(graph: MoveGraph, row: int, state: int, concept: Concept) -> Swaps:
    """Return how little must change for a party to leave a state, or to stay there.

    Parameters
    ----------
    graph : MoveGraph
        Who can move where and wants what.
    row : int
        The party.
    state : int
        Where it is.
    concept : str
        Under which it stays, or would.

    Returns
    -------
    Swaps
        In exchanges of neighbors and, where the party has points, in one score, points of 100.
    """
    around = graph.around(state)
    here = around.local(state)
    found = fragility(around.graph, around.rank, row, here, concept)
    party = graph.parties[row]
    plain = Swaps(
        party=party,
        concept=concept,
        stays=found.stable,
        direction="sinks" if found.stable else "rises",
        swaps=found.swaps,
        raised=_outcomes(graph, around, found.passed[:MAX_RAISED]),
        until=None if found.pivot is None else graph.outcome(around.whole(found.pivot)),
        move=None if found.improvement is None else graph.outcome(around.whole(found.improvement)),
    )
    if found.swaps is None or not isinstance(graph, CaseGraph):
        return plain
    nearest = _nearest_score(graph, around, row, state, concept, stays=found.stable)
    if nearest is None:
        return plain
    issue, option, score, becomes, beyond = nearest
    own = graph.outcome(state)[issue] == option
    preference = preference_of(graph.case, party)
    wish = preference.issues.get(issue)
    return plain.model_copy(
        update={
            "path": f"preferences.{party}.issues.{issue}.scores.{option}",
            "score": float(score),
            "becomes": float(becomes),
            "score_direction": "down" if own is found.stable else "up",
            "beyond": beyond,
            "grounds": (
                ground(f"preferences.{party}.issues.{issue}", score_of(wish, option), wish),
            ),
        }
    )


def wish(
    graph: MoveGraph, row: int, state: int, concept: Concept, *, holds: bool, seed: int
) -> Wish:
    """Return what a party would have to prefer to stay at a state under a concept.

    `row` is the party, `holds` whether it stays as things are; `seed` is for random orders, where
    there are too many outcomes to count them exactly.
    """
    around = graph.around(state)
    found = inverse(
        around.graph, around.rank, row, around.local(state), concept, most_states=255, seed=seed
    )
    return Wish(
        party=graph.parties[row],
        concept=concept,
        holds=holds,
        share=found.share,
        low=found.low,
        high=found.high,
        exact=found.exact,
        n_matter=len(found.matter),
        complete=found.complete and max(len(found.keep_below), len(found.leaves_if)) <= MAX_SETS,
        keep_below=tuple(_outcomes(graph, around, some) for some in found.keep_below[:MAX_SETS]),
        not_above=tuple(_outcomes(graph, around, some) for some in found.leaves_if[:MAX_SETS]),
    )


def _outcomes(
    graph: MoveGraph, around: Surroundings, states: IntArray | tuple[int, ...]
) -> tuple[Outcome, ...]:
    return tuple(graph.outcome(around.whole(int(state))) for state in states)


def _nearest_score(
    graph: CaseGraph, around: Surroundings, row: int, state: int, concept: Concept, *, stays: bool
) -> tuple[str, str, Fraction, Fraction, bool] | None:
    """Return the score that needs the smallest change: issue, option, score, what it becomes."""
    there = graph.rows[row]
    party = graph.parties[row]
    units = graph.orders.units[there]
    if units is None or preference_of(graph.case, party).ordinal:
        return None
    if max(abs(int(units.min())), abs(int(units.max()))) > MAX_WHOLE:
        return None
    scores = units[around.states].astype(np.int64)
    crossed = graph.orders.crossed[there, around.states]
    # Further below than any score from 0 to 100 can make up for.
    most = int(100 / graph.orders.unit[there])
    if most > MAX_WHOLE:
        return None
    scores -= crossed * (int(np.ptp(scores)) + most + 1)
    arrays, problem = graph.ready.arrays, graph.orders.problem
    best: tuple[Fraction, str, str, Fraction, Fraction, bool] | None = None
    for axis, issue in enumerate(arrays.issues):
        weight = problem.weights[there][axis]
        options = graph.orders.outcomes[around.states, axis]
        if not weight or (options == options[0]).all():
            continue
        for place, option in enumerate(arrays.options[axis]):
            found = score_change(
                around.graph, around.rank, row, around.local(state), concept, scores,
                options == place,
            )  # fmt: skip
            if found is None or found.stable is not stays:
                continue
            change = _points(found, graph.orders.unit[there]) / weight
            wish = preference_of(graph.case, party).issues.get(issue)
            score = score_of(wish, option).exact_mid
            becomes = score + change
            if 0 <= becomes <= 100 and not (found.beyond and becomes in (0, 100)):
                new = (abs(change), issue, option, score, becomes, found.beyond)
                best = new if best is None else min(best, new)
    return None if best is None else best[1:]


def _points(found: ScoreChange, unit: Fraction) -> Fraction:
    return Fraction(found.change) * unit
