"""Small negotiations drawn at random, and everything about them by brute force in fractions."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import numpy as np
from hypothesis import strategies as st

from detente.kernels.condition import All, Any, Condition, In
from detente.kernels.problem import Line, Problem, Quota
from detente.kernels.sums import Bonus

Outcome = tuple[int, ...]


def problem_of(parts, **given):
    """Return a problem without links, lines and interactions unless given; all must accept."""
    parts = tuple(np.array(part) for part in parts)
    n_parties = len(parts[0])
    everyone = tuple(range(n_parties))
    usual = {
        "bonuses": (),
        "links": (),
        "lines": (),
        "no_deal": (0,) * n_parties,
        "consent": (Quota(everyone, n_parties),),
        "table": everyone,
        "unit": (Fraction(1),) * n_parties,
        "influence": (Fraction(1),) * n_parties,
    }
    usual.update(given)
    usual.setdefault("floor", usual["no_deal"])
    return Problem(parts=parts, **usual)


def outcomes(problem: Problem) -> Iterator[Outcome]:
    """Yield every outcome, links not looked at."""
    return product(*(range(n) for n in problem.n_options))


def holds(condition: Condition, outcome: Outcome) -> bool:
    """Return whether a condition is true of an outcome."""
    match condition:
        case In(issue, options):
            return outcome[issue] in options
        case All(parts):
            return all(holds(part, outcome) for part in parts)
        case Any(parts):
            return any(holds(part, outcome) for part in parts)


def worth(problem: Problem, outcome: Outcome) -> list[int]:
    """Return the worth of an outcome to each party, in units."""
    found = [
        sum(int(part[party, option]) for part, option in zip(problem.parts, outcome, strict=True))
        for party in range(problem.n_parties)
    ]
    for bonus in problem.bonuses:
        if holds(bonus.when, outcome):
            found[bonus.party] += bonus.units
    return found


def accepts(problem: Problem, outcome: Outcome, party: int) -> bool:
    """Return whether a party accepts an outcome."""
    crossed = any(line.party == party and holds(line.never, outcome) for line in problem.lines)
    return not crossed and worth(problem, outcome)[party] >= problem.floor[party]


def allowed(problem: Problem) -> list[Outcome]:
    """Return the outcomes that satisfy the links."""
    return [o for o in outcomes(problem) if all(holds(link, o) for link in problem.links)]


def settlements(problem: Problem) -> list[Outcome]:
    """Return the outcomes whose links hold and whose quotas are met."""
    return [
        outcome
        for outcome in allowed(problem)
        if all(
            sum(accepts(problem, outcome, party) for party in quota.members) >= quota.least
            for quota in problem.consent
        )
    ]


def beats(some: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Return whether a vector is at least as good for all and better for one."""
    return some != other and all(a >= b for a, b in zip(some, other, strict=True))


def frontier(problem: Problem) -> dict[tuple[int, ...], list[Outcome]]:
    """Return the efficient vectors at the table with all their settlements, best first."""
    found: dict[tuple[int, ...], list[Outcome]] = {}
    for outcome in settlements(problem):
        of_all = worth(problem, outcome)
        found.setdefault(tuple(of_all[party] for party in problem.table), []).append(outcome)
    kept = [v for v in found if not any(beats(other, v) for other in found)]
    return {vector: found[vector] for vector in sorted(kept, reverse=True)}


def conditions(n_options: tuple[int, ...]) -> st.SearchStrategy[Condition]:
    """Return a strategy for conditions on up to three issues."""
    membership = st.integers(0, len(n_options) - 1).flatmap(
        lambda issue: st.frozensets(st.integers(0, n_options[issue] - 1)).map(
            lambda options: In(issue, options)
        )
    )
    several = st.lists(membership, min_size=1, max_size=2).map(tuple)
    return st.one_of(membership, several.map(All), several.map(Any))


@st.composite
def problems(draw, largest: int = 6, big: bool = False) -> Problem:
    """One to four parties on one to four issues, with everything a problem can have."""
    n_parties = draw(st.integers(1, 4))
    n_options = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    factor = draw(st.sampled_from([1, 10**20])) if big else 1
    dtype = object if factor > 1 else np.int64
    value = st.integers(-1, largest)
    parts = tuple(
        np.array([[draw(value) * factor for _ in range(n)] for _ in range(n_parties)], dtype=dtype)
        for n in n_options
    )
    party = st.integers(0, n_parties - 1)
    condition = conditions(n_options)
    bonus = st.builds(Bonus, party, condition, st.integers(-3, 3).map(lambda x: x * factor))
    members = st.sets(party, min_size=1).map(lambda chosen: tuple(sorted(chosen)))
    quota = members.flatmap(lambda m: st.builds(Quota, st.just(m), st.integers(1, len(m))))
    no_deal = [draw(st.integers(-2, largest + 2)) * factor for _ in range(n_parties)]
    return Problem(
        parts=parts,
        bonuses=tuple(draw(st.lists(bonus, max_size=2))),
        links=tuple(draw(st.lists(condition, max_size=1))),
        lines=tuple(draw(st.lists(st.builds(Line, party, condition), max_size=3))),
        no_deal=tuple(no_deal),
        floor=tuple(least + draw(st.integers(0, 2)) * factor for least in no_deal),
        consent=tuple(draw(st.lists(quota, max_size=2))),
        table=tuple(sorted(draw(st.sets(party, min_size=1)))),
        unit=tuple(
            draw(st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(5, 2)]))
            for _ in range(n_parties)
        ),
        influence=tuple(Fraction(draw(st.integers(0, 3))) for _ in range(n_parties)),
    )
