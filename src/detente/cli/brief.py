"""`detente brief`: the whole road in one command."""

from pathlib import Path
from typing import Annotated

import typer

from detente import pipeline
from detente.cli.options import (
    AsJson,
    Draws,
    Encoding,
    Force,
    ProjectPath,
    Reports,
    Seed,
    SourceLanguage,
    given,
)
from detente.cli.output import json_text, print_json, progress, refuse_to_overwrite, write_whole
from detente.cli.road import (
    case_of_project,
    keep_findings,
    readings_of_project,
    readings_of_reports,
)
from detente.errors import CaseError
from detente.schemas import document
from detente.sources.frozen import Language

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def brief(
    reports: Reports = None,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The page; - is standard output.")
    ] = "brief.html",
    write_json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the brief as JSON too.")
    ] = None,
    write_case: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the case as editable YAML too.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Use this edited case, not a draft.")
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option(help="Language of the brief; that of the reports if left out."),
    ] = None,
    json: AsJson = False,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
    project: ProjectPath = None,
    force: Force = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary.")] = False,
) -> None:
    """Read reports and write a brief: who can settle, and at whose expense.

    Nothing is kept. Without REPORT the sources, decisions and case of a project are used.
    """
    refuse_to_overwrite(write_case, force)
    edited = pipeline.load_case(case) if case else None
    with progress(quiet) as step:
        if reports:
            told = given(encoding=encoding, language=source_lang)
            readings = readings_of_reports(reports, told, step)
        else:
            readings = readings_of_project(project)
            edited = edited or case_of_project(project)
        road = pipeline.run(
            readings, case=edited, language=lang, n_draws=draws, seed=seed, step=step
        )
        page = road.brief.html()
    write_whole(out, page)
    if write_json:
        write_whole(write_json, json_text(document("brief", road.brief)))
    if write_case:
        write_case_of(road, write_case)
    if not reports and road.findings is not None:
        keep_findings(project, road.findings)
    if json:
        print_json("brief", road.brief)
    elif not quiet and out != "-":
        for line in road.brief.summary():
            typer.echo(line)
        typer.echo(f"-> {out}")


def write_case_of(road: pipeline.Road, path: Path) -> None:
    """Write the case of a run; `CaseError` where the sources gave none."""
    if road.case is None:
        msg = f"{path}: no case written, for the reports hold no negotiation; the brief says why"
        raise CaseError(msg)
    write_whole(path, pipeline.case_text(road.case))
