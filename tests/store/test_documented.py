"""The page on projects names every table, every column and every method."""

import re
from pathlib import Path

from detente.store.project import Project
from detente.store.tables import metadata

PAGE = (Path(__file__).parent.parent.parent / "docs" / "reference" / "project.md").read_text(
    encoding="utf-8"
)


def test_tables_and_columns_are_those_of_the_page() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", PAGE, flags=re.MULTILINE)
    documented = {table: re.findall(r"`(\w+)`", columns) for table, columns in rows}
    documented.pop("alembic_version")
    assert documented == {
        table.name: [column.name for column in table.columns] for table in metadata.sorted_tables
    }


def test_every_method_is_named() -> None:
    methods = [name for name in vars(Project) if not name.startswith("_")]
    missing = set(methods) - set(re.findall(r"`(\w+)`", PAGE)) - {"close", "case_path"}
    assert missing == set()
