"""When something goes wrong: what, where, what to do; exit status 1 or 2; nothing half written."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import detente
from tests.reports import ENGLISH, RECIPE

from detente import pipeline
from detente.cli import output
from detente.cli.output import printable, write_all

FEW = ("--draws", "8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "recipe.txt").write_text(RECIPE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken_reader(monkeypatch):
    def read(source, by=None):
        return {}["no such\nkey"]

    monkeypatch.setattr(pipeline, "read", read)


def run(*args, **options):
    """Run the real command in a process of its own."""
    command = [sys.executable, "-m", "detente", *args]
    return subprocess.run(command, capture_output=True, check=False, **options)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_unexpected_error_ends_in_one_line_that_asks_for_debug(folder, broken_reader):
    result = detente("read", "talks.txt")
    assert result.status == 1
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    assert "unexpected error, a fault of détente: KeyError" in result.err
    assert "(in pipeline.py, line " in result.err
    assert "--debug" in result.err


@pytest.mark.parametrize("args", [["--debug", "read"], ["read", "--debug"]])
def test_debug_shows_the_traceback_wherever_it_stands(folder, broken_reader, args):
    result = detente(*args, "talks.txt")
    assert result.status == 1
    assert "Traceback" in result.err


def test_debug_after_two_dashes_is_the_name_of_a_report(folder):
    assert "there is no file --debug" in detente("read", "--", "--debug").err


def test_too_little_memory_names_what_helps(folder, monkeypatch):
    def read(source, by=None):
        raise MemoryError

    monkeypatch.setattr(pipeline, "read", read)
    result = detente("read", "talks.txt")
    assert result.status == 1
    assert "not enough memory; pass fewer reports" in result.err


@pytest.mark.parametrize("option", ["--out", "--write-json", "--write-case"])
@pytest.mark.parametrize(
    ("name", "message"),
    [("no/such/file", "there is no such folder"), ("sub", "name a file, not a folder")],
)
def test_an_output_that_cannot_be_written_is_refused_before_any_work(
    folder, monkeypatch, option, name, message
):
    (folder / "sub").mkdir()
    monkeypatch.setattr(pipeline, "read", lambda source: pytest.fail("work was done"))
    before = files(folder)
    result = detente("brief", "talks.txt", "--force", option, name)
    assert result.status == 1
    assert f"{name}: " in result.err
    assert message in result.err
    assert files(folder) == before


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["brief", "talks.txt", "--out", "talks.txt"], "would be overwritten"),
        (["brief", "talks.txt", "--out", "./talks.txt"], "would be overwritten"),
        (["case", "draft", "talks.txt", "--force", "--out", "talks.txt"], "would be overwritten"),
        (["brief", "talks.txt", "--out", "a", "--write-json", "a"], "two outputs go to a"),
        (["brief", "talks.txt", "--out", "-", "--write-json", "-"], "two outputs go to -"),
        (["brief", "talks.txt", "--out", "-", "--json"], "standard output"),
        (["brief", "-", "talks.txt", "-"], "can be read once"),
        (["brief", "talks.txt", "--draws", "0"], "--draws"),
        (["brief", "talks.txt", "--draws", "many"], "--draws"),
        (["brief", "talks.txt", "--seed", "-1"], "--seed"),
        (["brief", "talks.txt", "--lang", "fr"], "--lang"),
        (["analyze", "happiness"], "QUESTION"),
    ],
)
def test_wrong_usage_has_its_own_status_and_writes_nothing(folder, args, message):
    before = files(folder)
    result = detente(*args)
    assert result.status == 2
    assert message in " ".join(result.err.replace("│", " ").split())
    assert files(folder) == before
    assert (folder / "talks.txt").read_text(encoding="utf-8") == ENGLISH


def test_page_data_and_case_are_written_all_or_none(folder, monkeypatch):
    real, written = output._beside, []

    def full_at_the_second(target, content):
        written.append(target)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return real(target, content)

    monkeypatch.setattr(output, "_beside", full_at_the_second)
    before = files(folder)
    result = detente("brief", "talks.txt", *FEW, "--write-json", "brief.json")
    assert result.status == 1
    assert "brief.json: " in result.err
    assert "no space left on device" in result.err
    assert "free space" in result.err
    assert files(folder) == before


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path):
    target = tmp_path / "page.html"
    target.write_text("before")
    target.chmod(0o640)
    write_all({str(target): "after"})
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.html").write_text("before")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_all({str(tmp_path / "link.html"): "after"})
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "after"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_all({str(pipe): "page"})
        assert reader.communicate()[0] == b"page"
    assert pipe.is_fifo()


def test_a_case_that_the_reports_do_not_give_is_an_error_and_the_page_says_why(folder):
    result = detente("brief", "recipe.txt", "--write-case", "case.yaml")
    assert result.status == 1
    assert "case.yaml: no case written" in result.err
    assert (folder / "brief.html").exists()
    assert not (folder / "case.yaml").exists()


@pytest.mark.parametrize("name", ["mit leer ümlaut.txt", "new\nline.txt", "\x1b[31mred.txt"])
def test_any_file_name_is_read_and_shown_on_one_line(folder, name):
    shutil.copy("talks.txt", name)
    first = detente("read", name).out.splitlines()[0]
    assert first.endswith(" actors")
    assert first.isprintable()


def test_a_name_that_is_no_unicode_is_read_and_shown_with_a_mark(folder):
    name = os.fsdecode(b"bad\xff.txt")
    shutil.copy("talks.txt", name)
    reading = json.loads(detente("read", name, "--json").out)
    assert reading["source"]["name"] == "bad\N{REPLACEMENT CHARACTER}.txt"


def test_a_name_with_a_leading_dash_is_read_after_two_dashes(folder):
    shutil.copy("talks.txt", "-dash.txt")
    assert detente("read", "--", "-dash.txt").out.startswith("-dash.txt: ")


def test_a_message_about_a_strange_name_stays_on_one_line(folder):
    lines = detente("read", "none\nsuch.txt").err.splitlines()
    assert len(lines) == 2
    assert "there is no file none" in lines[0]


def test_words_of_a_report_cannot_steer_the_terminal():
    assert printable("a\x1b[2J\nb\x07\x9bc") == "a [2J b c"


def test_data_is_utf_8_in_a_locale_that_is_not(folder):
    (folder / "talks.txt").write_text(ENGLISH.replace("dam", "dam Ägypten"), encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("read", "talks.txt", "--json", env={**os.environ, **plain}, cwd=folder)
    assert "Ägypten" in json.loads(done.stdout.decode("utf-8"))["source"]["text"]


def test_a_closed_pipe_ends_without_a_word(folder):
    script = f"{sys.executable} -m detente schema brief | head -c 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, cwd=folder)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_could_not_be_printed_is_not_reported_as_done(folder):
    script = f"{sys.executable} -m detente schema >/dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=folder)
    assert done.returncode == 1
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_input_says_so(folder):
    script = f"{sys.executable} -m detente read - <&-"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=folder)
    assert done.returncode == 1
    assert b"standard input cannot be read" in done.stderr


def test_nothing_goes_to_standard_error_where_nobody_watches(folder):
    done = run("brief", "talks.txt", *FEW, cwd=folder)
    assert done.returncode == 0
    assert done.stderr == b""
