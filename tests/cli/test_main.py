"""The command as a whole: help, version, usage, errors, start-up."""

import subprocess
import sys

import pytest
from tests.command import detente

from detente import __version__
from detente.cli.main import COMMANDS


def test_help_lists_every_command_with_its_sentence():
    result = detente("--help")
    assert result.status == 0
    for name in COMMANDS:
        assert f" {name} " in result.out


def test_version_is_that_of_the_package():
    assert detente("--version").out == f"detente {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    result = detente(command, "--help")
    assert result.status == 0
    assert "Usage:" in result.out


def test_an_unknown_command_is_wrong_usage_and_names_the_nearest():
    result = detente("breif")
    assert result.status == 2
    assert "brief" in result.err


def test_an_unknown_option_is_wrong_usage():
    assert detente("brief", "--lnag", "de").status == 2


def test_help_loads_no_numbers_charts_database_or_web_framework():
    code = (
        "import sys; from detente.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'numba', 'scipy', 'altair', 'vl_convert', 'sqlalchemy', 'fastapi',"
        " 'trafilatura', 'pydantic'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_an_error_says_what_and_where_and_names_its_code_without_a_traceback(tmp_path):
    result = detente("read", tmp_path / "missing.txt")
    assert result.status == 1
    assert "missing.txt" in result.err
    assert "docs/errors.md#source" in result.err
    assert "Traceback" not in result.err + result.out
