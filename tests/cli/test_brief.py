"""`detente brief`: from a report to a page in one command."""

import json
import re

import pytest
from tests.command import detente
from tests.reports import GERMAN, RECIPE


@pytest.fixture
def folder(tmp_path, monkeypatch, report):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.de.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "talks.en.txt").write_text(report, encoding="utf-8")
    (tmp_path / "recipe.txt").write_text(RECIPE, encoding="utf-8")
    return tmp_path


def test_one_report_gives_one_page_in_its_language_and_a_summary(folder):
    result = detente("brief", "talks.de.txt", "--draws", "64")
    assert result.status == 0, result.err
    page = (folder / "brief.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page
    assert "<script" not in page
    assert "brief.html" in result.out
    assert len(result.out.splitlines()) > 3


def test_the_language_of_the_brief_can_be_chosen(folder):
    detente("brief", "talks.de.txt", "--lang", "en", "--out", "page.html", "--draws", "64")
    assert '<html lang="en"' in (folder / "page.html").read_text(encoding="utf-8")


def test_nothing_but_the_page_is_kept(folder):
    before = {path.name for path in folder.iterdir()}
    detente("brief", "talks.en.txt", "--draws", "64")
    assert {path.name for path in folder.iterdir()} == before | {"brief.html"}


def test_json_and_case_are_written_on_request(folder):
    result = detente(
        "brief", "talks.en.txt", "--draws", "64",
        "--write-json", "brief.json", "--write-case", "case.yaml",
    )  # fmt: skip
    assert result.status == 0, result.err
    assert json.loads((folder / "brief.json").read_text())["schema"] == "detente/brief/1"
    assert (folder / "case.yaml").read_text().count("egypt") > 1


def test_an_existing_case_is_not_overwritten(folder):
    (folder / "case.yaml").write_text("# my edits\n")
    result = detente("brief", "talks.en.txt", "--write-case", "case.yaml")
    assert result.status == 1
    assert "--force" in result.err
    assert (folder / "case.yaml").read_text() == "# my edits\n"
    assert not (folder / "brief.html").exists()


def test_an_edited_case_takes_the_place_of_the_draft(folder):
    detente("case", "draft", "talks.en.txt", "--out", "case.yaml")
    edited = (folder / "case.yaml").read_text().replace("title:", "title: Edited by hand #", 1)
    lines = edited.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("title: Edited"))
    lines[start] = "title: Edited by hand"
    while lines[start + 1].startswith(" "):
        del lines[start + 1]
    (folder / "case.yaml").write_text("\n".join(lines) + "\n")
    result = detente("brief", "talks.en.txt", "--case", "case.yaml", "--draws", "64")
    assert result.status == 0, result.err
    assert "Edited by hand" in (folder / "brief.html").read_text(encoding="utf-8")


def test_the_same_reports_give_the_same_bytes(folder):
    pages = []
    for _ in range(2):
        detente("brief", "talks.de.txt", "talks.en.txt", "--draws", "64")
        pages.append((folder / "brief.html").read_bytes())
    assert pages[0] == pages[1]


def test_a_text_without_a_negotiation_gets_a_brief_that_says_so(folder):
    result = detente("brief", "recipe.txt")
    assert result.status == 0, result.err
    page = (folder / "brief.html").read_text(encoding="utf-8")
    assert "no negotiation" in page.lower()


def test_a_bad_report_leaves_no_page(folder):
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    result = detente("brief", "binary.txt")
    assert result.status == 1
    assert "binary.txt" in result.err
    assert not (folder / "brief.html").exists()


def test_a_page_that_cannot_be_written_is_an_error(folder):
    result = detente("brief", "talks.en.txt", "--out", "no/such/folder/page.html", "--draws", "16")
    assert result.status == 1
    assert "no/such/folder" in result.err
    assert "Traceback" not in result.err


def test_the_page_can_go_to_standard_output(folder):
    result = detente("brief", "talks.en.txt", "--out", "-", "--draws", "64")
    assert result.out.startswith("<!doctype html>") or result.out.startswith("<!DOCTYPE html>")


CASE = """
detente: 1
title: {de: Probe, en: Trial}
parties: {a: {seat: true}, b: {seat: true}, c: {seat: false}}
issues:
  land: {options: {none: {at: 0}, half: {at: 50}, all: {at: 100}}}
  gas: {options: {off: {}, on: {}}}
preferences:
  a:
    no_deal: 20
    issues:
      land: {salience: 60, scores: {none: 0, half: 60, all: 100}}
      gas: {salience: 40, scores: {off: 0, on: 100}}
  b:
    no_deal: 30
    issues:
      land: {salience: 70, scores: {none: 100, half: 50, all: 0}}
      gas: {salience: 30, scores: {off: 30, on: 100}}
  c:
    no_deal: 40
    issues:
      land: {salience: 50, scores: {none: 100, half: 70, all: 0}}
      gas: {salience: 50, scores: {off: 100, on: 0}}
"""


@pytest.fixture
def written_case(folder):
    (folder / "own.yaml").write_text(CASE)
    return "own.yaml"


def test_a_case_alone_gives_a_brief_outside_a_project(folder, written_case):
    result = detente("brief", "--case", written_case, "--lang", "de", "--draws", "64")
    assert result.status == 0, result.err
    page = (folder / "brief.html").read_text(encoding="utf-8")
    assert "Probe" in page
    assert "Fall ohne Quellen" in page
    titles = re.findall(r'<h2 id="(\w+)">(?:<span class="number">(\d+)</span>)?', page)
    assert [name for name, number in titles if number] == [
        "settlement", "burden", "seats", "stability", "forecast", "robustness", "method", "limits",
    ]  # fmt: skip
    assert [int(number) for _, number in titles if number] == [*range(1, 9)]


def test_the_pair_of_the_frontier_can_be_chosen(folder, written_case):
    pages = []
    for pair in ("a,c", "b , c"):
        result = detente("brief", "--case", written_case, "--draws", "64", "--pair", pair)
        assert result.status == 0, result.err
        pages.append((folder / "brief.html").read_text(encoding="utf-8"))
    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    ("pair", "said"),
    [("a", "two parties with a comma"), ("a,x", "'x', which is no party"), ("a,a", "twice")],
)
def test_a_wrong_pair_is_an_error_that_names_it(folder, written_case, pair, said):
    result = detente("brief", "--case", written_case, "--draws", "64", "--pair", pair)
    assert result.status in (1, 2)
    assert said in " ".join(result.err.replace("│", " ").split())
    assert not (folder / "brief.html").exists()
