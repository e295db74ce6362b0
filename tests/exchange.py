"""What a case says a party gets, in fractions: the slow twin of every exchange."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from detente.case.model import Case, Value

UNKNOWN = Value(low=0, high=100)


def outcomes(case: Case) -> Iterator[tuple[int, ...]]:
    """Yield every outcome as the numbers of its options."""
    yield from product(*(range(len(issue.options)) for issue in case.issues.values()))


def exact_worth(case: Case, party: str, choice: Sequence[int]) -> Fraction:
    """Return the worth of an outcome in the middle of all ranges, interactions left out."""
    wanted = case.preferences[party].issues
    total = weights = Fraction(0)
    plain = Fraction(0)
    for (issue, item), index in zip(case.issues.items(), choice, strict=True):
        option = list(item.options)[index]
        preference = wanted.get(issue)
        score = Fraction(50)
        salience = Fraction(50)
        if preference is not None:
            salience = preference.salience.exact_mid
            best = Value(low=100, high=100) if option == preference.ideal else UNKNOWN
            score = preference.scores.get(option, best).exact_mid
        total += salience * score
        weights += salience
        plain += score
    return total / weights if weights else plain / len(case.issues)


def gains(case: Case, party: str, choices: Sequence[Sequence[int]]) -> list[Fraction]:
    """Return worth minus no deal of outcomes, then the no-deal value itself."""
    no_deal = case.preferences[party].no_deal.exact_mid
    return [*(exact_worth(case, party, choice) - no_deal for choice in choices), no_deal]


def ratio(first: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction | None:
    """Return the positive factor from one row of numbers to another; None where there is none."""
    pairs = list(zip(first, other, strict=True))
    factors = {b / a for a, b in pairs if a != 0}
    zeros = all((a == 0) == (b == 0) for a, b in pairs)
    if not zeros or len(factors) > 1 or any(factor <= 0 for factor in factors):
        return None
    return factors.pop() if factors else Fraction(1)
