"""A case as NegMAS objects: worth / 100 for every outcome, and nothing lost in silence."""

import sys
from dataclasses import dataclass
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from tests.exchange import exact_worth, outcomes

from detente.case.files import loads
from detente.case.model import Case
from detente.case.negmas_bridge import to_negmas
from detente.errors import CaseError

ORCHARD = """
detente: 1
title: {de: Der Obstgarten, en: The orchard}
parties:
  growers: {seat: true, name: {de: Anbauer, en: Growers}}
  council: {seat: true, name: {de: Rat, en: Council}}
  pickers: {seat: false}
issues:
  water: {options: {spring: {}, river: {}, both: {}}}
  fence: {options: {stays: {}, goes: {}}}
preferences:
  growers:
    no_deal: 200/7
    issues:
      water: {salience: 60, scores: {spring: 0, river: 100/3, both: 100}}
      fence: {salience: 30, scores: {stays: 100, goes: 12.5}}
    red_lines: [{never: "water = spring"}]
    interactions: [{when: "water = both and fence = stays", add: 5}]
  council:
    no_deal: 20..40
    issues:
      water: {salience: 10, scores: {spring: 90, river: 70, both: 0}}
      fence: {salience: 70, scores: {stays: 0, goes: 100}}
  pickers: {no_deal: 10}
links: [{if: "water = river", then: "fence = goes"}]
consent: {veto: [council]}
"""


@dataclass(frozen=True)
class TableFun:
    mapping: dict[str, float]


class Scripted:
    """Stands in for a utility function; adds up as NegMAS does."""

    def __init__(
        self,
        values: dict[str, TableFun],
        weights: dict[str, float],
        outcome_space: Any,
        reserved_value: float,
        name: str,
    ) -> None:
        self.values, self.weights, self.outcome_space = values, weights, outcome_space
        self.reserved_value, self.name = reserved_value, name

    def __call__(self, outcome: tuple[str, ...]) -> float:
        return sum(
            self.weights[issue] * self.values[issue].mapping[option]
            for issue, option in zip(self.values, outcome, strict=True)
        )


@pytest.fixture
def orchard() -> Case:
    return loads(ORCHARD)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Put a scripted stand-in where NegMAS would be; return what it is asked."""
    asked: list[tuple[Any, ...]] = []

    def make_issue(values: list[str], name: str) -> tuple[str, tuple[str, ...]]:
        asked.append(("issue", name, values))
        return name, tuple(values)

    def make_os(issues: tuple[Any, ...], name: str) -> str:
        asked.append(("space", name, issues))
        return f"space of {name}"

    parts = {
        "negmas": {},
        "negmas.outcomes": {"make_issue": make_issue, "make_os": make_os},
        "negmas.preferences": {"TableFun": TableFun, "LinearAdditiveUtilityFunction": Scripted},
    }
    for name, content in parts.items():
        module = ModuleType(name)
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, name, module)
    return asked


def choices(case: Case) -> list[tuple[str, ...]]:
    return list(product(*(issue.options for issue in case.issues.values())))


def test_issues_and_the_outcome_space_carry_ids(
    orchard: Case, calls: list[tuple[Any, ...]]
) -> None:
    scenario = to_negmas(orchard)
    water, fence = ("water", ("spring", "river", "both")), ("fence", ("stays", "goes"))
    assert calls == [
        ("issue", "water", ["spring", "river", "both"]),
        ("issue", "fence", ["stays", "goes"]),
        ("space", "the_orchard", (water, fence)),
    ]
    assert scenario.issues == (water, fence)
    assert scenario.outcome_space == "space of the_orchard"


@pytest.mark.usefixtures("calls")
def test_utility_is_worth_over_100_and_the_reserved_value_that_of_no_deal(orchard: Case) -> None:
    scenario = to_negmas(orchard)
    assert list(scenario.ufuns) == ["growers", "council"]
    for party, ufun in scenario.ufuns.items():
        assert ufun.name == party
        assert ufun.outcome_space == scenario.outcome_space
        for names, choice in zip(choices(orchard), outcomes(orchard), strict=True):
            expected = float(exact_worth(orchard, party, choice) / 100)
            assert ufun(names) == pytest.approx(expected, abs=1e-12)
    assert scenario.ufuns["growers"].reserved_value == 2 / 7
    # by hand: the middle of 20..40
    assert scenario.ufuns["council"].reserved_value == 0.3
    # by hand: 60/90 x 1/3 + 30/90 x 1/8
    assert scenario.ufuns["growers"](("river", "goes")) == pytest.approx(2 / 9 + 1 / 24)


@pytest.mark.usefixtures("calls")
def test_everything_negmas_cannot_carry_is_named_in_both_languages(orchard: Case) -> None:
    assert to_negmas(orchard).notes == (
        "not at the table and left out: pickers",
        "the format asks everyone's consent; the case asks for: veto of council",
        "red line of growers not carried: never water = spring",
        "interaction of growers not carried: water = both and fence = stays, 5",
        "link not carried: if water = river, then fence = goes",
        "1 ranges written as their middle: preferences.council.no_deal",
    )
    assert to_negmas(orchard, "de").notes[0] == "nicht am Tisch und weggelassen: pickers"


def test_where_negmas_is_absent_the_error_says_what_to_install(
    orchard: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("negmas", "negmas.outcomes", "negmas.preferences"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CaseError, match="install negmas into the same environment"):
        to_negmas(orchard)


@pytest.mark.usefixtures("calls")
def test_a_case_with_one_party_at_the_table_is_refused() -> None:
    alone = loads(
        ORCHARD.replace("council: {seat: true", "council: {seat: false").replace(
            "consent: {veto: [council]}\n", ""
        )
    )
    with pytest.raises(CaseError, match="needs two parties at the table"):
        to_negmas(alone)


def test_negmas_itself_computes_the_worths_and_the_frontier(orchard: Case) -> None:
    pytest.importorskip("negmas")
    from negmas.preferences.ops import pareto_frontier  # noqa: PLC0415

    scenario = to_negmas(orchard)
    assert scenario.outcome_space.cardinality == len(choices(orchard))
    points = []
    for names, choice in zip(choices(orchard), outcomes(orchard), strict=True):
        worths = [exact_worth(orchard, party, choice) for party in scenario.ufuns]
        points.append(worths)
        for ufun, worth in zip(scenario.ufuns.values(), worths, strict=True):
            assert float(ufun(names)) == pytest.approx(float(worth / 100), abs=1e-9)
    best = [
        point
        for point in points
        if not any(
            other != point and all(a >= b for a, b in zip(other, point, strict=True))
            for other in points
        )
    ]
    ufuns = list(scenario.ufuns.values())
    for ufun in ufuns:  # the frontier of NegMAS leaves out what is worth less than this
        ufun.reserved_value = 0.0
    found, _ = pareto_frontier(ufuns, outcomes=choices(orchard))
    assert len(found) == len(best) == 4
