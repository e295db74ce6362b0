"""Figures and lists on the page about forecasts that come from a case, computed again."""

import re
from pathlib import Path

import pytest
from tests.forecast_cases import harbor

from detente.analysis.forecast import forecast
from detente.analysis.forecast_confidence import TESTED, WIDER
from detente.analysis.forecast_distribution import TERMS
from detente.analysis.forecast_market import FEW_DRAWS
from detente.cli.forecast import app

PAGE = (Path(__file__).parents[2] / "docs/methods/forecast.md").read_text(encoding="utf-8")


def rows(*head):
    body = PAGE.split("| " + " | ".join(head) + " |\n", 1)[1].split("\n\n", 1)[0]
    lines = body.splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_with_and_without_each_party_as_the_page_has_it():
    issue = forecast(harbor()).values.issue("depth")
    told = re.search(r"The mean is (\d+) and the forecast ([\d.]+):", PAGE)
    assert issue.at_table.mean.mid == pytest.approx(float(told[1]))
    assert issue.at_table.median == pytest.approx(float(told[2]), abs=0.005)
    table = rows("change", "weighted mean", "forecast", "nearer to", "further from")
    assert len(table) == len(issue.without)
    for item, (change, mean, median, nearer, further) in zip(issue.without, table, strict=True):
        assert change == f"{item.party} {'joins' if item.joins else 'leaves'}"
        assert item.mean_change.mid == pytest.approx(float(mean), abs=0.005)
        assert item.median_change == pytest.approx(float(median), abs=0.005)
        moved = {n.party: n.points.mid for n in item.nearer}
        assert {party for party, points in moved.items() if points > 1e-9} == set(
            nearer.split(", ")
        )
        assert {party for party, points in moved.items() if points < -1e-9} == set(
            further.split(", ")
        )


def test_words_of_likelihood_and_their_bounds():
    told = [
        (float(bound) / 100, word) for bound, word, _ in rows("up to percent", "English", "German")
    ]
    named = [(end, word.replace("_", " ").replace("roughly even", "roughly even chance"))
             for end, word in TERMS]  # fmt: skip
    assert told == named


def test_thresholds_and_commands_are_those_of_the_program():
    assert f"({FEW_DRAWS} at most)" in PAGE
    assert f"by {WIDER:g} points" in PAGE
    assert "one of eight" in PAGE
    assert len(TESTED) == 8
    for command in app.registered_commands:
        assert f"detente forecast {command.name or command.callback.__name__}" in PAGE
