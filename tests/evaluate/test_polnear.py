"""PolNeAR articles: standoff places, unions of code points, tokens by their first code point."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gold_files import ARTICLE, STANDOFF, polnear_folder, said

from detente.errors import EvaluationError
from detente.evaluate.attributor import Attributor
from detente.evaluate.polnear import (
    TOKEN,
    evaluate_polnear,
    load_articles,
    places_of,
    tokens_at,
)
from detente.evaluate.result import Match
from detente.evaluate.standoff import read_standoff
from detente.reading.attributions import Attribution, find_attributions
from detente.sources.frozen import Language


def find(
    text: str, language: Language, cues: Sequence[tuple[int, int]] | None = None, **_: object
) -> tuple[Attribution, ...]:
    """Find one attribution that is right and one that is not, each with parts that overlap."""
    assert (text, language, cues) == (ARTICLE, "en", None)
    return (
        said(ARTICLE, ["said"], ["Egypt said"], ["said talks failed."]),
        said(ARTICLE, ["waits"], ["Sudan"], ["Sudan, it"]),
    )


SCRIPTED = Attributor("scripted", "7", find)


def test_the_figures_of_an_article_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    result = evaluate_polnear(polnear_folder(tmp_path), SCRIPTED)
    assert result.sections[0].matches == (
        Match.counted("cue", hit=1, given=2, gold=2),
        Match.counted("content", hit=2, given=5, gold=4),
        Match.counted("source", hit=1, given=2, gold=2),
    )
    assert result.gold.counts == {"articles": 1, "tokens": 12, "attributions": 2}


def test_the_hash_is_that_of_the_list_of_files_read(tmp_path: Path) -> None:
    folder = polnear_folder(tmp_path)
    names = ("attributions/alpha_aaaa.ann", "text/alpha.txt")
    listed = "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    )
    gold, _ = load_articles(folder)
    assert gold.sha256 == hashlib.sha256(listed.encode()).hexdigest()


def test_misses_join_neighboring_words_and_show_what_stands_around(tmp_path: Path) -> None:
    misses = evaluate_polnear(polnear_folder(tmp_path), SCRIPTED, n_misses=20).misses
    assert [miss.what for miss in misses] == [
        "missed cue: added", "wrong cue: waits",
        "wrong content: .", "missed content: Sudan", "wrong content: , it",
        "missed content: waits",
        "wrong source: Sudan", "missed source: it",
    ]  # fmt: skip
    assert misses[0].place == "alpha, 35 to 40"
    assert "Sudan, it added, waits" in misses[0].words


def test_a_reader_that_fails_has_found_nothing(tmp_path: Path) -> None:
    def fail(*args: object, **kwargs: object) -> tuple[Attribution, ...]:
        raise RuntimeError

    result = evaluate_polnear(polnear_folder(tmp_path), Attributor("broken", "1", fail))
    assert result.crashes == 1
    assert [match.given for match in result.sections[0].matches] == [0, 0, 0]


def test_the_rules_find_who_said_what(tmp_path: Path) -> None:
    rules = Attributor("rules", "1", find_attributions)
    result = evaluate_polnear(polnear_folder(tmp_path), rules)
    assert result.crashes == 0
    assert result.sections[0].matches[0].hit >= 1


def test_a_code_point_is_cue_before_source_and_source_before_content() -> None:
    one = Attribution(((2, 4),), ((0, 3),), ((0, 9),), (), "r", 1.0)
    assert places_of("aa bb cccc", [one]) == {
        "Cue": {2, 3},
        "Source": {0, 1},
        "Content": {4, 5, 6, 7, 8},
    }


def test_a_cue_is_taken_with_its_auxiliaries_and_adverbs() -> None:
    text = "He has never publicly denied it"
    one = Attribution(((22, 28),), (), (), (), "r", 1.0)
    assert text[min(places_of(text, [one])["Cue"]) :].startswith("has never")
    assert 2 not in places_of(text, [one])["Cue"]


def test_what_is_reported_inside_the_words_of_another_is_left_out() -> None:
    inner = Attribution(((5, 6),), (), (), (), "r", 1.0)
    outer = Attribution((), (), ((4, 7),), (), "r", 1.0)
    assert places_of("aaaa bbbb", [outer, inner])["Content"] == {4, 5, 6}


TEXTS = st.text(alphabet="ab_é’ .,-\n🙂", max_size=30)
CHARACTERS = st.sets(st.integers(0, 30), max_size=12)


@given(text=TEXTS, characters=CHARACTERS)
def test_tokens_are_those_that_a_slow_twin_finds(text: str, characters: set[int]) -> None:
    slow, at = set(), 0
    while at < len(text):
        end = at + 1
        if text[at].isalnum() or text[at] == "_":
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
        if not text[at].isspace() and at in characters:
            slow.add((at, end))
        at = end
    assert tokens_at(text, characters) == slow
    assert slow <= {token.span() for token in TOKEN.finditer(text)}


def test_places_count_only_where_an_attribution_joins_them() -> None:
    places, n = read_standoff(STANDOFF, ARTICLE, "a")
    assert n == 2
    words = {kind: [ARTICLE[a:b] for a, b in found] for kind, found in places.items()}
    assert words == {
        "Cue": ["said", "added"],
        "Source": ["Egypt", "it"],
        "Content": ["talks failed", "Sudan", "waits"],
    }


def test_several_contents_of_one_attribution_all_count() -> None:
    content = "T1\tContent 0 1\ta\nT2\tContent 2 3\tc\nE1\tAttribution:T1 Content:T1 Content2:T2"
    assert read_standoff(content, "a c", "a")[0]["Content"] == [(0, 1), (2, 3)]


def test_a_quote_that_runs_over_a_line_end_is_one_place() -> None:
    content = "T1\tContent 0 5\tab\n\ncd\r\nE1\tAttribution:T1 Content:T1 \n"
    assert read_standoff(content, "ab\n\ncd", "a") == (
        {"Cue": [], "Source": [], "Content": [(0, 5)]},
        1,
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T1\tCue 5 60\tx", "a: line 1: 5 to 60 is no part of a text of 48 code points"),
        ("T1\tCue 6 6\t", "6 to 6 is no part"),
        ("T1\tCue 0 5\tSudan", "'Sudan' does not stand there, but 'Egypt'"),
        ("E1\tAttribution:T1 Cue:T1", "a: line 1 joins T1, which no line places"),
    ],
)
def test_a_line_that_contradicts_the_text_is_refused(line: str, words: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        read_standoff(line, ARTICLE, "a")
    assert words in str(raised.value)


def without_marks(folder: Path) -> None:
    (folder / "text" / "beta.txt").write_text("Nobody spoke.", "utf-8")


def without_texts(folder: Path) -> None:
    (folder / "text" / "alpha.txt").unlink()


def without_folder(folder: Path) -> None:
    (folder / "text" / "alpha.txt").unlink()
    (folder / "text").rmdir()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (without_marks, "holds no beta_ANNOTATOR.ann"),
        (without_texts, "holds no .txt file"),
        (without_folder, "holds no text; name the folder that holds text and attributions"),
    ],
)
def test_a_folder_of_another_form_is_refused(
    tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    folder = polnear_folder(tmp_path / "data")
    harm(folder)
    with pytest.raises(EvaluationError) as raised:
        load_articles(folder)
    assert words in str(raised.value)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", "utf-8")
    with pytest.raises(EvaluationError, match="is no folder"):
        load_articles(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("behind", "taken"),
    [
        (": no", ":"), (" Friday that", " Friday"), (" on Monday.", " on Monday"),
        (" about it", " about"), (" of it", " of"), (" in an interview that", " in an interview"),
        (" offers", ""), (" to her", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_cue_is_taken_with_a_day_or_a_colon_right_behind_it(behind: str, taken: str) -> None:
    one = Attribution(((3, 7),), (), (), (), "r", 1.0)
    text = "He said" + behind
    assert places_of(text, [one])["Cue"] == set(range(3, 7 + len(taken)))
