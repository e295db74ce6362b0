"""`detente case`: draft, check, show, set, import, export."""

import json
from pathlib import Path

import pytest
from tests.command import detente

from detente import Case
from detente.case.files import loads


def test_the_draft_of_a_report_passes_the_check(case_folder):
    result = detente("case", "check")
    assert result.status == 0, result.err


def test_a_draft_never_overwrites_a_case(case_folder):
    (case_folder / "case.yaml").write_text("# my edits\n", encoding="utf-8")
    assert detente("case", "draft", "talks.txt").status == 1
    assert (case_folder / "case.yaml").read_text(encoding="utf-8") == "# my edits\n"
    assert detente("case", "draft", "talks.txt", "--force").status == 0
    assert "egypt" in (case_folder / "case.yaml").read_text(encoding="utf-8")


def test_check_lists_all_problems_with_file_line_and_advice(case_folder):
    case = case_folder / "case.yaml"
    text = case.read_text().replace("seat: true", "seat: perhaps", 1) + "unknown_field: 1\n"
    case.write_text(text)
    result = detente("case", "check")
    assert result.status == 1
    assert result.err.count("case.yaml:") >= 2
    problems = json.loads(detente("case", "check", "--json").out)["problems"]
    assert all({"line", "path", "message", "advice"} <= set(problem) for problem in problems)
    assert {"error"} <= {problem["severity"] for problem in problems}


def test_set_changes_one_value_and_keeps_comments_and_order(case_folder):
    case = case_folder / "case.yaml"
    case.write_text("# a comment of mine\n" + case.read_text())
    before = case.read_text().splitlines()
    result = detente(
        "case", "set", "case.yaml", "parties.egypt.influence", "10..20", "--assume", "my guess"
    )
    assert result.status == 0, result.err
    after = case.read_text().splitlines()
    assert after[0] == "# a comment of mine"
    assert Case.load(case).parties["egypt"].influence.high == 20
    assert len(set(before) - set(after)) <= 3


def test_set_refuses_a_value_that_breaks_the_case(case_folder):
    before = (case_folder / "case.yaml").read_text()
    result = detente("case", "set", "case.yaml", "parties.egypt.influence", "90..10")
    assert result.status == 1
    assert "upside down" in result.err
    assert (case_folder / "case.yaml").read_text() == before


def test_analyze_prints_method_draws_and_seed(case_folder):
    result = detente("analyze", "seats", "--draws", "32", "--seed", "5")
    assert result.status == 0, result.err
    assert " draws, seed 5, case " in " ".join(result.out.split())


def test_analyze_of_a_missing_case_says_so(case_folder):
    result = detente("analyze", "settlement", "other.yaml")
    assert result.status == 1
    assert "other.yaml" in result.err


@pytest.mark.parametrize("to", ["genius", "geniusweb", "csv", "scorable"])
def test_a_case_goes_to_another_tool_and_comes_back_as_a_case_without_errors(case_folder, to):
    exported = detente("case", "export", "case.yaml", "theirs", "--to", to)
    assert exported.status == 0, exported.err
    written = [line[3:] for line in exported.out.splitlines() if line.startswith("-> ")]
    assert written[-1] == str(Path("theirs") / "notes.txt")
    assert all((case_folder / name).is_file() for name in written)
    imported = detente("case", "import", "theirs", "--out", "back.yaml")
    assert imported.status == 0, imported.err
    assert detente("case", "check", "back.yaml").status == 0
    first, second = Case.load("case.yaml"), Case.load("back.yaml")
    assert len(second.seated()) == len(first.seated())
    assert len(second.issues) == len(first.issues)


def test_export_prints_what_is_lost_in_the_language_asked_for(case_folder):
    english = detente("case", "export", "case.yaml", "en", "--to", "geniusweb", "--lang", "en")
    german = detente("case", "export", "case.yaml", "de", "--to", "geniusweb", "--lang", "de")
    assert "note: not at the table and left out: kenya" in english.out
    assert "note: nicht am Tisch und weggelassen: kenya" in german.out
    notes = (case_folder / "de" / "notes.txt").read_text(encoding="utf-8")
    printed = [line[6:] for line in german.out.splitlines() if line.startswith("note: ")]
    assert [line[2:] for line in notes.splitlines() if line.startswith("- ")] == printed


def test_export_overwrites_only_when_asked(case_folder):
    assert detente("case", "export", "case.yaml", "theirs", "--to", "csv").status == 0
    again = detente("case", "export", "case.yaml", "theirs", "--to", "csv")
    assert again.status == 1
    assert "exists; name another folder" in again.err
    assert "->" not in again.out
    asked = detente("case", "export", "case.yaml", "theirs", "--to", "csv", "--overwrite")
    assert asked.status == 0, asked.err


def test_import_says_by_which_rule_each_party_was_read(case_folder):
    detente("case", "export", "case.yaml", "theirs", "--to", "genius")
    plain = detente("case", "import", "theirs", "--out", "plain.yaml")
    assert plain.out.count("(rule genius)") == len(Case.load("plain.yaml").parties)
    raw = detente("case", "import", "theirs", "--out", "raw.yaml", "--rule", "raw", "--lang", "de")
    assert raw.out.count("durch nichts geteilt (Regel raw)") == 3
    assert "(Regel raw)" in (case_folder / "raw.yaml").read_text(encoding="utf-8")


def test_a_case_on_standard_output_stays_free_of_how_it_was_read(case_folder):
    detente("case", "export", "case.yaml", "theirs", "--to", "genius")
    result = detente("case", "import", "theirs", "--out", "-")
    assert result.status == 0
    assert loads(result.out).seated() == ("egypt", "ethiopia", "sudan")
    assert "egypt: Genius profile" in result.err


def test_a_rule_for_files_that_have_none_is_refused(case_folder):
    detente("case", "export", "case.yaml", "theirs", "--to", "csv")
    result = detente("case", "import", "theirs", "--out", "x.yaml", "--rule", "raw")
    assert result.status == 1
    assert "a rule is only for Genius profiles" in result.err
    assert not (case_folder / "x.yaml").exists()
