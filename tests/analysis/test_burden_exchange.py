"""At whose expense exchanges are: the account adds up, knows no side, and is that of the page."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_neutrality import in_any_order, swapped
from tests.analysis.test_neutrality import reordered as shuffled
from tests.forecast_cases import ferry, harbor, mirrored, placed_cases

from detente.analysis.burden import burden
from detente.analysis.forecast import forecast
from detente.case.model import Case

PAGE = (Path(__file__).parents[2] / "docs/methods/burden.md").read_text(encoding="utf-8")
KINDS = ("own", "others", "total")


def account(case, n_draws=32):
    return burden(case, n_draws=n_draws).values.exchange


def by_party(case, **options):
    return {party.party: party for party in account(case, **options).parties}


def changed(case, **parts):
    content = case.model_dump(mode="json", by_alias=True)
    for part, entries in parts.items():
        for name, fields in entries.items():
            content[part][name].update(fields)
    return Case.model_validate(content)


def rows_of(head):
    """Return the rows of the table of the page that begins with `head`."""
    lines = PAGE[PAGE.index(head) :].splitlines()[2:]
    table = lines[: next(n for n, line in enumerate(lines) if not line.startswith("|"))]
    return {cells[0]: cells[1:] for cells in ([c.strip() for c in row.split("|")[1:-1]]
                                              for row in table)}  # fmt: skip


def test_the_ferry_by_hand_two_trade_and_the_third_pays():
    parties = by_party(ferry())
    for name, (own_toll, own_night, toll, night, in_all) in rows_of("| party | own, toll").items():
        found = {part.issue: part for part in parties[name].by_issue}
        numbers = (
            found["toll"].own, found["night"].own, found["toll"].others, found["night"].others,
            parties[name].total,
        )  # fmt: skip
        for number, words in zip(numbers, (own_toll, own_night, toll, night, in_all), strict=True):
            assert number.mid == pytest.approx(float(words), abs=0.005)


def test_the_ferry_by_hand_in_scores_of_the_case():
    parties = by_party(ferry())
    for name, (before, after, change) in rows_of("| party | before | after |").items():
        scored = parties[name].scored
        assert scored.whole
        for words, whole, parts in (
            (before, scored.before, [part.before for part in scored.parts]),
            (after, scored.after, [part.after for part in scored.parts]),
        ):
            terms, total = words.split(" = ")
            assert whole.mid == pytest.approx(float(total))
            written = [float(x.replace(" ", "")) for x in re.findall(r"[+-]? ?\d+", terms)]
            assert [part.mid for part in parts] == pytest.approx(written)
        assert scored.change.mid == pytest.approx(float(change))


def test_who_traded_what_with_whom_is_listed_with_what_it_was_to_everyone():
    (made,) = account(ferry()).exchanges
    assert {made.first: made.first_issue, made.second: made.second_issue} == {
        "hill": "night",
        "vale": "toll",
    }
    effects = {effect.party: effect for effect in made.effects}
    assert [effects[p].takes_part for p in ("hill", "vale", "fen")] == [True, True, False]
    assert effects["fen"].total == pytest.approx(-200 / 3)
    assert effects["fen"].first_issue == pytest.approx(-100 / 3)


def test_the_nearest_options_before_and_after_are_named():
    toll, night = account(ferry()).issues
    assert (toll.nearest_before, toll.nearest_after) == ((("half", 1.0),), (("none", 1.0),))
    assert (night.nearest_before, night.nearest_after) == ((("some", 1.0),), (("all", 1.0),))


def test_an_outcome_midway_counts_as_both_options_in_equal_parts():
    at = {"none": {"at": 0}, "half": {"at": 200 / 3}, "full": {"at": 100}}
    toll = account(changed(ferry(), issues={"toll": {"options": at}})).issues[0]
    assert toll.before.mid == pytest.approx(100 / 3)
    assert dict(toll.nearest_before) == pytest.approx({"none": 0.5, "half": 0.5})


def test_red_lines_that_the_exchanges_come_to_cross_are_named():
    lines = [
        {"never": "toll = none and night = all"},
        {"never": "toll = full"},
        {"at_least": 90},
    ]
    parties = by_party(changed(ferry(), preferences={"fen": {"red_lines": lines}}))
    (line,) = parties["fen"].scored.red_lines
    assert (line.index, line.before, line.after) == (0, 0.0, 1.0)


def test_an_interaction_of_issues_that_entered_is_a_part_of_its_own():
    tied = [{"when": "toll = none and night = all", "add": -10}]
    fen = by_party(changed(ferry(), preferences={"fen": {"interactions": tied}}))["fen"].scored
    assert fen.parts[-1].issues == ("toll", "night")
    assert (fen.parts[-1].before.mid, fen.parts[-1].after.mid) == (0, -10)
    assert fen.after.mid == pytest.approx(-50)


def test_an_issue_without_a_scale_stays_out_and_the_account_says_so():
    case = changed(ferry())
    content = case.model_dump(mode="json", by_alias=True)
    content["issues"]["flag"] = {"options": {"red": {}, "green": {}, "blue": {}}}
    found = account(Case.model_validate(content))
    assert [issue.issue for issue in found.issues] == ["toll", "night"]
    assert not any(party.scored.whole for party in found.parties)


def test_a_party_without_a_place_is_left_out_by_name_not_told_to_lose_nothing():
    content = ferry().model_dump(mode="json", by_alias=True)
    content["preferences"]["fen"]["issues"] = {}
    found = account(Case.model_validate(content))
    assert found.left_out == ("fen",)
    assert [party.party for party in found.parties] == ["hill", "vale"]


def test_where_nothing_can_be_traded_the_reason_is_told():
    found = account(harbor())
    assert found.parties == ()
    assert found.why_not is not None
    assert found.why_not.de != found.why_not.en


@settings(max_examples=60, deadline=None)
@given(placed_cases())
def test_own_and_others_by_issue_and_in_all_add_up(case):
    found = account(case)
    for party in found.parties:
        for kind in KINDS:
            parts = sum(getattr(part, kind).mean for part in party.by_issue)
            assert parts == pytest.approx(getattr(party, kind).mean, abs=1e-9)
        assert party.own.mean + party.others.mean == pytest.approx(party.total.mean, abs=1e-9)
        assert party.seated or party.own.low == party.own.high == 0.0
        for when in ("before", "after"):
            parts = sum(getattr(part, when).mean for part in party.scored.parts)
            assert parts == pytest.approx(getattr(party.scored, when).mean, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(placed_cases())
def test_the_listed_exchanges_add_up_to_the_change_of_utility_at_the_middle(case):
    middle = case.model_dump(mode="json", by_alias=True)
    certain = Case.model_validate(at_the_middle(middle))
    found = account(certain)
    for party in found.parties:
        listed = [e for made in found.exchanges for e in made.effects if e.party == party.party]
        own = sum(effect.total for effect in listed if effect.takes_part)
        others = sum(effect.total for effect in listed if not effect.takes_part)
        assert own == pytest.approx(party.own.mean, abs=1e-6)
        assert others == pytest.approx(party.others.mean, abs=1e-6)


def at_the_middle(content):
    """Return JSON content of a case with every range at its middle."""
    if not isinstance(content, dict):
        return content
    if "low" in content:
        return (content["low"] + content["high"]) / 2
    return {key: at_the_middle(value) for key, value in content.items()}


@settings(max_examples=40, deadline=None)
@given(placed_cases())
def test_the_account_is_of_the_exchanges_that_the_forecast_tells(case):
    found, told = account(case), forecast(case, n_draws=32).values.exchange
    assert found.why_not == told.why_not
    assert found.exchanges == told.exchanges
    assert [(p.party, p.own, p.others) for p in found.parties] == [
        (p.party, p.own, p.others) for p in told.parties
    ]


@settings(max_examples=40, deadline=None)
@given(placed_cases(), st.sampled_from([("abe", "bea"), ("abe", "cid"), ("bea", "cid")]))
def test_swapping_two_names_swaps_exactly_those(case, pair):
    renamed = Case.model_validate(swapped(case.model_dump(mode="json", by_alias=True), *pair))
    expected = swapped(account(case).model_dump(mode="json"), *pair)
    assert json.dumps(account(renamed).model_dump(mode="json")) == json.dumps(expected)


@settings(max_examples=40, deadline=None)
@given(placed_cases(), st.randoms(use_true_random=False))
def test_no_order_changes_a_digit(case, order):
    expected, found = (
        json.dumps(in_any_order(account(c).model_dump(mode="json")), sort_keys=True)
        for c in (case, shuffled(case, order))
    )
    assert found == expected


@settings(max_examples=40, deadline=None)
@given(placed_cases())
def test_the_direction_of_scales_does_not_matter(case):
    for party, other in zip(account(case).parties, account(mirrored(case)).parties, strict=True):
        for kind in KINDS:
            ours, theirs = getattr(party, kind), getattr(other, kind)
            assert ours.mean == pytest.approx(theirs.mean, abs=1e-6)
