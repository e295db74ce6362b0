"""The picture of moves for Cytoscape: its form, and that it is the picture of the brief."""

import json

import pytest
from tests.brief.fixture import case, record
from tests.brief.stability_fixture import values, with_stability
from tests.case.test_graph_text import DRIVERS
from tests.supposed import QUAY, case_of_text

import detente
from detente.brief.cytoscape import moves_graph
from detente.brief.stability_drawing import drawing
from detente.brief.stability_parts import explained, shown
from detente.brief.writer import Pen, Writer
from detente.case.graph_text import loads_graph
from detente.case.model import Case
from detente.errors import BriefError
from detente.sources.frozen import LANGUAGES


def written(language="en"):
    findings = with_stability(values())
    return json.loads(moves_graph(case(), findings.stability, language, record(), findings))


def check_form(content):
    """Check what Cytoscape.js asks of elements: ids of their own, ends that exist, places."""
    assert set(content) >= {"elements", "style", "layout", "data"}
    assert content["layout"] == {"name": "preset"}
    nodes, edges = content["elements"]["nodes"], content["elements"]["edges"]
    ids = [item["data"]["id"] for item in (*nodes, *edges)]
    assert len(ids) == len(set(ids))
    assert all(isinstance(name, str) and name for name in ids)
    places = {item["data"]["id"] for item in nodes}
    for item in nodes:
        assert set(item) == {"data", "position", "classes"}
        assert set(item["position"]) == {"x", "y"}
        assert all(isinstance(value, int) for value in item["position"].values())
    for item in edges:
        assert set(item) == {"data", "classes"}
        assert {item["data"]["source"], item["data"]["target"]} <= places
    used = {name for item in (*nodes, *edges) for name in item["classes"].split()}
    assert used <= {"looked_at", "passed", "status_quo", "holds", "pays", "pays_not", "together"}
    for rule in content["style"]:
        assert set(rule) == {"selector", "style"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_that_of_cytoscape_in_both_languages(language):
    content = written(language)
    check_form(content)
    assert content["data"]["language"] == language
    assert content["data"]["title"] == case().title.in_language(language)


def test_nodes_arrows_letters_and_places_are_those_of_the_brief():
    findings = with_stability(values())
    pen = Pen(Writer(record(), case(), findings, "en"), "stability")
    found = explained(shown(pen, case(), findings, values()))
    drawn = drawing(case(), found, values().roadmaps)
    content = written()
    nodes, edges = content["elements"]["nodes"], content["elements"]["edges"]
    assert [(n["position"]["x"], n["position"]["y"]) for n in nodes] == list(drawn.spots)
    assert [n["data"]["label"] for n in nodes] == list(drawn.letters)
    assert [n["data"]["outcome"] for n in nodes] == list(drawn.picture.outcomes)
    assert (content["data"]["width"], content["data"]["height"]) == (400, drawn.height)
    for edge, move in zip(edges, drawn.picture.moves, strict=True):
        assert edge["data"]["parties"] == list(move.step.movers)
        assert edge["data"]["changes"] == move.step.changes
        assert (edge["data"]["pays"], edge["data"]["gain"]) == (move.step.improves, move.step.gain)
        assert edge["data"]["source"] == f"n{move.start + 1}"
        assert ("pays" in edge["classes"].split()) == move.step.improves


def test_the_status_quo_and_what_holds_are_classes():
    nodes = written()["elements"]["nodes"]
    (today,) = [n for n in nodes if "status_quo" in n["classes"]]
    assert (today["data"]["label"], today["data"]["outcome"]) == ("SQ", values().status_quo)
    for node in nodes:
        if node["data"]["holds"] is not None and "looked_at" in node["classes"]:
            assert bool(node["data"]["holds"]) == ("holds" in node["classes"].split())
    assert {n["data"]["kinds"] == [] for n in nodes if "passed" in n["classes"]} == {True}


def test_the_same_case_gives_the_same_bytes_and_python_gives_what_the_command_writes():
    asked = detente.Case.of(case_of_text(QUAY))
    text = asked.cytoscape()
    check_form(json.loads(text))
    assert text == asked.cytoscape(asked.stability())
    assert json.loads(asked.cytoscape(language="de"))["data"]["language"] == "de"


def test_a_graph_given_directly_has_a_picture_too():
    given = loads_graph(DRIVERS)
    graph = detente.Graph.model_construct(**dict(given))
    content = json.loads(graph.cytoscape())
    check_form(content)
    states = [n["data"]["outcome"]["state"] for n in content["elements"]["nodes"]]
    assert set(states) <= set(given.states)


def test_where_no_move_is_told_nothing_is_written():
    content = case_of_text(QUAY).model_dump(mode="json", by_alias=True)
    for wants in content["preferences"].values():
        wants["red_lines"] = []
        for wish in wants["issues"].values():
            wish["scores"] = dict.fromkeys(wish["scores"], 50)
    for issue in content["issues"].values():
        del issue["status_quo"]
    still = detente.Case.of(Case.model_validate(content))
    with pytest.raises(BriefError, match="no picture to write: nobody gains by a move"):
        still.cytoscape()
