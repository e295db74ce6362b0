"""The finding against the definitions, word by word, on outcomes written out one by one."""

from fractions import Fraction
from itertools import product
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability
from tests.analysis_cases import rich_cases, uncertain_cases

from detente.analysis.stability import stability
from detente.case.model import Case, IssuePreference, Value
from detente.case.statements import holds, parse_statement

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
UNKNOWN = Value(low=0, high=100)
BEST = Value(low=100, high=100)


def true(text, outcome, case):
    return holds(parse_statement(text), outcome, case.issues)


def outcomes_of(case):
    every = [
        dict(zip(case.issues, chosen, strict=True))
        for chosen in product(*(issue.options for issue in case.issues.values()))
    ]
    return [
        o
        for o in every
        if all(not true(link.if_, o, case) or true(link.then, o, case) for link in case.links)
    ]


def may_move(case, party, start, end):
    """Return whether one move of a party leads from one outcome to another."""
    changed = [issue for issue in start if start[issue] != end[issue]]
    return bool(changed) and all(
        party in case.issues[i].held_by
        and (
            case.issues[i].options[start[i]].leads_to is None
            or end[i] in case.issues[i].options[start[i]].leads_to
        )
        for i in changed
    )


def worth(case, party, outcome):
    """Return what orders outcomes: no red line crossed first, then the mean of the scores."""
    wants = case.preferences[party]
    crossed = any(
        line.barred is not None and true(line.barred, outcome, case) for line in wants.red_lines
    )
    if wants.ranking:
        for place, rank in enumerate(wants.ranking):
            if any(true(text, outcome, case) for text in rank.any_of):
                return (not crossed, -place)
        return (not crossed, -len(wants.ranking))
    if wants.priorities:
        return (not crossed, *(true(item.statement, outcome, case) for item in wants.priorities))
    total, points = Fraction(0), Fraction(0)
    for issue in case.issues:
        wish = wants.issues.get(issue, IssuePreference())
        option = outcome[issue]
        score = wish.scores.get(option, BEST if wish.ideal == option else UNKNOWN)
        total += wish.salience.exact_mid
        points += wish.salience.exact_mid * score.exact_mid
    if not total:
        scores = [
            wants.issues.get(i, IssuePreference()).scores.get(outcome[i], UNKNOWN).exact_mid
            for i in case.issues
        ]
        points, total = sum(scores, Fraction(0)), Fraction(len(scores))
    added = [item.add.exact_mid for item in wants.interactions if true(item.when, outcome, case)]
    return (not crossed, points / total + sum(added, Fraction(0)))


def literal(case):
    states = outcomes_of(case)
    parties = case.players()
    targets = {
        (p, s): [q for q, end in enumerate(states) if may_move(case, party, states[s], end)]
        for p, party in enumerate(parties)
        for s in range(len(states))
    }
    rank = np.zeros((len(parties), len(states)), dtype=np.int32)
    for p, party in enumerate(parties):
        values = [worth(case, party, outcome) for outcome in states]
        order = sorted(set(values))
        rank[p] = [order.index(value) for value in values]
    graph = SimpleNamespace(
        n_parties=len(parties),
        n_states=len(states),
        feasible=None,
        moves=lambda party, state: targets[party, state],
    )
    return states, literal_stability.stable(graph, rank, CONCEPTS)


@st.composite
def cases(draw):
    content = draw(rich_cases() | uncertain_cases()).model_dump(mode="json", by_alias=True)
    parties = list(content["parties"])
    for issue in content["issues"].values():
        issue["held_by"] = draw(st.lists(st.sampled_from(parties), unique=True, max_size=2))
        options = list(issue["options"])
        issue["status_quo"] = draw(st.sampled_from(options))
        for option in draw(st.lists(st.sampled_from(options), unique=True, max_size=1)):
            issue["options"][option]["leads_to"] = []
    if draw(st.booleans()):
        name, issue = next(iter(content["issues"].items()))
        one, other = list(issue["options"])[:2]
        content["preferences"][parties[-1]] = draw(
            st.sampled_from(
                [
                    {"ranking": [f"{name} = {other}", f"{name} = {one}"]},
                    {"priorities": [f"{name} != {one}", f"{name} = {other}"]},
                ]
            )
        )
    return Case.model_validate(content)


@settings(max_examples=12, deadline=None)
@given(cases())
def test_who_stays_where_is_what_the_definitions_say(case):
    values = stability(case, n_draws=1).values
    if not values.looked_at:
        return
    states, table = literal(case)
    assert values.n_outcomes == len(states)
    assert values.n_equilibria == {
        c: int(table[n].all(axis=0).sum()) for n, c in enumerate(CONCEPTS)
    }
    for item in values.outcomes:
        state = states.index(item.outcome)
        for place, party in enumerate(case.players()):
            stays = {c: bool(table[n, place, state]) for n, c in enumerate(CONCEPTS)}
            assert item.party(party).holds == stays
