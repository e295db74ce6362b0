"""Fifteen pairs of short reports: read no worse than measured, and in both languages alike."""

from functools import cache
from pathlib import Path

import pytest

from detente.evaluate.corpus import evaluate_corpus
from detente.evaluate.gold_acts import Half, texts_of
from detente.evaluate.result import Evaluation, Section
from detente.reading.rules import RulesReader

FOLDER = Path(__file__).parent.parent / "parallel_reports"
HALVES: tuple[Half, ...] = ("development", "kept")


@cache
def scored(half: Half) -> Evaluation:
    return evaluate_corpus(FOLDER, RulesReader(), half=half)


def section(half: Half, name: str) -> Section:
    return next(section for section in scored(half).sections if section.name == name)


def f1(half: Half, name: str = "all") -> float:
    (figure,) = (match.f1 for match in section(half, name).matches if match.name == "act")
    assert figure is not None
    return figure


def right(half: Half, field: str) -> float:
    (figure,) = (share.percent for share in section(half, "all").shares if share.name == field)
    assert figure is not None
    return figure


@pytest.mark.parametrize("process", [text.folder for text in texts_of(FOLDER, "all")])
def test_the_languages_mark_the_same_acts(process: Path) -> None:
    german, english = (
        {act["same_as"]: act for act in text.acts}
        for text in texts_of(FOLDER, "all")
        if text.folder == process
    )
    assert set(german) == set(english)
    for name, act in german.items():
        for field in ("kind", "actors", "targets", "issues", "modality", "voice"):
            assert act[field] == english[name][field], (name, field)


@pytest.mark.parametrize(("half", "least"), [("development", 70.0), ("kept", 67.0)])
def test_acts_are_found_as_well_as_they_were(half: Half, least: float) -> None:
    assert f1(half) >= least


@pytest.mark.parametrize(("half", "least"), [("development", 72.0), ("kept", 55.0)])
def test_issues_are_right_as_often_as_they_were(half: Half, least: float) -> None:
    assert right(half, "issues") >= least


@pytest.mark.parametrize("half", HALVES)
def test_english_is_read_nearly_as_well_as_german(half: Half) -> None:
    assert f1(half, "en") >= f1(half, "de") - 10


@pytest.mark.parametrize("half", HALVES)
def test_no_report_makes_the_reader_fail(half: Half) -> None:
    assert scored(half).crashes == 0
