"""Sealed forecasts: what a seal covers, how issues can end, and how the forecasts are graded."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast_cases import barter, harbor, with_party

from detente.analysis.forecast import forecast
from detente.analysis.sealed import Resolution, Sealed, canonical, resolve, seal
from detente.analysis.sealed_score import grade
from detente.errors import AnalysisError

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
UNTIL = date(2026, 6, 30)
RULE = "text of the agreement as both sides publish it"


def sealed(case=None, **changed):
    case = case or harbor()
    told = {"until": UNTIL, "rule": RULE, "by": "analyst", "at": AT, "before": None, **changed}
    names = {issue: case.issue_name(issue) for issue in case.issues}
    return seal(forecast(case, n_draws=8), title=case.title, names=names, **told)


def ended(forecast_, end, *, issue="depth", on=date(2026, 3, 1), entered=None, before=None):
    at = entered or datetime(2026, 12, 1, tzinfo=UTC)
    before = before or forecast_.seal
    return resolve(
        forecast_, issue, end, on=on, reason="article 2", by="analyst", at=at, before=before
    )


def test_a_seal_says_what_the_forecast_said():
    said = sealed().issue("depth")
    found = forecast(harbor(), n_draws=8).values.issue("depth").at_table
    assert (said.median, said.quantiles, said.options) == (
        found.median, found.quantiles, found.options
    )  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"until": date(2026, 7, 1)},
        {"rule": RULE + "."},
        {"by": "another"},
        {"at": AT.replace(second=1)},
        {"before": "0" * 64},
        {"case": with_party(harbor(), "west")},
    ],
)
def test_whatever_is_changed_the_seal_is_another(changed):
    assert sealed(**changed).seal != sealed().seal


def test_the_same_content_has_the_same_seal_after_a_round_trip():
    first = sealed()
    again = Sealed.model_validate_json(canonical(first))
    assert again == first
    assert again.seal == first.seal


def test_issues_without_a_forecast_are_named():
    content = barter().model_dump(mode="json", by_alias=True)
    del content["preferences"]["ben"]["issues"]["hours"]
    found = sealed(type(barter()).model_validate(content))
    assert found.refused == ("hours",)
    assert [item.issue for item in found.issues] == ["fees"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"until": AT.date()}, "is not after"),
        ({"rule": "  "}, "the rule is empty"),
        ({"by": " \t"}, "the name of who says so is empty"),
        (
            {"case": with_party(with_party(harbor(), "north"), "west")},
            "no issue of the case has a forecast",
        ),
    ],
)
def test_a_seal_needs_a_day_to_come_a_rule_and_a_forecast(changed, words):
    with pytest.raises(AnalysisError, match=words):
        sealed(**changed)


def test_an_issue_ends_at_an_option_a_place_without_agreement_or_untold():
    found = sealed()
    late = date(2026, 7, 1)
    assert (ended(found, "middle").end, ended(found, "middle").at_place) == ("option", 40)
    assert (ended(found, "62.5").end, ended(found, "62.5").at_place) == ("place", 62.5)
    assert ended(found, "none", on=late).end == "none"
    assert ended(found, "void").end == "void"


def test_an_agreement_after_the_day_is_none_by_the_day():
    found = ended(sealed(), "middle", on=date(2026, 7, 1))
    assert (found.end, found.option, found.at_place) == ("none", None, None)


@pytest.mark.parametrize(
    ("end", "more", "words"),
    [
        ("none", {}, "there is time for an agreement"),
        ("deep", {}, "low, middle, high, none, void"),
        ("101", {}, "cannot have ended"),
        ("nan", {}, "cannot have ended"),
        ("-0,5", {}, "cannot have ended"),
        ("low", {"on": date(2026, 1, 4)}, "lies before the day of the seal, 2026-01-05"),
        ("low", {"on": date(2027, 1, 4)}, "lies after today, 2026-12-01"),
        ("low", {"issue": "width"}, "nothing was sealed about 'width'"),
    ],
)
def test_what_cannot_be_is_refused(end, more, words):
    with pytest.raises(AnalysisError, match=words):
        ended(sealed(), end, **more)


@pytest.mark.parametrize(
    ("reason", "by", "words"),
    [(" ", "a", "the reason is empty"), ("r", " ", "the name of who says so is empty")],
)
def test_a_resolution_needs_a_reason_and_a_name(reason, by, words):
    found = sealed()
    with pytest.raises(AnalysisError, match=words):
        resolve(found, "depth", "low", on=AT.date(), reason=reason, by=by, at=AT, before=found.seal)


def test_the_place_of_one_option_is_that_option_so_that_it_is_graded_as_one():
    found = ended(sealed(), "40")
    assert (found.end, found.option) == ("option", "middle")
    assert ended(sealed(), "40,0").option == "middle"
    content = harbor().model_dump(mode="json", by_alias=True)
    content["issues"]["depth"]["options"]["high"]["at"] = 40
    shared = ended(sealed(type(harbor()).model_validate(content)), "40")
    assert (shared.end, shared.option, shared.at_place) == ("place", None, 40)


def test_grades_are_those_of_the_formulas():
    found = sealed()
    said = found.issue("depth")
    score = grade([found], [ended(found, "middle")], date(2026, 12, 1))
    (issue,) = score.issues
    n = len(said.quantiles)
    spread = sum(abs(a - b) for a in said.quantiles for b in said.quantiles) / (2 * n * n)
    expected = sum(abs(q - 40) for q in said.quantiles) / n - spread
    assert issue.crps == pytest.approx(expected)
    assert issue.absolute_error == pytest.approx(abs(said.median - 40))
    chances = {option.option: option.probability for option in said.options}
    assert issue.probability == chances["middle"]
    brier = sum((p - (option == "middle")) ** 2 for option, p in chances.items())
    assert issue.brier == pytest.approx(brier)
    assert issue.brier_even == pytest.approx(2 / 3)
    assert (score.crps, score.brier) == (issue.crps, issue.brier)


def test_a_place_between_options_has_no_brier_score():
    found = sealed()
    score = grade([found], [ended(found, "62.5")], UNTIL)
    assert score.n_resolved == 1
    assert score.brier is None
    assert score.crps is not None


def test_misses_are_counted_and_named():
    found = sealed()
    low, high = found.issue("depth").interval_80
    outside = "0" if low > 0 else "100"
    assert low > 0 or high < 100
    score = grade([found], [ended(found, outside)], UNTIL)
    assert score.n_missed == 1
    assert score.issues[0].missed
    assert score.coverage_80 == 0


def test_an_option_called_less_likely_than_chance_is_a_miss_too():
    found = sealed()
    least = min(found.issue("depth").options, key=lambda option: option.probability)
    assert least.probability < 1 / 3
    assert grade([found], [ended(found, least.option)], UNTIL).n_missed == 1


def test_what_is_open_overdue_or_void_is_counted_and_not_graded():
    found = sealed()
    assert grade([found], [], UNTIL).n_open == 1
    assert grade([found], [], date(2026, 7, 1)).n_overdue == 1
    void = grade([found], [ended(found, "void")], UNTIL)
    assert (void.n_void, void.n_resolved, void.crps) == (1, 0, None)
    none = grade([found], [ended(found, "none", on=date(2026, 7, 1))], date(2026, 7, 1))
    assert (none.n_without_agreement, none.n_resolved) == (1, 0)


def test_the_newest_word_on_an_issue_counts():
    found = sealed()
    first = ended(found, "low")
    second = ended(found, "high", before=first.seal)
    (issue,) = grade([found], [first, second], UNTIL).issues
    assert (issue.option, issue.n_earlier) == ("high", 1)
    other = sealed(at=AT.replace(second=5))
    again = grade([found, other], [first, second], UNTIL).issues
    assert [item.n_earlier for item in again] == [1, 0]
    assert again[1].state == "open"


def test_the_means_are_those_of_what_is_graded():
    first, second, third = (sealed(at=AT.replace(second=n)) for n in range(3))
    ends = [ended(first, "high"), ended(second, "20"), ended(third, "void")]
    score = grade([first, second, third], ends, UNTIL)
    one, two = (item for item in score.issues if item.state == "resolved")
    assert score.absolute_error == pytest.approx((one.absolute_error + two.absolute_error) / 2)
    assert score.crps == pytest.approx((one.crps + two.crps) / 2)
    assert score.coverage_50 == (one.in_50 + two.in_50) / 2
    assert score.brier == one.brier
    assert (score.n_resolved, score.n_void) == (2, 1)


@given(st.floats(0, 100))
def test_a_score_is_never_negative_nor_more_than_the_farthest_place(place):
    (issue,) = grade([SEALED], [ended(SEALED, repr(place))], UNTIL).issues
    said = SEALED.issue("depth")
    assert 0 <= issue.crps <= max(abs(q - place) for q in said.quantiles) + 1e-9
    assert issue.absolute_error == pytest.approx(abs(said.median - place))
    assert issue.in_80 >= issue.in_50


def test_nothing_sealed_is_nothing_graded():
    score = grade([], [], UNTIL)
    assert score.issues == ()
    assert score.absolute_error is None


@given(st.integers(0, 100))
def test_a_resolution_comes_back_with_its_seal(place):
    found = ended(SEALED, str(place))
    again = Resolution.model_validate_json(canonical(found))
    assert again.seal == found.seal


SEALED = sealed()
