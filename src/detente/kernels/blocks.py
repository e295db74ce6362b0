"""Issues that hang together as one *block*, so that worth is a plain sum over blocks again.

Links, red lines and interactions tie issues; each group of tied issues becomes one block whose
choices are its allowed combinations. Over blocks every problem is additive: nothing but sums of
worths and one mark per choice and party (red line crossed) is left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.kernels.condition import issues_of, true_of
from detente.kernels.outcomes import BoolArray, IntArray, enumerate_outcomes
from detente.kernels.problem import Problem, Quota

MAX_CHOICES = 2**16
"""Most combinations of one group of tied issues that are written out."""


@dataclass(frozen=True)
class Blocks:
    """A problem as independent choices; an outcome is one choice per block."""

    problem: Problem
    """Where it comes from."""
    issues: tuple[tuple[int, ...], ...]
    """Issues of each block, ascending."""
    choices: tuple[IntArray, ...]
    """Options of each choice that the links allow, per block (n_choices, n_issues of the block)."""
    parts: tuple[IntArray, ...]
    """Worth of each choice in units, per block (n_parties, n_choices); int64 or object."""
    crossed: tuple[BoolArray, ...]
    """Where a choice crosses a red line of a party, per block (n_parties, n_choices)."""

    @property
    def consent(self) -> tuple[Quota, ...]:
        """Whose consent makes an outcome a settlement."""
        return self.problem.consent

    @property
    def n_outcomes(self) -> int:
        """Number of outcomes that satisfy the links."""
        return prod(len(choices) for choices in self.choices)

    def outcomes(self, chosen: IntArray) -> IntArray:
        """Return option indices for choices.

        Parameters
        ----------
        chosen : intp array, shape (n_outcomes, n_blocks)
            Index of the choice of each block.

        Returns
        -------
        intp array, shape (n_outcomes, n_issues)
            Option index of each issue of the problem.
        """
        found = np.zeros((len(chosen), len(self.problem.parts)), dtype=np.intp)
        for block, (issues, choices) in enumerate(zip(self.issues, self.choices, strict=True)):
            found[:, list(issues)] = choices[chosen[:, block]]
        return found


def to_blocks(problem: Problem, most: int = MAX_CHOICES) -> Blocks | None:
    """Return a problem as independent blocks.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    most : int
        Most combinations of one group of tied issues, links not looked at.

    Returns
    -------
    Blocks or None
        None where a group has more combinations. A block may have no choice left: then no
        outcome satisfies the links. Links without issues that are false empty the first block.
    """
    groups = _groups(problem)
    if any(prod(problem.n_options[i] for i in group) > most for group in groups):
        return None
    made = [_block(problem, group) for group in groups]
    if made and not all(_constant_holds(problem)):
        choices, parts, crossed = made[0]
        made[0] = choices[:0], parts[:, :0], crossed[:, :0]
    return Blocks(
        problem,
        tuple(groups),
        tuple(choices for choices, _, _ in made),
        tuple(parts for _, parts, _ in made),
        tuple(crossed for _, _, crossed in made),
    )


def _groups(problem: Problem) -> list[tuple[int, ...]]:
    """Return the issues in groups that nothing ties together, by their first issue."""
    ties = [issues_of([link]) for link in problem.links]
    ties += [issues_of([line.never]) for line in problem.lines]
    ties += [issues_of([bonus.when]) for bonus in problem.bonuses]
    groups = [frozenset([issue]) for issue in range(len(problem.parts))]
    for tie in ties:
        joined = frozenset().union(*(group for group in groups if group & tie))
        groups = [group for group in groups if not group & tie] + ([joined] if joined else [])
    return sorted(tuple(sorted(group)) for group in groups)


def _block(problem: Problem, group: tuple[int, ...]) -> tuple[IntArray, IntArray, BoolArray]:
    choices = enumerate_outcomes([problem.n_options[issue] for issue in group])
    within = set(group)
    for link in problem.links:
        about = issues_of([link])
        if about and about <= within:
            choices = choices[true_of(link, choices, group)]
    parts = np.zeros((problem.n_parties, len(choices)), dtype=problem.parts[0].dtype)
    for column, issue in enumerate(group):
        parts = parts + problem.parts[issue][:, choices[:, column]]
    for bonus in problem.bonuses:
        if _belongs(issues_of([bonus.when]), within, group, problem):
            parts[bonus.party][true_of(bonus.when, choices, group)] += bonus.units
    crossed = np.zeros((problem.n_parties, len(choices)), dtype=np.bool_)
    for line in problem.lines:
        if _belongs(issues_of([line.never]), within, group, problem):
            crossed[line.party] |= true_of(line.never, choices, group)
    return choices, parts, crossed


def _belongs(
    about: frozenset[int], within: set[int], group: tuple[int, ...], problem: Problem
) -> bool:
    """Return whether a condition is settled by a group; one without issues by the first."""
    return about <= within if about else 0 in group or len(problem.parts) == 0


def _constant_holds(problem: Problem) -> Iterable[bool]:
    """Yield whether each link that is about no issue is true."""
    nowhere = np.zeros((1, 0), dtype=np.intp)
    for link in problem.links:
        if not issues_of([link]):
            yield bool(true_of(link, nowhere, ())[0])
