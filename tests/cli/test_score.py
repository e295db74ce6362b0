"""`detente score`: tables, JSON and picture of models on issues with known outcomes."""

import json

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from tests.command import detente
from tests.resolved_tables import deu_file, plain_file, ruled_file

from detente.analysis.calibration import read_calibration
from detente.analysis.score_models import MODELS as NAMES
from detente.schemas import json_schema

MODELS = "mean,median,forecast,residuals"


@pytest.fixture
def command(tmp_path):
    return ["score", plain_file(tmp_path), "--models", MODELS, "--folds", "3"]


def test_json_fits_its_schema_and_names_table_and_seed(command):
    content = json.loads(detente(*command, "--json", "--seed", "5").out)
    assert content["schema"] == "detente/score/1"
    Draft202012Validator(json_schema("score")).validate(content)
    assert [model["model"] for model in content["models"]] == MODELS.split(",")
    assert (content["seed"], content["n_folds"]) == (5, 3)
    assert len(content["gold"]["sha256"]) == 64


def test_the_same_table_gives_the_same_bytes(command, tmp_path):
    runs = []
    for name in ("a.svg", "b.svg"):
        shown = detente(*command, "--json", "--plot", tmp_path / name)
        runs.append((shown.out, (tmp_path / name).read_bytes()))
    assert runs[0] == runs[1]


def test_the_tables_show_what_the_json_holds(command):
    content = json.loads(detente(*command, "--json").out)
    shown = detente(*command)
    assert shown.status == 0
    for model in content["models"]:
        assert f"{model['errors']['mean_absolute']:.2f}" in shown.out
        if model["coverage_80"] is not None:
            assert f"{model['coverage_80']:.1f} %" in shown.out
        for made in filter(None, (model["by_point"],)):
            assert f"{made['low']:+.2f} to {made['high']:+.2f}" in shown.out
    assert "forecast *" in shown.out
    assert "learned from the other folds" in shown.out


def test_points_alone_have_no_table_of_distributions(tmp_path):
    shown = detente("score", plain_file(tmp_path), "--models", "mean,median", "--folds", "2")
    assert "MAE minus that of mean" in shown.out
    assert "distributions" not in shown.out


def test_parts_of_the_table_are_shown_when_asked_for(tmp_path):
    words = ["score", deu_file(tmp_path), "--models", "mean,positions", "--folds", "2"]
    assert "Unan" not in detente(*words).out
    shown = detente(*words, "--groups").out
    assert "MAE in parts" in shown
    assert "CRPS in parts" in shown
    assert "Unan" in shown


def test_the_picture_names_models_and_says_what_it_shows(command, tmp_path):
    path = tmp_path / "score.svg"
    assert detente(*command, "--plot", path).status == 0
    root = etree.parse(str(path)).getroot()
    words = " ".join(root.itertext())
    assert root.get("role") == "img"
    assert "outcomes below it" in words
    for name in MODELS.split(","):
        assert name in words


def test_the_picture_speaks_german_when_asked_to(command, tmp_path):
    paths = {lang: tmp_path / f"{lang}.svg" for lang in ("de", "en")}
    for lang, path in paths.items():
        assert detente(*command, "--plot", path, "--lang", lang).status == 0
    told = {lang: set(etree.parse(str(path)).getroot().itertext()) for lang, path in paths.items()}
    assert "Ergebnisse darunter, minus Stufe" in told["de"]
    assert "outcomes below it, minus the level" in told["en"]
    assert "40\N{NO-BREAK SPACE}%" in told["de"]
    assert "40%" in told["en"]
    assert not {text for text in told["de"] if "outcome" in text or "level" in text}
    assert {"besser", "schlechter", "nicht belegt"} & told["de"]
    assert not {"better", "worse", "not proven"} & told["de"]


def test_models_of_the_rule_stand_beside_the_others(tmp_path):
    names = "mean,agenda,agenda-cost,veto-players,mean-passing,mean-banzhaf,mean-shapley"
    shown = detente("score", ruled_file(tmp_path), "--models", names, "--folds", "3")
    assert shown.status == 0
    lines = [line.split() for line in shown.out.splitlines()]
    for name in names.split(","):
        assert sum(line[:1] == [name] for line in lines) == (1 if name == "mean" else 2), name
    assert "not scored" not in shown.out


def test_names_may_be_parted_by_blanks_and_none_is_refused(tmp_path):
    table = plain_file(tmp_path)
    shown = detente("score", table, "--models", " mean, median,", "--folds", "2")
    assert shown.status == 0
    assert "median" in shown.out
    for nothing in ("", " , "):
        ended = detente("score", table, "--models", nothing, "--folds", "2")
        assert ended.status == 1
        assert "no model is named; the names are mean, " in ended.err


def test_an_unknown_name_is_told_with_every_name_there_is(tmp_path):
    ended = detente("score", plain_file(tmp_path), "--models", "Mean,oracle")
    assert "there is no model 'Mean', 'oracle'" in ended.err
    told = ended.err.partition("the names are ")[2].partition("\n")[0].split(", ")
    assert told == list(NAMES)


def test_where_no_model_can_be_asked_it_is_said_what_the_table_lacks(tmp_path):
    words = ("score", plain_file(tmp_path), "--models", "agenda,mean-shapley", "--folds", "2")
    ended = detente(*words)
    assert ended.status == 1
    assert "not scored: agenda; no issue of the table has all it takes (role setter," in ended.err


def test_a_picture_of_the_baseline_alone_is_refused(tmp_path):
    words = ("score", plain_file(tmp_path), "--models", "mean", "--folds", "2")
    assert "learned from" not in detente(*words).out
    ended = detente(*words, "--plot", tmp_path / "score.svg")
    assert ended.status == 1
    assert "score others beside it" in ended.err
    assert not (tmp_path / "score.svg").exists()


def test_a_calibration_is_written_with_its_origin(command, tmp_path):
    path = tmp_path / "calibration.toml"
    told = ("--origin", "made-up issues", "--licence", "free of rights")
    assert detente(*command, "--write-calibration", path, *told).status == 0
    learned = read_calibration(path)
    assert (learned.origin, learned.licence) == ("made-up issues", "free of rights")
    assert learned.track_record.n_folds == 3


def test_bad_input_ends_in_one_line_with_its_place(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("dossier,issue\nd,i\n", encoding="utf-8")
    ended = detente("score", path)
    assert ended.status == 1
    assert "line 1 has no column party" in ended.err
    assert "docs/errors.md#evaluation" in ended.err
    unknown = detente("score", plain_file(tmp_path), "--models", "oracle")
    assert unknown.status == 1
    assert "there is no model 'oracle'" in unknown.err


def test_a_picture_that_would_overwrite_the_table_is_refused(tmp_path):
    table = plain_file(tmp_path)
    before = table.read_bytes()
    assert detente("score", table, "--plot", table).status == 2
    assert table.read_bytes() == before
