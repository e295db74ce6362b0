"""`detente case`: draft, check, show or change a case, import or export it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import pipeline
from detente.case.check import check_case
from detente.case.exporters import Format, write_exported
from detente.case.files import set_value
from detente.case.importers import Rule
from detente.case.model import Case
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
    printable,
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
from detente.sources.frozen import Language

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Draft, check, show or change a case, import or export it.",
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
    """List all problems of a case, or of a graph file, at once: file, line, what to do."""
    if case.is_file() and pipeline.is_graph(case):
        _check_graph(case, json=json)
        return
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


def _check_graph(file: Path, *, json: bool) -> None:
    """List all faults of a graph file; it has no notes."""
    try:
        graph = pipeline.load_graph(file)
    except InvalidCaseError as error:
        if not json:
            raise
        print_json(
            "problems", Problems(problems=tuple(ProblemNote(**vars(p)) for p in error.problems))
        )
        raise typer.Exit(1) from None
    if json:
        print_json("problems", Problems(problems=()))
        return
    typer.echo(f"{file}: no errors, {len(graph.states)} states, {len(graph.parties)} parties")


@app.command()
def show(
    case: CasePath = Path("case.yaml"), json: AsJson = False, lang: NamesLanguage = None
) -> None:
    """Show a case as tables; a graph file as text, or with --json as JSON."""
    if case.is_file() and pipeline.is_graph(case):
        graph = pipeline.load_graph(case)
        if json:
            print_json("graph", graph)
        else:
            typer.echo(pipeline.graph_text(graph), nl=False)
        return
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
    file: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="Genius XML, GeniusWeb JSON, CSV table, scorable game; a file or its folder.",
        ),
    ],
    out: Out = "case.yaml",
    rule: Annotated[
        Rule | None,
        typer.Option(help="Genius evaluations: over the largest of the issue, or as they stand."),
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", help="Language in which it says how it was read.")
    ] = "en",
    force: Force = False,
) -> None:
    """Turn a case of another tool into a case file; say how each party was read."""
    target = out or "case.yaml"
    refuse_to_overwrite(Path(target), force)
    check_outputs((target,), (file,))
    case = pipeline.import_case(file, rule=rule, language=lang)
    write_whole(target, pipeline.case_text(case, lang))
    for line in _how_read(case, lang):
        typer.echo(line, err=target == "-")
    if target != "-":
        typer.echo(f"-> {target}: {len(case.parties)} parties, {len(case.issues)} issues")


@app.command()
def export(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Case file.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder for the files.")],
    to: Annotated[Format, typer.Option("--to", help="Form of the files.")],
    lang: NamesLanguage = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Overwrite files that exist.")
    ] = False,
) -> None:
    """Write a case as files of another tool; name everything that they do not carry."""
    loaded = pipeline.load_case(case)
    exported = pipeline.export_case(loaded, to, lang or language_of(loaded))
    paths = write_exported(exported, folder, overwrite=overwrite)
    for note in exported.notes:
        typer.echo(f"note: {printable(note)}")
    for path in paths:
        typer.echo(f"-> {path}")


def _how_read(case: Case, language: Language) -> list[str]:
    read = {
        case.party_name(name).in_language(language): party.assume
        for name, party in case.parties.items()
    }
    told = [*read.items(), ("", case.consent.assume)]
    return [printable(f"{name}: {words}" if name else words) for name, words in told if words]
