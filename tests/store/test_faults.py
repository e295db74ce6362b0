"""A project that cannot be opened or written says why and what to do, and stays as it was."""

import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import make_source

from detente.errors import StoreError
from detente.store.database import Database
from detente.store.migrate import newest
from detente.store.project import create_project, open_project

AT = datetime(2025, 2, 19, tzinfo=UTC)
SOURCE = make_source("The talks go on.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_project(tmp_path).close()
    return tmp_path


@pytest.fixture
def raw(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(folder / "detente.db", isolation_level=None)
    yield connection
    connection.close()


def test_a_folder_without_a_project_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no project in .* \(no file detente\.db\).*detente init"):
        open_project(tmp_path)
    with pytest.raises(StoreError, match="no project in"):
        open_project(tmp_path / "missing")


def test_opening_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_project(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database, but a text of some length" * 10])
def test_another_file_under_the_name_is_not_a_project(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "detente.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"is not a (project|database) of détente"):
        open_project(tmp_path)


def test_another_database_under_the_name_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "detente.db")
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(StoreError, match="is not a project"):
        open_project(tmp_path)
    connection = sqlite3.connect(tmp_path / "detente.db")
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    connection.close()


def test_a_project_of_a_newer_program_is_refused_unchanged(
    folder: Path, raw: sqlite3.Connection
) -> None:
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=f"newer détente .version 9999.*{newest()}.*update"):
        open_project(folder)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_damaged_file_says_so(folder: Path) -> None:
    file = folder / "detente.db"
    data = bytearray(file.read_bytes())
    data[100:6_000] = b"\xaa" * 5_900
    file.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="restore it from a copy"):
        open_project(folder)


def test_a_project_that_another_program_writes_is_locked(
    folder: Path, raw: sqlite3.Connection
) -> None:
    raw.execute("BEGIN IMMEDIATE")
    with open_project(folder, wait_seconds=0.05) as project:
        assert project.sources() == ()
        with pytest.raises(StoreError, match="being written by another program; try again"):
            project.add_source(SOURCE, SOURCE.text.encode(), at=AT)
    raw.execute("ROLLBACK")


def test_a_writer_waits_for_another_one(folder: Path) -> None:
    other = sqlite3.connect(folder / "detente.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ["COMMIT"])
    with open_project(folder) as project:
        release.start()
        assert project.add_source(SOURCE, SOURCE.text.encode(), at=AT)
    release.join()
    other.close()


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    with open_project(folder) as project:
        with project._database.write() as connection:
            n_pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {n_pages}")
        big = make_source("The talks go on. " * 10_000)
        with pytest.raises(StoreError, match="does not fit on the disk; free space"):
            project.add_source(big, big.text.encode(), at=AT)
        assert project.sources() == ()


WRITE = """
import os, sys, tempfile
from datetime import UTC, datetime
from detente.errors import StoreError
from detente.sources.receive import receive
from detente.store.project import create_project, open_project

data = b"The talks go on in Geneva today."
source = receive(data, "x", language="en")
with tempfile.TemporaryDirectory() as folder:  # loads all that another user may not load
    create_project(folder).close()
    with open_project(folder) as project:
        project.add_source(source, data, at=datetime.now(UTC))
if os.geteuid() == 0:  # permissions bind everybody else
    os.setgid(65534)
    os.setuid(65534)
try:
    if sys.argv[2] == "create":
        create_project(sys.argv[1])
    with open_project(sys.argv[1]) as project:
        project.add_source(source, data, at=datetime.now(UTC))
except StoreError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not read-only there")
@pytest.mark.parametrize("step", ["create", "open"])
def test_a_read_only_folder_is_refused_with_advice(step: str) -> None:
    top = Path(tempfile.mkdtemp())
    top.chmod(0o755)
    folder = top / "project"
    folder.mkdir()
    try:
        if step == "open":
            create_project(folder).close()
            (folder / "detente.db").chmod(0o444)
        before = [(file.name, file.read_bytes()) for file in folder.iterdir()]
        folder.chmod(0o555)
        command = [sys.executable, "-c", WRITE, str(folder), step]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.startswith("refused: "), done.stderr
        assert re.search(r"folder you may write|where you may write|permissions", done.stdout)
        assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(top)


def test_an_error_inside_a_step_undoes_the_step(folder: Path) -> None:
    database = Database(folder / "detente.db")

    def write_and_fail() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE half (x)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_fail()
    with database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "half" not in names
    database.close()


def test_rows_that_refer_to_nothing_are_refused(folder: Path) -> None:
    database = Database(folder / "detente.db")
    with pytest.raises(StoreError, match="FOREIGN KEY"), database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO readings VALUES (1, 's00000000', 'r', '1', 'now', '{}')"
        )
    database.close()
