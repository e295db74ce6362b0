"""`detente brief`: the whole road in one command."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from detente import pipeline
from detente.brief.document import Brief
from detente.case.document import read_text
from detente.case.model import Case
from detente.cli.options import (
    AsJson,
    AskedOutcomes,
    Cytoscape,
    Draws,
    Encoding,
    Force,
    KnowledgePath,
    ProjectPath,
    Reports,
    Seed,
    SourceLanguage,
    Supposed,
    given,
    outcomes_of,
)
from detente.cli.output import (
    check_outputs,
    json_text,
    print_json,
    printable,
    progress,
    refuse_to_overwrite,
    write_all,
)
from detente.cli.reader_options import ReaderChoice, with_reader
from detente.cli.road import (
    case_file_of_project,
    in_a_project,
    keep_findings,
    readings_of_project,
    readings_of_reports,
    use_knowledge,
)
from detente.errors import BriefError, CaseError
from detente.record.record import Record
from detente.schemas import document
from detente.sources.frozen import Language

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
@with_reader
def brief(
    chosen: ReaderChoice,
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
    pair: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Two parties of the case whose frontier is drawn."),
    ] = None,
    outcome: AskedOutcomes = None,
    suppose: Supposed = None,
    cytoscape: Cytoscape = None,
    json: AsJson = False,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
    knowledge: KnowledgePath = None,
    project: ProjectPath = None,
    force: Force = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary.")] = False,
) -> None:
    """Read reports and write a brief: who can settle, and at whose expense.

    Nothing is kept. Without REPORT the sources, decisions and case of a project are used; with
    --case alone, outside a project, the brief is about that case.
    """
    chosen.check(reads=bool(reports))
    use_knowledge(knowledge, project)
    refuse_to_overwrite(write_case, force)
    check_outputs((out, write_json, write_case, cytoscape), (*(reports or ()), case, suppose))
    if json and "-" in (out, write_json, str(write_case), cytoscape):
        msg = "--json and another output both go to standard output; name a file for one"
        raise typer.BadParameter(msg)
    drawn, asked = _pair(pair), outcomes_of(outcome)
    alone = bool(case) and not reports and project is None and not in_a_project()
    edited = case or (None if reports else case_file_of_project(project))
    with progress(quiet) as step:
        loaded = pipeline.load_case(edited) if edited else None
        if reports:
            told = given(encoding=encoding, language=source_lang)
            readings = readings_of_reports(reports, told, chosen, step)
        elif alone:
            readings = []
        else:
            readings = readings_of_project(project)
        road = pipeline.run(
            readings, case=loaded, language=lang, n_draws=draws, seed=seed, pair=drawn,
            outcomes=asked, suppose=suppose, step=step,
        )  # fmt: skip
        contents = _contents(road, out, write_json, write_case, edited)
        if cytoscape is not None:
            contents[cytoscape] = _moves(road)
    write_all(contents)
    if not (reports or alone) and road.made:
        keep_findings(project, road.made.values())
    if json:
        print_json("brief", road.brief)
    elif not quiet and "-" not in contents:
        _print_summary(road.brief, contents)
    if write_case and road.case is None:
        msg = f"{write_case}: no case written, for the reports hold no negotiation; {out} says why"
        raise CaseError(msg)


def _pair(given_pair: str | None) -> tuple[str, str] | None:
    """Return the two parties of ``a,b``."""
    if given_pair is None:
        return None
    names = [name.strip() for name in given_pair.split(",")]
    if len(names) != 2 or not all(names):
        msg = f"{printable(given_pair)!r} is not two parties with a comma between them, such as a,b"
        raise typer.BadParameter(msg, param_hint="--pair")
    return names[0], names[1]


def _contents(
    road: pipeline.Road,
    out: str,
    write_json: str | None,
    write_case: Path | None,
    edited: Path | None,
) -> dict[str, str]:
    """Return what is to be written, by name of the file."""
    contents = {out: road.brief.html()}
    if write_json:
        contents[write_json] = json_text(document("brief", road.brief))
    if write_case and road.case is not None:
        contents[str(write_case)] = _case_text(road.case, road.record, edited)
    return contents


def _moves(road: pipeline.Road) -> str:
    """Return the picture of moves in the form of Cytoscape."""
    finding = road.made.get("stability")
    if finding is None:
        msg = "--cytoscape: the brief has no stability, so there are no moves to draw"
        raise BriefError(msg)
    language = road.brief.language
    return pipeline.moves_graph(road.case, finding, language, road.record, road.findings)


def _print_summary(paper: Brief, written: Iterable[str]) -> None:
    for line in paper.summary():
        typer.echo(line)
    for name in written:
        typer.echo(f"-> {printable(name)}")


def _case_text(case: Case, process: Record, edited: Path | None) -> str:
    """Return the case of a run; one that was given keeps its comments and its order."""
    if edited is not None:
        return read_text(edited)
    return pipeline.case_text(case, pipeline.main_language(process))
