"""Several programs write to one project at once, and nothing of any of them is lost."""

import subprocess
import sys
from pathlib import Path

from detente.store import migrate
from detente.store.database import Database
from detente.store.project import FILE, create_project, open_project

ROOT = Path(__file__).parent.parent.parent
NAMES = ("Aland", "Borland", "Corland")
TIMES = 8


def write_at_once(folder: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.writer", str(folder), name, str(TIMES)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said


def check_all_is_there(folder: Path) -> None:
    expected = {f"{name} demands point {number}." for name in NAMES for number in range(TIMES)}
    with open_project(folder) as project:
        assert {source.text for source in project.sources()} == expected
        readings = project.current_readings()
        assert len(readings) == len(expected)
        assert all(reading.acts[0].review.state == "accepted" for reading in readings)
        made = [decision.by for decision in project.decisions()]
    assert all(made.count(name) == TIMES for name in NAMES)


def test_what_several_programs_write_at_once_is_all_there(tmp_path: Path) -> None:
    with create_project(tmp_path) as early:
        assert early.sources() == ()
        write_at_once(tmp_path)
        assert len(early.sources()) == len(NAMES) * TIMES
    check_all_is_there(tmp_path)


def test_several_programs_may_open_an_older_project_at_once(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE)
    migrate.upgrade(database, "0001")
    database.close()
    write_at_once(tmp_path)
    check_all_is_there(tmp_path)
