"""The whole answer on the stability of a case in which somebody can move.

Loads numba: imported only then.
"""

from collections.abc import Sequence

import numpy as np

from detente.analysis.graph import CaseGraph, Surroundings
from detente.analysis.grounds import ground, hold_grounds
from detente.analysis.grounds import held as held_issues
from detente.analysis.prepared import Prepared
from detente.analysis.relations import great_orders, unknown_orders
from detente.analysis.stability_changes import effects, frozen_parties
from detente.analysis.stability_estimates import Estimates, estimates
from detente.analysis.stability_focus import Focus, focus_of, status_quo_of
from detente.analysis.stability_hold import CONCEPTS
from detente.analysis.stability_more import at_once, coalitions, foresight, strengths, variants
from detente.analysis.stability_outcomes import MAX_EXPLAINED, Asked, held
from detente.analysis.stability_picture import neighborhood
from detente.analysis.stability_supposed import supposed
from detente.analysis.stability_values import Held, Holder, OneWay, StabilityValues
from detente.analysis.stability_ways import Ways, roadmaps
from detente.case.model import Outcome
from detente.case.suppose import Supposition
from detente.kernels.outcomes import BoolArray
from detente.kernels.problem import Quota
from detente.kernels.stability import equilibria
from detente.kernels.stability_less import Whole
from detente.kernels.stability_relation import Relation

N_RESTING = 6
"""Most outcomes shown that hold, where there is no settlement to look at."""


def answer(
    ready: Prepared,
    graph: CaseGraph,
    asked: Sequence[Outcome] = (),
    suppose: Supposition | None = None,
) -> StabilityValues:
    """Return whether the settlements of a case hold, who can leave and who can answer.

    Parameters
    ----------
    ready : Prepared
        The case.
    graph : CaseGraph
        The same as a graph; somebody holds something in it, or in what is supposed.
    asked : sequence of dict of str to str
        Outcomes looked at beside settlements and status quo.
    suppose : Supposition, optional
        What the outcomes are looked at with, apart.

    Returns
    -------
    StabilityValues
        See its fields.
    """
    whole = Whole(graph.graph, graph.rank, CONCEPTS)
    table = whole.table
    at_rest = equilibria(table)
    focus = _focus(ready, graph, asked, at_rest)
    states = [item.state for item in focus]
    drawn = estimates(graph, states)
    outcomes, n_unknown = _outcomes(graph, focus, table, drawn)
    status_quo = status_quo_of(graph)
    ways = Ways(
        graph=graph,
        joint=tuple(axis for axis, issue in enumerate(ready.arrays.issues) if issue in graph.joint),
        shared=_shared(graph),
        consent=_consent(graph),
        table=ready.case.seated(),
    )
    maps = () if status_quo is None else roadmaps(ways, status_quo, states)
    return StabilityValues(
        n_outcomes=graph.n_feasible,
        looked_at=True,
        holders=holders(graph),
        joint=graph.joint,
        one_way=one_way(graph),
        status_quo=None if status_quo is None else graph.outcome(status_quo),
        n_equilibria={c: int(at_rest[n].sum()) for n, c in enumerate(CONCEPTS)},
        outcomes=outcomes,
        roadmaps=maps,
        frozen=frozen_parties(graph, whole, states, {h.party: h.issues for h in holders(graph)}),
        effects=effects(graph, whole, states),
        certain=graph.certain,
        n_unknown=n_unknown,
        graph=neighborhood(graph, outcomes, maps, graph.state, at_rest),
        supposed=None if suppose is None else supposed(graph, outcomes, suppose),
    )


def holders(graph: CaseGraph) -> tuple[Holder, ...]:
    """Return what each party can change alone, in the order of the case."""
    return tuple(
        Holder(
            party=party,
            seated=party in graph.seated,
            issues=held_issues(graph.case, party),
            grounds=hold_grounds(graph.case, party),
        )
        for party in graph.listed
    )


def one_way(graph: CaseGraph) -> tuple[OneWay, ...]:
    """Return the options that one-sided moves cannot leave for every other."""
    return tuple(
        OneWay(
            issue=name,
            option=key,
            leads_to=option.leads_to,
            ground=ground(f"issues.{name}.options.{key}.leads_to", option),
        )
        for name, issue in graph.case.issues.items()
        for key, option in issue.options.items()
        if option.leads_to is not None and set(issue.options) - {key} - set(option.leads_to)
    )


def _focus(
    ready: Prepared, graph: CaseGraph, asked: Sequence[Outcome], at_rest: BoolArray
) -> list[Focus]:
    found = focus_of(ready, graph, asked)
    if any(set(item.kinds) - {"status_quo", "asked"} for item in found):
        return found
    known = {item.state for item in found}
    for concept in ("sseq", "seq", "gmr"):
        states = np.flatnonzero(at_rest[CONCEPTS.index(concept)])
        if len(states):
            resting = [int(state) for state in states if int(state) not in known]
            return [*(Focus(state, ("resting",)) for state in resting[:N_RESTING]), *found]
    return found


def _outcomes(
    graph: CaseGraph, focus: list[Focus], table: BoolArray, drawn: Estimates
) -> tuple[tuple[Held, ...], int]:
    together: dict[int, list[Focus]] = {}
    for item in focus:
        together.setdefault(id(graph.around(item.state)), []).append(item)
    found: dict[int, Held] = {}
    n_unknown = 0
    for group in together.values():
        states = [item.state for item in group]
        around = graph.around(states[0])
        explained = around.graph.n_states <= MAX_EXPLAINED
        unknown = unknown_orders(graph, around.states) if explained else None
        great = great_orders(graph, around.states) if explained else None
        n_unknown += 0 if unknown is None else _n_open(around, unknown, states)
        said = None if unknown is None else variants(around, unknown, states)
        strong = None if great is None else strengths(around, great, states)
        groups = coalitions(graph, around, states) if explained else None
        moved = at_once(around, states) if explained else None
        ahead = foresight(around, states) if explained else None
        for n, item in enumerate(group):
            place = focus.index(item)
            asked = Asked(
                focus=item,
                table=table[:, :, item.state],
                every=drawn.every[place],
                party=drawn.party[place],
                variants=() if said is None else said[n],
                strength=() if strong is None else strong[n],
                together=None if groups is None else groups[n],
                at_once=None if moved is None else moved[n],
                foresight={} if ahead is None else ahead[n],
                place=place,
                seed=graph.ready.seed,
            )
            found[item.state] = held(graph, asked)
    return tuple(found[item.state] for item in focus), n_unknown


def _n_open(around: Surroundings, unknown: Relation, states: list[int]) -> int:
    """Return how many pairs of one of some outcomes and another some party's values leave open."""
    feasible = around.graph.feasible
    counted = 0
    for state in states:
        open_ = np.any(
            [unknown.not_known(row, around.local(state)) for row in range(unknown.n_parties)],
            axis=0,
        )
        counted += int((open_ if feasible is None else open_ & feasible).sum())
    return counted


def _shared(graph: CaseGraph) -> tuple[int, ...]:
    """Return the axes that several at the table hold and that no one-sided move opens wholly."""
    issues = graph.ready.arrays.issues
    return tuple(
        axis
        for axis, issue in enumerate(issues)
        if len(graph.seated & set(graph.case.issues[issue].held_by)) > 1
        and not graph.graph.allowed[axis].all()
    )


def _consent(graph: CaseGraph) -> tuple[Quota, ...]:
    """Return whose gain a step taken together needs, rows of the graph."""
    arrays = graph.ready.arrays
    row_of = {row: place for place, row in enumerate(graph.rows)}
    return tuple(
        Quota(tuple(sorted(row_of[member] for member in quota.members)), quota.least)
        for quota in arrays.consent(arrays.seated)
    )
