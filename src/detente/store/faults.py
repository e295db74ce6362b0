"""What the database reports, in the words of a `StoreError`."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from detente.errors import StoreError

READ_ONLY = "may not be written; copy it to a folder where you may write"
MEANINGS = (
    ("locked", "is being written by another program; try again when it has finished"),
    ("readonly", READ_ONLY),
    ("read-only", READ_ONLY),
    ("full", "does not fit on the disk; free space and repeat the command, nothing was changed"),
    ("not a database", "is not a database of détente; restore it from a copy"),
    ("malformed", "is damaged; restore it from a copy"),
    ("unable to open", "cannot be opened; check the permissions of the folder and of the files"),
    ("disk i/o", "cannot be read or written; check the disk and the permissions"),
)
"""Part of a message of the database, what it means to the user and what to do."""


def store_error(error: DBAPIError, file: Path) -> StoreError:
    """Return the `StoreError` that says what went wrong with a database file."""
    said = str(error.orig)
    for part, meaning in MEANINGS:
        if part in said.lower():
            return StoreError(f"the project file {file} {meaning}")
    return StoreError(f"the project file {file} cannot be used ({said}); restore it from a copy")
