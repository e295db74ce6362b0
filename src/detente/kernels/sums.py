"""Worth of many outcomes at once: whole units of any size, added exactly column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.kernels.condition import Condition, true_of
from detente.kernels.outcomes import FloatArray, IntArray

BITS = 40
"""Bits of one digit of units beyond 64 bits; so many digits can be added that no sum overflows."""


@dataclass(frozen=True)
class Bonus:
    """Worth that a combination of options adds for one party: an interaction."""

    party: int
    """Row of the party."""
    when: Condition
    """Where it is added."""
    units: int
    """How much, in units of the party; may be negative."""


class Sums:
    """Sums of what options add, in digits where units are beyond 64 bits.

    Parameters
    ----------
    parts : sequence of int64 or object arrays, shape (n_parties, n_options)
        What each option of each issue adds, in units of each party.
    bonuses : sequence of Bonus
        What combinations of options add.
    largest : int
        Largest number that sums are compared with.

    Notes
    -----
    Every number is split into digits of `BITS` bits, the last with the sign; digits are added as
    64-bit numbers and carried at the end, many times faster than Python integers.
    """

    def __init__(
        self, parts: Sequence[IntArray], bonuses: Sequence[Bonus], largest: int = 0
    ) -> None:
        self.columns = tuple(range(len(parts)))
        numbers = [largest, *(bonus.units for bonus in bonuses)]
        numbers += [end for part in parts for end in (int(part.min()), int(part.max()))]
        bits = max(abs(number) for number in numbers).bit_length()
        self.n_digits = bits // BITS + 1 if parts[0].dtype == object else 1
        self.parts = [self._split(part) for part in parts]
        self.bonuses = [(b.party, b.when, self._split_one(b.units)) for b in bonuses]

    def above(self, outcomes: IntArray, rows: Sequence[int], base: Sequence[int]) -> IntArray:
        """Return by how much outcomes are worth more than something, in digits.

        Parameters
        ----------
        outcomes : intp array, shape (n_outcomes, n_issues)
            Option index of each issue.
        rows : sequence of int
            Rows of the parties.
        base : sequence of int
            What is taken away for each of them, in its units.

        Returns
        -------
        int64 array, shape (n_digits, len(rows), n_outcomes)
            The lowest digit first, each but the last from 0 to 2^BITS - 1; the last has the sign.
        """
        less = self._split(np.array(base, dtype=object)[:, None])
        total = np.repeat(-less, len(outcomes), axis=2)
        for issue, part in enumerate(self.parts):
            total += part[:, list(rows)][:, :, outcomes[:, issue]]
        for party, when, units in self.bonuses:
            if party in rows:
                holds = true_of(when, outcomes, self.columns)
                total[:, rows.index(party)] += units[:, None] * holds
        return carried(total)

    def _split(self, units: IntArray) -> IntArray:
        if self.n_digits == 1:
            return units.astype(np.int64)[None]
        digits = []
        for _ in range(self.n_digits - 1):
            digits.append((units & ((1 << BITS) - 1)).astype(np.int64))
            units = units >> BITS
        return np.stack([*digits, units.astype(np.int64)])

    def _split_one(self, units: int) -> IntArray:
        return self._split(np.array([units], dtype=object))[:, 0]


def carried(digits: IntArray) -> IntArray:
    """Return the same numbers with each digit but the last from 0 to 2^BITS - 1, likewise shaped.

    Parameters
    ----------
    digits : int64 array, shape (n_digits, ...)
        The lowest first; changed.
    """
    for place in range(len(digits) - 1):
        digits[place + 1] += digits[place] >> BITS
        digits[place] &= (1 << BITS) - 1
    return digits


def as_floats(digits: IntArray, weights: FloatArray) -> FloatArray:
    """Return numbers in digits as floats, each within a few units in its last place.

    Parameters
    ----------
    digits : int64 array, shape (n_digits, n_rows, n_columns)
        As `Sums.above` returns them.
    weights : float64 array, shape (n_digits, n_rows)
        What 1 as a digit is worth in the unit wanted.

    Returns
    -------
    float64 array, shape (n_rows, n_columns)
        In the unit of `weights`.
    """
    if len(digits) > 1:
        sign = np.where(digits[-1] < 0, -1, 1)
        digits = carried(digits * sign) * sign
    return np.asarray((digits * weights[:, :, None]).sum(axis=0))
