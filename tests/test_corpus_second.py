"""The second annotation of the corpus, and the measure of its agreement with the first."""

from pathlib import Path
from typing import get_args

import pytest
from benchmarks.corpus_agreement import Compared, Marked, both, compare, value
from tests.gold import FOLDER, gold_text

from detente.evaluate.gold_acts import cue_spans, starts_of
from detente.reading.act import Kind, Modality, Voice
from detente.sources.frozen import Language

SECOND = sorted(FOLDER.glob("*/second.*.toml"))
EACH_SECOND = pytest.mark.parametrize("path", SECOND, ids=lambda p: f"{p.parent.name}.{p.name}")


def mark(kind: str, start: int, end: int, **fields: object) -> Marked:
    return Marked({"kind": kind, **fields}, start, end)


def test_two_processes_are_annotated_twice_in_both_languages() -> None:
    assert {path.name for path in SECOND} == {"second.de.toml", "second.en.toml"}
    assert len({path.parent for path in SECOND}) == 2


@EACH_SECOND
def test_every_quote_and_cue_of_the_second_annotation_stands_in_the_text(path: Path) -> None:
    language: Language = "de" if ".de." in path.name else "en"
    text = gold_text(path.parent.name, language).text
    _, second = both(path.parent, language)
    for marked in second:
        assert starts_of(marked.act["quote"], text)
        assert len(cue_spans(marked.act)) == len(marked.act["cue"])
        assert marked.act["kind"] in get_args(Kind)
        assert marked.act["modality"] in get_args(Modality)
        assert marked.act["voice"] in get_args(Voice)


def test_acts_match_only_where_quotes_overlap_and_the_kind_is_the_same() -> None:
    first = [mark("demand", 0, 10), mark("refuse", 20, 30), mark("offer", 40, 50)]
    second = [mark("demand", 5, 12), mark("deny", 20, 30), mark("offer", 50, 60)]
    result = compare(first, second)
    assert [one.act["kind"] for one, _ in result.pairs] == ["demand"]
    assert result.f1() == pytest.approx(100 / 3)
    assert len(compare(first, second, same_kind=False).pairs) == 2


def test_each_act_is_matched_once_by_the_one_that_shares_most_of_it() -> None:
    whole, part = mark("demand", 0, 30), mark("demand", 20, 30)
    result = compare([whole, part], [mark("demand", 20, 30), mark("demand", 0, 28)])
    assert [(one.start, two.start) for one, two in result.pairs] == [(20, 20), (0, 0)]


def test_an_unmatched_optional_act_does_not_count() -> None:
    result = compare([mark("demand", 0, 5), mark("assess", 6, 9, optional=True)], [])
    assert len(result.alone_first) == 1
    both_had_it = compare([mark("state", 0, 5, optional=True)], [mark("state", 0, 5)])
    assert both_had_it.f1() == 100


def test_the_order_of_ids_makes_no_difference_and_other_values_do() -> None:
    one = mark("meet", 0, 5, actors=["a", "b"], voice="reported")
    two = mark("meet", 0, 5, actors=["b", "a"], voice="critic")
    result = Compared([(one, two)], [], [])
    assert result.same("actors") == 100
    assert result.same("voice") == 0
    assert value(one.act, "speaker") is None


def test_the_two_annotations_share_at_least_four_acts_in_five() -> None:
    for path in SECOND:
        result = compare(*both(path.parent, path.name.split(".")[1]))
        assert result.f1() >= 80
