"""Graphs of moves as text and JSON: both ways, and every fault with its line."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.files import load_case, update_case
from detente.case.graph_model import GraphModel, GraphParty, GraphRank
from detente.case.graph_text import dump_graph, graph_json, is_graph, load_graph, loads_graph
from detente.errors import CaseError, InvalidCaseError

PAGE = (Path(__file__).parents[2] / "docs/graph-file.md").read_text(encoding="utf-8")
DRIVERS = re.findall(r"```\n(detente-graph.*?)```", PAGE, flags=re.DOTALL)[0]


def faults(text):
    with pytest.raises(InvalidCaseError) as refused:
        loads_graph(text, "g.txt")
    return [str(problem) for problem in refused.value.problems]


def test_the_example_of_the_page_says_what_it_means():
    graph = loads_graph(DRIVERS)
    assert graph.states == ("both", "first", "second", "crash")
    assert graph.status_quo == "both"
    one, two = graph.parties.values()
    assert one.moves == (
        ("both", "first"), ("first", "both"), ("second", "crash"), ("crash", "second"),
    )  # fmt: skip
    assert [rank.states for rank in one.ranking] == [("first",), ("both",), ("second",), ("crash",)]
    assert [rank.much for rank in one.ranking] == [False, False, True, False]
    assert two.unknown == (("both", "second"),)


@st.composite
def graphs(draw):
    names = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,5}", fullmatch=True)
    states = draw(st.lists(names, min_size=2, max_size=6, unique=True))
    pairs = st.tuples(st.sampled_from(states), st.sampled_from(states)).filter(
        lambda pair: pair[0] != pair[1]
    )
    parties = {}
    for party in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        order = draw(st.permutations(states))
        cuts = sorted(draw(st.sets(st.integers(1, len(states) - 1), max_size=len(states) - 1)))
        places = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
        parties[party] = GraphParty(
            moves=tuple(draw(st.lists(pairs, max_size=12))),
            ranking=tuple(
                GraphRank(states=tuple(p), much=n + 1 < len(places) and draw(st.booleans()))
                for n, p in enumerate(places)
            ),
            unknown=tuple(draw(st.lists(pairs, max_size=2))),
        )
    return GraphModel.model_validate(
        {
            "detente-graph": 1,
            "title": draw(st.sampled_from(["", "Two drivers", "Ein „Staudamm“: zwei Länder"])),
            "states": states,
            "status_quo": draw(st.none() | st.sampled_from(states)),
            "parties": parties,
        }
    )


@given(graphs())
def test_both_forms_come_back_equal(graph):
    assert loads_graph(dump_graph(graph)) == graph
    assert loads_graph(graph_json(graph)) == graph
    assert max(map(len, dump_graph(graph).splitlines())) <= 110
    assert is_graph(dump_graph(graph))
    assert is_graph(graph_json(graph))


def test_a_ranking_may_go_on_in_the_next_line_and_stand_without_blanks():
    text = DRIVERS.replace(
        "first > both > second >> crash", "first>both>\nranking: second>>crash", 1
    )
    assert loads_graph(text) == loads_graph(DRIVERS)


def test_a_file_is_found_and_a_case_is_none(tmp_path):
    path = tmp_path / "drivers.txt"
    path.write_text(DRIVERS)
    assert load_graph(path) == loads_graph(DRIVERS)
    assert not is_graph("# detente-graph\ndetente: 1\ntitle: x\n")
    assert not is_graph("")
    with pytest.raises(CaseError, match="cannot be read"):
        load_graph(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "detente-graph: 1",
            "detente-graph: 2",
            "g.txt:1: detente-graph: version '2' is not known",
        ),
        (
            "status quo: both",
            "status quo: bath",
            "g.txt:4: status_quo: unknown state bath; list it",
        ),
        ("both <> first,", "both <> fist,", "g.txt:7: parties.one.moves.0: unknown state fist"),
        ("both <> first,", "both < first,", "g.txt:7: parties.one.moves: 'both < first' is none"),
        ("both <> first,", "both > both,", "g.txt:7: parties.one.moves.0: both stands on both"),
        (">> crash\n\n", "\n\n", "g.txt:8: parties.one.ranking: no place for crash"),
        ("first > both", "first > both > first", "state first is ranked twice; keep one place"),
        ("first > both", "first both", "g.txt:8: parties.one.ranking: 'both' cannot stand here"),
        ("first > both", "> first > both", "g.txt:8: parties.one.ranking: '>' cannot stand here"),
        ("unknown: both ?", "unknown: both >", "'both > second' is none of the unknown"),
        ("party two", "party one", "g.txt:10: parties.one: party is written twice"),
        ("party two", "party t/o", "'t/o' is not a name"),
        ("party one\n", "", "g.txt:6: graph: moves stands before any party"),
        ("title: Two", "titel: Two", "g.txt:2: graph: 'titel: Two drivers' is no line of a graph"),
        ("title: Two drivers", "title: a\ntitle: b", "g.txt:3: title: title is written twice"),
        ("states: both", "states: both both", "g.txt:3: states: state both is listed twice"),
    ],
)
def test_every_fault_is_named_with_its_line_and_what_to_do(old, new, fault):
    assert old in DRIVERS
    found = faults(DRIVERS.replace(old, new, 1))
    assert any(fault in problem for problem in found), found
    assert all("; " in problem for problem in found)


def test_several_faults_are_named_together():
    text = DRIVERS.replace("<> first", "<> fist").replace("status quo: both", "status quo: bath")
    assert len(faults(text)) >= 2


def test_faults_of_form_and_of_sense_are_named_together():
    text = DRIVERS.replace("both <> first,", "both < first, both > fist,").replace(
        "status quo: both", "status quo: bath"
    )
    found = faults(text)
    assert [problem.partition(";")[0] for problem in found] == [
        "g.txt:4: status_quo: unknown state bath",
        "g.txt:7: parties.one.moves: 'both < first' is none of the moves",
        "g.txt:7: parties.one.moves.0: unknown state fist",
    ]


def test_a_slip_in_a_ranking_is_not_told_again_as_a_state_without_a_place():
    found = faults(DRIVERS.replace("first > both", "first both", 1))
    assert not any("no place" in problem for problem in found)


def test_all_faults_of_the_json_form_are_named_with_their_place():
    text = graph_json(loads_graph(DRIVERS)).replace('"status_quo": "both"', '"status_quo": "bath"')
    found = faults(text.replace('"both",\n     "first"', '"both",\n     "fist"', 1))
    assert found == [
        "g.txt: status_quo: unknown state bath; list it under states",
        "g.txt: parties.one.moves.0: unknown state fist; list it under states",
    ]


def test_a_graph_in_place_of_a_case_is_called_by_its_name(tmp_path):
    path = tmp_path / "drivers.txt"
    path.write_text(DRIVERS)
    for use in (load_case, lambda file: update_case(file, {"title": "x"})):
        with pytest.raises(InvalidCaseError, match="a graph of moves, not a case"):
            use(path)
    assert path.read_text() == DRIVERS


def test_what_is_missing_is_named():
    found = faults("states: a\n")
    assert any("begin with 'detente-graph: 1'" in problem for problem in found)
    assert any("fewer than two states" in problem for problem in found)
    assert any("no party" in problem for problem in found)


def test_faults_of_the_json_form_name_their_place():
    good = json.loads(graph_json(loads_graph(DRIVERS)))
    (unreadable,) = faults('{"detente-graph": 1,\n "states": [}')
    assert "g.txt:2" in unreadable
    good["parties"]["one"]["moves"][0] = ["both", "fist"]
    (unknown,) = faults(json.dumps(good))
    assert "unknown state fist" in unknown
    del good["states"]
    assert any("states" in problem for problem in faults(json.dumps(good)))
