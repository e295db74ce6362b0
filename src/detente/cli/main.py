"""`detente`: the commands by name; a command's file is loaded when the command is called."""

import importlib
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from detente import __version__
from detente.errors import DetenteError

COMMANDS = {
    "brief": "Read reports and write a brief: who can settle, and at whose expense.",
    "init": "Make a project that keeps sources, readings and decisions.",
    "add": "Add reports to a project, as received.",
    "read": "Read reports: who said or did what, with the exact words.",
    "review": "Accept, correct or reject what the reader found.",
    "record": "Show the process: timeline, seats, positions, measures, open items.",
    "case": "Draft, check, show, change or import a case.",
    "analyze": "Answer one question on a case.",
    "export": "Write a whole project to one JSON file.",
    "schema": "Print the JSON schema of what a command shows.",
}


class LazyGroup(TyperGroup):
    """Lists every command without loading it; loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of work."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the real command in place of its stub, then resolve as usual."""
        if args and args[0] in COMMANDS:
            module = importlib.import_module(f"detente.cli.{args[0]}")
            command = typer.main.get_command(module.app)
            command.name = args[0]
            self.commands[args[0]] = command
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    name="detente",
    help="From reports of talks to a checkable answer: if this succeeds, at whose expense.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """From reports of talks to a checkable answer: if this succeeds, at whose expense."""


def group() -> LazyGroup:
    """Return the command with stubs for all that is not loaded."""
    command = typer.main.get_command(app)
    command.commands = {  # type: ignore[attr-defined]
        name: TyperCommand(name, help=text) for name, text in COMMANDS.items()
    }
    return command  # type: ignore[return-value]


def main(args: list[str] | None = None) -> None:
    """Run the command line; exit status 0 done, 1 bad input, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    debug = "--debug" in (sys.argv[1:] if args is None else args)
    try:
        group()(args)
    except DetenteError as error:
        if debug:
            raise
        _fail(str(error), error.code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        if debug:
            raise
        _fail(f"{error.filename or 'file'}: {error.strerror or error}", "file")


def _fail(message: str, code: str) -> None:
    for line in message.splitlines():
        typer.echo(f"detente: {line}", err=True)
    typer.echo(f"detente: error {code} (docs/errors.md#{code})", err=True)
    sys.exit(1)
