"""`detente read`: who said or did what, with the exact words."""

import importlib
from typing import Annotated

import typer
from rich.console import Console

from detente.cli.options import (
    AsJson,
    Encoding,
    KnowledgePath,
    ProjectPath,
    Reports,
    SourceLanguage,
    given,
)
from detente.cli.output import print_json, printable, progress
from detente.cli.reader_options import ReaderChoice, with_reader
from detente.cli.road import (
    now,
    project_at,
    readings_of_reports,
    refuse_nothing_named,
    use_knowledge,
)
from detente.cli.show_reading import acts_table, explanation
from detente.errors import StoreError
from detente.reading.act import Reading

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
@with_reader
def read(
    chosen: ReaderChoice,
    reports: Reports = None,
    json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the rule behind every act and its words.")
    ] = False,
    stream: Annotated[
        bool,
        typer.Option(
            "--stream", help="Print JSON lines, part by part; for many files, folders, huge texts."
        ),
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes of --stream; all cores if left out.")
    ] = None,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
    knowledge: KnowledgePath = None,
    project: ProjectPath = None,
) -> None:
    """Read reports: who said or did what, with the exact words.

    With REPORT nothing is kept. Without, the sources of a project are read and a new reading of
    each is stored; decisions of people stay.
    """
    chosen.check(reads=not stream)
    use_knowledge(knowledge, project)
    if stream:
        streaming = importlib.import_module("detente.cli.stream_reading")
        streaming.stream_reports(reports, encoding, source_lang, jobs, chosen.reader)
        return
    with progress() as step:
        if reports:
            told = given(encoding=encoding, language=source_lang)
            readings = readings_of_reports(reports, told, chosen, step)
        else:
            refuse_nothing_named(project)
            with project_at(project) as kept:
                sources = kept.sources()
                if not sources:
                    msg = f"the project in {kept.path} has no source; run detente add REPORT"
                    raise StoreError(msg)
                readings = chosen.read_all(sources, step)
                for reading in readings:
                    kept.add_reading(reading, at=now())
    for reading in readings:
        _show(reading, json, explain)


def _show(reading: Reading, json: bool, explain: bool) -> None:
    if json:
        print_json("reading", reading)
        return
    console = Console(highlight=False)
    head = f"{reading.source.name}: {len(reading.acts)} acts, {len(reading.actors)} actors"
    console.print(head, markup=False)
    for warning in reading.warnings:
        console.print(f"  note: {printable(warning)}", markup=False)
    if explain:
        for act in reading.acts:
            console.print(explanation(act, reading))
    elif reading.acts:
        console.print(acts_table(reading))
