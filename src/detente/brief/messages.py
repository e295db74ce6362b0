"""Words, numbers, dates and shares in the language of the brief; catalogues are gettext files."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from detente.analysis.finding import Interval, Share
from detente.reading.act import Time
from detente.sources.frozen import Language

LOCALES: dict[Language, str] = {"de": "de_DE", "en": "en_US"}
MINUS = "\N{MINUS SIGN}"


class Phrase(str):
    """Words that may open a sentence: `cap` gives them with a capital."""

    __slots__ = ()

    @property
    def cap(self) -> str:
        """The words with a capital first letter."""
        return self[:1].upper() + self[1:]


@cache
def catalogue(language: Language) -> Catalog:
    """Return the messages of `language`."""
    content = files("detente.brief").joinpath("catalogue", f"{language}.po").read_bytes()
    return read_po(BytesIO(content), locale=language, abort_invalid=True)


class Messages:
    """The catalogue of one language with its ways to write numbers and dates."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = LOCALES[language]
        self.certain = False
        """Whether the case has no range: what holds is then told plainly, not as a share."""
        self._texts: dict[str, tuple[str, ...]] = {}
        for message in catalogue(language):
            key = message.id if isinstance(message.id, str) else message.id[0]
            texts = message.string or ""
            self._texts[key] = (texts,) if isinstance(texts, str) else tuple(texts)

    def text(self, key: str, count: int = 1, /, **fields: object) -> Phrase:
        """Return the message called `key`; `count` selects singular (1) or plural.

        Raises `KeyError` where the catalogue has no such message.
        """
        texts = self._texts[key]
        return Phrase(texts[-1 if count != 1 else 0].format(count=self.number(count), **fields))

    def language_name(self, code: str) -> str:
        """Return what a language is called; its code where it has no name."""
        key = f"language.{code}"
        return self.text(key) if key in self._texts else _names_of_languages(self.language, code)

    def number(self, value: float) -> str:
        """Return a whole number."""
        return str(format_decimal(round(value), locale=self.locale)).replace("-", MINUS)

    def points(self, value: float) -> str:
        """Return whole points with their sign: gain or loss."""
        rounded = round(value)
        return f"+{self.number(rounded)}" if rounded > 0 else self.number(rounded)

    def spread(self, interval: Interval) -> str:
        """Return median and range of a gain or loss."""
        low, mid, high = (self.points(v) for v in (interval.low, interval.mid, interval.high))
        if low == high:
            return mid
        return self.text("number.spread", low=low, mid=mid, high=high)

    def count_spread(self, interval: Interval) -> str:
        """Return the range of a count, as one number where it has no spread."""
        low, high = self.number(interval.low), self.number(interval.high)
        return low if low == high else self.text("number.range", low=low, high=high)

    def share_spread(self, interval: Interval) -> str:
        """Return median and range of a share."""
        low, mid, high = (self.percent(v) for v in (interval.low, interval.mid, interval.high))
        if low == high:
            return mid
        return self.text("number.spread", low=low, mid=mid, high=high)

    def whole_percent(self, value: float) -> Phrase:
        """Return a share as whole percent, as part of a sentence."""
        return self.text("share.whole", percent=round(100 * value))

    def share_short(self, share: Share) -> Phrase:
        """Return a share after another one of the same value sets: ``in 12 percent``."""
        if share.n in (0, share.of) or share.of < 100:
            return self.share(share)
        whole = min(max(round(100 * share.n / share.of), 1), 99)
        return self.text("share.short", percent=whole)

    def percent(self, value: float) -> str:
        """Return a share as whole percent; nearly nothing and nearly all keep their doubt."""
        if 0 < value < 0.01:
            return self.text("share.below_one", percent=self._percent(0.01))
        if 0.99 < value < 1:
            return self.text("share.above_99", percent=self._percent(0.99))
        return self._percent(value)

    def share(self, share: Share) -> Phrase:
        """Return in how many plausible value sets something holds, as part of a sentence."""
        if share.of == 0:
            return self.text("share.none_examined")
        if share.n in (0, share.of):
            return self.text("share.every" if share.n else "share.no")
        if share.of < 100:
            return self.text("share.counted", n=share.n, of=share.of)
        whole = min(max(round(100 * share.n / share.of), 1), 99)
        if 200 * share.n < share.of:
            return self.text("share.rarely", percent=whole)
        if 200 * (share.of - share.n) < share.of:
            return self.text("share.nearly_every", percent=whole)
        return self.text("share.percent", percent=whole)

    def share_cell(self, share: Share) -> str:
        """Return in how many plausible value sets something holds, for a table."""
        if share.of == 0:
            return self.text("share.cell_none_examined")
        if self.certain:
            return self.text("share.cell_yes" if share.n else "share.cell_no")
        if share.n in (0, share.of):
            return self.text("share.cell_all" if share.n else "share.cell_none")
        if share.of < 100:
            return self.text("share.cell_counted", n=share.n, of=share.of)
        return self.percent(share.n / share.of)

    def day(self, day: date) -> str:
        """Return a day, written out."""
        return str(format_date(day, "long", locale=self.locale))

    def time(self, time: Time | None) -> str:
        """Return when something took place, no more exactly than the source says."""
        if time is None or (time.start is None and time.end is None):
            words = time.span.quote if time is not None and time.span is not None else None
            return self.quoted(words) if words else self.text("time.unknown")
        start, end = time.start, time.end
        if time.basis == "published" and end is not None:
            return self.text("time.reported", day=self.day(end))
        if start is None or end is None:
            key, day = ("time.until", end) if start is None else ("time.since", start)
            return self.text(key, day=self.day(day)) if day else self.text("time.unknown")
        if start == end:
            return self.day(start)
        return self._period(start, end)

    def _period(self, start: date, end: date) -> str:
        after = end + timedelta(days=1)
        if start.day == 1 and after.day == 1 and start.year == end.year:
            if start.month == end.month:
                return str(format_skeleton("yMMMM", start, locale=self.locale))
            if (start.month, after.month) == (1, 1):
                return str(start.year)
        return self.text("time.between", start=self.day(start), end=self.day(end))

    def join(self, items: Sequence[str]) -> str:
        """Return items as a list in a sentence: a, b and c."""
        return str(format_list(list(items), locale=self.locale)) if items else ""

    def quoted(self, words: str) -> str:
        """Return words in the quotation marks of the language."""
        return self.text("quote.marks", words=words)

    def _percent(self, value: float) -> str:
        return str(format_percent(round(value, 2), locale=self.locale))


def _names_of_languages(language: Language, code: str) -> str:
    return str(Locale(language).languages.get(code, code))
