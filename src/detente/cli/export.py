"""`detente export`: a whole project as one JSON file that others can rerun and contest."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente import __version__, pipeline
from detente.cli.options import Draws, ProjectPath, Seed
from detente.cli.output import check_outputs, json_text, progress, write_whole
from detente.cli.road import case_of_project, project_at
from detente.schemas import document, schema_id

if TYPE_CHECKING:
    from detente.store.project import Project

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def export(
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="File; - is standard output.")
    ] = "-",
    project: ProjectPath = None,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
) -> None:
    """Write a whole project: sources, readings, decisions, record, case, findings."""
    check_outputs((out,), ())
    with project_at(project) as kept, progress(quiet=out == "-") as step:
        content = _content(kept, draws, seed, step)
    write_whole(out, json_text(content))
    if out != "-":
        typer.echo(f"-> {out}")


def _content(kept: "Project", draws: int, seed: int, step: pipeline.Step) -> dict[str, Any]:
    readings = list(kept.current_readings())
    content: dict[str, Any] = {
        "schema": schema_id("project"),
        "version": __version__,
        "readings": [document("reading", reading) for reading in readings],
        "decisions": [decision.model_dump(mode="json") for decision in kept.decisions()],
        "record": None,
        "case": None,
        "findings": None,
    }
    if not readings:
        return content
    case = case_of_project(kept.path)
    road = pipeline.run(readings, case=case, n_draws=draws, seed=seed, step=step)
    content["record"] = document("record", road.record)
    if road.case is not None:
        content["case"] = document("case", road.case)
    if road.made:
        content["findings"] = {name: document(name, found) for name, found in road.made.items()}
    return content
