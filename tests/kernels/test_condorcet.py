"""Contests of pairs against plain chains, a peer's published figures, and their symmetries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stated_places import arrays, emissions, parties, voices

from detente.errors import AnalysisError
from detente.kernels.condorcet import CHAINS, VOTES, condorcet, elect

RULES = st.fixed_dictionaries(
    {
        "votes": st.sampled_from(sorted(VOTES)),
        "chain": st.sampled_from(sorted(CHAINS)),
        "power": st.sampled_from([1.0, 2.0, 4.0, "ramp"]),
        "utility": st.sampled_from(["linear", "quadratic"]),
    }
)


def thrown_in(difference, votes):
    """Return what is thrown in for the better option, by the words of the docstring."""
    d = difference
    return {
        "proportional": d,
        "mostly_proportional": 0.8 * d + 0.2,
        "binary": 1.0,
        "nearer": 1.0,
        "proportional_cubic": (d + d**3) / 2,
        "cubic": d**3,
        "loss_averse": d,
    }[votes]


def wins(one, other, power):
    if power == "ramp":
        lead = (2.1 * one / (one + other) - 1) / 0.1
        return min(max(lead, 1e-6), 1 - 1e-6)
    return one**power / (one**power + other**power)


def slow_pairs(utility, weights, votes, power):
    """Return support and chances for each ordered pair; utility as rows of options per party."""
    total = sum(weights)
    n = len(utility[0])
    support, chance = np.full((n, n), 1e-8), np.full((n, n), 0.5)
    against = np.full((n, n), 1e-8)
    for a in range(n):
        for b in range(n):
            for row, weight in zip(utility, weights, strict=True):
                d = row[a] - row[b]
                if d > 1e-12:
                    eager = 2 / 3 if votes == "loss_averse" else 1
                    support[a, b] += weight / total * thrown_in(d, votes) * eager
                elif d < -1e-12:
                    against[a, b] += weight / total * thrown_in(-d, votes)
                elif votes == "nearer" and a != b:
                    support[a, b] += weight / total / 2
                    against[a, b] += weight / total / 2
            if a != b:
                chance[a, b] = wins(support[a, b], against[a, b], power)
    return support, chance


def slow_chances(utility, weights, votes, power, chain):
    """Return the chances by iteration, as slowly as it takes."""
    support, chance = slow_pairs(utility, weights, votes, power)
    n = len(chance)
    if chain == "conditional":
        product = chance.prod(axis=1)
        return product / product.sum()
    rate = np.full((n, n), 1 / n)
    if chain == "incentive":
        rate = support * chance
        rate = rate / rate.sum(axis=0)
    step = rate * chance
    np.fill_diagonal(step, 0)
    np.fill_diagonal(step, 1 - step.sum(axis=0))
    values, vectors = np.linalg.eig(step)
    found = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    return found / found.sum()


@settings(max_examples=60)
@given(parties(), RULES.filter(lambda r: r["chain"] != "eigenvector"))
def test_chances_are_those_of_a_plain_chain_over_stated_places(case, rules):
    stated = [(float(p), float(w)) for p, w in voices(*case) if w]
    places = sorted({p for p, _ in stated})
    power = 2 if rules["utility"] == "quadratic" else 1
    utility = [[1 - (abs(p - a) / 100) ** power for a in places] for p, _ in stated]
    expected = slow_chances(
        utility, [w for _, w in stated], rules["votes"], rules["power"], rules["chain"]
    )
    found = condorcet(*arrays(*case), **rules)
    n = len(places)
    assert found.places[:n].tolist() == places
    assert np.isnan(found.places[n:]).all()
    assert not found.probability[n:].any()
    assert found.probability[:n] == pytest.approx(expected, abs=1e-5)
    assert found.mean == pytest.approx(float(expected @ np.array(places)), abs=1e-3)


@settings(max_examples=40)
@given(parties(), RULES)
def test_the_eigenvector_is_one_and_every_chance_is_a_chance(case, rules):
    found = condorcet(*arrays(*case), **(rules | {"chain": "eigenvector"}))
    stated = [(float(p), float(w)) for p, w in voices(*case) if w]
    places = sorted({p for p, _ in stated})
    power = 2 if rules["utility"] == "quadratic" else 1
    utility = [[1 - (abs(p - a) / 100) ** power for a in places] for p, _ in stated]
    _, chance = slow_pairs(utility, [w for _, w in stated], rules["votes"], rules["power"])
    v = found.probability[: len(places)]
    assert v.sum() == pytest.approx(1)
    grown = chance @ v
    assert grown / grown.sum() == pytest.approx(v, abs=1e-6)


@settings(max_examples=60)
@given(parties(), RULES, st.randoms(use_true_random=False))
def test_order_of_parties_direction_of_the_scale_and_size_of_weights_do_not_matter(
    case, rules, random
):
    places, weights = arrays(*case)
    order = list(range(len(places)))
    random.shuffle(order)
    found = condorcet(places, weights, **rules)
    shuffled = condorcet(places[order], weights[order] * 3, **rules)
    assert shuffled.mean == pytest.approx(float(found.mean), abs=1e-9)
    assert shuffled.probability == pytest.approx(found.probability, abs=1e-9)
    turned = condorcet(100 - places, weights, **rules)
    assert turned.mean == pytest.approx(100 - float(found.mean), abs=1e-9)
    n = int(np.isfinite(found.places).sum())
    assert turned.probability[:n] == pytest.approx(found.probability[:n][::-1], abs=1e-9)


@settings(max_examples=40)
@given(parties(), RULES)
def test_two_parties_in_one_place_are_as_one_with_their_weight(case, rules):
    places, weights = arrays(*case)
    if not weights.any():
        weights = weights + 1
    whole = condorcet(places, weights, **rules)
    halves = condorcet(np.repeat(places, 2), np.repeat(weights / 2, 2), **rules)
    assert halves.mean == pytest.approx(float(whole.mean), abs=1e-9)


def test_the_election_of_a_peer_on_the_published_case_is_met_by_its_rules():
    places, weights = emissions()
    found = condorcet(places, weights, votes="nearer", chain="eigenvector", scale=(4.0, 10.0))
    assert found.places[:3].tolist() == [4, 7, 10]
    assert found.probability[:3].round(3).tolist() == [0.289, 0.363, 0.348]
    assert float(found.mean) == pytest.approx(7.179, abs=5e-4)


@pytest.mark.parametrize("chain", ["uniform_challenger", "incentive", "conditional"])
def test_two_options_win_in_proportion_to_what_stands_behind_them(chain):
    found = elect([[1.0, 0.0], [0.0, 1.0]], [3.0, 1.0], chain=chain)
    assert found == pytest.approx([0.75, 0.25], abs=1e-6)


def test_higher_powers_favor_the_stronger_and_the_ramp_makes_it_certain():
    chances = [
        elect([[1.0, 0.0], [0.0, 1.0]], [3.0, 2.0], power=power)[0]
        for power in (1.0, 2.0, 4.0, 8.0, "ramp")
    ]
    assert chances == sorted(chances)
    assert chances[0] == pytest.approx(0.6, abs=1e-6)
    assert chances[-1] == pytest.approx(1.0, abs=1e-5)


def test_loss_aversion_keeps_what_is_in_force():
    places, weights = [0.0, 40.0, 100.0], [1.0, 1.0, 1.0]
    plain = condorcet(places, weights)
    averse = condorcet(places, weights, votes="loss_averse")
    assert averse.probability[1] > plain.probability[1]


def test_given_options_are_the_candidates_in_their_order_and_nobody_needs_to_stand_there():
    found = condorcet([0.0, 100.0], [1.0, 1.0], options=[100.0, 50.0, 0.0])
    assert found.places.tolist() == [100.0, 50.0, 0.0]
    assert found.probability[0] == pytest.approx(found.probability[2])


def test_a_party_without_weight_does_not_stand():
    found = condorcet([0.0, 30.0, 100.0], [1.0, 0.0, 1.0])
    assert found.places[:2].tolist() == [0, 100]


def test_draws_and_issues_are_carried_through():
    rng = np.random.default_rng(3)
    places, weights = rng.uniform(0, 100, (4, 2, 5)), rng.uniform(0, 1, (4, 2, 5))
    found = condorcet(places, weights)
    assert found.places.shape == found.probability.shape == (4, 2, 5)
    one = condorcet(places[3, 1], weights[3, 1])
    assert found.mean[3, 1] == pytest.approx(float(one.mean))
    assert elect(rng.uniform(0, 1, (4, 2, 5, 3)), weights).shape == (4, 2, 3)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"votes": "loud"}, "there is no rule 'loud'"),
        ({"chain": "long"}, "there is no rule 'long'"),
        ({"utility": "cubic"}, "there is no utility 'cubic'"),
        ({"power": 0.0}, "the power 0.0 is not a number above 0"),
        ({"power": 99.0}, "the power 99.0 is not a number"),
        ({"power": "high"}, "the power 'high' is not a number"),
        ({"options": []}, "options are not a list of places"),
        ({"options": [120.0]}, "an option is not on the scale"),
        ({"options": [np.nan]}, "an option is not on the scale"),
        ({"options": [10.0, 10.0]}, "two options have the same place"),
        ({"scale": (0.0, 20.0)}, "position 90 of party 1 is outside the scale"),
    ],
)
def test_bad_numbers_and_rules_are_named(given, message):
    with pytest.raises(AnalysisError, match=message):
        condorcet([10.0, 90.0], [1.0, 1.0], **given)


def test_an_election_needs_options_and_finite_utilities():
    with pytest.raises(AnalysisError, match="there is no option"):
        elect([1.0, 2.0], [1.0, 1.0])
    with pytest.raises(AnalysisError, match="a utility is not a finite number"):
        elect([[1.0, np.nan], [1.0, 0.0]], [1.0, 1.0])
