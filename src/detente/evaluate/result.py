"""`Evaluation`: what a reader got right on gold data, as counts first and percentages after."""

from collections.abc import Callable, Hashable, Set
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field

from detente.sources.frozen import Frozen

Percent = Annotated[float, Field(ge=0, le=100)]
Format = Literal["plover", "spkatt", "polnear", "corpus"]
Told = Callable[[int, int], None]
"""Told before each piece of work: its number from 1, number of pieces."""


class Match(Frozen):
    """What a reader gave against what people marked, counted the same way on both sides."""

    name: str
    """What is counted."""
    hit: int
    """How many of those given are marked."""
    given: int
    """How many the reader gave."""
    gold: int
    """How many people marked."""
    precision: Percent | None
    """``hit / given`` in percent; None where nothing was given."""
    recall: Percent | None
    """``hit / gold`` in percent; None where nothing was marked."""
    f1: Percent | None
    """Harmonic mean of the two, ``2 hit / (given + gold)``; None where both are empty."""

    @classmethod
    def counted(cls, name: str, hit: int, given: int, gold: int) -> Self:
        """Return a match from its counts."""
        return cls(
            name=name, hit=hit, given=given, gold=gold, precision=percent(hit, given),
            recall=percent(hit, gold), f1=percent(2 * hit, given + gold),
        )  # fmt: skip


class Share(Frozen):
    """How many of those that could be right are right."""

    name: str
    """What is counted."""
    hit: int
    """How many are right."""
    of: int
    """How many could be."""
    percent: Percent | None
    """``hit / of`` in percent; None where none could be right."""

    @classmethod
    def counted(cls, name: str, hit: int, of: int) -> Self:
        """Return a share from its counts."""
        return cls(name=name, hit=hit, of=of, percent=percent(hit, of))


class Section(Frozen):
    """The figures of one part of the data, or of one way to read it."""

    name: str
    """Which part or way; empty where there is only one."""
    matches: tuple[Match, ...] = ()
    """Figures with precision and recall."""
    shares: tuple[Share, ...] = ()
    """Figures that are plain shares."""


class Difference(Frozen):
    """German minus English of one figure."""

    name: str
    """Which figure."""
    points: float | None
    """Percentage points; None where a language has no such figure."""


class Miss(Frozen):
    """One place where reader and people differ."""

    place: str
    """Where: record, speech and sentence, article, report."""
    what: str
    """What differs."""
    words: str
    """The words it is about."""


class Gold(Frozen):
    """The data an evaluation was made on."""

    name: str
    """Name of the file or folder."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the file; of several files the hash of their list (`digest_of`)."""
    counts: dict[str, int]
    """How much of what it holds, such as ``records``."""


class Evaluation(Frozen):
    """How much of what people marked a reader finds."""

    format: Format
    """Form and conventions of the data."""
    gold: Gold
    """The data."""
    settings: dict[str, str] = Field(default_factory=dict)
    """Which part of the data, or how it was used."""
    reader: str
    """Which reader."""
    reader_version: str
    """Its version."""
    crashes: int = 0
    """Pieces of the data on which the reader failed; they count as nothing found."""
    sections: tuple[Section, ...]
    """The figures."""
    differences: tuple[Difference, ...] = ()
    """German minus English, where both are scored."""
    misses: tuple[Miss, ...] = ()
    """The first places where reader and people differ, as many as were asked for."""


@dataclass
class Tally:
    """Counts of one figure while they grow."""

    hit: int = 0
    given: int = 0
    gold: int = 0

    def add(self, given: Set[Hashable], gold: Set[Hashable]) -> None:
        """Add what was given and what is marked of one piece of the data."""
        self.hit += len(given & gold)
        self.given += len(given)
        self.gold += len(gold)

    def match(self, name: str) -> Match:
        """Return the figure."""
        return Match.counted(name, self.hit, self.given, self.gold)


def percent(part: int, whole: int) -> float | None:
    """Return a part of a whole, 0 to 100; None where there is no whole."""
    return 100 * part / whole if whole else None


def difference(name: str, german: float | None, english: float | None) -> Difference:
    """Return German minus English."""
    points = None if german is None or english is None else german - english
    return Difference(name=name, points=points)
