"""What a person sees on a terminal of 80 columns: names, not ids, and nothing broken."""

import pytest
from tests.cli.conftest import SOURCES
from tests.command import detente

from detente.analysis.finding import Interval
from detente.api import Case
from detente.cli.words import acts, language_of, spread

QUESTIONS = ("settlement", "burden", "seats", "robustness")
EXAMPLES = SOURCES.parents[1]
LONGEST = sorted(EXAMPLES.glob("*/sources/*.txt"), key=lambda path: -path.stat().st_size)[:2]


@pytest.fixture(autouse=True)
def _narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def widest(text):
    return max(len(line) for line in text.splitlines())


@pytest.mark.parametrize("path", LONGEST, ids=lambda path: path.name)
@pytest.mark.parametrize("command", ["read", "record"])
def test_acts_and_records_fit_a_terminal_of_80_columns(command, path):
    shown = detente(command, path).out
    assert widest(shown) <= 80
    assert "…\n" not in shown.replace("…”", "")


def test_an_act_is_two_lines_who_and_what_then_its_words(report):
    lines = detente("read", "-", stdin=report.encode()).out.splitlines()
    start = next(number for number, line in enumerate(lines) if "meet" in line)
    assert lines[start].split()[0].startswith("a")
    assert "Egypt" in lines[start]
    assert any(line.strip().startswith("“") for line in lines[start + 1 : start + 3])


def test_names_stand_in_the_language_of_the_report():
    german = detente("record", SOURCES / "2021-04-07-kinshasa.de.txt").out
    assert "Ägypten" in german
    assert "egypt" not in german
    assert "Egypt" in detente("record", SOURCES / "2021-04-07-kinshasa.en.txt").out


def test_a_record_says_that_nobody_has_conceded(report):
    assert "none in the sources" in detente("record", "-", stdin=report.encode()).out


def test_a_case_shows_names_for_the_eye_and_ids_to_type(case_folder):
    shown = detente("case", "show").out
    assert widest(shown) <= 80
    for words in ("Egypt", "egypt", "consent needed", "no deal"):
        assert words in shown


def test_silence_is_shown_as_silence(case_folder):
    shown = detente("case", "show").out
    case = Case.load("case.yaml")
    silent = any(w.silent for p in case.preferences.values() for w in p.issues.values())
    assert silent == ("silent: " in shown)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_finding_is_shown_in_names_with_its_method_and_warnings(case_folder, question):
    shown = detente("analyze", question, "--draws", "32", "--seed", "5").out
    assert widest(shown) <= 80
    assert " draws, seed 5, case " in " ".join(shown.split())
    assert "de='" not in shown
    assert "Share(" not in shown
    case = Case.load("case.yaml")
    assert any(case.party_name(party).en in shown for party in case.players())


def test_the_language_of_names_can_be_chosen(case_folder):
    assert "Ägypten" in detente("case", "show", "--lang", "de").out
    assert "Ägypten" in detente("analyze", "burden", "--draws", "8", "--lang", "de").out


def test_a_draft_is_written_in_the_language_of_its_reports_and_shown_in_it(tmp_path):
    german = EXAMPLES / "camp-david-1978" / "sources" / "1978-09-20-frameworks.de.txt"
    target = tmp_path / "case.yaml"
    assert detente("case", "draft", german, "--out", target).status == 0
    comment = target.read_text(encoding="utf-8").splitlines()[0]
    assert comment.startswith("# Eine Verhandlung")
    assert language_of(Case.load(target)) == "de"
    assert "Ägypten" in detente("case", "show", target).out


def test_the_case_of_a_brief_has_comments_in_the_language_of_the_reports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    german = EXAMPLES / "camp-david-1978" / "sources" / "1978-09-20-frameworks.de.txt"
    result = detente("brief", german, "--lang", "en", "--write-case", "case.yaml", "--draws", "8")
    assert result.status == 0, result.err
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8").startswith("# Eine Verhandlung")
    assert "-> brief.html" in result.out
    assert "-> case.yaml" in result.out


def test_an_edited_case_that_is_written_again_keeps_its_comments(case_folder):
    case = case_folder / "case.yaml"
    case.write_text(f"{case.read_text()}# my own comment\n")
    options = ("--case", "case.yaml", "--write-case", "copy.yaml", "--draws", "8")
    assert detente("brief", "talks.txt", *options).status == 0
    assert (case_folder / "copy.yaml").read_text() == case.read_text()


def test_control_characters_of_a_report_do_not_reach_the_terminal(report):
    steering = report.replace("Egypt", "Eg\x1b[31mypt", 1).replace("talks", "talks\x07", 1)
    for command in (["read", "-"], ["read", "-", "--explain"], ["record", "-"]):
        shown = detente(*command, stdin=steering.encode()).out
        assert "\x1b" not in shown
        assert "\x07" not in shown


def test_long_lists_of_acts_are_counted_and_no_zero_has_a_minus():
    assert acts(("a1", "a2")) == "a1 a2"
    assert acts(("a1", "a2", "a3", "a4")) == "a1 a2 +2"
    assert spread(Interval(low=-0.004, mid=-0.0, high=0.2, mean=0)) == "0"
    assert spread(Interval(low=-0.5, mid=0.25, high=1, mean=0), as_percent=True) == (
        "25 % (-50 to 100)"
    )


QUOTA = """
detente: 1
title: A game with a quota
parties: {a: {seat: true}, b: {seat: true}, c: {seat: true}}
consent: {rule: seated}
issues: {land: {options: {north: {}, south: {}, both: {}}}}
preferences:
  a: {no_deal: 30, issues: {land: {salience: 100, scores: {north: 100, south: 40, both: 0}}}}
  b: {no_deal: 30, issues: {land: {salience: 100, scores: {north: 40, south: 100, both: 60}}}}
  c: {no_deal: 50, issues: {land: {salience: 100, scores: {north: 0, south: 60, both: 100}}}}
"""


def test_seats_tell_how_many_settlements_a_demand_shuts_out(tmp_path):
    (tmp_path / "case.yaml").write_text(QUOTA, encoding="utf-8")
    shown = detente("analyze", "seats", tmp_path / "case.yaml").out
    part = shown[shown.index("c loses a seat") :]
    assert "settlements: 1 before, 2 after; 0 fall away, 1 are new" in part
    assert "no deal of c is violated by 1 of those that are new, alone by 100 %" in part
