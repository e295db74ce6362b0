"""Places, changes, chances and reasons of the forecast as they are read."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from detente.analysis.forecast_values import Distribution, IssueForecast, OptionChance
from detente.analysis.interval import Interval
from detente.analysis.stability_values import Ground
from detente.brief.assumptions import in_language
from detente.brief.blocks import Points
from detente.brief.messages import Messages, Phrase
from detente.brief.quantities import signed
from detente.brief.writer import Pen
from detente.sources.frozen import Label

NOTHING = 0.05
"""Changes smaller than this, in points, are none."""
DOUBT = 0.001
"""Probability that is left to what a forecast holds for impossible."""


class Assumptions:
    """The assumptions behind the places and weights, numbered in the order of the case."""

    def __init__(self, pen: Pen, issues: Iterable[IssueForecast]) -> None:
        self._pen = pen
        grounds = [g for i in issues for p in i.parties if p.known for g in p.grounds]
        spoken = [self._words(ground.assume) for ground in grounds if ground.assume]
        self._numbers = {words: n for n, words in enumerate(dict.fromkeys(spoken), start=1)}

    def named(self, grounds: Iterable[Ground]) -> str:
        """Return the numbers of the assumptions behind something; empty where there is none."""
        spoken = [self._words(ground.assume) for ground in grounds if ground.assume]
        numbers = sorted({self._numbers[words] for words in spoken})
        if not numbers:
            return ""
        listed = self._pen.words.join([str(number) for number in numbers])
        return self._pen.text("forecast.assumptions_named", len(numbers), numbers=listed)

    def listed(self) -> Points | None:
        """Return every assumption with its number; None where there is none."""
        if not self._numbers:
            return None
        said = [
            self._pen.say(
                words,
                marks=(self._pen.mark("assumed"),),
                lead=self._pen.text("forecast.assumption", number=number),
            )
            for words, number in self._numbers.items()
        ]
        return Points(statements=tuple(said))

    def _words(self, assume: str) -> str:
        return in_language(assume, self._pen.words.language)


def label_words(pen: Pen, label: Label) -> str:
    """Return a sentence of the finding in the language of the brief."""
    return label.in_language(pen.words.language)


def range_words(words: Messages, ends: tuple[float, float]) -> str:
    """Return both ends of an interval, also where they are the same."""
    low, high = map(words.number, ends)
    return words.text("number.range", low=low, high=high)


def spread_cell(words: Messages, interval: Interval) -> str:
    """Return the spread over the value sets; empty where there is none."""
    low, high = words.number(interval.low), words.number(interval.high)
    return "" if low == high else words.text("number.range", low=low, high=high)


def share_cell(words: Messages, interval: Interval) -> str:
    """Return a share as a range of percent; empty where it is zero."""
    return words.share_spread(interval) if interval.high > 0 else ""


def change_words(words: Messages, value: float) -> str:
    """Return a change with its sign and one decimal."""
    return signed(words, Fraction(round(value * 10), 10))


def change_spread(words: Messages, interval: Interval) -> str:
    """Return median and range of a change, one number where it has no spread."""
    low, mid, high = (change_words(words, v) for v in (interval.low, interval.mid, interval.high))
    return mid if low == high else words.text("number.spread", low=low, mid=mid, high=high)


def chance_words(pen: Pen, options: Sequence[OptionChance]) -> Phrase:
    """Return the word of a probability with the number; of tied options that of each."""
    term = pen.text(f"forecast.term.{options[0].term}")
    percent = chance_percent(pen.words, options[0].probability)
    return pen.text("forecast.chance", len(options), term=term, percent=percent)


def chance_percent(words: Messages, probability: float) -> str:
    """Return a probability in percent; a forecast is never certain, whatever it adds up to."""
    return words.percent(min(max(probability, DOUBT), 1 - DOUBT))


def likeliest(found: Distribution) -> list[OptionChance]:
    """Return the options with the largest probability, in the order of the case."""
    return [option for option in found.options if option.option in found.most_likely]


def quoted_options(pen: Pen, issue: str, options: Iterable[OptionChance]) -> str:
    """Return options in quotation marks, as a list."""
    shown = [pen.names.option(f"{issue}={option.option}") for option in options]
    return pen.words.join([pen.words.quoted(name) for name in shown])
