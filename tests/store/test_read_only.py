"""A project that may not be written can be looked at, and stays as it is to the byte."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import make_source

from detente.errors import StoreError
from detente.store import database
from detente.store.project import create_project, open_project

AT = datetime(2025, 2, 19, tzinfo=UTC)
SOURCE = make_source("The talks go on.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "50% done?"
    with create_project(folder) as project:
        project.add_source(SOURCE, SOURCE.text.encode(), at=AT)
    # Permissions do not bind every user that runs tests, so the question is answered for them.
    monkeypatch.setattr(database, "_may_write", lambda file: False)
    return folder


def test_it_can_be_looked_at_and_no_file_is_made_or_changed(folder: Path) -> None:
    before = (folder / "detente.db").read_bytes()
    with open_project(folder) as project:
        assert project.is_read_only
        assert project.sources() == (SOURCE,)
        assert project.decisions() == ()
    assert [file.name for file in folder.iterdir()] == ["detente.db"]
    assert (folder / "detente.db").read_bytes() == before


def test_what_would_write_says_what_to_do(folder: Path) -> None:
    other = make_source("The talks have ended.")
    with open_project(folder) as project:
        with pytest.raises(StoreError, match="may not be written; copy it to a folder where you"):
            project.add_source(other, other.text.encode(), at=AT)
        assert project.sources() == (SOURCE,)


def test_steps_that_stand_in_the_log_are_never_overlooked(folder: Path) -> None:
    writer = sqlite3.connect(folder / "detente.db", isolation_level=None)
    writer.execute("CREATE TABLE mine (x)")
    try:
        with pytest.raises(StoreError, match="was not closed; copy the folder"):
            open_project(folder)
    finally:
        writer.close()


def test_a_project_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("detente.store.migrate.upgrade", full)
    (tmp_path / "mine").mkdir()
    for folder in (tmp_path / "new", tmp_path / "mine"):
        with pytest.raises(StoreError, match="no space left on device"):
            create_project(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine"]
