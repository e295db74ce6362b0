"""Who acts on whom: word order, case, number, what is understood; the same in both languages."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language

Sides = tuple[tuple[str, ...], tuple[str, ...]]


def acts(text: str, language: Language, kind: str) -> list[Act]:
    reading = RulesReader().read(make_source(text, language))
    return [act for act in reading.acts if act.kind == kind]


def sides(text: str, language: Language, kind: str) -> list[Sides]:
    return [(act.actors, act.targets) for act in acts(text, language, kind)]


BOTH: dict[str, tuple[str, str, str, Sides]] = {
    "the second verb has the subject of the first": (
        "Peru lobte den Plan und gab Chile die Schuld am Scheitern.",
        "Peru praised the plan and blamed Chile for the failure.",
        "blame", (("peru",), ("chile",)),
    ),
    "a list with articles inside is one subject": (
        "Peru, Chile, der Sudan und die Türkei kritisierten Island.",
        "Peru, Chile, Sudan and Turkey criticised Iceland.",
        "criticise", (("peru", "chile", "sudan", "turkey"), ("iceland",)),
    ),
    "those who do likewise are named behind": (
        "Peru lehnte den Plan ab, ebenso Chile und der Irak.",
        "Peru rejected the plan, as did Chile and Iraq.",
        "refuse", (("peru", "chile", "iraq"), ()),
    ),
    "the doer of a passive stands behind it": (
        "Peru wurde von Chile kritisiert.",
        "Peru was criticised by Chile.",
        "criticise", (("chile",), ("peru",)),
    ),
    "a relative pronoun stands for the noun before it": (
        "Peru, das Chile kritisierte, blieb im Saal.",
        "Peru, which criticised Chile, stayed in the room.",
        "criticise", (("peru",), ("chile",)),
    ),
    "the relative clause may have a subject of its own": (
        "Der Plan, den Peru ablehnte, war alt.",
        "The plan which Peru rejected was old.",
        "refuse", (("peru",), ()),
    ),
    "another noun is the subject": (
        "Der Bericht kritisierte Chile.",
        "The report criticised Chile.",
        "criticise", ((), ("chile",)),
    ),
    "an official in a capital speaks for its government": (
        "In Kairo bestritt ein Beamter, dass Peru eingeladen sei.",
        "In Cairo, an official denied that Peru was invited.",
        "deny", (("egypt",), ("peru",)),
    ),
    "both heads of delegations meet": (
        "Delegationen unter der Leitung von Sergej Lawrow und Marco Rubio trafen sich in Genf.",
        "Delegations led by Sergey Lavrov and Marco Rubio met in Geneva.",
        "meet", (("russia", "usa"), ()),
    ),
    "not being invited": (
        "Israel war nicht eingeladen.",
        "Israel was not invited.",
        "leave_out", ((), ("israel",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("german", "english", "kind", "expected"), BOTH.values(), ids=BOTH.keys())
def test_both_languages_tell_the_same_sides(
    german: str, english: str, kind: str, expected: Sides
) -> None:
    assert sides(german, "de", kind) == [expected]
    assert sides(english, "en", kind) == [expected]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Der Sudan kritisierte die Gespräche.", "criticise", (("sudan",), ())),
        ("Der Iran bestand auf der Aufhebung der Sanktionen.", "demand", (("iran",), ())),
        ("Daraufhin sagte der Iran das Treffen ab.", "cancel", (("iran",), ())),
        ("Den Vorschlag lehnte die Türkei ab.", "refuse", (("turkey",), ())),
        ("Dem Iran warf die Türkei Betrug vor.", "blame", (("turkey",), ("iran",))),
        ("Die USA kritisierte Chile scharf.", "criticise", (("chile",), ("usa",))),
        ("Gestern kritisierte er Chile.", "criticise", ((), ("chile",))),
        ("Die Forderung des Irak wies Chile zurück.", "refuse", (("chile",), ("iraq",))),
        ("Zum Erstaunen aller haben Peru und Chile den Vertrag unterzeichnet.", "sign",
         (("peru", "chile"), ())),
    ],
)  # fmt: skip
def test_german_case_and_number_tell_the_subject(text: str, kind: str, expected: Sides) -> None:
    assert sides(text, "de", kind) == [expected]


def test_two_clauses_do_not_share_their_actors() -> None:
    text = "Cuba hosts the talks, and Norway mediates."
    assert sides(text, "en", "host") == [(("cuba",), ())]
    assert sides(text, "en", "mediate") == [(("norway",), ())]


def test_a_present_tense_verb_takes_the_subject_before_it() -> None:
    text = "Turkey accuses Iran of delay and rejects its plan."
    assert sides(text, "en", "refuse") == [(("turkey",), ())]


def test_the_main_clause_resumes_behind_a_relative_clause() -> None:
    text = "The men who had spent years in the mountains would need land, Peru warned."
    assert sides(text, "en", "warn")[0][0] == ("peru",)


def test_it_takes_up_the_party_of_the_sentence_before() -> None:
    assert sides("Peru left the room. It also rejected the plan.", "en", "refuse") == [
        (("peru",), ())
    ]
    german = "Der Iran verließ den Saal. Er lehnte auch den Plan ab."
    assert sides(german, "de", "refuse") == [(("iran",), ())]


def test_it_stands_for_nobody_where_it_is_late() -> None:
    text = "Peru left the room. It is clear that the plan was rejected."
    assert all("peru" not in act.actors for act in acts(text, "en", "refuse"))


def test_the_one_spoken_to_is_told() -> None:
    (act,) = acts("Peru told Chile that Iran would leave the talks.", "en", "leave")
    assert (act.actors, act.speaker, act.addressees) == (("iran",), "peru", ("chile",))


def test_an_office_that_is_over_stands_for_no_state() -> None:
    text = "The former Finnish president Martti Ahtisaari invited Peru."
    (act,) = acts(text, "en", "invite")
    assert "finland" not in act.actors


def test_the_time_of_what_is_agreed_is_not_the_time_of_agreeing() -> None:
    text = "Peru and Chile agreed on 15 August 2005 to withdraw troops by 31 December 2005."
    (agreed,) = acts(text, "en", "agree")
    assert agreed.time is not None
    assert agreed.time.span is not None
    assert agreed.time.span.quote.endswith("15 August 2005")
    promised = acts("Peru undertakes to hand over arms by 31 December 2005.", "en", "agree")
    assert all(act.time is None for act in promised)


def test_the_time_of_a_relative_clause_stays_in_it() -> None:
    (demand,) = acts("Peru, which has fought since 1976, demanded a ceasefire.", "en", "demand")
    assert demand.time is None
