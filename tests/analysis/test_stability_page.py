"""The worked example of the page on stability, computed again."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.analysis.stability import graph_stability, stability
from detente.case.check import case_problems
from detente.case.graph_text import loads_graph
from detente.case.model import Case

PAGE = (Path(__file__).parents[2] / "docs/methods/stability.md").read_text(encoding="utf-8")
GRAPH_PAGE = (Path(__file__).parents[2] / "docs/graph-file.md").read_text(encoding="utf-8")


def rows(*head):
    lines = PAGE.splitlines()
    start = lines.index("| " + " | ".join(head) + " |") + 2
    cells = []
    for line in lines[start:]:
        if not line.startswith("|"):
            return cells
        cells.append([cell.strip() for cell in line.strip("|").split("|")])
    return cells


@pytest.fixture(scope="module")
def case():
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    return Case.model_validate(YAML(typ="safe").load(text))


@pytest.fixture(scope="module")
def values(case):
    return stability(case).values


def at(values, *options):
    return next(o for o in values.outcomes if tuple(o.outcome.values()) == options)


def test_the_case_of_the_page_is_in_order(case):
    assert [p for p in case_problems(case) if p.severity == "error"] == []


def test_what_holds_and_how_often(values):
    table = rows("quay", "fuel", "north", "south", "nash", "gmr", "seq")
    counts = {c: sum(row[n] == "yes" for row in table) for c, n in (("nash", 4), ("gmr", 5))}
    assert {c: values.n_equilibria[c] for c in counts} == counts
    for quay, fuel, *_, nash, gmr, seq in table:
        for found in values.outcomes:
            if tuple(found.outcome.values()) == (quay, fuel):
                holds = {"nash": nash, "gmr": gmr, "seq": seq}
                assert {c: found.holds[c] for c in holds} == {
                    c: word == "yes" for c, word in holds.items()
                }
    assert len(values.outcomes) == 2


def test_who_leaves_and_who_answers(values):
    page = dict(rows("of *open, sold*, for north", "value"))
    held = at(values, "open", "sold")
    north = held.party("north")
    (departure,) = north.departures
    assert departure.step.gain == float(page["gain by leaving"])
    assert departure.step.changes == {"quay": "shut"}
    assert all(answer.deters for answer in departure.answers)
    seq = next(answer for answer in departure.answers if answer.concept == "seq")
    (step,) = seq.steps
    assert (step.movers, step.changes, step.improves) == (("south",), {"fuel": "withheld"}, True)
    assert seq.after == float(page["after the answer"])
    assert held.mixed == {"north": "sseq", "south": "sseq"}
    assert held.held_back == ("north", "south")


def test_what_turns_it_and_what_it_takes(values):
    page = dict(rows("of *open, sold*, for north", "value"))
    held = at(values, "open", "sold")
    turning = next(item for item in held.fragility if item.party == "north")
    told = "exchanges until it leaves, this one sinking below *shut, withheld*"
    assert turning.swaps == int(page[told])
    assert (turning.direction, turning.score_direction) == ("sinks", "down")
    assert turning.until == {"quay": "shut", "fuel": "withheld"}
    assert turning.raised == ({"quay": "shut", "fuel": "withheld"},)
    assert turning.path == "preferences.north.issues.fuel.scores.sold"
    assert turning.becomes == float(page["score of fuel sold from which on it leaves, below"])
    assert turning.beyond
    wishes = {item.concept: item for item in held.inverse if item.party == "north"}
    for concept in ("nash", "seq"):
        one, of = page[f"share of orders under which it stays, {concept}"].split("/")
        assert wishes[concept].share == pytest.approx(int(one) / int(of))
        assert wishes[concept].exact
    both = ({"quay": "shut", "fuel": "sold"}, {"quay": "shut", "fuel": "withheld"})
    assert wishes["seq"].not_above == (both,)


def test_no_way_pays_every_mover(values):
    (way,) = values.roadmaps
    assert way.by_improvements is None
    assert way.by_moves is not None
    assert [step.gain for step in way.by_moves] == [-24, -24]
    assert way.first_by_moves == ("north", "south")


def test_the_other_concepts_on_the_case_are_those_of_the_table(values):
    told = {(asked, state): said for asked, state, said in rows("asked", "quay and fuel", "answer")}
    swap, rest = at(values, "open", "sold"), at(values, "shut", "withheld")
    assert "`sseq` for both" in told["mixed", "*open, sold*"]
    assert swap.mixed == {"north": "sseq", "south": "sseq"}
    assert "under all four" in told["coalitions", "*shut, withheld*"]
    assert not any(rest.coalitions.values())
    assert {b.members for b in rest.breakers} == {("north", "south")}
    assert told["all at once", "*open, sold*"].startswith("holds")
    assert swap.simultaneous
    assert "not with 1 move" in told["limited foresight", "*open, sold*"]
    assert swap.limited_move == {1: False, 2: True, 3: True, 4: True}


def test_unknown_and_great_preferences_of_the_drivers_are_those_of_the_table():
    told = {(asked, state): said for asked, state, said in rows("asked", "state", "answer")}
    text = re.findall(r"```\n(detente-graph.*?)```", GRAPH_PAGE, flags=re.DOTALL)[0]
    found = graph_stability(loads_graph(text)).values
    both = next(item for item in found.outcomes if item.outcome == {"state": "both"})
    one, two = both.party("one"), both.party("two")
    assert "stays with b and d" in told["unknown orders, `nash`, two", "both"]
    left = {"a": False, "b": True, "c": False, "d": True}
    assert (two.variants["nash"], two.variants["seq"]) == (left, left)
    assert "`gmr` strong" in told["strong and weak, one", "both"]
    assert "`smr` weak" in told["strong and weak, one", "both"]
    assert one.strength == {"gmr": "strong", "smr": "weak"}
    assert "not with 1 or 2" in told["limited foresight", "both"]
    assert both.limited_move == {1: False, 2: False, 3: True, 4: True}
