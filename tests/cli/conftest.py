"""A report and the case drafted from it, made once: drafting again in every test is slow."""

from pathlib import Path

import pytest
from tests.command import detente

SOURCES = Path(__file__).parents[2] / "examples" / "nile-dam" / "sources"


@pytest.fixture(scope="session")
def report():
    """Return the text of an English report on talks."""
    return (SOURCES / "2021-04-07-kinshasa.en.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def drafted(tmp_path_factory, report):
    """Return the case that is drafted from the report, as text."""
    folder = tmp_path_factory.mktemp("drafted")
    (folder / "talks.txt").write_text(report, encoding="utf-8")
    result = detente("case", "draft", folder / "talks.txt", "--out", folder / "case.yaml")
    assert result.status == 0, result.err
    return (folder / "case.yaml").read_text(encoding="utf-8")


@pytest.fixture
def case_folder(tmp_path, monkeypatch, report, drafted):
    """Go to a folder with ``talks.txt`` and ``case.yaml``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text(report, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(drafted, encoding="utf-8")
    return tmp_path
