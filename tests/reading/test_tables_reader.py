"""Reading by tables alone: the same road without the trained model."""

import pytest
from tests.builders import make_source
from tests.command import detente

from detente.errors import ReadingError
from detente.pipeline import reader
from detente.reading.framed import MODEL
from detente.reading.rules import RulesReader

TEXT = """
Peru und Chile trafen sich am Montag in Lima. Peru lehnte einen Abzug seiner Truppen ab.
Chile forderte eine Waffenruhe. Bolivien warf beiden Seiten vor, nicht gefragt worden zu sein.
"""


def test_no_act_hangs_on_the_model_and_each_says_so() -> None:
    reading = RulesReader(trained=False).read(make_source(TEXT, "de"))
    assert (reading.reader, reading.reader_version) == ("tables", "4")
    assert {act.kind for act in reading.acts} >= {"meet", "refuse", "demand", "blame"}
    for act in reading.acts:
        assert (act.reader, act.reader_version) == ("tables", "4")
        assert MODEL not in act.rule.split(".")
        for span in (act.span, *act.cue):
            assert reading.source.text[span.start : span.end] == span.quote


def test_with_the_model_the_reader_is_another() -> None:
    reading = RulesReader().read(make_source(TEXT, "de"))
    assert reading.reader == "rules"
    assert reading.reader_version.startswith("4+frames")


def test_the_reader_is_chosen_by_name() -> None:
    assert reader("tables").name == "tables"
    with pytest.raises(ReadingError, match="rules, tables and llm"):
        reader("parser")


def test_a_stream_is_read_by_the_reader_named(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT * 3, encoding="utf-8")
    lines = [
        detente("read", "--stream", "a.txt", "--reader", "tables", "--jobs", jobs).out
        for jobs in ("1", "2")
    ]
    assert lines[0] == lines[1]
    assert '"reader": "tables"' in lines[0].replace('":"', '": "')
