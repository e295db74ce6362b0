"""What parties, issues, options and conditions are called."""

import pytest
from tests.brief.fixture import case, record

from detente.brief.messages import Messages
from detente.brief.names import Names
from detente.sources.frozen import Label


def names(language="en", given=None):
    return Names(record(), given or case(), Messages(language))


def renamed(**new: str):
    parties = {
        party: entry.model_copy(update={"name": Label(de=new[party], en=new[party])})
        if party in new
        else entry
        for party, entry in case().parties.items()
    }
    return case().model_copy(update={"parties": parties})


def test_the_name_of_the_case_wins_over_that_of_the_sources():
    assert names(given=renamed(norland="Northland")).actor("norland") == "Northland"


def test_an_actor_that_only_the_sources_name_keeps_its_name():
    assert names().actor("ada_lind") == "Ada Lind"


def test_an_unknown_id_is_shown_as_words():
    assert names().actor("port_selm") == "port selm"
    assert names().issue("fish_quota") == "fish quota"
    assert names().option("fish_quota=ten_tons") == "ten tons"


def test_parties_stand_in_the_order_of_their_names_and_each_once():
    shown = names(given=renamed(norland="Ünland", league="Atoll"))
    assert shown.in_order(["westania", "norland", "league", "norland", "sudria"]) == [
        "league", "sudria", "norland", "westania",
    ]  # fmt: skip


def test_several_parties_take_a_plural_verb():
    assert names().subject(["sudria", "norland"]).nom == "Norland and Sudria"
    assert names().subject(["sudria", "norland"]).number == 2
    assert names().subject(["sudria"]).number == 1


def test_articles_follow_the_name_and_not_the_id():
    shown = names("de", renamed(norland="Ukraine", sudria="USA"))
    assert shown.subject(["norland"]).cap == "Die Ukraine"
    assert shown.subject(["norland", "sudria"]).nom == "die Ukraine und die USA"
    assert shown.subject(["sudria"]).number == 2
    assert shown.actors(["norland", "sudria"]) == "Ukraine und USA"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("mission = league", "mission in the harbor: League mission"),
        ("mission in (league, foreign)", "mission in the harbor: League mission or foreign troops"),
        ("mission >= league", "mission in the harbor: League mission or foreign troops"),
        ("mission != league", "mission in the harbor: no mission or foreign troops"),
        ("not mission = league", "mission in the harbor: no mission or foreign troops"),
        (
            "blockade = kept and passage = closed",
            "customs blockade: stays together with passage: closed",
        ),
        ("not (blockade = kept or passage = closed)",
         "not (customs blockade: stays or else passage: closed)"),
        ("water = all", "water = all"),
        ("this is no statement", "this is no statement"),
        ("mission = unknown", "mission = unknown"),
    ],
)  # fmt: skip
def test_a_condition_is_put_into_words(statement, words):
    assert names().condition(statement) == words


def test_a_red_line_says_never():
    assert names().never("mission = league") == "on “mission in the harbor” never League mission"
    assert names("de").never("mission = league") == "bei „Mission im Hafen“ nie Mission der Liga"
    assert names().never("nonsense (") == "never (nonsense ()"
    both = names().never("blockade = kept and passage = closed")
    assert both == "never (customs blockade: stays together with passage: closed)"
