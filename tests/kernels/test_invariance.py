"""What must not change frontier and solutions: orders, copies, an issue about nothing, scales."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.problems import problems

from detente.kernels.blocks import to_blocks
from detente.kernels.condition import In
from detente.kernels.frontier import frontier
from detente.kernels.optimum import RULES, points
from detente.kernels.problem import Line, Quota

orders = st.randoms(use_true_random=False)
usual = settings(max_examples=20, deadline=None)


def told(condition, change):
    """Return a condition with every membership changed."""
    if isinstance(condition, In):
        return change(condition)
    return type(condition)(tuple(told(part, change) for part in condition.parts))


def retold(problem, parts, change):
    """Return a problem with other issues or options, its conditions changed accordingly."""
    return replace(
        problem,
        parts=tuple(parts),
        bonuses=tuple(replace(b, when=told(b.when, change)) for b in problem.bonuses),
        links=tuple(told(link, change) for link in problem.links),
        lines=tuple(Line(line.party, told(line.never, change)) for line in problem.lines),
    )


def vectors(problem):
    """Return the frontier: number of settlements by worth at the table."""
    found = frontier(to_blocks(problem))
    columns = (tuple(int(units) for units in column) for column in found.worth.T)
    return dict(zip(columns, map(int, found.counts), strict=True))


def check_solutions(problem, changed, back, rules=RULES):
    """Hold the solutions of two problems against each other; `back` undoes the change."""
    ours, theirs = points(problem, tuple(rules)), points(changed, tuple(rules))
    if ours is None:
        assert theirs is None
        return
    for rule in rules:
        one, other = ours[rule], theirs[rule]
        if not (one.has_more or other.has_more):
            named = {back(outcome) for outcome in (other.outcome, *other.ties)}
            assert named == {one.outcome, *one.ties}, rule


@usual
@given(problems(), orders)
def test_order_of_parties(problem, order):
    rows = list(range(problem.n_parties))
    order.shuffle(rows)
    place = {old: new for new, old in enumerate(rows)}
    changed = replace(
        problem,
        parts=tuple(part[rows] for part in problem.parts),
        bonuses=tuple(replace(b, party=place[b.party]) for b in problem.bonuses),
        lines=tuple(Line(place[line.party], line.never) for line in problem.lines),
        consent=tuple(
            Quota(tuple(sorted(place[m] for m in q.members)), q.least) for q in problem.consent
        ),
        table=tuple(sorted(place[party] for party in problem.table)),
        **{
            name: tuple(getattr(problem, name)[row] for row in rows)
            for name in ("no_deal", "floor", "unit", "influence")
        },
    )
    seats = [changed.table.index(place[party]) for party in problem.table]
    moved = {tuple(v[s] for s in seats): count for v, count in vectors(changed).items()}
    assert moved == vectors(problem)
    check_solutions(problem, changed, back=lambda outcome: outcome)


@usual
@given(problems(), orders)
def test_order_of_issues(problem, order):
    issues = list(range(len(problem.parts)))
    order.shuffle(issues)
    place = {old: new for new, old in enumerate(issues)}
    changed = retold(
        problem,
        [problem.parts[old] for old in issues],
        lambda single: In(place[single.issue], single.options),
    )
    assert vectors(changed) == vectors(problem)
    check_solutions(
        problem, changed, back=lambda outcome: tuple(outcome[place[i]] for i in range(len(issues)))
    )


@usual
@given(problems(), orders)
def test_order_of_options(problem, order):
    options = [list(range(n)) for n in problem.n_options]
    for each in options:
        order.shuffle(each)
    changed = retold(
        problem,
        [part[:, each] for part, each in zip(problem.parts, options, strict=True)],
        lambda single: In(
            single.issue, frozenset(options[single.issue].index(o) for o in single.options)
        ),
    )
    assert vectors(changed) == vectors(problem)
    check_solutions(
        problem,
        changed,
        back=lambda outcome: tuple(each[o] for each, o in zip(options, outcome, strict=True)),
    )


@usual
@given(problems(), st.data())
def test_a_copy_of_an_option(problem, data):
    issue = data.draw(st.integers(0, len(problem.parts) - 1))
    n_options = problem.n_options[issue]
    option = data.draw(st.integers(0, n_options - 1))
    parts = list(problem.parts)
    parts[issue] = np.hstack([parts[issue], parts[issue][:, [option]]])

    def change(single):
        copied = single.issue == issue and option in single.options
        return In(single.issue, single.options | {n_options}) if copied else single

    changed = retold(problem, parts, change)
    assert vectors(changed).keys() == vectors(problem).keys()
    assert all(vectors(changed)[v] >= count for v, count in vectors(problem).items())
    check_solutions(
        problem,
        changed,
        back=lambda outcome: tuple(
            option if (i, o) == (issue, n_options) else o for i, o in enumerate(outcome)
        ),
    )


@usual
@given(problems())
def test_an_issue_that_is_about_nothing(problem):
    nothing = np.zeros((problem.n_parties, 2), dtype=np.int64)
    changed = replace(problem, parts=(*problem.parts, nothing))
    assert vectors(changed) == {v: 2 * count for v, count in vectors(problem).items()}
    check_solutions(problem, changed, back=lambda outcome: outcome[:-1])


@usual
@given(problems(), st.data())
def test_the_scale_of_one_party(problem, data):
    """Egalitarian rules compare points between parties and are left out."""
    party = data.draw(st.integers(0, problem.n_parties - 1))
    factor = data.draw(st.sampled_from([2, 7, 10**20]))
    dtype = object if factor > 10 else np.int64
    scale = np.ones((problem.n_parties, 1), dtype=dtype)
    scale[party] = factor

    def times(numbers):
        return tuple(n * factor if p == party else n for p, n in enumerate(numbers))

    changed = replace(
        problem,
        parts=tuple(part.astype(dtype) * scale for part in problem.parts),
        bonuses=tuple(
            replace(b, units=b.units * factor) if b.party == party else b for b in problem.bonuses
        ),
        no_deal=times(problem.no_deal),
        floor=times(problem.floor),
    )
    stretched = [factor if p == party else 1 for p in problem.table]
    moved = {
        tuple(units // by for units, by in zip(v, stretched, strict=True)): count
        for v, count in vectors(changed).items()
    }
    assert moved == vectors(problem)
    if factor < 10:
        rules = [rule for rule in RULES if "egalitarian" not in rule]
        check_solutions(problem, changed, lambda outcome: outcome, rules)


@usual
@given(problems(), st.sampled_from([3, 10**25]))
def test_the_scale_of_all_parties(problem, factor):
    dtype = object if factor > 10 else np.int64
    changed = replace(
        problem,
        parts=tuple(part.astype(dtype) * factor for part in problem.parts),
        bonuses=tuple(replace(b, units=b.units * factor) for b in problem.bonuses),
        no_deal=tuple(units * factor for units in problem.no_deal),
        floor=tuple(units * factor for units in problem.floor),
    )
    check_solutions(problem, changed, back=lambda outcome: outcome)
    if (ours := points(problem, ("nash",))) is not None:
        theirs = points(changed, ("nash",))
        assert theirs["nash"].value == pytest.approx(ours["nash"].value * factor)
