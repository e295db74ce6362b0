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
    further_names,
    influence_names,
    preference_of,
    sorted_issues,
    value_names,
    wants_of,
)
from detente.analysis.consent import consent_of, needed
from detente.case.model import Case, Issue, Outcome
from detente.case.statements import mask, parse_statement
from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray, enumerate_outcomes
from detente.kernels.problem import Quota

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
    """True for outcomes that cross it in every draw; shape (n_outcomes,). All false where it is a
    least worth: what crosses that is a matter of the draw."""
    column: int | None = None
    """Column of its least worth among the values of its owner; None where it is a statement."""


@dataclass(frozen=True)
class InteractionMask:
    """One interaction and the outcomes whose worth it changes."""

    party: int
    """Row of whom it is worth something to."""
    column: int
    """Column of what it adds among the values of the party."""
    applies: BoolArray
    """True for outcomes that gain or lose by it; shape (n_outcomes,)."""


@dataclass(frozen=True)
class CaseArrays:
    """A case as arrays.

    Values of a party: no deal; per issue salience and scores; what its interactions add; the least
    worths among its red lines.
    """

    case: Case
    """Where it comes from."""
    parties: tuple[str, ...]
    """Ids of the parties with preferences, in array order."""
    issues: tuple[str, ...]
    """Ids of the issues, in array order."""
    options: tuple[tuple[str, ...], ...]
    """Ids of the options of each issue, in array order."""
    seated: tuple[int, ...]
    """Rows of the parties at the table."""
    names: tuple[tuple[ValueName, ...], ...]
    """Name of every value of each party, by column; parties with more interactions or least worths
    have more columns."""
    low: FloatArray
    """Lower ends, 0 to 100 (-100 to 100 where interactions add); (n_parties, n_columns), 0 in
    columns that a party does not have."""
    high: FloatArray
    """Upper ends, alike."""
    influence: tuple[ValueName, ...]
    """Influence of each party, 0 to 100; none where the case says nothing of anybody's."""
    outcomes: IntArray
    """Option indices of the outcomes that satisfy the links; (n_outcomes, n_issues)."""
    kept: BoolArray | None
    """Which rows of the whole grid `outcomes` keeps; (product of option counts,). None where the
    outcomes are candidates."""
    interactions: tuple[InteractionMask, ...]
    """Interactions of all parties, by party and column."""
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

    @property
    def n_grid(self) -> int:
        """Number of outcomes whose worth is worked out at once, before links take some away."""
        return len(self.outcomes if self.kept is None else self.kept)

    @property
    def complete(self) -> bool:
        """Whether `outcomes` are all that satisfy the links, not only candidates."""
        return self.kept is not None

    @property
    def n_common(self) -> int:
        """Number of values that every party has: no deal, saliences and scores."""
        return 1 + sum(1 + n for n in self.n_options)

    def consent(self, table: Sequence[int]) -> tuple[Quota, ...]:
        """Return the quotas that a table asks for; `table` holds the rows of those at it."""
        return consent_of(self.case, self.parties, table)

    @property
    def asked(self) -> tuple[int, ...]:
        """Rows of the parties that some quota at the table of the case counts, ascending."""
        consent = self.consent(self.seated)
        return tuple(sorted({row for quota in consent for row in quota.members}))

    @property
    def needed(self) -> frozenset[int]:
        """Rows of the parties without each of which the table of the case settles nothing."""
        return needed(self.consent(self.seated))

    def outcome(self, index: int) -> Outcome:
        """Return an outcome by its ids, issues in the order of the case."""
        row = self.outcomes[index]
        chosen = {i: self.options[n][row[n]] for n, i in enumerate(self.issues)}
        return {issue: chosen[issue] for issue in self.case.issues}

    def barred(self, parties: Sequence[int]) -> BoolArray:
        """Return the outcomes that cross a stated red line of one of `parties`; (n_outcomes,).

        Least worths are not looked at: what crosses them is a matter of the draw.
        """
        crossed = np.zeros(self.n_outcomes, dtype=np.bool_)
        for line in self.red_lines:
            if line.party in parties:
                crossed |= line.crossed
        return crossed


def to_arrays(case: Case, candidates: IntArray | None = None) -> CaseArrays:
    """Return a case as arrays.

    Parameters
    ----------
    case : Case
        A case without problems (see `detente case check`).
    candidates : intp array, shape (n_candidates, n_issues), optional
        The outcomes to look at, where there are too many to look at all: option indices, issues
        and options in the order of their ids. Those that break a link are left out.

    Returns
    -------
    CaseArrays
        Shapes and units stand at its fields.

    Raises
    ------
    AnalysisError
        No issue, nobody at the table, more than `MAX_OUTCOMES` outcomes and no candidates, or
        links that no outcome satisfies.
    CaseError
        A red line or link that cannot be read.
    """
    issues = sorted_issues(case)
    _check_size(case, issues, enumerated=candidates is None)
    grid = candidates
    if grid is None:
        grid = enumerate_outcomes([len(issue.options) for issue in issues.values()])
    kept = _satisfying_links(case, issues, grid)
    outcomes = grid[kept]
    wants = {party: wants_of(case, party, issues) for party in case.players()}
    parties = tuple(sorted(wants, key=lambda party: wants[party]))
    names = tuple(
        (*value_names(case, party, issues), *further_names(case, party)) for party in parties
    )
    seated = set(case.seated())
    return CaseArrays(
        case=case,
        parties=parties,
        issues=tuple(issues),
        options=tuple(tuple(issue.options) for issue in issues.values()),
        seated=tuple(row for row, party in enumerate(parties) if party in seated),
        names=names,
        low=_padded([[name.value.low for name in row] for row in names]),
        high=_padded([[name.value.high for name in row] for row in names]),
        influence=influence_names(case, parties),
        outcomes=outcomes,
        kept=kept if candidates is None else None,
        interactions=_interactions(case, parties, issues, outcomes),
        red_lines=_red_lines(case, parties, issues, outcomes),
        alike=alike_rows([wants[party] for party in parties]),
    )


def _padded(rows: Sequence[Sequence[float]]) -> FloatArray:
    """Return rows of different lengths as an array, zeros behind the shorter ones."""
    padded = np.zeros((len(rows), max(map(len, rows))))
    for place, row in enumerate(rows):
        padded[place, : len(row)] = row
    return padded


def _check_size(case: Case, issues: dict[str, Issue], *, enumerated: bool) -> None:
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
    if enumerated and n_outcomes > MAX_OUTCOMES:
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
        n = prod(len(issue.options) for issue in issues.values())
        msg = f"none of the {n:,} outcomes satisfies all links; relax a link in 'links'"
        german = (
            f"Keines der {n} denkbaren Ergebnisse erfüllt alle Verknüpfungen; eine unter "
            "„links“ lockern."
        )
        raise AnalysisError(msg, german=german)
    return kept


def _n_common(issues: dict[str, Issue]) -> int:
    return 1 + sum(1 + len(issue.options) for issue in issues.values())


def _interactions(
    case: Case, parties: tuple[str, ...], issues: dict[str, Issue], outcomes: IntArray
) -> tuple[InteractionMask, ...]:
    return tuple(
        InteractionMask(row, column, mask(parse_statement(item.when), issues, outcomes))
        for row, party in enumerate(parties)
        for column, item in enumerate(
            preference_of(case, party).interactions, start=_n_common(issues)
        )
    )


def _red_lines(
    case: Case, parties: tuple[str, ...], issues: dict[str, Issue], outcomes: IntArray
) -> tuple[RedLineMask, ...]:
    found = []
    for row, party in enumerate(parties):
        preference = preference_of(case, party)
        column = _n_common(issues) + len(preference.interactions)
        for index, line in enumerate(preference.red_lines):
            if line.barred is None:
                nothing = np.zeros(len(outcomes), dtype=np.bool_)
                found.append(RedLineMask(row, index, nothing, column))
                column += 1
            else:
                crossed = mask(parse_statement(line.barred), issues, outcomes)
                found.append(RedLineMask(row, index, crossed))
    return tuple(found)
