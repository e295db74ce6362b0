"""The written forms of dates: patterns over a sentence with single blanks.

A piece in angle brackets, such as ``<M>`` for the names of months, comes from `time_words`;
what a form means is worked out in `time_resolve`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from detente.reading import time_resolve as resolve
from detente.reading.time_resolve import Days, Setting
from detente.reading.time_words import words_of_time
from detente.sources.frozen import Language

Resolver = Callable[[re.Match[str], Setting], Days]

_EDGE = r"(?<![\w.,/-])"
_STOP = r"(?![\w/-])"
_DAY = r"(?:(?:am\ |on\ )?<W>,?\ (?:den\ |dem\ |the\ )?)?"

_BOTH: tuple[tuple[str, str, Resolver], ...] = (
    ("iso", rf"{_EDGE}(?P<y><Y>)-(?P<m>\d\d)-(?P<d>\d\d){_STOP}", resolve.numeric),
    ("decade", rf"{_EDGE}(?P<y>(?:1[89]|20)\d0)(?:er(?:n)?(?:[ -]jahren?)?|['’]?s){_STOP}",
     resolve.decade),
    ("years", rf"{_EDGE}(?P<y><Y>)(?:\ ?[-–]\ ?|\ (?:bis|und|to|and)\ )(?P<y2><Y>){_STOP}",
     resolve.whole_year),
    ("offset", rf"{_EDGE}(?P<o><O>){_STOP}", resolve.offset),
    ("unit", rf"{_EDGE}(?:i[mn]\ |in\ der\ |the\ )?(?P<which><L>)\ "
             rf"(?P<u><week>|<month>|<year>){_STOP}", resolve.unit),
    ("weekday", rf"{_EDGE}(?:am\ |on\ |seit\ |bis\ |ab\ |since\ |until\ |by\ )?"
                rf"(?:(?P<which><L>)\ )?(?P<w><W>){_STOP}", resolve.weekday),
    ("month of a year", rf"{_EDGE}(?:(?P<part><early>|<middle>|<late>)[\ -])?(?P<m><M>)"
                        rf"(?:,?\ (?:of\ )?(?P<y><Y>)){_STOP}", resolve.named_month),
    ("part of a year", rf"{_EDGE}(?P<part><early>|<middle>|<late>)[\ -](?:des\ jahres\ )?"
                       rf"(?P<y><Y>){_STOP}", resolve.whole_year),
)  # fmt: skip

_GERMAN: tuple[tuple[str, str, Resolver], ...] = (
    ("numeric", rf"{_EDGE}{_DAY}(?P<d>\d\d?)\.\ ?(?P<m>\d\d?)\.\ ?(?P<y>(?:\d\d)?\d\d){_STOP}",
     resolve.numeric),
    ("day", rf"{_EDGE}{_DAY}(?P<d>\d\d?)\.\ ?(?P<m><M>)(?:\ (?P<y><Y>))?{_STOP}",
     resolve.named_day),
    ("days", rf"{_EDGE}{_DAY}(?P<d>\d\d?)\.?\ ?(?:[-–/]|bis(?:\ zum)?|und)\ ?(?P<d2>\d\d?)\."
             rf"\ ?(?P<m><M>)(?:\ (?P<y><Y>))?{_STOP}", resolve.named_day),
    ("month", rf"{_EDGE}(?:im\ |seit\ |bis\ |ab\ )(?:(?P<which><L>)\ )?"
              rf"(?P<part>)(?P<m><M>)(?P<y>){_STOP}(?!\ <Y>)", resolve.named_month),
    ("part of a month", rf"{_EDGE}(?P<part><early>|<middle>|<late>)\ (?P<m><M>)(?P<y>){_STOP}"
                        rf"(?!\ <Y>)", resolve.named_month),
    ("year", rf"{_EDGE}(?:<before_year>)\ (?P<y><Y>){_STOP}(?!\ (?:mal|prozent|euro|dollar))"
             rf"(?!\.\d)", resolve.whole_year),
    ("bare year", rf"(?<![\d.,/-])(?<=\w\ )(?P<y><Y>){_STOP}(?=\ ?[,;.:!?)–]|\ (?-i:[a-zäöü])|$)"
                  rf"(?![.,]\d)", resolve.whole_year),
    ("tomorrow", rf"{_EDGE}(?-i:morgen)(?!\ <W>){_STOP}", resolve.tomorrow),
    ("ago", rf"{_EDGE}vor\ (?:(?P<vague><vague>)\ )?(?P<n><N>)?\ ?(?P<u><U>)"
            rf"{_STOP}", resolve.ago),
    ("hence", rf"{_EDGE}in\ (?:(?P<vague><vague>)\ )?(?P<n><N>)\ (?P<u><U>)"
              rf"{_STOP}", resolve.hence),
    ("within", rf"{_EDGE}(?:binnen|innerhalb(?:\ von)?)\ (?:(?P<vague><vague>)\ )?(?P<n><N>)\ "
               rf"(?P<u><U>){_STOP}", resolve.within),
    ("since", rf"{_EDGE}seit\ (?:<vague>\ )?(?:<N>\ )?(?:langen\ )?<U>"
              rf"{_STOP}", resolve.unsettled),
    ("after", rf"{_EDGE}(?:<vague>\ )?<N>\ <U>\ "
              rf"(?:nach|vor|später|zuvor|danach){_STOP}", resolve.unsettled),
    ("lately", rf"{_EDGE}in\ den\ (?:<last>|<next>)\ (?:(?:<N>|<vague>)\ )?"
               rf"<U>{_STOP}", resolve.unsettled),
)  # fmt: skip

_ENGLISH: tuple[tuple[str, str, Resolver], ...] = (
    ("slashed", rf"{_EDGE}(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>(?:\d\d)?\d\d){_STOP}", resolve.slashed),
    ("day first", rf"{_EDGE}{_DAY}(?P<d>\d\d?)(?:st|nd|rd|th)?\ (?:of\ )?(?P<m><M>)"
                  rf"(?:,?\ (?P<y><Y>))?{_STOP}", resolve.named_day),
    ("month first", rf"{_EDGE}{_DAY}(?P<m><M>)\ (?P<d>\d\d?)(?:st|nd|rd|th)?(?:,?\ (?P<y><Y>))?"
                    rf"{_STOP}(?!\ ?[-–]\ ?\d)", resolve.named_day),
    ("days, day first", rf"{_EDGE}{_DAY}(?P<d>\d\d?)(?:st|nd|rd|th)?\ ?(?:[-–]|to|and)"
                        rf"\ ?(?P<d2>\d\d?)(?:st|nd|rd|th)?\ (?:of\ )?(?P<m><M>)"
                        rf"(?:,?\ (?P<y><Y>))?{_STOP}",
     resolve.named_day),
    ("days, month first", rf"{_EDGE}{_DAY}(?P<m><M>)\ (?P<d>\d\d?)\ ?(?:[-–]|to|and)"
                          rf"\ ?(?P<d2>\d\d?)(?:,?\ (?P<y><Y>))?{_STOP}", resolve.named_day),
    ("month", rf"{_EDGE}(?:in|since|until|by|during|throughout)\ (?P<part>)(?-i:(?=[A-Z]))"
              rf"(?P<m><M>)(?P<y>){_STOP}(?!\ \d|,?\ <Y>)", resolve.named_month),
    ("month with a word", rf"{_EDGE}(?P<which><L>)\ (?P<part>)(?-i:(?=[A-Z]))"
                          rf"(?P<m><M>)(?P<y>){_STOP}(?!\ \d|,?\ <Y>)", resolve.named_month),
    ("part of a month", rf"{_EDGE}(?P<part><early>|<middle>|<late>)[\ -](?P<m><M>)(?P<y>){_STOP}"
                        rf"(?!\ \d|,?\ <Y>)", resolve.named_month),
    ("year", rf"{_EDGE}(?:<before_year>)\ (?P<y><Y>){_STOP}(?![.,]\d)(?!\ percent|\ dollars|\ km)",
     resolve.whole_year),
    ("the year's", rf"{_EDGE}(?:the|its|their|his|her|a)\ (?P<y>(?!2000)<Y>){_STOP}(?=\ [a-z])",
     resolve.whole_year),
    ("bare year", rf"(?<![\d.,/-])(?<=\w\ )(?P<y><Y>){_STOP}(?=\ ?[;:!?)–]|,(?!\d)|\.(?!\d)|$)",
     resolve.whole_year),
    ("ago", rf"{_EDGE}(?:(?P<vague><vague>)\ )?(?P<n><N>)?\ ?(?P<u><U>)\ "
            rf"ago{_STOP}", resolve.ago),
    ("hence", rf"{_EDGE}in\ (?:(?P<vague><vague>)\ )?(?P<n><N>)\ "
              rf"(?P<u><U>){_STOP}(?!\ of)", resolve.hence),
    ("within", rf"{_EDGE}within\ (?:(?P<vague><vague>)\ )?(?P<n><N>)\ (?P<u><U>)"
               rf"{_STOP}(?!\ of)", resolve.within),
    ("for", rf"{_EDGE}for\ (?:<vague>\ )?(?:<N>\ )?<U>{_STOP}",
     resolve.unsettled),
    ("after", rf"{_EDGE}(?:<vague>\ )?<N>\ <U>\ "
              rf"(?:after|before|later|earlier|since|on){_STOP}", resolve.unsettled),
    ("lately", rf"{_EDGE}(?:in|over|during|for)\ (?:the\ )?(?:recent|<last>|<next>)\ "
               rf"(?:(?:<N>|<vague>|few)\ )?(?:days|weeks|months|years){_STOP}", resolve.unsettled),
)  # fmt: skip


_NUMBERED = frozenset(
    ["iso", "decade", "years", "month of a year", "part of a year", "numeric", "day", "days",
     "slashed", "day first", "month first", "days, day first", "days, month first", "year",
     "the year's", "bare year"]
)  # fmt: skip
"""Forms that hold a digit wherever they fit."""


@dataclass(frozen=True)
class Rule:
    """One written form of a date."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    numbered: bool
    """True where a sentence without digits cannot hold it."""


@cache
def time_rules(language: Language) -> tuple[Rule, ...]:
    """Return the rules of a language; of two that fit one place the longer one counts."""
    pieces = words_of_time(language).pieces
    return tuple(
        Rule(
            name,
            re.compile(_fill(form, pieces), re.IGNORECASE | re.VERBOSE),
            resolve,
            name in _NUMBERED,
        )
        for name, form, resolve in (*_BOTH, *(_GERMAN if language == "de" else _ENGLISH))
    )


def _fill(form: str, pieces: dict[str, str]) -> str:
    """Put the pieces into a form: ``<M>`` becomes a group of alternatives."""
    return re.sub(r"(?<!P)<(\w+)>", lambda m: f"(?:{pieces[m[1]]})", form)
