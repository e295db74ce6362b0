"""The worked example of the page on forecasts, computed again."""

import re
from pathlib import Path

import numpy as np
import pytest
from typer.main import get_command

from detente.cli.analyze import app as analyze_app
from detente.cli.forecast import app as forecast_app
from detente.cli.score import app
from detente.evaluate.procedure import PROCEDURE
from detente.evaluate.resolved_table import COLUMNS
from detente.kernels.predictive import Calibration, predictive
from detente.kernels.predictive_fit import MIDDLES, REACHES
from detente.kernels.scoring import crps, median

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "methods" / "forecast.md").read_text(encoding="utf-8")
CALIBRATION = Calibration(
    menu_share=0.5,
    reach=50.0,
    middle=0.25,
    scale_base=10.0,
    scale_spread=0.3,
    errors=np.array([0.5, 1.0, 2.0]),
    tail_50=0.25,
    tail_80=0.1,
)


def figures(*head):
    """Return the table of the page with these headings as numbers."""
    body = PAGE.split("| " + " | ".join(head) + " |\n", 1)[1].split("\n\n", 1)[0]
    lines = [line for line in body.splitlines() if re.match(r"\| \d", line)]
    return [tuple(float(cell) for cell in line.strip("|").split("|")) for line in lines]


@pytest.fixture
def forecast():
    return predictive(np.array([[20.0, 60.0]]), np.array([[3.0, 1.0]]), CALIBRATION)


def test_places_and_probabilities_of_the_example(forecast):
    value, likely = forecast
    told = figures("place", "probability")
    assert sum(share for _, share in told) == pytest.approx(1, abs=5e-4)
    for place, share in told:
        near = np.abs(value[0] - place) < 0.01
        assert likely[0][near].sum() == pytest.approx(share, abs=1e-4), place
    assert len(told) == len(np.unique(np.round(value[0], 6)))


def test_median_and_scores_of_the_example(forecast):
    (told,) = re.findall(r"The median is ([\d.]+)\.\s", PAGE)
    assert median(*forecast)[0] == pytest.approx(float(told), abs=0.01)
    for outcome, score in figures("outcome", "CRPS"):
        assert crps(*forecast, np.array([outcome]))[0] == pytest.approx(score, abs=0.006)


def test_the_page_lists_the_columns_options_and_choices_there_are():
    assert all(f"| `{column}` |" in PAGE for column in (*COLUMNS[2:], *PROCEDURE, "group"))
    assert "| `dossier`, `issue` |" in PAGE
    sealing = get_command(forecast_app).commands.values()
    commands = (get_command(app), get_command(analyze_app), *sealing)
    options = {flag for command in commands for param in command.params for flag in param.opts}
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", PAGE)) <= options
    reaches = " and ".join(", ".join(f"{reach:g}" for reach in REACHES).rsplit(", ", 1))
    assert reaches in PAGE
    assert " and ".join(f"{middle:g}" for middle in MIDDLES) in PAGE
