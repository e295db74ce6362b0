"""What `--suppose`, `--outcome` and `--cytoscape` ask of stability, and where they are refused."""

import json

import pytest
from tests.case.test_graph_text import DRIVERS
from tests.command import detente
from tests.supposed import ISLE, QUAY

import detente as library


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(QUAY.lstrip(), encoding="utf-8")
    (tmp_path / "isle.yaml").write_text(ISLE.lstrip(), encoding="utf-8")
    (tmp_path / "drivers.txt").write_text(DRIVERS, encoding="utf-8")
    return tmp_path


def shown(*arguments):
    done = detente(*arguments)
    assert done.status == 0, done.err
    return " ".join(done.out.split())


def test_what_is_supposed_is_marked_and_says_what_changes(folder):
    text = shown("analyze", "stability", "case.yaml", "--suppose", "isle.yaml")
    assert "supposed, not in the case: The isle can block the harbor" in text
    assert "issues.harbor: its fishers own forty boats" in text
    assert "seq 2 then 1" in text
    assert "1 quay: open; fuel: sold no yes, then no yes, then no yes, then no yes, then no" in text
    assert (
        "isle would leave (nash, gmr, smr, seq, sseq) isle: harbor: blocked (+10.0), newly" in text
    )


def test_a_move_newly_answered_is_told_with_the_answer(folder):
    text = shown("analyze", "stability", "case.yaml", "--suppose", "isle.yaml",
                 "--outcome", "fuel=sold")  # fmt: skip
    assert "south would stay (gmr, smr)" in text
    assert "south: fuel: withheld, newly answered by isle: harbor: blocked" in text


def test_the_json_and_python_say_the_same(folder):
    told = json.loads(
        detente("analyze", "stability", "case.yaml", "--suppose", "isle.yaml", "--json").out
    )
    found = library.Case.load("case.yaml").stability(suppose="isle.yaml")
    assert told["values"]["supposed"] == found.model_dump(mode="json")["values"]["supposed"]
    assert told["values"]["supposed"]["title"]["de"] == "Die Insel kann den Hafen sperren"


def test_an_outcome_asked_for_is_explained_with_what_would_turn_it(folder):
    text = shown("analyze", "stability", "case.yaml", "--outcome", "quay=shut, fuel=sold")
    assert "quay: shut; fuel: sold [asked]" in text
    assert "south would stay (gmr) after 1 change in its order: this rises to the same with" in text
    assert "preferences.south.issues.fuel.scores.sold up from 20 to 80" in text
    assert "preferences.north.issues.fuel.scores.sold down from 100 to below 40" in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--outcome", "quay"], "'quay' is not ISSUE=OPTION, such as quay=open"),
        (["--outcome", "quay=open,quay=shut"], "quay is given twice in one outcome"),
        (["--outcome", "quai=open"], "unknown issue 'quai'; did you mean quay?"),
        (["--suppose", "none.yaml"], "none.yaml: cannot be read"),
        (["--suppose", "case.yaml"], "case.yaml:4: parties.north: north is a party of the case"),
        (
            ["--cytoscape", "case.yaml"],
            "case.yaml is read by this command and would be overwritten",
        ),
        (["--cytoscape", "none/moves.cyjs"], "there is no such folder"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(folder, options, words):
    refused = detente("analyze", "stability", "case.yaml", *options)
    assert refused.status != 0
    plain = " ".join(refused.err.replace("│", " ").split())
    assert words in plain


def test_other_questions_and_graph_files_do_not_take_them(folder):
    for options in (["--suppose", "isle.yaml"], ["--outcome", "quay=open"], ["--cytoscape", "x"]):
        refused = detente("analyze", "seats", "case.yaml", *options)
        assert refused.status == 2
        assert f"{options[0]} belongs to stability, not to seats" in refused.err
    refused = detente("analyze", "stability", "drivers.txt", "--suppose", "isle.yaml")
    assert refused.status == 1
    assert "as states, moves and places in every ranking" in " ".join(refused.err.split())


def test_the_picture_is_written_for_cytoscape(folder):
    shown("analyze", "stability", "case.yaml", "--cytoscape", "moves.cyjs")
    content = json.loads((folder / "moves.cyjs").read_text(encoding="utf-8"))
    assert content["layout"] == {"name": "preset"}
    printed = detente("analyze", "stability", "drivers.txt", "--cytoscape", "-").out
    assert {n["data"]["label"] for n in json.loads(printed)["elements"]["nodes"]} >= {"SQ"}
    brief = detente("brief", "--case", "case.yaml", "--cytoscape", "brief.cyjs", "-q")
    assert brief.status == 0
    drawn = json.loads((folder / "brief.cyjs").read_text(encoding="utf-8"))
    places = [[n["position"] for n in c["elements"]["nodes"]] for c in (content, drawn)]
    assert places[0] == places[1]
    assert drawn["elements"]["nodes"][0]["data"]["label"] == "I"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["What if: The isle can block the harbor", "Party without a seat: isle",
                "Settlement I would no longer hold; without what is supposed it does (SSEQ)",
                "holds only with it", "it could now be answered (GMR and SMR)"]),
        ("de", ["Was wäre, wenn: Die Insel kann den Hafen sperren", "Partei ohne Platz: isle",
                "Einigung I hielte nicht mehr; ohne das Gedachte hält es (SSEQ)",
                "hält nur damit", "Er könnte jetzt beantwortet werden (GMR und SMR)"]),
    ],
)  # fmt: skip
def test_the_brief_has_a_section_on_what_is_supposed(folder, language, words):
    done = detente("brief", "--case", "case.yaml", "--suppose", "isle.yaml", "--outcome",
                   "fuel=sold", "--lang", language, "--write-json", "brief.json", "-q")  # fmt: skip
    assert done.status == 0, done.err
    content = json.loads((folder / "brief.json").read_text(encoding="utf-8"))
    (section,) = [s for s in content["sections"] if s["id"] == "supposed"]
    text = json.dumps(section, ensure_ascii=False)
    for said in words:
        assert said in text
    assert '"code": "supposed"' in text
    others = json.dumps([s for s in content["sections"] if s["id"] != "supposed"])
    assert "harbor" not in others


def test_a_wrong_outcome_or_supposition_stops_the_brief(folder):
    refused = detente("brief", "--case", "case.yaml", "--outcome", "quay=opne")
    assert refused.status == 1
    assert "'opne' is no option of quay; did you mean open?" in refused.err
    (folder / "isle.yaml").write_text("title: x\n", encoding="utf-8")
    refused = detente("brief", "--case", "case.yaml", "--suppose", "isle.yaml")
    assert "nothing is added that a party could do" in refused.err
    assert not (folder / "brief.html").exists()
