"""Seals in a project: a chain that shows every change, every gap and every forged link."""

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.forecast_cases import harbor

from detente.analysis.forecast import forecast
from detente.analysis.sealed import Resolution, Sealed, resolve, seal
from detente.errors import StoreError
from detente.store import migrate
from detente.store.database import Database
from detente.store.project import create_project, open_project

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


def sealed(before: str | None = None, rule: str = "as published") -> Sealed:
    case = harbor()
    return seal(
        forecast(case, n_draws=4),
        title=case.title,
        names={issue: case.issue_name(issue) for issue in case.issues},
        until=date(2026, 6, 30),
        rule=rule,
        by="analyst",
        at=AT,
        before=before,
    )


def ended(found: Sealed, before: str, end: str = "low") -> Resolution:
    return resolve(
        found, "depth", end, on=date(2026, 2, 1), reason="article 2", by="analyst",
        at=datetime(2026, 2, 2, tzinfo=UTC), before=before,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with three seals and two resolutions of the second."""
    with create_project(tmp_path) as project:
        before = None
        for rule in ("first", "second", "third"):
            before = project.add_seal(sealed(before, rule))
        second = project.seals()[1]
        newest = project.add_resolution(ended(second, second.seal))
        project.add_resolution(ended(second, newest, "high"))
    return tmp_path


def tamper(folder: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(folder / "detente.db")
    changed = connection.execute(statement, values).rowcount
    connection.commit()
    connection.close()
    assert changed == 1


def record(folder: Path, table: str, number: int) -> str:
    connection = sqlite3.connect(folder / "detente.db")
    (text,) = connection.execute(
        f"SELECT record FROM {table} WHERE number = ?", (number,)
    ).fetchone()
    connection.close()
    return str(text)


def test_seals_and_resolutions_come_back_in_order(folder: Path) -> None:
    with open_project(folder) as project:
        assert [item.rule for item in project.seals()] == ["first", "second", "third"]
        assert [item.option for item in project.resolutions()] == ["low", "high"]


def test_the_seal_is_the_hash_of_the_bytes_kept(folder: Path) -> None:
    with open_project(folder) as project:
        for number, item in enumerate(project.seals(), start=1):
            assert Sealed.model_validate_json(record(folder, "seals", number)).seal == item.seal


def test_a_forecast_is_found_by_the_first_letters_of_its_seal(folder: Path) -> None:
    with open_project(folder) as project:
        second = project.seals()[1]
        assert project.sealed(second.seal[:10]) == second
        with pytest.raises(StoreError, match="no seal of the project begins with 'xyz'"):
            project.sealed("xyz")
        with pytest.raises(StoreError, match="3 seals of the project begin with ''"):
            project.sealed("")


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    ("field", "value"),
    [("median", 1.0), ("rule", "what suits"), ("until", "2026-12-31"), ("by", "nobody")],
)
def test_a_word_changed_in_any_of_them_is_found(
    folder: Path, number: int, field: str, value: object
) -> None:
    content = json.loads(record(folder, "seals", number))
    (content["issues"][0] if field == "median" else content)[field] = value
    tamper(folder, "UPDATE seals SET record = ? WHERE number = ?", json.dumps(content), number)
    with (
        open_project(folder) as project,
        pytest.raises(StoreError, match=f"seals number {number} does not match its hash"),
    ):
        project.seals()


def test_a_change_with_a_hash_to_match_breaks_the_chain(folder: Path) -> None:
    content = json.loads(record(folder, "seals", 1))
    content["rule"] = "what suits"
    forged = Sealed.model_validate(content)
    tamper(
        folder, "UPDATE seals SET record = ?, sha256 = ? WHERE number = 1",
        forged.model_dump_json(), forged.seal,
    )  # fmt: skip
    with open_project(folder) as project, pytest.raises(StoreError, match=r"before .* is gone"):
        project.seals()


@pytest.mark.parametrize("number", [1, 2])
def test_one_that_is_taken_out_is_missed(folder: Path, number: int) -> None:
    tamper(folder, "DELETE FROM seals WHERE number = ?", number)
    with open_project(folder) as project, pytest.raises(StoreError, match="is gone"):
        project.seals()


def test_a_resolution_changed_or_taken_out_is_found(folder: Path) -> None:
    content = json.loads(record(folder, "resolutions", 2))
    content["at_place"] = 40
    tamper(folder, "UPDATE resolutions SET record = ? WHERE number = 2", json.dumps(content))
    with open_project(folder) as project, pytest.raises(StoreError, match="does not match"):
        project.resolutions()
    tamper(folder, "DELETE FROM resolutions WHERE number = 1")
    with open_project(folder) as project, pytest.raises(StoreError):
        project.resolutions()


def test_what_is_no_record_any_more_is_said_to_be_unreadable(folder: Path) -> None:
    tamper(folder, "UPDATE seals SET record = '{}' WHERE number = 2")
    with open_project(folder) as project, pytest.raises(StoreError, match="cannot be read"):
        project.seals()


def test_a_time_changed_beside_the_record_is_found(folder: Path) -> None:
    tamper(folder, "UPDATE seals SET made_at = '2020-01-01T00:00:00+00:00' WHERE number = 3")
    with open_project(folder) as project, pytest.raises(StoreError, match="does not match"):
        project.seals()


def test_a_seal_that_does_not_follow_the_newest_is_not_kept(folder: Path) -> None:
    with open_project(folder) as project:
        with pytest.raises(StoreError, match="in between"):
            project.add_seal(sealed(None, "fourth"))
        assert len(project.seals()) == 3


def test_a_resolution_of_another_project_is_not_kept(tmp_path: Path) -> None:
    other = sealed(None, "elsewhere")
    with create_project(tmp_path) as project:
        with pytest.raises(StoreError, match="no forecast with the seal"):
            project.add_resolution(ended(other, other.seal))
        assert project.resolutions() == ()


def test_a_project_without_seals_is_brought_up_to_date(tmp_path: Path) -> None:
    database = Database(tmp_path / "detente.db")
    migrate.upgrade(database, "0002")
    database.close()
    with open_project(tmp_path) as project:
        assert project.seals() == ()
        project.add_seal(sealed())
        assert len(project.seals()) == 1
