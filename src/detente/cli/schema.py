"""`detente schema`: the forms of all JSON that commands print."""

from typing import Annotated

import typer

from detente.cli.output import print_document
from detente.schemas import SCHEMAS, json_schema, schema_id

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(help="Name of the form.")] = None,
) -> None:
    """Print the JSON schema of what a command shows; without NAME list the names."""
    if name is None:
        for known in SCHEMAS:
            typer.echo(f"{known:<12} {schema_id(known)}")
    else:
        print_document(json_schema(name))
