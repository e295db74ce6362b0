"""What peace processes and interstate talks negotiate, and where a text speaks of it.

The catalogue is data: `data/issues.toml`, with the words of each language beside it. A hit says
that the words stand there, not that anybody negotiates about it.
"""

from dataclasses import dataclass
from typing import Any

from detente.reading.ministries import names_of_ministries
from detente.reading.tables import cached, load_toml
from detente.reading.text import Sentence
from detente.reading.word_patterns import Match, PatternIndex
from detente.sources.frozen import Frozen, Label, Language

NEAR = 14
"""How many words may lie between an issue and the words that say one of its options."""


class CatalogueOption(Frozen):
    """One usual way to settle an issue."""

    name: Label
    """Name as shown."""
    at: float | None = None
    """Place on the issue's scale, 0 to 100; None where the issue has no order."""


class CatalogueIssue(Frozen):
    """One thing that is negotiated, with its usual options."""

    id: str
    """Stable name, such as ``peacekeepers``."""
    name: Label
    """Name as shown."""
    options: dict[str, CatalogueOption]
    """Options by id, in their usual order."""
    pax: tuple[str, ...] = ()
    """Codes or prefixes of codes of the PA-X taxonomy that fit best."""


class Catalogue(Frozen):
    """Everything that is known to be negotiated; `model_dump` gives the JSON form."""

    issues: dict[str, CatalogueIssue]
    """Issues by id, in the order of the data file."""

    def has_option(self, touched: str) -> bool:
        """Tell whether `touched`, such as ``sanctions=lifted``, is in the catalogue."""
        issue, _, option = touched.partition("=")
        return issue in self.issues and option in self.issues[issue].options


@dataclass(frozen=True, slots=True)
class IssueHit:
    """One place in a text whose words name an issue, or say one of its options."""

    issue: str
    """Id of the issue."""
    option: str | None
    """Id of the option; None where the words name the issue only."""
    start: int
    """First code point in the source's text."""
    end: int
    """One past the last code point."""
    sentence: int
    """Index of the sentence it stands in."""
    weak: bool = False
    """True where the words may mean something else: they count where nothing else names one."""


@dataclass(frozen=True, slots=True)
class _Filed:
    """What a pattern is filed under; `near` patterns need their issue close by.

    `otherwise` patterns count only where nothing else in the sentence says an option; `weak`
    ones name an issue only where nothing else does.
    """

    issue: str
    option: str | None = None
    near: bool = False
    otherwise: bool = False
    not_this: bool = False
    weak: bool = False


@cached
def catalogue() -> Catalogue:
    """Return the catalogue of issues that comes with the product."""
    issues = {
        issue: CatalogueIssue(
            id=issue,
            name=entry["name"],
            pax=tuple(entry["pax"]),
            options={option: _option(value) for option, value in entry["options"].items()},
        )
        for issue, entry in load_toml("issues.toml").items()
    }
    return Catalogue(issues=issues)


def find_issues(
    sentences: tuple[Sentence, ...], language: Language, *, weak: bool = False
) -> tuple[IssueHit, ...]:
    """Return where the sentences name issues and options, in text order.

    An option hit covers the words that say the option ("unter dem Banner der EU"); its issue
    is named in the same sentence or in the same words. Hits of one issue do not overlap,
    except that an option's words may hold the issue's. With `weak` also words that may mean
    something else, marked as such.
    """
    index = _index(language)
    return tuple(
        hit for sentence in sentences for hit in _hits(sentence, index) if weak or not hit.weak
    )


def _hits(sentence: Sentence, index: PatternIndex[_Filed]) -> list[IssueHit]:
    names = names_of_ministries(sentence.tokens)
    matches = [m for m in index.find(sentence.tokens) if not _is_inside(m, names)]
    barred = [m for m in matches if m.payload.not_this]
    matches = [m for m in matches if not m.payload.not_this and not _is_barred(m, barred)]
    names_of_issues = [m for m in matches if m.payload.option is None and not m.payload.weak]
    named = _longest(names_of_issues)
    named += _unnamed(_longest([m for m in matches if m.payload.weak]), named)
    said = [m for m in matches if m.payload.option and not m.payload.near]
    homes = names_of_issues + said
    near = _nearest([m for m in matches if m.payload.near], homes)
    hits = [
        IssueHit(
            m.payload.issue,
            m.payload.option,
            sentence.tokens[m.first].start,
            sentence.tokens[m.last].end,
            sentence.index,
            m.payload.weak,
        )
        for m in named + _unless_said(_longest(said + near))
    ]
    order = _order()
    return sorted(
        dict.fromkeys(hits), key=lambda h: (h.start, h.end, order[h.issue], h.option or "")
    )


def _unnamed(weak: list[Match[_Filed]], named: list[Match[_Filed]]) -> list[Match[_Filed]]:
    """Leave out weak words that only are part of words that name an issue."""
    return [
        m for m in weak if not any(n.first <= m.first and m.last <= n.last for n in named)
    ]  # fmt: skip


def _unless_said(matches: list[Match[_Filed]]) -> list[Match[_Filed]]:
    """Leave out the weaker words of issues for which other words say an option."""
    clear = {m.payload.issue for m in matches if not m.payload.otherwise}
    return [m for m in matches if not m.payload.otherwise or m.payload.issue not in clear]


def _is_inside(match: Match[_Filed], names: list[range]) -> bool:
    """Tell whether a match is only part of what a ministry is called."""
    return any(match.first in name and match.last in name for name in names)


def _is_barred(match: Match[_Filed], barred: list[Match[_Filed]]) -> bool:
    return any(
        bar.payload.issue == match.payload.issue
        and bar.payload.option in (None, match.payload.option)
        and bar.first <= match.first
        and match.last <= bar.last
        for bar in barred
    )


def _nearest(near: list[Match[_Filed]], homes: list[Match[_Filed]]) -> list[Match[_Filed]]:
    """Keep the words of options whose issue is named close by, in other words.

    Words that could say options of several issues, such as "all", go to the nearest.
    """
    reach = {match: _distance(match, homes) for match in near}
    closest: dict[tuple[int, int], int] = {}
    for match, distance in reach.items():
        place = (match.first, match.last)
        closest[place] = min(distance, closest.get(place, distance))
    return [
        match
        for match, distance in reach.items()
        if distance <= NEAR and distance == closest[match.first, match.last]
    ]


def _distance(match: Match[_Filed], homes: list[Match[_Filed]]) -> int:
    """Return how many words lie between an option's words and its issue; large if unnamed."""
    return min(
        (
            max(home.first - match.last, match.first - home.last)
            for home in homes
            if home.payload.issue == match.payload.issue
            and not (home.first <= match.first and match.last <= home.last)
        ),
        default=NEAR + 1,
    )


def _longest(matches: list[Match[_Filed]]) -> list[Match[_Filed]]:
    """Keep the longest of overlapping matches of one issue; ties go to the earlier option."""
    kept: list[Match[_Filed]] = []
    for match in sorted(matches, key=_by_length):
        if not any(
            other.payload.issue == match.payload.issue
            and match.first <= other.last
            and other.first <= match.last
            for other in kept
        ):
            kept.append(match)
    return kept


def _by_length(match: Match[_Filed]) -> tuple[int, int, int]:
    place = -1
    if match.payload.option:
        place = list(catalogue().issues[match.payload.issue].options).index(match.payload.option)
    return (match.first - match.last, match.first, place)


@cached
def _order() -> dict[str, int]:
    """Return the place of each issue in the catalogue."""
    return {issue: place for place, issue in enumerate(catalogue().issues)}


@cached
def _index(language: Language) -> PatternIndex[_Filed]:
    filed: list[tuple[str, _Filed]] = []
    for issue, entry in load_toml(f"issues.{language}.toml").items():
        barred = entry.get("not", ())
        rows = [(entry["words"], _Filed(issue)), (barred, _Filed(issue, not_this=True))]
        rows.append((entry.get("weak", ()), _Filed(issue, weak=True)))
        for option in catalogue().issues[issue].options:
            words = entry.get(option, {})
            said = words.get("says", ())
            rows += [(said, _Filed(issue)), (said, _Filed(issue, option))]
            rows.append((words.get("near", ()), _Filed(issue, option, near=True)))
            weak = _Filed(issue, option, near=True, otherwise=True)
            rows.append((words.get("otherwise", ()), weak))
            rows.append((words.get("not", ()), _Filed(issue, option, not_this=True)))
        filed += [(pattern, payload) for patterns, payload in rows for pattern in patterns]
    return PatternIndex(filed)


def _option(value: dict[str, Any]) -> CatalogueOption:
    return CatalogueOption(name=Label(de=value["de"], en=value["en"]), at=value.get("at"))
