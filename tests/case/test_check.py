"""Problems of a case: every one is found, all at once, with line, words and advice."""

from pathlib import Path

import pytest
from tests.case_builders import RIVER
from tests.case_records import make_acts, make_record

from detente.case.check import case_problems, check_case
from detente.case.draft import draft_case
from detente.case.files import dump_case, load_case, loads
from detente.errors import CaseError, InvalidCaseError, Problem


def only(text: str) -> Problem:
    """Return the one error of a text."""
    (problem,) = [problem for problem in check_case(text) if problem.severity == "error"]
    return problem


def changed(old: str, new: str) -> str:
    assert RIVER.count(old) == 1, old
    return RIVER.replace(old, new)


# what is written -> what stands there instead, path, words of the message, words of the advice
SLIPS = {
    "unknown field": ("seat: true, influence: 60", "seet: true, seat: true, influence: 60",
        "parties.upland.seet", "unknown field seet", "did you mean seat?"),
    "unknown top field": ("links:", "linx:", "linx", "unknown field linx", "did you mean links?"),
    "missing": ("{seat: false}", "{role: party}", "parties.fishers.seat", "seat is missing",
        "true where its consent is asked"),
    "missing language": ("title: {de: Staudamm, en: Dam}", "title: {de: Staudamm}", "title.en",
        "en is missing", "add it"),
    "upside down": ("60..80", "80..60", "parties.upland.influence", "range 80..60 is upside down",
        "55..70"),
    "outside": ("salience: 90", "salience: 190",
        "preferences.lowland.issues.filling.salience", "190 is outside 0..100", "0 to 100"),
    "negative": ("salience: 90", "salience: -5..10",
        "preferences.lowland.issues.filling.salience", "-5 is outside 0..100", "0 to 100"),
    "not a number": ("fast: 0..10", "fast: low",
        "preferences.lowland.issues.filling.scores.fast", "'low' is not a number", "55..70"),
    "a truth value": ("fast: 0..10", "fast: true",
        "preferences.lowland.issues.filling.scores.fast", "True is not a number", "55..70"),
    "empty": ("no_deal: 20", "no_deal:", "preferences.lowland.no_deal", "is empty", "55..70"),
    "wrong type": ("because: [a1]", "because: a1",
        "preferences.upland.issues.filling.because", "'a1' is not a list", "[a1b2c3d4]"),
    "wrong date": ("2024-05-01", "first of May", "as_of", "'first of May' is not a date",
        "2025-02-19"),
    "not a choice": ("{seat: false}", "{seat: false, role: guest}", "parties.fishers.role",
        "'guest' is not allowed", "'observer'"),
    "no name": ("      never: {at: 100}", "      never: {at: 100}\n      Never again: {at: 99}",
        "issues.filling.options.Never again", "'Never again' is not a name", "small letters"),
    "keyword": ("{shared: {}, withheld: {}}", "{shared: {}, withheld: {}, or: {}}",
        "issues.data.options.or", "'or' is a word of statements", "another name"),
    "place outside": ("slow: {at: 70,", "slow: {at: 170,", "issues.filling.options.slow.at",
        "170 is above 100", "write a number up to 100"),
    "place below": ("slow: {at: 70,", "slow: {at: -7,", "issues.filling.options.slow.at",
        "-7 is below 0", "write a number from 0"),
    "place that is no number": ("slow: {at: 70,", "slow: {at: .nan,",
        "issues.filling.options.slow.at", "nan is not a number", "a single number"),
    "place with a range": ("slow: {at: 70,", "slow: {at: 60..70,",
        "issues.filling.options.slow.at", "'60..70' is not a number", "a single number"),
    "unknown holder": ("held_by: {upland:", "held_by: {uplands:", "issues.data.held_by.uplands",
        "unknown party uplands", "did you mean upland?"),
    "unknown status quo": ("status_quo: never", "status_quo: nevr", "issues.filling.status_quo",
        "unknown option nevr", "did you mean never?"),
    "unknown ideal": ("ideal: withheld", "ideal: witheld",
        "preferences.upland.issues.data.ideal", "unknown option witheld", "did you mean withheld?"),
    "unknown score": ("scores: {slow: 40..60,", "scores: {slo: 40..60,",
        "preferences.upland.issues.filling.scores.slo", "unknown option slo", "did you mean slow?"),
    "unknown party": ("  fishers: {}\n", "  fishers: {}\n  fisher: {}\n", "preferences.fisher",
        "unknown party fisher", "did you mean fishers?"),
    "unknown issue": ("      data:\n        salience", "      date:\n        salience",
        "preferences.upland.issues.date", "unknown issue date", "did you mean data?"),
    "no preferences": ("  fishers: {}\n", "", "parties.fishers", "fishers has no preferences",
        "role: observer"),
    "host with wishes": ("{seat: false}", "{seat: false, role: host}", "preferences.fishers",
        "fishers has the role host and preferences", "role: party"),
    "one option": ("options: {shared: {}, withheld: {}}", "options: {withheld: {}}",
        "issues.data.options", "issue data has fewer than two options", "another way"),
    "worse ideal": ("scores: {slow: 40..60, never: 0}", "scores: {slow: 40..60, fast: 10..30}",
        "preferences.upland.issues.filling.scores.slow", "slow is worth more than the ideal fast",
        "change the ideal"),
    "statement does not parse": ("never: filling < slow", "never: filling << slow",
        "preferences.lowland.red_lines.1.never", "has '<' at column 10", "write it like"),
    "statement, unknown issue": ("never: filling < slow", "never: fillin < slow",
        "preferences.lowland.red_lines.1.never", "unknown issue fillin", "did you mean filling?"),
    "statement, unknown option": ("never: filling < slow", "never: filling < slo",
        "preferences.lowland.red_lines.1.never", "unknown option slo of issue filling",
        "did you mean slow?"),
    "statement without places": ("never: filling < slow", "never: data < withheld",
        "preferences.lowland.red_lines.1.never", "compares places", "'at'"),
    "bars everything": ("never: filling < slow", "never: filling >= fast",
        "preferences.lowland.red_lines.1.never", "'filling >= fast' is true of every outcome",
        "narrow it"),
    "bars own ideal": ("never: filling < slow", "never: filling > slow",
        "preferences.lowland.red_lines.1.never",
        "the red line 'filling > slow' bars what lowland wants most", "ideal"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found_with_its_place_line_words_and_advice(name: str) -> None:
    old, new, path, message, advice = SLIPS[name]
    text = changed(old, new)
    errors = [problem for problem in check_case(text) if problem.severity == "error"]
    problem = next(problem for problem in errors if message in problem.message)
    assert problem.path == path
    assert advice in problem.advice
    assert problem.line is not None


def test_the_case_the_slips_start_from_has_no_error() -> None:
    assert all(problem.severity == "warning" for problem in check_case(RIVER))


def test_all_slips_are_reported_together_in_the_order_of_the_file() -> None:
    text = RIVER
    names = [
        "upside down",
        "unknown holder",
        "unknown ideal",
        "outside",
        "statement, unknown option",
    ]
    for name in names:
        old, new, *_ = SLIPS[name]
        text = text.replace(old, new)
    errors = [problem for problem in check_case(text) if problem.severity == "error"]
    assert [problem.path for problem in errors] == [SLIPS[name][2] for name in names]
    lines = [problem.line for problem in errors]
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_a_problem_names_the_line_it_stands_in() -> None:
    text = changed("salience: 20..40", "salience: 40..20")
    line = next(i for i, row in enumerate(text.splitlines(), 1) if "40..20" in row)
    assert only(text).line == line


def test_red_lines_that_together_leave_their_owner_nothing_contradict_each_other() -> None:
    text = changed("ideal: never, ", "").replace(
        "      - never: filling < slow\n", "      - never: filling in (slow, never)\n"
    )
    text = text.replace('"filling = fast and data = withheld"', "filling = fast")
    problem = only(text)
    assert problem.path == "preferences.lowland.red_lines"
    assert "leave it no outcome at all" in problem.message


def test_red_lines_can_contradict_each_other_through_a_link() -> None:
    text = changed("ideal: never, ", "")
    text = text.replace("never: filling < slow\n", "never: filling > fast\n")
    text = text.replace('"filling = fast and data = withheld"', "data = shared")
    problem = only(text)
    assert problem.path == "preferences.lowland.red_lines"
    assert "filling, data" in problem.message or "data, filling" in problem.message


def test_red_lines_of_two_parties_that_exclude_each_other_are_no_problem() -> None:
    line = '    red_lines: [{never: "filling in (slow, never)", assume: "said so"}]\n'
    text = changed("  lowland:\n    assume", line + "  lowland:\n    assume")
    assert not [problem for problem in check_case(text) if problem.severity == "error"]


def test_links_that_allow_nothing_contradict_each_other() -> None:
    line = '  - {if: "data in (shared, withheld)", then: "data = %s", assume: "x"}\n'
    text = RIVER + line % "shared" + line % "withheld"
    assert only(text).path == "links"
    assert only(text).message == "the links together allow no outcome"


def test_a_red_line_across_issues_that_bars_the_sum_of_ideals_is_only_a_warning() -> None:
    text = changed(
        "  lowland:\n    assume",
        '    red_lines: [{never: "filling = fast and data = withheld", assume: "x"}]\n'
        "  lowland:\n    assume",
    )
    problems = [p for p in check_case(text) if "bars what upland wants most" in p.message]
    assert [problem.severity for problem in problems] == ["warning"]


def test_a_statement_that_is_never_true_is_a_warning() -> None:
    text = changed("never: filling < slow", "never: filling < fast")
    (problem,) = [p for p in check_case(text) if "true of no outcome" in p.message]
    assert problem.severity == "warning"


def test_a_value_without_a_reason_is_a_warning_and_the_case_loads() -> None:
    text = changed(', assume: "it holds the gates"', "")
    (problem,) = check_case(text)
    assert (problem.path, problem.severity) == ("parties.upland.influence", "warning")
    assert loads(text).parties["upland"].influence.low == 60


def test_complete_ignorance_needs_no_reason() -> None:
    text = changed('60..80, assume: "it holds the gates"', "0..100")
    assert check_case(text) == ()


def test_a_case_without_seats_or_with_one_party_is_refused() -> None:
    assert only(RIVER.replace("seat: true", "seat: false")).message == "no party has a seat"
    everyone = RIVER.replace("seat: true", "seat: false") + "consent: {rule: all}\n"
    assert check_case(everyone) == check_case(RIVER)
    alone = "detente: 1\ntitle: x\nparties: {a: {seat: true}}\nissues: {}\npreferences: {a: {}}\n"
    assert {p.message for p in check_case(alone)} == {
        "fewer than two parties negotiate",
        "no issue is open",
    }


def test_contradictions_are_found_in_spaces_far_too_large_to_list() -> None:
    issues = "".join(
        f"  i{n}: {{options: {{a: {{}}, b: {{}}, c: {{}}, d: {{}}}}}}\n" for n in range(30)
    )
    red = "".join(f'      - {{never: "i{n} = a", assume: x}}\n' for n in range(30))
    text = (
        "detente: 1\ntitle: x\nparties: {p: {seat: true}, q: {seat: true}}\n"
        f"issues:\n{issues}preferences:\n  q: {{}}\n  p:\n    red_lines:\n{red}"
        '      - {never: "i7 != a", assume: x}\n'
    )
    problem = only(text)
    assert problem.message == "the red lines of p on i7 leave it no outcome at all"


def test_a_file_is_named_in_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(changed("60..80", "80..60"), encoding="utf-8")
    (problem,) = check_case(path)
    assert str(problem).startswith(f"{path}:6: parties.upland.influence: range 80..60")


def test_loading_raises_all_errors_and_no_warning(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(changed("no_deal: 20", "no_deal: 200").replace("60..80", "80..60"))
    with pytest.raises(InvalidCaseError) as caught:
        load_case(path)
    assert [problem.severity for problem in caught.value.problems] == ["error", "error"]
    with pytest.raises(CaseError, match="cannot be read"):
        check_case(tmp_path / "gone.yaml")


def test_a_case_without_a_file_has_the_same_problems_without_lines() -> None:
    case = loads(changed("never: filling < slow", "never: filling < fast"))
    (problem,) = case_problems(case)
    assert (problem.path, problem.line) == ("preferences.lowland.red_lines.1.never", None)


def test_a_because_that_names_no_act_of_the_record_is_found_where_it_is_written() -> None:
    record = make_record()
    case = draft_case(record)
    text = dump_case(case)
    act = make_acts()["no_troops"].id
    wrong = text.replace(f"because: [{act}]", "because: [a99999999]")
    errors = check_case(wrong, record)
    assert {problem.path for problem in errors} == {
        "issues.peacekeepers.because",
        "preferences.russia.issues.peacekeepers.because",
        "preferences.russia.red_lines.0.because",
    }
    assert {problem.message for problem in errors} == {"act a99999999 is not in the record"}
    assert check_case(wrong) == ()


def test_a_because_of_a_single_score_is_looked_up_too() -> None:
    text = changed("{value: 70, because: [a4]}", "{value: 70, because: [a99999999]}")
    record = make_record()
    paths = [problem.path for problem in check_case(text, record) if "a99999999" in problem.message]
    assert paths == ["preferences.lowland.issues.filling.scores.slow.because"]
