"""Exact amounts and counts as they are read: parts that add up, signs kept, powers of ten."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, log10
from typing import Literal

from babel.numbers import format_decimal

from detente.analysis.exact import Amount, Count
from detente.brief.messages import MINUS, Messages, Phrase

Way = Literal["nearest", "down", "up"]
"""How a number is rounded: bounds away from what they bound."""
SHORT = 9
"""Digits from which on a count is shown as a power of ten."""
WHOLE = 18
"""Digits up to which a sentence gives all of them besides."""
_ROUNDINGS: dict[Way, Callable[[Fraction], int]] = {"nearest": round, "down": floor, "up": ceil}
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def exactly(amount: Amount) -> Fraction:
    """Return an amount as a fraction."""
    return Fraction(amount.exact)


def exactly_read(value: float) -> Fraction:
    """Return a number as a fraction, without the dust of floats behind the ninth decimal."""
    return Fraction(str(round(value, 9)))


def places_for(amounts: Iterable[Fraction]) -> int:
    """Return how many decimals amounts are shown with: none where all are whole, else one."""
    return 0 if all(amount.denominator == 1 for amount in amounts) else 1


def adding_up(parts: Sequence[Fraction], places: int) -> list[int]:
    """Return parts in units of the last decimal that add up to their rounded sum.

    Every part is rounded down, and those cut by most get what is missing (the method of largest
    remainders; of equals the first). A part is off by less than one unit; what is exact stays.
    """
    scaled = [part * 10**places for part in parts]
    shown = [floor(part) for part in scaled]
    missing = round(sum(scaled, Fraction(0))) - sum(shown)
    for place in sorted(range(len(parts)), key=lambda n: (shown[n] - scaled[n], n))[:missing]:
        shown[place] += 1
    return shown


def signed(words: Messages, value: Fraction, places: int = 1, shown: int | None = None) -> str:
    """Return a gain or loss with its sign, which stays where all decimals are zero.

    `shown` is the value in units of the last decimal where it must add up with others.
    """
    units = round(value * 10**places) if shown is None else shown
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{decimal(words, Fraction(abs(units), 10**places), places)}"


def decimal(words: Messages, value: Fraction | float, places: int) -> str:
    """Return a number without a sign of its own, with this many decimals."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    rounded = Fraction(round(value * 10**places), 10**places)
    text = format_decimal(float(rounded), format=pattern, locale=words.locale)
    return str(text).replace("-", MINUS)


def figure(words: Messages, value: float) -> str:
    """Return a number of any size with about three digits that count."""
    if value == 0:
        return words.number(0)
    size = floor(log10(abs(value)))
    if size >= SHORT - 3:
        return count(words, round(value), short=0)
    if size < -3:
        return _power(words, round(value * 10.0 ** (1 - size)), size)
    return decimal(words, value, max(0, 2 - size))


def figure_up(words: Messages, value: float) -> str:
    """Return a bound with about three digits that count, never below what it bounds."""
    if value <= 0:
        return figure(words, value)
    unit = Fraction(10) ** max(0, 2 - floor(log10(value)))
    return figure(words, float(ceil(Fraction(str(value)) * unit) / unit))


def rough(words: Messages, n: int, way: Way = "nearest") -> str:
    """Return an estimated count with no more than three digits that count."""
    unit = 10 ** max(0, len(str(n)) - 3)
    return count(words, _ROUNDINGS[way](Fraction(n, unit)) * unit, way)


def count(words: Messages, n: int, way: Way = "nearest", short: int = SHORT) -> str:
    """Return a count: all digits, or two and a power of ten from `short` digits on."""
    digits = len(str(n))
    if digits <= max(short, 2):
        return words.number(n)
    unit = 10 ** (digits - 2)
    return _power(words, _ROUNDINGS[way](Fraction(n, unit)), digits - 1)


def counted(words: Messages, found: Count) -> Phrase:
    """Return a count for a sentence: exact, or between what bounds it."""
    if found.low == found.high:
        whole, short = words.number(found.low), count(words, found.low)
        if SHORT < len(str(found.low)) <= WHOLE:
            return words.text("count.both", whole=whole, short=short)
        return Phrase(short)
    low, high = count(words, found.low, "down"), count(words, found.high, "up")
    if found.low == 0:
        return words.text("count.at_most", high=high)
    return words.text("count.between", low=low, high=high)


def count_cell(words: Messages, found: Count) -> str:
    """Return a count for a table."""
    if found.low == found.high:
        return count(words, found.low)
    low, high = count(words, found.low, "down"), count(words, found.high, "up")
    return words.text("number.range", low=low, high=high)


def grammatical(found: Count) -> int:
    """Return 1 where the count takes the singular, else 2."""
    return 1 if found.low == found.high == 1 else 2


def share_of_all(words: Messages, share: float) -> str:
    """Return a share in percent with one decimal."""
    text = decimal(words, 100 * share, 1)
    return words.text("number.percent", value=text)


def _power(words: Messages, tens: int, size: int) -> str:
    """Return ``9,5 × 10¹³`` for 95 tenths and 13."""
    if tens >= 100:
        tens, size = round(tens / 10), size + 1
    mantissa = decimal(words, Fraction(tens, 10), 1)
    return f"{mantissa}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10{str(size).translate(SUPERSCRIPTS)}"
