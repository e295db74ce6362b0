"""Tables of every older version are brought up to date, in one step, with all they hold."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from tests.builders import make_source

from detente.errors import StoreError
from detente.store import migrate, sources
from detente.store.database import Database
from detente.store.project import create_project, open_project
from detente.store.tables import metadata

AT = datetime(2025, 2, 19, tzinfo=UTC)
SOURCE = make_source("The talks go on.")


def old_project(folder: Path, version: str = "0001") -> None:
    """Make a project as an older program would have."""
    database = Database(folder / "detente.db")
    migrate.upgrade(database, version)
    with database.write() as connection:
        sources.add(connection, SOURCE, SOURCE.text.encode(), AT)
    database.close()


def version_of(folder: Path) -> str:
    connection = sqlite3.connect(folder / "detente.db")
    (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(version)


def test_a_project_of_the_first_version_is_brought_up_to_date_on_opening(tmp_path: Path) -> None:
    old_project(tmp_path)
    assert version_of(tmp_path) == "0001"
    with open_project(tmp_path) as project:
        assert project.sources() == (SOURCE,)
        assert project.source_bytes(SOURCE.id) == SOURCE.text.encode()
        assert project.findings() == ()
    assert version_of(tmp_path) == migrate.newest()


def test_all_steps_together_make_the_tables_of_the_program(tmp_path: Path) -> None:
    create_project(tmp_path).close()
    database = Database(tmp_path / "detente.db")
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_a_step_that_fails_leaves_the_older_tables(tmp_path: Path) -> None:
    old_project(tmp_path)
    connection = sqlite3.connect(tmp_path / "detente.db")
    connection.execute("CREATE TABLE findings (in_the_way)")
    connection.close()
    with pytest.raises(StoreError, match="findings already exists"):
        open_project(tmp_path)
    assert version_of(tmp_path) == "0001"


def test_a_path_with_signs_that_settings_use_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "100 % ?mode=ro #ü"
    create_project(folder).close()
    with open_project(folder) as project:
        assert project.sources() == ()
