"""Case -> arrays and lists of ids; the only place where the order of the axes is decided.

Inside the arrays issues and options stand in the order of their ids, and parties in the order of
what they want, not of what they are called: neither a name nor a place in the file can touch a
result. Findings list everything in the order of the case again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.case.model import Case, Issue, IssuePreference, Outcome, Preference, Reasoned, Value
from detente.case.statements import mask, parse_statement
from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray, enumerate_outcomes

MAX_OUTCOMES = 2**20
"""Most outcomes that are enumerated."""
UNKNOWN = Value(low=0, high=100)
"""A value that the case does not give."""
_BEST = Value(low=100, high=100)


@dataclass(frozen=True)
class RedLineMask:
    """One red line and the outcomes that cross it."""

    party: int
    """Row of its owner."""
    index: int
    """Place in ``preferences.<party>.red_lines``, from 0."""
    crossed: BoolArray
    """True for outcomes that cross it; shape (n_outcomes,)."""


@dataclass(frozen=True)
class ValueName:
    """One number of the case and its reasons."""

    path: str
    """Path into the case, such as ``preferences.ukraine.no_deal``."""
    value: Value
    """Its range, with its own reasons or those of the mapping it stands in."""


@dataclass(frozen=True)
class CaseArrays:
    """A case as arrays. Values of a party: no deal, then per issue salience and scores."""

    case: Case
    """Where it comes from."""
    parties: tuple[str, ...]
    """Ids of the parties with preferences, in array order."""
    issues: tuple[str, ...]
    """Ids of the issues, in array order."""
    options: tuple[tuple[str, ...], ...]
    """Ids of the options of each issue, in array order."""
    seated: tuple[int, ...]
    """Rows of the parties whose consent is needed."""
    names: tuple[tuple[ValueName, ...], ...]
    """Name of every value; (n_parties, n_values)."""
    low: FloatArray
    """Lower ends, 0 to 100; (n_parties, n_values)."""
    high: FloatArray
    """Upper ends, 0 to 100; (n_parties, n_values)."""
    outcomes: IntArray
    """Option indices of the outcomes that satisfy the links; (n_outcomes, n_issues)."""
    kept: BoolArray
    """Which rows of the whole grid `outcomes` keeps; (product of option counts,)."""
    red_lines: tuple[RedLineMask, ...]
    """Red lines of all parties, by party and index."""
    alike: tuple[tuple[int, ...], ...]
    """Groups of rows that differ in nothing but the name; two at least in each."""

    @property
    def n_outcomes(self) -> int:
        """Number of outcomes that satisfy the links."""
        return len(self.outcomes)

    @property
    def n_options(self) -> tuple[int, ...]:
        """Number of options of each issue."""
        return tuple(len(options) for options in self.options)

    def outcome(self, index: int) -> Outcome:
        """Return an outcome by its ids, issues in the order of the case."""
        row = self.outcomes[index]
        chosen = {i: self.options[n][row[n]] for n, i in enumerate(self.issues)}
        return {issue: chosen[issue] for issue in self.case.issues}

    def barred(self, parties: Sequence[int]) -> BoolArray:
        """Return the outcomes that cross a red line of one of `parties`; (n_outcomes,)."""
        crossed = np.zeros(self.n_outcomes, dtype=np.bool_)
        for line in self.red_lines:
            if line.party in parties:
                crossed |= line.crossed
        return crossed


def to_arrays(case: Case) -> CaseArrays:
    """Return a case as arrays.

    Parameters
    ----------
    case : Case
        A case without problems (see `detente case check`).

    Returns
    -------
    CaseArrays
        Shapes and units stand at its fields.

    Raises
    ------
    AnalysisError
        No issue, nobody whose consent is needed, more than `MAX_OUTCOMES` outcomes, or links
        that no outcome satisfies.
    CaseError
        A red line or link that cannot be read.
    """
    issues = _sorted_issues(case)
    _check_size(case, issues)
    grid = enumerate_outcomes([len(issue.options) for issue in issues.values()])
    kept = _satisfying_links(case, issues, grid)
    outcomes = grid[kept]
    wants = {party: _wants(case, party, issues) for party in case.players()}
    parties = tuple(sorted(wants, key=lambda party: wants[party]))
    names = tuple(_value_names(case, party, issues) for party in parties)
    seated = set(case.seated())
    return CaseArrays(
        case=case,
        parties=parties,
        issues=tuple(issues),
        options=tuple(tuple(issue.options) for issue in issues.values()),
        seated=tuple(row for row, party in enumerate(parties) if party in seated),
        names=names,
        low=np.array([[name.value.low for name in row] for row in names]),
        high=np.array([[name.value.high for name in row] for row in names]),
        outcomes=outcomes,
        kept=kept,
        red_lines=_red_lines(case, parties, issues, outcomes),
        alike=_alike([wants[party] for party in parties]),
    )


def _sorted_issues(case: Case) -> dict[str, Issue]:
    return {
        name: issue.model_copy(update={"options": dict(sorted(issue.options.items()))})
        for name, issue in sorted(case.issues.items())
    }


def _check_size(case: Case, issues: dict[str, Issue]) -> None:
    if not issues:
        msg = "case has no issue that is still open; add an issue with two options at least"
        german = (
            "Der Fall hat kein Thema, das noch offen ist; nötig ist eines mit zwei Optionen "
            "oder mehr."
        )
        raise AnalysisError(msg, german=german)
    if not case.seated():
        msg = "case has no party whose consent is needed; give a party 'seat: true'"
        german = (
            "Der Fall hat keine Partei, deren Zustimmung nötig ist; mit „seat: true“ bekommt eine "
            "Partei einen Platz."
        )
        raise AnalysisError(msg, german=german)
    n_outcomes = prod(len(issue.options) for issue in issues.values())
    if n_outcomes > MAX_OUTCOMES:
        msg = (
            f"case has {n_outcomes:,} outcomes ({len(issues)} issues), more than the "
            f"{MAX_OUTCOMES:,} that can be enumerated; drop or merge issues or options"
        )
        german = (
            f"Der Fall hat {n_outcomes:_} denkbare Ergebnisse ({len(issues)} Themen), mehr als die "
            f"{MAX_OUTCOMES:_}, die sich aufzählen lassen; Themen oder Optionen streichen oder "
            "zusammenfassen."
        )
        raise AnalysisError(msg, german=german.replace("_", "."))


def _satisfying_links(case: Case, issues: dict[str, Issue], grid: IntArray) -> BoolArray:
    kept = np.ones(len(grid), dtype=np.bool_)
    for link in case.links:
        condition = mask(parse_statement(link.if_), issues, grid)
        kept &= ~condition | mask(parse_statement(link.then), issues, grid)
    if not kept.any():
        msg = f"none of the {len(grid):,} outcomes satisfies all links; relax a link in 'links'"
        german = (
            f"Keines der {len(grid)} denkbaren Ergebnisse erfüllt alle Verknüpfungen; eine unter "
            "„links“ lockern."
        )
        raise AnalysisError(msg, german=german)
    return kept


def _preference(case: Case, party: str) -> Preference:
    return case.preferences.get(party, Preference())


def _value_names(case: Case, party: str, issues: dict[str, Issue]) -> tuple[ValueName, ...]:
    """Name every value of a party; reasons are handed down from the mapping around it."""
    preference = _preference(case, party)
    path = f"preferences.{party}"
    named = [_named(f"{path}.no_deal", preference.no_deal, preference)]
    for name, issue in issues.items():
        wish = preference.issues.get(name)
        place = f"{path}.issues.{name}"
        salience = UNKNOWN if wish is None else wish.salience
        named.append(_named(f"{place}.salience", salience, wish, preference))
        for option in issue.options:
            score = _score(wish, option)
            named.append(_named(f"{place}.scores.{option}", score, wish, preference))
    return tuple(named)


def _score(wish: IssuePreference | None, option: str) -> Value:
    if wish is None:
        return UNKNOWN
    return wish.scores.get(option, _BEST if wish.ideal == option else UNKNOWN)


def _named(path: str, value: Value, *around: Reasoned | None) -> ValueName:
    for holder in (value, *around):
        if holder is not None and (holder.because or holder.assume):
            reasons = {"because": holder.because, "assume": holder.assume}
            return ValueName(path, value.model_copy(update=reasons))
    return ValueName(path, value)


def _wants(case: Case, party: str, issues: dict[str, Issue]) -> tuple[object, ...]:
    """Return all that enters about a party except what it is called; sortable."""
    names = _value_names(case, party, issues)
    ranges = tuple((name.value.low, name.value.high) for name in names)
    lines = tuple(str(line) for line in _preference(case, party).red_lines)
    return (party not in case.seated(), ranges, lines)


def _alike(wants: Sequence[tuple[object, ...]]) -> tuple[tuple[int, ...], ...]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for row, wanted in enumerate(wants):
        groups.setdefault(wanted, []).append(row)
    return tuple(tuple(rows) for rows in groups.values() if len(rows) > 1)


def _red_lines(
    case: Case, parties: tuple[str, ...], issues: dict[str, Issue], outcomes: IntArray
) -> tuple[RedLineMask, ...]:
    return tuple(
        RedLineMask(row, index, mask(parse_statement(line.barred), issues, outcomes))
        for row, party in enumerate(parties)
        for index, line in enumerate(_preference(case, party).red_lines)
        if line.barred is not None
    )
