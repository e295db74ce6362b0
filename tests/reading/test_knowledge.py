"""A knowledge file: actors, persons, issues and words an analyst adds without touching code."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_source

from detente import pipeline
from detente.errors import KnowledgeError
from detente.reading.act import Act, Reading
from detente.reading.actor_table import actor_table
from detente.reading.issues import catalogue
from detente.reading.knowledge_file import load_knowledge
from detente.reading.tables import cached, current_tables, using
from detente.sources.frozen import Language

KNOWLEDGE = """\
[actors.river_front]
type = "armed_group"
name = { de = "Flussfront", en = "River Front" }
article_de = "die"
home = "sudan"
aliases = ["RFX"]

[actors.colombia]
aliases = ["Casa de Nariño"]

[[persons]]
name = "Tariq Adlan"
sex = "m"
party = "river_front"
office = "leader"
from = "2021-04"
to = "2024"
short = ["Adlan"]

[issues.river_tolls]
name = { de = "Flusszölle", en = "River tolls" }
words.de = ["*flusszoll*", "*flusszölle*"]
words.en = ["river toll*"]

[issues.river_tolls.options.kept]
name = { de = "beibehalten", en = "kept" }
at = 0
near.de = ["beibehalten"]
near.en = ["keep|keeping"]

[issues.river_tolls.options.halved]
name = { de = "halbiert", en = "halved" }
at = 50
near.de = ["halbe|halben|halbierte*"]
near.en = ["half|halved"]

[[words]]
kind = "accept"
stance = "for"
verbs.de = ["ab+nicken"]
verbs.en = ["greenlight"]
forms = { greenlit = "greenlight" }
"""
REPORTS: dict[Language, str] = {
    "de": (
        "Die Flussfront nickte am Montag die halbierten Flusszölle ab. "
        "Adlan forderte von Ägypten eine Waffenruhe."
    ),
    "en": (
        "The River Front greenlit the halved river tolls on Monday. "
        "Adlan demanded a ceasefire from Egypt."
    ),
}
DAY = date(2024, 5, 6)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "knowledge.toml"
    path.write_text(KNOWLEDGE, encoding="utf-8")
    return path


def read(language: Language, text: str | None = None) -> Reading:
    return pipeline.read(make_source(text or REPORTS[language], language, published=DAY))


def kinds(reading: Reading) -> list[str]:
    return [act.kind for act in reading.acts]


def act(reading: Reading, kind: str) -> Act:
    return next(act for act in reading.acts if act.kind == kind)


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_added_armed_group_acts_under_its_name_and_alias(language: Language, file: Path) -> None:
    report = {"de": "RFX forderte von Ägypten Geld.", "en": "RFX demanded money from Egypt."}
    assert all("river_front" not in found.actors for found in read(language, report[language]).acts)
    with pipeline.know(file):
        assert act(read(language), "demand").actors == ("river_front",)
        assert act(read(language, report[language]), "demand").actors == ("river_front",)


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_added_leader_speaks_for_the_group_in_the_months_of_office(
    language: Language, file: Path
) -> None:
    assert act(read(language), "demand").speaker != "tariq_adlan"
    with pipeline.know(file):
        demand = act(read(language), "demand")
        assert (demand.speaker, demand.actors) == ("tariq_adlan", ("river_front",))
        leader = actor_table().persons["tariq_adlan"]
        assert leader.tenure_at(date(2021, 4, 1)) is not None
        assert leader.tenure_at(date(2021, 3, 31)) is None
        assert leader.tenure_at(date(2024, 12, 31)) is not None
        assert leader.tenure_at(date(2025, 1, 1)) is None


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_added_issue_is_found_with_its_options_in_order(language: Language, file: Path) -> None:
    assert all("river_tolls" not in found.issues for found in read(language).acts)
    with pipeline.know(file):
        accepted = act(read(language), "accept")
        assert "river_tolls" in accepted.issues
        assert accepted.options == ("river_tolls=halved",)
        assert list(catalogue().issues["river_tolls"].options) == ["kept", "halved"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_added_verb_makes_an_act_of_its_kind(language: Language, file: Path) -> None:
    assert "accept" not in kinds(read(language))
    with pipeline.know(file):
        accepted = act(read(language), "accept")
        assert accepted.stance == "for"
        assert accepted.rule in ("de.accept.abnicken", "en.accept.greenlight")


def test_a_known_actor_gets_more_names(file: Path) -> None:
    text = "The Casa de Nariño demanded a ceasefire."
    with pipeline.know(file):
        assert act(read("en", text), "demand").actors == ("colombia",)


def test_a_reading_says_what_it_was_made_with(file: Path) -> None:
    with pipeline.know(file):
        reading = read("en")
    assert reading.reader_version.endswith(f"+knowledge.{load_knowledge(file).sha256[:12]}")
    assert {found.reader_version for found in reading.acts} == {reading.reader_version}
    assert "knowledge" not in read("en").reader_version


def test_two_knowledge_files_in_one_process_do_not_mix(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(KNOWLEDGE.replace('"accept"', '"refuse"'), encoding="utf-8")
    one, two = load_knowledge(file), load_knowledge(other)
    plain = read("en")
    with using(one):
        first = kinds(read("en"))
        with using(two):
            second = kinds(read("en"))
        assert kinds(read("en")) == first
    assert ("accept" in first, "refuse" in second) == (True, True)
    assert "accept" not in second
    assert read("en") == plain
    assert current_tables().sha256 == ""


def test_what_is_made_of_tables_is_made_once_for_each_set(file: Path) -> None:
    calls = []

    @cached
    def made(word: str) -> str:
        calls.append(word)
        return f"{word} {current_tables().sha256[:4]}"

    tables = load_knowledge(file)
    plain = [made("a"), made("a")]
    with using(tables):
        added = [made("a"), made("a")]
    assert calls == ["a", "a"]
    assert plain == ["a ", "a "]
    assert added == [f"a {tables.sha256[:4]}"] * 2


FAULTS = [
    ('home = "sudan"', 'home = "soudan"', "5: actors.river_front.home", "no actor 'soudan'"),
    ('aliases = ["RFX"]', 'aliases = ["Hamas"]', "6: actors.river_front.aliases", "names hamas"),
    ('type = "armed_group"', 'type = "army"', "2: actors.river_front.type", "use one of"),
    ('type = "armed_group"', "", "1: actors.river_front.type", "is missing"),
    ("[actors.colombia]", "[actors.columbia]", "8: actors.columbia.type", "correct the id"),
    ('office = "leader"', 'office = "boss"', "15: persons.0.office", "use one of president"),
    ('party = "river_front"', 'party = "river"', "14: persons.0.party", "no actor 'river'"),
    ('to = "2024"', 'to = "2020"', "17: persons.0.to", "lies before"),
    ('from = "2021-04"', 'from = "April"', "16: persons.0.from", "right form"),
    ('"river toll*"', '"river .."', "23: issues.river_tolls.words.en", "end with a word"),
    ("at = 0", "at = 90", "25: issues.river_tolls.options", "not in order"),
    ('kind = "accept"', 'kind = "nod"', "38: words.0.kind", "use one of 'meet'"),
    ('"ab+nicken"', '"ab++nicken"', "40: words.0.verbs.de", "'+' joins"),
    ('verbs.en = ["greenlight"]', 'verb.en = ["x"]', "41: words.0.verb", "check its spelling"),
]


@pytest.mark.parametrize(("right", "wrong", "place", "said"), FAULTS)
def test_a_fault_is_named_with_line_key_and_advice(
    right: str, wrong: str, place: str, said: str, file: Path
) -> None:
    file.write_text(KNOWLEDGE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(file)
    assert f"{file}:{place}" in str(caught.value)
    assert said in str(caught.value)


def test_all_faults_come_at_once_in_the_order_of_the_file(file: Path) -> None:
    text = KNOWLEDGE
    for right, wrong, place, _ in FAULTS:
        if place.endswith((".home", ".aliases", ".office", ".de")):
            text = text.replace(right, wrong, 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(file)
    lines = [int(line.split(":")[1]) for line in str(caught.value).splitlines()]
    assert lines == [5, 6, 15, 40]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[actors", "is not TOML"), (b"# \xff", "is not UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_is_no_knowledge_file_is_refused(
    data: bytes | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "knowledge.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(KnowledgeError, match=said):
        load_knowledge(file)


def test_words_without_any_word_are_refused(file: Path) -> None:
    file.write_text('[[words]]\nkind = "accept"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"words\.0: has no words; add verbs"):
        load_knowledge(file)


def test_an_empty_file_changes_no_act(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    plain = read("en")
    with pipeline.know(file):
        assert kinds(read("en")) == kinds(plain)
