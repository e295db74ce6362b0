"""`detente`: the commands by name; a command's file is loaded when the command is called."""

import contextvars
import errno
import gc
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from detente import __version__
from detente.errors import DetenteError

COLLECT_AFTER = 100_000
"""How many more objects there must be than before until Python looks for garbage."""
COMMANDS = {
    "brief": "Read reports and write a brief: who can settle, and at whose expense.",
    "init": "Make a project that keeps sources, readings and decisions.",
    "add": "Add reports to a project, as received.",
    "read": "Read reports: who said or did what, with the exact words.",
    "review": "Accept, correct or reject what the reader found.",
    "record": "Show the process: timeline, seats, positions, measures, open items.",
    "case": "Draft, check, show, change or import a case.",
    "analyze": "Answer one question on a case.",
    "forecast": "Seal forecasts, resolve them and see how they did.",
    "evaluate": "Score a reader on gold data.",
    "score": "Score forecast models on issues whose outcome is known.",
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
    words, debug = _without_debug(sys.argv[1:] if args is None else args)
    # The tables are many small objects that stay; looking for garbage is a tenth of a start.
    gc.set_threshold(COLLECT_AFTER)
    try:
        _run(words)
    except DetenteError as error:
        _show_traceback(debug)
        _fail(str(error), error.code)
    except BrokenPipeError:
        _nobody_listens()
    except OSError as error:
        _show_traceback(debug)
        _fail(file_trouble(error), "file")
    # The last resort: whatever else goes wrong ends in one line, not in a traceback.
    except Exception as error:
        _show_traceback(debug)
        _say(_unexpected(error))
        sys.exit(1)


def _run(words: list[str]) -> None:
    """Run a command; what it printed must have left before it counts as done."""
    try:
        # Knowledge that a command puts in place ends with it, also where many run in one process.
        contextvars.copy_context().run(group(), words)
    except SystemExit as end:
        if end.code in (None, 0) and sys.stdout is not None:
            sys.stdout.flush()
        raise


def _without_debug(args: list[str]) -> tuple[list[str], bool]:
    """Take ``--debug`` out, wherever it stands before ``--``."""
    end = args.index("--") if "--" in args else len(args)
    options = [arg for arg in args[:end] if arg != "--debug"]
    return options + args[end:], len(options) < end


def _show_traceback(debug: bool) -> None:
    if debug:
        traceback.print_exc()


def _nobody_listens() -> None:
    """End quietly where the reader of a pipe has gone; nothing is written to it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.exit(1)


ADVICE = {
    errno.ENOENT: "make the folder first, or name another",
    errno.ENOTDIR: "make the folder first, or name another",
    errno.EISDIR: "name a file, not a folder",
    errno.EACCES: "choose a place where you may write",
    errno.EPERM: "choose a place where you may write",
    errno.EROFS: "choose a place where you may write",
    errno.ENOSPC: "free space and repeat the command",
    errno.EDQUOT: "free space and repeat the command",
    errno.EFBIG: "raise the limit on the size of files, or choose another place",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def file_trouble(error: OSError) -> str:
    """Return what the operating system refused, about which file, and what to do."""
    where = "standard output or a temporary file" if error.filename is None else error.filename
    name = os.fsdecode(where) if isinstance(where, str | bytes) else str(where)
    reason = (error.strerror or str(error)).lower()
    advice = ADVICE.get(error.errno or 0, "check the name, the permissions and the disk")
    return f"{name}: cannot be read or written ({reason}); {advice}"


def _unexpected(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "not enough memory; pass fewer reports at once, or ask for fewer draws (--draws)"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}detente{os.sep}" in frame.filename]
    place = ours[-1] if ours else frames[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return (
        f"unexpected error, a fault of détente: {what} "
        f"(in {Path(place.filename).name}, line {place.lineno}); "
        "repeat the command with --debug and report what it shows"
    )


def _fail(message: str, code: str) -> None:
    for line in message.splitlines():
        _say(line)
    _say(f"error {code} (docs/errors.md#{code})")
    sys.exit(1)


def _say(line: str) -> None:
    if sys.stderr is not None:
        typer.echo(f"detente: {line}", err=True)
