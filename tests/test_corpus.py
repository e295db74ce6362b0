"""The corpus marked by hand: its words stand in its texts, its ids exist, its languages agree."""

from collections import Counter
from datetime import date
from functools import cache
from typing import get_args

import pytest
from tests.gold import FOLDER, PROCESSES, gold_text, texts

from detente.evaluate.gold_acts import GoldText, cue_spans, quote_start, starts_of, toml_of
from detente.reading.act import Kind, Modality, Stance, Voice
from detente.reading.actor_table import actor_table
from detente.reading.issues import catalogue
from detente.sources.frozen import LANGUAGES

STYLES = {"agency", "feature", "communique", "interview", "commentary", "analysis"}
NEEDED = {
    "quote", "cue", "kind", "actors", "targets", "issues", "options", "modality", "voice",
    "ascribed", "same_as",
}  # fmt: skip
ALLOWED = NEEDED | {"speaker", "stance", "occurrence", "optional", "unpaired"}
EQUAL = ("kind", "actors", "targets", "modality", "voice")
ALWAYS = {
    "refuse": "refused", "deny": "denied", "leave_open": "left_open", "withhold": "left_open",
    "ask": "hypothetical",
}  # fmt: skip
# Twins that differ on purpose: "process/same_as": why. At present the languages agree throughout.
DIFFERENT_ON_PURPOSE: dict[str, str] = {}

EACH_TEXT = pytest.mark.parametrize("gold", texts(), ids=str)
EACH_PROCESS = pytest.mark.parametrize("process", PROCESSES)


@cache
def known_actors() -> frozenset[str]:
    table = actor_table()
    return frozenset([*table.rows, *table.persons, *table.groups])


@cache
def known_options() -> dict[str, set[str]]:
    return {key: set(issue.options) for key, issue in catalogue().issues.items()}


def twins(process: str) -> tuple[dict[str, dict[str, object]], ...]:
    return tuple(
        {act["same_as"]: act for act in gold_text(process, language).acts if "unpaired" not in act}
        for language in LANGUAGES
    )


def test_every_folder_belongs_to_one_half() -> None:
    halves = toml_of(FOLDER / "split.toml")
    assert set(halves) == {"development", "kept"}
    assert sorted([*halves["development"], *halves["kept"]]) == list(PROCESSES)


@EACH_PROCESS
def test_a_process_has_a_report_and_acts_in_both_languages(process: str) -> None:
    names = {path.name for path in (FOLDER / process).iterdir()}
    assert {f"{kind}.{language}.{end}" for language in LANGUAGES
            for kind, end in (("report", "txt"), ("gold", "toml"))} <= names  # fmt: skip


@EACH_TEXT
def test_a_gold_file_says_what_its_report_is(gold: GoldText) -> None:
    assert gold.head["language"] == gold.language
    assert gold.head["style"] in STYLES
    assert isinstance(gold.published, date)
    assert gold.head["title"].split()[0].casefold() in gold.text.casefold()


@EACH_TEXT
def test_reports_have_the_length_of_reports(gold: GoldText) -> None:
    assert 250 <= len(gold.text.split()) <= 450


@EACH_TEXT
def test_acts_have_the_fields_of_the_guideline_and_no_others(gold: GoldText) -> None:
    for act in gold.acts:
        assert set(act) >= NEEDED, act["quote"]
        assert set(act) <= ALLOWED, act["quote"]


@EACH_TEXT
def test_every_quote_stands_in_its_text_once_or_says_where(gold: GoldText) -> None:
    for act in gold.acts:
        starts = starts_of(act["quote"], gold.text)
        if "occurrence" in act:
            assert len(starts) > 1, act["quote"]
            assert 1 <= act["occurrence"] <= len(starts), act["quote"]
        else:
            assert len(starts) == 1, act["quote"]


@EACH_TEXT
def test_every_cue_stands_in_its_quote_as_whole_words_in_order(gold: GoldText) -> None:
    for act in gold.acts:
        assert act["cue"], act["quote"]
        assert len(cue_spans(act)) == len(act["cue"])


@EACH_TEXT
def test_acts_follow_the_text_and_no_cue_is_marked_twice_for_one_kind(gold: GoldText) -> None:
    starts = [quote_start(act, gold.text) for act in gold.acts]
    assert starts == sorted(starts)
    cues = Counter(
        (act["kind"], *(start + begin for begin, _ in cue_spans(act)))
        for start, act in zip(starts, gold.acts, strict=True)
    )
    assert [cue for cue, times in cues.items() if times > 1] == []


@EACH_TEXT
def test_every_word_of_the_vocabulary_is_one(gold: GoldText) -> None:
    for act in gold.acts:
        assert act["kind"] in get_args(Kind), act["quote"]
        assert act["modality"] in get_args(Modality), act["quote"]
        assert act["voice"] in get_args(Voice), act["quote"]
        assert act.get("stance") in (None, *get_args(Stance)), act["quote"]


@EACH_TEXT
def test_issues_and_options_are_those_of_the_catalogue(gold: GoldText) -> None:
    for act in gold.acts:
        assert set(act["issues"]) <= set(known_options()), act["quote"]
        for option in act["options"]:
            issue, _, value = option.partition("=")
            assert issue in act["issues"], option
            assert value in known_options()[issue], option


@EACH_TEXT
def test_actors_are_in_the_tables_or_introduced_by_the_text(gold: GoldText) -> None:
    introduced = set(gold.head.get("introduced", ()))
    used = {
        actor
        for act in gold.acts
        for actor in (*act["actors"], *act["targets"], *filter(None, [act.get("speaker")]))
    }
    assert used - known_actors() <= introduced <= used
    for act in gold.acts:
        both = set(act["actors"]) & set(act["targets"])
        assert not both or both == set(act["actors"]) == set(act["targets"]), act["quote"]
        assert len(set(act["actors"])) == len(act["actors"]), act["quote"]


@EACH_TEXT
def test_parties_act_not_those_who_speak_for_them(gold: GoldText) -> None:
    table = actor_table()
    for act in gold.acts:
        for actor in act["actors"]:
            if actor in table.persons:
                tenure = table.persons[actor].tenure_at(gold.published)
                assert tenure is None, f"{actor} speaks for {tenure}: {act['quote']}"


@EACH_TEXT
def test_kinds_that_say_their_modality_have_it(gold: GoldText) -> None:
    for act in gold.acts:
        assert act["modality"] == ALWAYS.get(act["kind"], act["modality"]), act["quote"]


@EACH_TEXT
def test_words_of_others_have_a_speaker_and_the_report_has_none(gold: GoldText) -> None:
    for act in gold.acts:
        if act["voice"] in ("attributed", "critic"):
            assert act.get("speaker"), act["quote"]
        if act["voice"] == "author":
            assert "speaker" not in act, act["quote"]


@EACH_TEXT
def test_a_claim_is_never_told_as_a_fact(gold: GoldText) -> None:
    claims = [act for act in gold.acts if act["kind"] in ("state", "assess", "ask")]
    assert [act["quote"] for act in claims if act["voice"] == "reported"] == []


@EACH_TEXT
def test_author_and_critic_act_only_where_they_ascribe_a_position(gold: GoldText) -> None:
    for act in gold.acts:
        if act["voice"] in ("author", "critic"):
            assert bool(act["actors"]) == act["ascribed"], act["quote"]
        if act["ascribed"]:
            assert act["voice"] != "reported", act["quote"]


@EACH_PROCESS
def test_an_act_of_one_language_has_its_twin_in_the_other(process: str) -> None:
    german, english = twins(process)
    assert set(german) == set(english)
    for language in LANGUAGES:
        acts = gold_text(process, language).acts
        assert len({act["same_as"] for act in acts}) == len(acts)


@EACH_PROCESS
def test_twins_say_the_same(process: str) -> None:
    german, english = twins(process)
    different = {
        f"{process}/{same}"
        for same in set(german) & set(english)
        if any(german[same][field] != english[same][field] for field in EQUAL)
    }
    assert different == {name for name in DIFFERENT_ON_PURPOSE if name.startswith(f"{process}/")}


@EACH_TEXT
def test_an_act_without_a_twin_says_why(gold: GoldText) -> None:
    for act in gold.acts:
        assert len(act.get("unpaired", "a reason of some words").split()) > 2, act["quote"]


def test_no_report_is_a_copy_of_another() -> None:
    assert len({gold.text for gold in texts()}) == len(texts())
