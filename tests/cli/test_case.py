"""`detente case`: draft, check, show, set, import."""

import json

from tests.command import detente

from detente import Case


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
