"""`--reader llm` on the command line: said beforehand, refused where it must be, off by default."""

import json
import subprocess
import sys

import pytest
from tests.command import detente
from tests.reports import ENGLISH
from tests.scripted_model import scripted_model

DEMAND = {
    "kind": "demand",
    "span": "Shoukry demanded a\nbinding agreement",
    "cue": "demanded",
    "actors": [{"quote": "Shoukry", "name": "Sameh Shoukry", "type": "person"}],
    "content": "binding agreement on the filling of the dam",
}
FRENCH = "Mardi, l'Égypte a exigé un accord contraignant sur le remplissage du barrage du Nil."


@pytest.fixture
def model():
    with scripted_model([[DEMAND]]) as server:
        yield server


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def asked(model, *more):
    return ("--reader", "llm", "--llm-url", model.url, "--llm-model", "scripted", *more)


def test_the_model_reads_and_the_cost_is_said_before_and_after(report, model):
    result = detente("read", report, *asked(model), "--json")
    assert result.status == 0, result.err
    reading = json.loads(result.out)
    (act,) = reading["acts"]
    assert (act["kind"], act["actors"], act["reader"]) == ("demand", ["egypt"], "llm")
    before, after = result.err.strip().splitlines()
    assert "1 request, about" in before
    assert "1 requests made; the server counted 7 tokens sent, 3 answered" in after


def test_explain_names_model_and_prompt(report, model):
    shown = detente("read", report, *asked(model), "--explain").out
    assert "llm scripted prompt " in " ".join(shown.split())


def test_a_dry_run_asks_nothing_and_prints_the_estimate(report, model):
    result = detente("read", report, *asked(model), "--dry-run")
    assert result.status == 0
    assert "1 request, about" in result.out
    assert model.asked == []


def test_a_limit_refuses_before_anything_is_sent(report, model):
    result = detente("read", report, *asked(model, "--max-tokens", 10))
    assert result.status == 1
    assert "more than the limit of 10" in result.err
    assert model.asked == []


def test_a_marked_report_is_refused_and_a_higher_limit_lets_it_pass(report, model):
    marked = asked(model, "--sharing", "amber")
    result = detente("read", report, *marked)
    assert result.status == 1
    assert "talks.txt (amber)" in result.err
    assert model.asked == []
    assert detente("read", report, *marked, "--llm-sharing-limit", "amber").status == 0
    assert len(model.asked) == 1


def test_the_mark_is_kept_with_the_source_and_the_project_obeys_it(report, model, tmp_path):
    project = tmp_path / "project"
    detente("init", project)
    detente("add", report, "--project", project, "--sharing", "red")
    refused = detente("read", "--project", project, *asked(model))
    assert refused.status == 1
    assert "(red)" in refused.err
    assert detente("read", "--project", project).status == 0
    assert model.asked == []


def test_a_project_keeps_the_reading_of_a_model(report, model, tmp_path):
    project = tmp_path / "project"
    detente("init", project)
    detente("add", report, "--project", project)
    assert detente("read", "--project", project, *asked(model)).status == 0
    shown = json.loads(detente("review", "list", "--project", project, "--json").out)
    assert [act["reader"] for act in shown["acts"]] == ["llm"]


@pytest.mark.parametrize("command", [("brief",), ("record",), ("case", "draft")])
def test_every_command_that_reads_takes_the_reader(command, report, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    detente(*command, report, *asked(model))
    assert len(model.asked) == 1
    again = detente(*command, *asked(model))
    assert again.status == 2
    assert "run detente read --reader llm" in " ".join(again.err.replace("│", "").split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--reader", "llm"), "needs --llm-url and --llm-model"),
        (("--reader", "llm", "--llm-url", "http://127.0.0.1:9"), "needs --llm-url and"),
        (("--llm-url", "http://127.0.0.1:9"), "--llm-url needs --reader llm"),
        (("--dry-run",), "--dry-run needs --reader llm"),
    ],
)
def test_options_that_do_not_go_together_are_refused(report, options, said):
    result = detente("read", report, *options)
    assert result.status == 2
    assert said in result.err


def test_nothing_takes_a_key_on_the_command_line(report, model):
    assert detente("read", report, *asked(model, "--llm-key", "sk-1")).status == 2


def test_another_language_is_refused_by_rules_and_read_by_a_model(tmp_path):
    report = tmp_path / "talks.fr.txt"
    report.write_text(FRENCH, encoding="utf-8")
    refused = detente("read", report)
    assert refused.status == 1
    assert "seems to be in French" in refused.err
    assert "--reader llm" in refused.err
    act = {"kind": "demand", "span": FRENCH[7:-1], "cue": "exigé",
           "actors": [{"quote": "l'Égypte", "name": "Egypt"}]}  # fmt: skip
    with scripted_model([[act]]) as model:
        result = detente("read", report, *asked(model), "--json")
        page = tmp_path / "brief.html"
        assert detente("brief", report, *asked(model), "--out", page).status == 0
    reading = json.loads(result.out)
    assert reading["source"]["language"] == "fr"
    assert reading["acts"][0]["actors"] == ["egypt"]
    assert "a exigé un accord" in page.read_text(encoding="utf-8")


def test_a_language_named_by_hand_is_kept_but_not_read_by_rules(tmp_path):
    report = tmp_path / "talks.fr.txt"
    report.write_text(FRENCH, encoding="utf-8")
    detente("init", tmp_path / "project")
    kept = detente("add", report, "--project", tmp_path / "project", "--source-lang", "fr")
    assert kept.status == 0, kept.err
    refused = detente("read", "--project", tmp_path / "project")
    assert refused.status == 1
    assert "is in French; rules read German and English only" in refused.err
    assert detente("read", report, "--source-lang", "f1").status == 1


def test_nothing_of_it_is_loaded_unless_asked_for():
    script = (
        "import sys, io\n"
        "from detente import pipeline\n"
        "from detente.cli.main import main\n"
        "pipeline.read(pipeline.receive(b'Egypt met Sudan in Cairo.', 'a.txt'))\n"
        "try:\n    main(['read', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'httpx', 'httpcore', 'anyio'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)
