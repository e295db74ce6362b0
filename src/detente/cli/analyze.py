"""`detente analyze`: one question on a case."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from detente import pipeline
from detente.analysis.finding import Finding, Findings
from detente.api import Case, Graph
from detente.cli.options import (
    AsJson,
    AskedOutcomes,
    Cytoscape,
    Draws,
    NamesLanguage,
    Seed,
    Supposed,
    outcomes_of,
)
from detente.cli.output import check_outputs, print_json, progress, write_whole
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
    sets: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Settlement: search so many sets of demands to give up, however long it takes.",
        ),
    ] = None,
    outcome: AskedOutcomes = None,
    suppose: Supposed = None,
    cytoscape: Cytoscape = None,
) -> None:
    """Answer one question on a case: settlement, burden, seats, stability, forecast, robustness."""
    more = _more(question, all_models=all_models, sets=sets, outcome=outcome, suppose=suppose)
    if cytoscape is not None and question != "stability":
        msg = f"--cytoscape belongs to stability, not to {question}"
        raise typer.BadParameter(msg)
    check_outputs([cytoscape], [case, suppose])
    if pipeline.is_graph(case):
        _analyze_graph(question, case, more, cytoscape, json=json, language=lang or "en")
        return
    asked = named = Case.load(case)
    if suppose is not None:
        more["suppose"] = pipeline.load_supposition(suppose, asked)
        named = Case.of(more["suppose"].case)
    with progress() as step:
        step("analyze", 1, 1)
        finding = getattr(asked, question)(n_draws=draws, seed=seed, **more)
    language = lang or language_of(asked)
    if cytoscape is not None:
        write_whole(cytoscape, pipeline.moves_graph(asked, finding, language))
    if cytoscape == "-":
        return
    if json:
        print_json(question, finding)
    else:
        _show(asked, finding, language, named)


def _more(
    question: Question,
    *,
    all_models: bool,
    sets: int | None,
    outcome: list[str] | None,
    suppose: Path | None,
) -> dict[str, Any]:
    """Return what only some questions are asked with; refuse it for others."""
    given = {
        "all_models": ("forecast", "all-models", all_models),
        "n_sets": ("settlement", "sets", sets),
        "outcomes": ("stability", "outcome", outcomes_of(outcome)),
        "suppose": ("stability", "suppose", suppose),
    }
    for belongs, option, value in given.values():
        if value and question != belongs:
            msg = f"--{option} belongs to {belongs}, not to {question}"
            raise typer.BadParameter(msg)
    return {name: value for name, (_, _, value) in given.items() if value}


def _analyze_graph(
    question: Question,
    file: Path,
    more: dict[str, Any],
    cytoscape: str | None,
    *,
    json: bool,
    language: Language,
) -> None:
    if more and question == "stability":
        msg = (
            f"{file} is a graph of moves, so --outcome and --suppose say nothing: write what is "
            "supposed into it, as states, moves and places in every ranking"
        )
        raise AnalysisError(msg)
    if question != "stability":
        msg = f"{file} is a graph of moves; the one question on it is stability"
        raise AnalysisError(msg)
    finding = Graph.load(file).stability()
    if cytoscape is not None:
        write_whole(cytoscape, pipeline.moves_graph(None, finding, language))
    if cytoscape == "-":
        return
    if json:
        print_json(question, finding)
    else:
        _show(None, finding, language)


def _show(
    case: Case | None, finding: Finding[Any], language: Language, named: Case | None = None
) -> None:
    console = Console(highlight=False)
    for block in finding_blocks(case, finding, language, named):
        console.print(block)
