"""`detente analyze`: one question on a case."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from detente import pipeline
from detente.analysis.finding import Findings
from detente.api import Case
from detente.cli.options import AsJson, Draws, NamesLanguage, Seed
from detente.cli.output import print_json, progress
from detente.cli.show_finding import finding_blocks
from detente.cli.words import language_of

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
Question = Literal["settlement", "burden", "seats", "stability", "robustness"]


@app.command()
def analyze(
    question: Annotated[
        Question, typer.Argument(metavar="QUESTION", help=" | ".join(Findings.model_fields))
    ],
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Case file.")] = Path("case.yaml"),
    json: AsJson = False,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
    lang: NamesLanguage = None,
) -> None:
    """Answer one question on a case: settlement, burden, seats, stability or robustness."""
    asked = Case.load(case)
    with progress() as step:
        step("analyze", 1, 1)
        finding = getattr(asked, question)(n_draws=draws, seed=seed)
    if json:
        print_json(question, finding)
    else:
        console = Console(highlight=False)
        for block in finding_blocks(asked, finding, lang or language_of(asked)):
            console.print(block)
