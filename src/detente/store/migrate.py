"""Bring the tables of a project up to date, in one transaction; refuse newer ones."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from detente.errors import StoreError
from detente.store.database import Database

FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """Return the version of the tables that this program writes."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def version(connection: Connection) -> str | None:
    """Return the version of the tables in a file; None where it is no project."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the tables up to date; a kill leaves them as they were."""
    with database.write() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def check(database: Database) -> bool:
    """Say whether the tables are up to date; `StoreError` for no project or a newer one."""
    with database.read() as connection:
        found = version(connection)
    if found is None:
        msg = f"{database.file} is not a project of détente; make one with detente init"
        raise StoreError(msg)
    known = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        msg = (
            f"the project file {database.file} was written by a newer détente (version {found} of "
            f"its tables, this program knows {newest()}); update détente"
        )
        raise StoreError(msg)
    return found == newest()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
