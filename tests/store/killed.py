"""Kills writers of a project at many points and looks at what they leave; run by test_kill.

A fresh process without threads, so that it can fork; prints one line of JSON.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.builders import make_act, make_reading, make_source

from detente.errors import StoreError
from detente.store import migrate, sources
from detente.store.database import Database
from detente.store.project import FILE, create_project, open_project

AT = datetime(2025, 2, 19, tzinfo=UTC)
LINES = [f"Party number {number} demands recognition." for number in range(12)]
SOURCE = make_source("The talks go on.")


def work(folder: Path, first: int, told: int) -> None:
    """Add, read, review, undo without end; tell the pipe of every step that has returned."""
    with open_project(folder) as project:
        for number in range(first, first + 1_000):
            source = make_source(" ".join([f"Report {number}.", *LINES]) + "x" * 20_000)
            reading = make_reading(source, [make_act(source, "demand", line) for line in LINES])
            ids = [act.id for act in reading.acts]
            project.add_source(source, source.text.encode(), at=AT)
            os.write(told, b".")
            project.add_reading(reading, at=AT)
            os.write(told, b".")
            project.review(ids, "accepted", by="mk", at=AT, reason="all")
            os.write(told, b".")
            project.undo(ids[:6], by="mk", at=AT, reason="half")
            os.write(told, b".")


def kill_during(job: Callable[[int], object], seconds: float) -> int:
    """Run a job in a child, kill it after some time, return how many steps it told of."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            job(told)
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    os.close(told)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0
    with os.fdopen(heard, "rb") as pipe:
        return len(pipe.read())


def seconds_of(job: Callable[[], object]) -> float:
    """Return how long a child takes for a job here and now, undisturbed."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        job()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    return time.perf_counter() - started


def old_project(project: Path) -> None:
    """Make a project with the tables of the first version."""
    project.mkdir()
    database = Database(project / FILE)
    migrate.upgrade(database, "0001")
    with database.write() as connection:
        sources.add(connection, SOURCE, SOURCE.text.encode(), AT)
    database.close()


def check_file(folder: Path) -> None:
    """Fail where the file of a project is not sound."""
    connection = sqlite3.connect(folder / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def whole_steps(folder: Path) -> int:
    """Return how many steps of `work` a project holds; fail where one is there in part."""
    check_file(folder)
    with open_project(folder) as project:
        kept = project.sources()
        notes = project.reading_notes()
        decisions = project.decisions()
        for source in kept[-2:]:
            assert project.source_bytes(source.id) == source.text.encode()
    n_undone = sum(decision.undoes is not None for decision in decisions)
    n_made = len(decisions) - n_undone
    assert all(note.n_acts == len(LINES) for note in notes)
    assert n_made % len(LINES) == n_undone % 6 == 0
    return len(kept) + len(notes) + n_made // len(LINES) + n_undone // 6


def kill_writers(folder: Path, times: int, chance: random.Random) -> int:
    """Kill writers; every step told of is kept, at most one more. Return the steps kept."""
    total = before = 0
    project = folder / "timed"
    window = seconds_of(lambda: create_project(project).close())
    for turn in range(times):
        if turn % 20 == 0:
            project = folder / f"written{turn}"
            create_project(project).close()
            before = 0
        told = kill_during(
            lambda pipe, turn=turn, project=project: work(project, turn * 1_000, pipe),
            chance.uniform(0.0, window),
        )
        kept = whole_steps(project)
        assert before + told <= kept <= before + told + 1, (before, told, kept)
        total += kept - before
        before = kept
    return total


def kill_migrations(folder: Path, times: int, chance: random.Random) -> int:
    """Kill programs that open an older project; return how often the migration was not done."""
    undone = 0
    old_project(folder / "old")
    window = 1.5 * seconds_of(lambda: open_project(folder / "old").close())
    for turn in range(times):
        project = folder / f"old{turn}"
        old_project(project)
        kill_during(lambda _, project=project: open_project(project), chance.uniform(0.0, window))
        check_file(project)
        database = Database(project / FILE)
        undone += not migrate.check(database)
        database.close()
        with open_project(project) as opened:
            assert opened.sources() == (SOURCE,)
            assert opened.findings() == ()
    return undone


def kill_creations(folder: Path, times: int, chance: random.Random) -> int:
    """Kill programs that make a project; return how often none was made."""
    missing = 0
    window = 1.5 * seconds_of(lambda: create_project(folder / "new").close())
    for turn in range(times):
        project = folder / f"new{turn}"
        kill_during(lambda _, project=project: create_project(project), chance.uniform(0.0, window))
        try:
            open_project(project).close()
        except StoreError:
            missing += 1
            create_project(project).close()
        check_file(project)
    return missing


def main() -> None:
    """Kill as often as the arguments say: folder, seed, writers, migrations, creations."""
    folder, seed, *times = sys.argv[1:]
    chance = random.Random(int(seed))
    create_project(Path(folder) / "first").close()  # loads what children would load each time
    writers, migrations, creations = (int(number) for number in times)
    found = {
        "steps_kept": kill_writers(Path(folder), writers, chance),
        "migrations_undone": kill_migrations(Path(folder), migrations, chance),
        "creations_undone": kill_creations(Path(folder), creations, chance),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
