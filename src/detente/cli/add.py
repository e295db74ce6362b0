"""`detente add`: reports into a project, as received."""

from datetime import date
from typing import Annotated

import typer

from detente.cli.days import day
from detente.cli.options import Encoding, ProjectPath, SourceLanguage, given
from detente.cli.output import progress
from detente.cli.road import now, project_at, sources_of_reports
from detente.sources.source import Sharing

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def add(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT", help="Files; - is standard input.")
    ],
    project: ProjectPath = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    published: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Day of publication.")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Note on the rights.")] = None,
    reliability: Annotated[str | None, typer.Option(help="Admiralty grade, such as B2.")] = None,
    sharing: Annotated[
        Sharing | None, typer.Option(help="Traffic-light mark: how far it may be shared.")
    ] = None,
    encoding: Encoding = None,
    source_lang: SourceLanguage = None,
) -> None:
    """Add reports to a project, as received; the same bytes are kept once."""
    told = given(
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        licence=licence,
        reliability=reliability,
        sharing=sharing,
        encoding=encoding,
        language=source_lang,
    )
    with project_at(project) as kept, progress() as step:
        for source, data in sources_of_reports(reports, told, step):
            is_new = kept.add_source(source, data, at=now())
            note = "added" if is_new else "already in the project"
            typer.echo(f"{source.id}  {source.name}: {note}")
