"""What would change for the outcomes looked at if a party had options that the case does not have.

Loads numba: import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.analysis.arrays import MAX_OUTCOMES
from detente.analysis.graph import CaseGraph
from detente.analysis.prepared import case_sha256, prepare
from detente.analysis.problem import n_outcomes
from detente.analysis.stability_estimates import estimates
from detente.analysis.stability_hold import CONCEPTS, departures
from detente.analysis.stability_outcomes import MAX_EXPLAINED
from detente.analysis.stability_supposed_values import (
    Supposed,
    SupposedAnswer,
    SupposedDeparture,
    SupposedOutcome,
    SupposedTurn,
)
from detente.analysis.stability_values import Concept, Ground, Held
from detente.case.model import Outcome
from detente.case.suppose import Supposition
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability import equilibria, stable
from detente.sources.frozen import Label

MAX_OF_PARTY = 3
"""Most moves newly possible that are told of one party at one outcome."""


def supposed(graph: CaseGraph, outcomes: Sequence[Held], supposition: Supposition) -> Supposed:
    """Return what would change for outcomes of a case with what is supposed.

    Parameters
    ----------
    graph : CaseGraph
        The case.
    outcomes : sequence of Held
        Those looked at, as they are in the case.
    supposition : Supposition
        What is added to it.

    Returns
    -------
    Supposed
        An outcome of the case is looked at as *extended*: each added issue at its `status_quo`. It
        is compared with itself in the case, concept by concept.

    Notes
    -----
    That extension is the outcome of the case itself, on the day it is agreed on: what is supposed
    can be done, and has not been. How many of the outcomes that agree with it on the case hold,
    with what is supposed done or not, stands beside.
    """
    union = supposition.case
    about = {
        "title": supposition.title,
        "case_sha256": case_sha256(union),
        "parties": supposition.parties,
        "issues": supposition.issues,
        "options": supposition.options,
        "added": tuple(
            Ground(path=item.path, because=item.because, assume=item.assume)
            for item in supposition.added
        ),
    }
    if n_outcomes(union) > MAX_OUTCOMES:
        return Supposed(**about, looked_at=False, why_not=_too_large(n_outcomes(union)))
    ready = graph.ready
    there = CaseGraph(prepare(union, n_draws=ready.wanted_draws, seed=ready.seed, scored=False))
    both = _Both(graph, there, supposition)
    states = [both.extended[graph.state(item.outcome)] for item in outcomes]
    possible = [bool(there.feasible(state)) for state in states]
    asked = [state for state, may in zip(states, possible, strict=True) if may]
    drawn = estimates(there, asked).every if asked else ()
    shares = dict(zip(asked, drawn, strict=True))
    before = equilibria(both.before)[:, both.listed]
    after = equilibria(both.after)[:, both.extended[both.listed]]
    return Supposed(
        **about,
        n_outcomes=there.n_feasible,
        n_before=_counts(before),
        n_after=_counts(after),
        outcomes=tuple(
            _outcome(both, item, state).model_copy(
                update={"shares_after": shares[state], "shares_before": item.shares}
            )
            if may
            else SupposedOutcome(
                outcome=item.outcome, extended=there.outcome(int(state)), possible=False
            )
            for item, state, may in zip(outcomes, states, possible, strict=True)
        ),
        indifferent=both.indifferent(),
        reordered=both.reordered(),
    )


@dataclass(frozen=True, eq=False)
class _Both:
    """A case, and the same with what is supposed."""

    base: CaseGraph
    union: CaseGraph
    supposition: Supposition

    @cached_property
    def before(self) -> BoolArray:
        """Who stays where in the case."""
        return stable(self.base.graph, self.base.rank, CONCEPTS)

    @cached_property
    def after(self) -> BoolArray:
        """Who stays where with what is supposed."""
        return stable(self.union.graph, self.union.rank, CONCEPTS)

    @cached_property
    def listed(self) -> IntArray:
        """Outcomes of the case that satisfy its links."""
        feasible = self.base.graph.feasible
        if feasible is None:
            return np.arange(self.base.graph.n_states, dtype=np.intp)
        return np.flatnonzero(feasible)

    @cached_property
    def _numbers(self) -> IntArray:
        """Numbers with what is supposed; outcomes of the case first, then what is added."""
        arrays, case = self.union.ready.arrays, self.base.ready.arrays
        axes = [arrays.issues.index(issue) for issue in case.issues]
        new = [axis for axis in range(len(arrays.issues)) if axis not in axes]
        every = np.arange(self.union.graph.n_states, dtype=np.intp)
        numbers = every.reshape(self.union.graph.sizes).transpose([*axes, *new])
        places = [
            [arrays.options[axis].index(option) for option in options]
            for axis, options in zip(axes, case.options, strict=True)
        ]
        chosen = numbers[np.ix_(*places)] if places else numbers
        return np.ascontiguousarray(chosen).reshape(self.base.graph.n_states, -1)

    @cached_property
    def extended(self) -> IntArray:
        """For each outcome of the case its number with each added issue as things are."""
        arrays, case = self.union.ready.arrays, self.supposition.case
        sizes, today = [], []
        for name, options in zip(arrays.issues, arrays.options, strict=True):
            if name in self.supposition.issues:
                sizes.append(len(options))
                today.append(options.index(str(case.issues[name].status_quo)))
        place = int(np.ravel_multi_index(today, sizes)) if today else 0
        found: IntArray = self._numbers[:, place]
        return found

    def extensions(self, state: int) -> IntArray:
        """Return the outcomes that agree with one of the case on all that the case has."""
        found: IntArray = self._numbers[state]
        feasible = self.union.graph.feasible
        return found if feasible is None else found[feasible[found]]

    def indifferent(self) -> tuple[str, ...]:
        """Return the parties to which nothing that is added makes a difference."""
        if not self.supposition.issues:
            return ()
        rank = self.union.rank
        same = [
            party
            for row, party in enumerate(self.union.parties)
            if (rank[row][self._numbers] == rank[row][self._numbers[:, :1]]).all()
        ]
        return tuple(party for party in self.union.listed if party in same)

    def reordered(self) -> tuple[str, ...]:
        """Return the parties that order the outcomes of the case otherwise."""
        found = []
        for party in self.base.listed:
            one = self.base.rank[self.base.parties.index(party), self.listed]
            other = self.union.rank[self.union.parties.index(party), self.extended[self.listed]]
            if not np.array_equal(_dense(one), _dense(other)):
                found.append(party)
        return tuple(found)


def _outcome(both: _Both, item: Held, state: int) -> SupposedOutcome:
    here = both.base.state(item.outcome)
    table, union = both.after, both.union
    extensions = both.extensions(here)
    explained = union.around(state).graph.n_states <= MAX_EXPLAINED
    return SupposedOutcome(
        outcome=item.outcome,
        extended=union.outcome(state),
        possible=True,
        before=item.holds,
        after={c: bool(table[n, :, state].all()) for n, c in enumerate(CONCEPTS)},
        n_extensions=len(extensions),
        n_holding=_counts(equilibria(table)[:, extensions]),
        turns=_turns(both, here, state),
        departures=_departures(both, here, state) if explained else (),
        answers=_answers(both, here, state) if explained else (),
    )


def _turns(both: _Both, here: int, state: int) -> tuple[SupposedTurn, ...]:
    found = []
    for party in both.union.listed:
        row = both.union.parties.index(party)
        known = party in both.base.parties
        for n, concept in enumerate(CONCEPTS):
            after = bool(both.after[n, row, state])
            before = None
            if known:
                before = bool(both.before[n, both.base.parties.index(party), here])
            if before is not after and (known or not after):
                found.append(SupposedTurn(party=party, concept=concept, before=before, after=after))
    return tuple(found)


def _departures(both: _Both, here: int, state: int) -> tuple[SupposedDeparture, ...]:
    """Return the moves that pay and that only what is supposed makes possible."""
    union = both.union
    found = []
    for party in union.listed:
        row = union.parties.index(party)
        moves = union.graph.moves(row, state)
        if not (union.rank[row, moves] > union.rank[row, state]).any():
            continue
        known: set[int] = set()
        if party in both.base.parties:
            before = both.base.graph.moves(both.base.parties.index(party), here)
            known = {int(end) for end in both.extended[before]}
        new = [
            departure
            for departure in departures(union, row, state, None)
            if union.state(departure.step.outcome) not in known
        ]
        found += [
            SupposedDeparture(party=party, seated=party in union.seated, departure=departure)
            for departure in new[:MAX_OF_PARTY]
        ]
    return tuple(sorted(found, key=lambda item: sum(a.deters for a in item.departure.answers)))


def _answers(both: _Both, here: int, state: int) -> tuple[SupposedAnswer, ...]:
    """Return the moves of the case that are newly answered or newly evaded."""
    base, union = both.base, both.union
    found = []
    for party in base.listed:
        row, there = base.parties.index(party), union.parties.index(party)
        moves = base.graph.moves(row, here)
        if not (base.rank[row, moves] > base.rank[row, here]).any():
            continue
        after = {_key(d.step.changes): d for d in departures(union, there, state, None)}
        for departure in departures(base, row, here, None):
            now = after.get(_key(departure.step.changes))
            for old, new in zip(departure.answers, now.answers if now else (), strict=False):
                if now is not None and old.deters is not new.deters:
                    found.append(
                        SupposedAnswer(
                            party=party, seated=party in union.seated, step=now.step,
                            before=old.deters, after=new.deters, answer=new, grounds=now.grounds,
                        )
                    )  # fmt: skip
    return tuple(found)


def _key(changes: Outcome) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(changes.items()))


def _counts(table: BoolArray) -> dict[Concept, int]:
    return {concept: int(table[n].sum()) for n, concept in enumerate(CONCEPTS)}


def _dense(rank: RankArray) -> IntArray:
    return np.unique(rank, return_inverse=True)[1].reshape(-1)


def _too_large(number: int) -> Label:
    return Label(
        de=f"Mit der Annahme hat der Fall {number} Ergebnisse, mehr als die {MAX_OUTCOMES}, für "
        "die Stabilität untersucht wird. Weniger Optionen annehmen.",
        en=f"With what is supposed the case has {number} outcomes, more than the {MAX_OUTCOMES} "
        "for which stability is looked at. Suppose fewer options.",
    )
