"""`detente score`: how forecasts would have done on issues whose outcome is known."""

import importlib
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente.analysis.calibration import calibration_toml
from detente.analysis.score import score as score_models
from detente.analysis.score_calibration import learn
from detente.analysis.score_models import MODELS
from detente.cli.options import AsJson
from detente.cli.output import check_outputs, print_json, progress, write_all
from detente.cli.show_score import score_blocks
from detente.evaluate.resolved_table import read_resolved
from detente.sources.frozen import Language

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
NOT_SAID = "not said"


@app.command()
def score(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="CSV of our own form, or DEU III.")
    ],
    models: Annotated[
        str | None, typer.Option(metavar="A,B", help=f"Some of {', '.join(MODELS)}.")
    ] = None,
    folds: Annotated[int, typer.Option(min=2, help="Parts the dossiers are split into.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the split and of resampling.")] = 1,
    groups: Annotated[bool, typer.Option("--groups", help="Show parts of the table.")] = False,
    json: AsJson = False,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a picture of it (SVG).")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the picture.")] = "en",
    write_calibration: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write what the forecast learns from the whole table."),
    ] = None,
    origin: Annotated[
        str, typer.Option(metavar="TEXT", help="Where the table comes from, for that file.")
    ] = NOT_SAID,
    licence: Annotated[
        str, typer.Option(metavar="TEXT", help="Licence of the table, for that file.")
    ] = NOT_SAID,
) -> None:
    """Score forecast models on issues whose outcome is known.

    Models that learn are given other dossiers than those they forecast. A difference counts as
    proven only where its interval over dossiers excludes 0.
    """
    check_outputs([plot, write_calibration], [table])
    chosen = tuple(MODELS) if models is None else tuple(filter(None, re.split(r"[\s,]+", models)))
    known = read_resolved(table)
    with progress() as step:
        found = score_models(
            known, chosen, n_folds=folds, seed=seed,
            told=lambda number, of: step("score", number, of),
        )  # fmt: skip
        files = {}
        if write_calibration is not None:
            learned = learn(known, origin=origin, licence=licence, n_folds=folds, seed=seed)
            files[write_calibration] = calibration_toml(learned)
        if plot is not None:
            chart = importlib.import_module("detente.brief.score_chart")  # loads the chart library
            files[plot] = chart.score_svg(found, lang)
    write_all(files)
    if json:
        print_json("score", found)
        return
    console = Console(highlight=False)
    for block in score_blocks(found, groups):
        console.print(block)
