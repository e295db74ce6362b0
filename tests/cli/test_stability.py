"""`detente analyze stability` on a case and on a graph file; `detente case` on a graph file."""

import json

import pytest
from tests.analysis.test_stability import harbor
from tests.case.test_graph_text import DRIVERS
from tests.case.test_orders import HARBOR
from tests.command import detente

import detente as library
from detente.case.files import dump_case


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(dump_case(harbor()), encoding="utf-8")
    (tmp_path / "drivers.txt").write_text(DRIVERS, encoding="utf-8")
    return tmp_path


def test_a_case_says_who_leaves_who_answers_and_what_it_rests_on(folder):
    shown = " ".join(detente("analyze", "stability", "case.yaml").out.split())
    assert "isle leaves under every concept" in shown
    assert "north: quay: shut (+20.0)" in shown
    assert "answered by south: fuel: withheld (+20.0)" in shown
    assert (
        "rests on issues.quay.held_by.north, preferences.north.issues.quay, "
        "issues.fuel.held_by.south, preferences.north.issues.fuel, preferences.south.issues.fuel"
    ) in shown
    assert "north, south together: fares: low" in shown
    assert "Issues that nobody can change alone: fares" in shown


def test_a_case_is_shown_with_orders_and_who_can_change_what(folder):
    (folder / "case.yaml").write_text(HARBOR, encoding="utf-8")
    shown = " ".join(detente("case", "show", "case.yaml").out.split())
    assert "city: ranking, best first" in shown
    assert "quay = closed or quay = torn_down" in shown
    assert "quay = open (much better than all below)" in shown
    assert "strike = off iff quay = open their statute" in shown
    assert "who can change what alone" in shown
    assert "torn_down to nothing" in shown


def test_the_json_form_is_the_finding(folder):
    told = json.loads(detente("analyze", "stability", "case.yaml", "--json").out)
    assert told["schema"] == "detente/stability/1"
    finding = library.Case.load("case.yaml").stability()
    assert told["values"] == finding.model_dump(mode="json")["values"]


def test_a_graph_file_is_analyzed_checked_and_shown(folder):
    shown = detente("analyze", "stability", "drivers.txt").out
    assert "nash 2, gmr 3, smr 3, seq 2, sseq 2" in shown
    checked = detente("case", "check", "drivers.txt")
    assert (checked.status, checked.out) == (
        0, "drivers.txt: no errors, 4 states, 2 parties\n",
    )  # fmt: skip
    (folder / "drivers.json").write_text(detente("case", "show", "drivers.txt", "--json").out)
    assert json.loads((folder / "drivers.json").read_text())["schema"] == "detente/graph/1"
    text = detente("case", "show", "drivers.json").out
    assert text == detente("case", "show", "drivers.txt").out == library.Graph.load(
        "drivers.txt"
    ).to_text()  # fmt: skip


def test_a_graph_says_what_unknown_and_great_preferences_change_and_who_must_begin(folder):
    shown = " ".join(detente("analyze", "stability", "drivers.txt").out.split())
    assert "one by great preferences: gmr strong, smr weak" in shown
    assert "two stays in variants of its unknown orders: nash b, d; seq b, d" in shown
    assert "holds for parties that look ahead so many moves: 3, 4" in shown
    assert "one: state: first; one must begin" in shown
    assert (
        "one would stay (nash, seq) if it preferred none of these: state: first; as it does in 50% "
        "of all orders"
    ) in shown


def test_the_status_quo_is_explained_however_many_settlements_come_first(folder):
    text = DRIVERS.replace("crash", "crash spare", 1).replace(">> crash", ">> crash > spare")
    (folder / "drivers.txt").write_text(text)
    shown = detente("analyze", "stability", "drivers.txt").out
    assert "\n5. state: both\n" in shown
    assert "\n4. state: spare\n" not in shown


def test_shares_come_with_their_sampling_error(folder):
    text = (folder / "case.yaml").read_text()
    assert "95% interval" not in detente("analyze", "stability", "case.yaml").out
    (folder / "case.yaml").write_text(text.replace("open: 20", "open: 10..90", 1))
    shown = " ".join(detente("analyze", "stability", "case.yaml").out.split())
    assert "share of value sets, 95% interval: nash 0% to" in shown


def test_other_questions_on_a_graph_file_and_its_faults_are_refused_in_a_line(folder):
    refused = detente("analyze", "seats", "drivers.txt")
    assert refused.status == 1
    assert "drivers.txt is a graph of moves; the one question on it is stability" in refused.err
    (folder / "drivers.txt").write_text(DRIVERS.replace("<> first", "<> fist"))
    refused = detente("case", "check", "drivers.txt")
    assert refused.status == 1
    assert "drivers.txt:7: parties.one.moves.0: unknown state fist" in refused.err


def test_the_faults_of_a_graph_file_are_there_as_json_too(folder):
    none = detente("case", "check", "drivers.txt", "--json")
    assert (none.status, json.loads(none.out)["problems"]) == (0, [])
    (folder / "drivers.txt").write_text(DRIVERS.replace("<> first", "<> fist"))
    checked = detente("case", "check", "drivers.txt", "--json")
    assert checked.status == 1
    first = json.loads(checked.out)["problems"][0]
    assert (first["path"], first["line"]) == ("parties.one.moves.0", 7)


def test_a_case_in_which_nobody_holds_anything_says_so(folder):
    content = harbor().model_dump(mode="json", by_alias=True)
    for issue in content["issues"].values():
        issue["held_by"] = []
    (folder / "case.yaml").write_text(dump_case(type(harbor()).model_validate(content)))
    shown = " ".join(detente("analyze", "stability", "case.yaml").out.split())
    assert "names for no issue who can change it alone" in shown
