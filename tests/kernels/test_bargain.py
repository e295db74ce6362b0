"""The spatial bargaining model against a plain twin, the toolkit's own run, and its symmetries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import AnalysisError
from detente.kernels.bargain import BargainRules, bargain, bargain_alone
from detente.kernels.condorcet import elect

TOOLKIT = BargainRules(effort="sum", ties="first", decimals=4)
"""The rules of KTAB word for word."""

STATE_OWNED = np.array(
    # influence; position and salience on two issues. Reform of state-owned enterprises in China's
    # energy sector, thirteen persons and bodies; Efird, Lester and Wise (2016), the sample of KTAB
    [
        [100.0, 30, 24.0, 20, 48.0],
        [60.2, 45, 44.7, 65, 41.3],
        [35.0, 30, 28.9, 15, 65.1],
        [35.0, 45, 20.6, 45, 49.4],
        [40.0, 50, 44.7, 65, 47.8],
        [20.0, 15, 32.0, 10, 32.0],
        [15.0, 20, 32.0, 15, 32.0],
        [25.0, 60, 43.9, 50, 50.1],
        [20.0, 30, 26.4, 15, 17.6],
        [35.0, 45, 35.9, 40, 46.6],
        [20.0, 50, 44.7, 50, 47.8],
        [20.0, 20, 47.4, 30, 40.6],
        [40.0, 15, 49.0, 60, 46.0],
    ]
)
END = np.array(
    # places after the 27 turns that KTAB took, to one decimal, from its own reference output
    [
        [43.2, 43.2, 38.7, 38.6, 38.7, 38.6, 38.7, 38.7, 38.7, 38.8, 38.8, 38.8, 15.0],
        [43.3, 43.3, 28.8, 28.8, 28.8, 29.5, 29.0, 29.0, 28.9, 30.7, 30.8, 30.8, 60.0],
    ]
)


def state_owned():
    """Return positions, saliences and influence of the sample."""
    return STATE_OWNED[:, [1, 3]].T, STATE_OWNED[:, [2, 4]].T, STATE_OWNED[:, 0]


def test_the_sample_of_the_toolkit_ends_where_the_toolkit_ends():
    position, salience, influence = state_owned()
    found = bargain(position, salience, influence, TOOLKIT, n_kept=3)
    assert int(found.n_turns) == 27
    assert np.abs(found.position - END).max() < 0.0501
    assert found.mean == pytest.approx([37.28, 36.86], abs=0.01)
    # first turns of the second and the sixth party
    assert found.history[:, 0, 1].round(1).tolist() == [45.0, 44.8, 44.7]
    assert found.history[:, :, 5].round(1).tolist() == [[15, 10], [42.9, 38.8], [39.7, 35.4]]


def test_who_cares_much_and_is_far_from_all_others_does_not_move():
    found = bargain(*state_owned(), TOOLKIT)
    assert found.position[:, 12].tolist() == [15, 60]


# One turn in plain Python, by the five steps of the docstring, one issue, the default rules.


def worth(distance, risk):
    return (1 - distance) * (1 + risk * distance)


def slow_attitudes(places, influence):
    utility = [[1 - abs(a - b) for b in places] for a in places]
    chance = elect(utility, influence, chain="conditional")
    low, high = min(chance), max(chance)
    if high - low < 1e-9 * high:
        return [0.0] * len(places)
    return [(3 * p - high - 2 * low) / (2 * (high - low)) for p in chance]


def slow_challenge(i, j, places, effort, share, attitude):
    """Return the chance of i against j, and what i gains by trying, both as i sees it."""
    n = range(len(places))
    seen = [attitude[i] + (attitude[k] - attitude[i]) / 3 for k in n]
    u = [[worth(abs(places[k] - places[m]), seen[k]) for m in n] for k in n]
    w = [e * c for e, c in zip(effort, share, strict=True)]
    own = 1e-10 + sum(w[k] * max(u[k][i] - u[k][j], 0) for k in (i, j))
    other = 1e-10 + sum(w[k] * max(u[k][j] - u[k][i], 0) for k in (i, j))
    for_i, for_j = own, other
    for k in set(n) - {i, j}:
        with_i = own + w[k] * max(u[k][i] - u[k][j], 0)
        with_j = other + w[k] * max(u[k][j] - u[k][i], 0)
        p = with_i / (with_i + with_j)
        stand_by_i = p * (2 * u[k][i] + u[k][k]) + (1 - p) * 3 * u[k][j]
        stand_by_j = p * 3 * u[k][i] + (1 - p) * (2 * u[k][j] + u[k][k])
        lean = stand_by_i - stand_by_j
        for_i, for_j = for_i + w[k] * max(lean, 0), for_j + w[k] * max(-lean, 0)
    p = for_i / (for_i + for_j)
    contest = p * 2 * u[i][i] + (1 - p) * 2 * u[i][j]
    return p, (1 - effort[j]) * 2 * u[i][i] + effort[j] * contest - u[i][i] - u[i][j]


def slow_turn(places, salience, influence):
    n = range(len(places))
    share = [c / sum(influence) for c in influence]
    attitude = slow_attitudes(places, influence)
    offers = []
    for i in n:
        tried = {j: slow_challenge(i, j, places, salience, share, attitude) for j in n if j != i}
        best = max([gain for _, gain in tried.values()], default=0)
        for j, (p, gain) in tried.items():
            if gain > 1e-5 and gain >= best - 1e-9:
                wi, wj = (salience[i] * p) ** 2, (salience[j] * (1 - p)) ** 2
                total = wi + wj + 1e-6
                offers.append(
                    {
                        i: places[i] + wj / total * (places[j] - places[i]),
                        j: places[j] + wi / total * (places[i] - places[j]),
                    }
                )
    after = []
    for k in n:
        queue = [{}] + [offer for offer in offers if k in offer]
        utility = [
            [
                sum(worth(abs(places[h] - o.get(m, places[m])), attitude[h]) for m in n) / len(n)
                for o in queue
            ]
            for h in n
        ]
        chance = elect(utility, influence, chain="conditional")
        tied = [o for o, p in zip(queue, chance, strict=True) if p >= max(chance) - 1e-9]
        tied = [o for o in tied if o] or tied
        after.append(sum(o.get(k, places[k]) for o in tied) / len(tied))
    return after


@st.composite
def talks(draw, most_issues=1):
    n, m = draw(st.integers(2, 5)), draw(st.integers(1, most_issues))
    numbers = st.integers(0, 100)
    position = draw(st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=m, max_size=m))
    saliences = st.lists(st.integers(10, 100), min_size=n, max_size=n)
    salience = draw(st.lists(saliences, min_size=m, max_size=m))
    influence = draw(st.lists(st.integers(1, 20), min_size=n, max_size=n))
    return tuple(np.array(part, dtype=float) for part in (position, salience, influence))


@settings(max_examples=60)
@given(talks())
def test_a_turn_is_that_of_the_five_steps(case):
    position, salience, influence = case
    expected = slow_turn(
        (position[0] / 100).tolist(), (salience[0] / 100).tolist(), influence.tolist()
    )
    found = bargain(*case, BargainRules(fewest_turns=1, most_turns=1))
    assert found.n_turns == 1
    assert found.position[0] / 100 == pytest.approx(expected, abs=1e-7)


@settings(max_examples=40)
@given(talks(most_issues=3), st.randoms(use_true_random=False))
def test_order_of_parties_and_of_issues_and_direction_of_scales_do_not_matter(case, random):
    position, salience, influence = case
    rules = BargainRules(fewest_turns=1, most_turns=1)
    order, issues = list(range(len(influence))), list(range(len(position)))
    random.shuffle(order)
    random.shuffle(issues)
    found = bargain(*case, rules)
    moved = bargain(
        position[issues][:, order], salience[issues][:, order], influence[order] * 3, rules
    )
    assert moved.position == pytest.approx(found.position[issues][:, order], abs=1e-6)
    position = position.copy()
    position[0] = 100 - position[0]
    turned = bargain(position, salience, influence, rules)
    assert turned.position[0] == pytest.approx(100 - found.position[0], abs=1e-6)
    assert turned.position[1:] == pytest.approx(found.position[1:], abs=1e-6)


RULES = st.builds(
    BargainRules,
    votes=st.sampled_from(["proportional", "binary", "cubic", "loss_averse", "nearer"]),
    power=st.sampled_from([1.0, 2.0, "ramp"]),
    chain=st.sampled_from(["conditional", "uniform_challenger", "incentive"]),
    risk=st.sampled_from(["min", "mid", "max"]),
    sharing=st.sampled_from([0.0, 0.5, 1.0]),
    commitment=st.sampled_from(["none", "semi", "full"]),
    split=st.sampled_from(["squares", "products", "surplus"]),
    view=st.sampled_from(["initiator", "both", "weighted"]),
    ties=st.sampled_from(["all", "first"]),
    follow=st.sampled_from([0.0, 0.5, 1.0]),
    decimals=st.sampled_from([None, 4]),
)


@settings(max_examples=60)
@given(talks(most_issues=2), RULES)
def test_under_all_rules_nobody_leaves_the_range_of_what_was_asked_for(case, rules):
    position, _, _ = case
    found = bargain(*case, rules)
    slack = 1e-9 if rules.decimals is None else 1e-2
    assert (found.position >= position.min(axis=1, keepdims=True) - slack).all()
    assert (found.position <= position.max(axis=1, keepdims=True) + slack).all()
    assert 2 <= found.n_turns <= 100
    assert (found.mean >= found.position.min(axis=1) - 1e-9).all()


def test_two_equal_parties_meet_in_the_middle():
    found = bargain([[0.0, 100.0]], [[60.0, 60.0]], [1.0, 1.0])
    assert found.position[0] == pytest.approx([50, 50], abs=0.01)
    assert found.mean == pytest.approx([50])


def test_the_stronger_gives_way_less():
    found = bargain([[0.0, 100.0]], [[60.0, 60.0]], [3.0, 1.0])
    assert found.mean < 30


def test_who_agrees_has_nothing_to_bargain_about():
    found = bargain([[40.0, 40.0, 40.0]], [[50.0, 60.0, 70.0]], [1.0, 2.0, 3.0])
    assert found.position.tolist() == [[40, 40, 40]]
    assert found.n_turns == 2


def test_an_absent_party_is_as_if_it_were_not_there():
    position = np.array([[10.0, np.nan, 90.0], [30.0, np.nan, 0.0]])
    salience = np.array([[50.0, np.nan, 60.0], [20.0, np.nan, 40.0]])
    found = bargain(position, salience, [1.0, 5.0, 2.0])
    without = bargain(position[:, [0, 2]], salience[:, [0, 2]], [1.0, 2.0])
    assert found.position[:, [0, 2]] == pytest.approx(without.position)
    assert np.isnan(found.position[:, 1]).all()
    assert found.mean == pytest.approx(without.mean)


def test_draws_are_bargained_one_by_one():
    position, salience, influence = state_owned()
    draws = np.stack([position, 100 - position])
    found = bargain(draws, np.stack([salience] * 2), np.stack([influence] * 2), TOOLKIT)
    assert found.position.shape == (2, 2, 13)
    assert found.position[0] == pytest.approx(bargain(*state_owned(), TOOLKIT).position)
    assert found.n_turns.shape == (2,)


def test_issues_bargained_alone_are_those_of_one_issue_each():
    position, salience, influence = (np.array(values, float) for values in state_owned())
    power = np.broadcast_to(influence, position.shape)
    alone = bargain_alone(position, salience, power)
    each = [
        bargain(x[None], s[None], influence).mean[0]
        for x, s in zip(position, salience, strict=True)
    ]
    assert alone == pytest.approx(np.array(each))


def test_a_party_without_salience_or_influence_bargains_with_next_to_none():
    position = np.array([[0.0, 100.0, np.nan], [0.0, 100.0, 50.0]])
    salience, influence = np.array([[50.0, 0, 0], [50, 50, 0]]), np.array([[1.0, 1, 1], [1, 0, 0]])
    assert bargain_alone(position, salience, influence) == pytest.approx(np.zeros(2), abs=0.1)


def test_distance_counts_issues_by_the_square_of_their_salience():
    # the second issue matters to nobody, so where they stand on it changes nothing on the first
    one = bargain([[0.0, 60.0, 100.0]], [[50.0, 50.0, 50.0]], [1.0, 1.0, 1.0], TOOLKIT)
    two = bargain(
        [[0.0, 60.0, 100.0], [100.0, 0.0, 50.0]],
        [[50.0, 50.0, 50.0], [0.0, 0.0, 0.0]],
        [1.0, 1.0, 1.0],
        TOOLKIT,
    )
    assert two.position[0] == pytest.approx(one.position[0])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"position": [10.0, 90.0]}, "are not issues x parties"),
        ({"position": [[10.0, np.nan], [20.0, 30.0]], "salience": [[5.0, 5.0]] * 2}, "some issues"),
        ({"position": [[10.0, 190.0]]}, "outside the scale"),
        ({"position": [[np.nan, np.nan]]}, "no party has a position"),
        ({"salience": [[50.0, 150.0]]}, "a salience is not a number from 0 to 100"),
        ({"salience": [[50.0, 0.0]]}, "no issue matters to it"),
        ({"influence": [1.0, 0.0]}, "no influence"),
        ({"influence": [1.0, -1.0]}, "weight -1 of party 1"),
        ({"rules": BargainRules(risk="wild")}, "no range of risk 'wild'"),
        ({"rules": BargainRules(split="even")}, "there is no split 'even'"),
        ({"rules": BargainRules(sharing=2.0)}, "are not all between 0 and 1"),
        ({"rules": BargainRules(most_turns=0)}, "turns 2..0"),
    ],
)
def test_bad_numbers_and_rules_are_named(given, message):
    right = {"position": [[10.0, 90.0]], "salience": [[50.0, 50.0]], "influence": [1.0, 1.0]}
    with pytest.raises(AnalysisError, match=message):
        bargain(**(right | given))


def test_saliences_as_shares_of_attention_must_not_exceed_all_of_it():
    with pytest.raises(AnalysisError, match="sum to more than 100"):
        bargain([[0.0, 9.0]] * 2, [[60.0, 60.0]] * 2, [1.0, 1.0], BargainRules(effort="sum"))
