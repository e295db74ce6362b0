"""`detente evaluate`: figures of a reader on gold data, as tables and as JSON."""

import hashlib
import json

import pytest
from jsonschema import Draft202012Validator
from tests.command import detente
from tests.gold_files import corpus_folder, plover_file, polnear_folder, spkatt_file
from tests.scripted_model import scripted_model

from detente.schemas import json_schema

FORMATS = {
    "plover": plover_file,
    "spkatt": spkatt_file,
    "polnear": polnear_folder,
    "corpus": corpus_folder,
}


@pytest.fixture(params=FORMATS)
def command(request, tmp_path):
    """Return the words of one command on its own small data."""
    return ["evaluate", request.param, FORMATS[request.param](tmp_path)]


def test_json_fits_its_schema_and_names_reader_and_hash(command):
    content = json.loads(detente(*command, "--json").out)
    assert content["schema"] == "detente/evaluation/1"
    Draft202012Validator(json_schema("evaluation")).validate(content)
    assert content["format"] == command[1]
    assert content["reader"] == "rules"
    assert len(content["gold"]["sha256"]) == 64
    assert content["misses"] == []


def test_the_same_data_gives_the_same_bytes(command):
    first, second = (detente(*command, "--json", "--errors", "3") for _ in range(2))
    assert first.out == second.out
    assert len(json.loads(first.out)["misses"]) <= 3


def test_a_table_shows_data_hash_reader_and_figures(command):
    content = json.loads(detente(*command, "--json").out)
    shown = detente(*command)
    assert shown.status == 0
    assert content["gold"]["sha256"] in shown.out
    assert f"reader rules {content['reader_version']}" in shown.out
    for section in content["sections"]:
        for match in section["matches"]:
            if match["f1"] is not None:
                assert f"{match['f1']:.1f}" in shown.out
        for share in section["shares"]:
            assert share["name"] in shown.out


def test_misses_are_shown_only_when_asked_for_and_with_their_words(tmp_path):
    path = plover_file(tmp_path)
    assert "Japan rejected the plan." not in detente("evaluate", "plover", path).out
    shown = detente("evaluate", "plover", path, "--errors", "9").out
    misses = json.loads(detente("evaluate", "plover", path, "--errors", "9", "--json").out)[
        "misses"
    ]
    assert misses
    for miss in misses:
        assert f"{miss['place']}\n  " in shown


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    path = spkatt_file(tmp_path)
    content = json.loads(detente("evaluate", "spkatt", path, "--json").out)
    assert content["gold"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["predicted cues", "gold cues"]),
        (["--gold-cues"], ["gold cues"]),
        (["--predicted-cues"], ["predicted cues"]),
    ],
)
def test_cues_are_given_found_or_both(tmp_path, options, names):
    path = spkatt_file(tmp_path)
    content = json.loads(detente("evaluate", "spkatt", path, "--json", *options).out)
    assert [section["name"] for section in content["sections"]] == names


def test_the_development_half_is_scored_unless_another_is_named(tmp_path):
    folder = corpus_folder(tmp_path)
    content = json.loads(detente("evaluate", "corpus", folder, "--json").out)
    assert content["settings"] == {"half": "development"}
    whole = json.loads(detente("evaluate", "corpus", folder, "--half", "all", "--json").out)
    assert whole["gold"]["counts"]["reports"] == 2 * content["gold"]["counts"]["reports"]
    kept = detente("evaluate", "corpus", folder, "--half", "kept", "--errors", "99").out
    assert "lake-talks" not in kept


@pytest.mark.parametrize("kind", FORMATS)
def test_data_that_is_not_there_ends_in_one_message_and_its_code(kind, tmp_path):
    result = detente("evaluate", kind, tmp_path / "none")
    assert result.status == 1
    assert str(tmp_path / "none") in result.err
    assert "error evaluation" in result.err
    assert "Traceback" not in result.err


def test_words_of_the_data_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "records.json"
    record = {"id": "\x1b[31mred", "event": "AID", "text": "Nobody \x1b[2J helped."}
    path.write_text(json.dumps([record]), "utf-8")
    shown = detente("evaluate", "plover", path, "--errors", "1").out
    assert "Nobody" in shown
    assert "\x1b" not in shown


DEMAND = {
    "kind": "demand",
    "span": "Egypt demanded an answer",
    "cue": "demanded",
    "actors": [{"quote": "Egypt", "name": "Egypt", "type": "state"}],
}


def test_a_model_is_scored_like_the_rules_and_its_cost_is_said(tmp_path):
    path = tmp_path / "records.json"
    record = {"id": "one", "event": "DEMAND", "text": "Egypt demanded an answer."}
    path.write_text(json.dumps([record]), "utf-8")
    with scripted_model([[DEMAND]]) as server:
        model = ("--reader", "llm", "--llm-url", server.url, "--llm-model", "scripted")
        asked = detente("evaluate", "plover", path, *model, "--dry-run")
        assert server.asked == []
        withheld = detente("evaluate", "plover", path, *model, "--sharing", "red")
        assert server.asked == []
        scored = detente("evaluate", "plover", path, *model, "--json")
    assert withheld.status == 1
    assert (asked.status, scored.status) == (0, 0), asked.err + scored.err
    assert "1 request, about" in asked.out
    assert "1 request, about" in scored.err
    content = json.loads(scored.out)
    assert (content["reader"], content["crashes"]) == ("llm", 0)
    assert content["sections"][0]["matches"][0]["hit"] == 1


@pytest.mark.parametrize("kind", ["spkatt", "polnear"])
def test_attributions_are_found_by_rules_only(kind, tmp_path):
    path = FORMATS[kind](tmp_path)
    assert detente("evaluate", kind, path, "--reader", "rules").status == 0
    result = detente("evaluate", kind, path, "--reader", "llm")
    assert result.status == 1
    assert "reader 'llm' finds no attributions" in result.err
