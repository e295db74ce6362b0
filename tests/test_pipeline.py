"""The road from end to end: the same input gives the same bytes, and it never invents."""

import os
import subprocess
import sys

import pytest
from tests.reports import ENGLISH, GERMAN, RECIPE

from detente import pipeline


def road(text, **options):
    source = pipeline.receive(text.encode(), "talks.txt")
    return pipeline.run([pipeline.read(source)], n_draws=64, **options)


def test_the_same_report_gives_the_same_bytes_whatever_the_order_of_sets(tmp_path):
    report = tmp_path / "talks.txt"
    report.write_text(GERMAN, encoding="utf-8")
    pages = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "detente", "brief", str(report), "-o", "-", "--draws", "32"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        pages.add(done.stdout)
    assert len(pages) == 1


@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_a_short_report_gives_seats_a_stake_and_an_answer(text):
    result = road(text)
    assert result.case is not None
    assert result.case.seated() == ("egypt", "ethiopia")
    assert "sudan" in result.case.unseated()
    assert result.findings is not None
    assert {change.party for change in result.findings.seats.values.changes} >= {"sudan"}


def test_the_brief_is_in_the_language_of_most_of_the_text():
    german = pipeline.read(pipeline.receive(GERMAN.encode(), "de.txt"))
    english = pipeline.read(pipeline.receive(ENGLISH[:100].encode(), "en.txt", language="en"))
    assert pipeline.main_language(pipeline.record([german, english])) == "de"
    assert pipeline.main_language(pipeline.record([english])) == "en"


def test_a_text_without_a_negotiation_has_a_brief_and_no_case():
    result = road(RECIPE)
    assert result.case is None
    assert result.findings is None
    assert not result.brief.negotiation


def test_every_step_is_told_in_order():
    told = []
    road(ENGLISH, step=lambda stage, number, of: told.append(stage))
    assert told == ["record", "case", "analyze", "brief"]
