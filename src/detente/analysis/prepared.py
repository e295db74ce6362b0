"""A case made ready: arrays, draws and counts, worked out once and shared by all questions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import combinations

from detente.analysis.answer import Answer, answer
from detente.analysis.arrays import MAX_OUTCOMES, CaseArrays, to_arrays
from detente.analysis.cautions import (
    among_candidates,
    cautions,
    few_settlements,
    fewer_draws,
    none_stands_out,
    reasons,
)
from detente.analysis.counting import base_tally, table_tallies
from detente.analysis.draws import Draws, draw
from detente.analysis.finding import Finding, Question, ValuesT
from detente.analysis.foremost import n_about_as_good, ranked
from detente.analysis.linked import linked_outcome
from detente.analysis.problem import n_outcomes
from detente.analysis.tally import BaseTally, TableTally
from detente.case.model import Case
from detente.errors import AnalysisError
from detente.kernels.outcomes import IntArray
from detente.sources.frozen import Label

MAX_WORK = 2**26
"""Most worths (party x outcome x draw) worked out for one table."""
GROUP_SIZE = 2
"""Size of groups of parties whose seats are changed together, unless told otherwise."""
MAX_GROUPS = 64
"""Most groups of parties whose seats are changed together."""
MAX_GROUP_WORK = 2**30
"""Most worths (party x outcome x draw, over all groups) worked out for them."""
MIN_DRAWS = 32
"""Fewest draws that a large case is reduced to."""


@dataclass(frozen=True)
class Prepared:
    """A case with its draws; counts are worked out when first asked for."""

    arrays: CaseArrays
    """The case as arrays."""
    draws: Draws
    """Value sets drawn from its ranges."""
    wanted_draws: int
    """Number of draws asked for."""
    seed: int
    """Seed of the draws."""
    wanted_group: int = 1
    """Size up to which groups of parties are asked to get or lose their seat together."""

    n_sets: int | None = None
    """Most sets of demands to give up that are searched for where there is no settlement."""

    known: Answer | None = None
    """The exact answer, where it was needed to make the case ready."""

    @cached_property
    def exact(self) -> Answer:
        """The exact answer with every range at its middle."""
        return self.known or answer(self.case, self.n_sets)

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.arrays.case

    @cached_property
    def base(self) -> BaseTally:
        """What the parties at the table of the case settle on."""
        return base_tally(self.arrays, self.draws)

    @cached_property
    def order(self) -> list[int]:
        """Rows of the settlements at the table of the case, foremost first."""
        return ranked(self.arrays, self.base.outcomes, self.draws.n_draws)

    @cached_property
    def tables(self) -> dict[tuple[int, ...], TableTally]:
        """What is settled at every other table, by rows: one seat changed, and everyone seated."""
        arrays = self.arrays
        players = range(len(arrays.parties))
        seated = set(arrays.seated)
        others = [tuple(sorted(seated ^ {party})) for party in players]
        others.append(tuple(players))
        wanted = [table for table in dict.fromkeys(others) if table and set(table) != seated]
        found = table_tallies(arrays, self.draws, wanted)
        return dict(zip(wanted, found, strict=True))

    @cached_property
    def group_size(self) -> int:
        """Size up to which every group of parties is looked at: as asked, if not too many."""
        cells = len(self.arrays.parties) * self.arrays.n_grid * self.draws.n_draws
        for size in range(2, self.wanted_group + 1):
            n_groups = len(self._groups(size))
            if n_groups > MAX_GROUPS or n_groups * cells > MAX_GROUP_WORK:
                return size - 1
        return max(self.wanted_group, 1)

    def _groups(self, size: int) -> list[tuple[int, ...]]:
        """Return the tables with two to `size` seats changed, all of them given or all taken."""
        seated = self.arrays.seated
        unseated = [row for row in range(len(self.arrays.parties)) if row not in seated]
        return [
            tuple(sorted(set(seated) ^ set(group)))
            for n in range(2, size + 1)
            for rows in (unseated, seated)
            for group in combinations(rows, n)
            if rows is unseated or n < len(seated)
        ]

    @cached_property
    def groups(self) -> dict[tuple[int, ...], TableTally]:
        """What is settled at tables with the seats of a group changed, by rows."""
        wanted = self._groups(self.group_size)
        new = [table for table in wanted if table not in self.tables]
        found = dict(zip(new, table_tallies(self.arrays, self.draws, new), strict=True))
        return {table: found.get(table) or self.tables[table] for table in wanted}

    @cached_property
    def cautions(self) -> tuple[Label, ...]:
        """Warnings that hold for every question on outcomes."""
        return (
            *cautions(self.arrays),
            *(() if self.case.ordinal() else among_candidates(self.arrays)),
            *(() if self.case.ordinal() else self._of_settlements()),
            *self._fewer(),
        )

    def _fewer(self) -> tuple[Label, ...]:
        draws = self.draws
        reduced = bool(draws.uncertain) and draws.n_draws < self.wanted_draws
        return fewer_draws(draws.n_draws, self.wanted_draws) if reduced else ()

    def _of_settlements(self) -> tuple[Label, ...]:
        exists = self.base.exists
        alike = n_about_as_good(self.base, self.draws.n_independent)
        return (
            *few_settlements(int(exists.sum()), exists.size),
            *none_stands_out(alike, self.arrays.n_outcomes),
        )

    def finding(
        self,
        question: Question,
        method: str,
        values: ValuesT,
        warnings: Iterable[Label] = (),
        *,
        on_outcomes: bool = True,
    ) -> Finding[ValuesT]:
        """Return an answer with all that is needed to get it again.

        Where it is not `on_outcomes`, no settlement is counted for its warnings.
        """
        held: tuple[Label, ...] = (*cautions(self.arrays), *self._fewer())
        if on_outcomes:
            held = self.cautions
        return Finding(
            question=question,
            method=method,
            case_sha256=case_sha256(self.case),
            n_draws=self.draws.n_draws,
            seed=self.seed,
            version=version("detente"),
            values=values,
            warnings=(*held, *warnings),
            because=reasons(self.case),
        )


def prepare(
    case: Case,
    *,
    n_draws: int,
    seed: int,
    candidates: IntArray | None = None,
    group_size: int = GROUP_SIZE,
    scored: bool = True,
    on_outcomes: bool = True,
    n_sets: int | None = None,
) -> Prepared:
    """Return a case made ready for all questions.

    Parameters
    ----------
    case : Case
        A case without problems.
    n_draws : int
        Number of value sets to draw; a case so large that they would make more than `MAX_WORK`
        worths gets fewer, with a warning in its findings.
    seed : int
        Seed of the draws.
    candidates : intp array, shape (n_candidates, n_issues), optional
        The outcomes to look at instead of all; see `detente.analysis.arrays.to_arrays`.
    group_size : int
        Size up to which groups of parties get or lose their seat together in the seats finding.
    scored : bool
        Whether every party must have points; stability and forecast do without.
    on_outcomes : bool
        Whether outcomes are looked at; the forecast does without, and then no exact answer is
        worked out for a case too large to enumerate.
    n_sets : int, optional
        Most sets of demands to give up that are searched for where there is no settlement.

    Returns
    -------
    Prepared
        Arrays and draws; values 0 to 100.

    Raises
    ------
    AnalysisError
        No draws, no open issue, nobody at the table, links that no outcome satisfies, or a party
        known only by its order of outcomes where points are needed.

    Notes
    -----
    A case with more than `MAX_OUTCOMES` outcomes is not enumerated: without `candidates`, its draws
    look at the efficient settlements of the exact answer, and a caution says so.
    """
    if n_draws < 1:
        msg = f"number of draws is {n_draws}; ask for 1 at least, 1024 is usual"
        raise AnalysisError(msg)
    if scored:
        refuse_orders(case)
    exact = None
    too_many = candidates is None and n_outcomes(case) > MAX_OUTCOMES
    if too_many and not on_outcomes:
        candidates = linked_outcome(case)
    if too_many and candidates is None:
        exact = answer(case, n_sets)
        candidates = exact.candidates
    ready = to_arrays(case, candidates)
    most = max(MIN_DRAWS, MAX_WORK // (len(ready.parties) * ready.n_grid))
    draws = draw(ready, min(n_draws, most), seed)
    return Prepared(ready, draws, n_draws, seed, group_size, n_sets, exact)


def refuse_orders(case: Case) -> None:
    """Raise `AnalysisError` where a party has no points, only an order of the outcomes."""
    ordinal = case.ordinal()
    if not ordinal:
        return
    names = [case.party_name(party) for party in ordinal]
    msg = (
        f"only the order of outcomes is known of {', '.join(name.en for name in names)}, and this "
        "question needs points; give scores by issue, or ask for stability"
    )
    german = (
        f"Nur die Rangfolge der Ergebnisse ist bekannt bei: {', '.join(n.de for n in names)}. "
        "Diese Frage braucht Punkte: Werte je Thema angeben oder nach der Stabilität fragen."
    )
    raise AnalysisError(msg, german=german)


def case_sha256(case: Case) -> str:
    """Return the hash of a case; comments and the order of keys do not change it."""
    return content_sha256(case.model_dump(mode="json", by_alias=True))


def content_sha256(content: dict[str, object]) -> str:
    """Return the hash of a JSON object; the order of its keys does not change it."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
