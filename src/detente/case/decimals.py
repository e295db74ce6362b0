"""Fractions as decimals: read exactly, written exactly, scaled until a decimal can write them."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

MAX_DIGITS = 100
"""Most digits before or after the point of a number that is read."""
WRITTEN_DIGITS = 60
"""Most digits of a number that is written; longer ones are rounded, and that is said."""
ROUNDED_DIGITS = 17
_DECIMAL = re.compile(
    rf"[+-]?(\d{{1,{MAX_DIGITS}}}\.?\d{{0,{MAX_DIGITS}}}|\.\d{{1,{MAX_DIGITS}}})([eE][+-]?\d{{1,2}})?",
    re.ASCII,
)


def exact(text: str) -> Fraction:
    """Return the number that `text` writes, exactly; `ValueError` where it is none or huge."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def places(number: Fraction) -> int | None:
    """Return how many digits after the point write a number exactly; None where none do."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def short(number: Fraction) -> bool:
    """Whether a decimal of at most `WRITTEN_DIGITS` digits writes a number exactly."""
    digits = places(number)
    if digits is None or digits > WRITTEN_DIGITS:
        return False
    return abs(number) < Fraction(10) ** (WRITTEN_DIGITS - digits)


def decimal(number: Fraction) -> str:
    """Return a number as a decimal: exactly where it is `short`, else rounded to 17 places."""
    if not short(number):
        number = Fraction(round(number * 10**ROUNDED_DIGITS), 10**ROUNDED_DIGITS)
    digits = places(number) or 0
    whole = str(abs(number.numerator) * 10**digits // number.denominator).zfill(digits + 1)
    sign = "-" if number < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)


def decimal_factor(numbers: Sequence[Fraction]) -> Fraction:
    """Return a factor above 0.1, at most 1, that makes decimals of all `numbers`.

    1 where they are decimals already, and where only numbers too long to be written would do.
    """
    common = lcm(*(number.denominator for number in numbers))
    while common % 2 == 0:
        common //= 2
    while common % 5 == 0:
        common //= 5
    power = 1
    while power < common:
        power *= 10
    factor = Fraction(common, power)
    return factor if all(short(number * factor) for number in numbers) else Fraction(1)
