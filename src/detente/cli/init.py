"""`detente init`: an empty project."""

from pathlib import Path
from typing import Annotated

import typer

from detente.store.project import create_project

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the project.")] = Path(),
) -> None:
    """Make a project that keeps sources, readings and decisions."""
    create_project(folder).close()
    typer.echo(f"-> {folder}: project made; next: detente add REPORT, then detente read")
