"""Will it hold, who can leave, who can answer: the graph model on the outcomes of a case."""

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import cast

from detente.analysis.arrays import MAX_OUTCOMES
from detente.analysis.finding import Finding
from detente.analysis.given_graph import GivenGraph
from detente.analysis.graph import CaseGraph
from detente.analysis.grounds import held, hold_grounds
from detente.analysis.prepared import Prepared, content_sha256, prepare
from detente.analysis.problem import n_outcomes
from detente.analysis.stability_values import Holder, StabilityValues
from detente.case.graph_model import GraphModel
from detente.case.model import Case, Outcome
from detente.case.suppose import Supposition
from detente.sources.frozen import Label

METHOD = (
    "graph model: nash, gmr, smr, seq, sseq; answers in any legal sequence, nobody twice in a row; "
    "equal outcomes deter; issues that nobody holds change only by consent"
)


def stability(
    case: Case,
    *,
    n_draws: int = 1024,
    seed: int = 0,
    outcomes: Sequence[Outcome] = (),
    suppose: Supposition | None = None,
) -> Finding[StabilityValues]:
    """Return which outcomes hold, who can leave them and who can answer.

    Parameters
    ----------
    case : Case
        A case without problems; parties may be known only by their order of the outcomes.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.
    outcomes : sequence of dict of str to str
        Outcomes to look at beside settlements and status quo: an option for each issue; issues left
        out are at their status quo.
    suppose : Supposition, optional
        Options that the case does not have; what they would change stands apart in the finding.

    Returns
    -------
    Finding[StabilityValues]
        See the fields of `StabilityValues`; where the case is too large or nobody in it can change
        anything alone, nothing is looked at and a warning says so.

    Raises
    ------
    AnalysisError
        The case has no open issue or nobody at the table, no outcome satisfies its links, or an
        outcome asked for is none of it.

    Notes
    -----
    docs/methods/stability.md has definitions, assumptions and a worked example; [Howard1971]_,
    [FraserHipel1979]_, [FangEtAl1993]_ and [RegoVieira2017]_ stand in docs/bibliography.md.
    """
    ready = prepare(case, n_draws=n_draws, seed=seed, scored=False)
    return stability_finding(ready, outcomes, suppose)


def stability_finding(
    ready: Prepared, outcomes: Sequence[Outcome] = (), suppose: Supposition | None = None
) -> Finding[StabilityValues]:
    """Return the stability finding of a case made ready; see `stability`."""
    if not ready.arrays.complete:
        return _refused(ready, _too_large(ready.case), 0)
    held_any = any(set(ready.case.players()) & set(i.held_by) for i in ready.case.issues.values())
    if not held_any and suppose is None:
        return _refused(ready, _nobody_moves(), ready.arrays.n_outcomes)
    graph = CaseGraph(ready)
    # The kernels are compiled, and loading them takes longer than most cases.
    answer = import_module("detente.analysis.stability_answer").answer
    values = cast(StabilityValues, answer(ready, graph, outcomes, suppose))
    return ready.finding("stability", METHOD, values, _warnings(values))


def graph_stability(graph: GraphModel) -> Finding[StabilityValues]:
    """Return which states of a graph given directly hold, who can leave them and who can answer.

    Parameters
    ----------
    graph : GraphModel
        States, moves and orders; states stand as options of one issue, ``state``.

    Returns
    -------
    Finding[StabilityValues]
        As for a case, without shares of draws.
    """
    answer = import_module("detente.analysis.stability_given").answer_graph
    content = graph.model_dump(mode="json", by_alias=True)
    return Finding(
        question="stability",
        method=METHOD,
        case_sha256=content_sha256(content),
        n_draws=1,
        seed=0,
        version=version("detente"),
        values=cast(StabilityValues, answer(GivenGraph(graph))),
    )


def _refused(ready: Prepared, why: Label, n_feasible: int) -> Finding[StabilityValues]:
    case = ready.case
    values = StabilityValues(
        n_outcomes=n_feasible,
        looked_at=False,
        why_not=why,
        holders=tuple(
            Holder(
                party=party,
                seated=party in case.seated(),
                issues=held(case, party),
                grounds=hold_grounds(case, party),
            )
            for party in case.players()
        ),
        joint=tuple(i for i, issue in case.issues.items() if not issue.held_by),
        status_quo=_status_quo(case),
    )
    return ready.finding("stability", METHOD, values, (why,))


def _status_quo(case: Case) -> dict[str, str] | None:
    stated = {name: issue.status_quo for name, issue in case.issues.items()}
    found = {name: option for name, option in stated.items() if option is not None}
    return found if len(found) == len(stated) else None


def _too_large(case: Case) -> Label:
    n = n_outcomes(case)
    return Label(
        de=f"Der Fall hat {n:_} denkbare Ergebnisse, mehr als die {MAX_OUTCOMES:_}, für die sich "
        "Stabilität untersuchen lässt; sie wurde nicht untersucht.".replace("_", "."),
        en=f"The case has {n:,} outcomes, more than the {MAX_OUTCOMES:,} whose stability can be "
        "looked at; it was not.",
    )


def _nobody_moves() -> Label:
    return Label(
        de="Der Fall nennt für kein Thema, wer es allein ändern kann (held_by). Ohne das kann "
        "niemand einseitig etwas ändern, und jedes Ergebnis hielte; das wurde nicht untersucht. "
        "Eine Zeile genügt, mit Thema, Partei und Grund: "
        "issues.THEMA: held_by: {PARTEI: {assume: GRUND}}",
        en="The case names for no issue who can change it alone (held_by). Without that nobody "
        "can change anything one-sidedly, and every outcome would hold; nothing was looked at. "
        "One line is enough, with issue, party, and reason: "
        "issues.ISSUE: held_by: {PARTY: {assume: REASON}}",
    )


def _warnings(values: StabilityValues) -> tuple[Label, ...]:
    found = []
    if values.joint:
        found.append(
            Label(
                de=f"Themen, die niemand allein ändern kann: {', '.join(values.joint)}. Ob sie "
                "gehalten werden, wird nicht gefragt.",
                en=f"Issues that nobody can change alone: {', '.join(values.joint)}. Whether they "
                "are kept is not asked.",
            )
        )
    if values.status_quo is None:
        found.append(
            Label(
                de="Der Fall nennt den Status quo nicht für jedes Thema; Wege von dort fehlen.",
                en="The case does not state the status quo of every issue; ways from it are "
                "missing.",
            )
        )
    against = sum(
        any(
            held != (item.shares[c].share >= 0.5)
            for c, held in item.holds.items()
            if c in item.shares
        )
        for item in values.outcomes
    )
    if against:
        of = len(values.outcomes)
        found.append(
            Label(
                de=f"Für {against} von {of} Ergebnissen sagt die Mitte der Spannen unter einem der "
                "Konzepte etwas anderes als die meisten Wertesätze; dort zählen die Anteile.",
                en=f"For {against} of {of} outcomes the middle of the ranges says something else "
                "under one of the concepts than most value sets; there the shares count.",
            )
        )
    if any(p.n_departures and not p.departures for o in values.outcomes for p in o.parties):
        found.append(
            Label(
                de="Der Fall ist zu groß, um zu jedem Weggang die Antworten zu suchen; gezeigt "
                "wird nur, wer bleibt.",
                en="The case is too large to look for the answers to each departure; only who "
                "stays is shown.",
            )
        )
    drawn = max((e.of for item in values.outcomes for e in item.shares.values()), default=0)
    if not drawn and values.outcomes:
        found.append(
            Label(
                de="Der Fall ist zu groß, um die Stabilität in vielen Wertesätzen zu prüfen; sie "
                "gilt für die Mitte der Spannen.",
                en="The case is too large to look at stability in many value sets; it is given "
                "for the middle of the ranges.",
            )
        )
    return tuple(found)
