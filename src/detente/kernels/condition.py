"""Conditions on outcomes, on plain indices: what red lines, links and interactions are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from detente.kernels.outcomes import BoolArray, IntArray


@dataclass(frozen=True, slots=True)
class In:
    """True where an issue is settled by one of some options."""

    issue: int
    """Issue, from 0."""
    options: frozenset[int]
    """Options, from 0; none: never true."""


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is; without parts always true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True where one part is at least; without parts never true."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = In | All | Any


def negated(condition: Condition, n_options: tuple[int, ...]) -> Condition:
    """Return the condition that is true exactly where `condition` is not.

    Parameters
    ----------
    condition : Condition
        A condition on the issues of `n_options`.
    n_options : tuple of int
        Number of options of each issue.

    Returns
    -------
    Condition
        Without a "not": memberships are complemented, "all" and "any" exchanged.
    """
    match condition:
        case In(issue, options):
            return In(issue, frozenset(range(n_options[issue])) - options)
        case All(parts):
            return Any(tuple(negated(part, n_options) for part in parts))
        case Any(parts):
            return All(tuple(negated(part, n_options) for part in parts))


def issues_of(conditions: Iterable[Condition]) -> frozenset[int]:
    """Return the issues that some conditions are about."""
    found: set[int] = set()
    for condition in conditions:
        match condition:
            case In(issue, _):
                found.add(issue)
            case All(parts) | Any(parts):
                found |= issues_of(parts)
    return frozenset(found)


def true_of(condition: Condition, outcomes: IntArray, columns: tuple[int, ...]) -> BoolArray:
    """Return of which outcomes a condition is true.

    Parameters
    ----------
    condition : Condition
        What is asked of each outcome.
    outcomes : intp array, shape (n_outcomes, n_columns)
        Option index per column.
    columns : tuple of int, length n_columns
        Issue of each column; holds all issues of the condition.

    Returns
    -------
    bool array, shape (n_outcomes,)
    """
    match condition:
        case In(issue, options):
            column = outcomes[:, columns.index(issue)]
            table = np.zeros(int(column.max(initial=0)) + 1, dtype=np.bool_)
            table[[option for option in options if option < len(table)]] = True
            return np.asarray(table[column], dtype=np.bool_)
        case All(parts):
            found = np.ones(len(outcomes), dtype=np.bool_)
            for part in parts:
                found &= true_of(part, outcomes, columns)
            return found
        case Any(parts):
            found = np.zeros(len(outcomes), dtype=np.bool_)
            for part in parts:
                found |= true_of(part, outcomes, columns)
            return found
