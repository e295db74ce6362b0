"""Progress: after a second, on a terminal, on standard error; never elsewhere."""

import io
import time

import pytest
from rich.console import Console

from detente.cli import output


@pytest.fixture
def terminal(monkeypatch):
    """Return what is written to a terminal that stands in for standard error."""
    written = io.StringIO()

    def console(**options):
        return Console(file=written, force_terminal=True, quiet=options.get("quiet", False))

    monkeypatch.setattr(output, "Console", console)
    return written


def work(seconds, *, quiet=False):
    with output.progress(quiet) as step:
        step("read", 3, 20)
        time.sleep(seconds)


def test_long_work_says_what_it_is_at(terminal, monkeypatch):
    monkeypatch.setattr(output, "PATIENCE", 0.05)
    work(0.4)
    assert "reading 3 of 20" in terminal.getvalue()


def test_short_work_says_nothing(terminal):
    work(0.0)
    assert "reading" not in terminal.getvalue()


def test_quiet_work_says_nothing(terminal, monkeypatch):
    monkeypatch.setattr(output, "PATIENCE", 0.05)
    work(0.3, quiet=True)
    assert terminal.getvalue() == ""


def test_progress_ends_when_work_fails(terminal, monkeypatch):
    def fail():
        with output.progress() as step:
            step("brief", 1, 1)
            time.sleep(0.2)
            raise ValueError

    monkeypatch.setattr(output, "PATIENCE", 0.05)
    with pytest.raises(ValueError, match=r"^$"):
        fail()
    shown = terminal.getvalue()
    time.sleep(0.2)
    assert "writing the brief" in shown
    assert terminal.getvalue() == shown
