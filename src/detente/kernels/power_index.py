"""Exact power of parties in a vote: swings, Banzhaf and Shapley-Shubik, with quotas and vetoes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TypeAlias

from detente.errors import AnalysisError

MAX_SUMS = 2_000_000
"""Most different sums of votes that are counted."""
_Sums: TypeAlias = Counter[tuple[int, ...]]
"""How many coalitions have a size and sums of votes; the size comes first."""


@dataclass(frozen=True)
class Rule:
    """What a coalition needs to decide; all of it at once."""

    votes: tuple[tuple[int, ...], ...]
    """Votes of each party, once for each count (n_counts, n_parties); whole, from 0."""
    quotas: tuple[int, ...]
    """Votes needed in each count (n_counts,)."""
    vetoes: frozenset[int] = frozenset()
    """Parties without which nothing passes."""
    least_members: int = 0
    """Parties needed, whatever their votes."""

    @property
    def n_parties(self) -> int:
        """Return the number of parties."""
        return len(self.votes[0])

    def passes(self, members: int, sums: Sequence[int]) -> bool:
        """Return whether a size and sums of votes suffice; vetoes are not looked at."""
        enough = all(has >= needs for has, needs in zip(sums, self.quotas, strict=True))
        return members >= self.least_members and enough


def rule(
    votes: Sequence[int] | Sequence[Sequence[int]],
    quota: int | Sequence[int],
    *,
    vetoes: Sequence[int] = (),
    least_members: int = 0,
) -> Rule:
    """Return a voting rule, checked.

    Parameters
    ----------
    votes : sequence of int, length n_parties, or several of them
        Votes of each party, whole numbers from 0; several where several counts must be won.
    quota : int, or one for each count
        Votes needed, above 0. More than all votes is refused: nothing could pass.
    vetoes : sequence of int
        Parties without which nothing passes, counted from 0.
    least_members : int
        Number of parties needed besides, whatever their votes.

    Returns
    -------
    Rule
        For the functions below.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nothing can pass.
    """
    several = [tuple(one) for one in votes if isinstance(one, Sequence)]
    counts = tuple(several) or (tuple(v for v in votes if not isinstance(v, Sequence)),)
    quotas = tuple(quota) if isinstance(quota, Sequence) else (quota,)
    if not counts[0] or any(len(one) != len(counts[0]) for one in counts):
        msg = "votes are not one number per party; give each count as many"
        raise AnalysisError(msg)
    if len(quotas) != len(counts):
        msg = f"{len(counts)} counts of votes have {len(quotas)} quotas; give one for each"
        raise AnalysisError(msg)
    if any(vote < 0 or vote != int(vote) for one in counts for vote in one):
        msg = "a number of votes is not whole or below 0; multiply shares until they are whole"
        raise AnalysisError(msg)
    for one, needed in zip(counts, quotas, strict=True):
        if not 0 < needed <= sum(one):
            msg = f"the quota {needed} is not between 1 and the {sum(one)} votes there are"
            raise AnalysisError(msg)
    if not set(vetoes) <= set(range(len(counts[0]))) or least_members > len(counts[0]):
        msg = f"a veto or the least number of members is beyond the {len(counts[0])} parties"
        raise AnalysisError(msg)
    return Rule(counts, quotas, frozenset(vetoes), least_members)


def n_swings(given: Rule) -> tuple[int, ...]:
    """Return in how many coalitions each party is decisive [Banzhaf1965]_.

    Parameters
    ----------
    given : Rule
        From `rule`.

    Returns
    -------
    tuple of int, length n_parties
        Coalitions of others that do not pass, but do with the party.

    Raises
    ------
    AnalysisError
        There are more than `MAX_SUMS` different sums of votes.

    Notes
    -----
    Coalitions are counted by size and sums of votes, party by party: the coefficients of a
    generating function [Brams1976]_, in whole numbers without rounding. A party is then taken out
    again by division, so that n parties cost as much as two passes each. Time and memory
    O(n_parties * n_sums), at most n_parties^2 * quota for one count.

    References
    ----------
    .. [Banzhaf1965] Banzhaf, J. F. (1965). Weighted Voting Doesn't Work: A Mathematical Analysis.
       Rutgers Law Review 19(2), 317-343; as defined in Felsenthal, D. S., Machover, M. (1998). The
       Measurement of Voting Power. Edward Elgar. ISBN 978-1-85898-805-4
    .. [Brams1976] Brams, S. J., Affuso, P. J. (1976). Power and Size: A New Paradox. Theory and
       Decision 7(1-2), 29-56. https://doi.org/10.1007/BF00141101

    Examples
    --------
    The Council of the European Economic Community of 1958: one member has a seat but no say.

    >>> n_swings(rule([4, 4, 4, 2, 2, 1], 12))
    (10, 10, 10, 6, 6, 0)
    """
    return tuple(sum(found.values()) for found in _swings_by_size(given))


def banzhaf(given: Rule) -> tuple[Fraction, ...]:
    """Return each party's part of all swings: the normalized Banzhaf index.

    Parameters
    ----------
    given : Rule
        From `rule`.

    Returns
    -------
    tuple of Fraction, length n_parties
        0 to 1, summing to 1.

    Raises
    ------
    AnalysisError
        There are more than `MAX_SUMS` different sums of votes.
    """
    swings = n_swings(given)
    return tuple(Fraction(own, sum(swings)) for own in swings)


def absolute_banzhaf(given: Rule) -> tuple[Fraction, ...]:
    """Return the chance that a party decides where all others say yes or no evenly.

    Parameters
    ----------
    given : Rule
        From `rule`.

    Returns
    -------
    tuple of Fraction, length n_parties
        0 to 1: swings over the coalitions of the others. Unlike `banzhaf` it can be compared
        between rules, for it does not hide that all have become less able to decide.

    Raises
    ------
    AnalysisError
        There are more than `MAX_SUMS` different sums of votes.
    """
    return tuple(Fraction(own, 2 ** (given.n_parties - 1)) for own in n_swings(given))


def shapley_shubik(given: Rule) -> tuple[Fraction, ...]:
    """Return how often each party is the one that completes a majority [ShapleyShubik1954]_.

    Parameters
    ----------
    given : Rule
        From `rule`.

    Returns
    -------
    tuple of Fraction, length n_parties
        Part of all orders in which the parties can join, 0 to 1, summing to 1.

    Raises
    ------
    AnalysisError
        There are more than `MAX_SUMS` different sums of votes.

    References
    ----------
    .. [ShapleyShubik1954] Shapley, L. S., Shubik, M. (1954). A Method for Evaluating the
       Distribution of Power in a Committee System. American Political Science Review 48(3),
       787-792. https://doi.org/10.2307/1951053

    Examples
    --------
    >>> [str(part) for part in shapley_shubik(rule([4, 4, 4, 2, 2, 1], 12))]
    ['7/30', '7/30', '7/30', '3/20', '3/20', '0']
    """
    n = given.n_parties
    return tuple(
        Fraction(
            sum(count * factorial(size) * factorial(n - size - 1) for size, count in own.items()),
            factorial(n),
        )
        for own in _swings_by_size(given)
    )


def _swings_by_size(given: Rule) -> list[dict[int, int]]:
    """Return each party's swings by the size of the coalition it joins."""
    free = [party for party in range(given.n_parties) if party not in given.vetoes]
    start = tuple(sum(one[party] for party in given.vetoes) for one in given.votes)
    sums: _Sums = Counter({(len(given.vetoes), *start): 1})
    for party in free:
        sums = _joined(sums, _step(given, party))
    known: dict[tuple[bool, tuple[int, ...]], dict[int, int]] = {}
    found = []
    for party in range(given.n_parties):
        is_needed, step = party in given.vetoes, _step(given, party)
        if (is_needed, step) not in known:
            known[is_needed, step] = (
                _with_veto(given, sums) if is_needed else _swings(given, _left(sums, step), step)
            )
        found.append(known[is_needed, step])
    return found


def _step(given: Rule, party: int) -> tuple[int, ...]:
    return (1, *(one[party] for one in given.votes))


def _joined(sums: _Sums, step: tuple[int, ...]) -> _Sums:
    """Return the sums with a party in or out."""
    grown = Counter(sums)
    for key, count in sums.items():
        grown[tuple(k + s for k, s in zip(key, step, strict=True))] += count
    if len(grown) > MAX_SUMS:
        msg = f"votes make more than {MAX_SUMS} different sums; give them as smaller whole numbers"
        raise AnalysisError(msg)
    return grown


def _left(sums: _Sums, step: tuple[int, ...]) -> _Sums:
    """Return the sums without a party, smallest coalitions first."""
    left: _Sums = Counter()
    for key in sorted(sums):
        before = tuple(k - s for k, s in zip(key, step, strict=True))
        count = sums[key] - left.get(before, 0)
        if count:
            left[key] = count
    return left


def _swings(given: Rule, others: _Sums, step: tuple[int, ...]) -> dict[int, int]:
    swings: Counter[int] = Counter()
    for key, count in others.items():
        after = tuple(k + s for k, s in zip(key, step, strict=True))
        if given.passes(after[0], after[1:]) and not given.passes(key[0], key[1:]):
            swings[key[0]] += count
    return dict(swings)


def _with_veto(given: Rule, sums: _Sums) -> dict[int, int]:
    """Return the swings of a party with a veto: every coalition that passes."""
    swings: Counter[int] = Counter()
    for key, count in sums.items():
        if given.passes(key[0], key[1:]):
            swings[key[0] - 1] += count
    return dict(swings)
