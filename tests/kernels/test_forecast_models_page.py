"""The figures of the page on forecast models that need no data but what stands in the tests."""

import re
from pathlib import Path

import numpy as np
import pytest
from tests.stated_places import EMISSIONS, EMISSIONS_SCALE, emissions

from detente.analysis.score_models import MODELS
from detente.kernels.average import mean_without, weighted_mean, weighted_median
from detente.kernels.bargain import bargain
from detente.kernels.condorcet import condorcet
from detente.kernels.nash_choice import nash_point
from detente.kernels.power_index import banzhaf, n_swings, rule, shapley_shubik

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "methods" / "forecast-models.md").read_text(encoding="utf-8")


def rows(*head):
    """Return the body of the table with these headings."""
    lines = PAGE.splitlines()
    start = lines.index("| " + " | ".join(head) + " |") + 2
    body = lines[start : lines.index("", start)]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in body]


def test_the_worked_example_is_what_the_models_say():
    places, weights = emissions()
    salience = np.array([float(row[1]) for row in EMISSIONS.values()])
    influence = np.array([float(row[2]) for row in EMISSIONS.values()])
    scale = EMISSIONS_SCALE
    chain = condorcet(places, weights, scale=scale)
    peer = condorcet(places, weights, votes="nearer", chain="eigenvector", scale=scale)
    computed = {
        "weighted mean": weighted_mean(places, weights),
        "weighted median": weighted_median(places, weights),
        "Nash, quadratic, far": nash_point(places, weights, scale=scale),
        "Nash, quadratic, reference 10, cost 1": nash_point(
            places, weights, 10.0, cost=1.0, scale=scale
        ),
        "contests, uniform challenger": chain.mean,
        "contests, conditional": condorcet(places, weights, chain="conditional", scale=scale).mean,
        "contests, nearer votes, eigenvector": peer.mean,
        "bargaining": bargain(places[None], salience[None], influence, scale=scale).mean[0],
    }
    shown = dict(rows("model", "place"))
    assert {name: shown[name] for name in computed} == {
        name: f"{float(place):.3f}" for name, place in computed.items()
    }
    for found in (chain, peer):
        told = "{:.3f}, {:.3f} and {:.3f}".format(*found.probability[:3])
        assert told in PAGE
    change = dict(zip(EMISSIONS, mean_without(places, weights), strict=True))
    assert f"the mean is {change['Netherlands']:.3f}\nhigher" in PAGE
    assert f"without the United Kingdom {-change['United Kingdom']:.3f} lower" in PAGE


def test_the_table_of_power_is_computed():
    council = rule([4, 4, 4, 2, 2, 1], 12)
    shown = dict.fromkeys(
        zip("444221", n_swings(council), banzhaf(council), shapley_shubik(council), strict=True)
    )
    assert [tuple(str(cell) for cell in row) for row in shown] == rows(
        "votes", "swings", "Banzhaf", "Shapley-Shubik"
    )


def test_the_names_for_scoring_are_those_that_the_command_takes():
    told = [
        (f"`{name}`", model.says, model.kind, ", ".join(model.needs) or "–")
        for name, model in MODELS.items()
    ]
    assert rows("name", "what it is", "says", "takes besides") == told
    commands = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"\| `--models` .*? Some of (.*?)\. \|", commands)
    assert listed.split(", ") == list(MODELS)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(src/[\w/]+\.py)`", PAGE))))
def test_the_page_names_files_that_exist(path):
    assert (ROOT / path).exists()
