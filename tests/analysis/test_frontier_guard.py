"""A frontier that would be too large is announced as such, and comes with a bound on its error."""

import numpy as np
import pytest
from tests.analysis_cases import case_of, orchard, wants

from detente.analysis import answer as module
from detente.analysis.answer import answer
from detente.cli.show_exact import exact_blocks
from detente.cli.words import Names
from detente.kernels.counting import count
from detente.kernels.frontier_cover import cover


@pytest.fixture(scope="module")
def bazaar():
    """Return three parties, six issues of four options and scores drawn at random."""
    rng = np.random.default_rng(5)
    issues = {f"i{n}": tuple("abcd") for n in range(6)}

    def preference():
        scores = {i: (50, {o: int(rng.integers(0, 101)) for o in "abcd"}) for i in issues}
        return wants(20, **scores)

    parties = ("ann", "ben", "eve")
    return case_of(dict.fromkeys(parties, True), issues, {p: preference() for p in parties})


@pytest.fixture
def _small(monkeypatch):
    monkeypatch.setattr(module, "MAX_VECTORS", 20)
    monkeypatch.setattr(module, "cover", lambda problem, start: cover(problem, start, most=16))


def said(exact):
    return str(exact_blocks(exact, Names("en"))[0])


@pytest.fixture(scope="module")
def whole(bazaar):
    """Return the complete frontier."""
    return answer(bazaar).values


@pytest.mark.usefixtures("_small")
def test_too_many_vectors_are_expected_before_and_the_error_is_stated(bazaar, whole):
    found = answer(bazaar).values
    complete = whole.frontier
    assert complete.complete
    assert complete.expected is None
    assert complete.n_vectors / 3 <= found.frontier.expected <= complete.n_vectors * 3
    assert not found.frontier.complete
    for point in complete.points:
        assert any(
            all(
                best - listed <= found.frontier.error + 1e-9
                for best, listed in zip(point.worth, o.worth, strict=True)
            )
            for o in found.frontier.points
        )


@pytest.mark.usefixtures("_small")
def test_the_terminal_says_how_many_were_expected(bazaar, whole):
    text = said(answer(bazaar).values)
    assert "expected, too many to list all, error at most" in text
    assert "expected" not in said(whole)


@pytest.mark.usefixtures("_small")
def test_what_rules_name_does_not_depend_on_it(bazaar, whole):
    found = answer(bazaar).values
    assert not found.frontier.complete
    named = {point.rule: point.outcomes for point in whole.solutions}
    for point in found.solutions:
        assert point.outcomes == named[point.rule]


@pytest.mark.usefixtures("_small")
def test_a_small_case_is_looked_at_completely_all_the_same():
    frontier = answer(orchard()).values.frontier
    assert frontier.complete
    assert frontier.expected is None


def test_a_number_that_is_only_bounded_comes_with_an_estimate_called_so(bazaar, whole, monkeypatch):
    exact = whole.n_settlements
    assert exact.low == exact.high
    assert whole.n_settlements_estimate is None
    assert "estimated" not in said(whole)
    monkeypatch.setattr(module, "count", lambda blocks: count(blocks, most=2))
    found = answer(bazaar).values
    assert found.n_settlements.low < found.n_settlements.high
    estimate = found.n_settlements_estimate
    assert found.n_settlements.low <= estimate.low <= exact.low <= estimate.high
    assert estimate.high <= found.n_settlements.high
    assert estimate.number == pytest.approx(exact.low, rel=0.1)
    assert "estimated from random outcomes: about" in said(found)


@pytest.fixture(scope="module")
def chained():
    """Return three parties and nine issues, each tied to the next by a red line."""
    rng = np.random.default_rng(8)
    issues = {f"i{n}": tuple("abcd") for n in range(9)}

    def preference(place):
        scores = {i: (50, {o: int(rng.integers(0, 101)) for o in "abcd"}) for i in issues}
        lines = [f"i{n} = a and i{n + 1} = b" for n in range(place, 8, 3)]
        return wants(45, lines, **scores)

    parties = ("ann", "ben", "eve")
    made = {party: preference(place) for place, party in enumerate(parties)}
    return case_of(dict.fromkeys(parties, True), issues, made)


def test_issues_tied_too_closely_to_be_merged_have_a_frontier_with_an_error(chained, monkeypatch):
    monkeypatch.setattr(module, "cover", lambda problem, start: cover(problem, start, max_work=500))
    found = answer(chained)
    frontier = found.values.frontier
    assert not frontier.complete
    assert frontier.expected is None
    assert 0 < frontier.error < 10
    assert f"vectors), error at most {frontier.error:.1f}"[:-2] in said(found.values)
    named = {tuple(point.outcomes[0].items()) for point in found.values.solutions}
    assert named <= {tuple(point.outcome.items()) for point in frontier.points}
    for point in frontier.points:
        for n in range(8):
            assert (point.outcome[f"i{n}"], point.outcome[f"i{n + 1}"]) != ("a", "b")
    assert len(found.candidates) == len(frontier.points)
    for party in found.values.parties:
        assert party.below_no_deal.high == party.crossed.high == 0
