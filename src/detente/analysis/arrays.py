"""Case -> arrays and lists of ids; the only place where the order of the axes is decided.

Inside the arrays issues and options stand in the order of their ids, and parties in the order of
what they want, not of what they are called: neither a name nor a place in the file can touch a
result. Findings list everything in the order of the case again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.analysis.axes import (
    ValueName,
    alike_rows,
    preference_of,
    sorted_issues,
    value_names,
    wants_of,
)
from detente.case.model import Case, Issue, Outcome
from detente.case.statements import mask, parse_statement
from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray, enumerate_outcomes

MAX_OUTCOMES = 2**20
"""Most outcomes that are enumerated."""


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
    issues = sorted_issues(case)
    _check_size(case, issues)
    grid = enumerate_outcomes([len(issue.options) for issue in issues.values()])
    kept = _satisfying_links(case, issues, grid)
    outcomes = grid[kept]
    wants = {party: wants_of(case, party, issues) for party in case.players()}
    parties = tuple(sorted(wants, key=lambda party: wants[party]))
    names = tuple(value_names(case, party, issues) for party in parties)
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
        alike=alike_rows([wants[party] for party in parties]),
    )


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


def _red_lines(
    case: Case, parties: tuple[str, ...], issues: dict[str, Issue], outcomes: IntArray
) -> tuple[RedLineMask, ...]:
    return tuple(
        RedLineMask(row, index, mask(parse_statement(line.barred), issues, outcomes))
        for row, party in enumerate(parties)
        for index, line in enumerate(preference_of(case, party).red_lines)
        if line.barred is not None
    )
