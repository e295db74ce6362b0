"""Run the command line inside the test process and look at what it printed."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from detente.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str


def detente(*args: object, stdin: bytes = b"") -> Outcome:
    """Run ``detente ARGS`` and return exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    status = 0
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", given),
    ):
        try:
            main([str(arg) for arg in args])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Outcome(status, out.getvalue(), err.getvalue())
