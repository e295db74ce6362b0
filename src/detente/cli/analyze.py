"""`detente analyze`: one question on a case."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from detente import pipeline
from detente.analysis.finding import Finding, Findings
from detente.api import Case, Graph
from detente.cli.options import AsJson, Draws, NamesLanguage, Seed
from detente.cli.output import print_json, progress
from detente.cli.show_finding import finding_blocks
from detente.cli.words import language_of
from detente.errors import AnalysisError
from detente.sources.frozen import Language

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
Question = Literal["settlement", "burden", "seats", "stability", "forecast", "robustness"]


@app.command()
def analyze(
    question: Annotated[
        Question, typer.Argument(metavar="QUESTION", help=" | ".join(Findings.model_fields))
    ],
    case: Annotated[
        Path, typer.Argument(metavar="CASE", help="Case file, or a graph file.")
    ] = Path("case.yaml"),
    json: AsJson = False,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
    lang: NamesLanguage = None,
    all_models: Annotated[
        bool, typer.Option("--all-models", help="Forecast: challenges and bargaining as well.")
    ] = False,
) -> None:
    """Answer one question on a case: settlement, burden, seats, stability, forecast, robustness."""
    if all_models and question != "forecast":
        msg = f"--all-models belongs to the forecast, not to {question}"
        raise typer.BadParameter(msg)
    more = {"all_models": True} if all_models else {}
    if pipeline.is_graph(case):
        _analyze_graph(question, case, json=json, language=lang or "en")
        return
    asked = Case.load(case)
    with progress() as step:
        step("analyze", 1, 1)
        finding = getattr(asked, question)(n_draws=draws, seed=seed, **more)
    if json:
        print_json(question, finding)
    else:
        _show(asked, finding, lang or language_of(asked))


def _analyze_graph(question: Question, file: Path, *, json: bool, language: Language) -> None:
    if question != "stability":
        msg = f"{file} is a graph of moves; the one question on it is stability"
        raise AnalysisError(msg)
    finding = Graph.load(file).stability()
    if json:
        print_json(question, finding)
    else:
        _show(None, finding, language)


def _show(case: Case | None, finding: Finding[Any], language: Language) -> None:
    console = Console(highlight=False)
    for block in finding_blocks(case, finding, language):
        console.print(block)
