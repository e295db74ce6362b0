"""`detente case`: draft, check, show, change or import a case."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import pipeline
from detente.case.check import check_case
from detente.case.files import dump_case, set_value
from detente.case.importers import import_case
from detente.cli.options import (
    AsJson,
    CasePath,
    Encoding,
    Force,
    KnowledgePath,
    NamesLanguage,
    ProjectPath,
    Reports,
    SourceLanguage,
    given,
)
from detente.cli.output import (
    check_outputs,
    print_json,
    progress,
    refuse_to_overwrite,
    write_whole,
)
from detente.cli.reader_options import ReaderChoice, with_reader
from detente.cli.road import readings_of_project, readings_of_reports, use_knowledge
from detente.cli.show_case import case_tables
from detente.cli.words import language_of
from detente.errors import InvalidCaseError
from detente.schemas import ProblemNote, Problems

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Draft, check, show, change or import a case.",
)
Out = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="Case file; - is standard output.")
]


@app.command()
@with_reader
def draft(
    chosen: ReaderChoice,
    reports: Reports = None,
    out: Out = None,
    force: Force = False,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
    knowledge: KnowledgePath = None,
    project: ProjectPath = None,
) -> None:
    """Draft a case from reports or from a project; every value says why it stands there."""
    chosen.check(reads=bool(reports))
    use_knowledge(knowledge, project)
    target = out or str((project or Path()) / "case.yaml")
    refuse_to_overwrite(Path(target), force)
    if reports:
        check_outputs((target,), reports)
    with progress() as step:
        told = given(encoding=encoding, language=source_lang)
        readings = (
            readings_of_reports(reports, told, chosen, step)
            if reports
            else readings_of_project(project)
        )
        process = pipeline.record(readings)
        case = pipeline.draft(process)
    write_whole(target, pipeline.case_text(case, pipeline.main_language(process)))
    if target != "-":
        typer.echo(f"-> {target}: {len(case.parties)} parties, {len(case.issues)} open issues")


@app.command()
def check(case: CasePath = Path("case.yaml"), json: AsJson = False) -> None:
    """List all problems of a case at once: file, line, what to do."""
    problems = check_case(case)
    errors = [problem for problem in problems if problem.severity == "error"]
    if json:
        notes = tuple(ProblemNote(**vars(problem)) for problem in problems)
        print_json("problems", Problems(problems=notes))
        raise typer.Exit(1 if errors else 0)
    if errors:
        raise InvalidCaseError(problems)
    for problem in problems:
        typer.echo(f"note: {problem}")
    typer.echo(f"{case}: no errors, {len(problems)} notes")


@app.command()
def show(
    case: CasePath = Path("case.yaml"), json: AsJson = False, lang: NamesLanguage = None
) -> None:
    """Show a case as tables."""
    loaded = pipeline.load_case(case)
    if json:
        print_json("case", loaded)
        return
    console = Console(highlight=False)
    for block in case_tables(loaded, lang or language_of(loaded)):
        console.print(block)


@app.command(name="set")
def set_(
    case: CasePath,
    path: Annotated[str, typer.Argument(help="Place, such as preferences.russia.no_deal.")],
    value: Annotated[str, typer.Argument(help="New value, such as 30..50.")],
    because: Annotated[list[str] | None, typer.Option(help="Id of an act behind it.")] = None,
    assume: Annotated[str | None, typer.Option(help="Assumption behind it.")] = None,
) -> None:
    """Set one value of a case; comments and order of the file stay as they are."""
    set_value(case, path, value, because=tuple(because or ()), assume=assume)
    typer.echo(f"-> {case}: {path} = {value}")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="Foreign case: Genius XML, scorable game folder.")],
    out: Out = "case.yaml",
    force: Force = False,
) -> None:
    """Turn a foreign case into a case file."""
    target = out or "case.yaml"
    refuse_to_overwrite(Path(target), force)
    check_outputs((target,), (file,))
    case = import_case(file)
    write_whole(target, dump_case(case))
    if target != "-":
        typer.echo(f"-> {target}: {len(case.parties)} parties, {len(case.issues)} issues")
