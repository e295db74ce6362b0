"""`detente analyze forecast` and `detente forecast`: shown, sealed, resolved and graded."""

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator
from tests.command import detente
from tests.forecast_cases import barter, harbor

from detente.case.files import dump_case
from detente.cli import forecast as command_module
from detente.cli.show_forecast import chance
from detente.schemas import json_schema

LATER = (datetime.now(UTC) + timedelta(days=300)).date().isoformat()
TODAY = datetime.now(UTC).date()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_USER", "analyst")
    (tmp_path / "case.yaml").write_text(dump_case(harbor()), encoding="utf-8")
    (tmp_path / "barter.yaml").write_text(dump_case(barter()), encoding="utf-8")
    assert detente("init").status == 0
    return tmp_path


def seal(*more):
    return detente(
        "forecast", "seal", "--until", LATER, "--resolve", "the text as published", *more
    )


def listed():
    return json.loads(detente("forecast", "list", "--json").out)


def fits(name, text):
    content = json.loads(text)
    Draft202012Validator(json_schema(name)).validate(content)
    return content


def test_a_forecast_is_shown_with_words_places_models_and_record(folder):
    result = detente("analyze", "forecast", "--draws", "8")
    assert result.status == 0, result.err
    shown = " ".join(result.out.split())
    for words in ("if there is an agreement", "confidence low", "four times in five", "gulls joins",
                  "weighted mean: ", "Banzhaf", "10.34810/data53"):  # fmt: skip
        assert words in shown
    assert "bargain" not in shown


def test_exchanges_and_a_refusal_are_shown(folder):
    assert "those of others" in detente("analyze", "forecast", "barter.yaml").out
    content = (folder / "case.yaml").read_text(encoding="utf-8").replace("at: 40", "because: []")
    (folder / "case.yaml").write_text(content, encoding="utf-8")
    assert "1 of the 3 options has no place" in " ".join(
        detente("analyze", "forecast", "--lang", "en").out.split()
    )


def test_a_forecast_fits_its_schema_with_all_models_too(folder):
    found = fits("forecast", detente("analyze", "forecast", "--json", "--all-models").out)
    names = [model["model"] for model in found["values"]["issues"][0]["models"]]
    assert "bargain" in names


def test_all_models_belong_to_the_forecast(folder):
    result = detente("analyze", "burden", "--all-models")
    assert result.status == 2
    assert "belongs to forecast, not to burden" in " ".join(result.err.split())


def test_a_forecast_is_sealed_listed_resolved_and_graded(folder):
    assert "nothing is sealed" in detente("forecast", "list").out
    result = seal()
    assert result.status == 0, result.err
    (found,) = fits("seals", detente("forecast", "list", "--json").out)["seals"]
    assert found in result.out
    ended = detente("forecast", "resolve", found[:8], "depth", "middle", "--reason", "article 2")
    assert "ended at an option (middle 40)" in ended.out
    score = fits("sealed_score", detente("forecast", "score", "--json").out)
    assert score["n_resolved"] == 1
    assert score["issues"][0]["option"] == "middle"
    shown = detente("forecast", "score").out
    assert "1 resolved" in shown
    assert "CRPS" in shown
    assert "middle 40" in " ".join(detente("forecast", "list").out.split())


def test_the_case_of_the_seal_may_change_and_the_seal_stays(folder):
    seal()
    before = listed()
    (folder / "case.yaml").write_text(dump_case(barter()), encoding="utf-8")
    seal()
    after = listed()
    assert after["seals"][:1] == before["seals"]
    assert after["sealed"][1]["before"] == before["seals"][0]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["resolve", "zz", "depth", "low", "--reason", "r"], "no seal of the project begins"),
        (["resolve", "SEAL", "width", "low", "--reason", "r"], "nothing was sealed about 'width'"),
        (["resolve", "SEAL", "depth", "none", "--reason", "r"], "there is time for an agreement"),
        (["resolve", "SEAL", "depth", "low", "--reason", " "], "the reason is empty"),
        (["seal", "--until", "2020-01-01", "--resolve", "r"], "seal what is still to come"),
        (["seal", "--until", LATER, "--resolve", " "], "the rule is empty"),
        (["seal", "--until", LATER, "--resolve", "r", "--by", " "], "who says so is empty"),
        (["resolve", "", "depth", "low", "--reason", "r", "--by", ""], "who says so is empty"),
        (["resolve", "SEAL", "depth", "low", "--reason", "r", "--on", LATER], "lies after today"),
        (
            ["resolve", "SEAL", "depth", "low", "--reason", "r", "--on", "2020-02-29"],
            "lies before the day of the seal",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(folder, command, words):
    seal()
    given = [listed()["seals"][0][:8] if word == "SEAL" else word for word in command]
    result = detente("forecast", *given)
    assert result.status == 1
    assert words in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("word", ["01.06.2027", "2027-02-30", "20270601", "soon", ""])
def test_a_word_that_is_no_day_is_refused_with_one_that_is(folder, word):
    for command in (
        ("seal", "--until", word, "--resolve", "r"),
        ("resolve", "00", "depth", "low", "--reason", "r", "--on", word),
    ):
        result = detente("forecast", *command)
        assert result.status == 2
        told = " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.err).split())
        assert f"{word!r} is no day; give year, month and day, such as 2027-06-01" in told


def test_what_was_said_before_stays_in_sight(folder):
    seal()
    start = listed()["seals"][0][:8]
    words = ("forecast", "resolve", start, "depth")
    assert "earlier word" not in detente(*words, "0", "--reason", "a misprint").out
    second = detente(*words, "middle", "--reason", "article 2").out
    assert "ended at an option (middle 40)" in second
    assert f"kept as an earlier word, of {TODAY}: ended at an option (low 0)" in second
    assert len(listed()["resolutions"]) == 2
    for command in ("list", "score"):
        assert "earlier)" in detente("forecast", command).out
    score = fits("sealed_score", detente("forecast", "score", "--json").out)
    assert score["issues"][0]["n_earlier"] == 1


def test_a_place_may_have_a_decimal_comma(folder):
    seal()
    start = listed()["seals"][0][:8]
    shown = detente("forecast", "resolve", start, "depth", "62,5", "--reason", "article 2")
    assert "ended at a place (place 62.5)" in shown.out


def test_what_nobody_resolved_in_time_is_overdue(folder, monkeypatch):
    seal()
    later = datetime.now(UTC) + timedelta(days=301)
    monkeypatch.setattr(command_module, "now", lambda: later)
    assert "0 open, 1 overdue" in " ".join(detente("forecast", "score").out.split())
    start = listed()["seals"][0][:8]
    late = detente("forecast", "resolve", start, "depth", "low", "--reason", "signed too late")
    assert "no agreement by the day sealed" in late.out
    shown = " ".join(detente("forecast", "score").out.split())
    assert "0 overdue, 1 without an agreement by the day" in shown


def test_nearly_nothing_and_nearly_all_keep_their_doubt():
    told = {0: "0%", 0.004: "<1%", 0.5: "50%", 0.998: ">99%", 1: "100%"}
    assert {probability: chance(probability) for probability in told} == told


def test_a_changed_seal_stops_listing_and_grading(folder):
    seal()
    connection = sqlite3.connect(folder / "detente.db")
    connection.execute("UPDATE seals SET record = replace(record, 'analyst', 'another')")
    connection.commit()
    connection.close()
    for command in ("list", "score"):
        result = detente("forecast", command)
        assert result.status == 1
        assert "was changed after it was kept" in result.err
