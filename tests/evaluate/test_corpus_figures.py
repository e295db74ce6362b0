"""A corpus: acts matched by kind and cue, what is right of them, German beside English."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import make_act, make_source
from tests.gold_files import REPORT_DE, corpus_folder, corpus_reader

from detente.errors import EvaluationError
from detente.evaluate.corpus import evaluate_corpus
from detente.evaluate.gold_acts import cue_places, texts_of
from detente.evaluate.matching import GoldAct, compare, same
from detente.evaluate.result import Evaluation, Match, Section

TEXT = "Oslo forderte und forderte, Kairo wollte nicht zahlen."
SOURCE = make_source(TEXT, "de")


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    return evaluate_corpus(corpus_folder(tmp_path / "corpus"), corpus_reader(), n_misses=9)


def section(result: Evaluation, name: str) -> Section:
    return next(section for section in result.sections if section.name == name)


def shares(section: Section) -> dict[str, tuple[int, int]]:
    return {share.name: (share.hit, share.of) for share in section.shares}


def test_acts_found_and_strictly_right_are_those_worked_out_by_hand(result: Evaluation) -> None:
    expected = {"de": (1, 2, 2, 1), "en": (2, 2, 2, 1), "all": (3, 4, 4, 2)}
    for name, (hit, given, gold, strict) in expected.items():
        assert section(result, name).matches == (
            Match.counted("act", hit, given, gold),
            Match.counted("strict", strict, given, gold),
        )


def test_fields_are_counted_over_the_acts_hit(result: Evaluation) -> None:
    assert shares(section(result, "de")) == {
        "actors": (1, 1), "targets": (1, 1), "speaker": (0, 1), "modality": (1, 1),
        "voice": (1, 1), "issues": (0, 1),
    }  # fmt: skip
    assert shares(section(result, "en")) == {
        "actors": (1, 2), "targets": (2, 2), "speaker": (2, 2), "modality": (2, 2),
        "voice": (2, 2), "issues": (2, 2),
    }  # fmt: skip


def test_german_minus_english_is_given_in_points(result: Evaluation) -> None:
    points = {one.name: one.points for one in result.differences}
    assert points["act f1"] == -50
    assert points["strict f1"] == 0
    assert points["actors"] == 50
    assert points["issues"] == -100


def test_styles_have_figures_of_their_own(result: Evaluation) -> None:
    names = [section.name for section in result.sections]
    assert names == ["all", "de", "en", "agency", "agency, de", "agency, en"]
    assert section(result, "agency").matches == section(result, "all").matches


def test_the_data_is_named_with_its_counts_and_half(result: Evaluation) -> None:
    assert result.gold.counts == {"reports": 2, "acts": 4, "optional": 2}
    assert result.settings == {"half": "development"}


def test_misses_tell_missed_wrong_and_differing_acts(result: Evaluation) -> None:
    assert [(miss.place, miss.what) for miss in result.misses] == [
        ("lake-talks.de", "missed refuse [lehnte … ab]"),
        ("lake-talks.de", "wrong deny [lehnte]"),
        ("lake-talks.de", "demand: speaker –, not norway; issues –, not ceasefire"),
        ("lake-talks.en", "demand: actors egypt, not norway"),
    ]
    assert result.misses[0].words == "Kairo lehnte das ab"


def test_halves_are_those_of_the_split(tmp_path: Path) -> None:
    folder = corpus_folder(tmp_path)
    assert [str(text) for text in texts_of(folder, "kept")] == ["hill-talks.de", "hill-talks.en"]
    assert [str(text) for text in texts_of(folder, "all")] == [
        "lake-talks.de", "lake-talks.en", "hill-talks.de", "hill-talks.en",
    ]  # fmt: skip
    kept = evaluate_corpus(folder, corpus_reader(), half="kept", n_misses=1)
    assert kept.misses[0].place == "hill-talks.de"


def test_a_reader_that_fails_has_found_nothing(tmp_path: Path) -> None:
    reader = corpus_reader()
    only_german = type(reader)({REPORT_DE: reader.acts[REPORT_DE]})
    result = evaluate_corpus(corpus_folder(tmp_path), only_german, n_misses=9)
    assert result.crashes == 1
    assert section(result, "en").matches[0].recall == 0
    assert any(miss.what.startswith("crash: KeyError") for miss in result.misses)


def gold(kind: str, *cue: str, quote: str = TEXT, **fields: object) -> GoldAct:
    return {"quote": quote, "cue": list(cue), "kind": kind, **fields}


def test_an_act_is_matched_only_where_the_kind_is_the_same_and_cues_share_words() -> None:
    acts = [
        make_act(SOURCE, "demand", TEXT, cue="forderte"),
        make_act(SOURCE, "refuse", TEXT, cue="wollte"),
    ]
    marked = [gold("demand", "zahlen"), gold("deny", "wollte"), gold("refuse", "wollte", "nicht")]
    found = compare(acts, marked, TEXT)
    assert found.pairs == ((acts[1], marked[2]),)
    assert found.wrong == (acts[0],)
    assert found.missed == (marked[0], marked[1])


def test_an_act_is_matched_once_by_the_one_that_shares_most_of_the_cue() -> None:
    wide = make_act(SOURCE, "refuse", TEXT, cue=("wollte", "nicht", "zahlen"))
    narrow = make_act(SOURCE, "refuse", TEXT, cue="nicht")
    marked = [gold("refuse", "nicht")]
    found = compare([wide, narrow], marked, TEXT)
    assert found.pairs == ((narrow, marked[0]),)
    assert found.wrong == (wide,)


def test_an_optional_act_counts_neither_way_and_takes_no_act_from_another() -> None:
    act = make_act(SOURCE, "refuse", TEXT, cue="nicht")
    optional = gold("refuse", "nicht", optional=True)
    alone = compare([act], [optional], TEXT)
    assert (alone.pairs, alone.wrong, alone.missed) == ((), (), ())
    assert compare([], [optional], TEXT).missed == ()
    wanted = gold("refuse", "wollte", "nicht")
    assert compare([act], [optional, wanted], TEXT).pairs == ((act, wanted),)


def test_the_order_of_ids_makes_no_difference_and_no_speaker_is_right_where_none_is_marked() -> (
    None
):
    act = make_act(SOURCE, "meet", TEXT, cue="Oslo", actors=("norway", "egypt"))
    marked = gold("meet", "Oslo", actors=["egypt", "norway"], issues=["borders"])
    assert same(act, marked, "actors")
    assert same(act, marked, "speaker")
    assert not same(act, marked, "issues")


def test_a_cue_is_found_in_its_quote_at_the_place_the_quote_stands() -> None:
    twice = "Oslo schwieg. Oslo schwieg lange."
    act = {"quote": "Oslo schwieg", "cue": ["schwieg"], "occurrence": 2}
    ((start, end),) = cue_places(act, twice)
    assert (start, twice[start:end]) == (19, "schwieg")


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return harm


GOLD = "lake-talks/gold.de.toml"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (change("split.toml", "development", "dev"), "names no process as development"),
        (change("split.toml", "lake-talks", "sea-talks"), "gold.de.toml does not exist"),
        (change(GOLD, "style = ", "style "), "gold.de.toml is not TOML"),
        (change(GOLD, 'style = "agency"', ""), "style is None"),
        (change(GOLD, "2024-05-06", '"May"'), "published is 'May'"),
        (change(GOLD, "lehnte das ab", "lehnte dies ab"), "act 2: 'Kairo lehnte dies ab' stands 0"),
        (change(GOLD, '"lehnte", "ab"', '"ab", "lehnte"'), "act 2: no 'lehnte' from"),
        (change(GOLD, '"refuse"', '"reject"'), "act 2 has the kind 'reject'"),
        (change(GOLD, "targets = []\n", ""), "act 1 has no targets"),
    ],
)
def test_gold_that_cannot_be_scored_is_refused_with_its_place(
    tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    folder = corpus_folder(tmp_path)
    harm(folder)
    with pytest.raises(EvaluationError) as raised:
        texts_of(folder, "development")
    assert words in str(raised.value)


def test_a_folder_without_a_split_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"holds no split\.toml"):
        texts_of(tmp_path, "all")
