"""The brief on a case in which a party is known only by its order of the outcomes."""

import json

import pytest
from tests.case.test_orders import HARBOR
from tests.command import detente

from detente import pipeline
from detente.case.files import loads
from detente.schemas import ProjectFindings


@pytest.fixture(scope="module")
def road():
    return pipeline.run([], case=loads(HARBOR), language="en", n_draws=32)


def text_of(road, section):
    return next(s for s in road.brief.sections if s.id == section).model_dump_json()


def test_stability_is_told_and_the_rest_says_that_it_was_not_worked_out(road):
    assert road.findings is None
    assert list(road.made) == ["stability"]
    assert road.made["stability"] == road.stability
    for section in ("settlement", "burden", "seats"):
        assert "This was not worked out; the remarks at the end say why." in text_of(road, section)
    told = text_of(road, "stability")
    assert "not worked out" not in told
    assert "Nash" in told
    assert "Would it hold" in {statement.lead for statement in road.brief.opening}


def test_the_remarks_say_why_and_the_method_names_the_one_question_answered(road):
    limits = road.brief.closing[-1].model_dump_json()
    assert "only the order of outcomes is known of" in limits
    assert [method.partition(":")[0] for method in road.brief.method.methods] == ["stability"]
    assert road.brief.method.case_sha256 == road.stability.case_sha256


def test_an_order_is_not_called_silence_and_what_it_rests_on_is_listed(road):
    unknown = text_of(road, "robustness")
    assert "Only the order of outcomes is known, no points:" in unknown
    assert "no statement in the sources on" not in unknown
    assert "worth of no deal" not in unknown
    assert "their statute" in unknown


def test_both_languages_give_the_reason():
    german = pipeline.run([], case=loads(HARBOR), language="de", n_draws=32).brief
    limits = german.closing[-1].model_dump_json()
    assert "Nur die Rangfolge der Ergebnisse ist bekannt bei" in limits
    assert "Das wurde nicht berechnet" in german.model_dump_json()
    assert german.html()


def test_a_project_keeps_and_exports_the_one_finding(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Talks between Norland and Sudland began on 3 May 2024.")
    for command in (["init", "."], ["add", "report.txt"], ["read"]):
        assert detente(*command).status == 0
    (tmp_path / "case.yaml").write_text(HARBOR, encoding="utf-8")
    assert detente("brief", "-o", "brief.html", "--draws", "32").status == 0
    assert detente("export", "-o", "all.json", "--draws", "32").status == 0
    findings = json.loads((tmp_path / "all.json").read_text())["findings"]
    assert list(findings) == ["stability"]
    assert ProjectFindings.model_validate(findings).settlement is None
