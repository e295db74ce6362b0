"""`detente record`: the process as the sources give it."""

import typer
from rich.console import Console

from detente import pipeline
from detente.cli.options import (
    AsJson,
    Encoding,
    KnowledgePath,
    ProjectPath,
    Reports,
    SourceLanguage,
    given,
)
from detente.cli.output import print_json, progress
from detente.cli.reader_options import ReaderChoice, with_reader
from detente.cli.road import readings_of_project, readings_of_reports, use_knowledge
from detente.cli.show_record import record_tables

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
@with_reader
def record(
    chosen: ReaderChoice,
    reports: Reports = None,
    json: AsJson = False,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
    knowledge: KnowledgePath = None,
    project: ProjectPath = None,
) -> None:
    """Show the process: timeline, seats, positions, measures, open items."""
    chosen.check(reads=bool(reports))
    use_knowledge(knowledge, project)
    with progress() as step:
        told = given(encoding=encoding, language=source_lang)
        readings = (
            readings_of_reports(reports, told, chosen, step)
            if reports
            else readings_of_project(project)
        )
        process = pipeline.record(readings)
    if json:
        print_json("record", process)
        return
    console = Console(highlight=False)
    for table in record_tables(process, pipeline.main_language(process)):
        console.print(table)
