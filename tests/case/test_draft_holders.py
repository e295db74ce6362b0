"""Who holds an issue: those who do something about it, speak of doing it, or are asked to."""

import pytest
from tests.builders import make_source

from detente.case.draft import draft_case
from detente.case.model import Case
from detente.reading.rules import RulesReader
from detente.record.build import build_record

TALKS = {
    "en": "Peru and Chile met in Lima on Monday to negotiate about sanctions and a ceasefire. ",
    "de": "Peru und Chile trafen sich am Montag in Lima, um über Sanktionen und eine Waffenruhe zu "
    "verhandeln. ",
}


def case_of(text: str, language: str) -> Case:
    source = make_source(TALKS[language] + text, language)  # type: ignore[arg-type]
    return draft_case(build_record([RulesReader().read(source)]))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chile demanded that Peru lift the sanctions."),
        ("en", "Peru imposed sanctions on Chile in March. Chile rejected the sanctions."),
        ("en", "Peru offered to lift the sanctions. Chile demanded a ceasefire."),
        ("de", "Chile forderte Peru auf, die Sanktionen aufzuheben."),
        ("de", "Peru verhängte im März Sanktionen gegen Chile. Chile forderte eine Waffenruhe."),
        ("de", "Peru bot an, die Sanktionen aufzuheben. Chile forderte eine Waffenruhe."),
    ],
)
def test_who_does_it_offers_it_or_is_asked_for_it_holds_it(language: str, text: str) -> None:
    case = case_of(text, language)
    assert case.issues["sanctions"].held_by.keys() == {"peru"}


def test_every_holder_names_the_acts_that_show_it_apart_from_what_raises_the_issue() -> None:
    text = "Chile demanded that Peru lift the sanctions. Chile rejected the sanctions."
    source = make_source(TALKS["en"] + text, "en")
    record = build_record([RulesReader().read(source)])
    issue = draft_case(record).issues["sanctions"]
    demand = next(act for act in record.acts if act.kind == "demand")
    assert issue.held_by["peru"].because == (demand.id,)
    assert set(issue.because) > {demand.id}


def test_a_refusal_alone_holds_nothing_for_it_may_object_to_others() -> None:
    case = case_of("Chile rejected that the sanctions be lifted.", "en")
    assert case.issues["sanctions"].held_by == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru demanded the release of all hostages. Chile rejected that."),
        ("de", "Peru forderte die Freilassung aller Geiseln. Chile lehnte das ab."),
    ],
)
def test_a_demand_without_a_name_is_meant_for_the_other_side_by_a_stated_assumption(
    language: str, text: str
) -> None:
    held_by = case_of(text, language).issues["hostages"].held_by
    assert held_by.keys() == {"chile"}
    assert held_by["chile"].because
    assert held_by["chile"].assume is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru demanded to talk about the prisoners held by Chile."),
        ("de", "Peru forderte Gespräche über die Gefangenen in chilenischer Haft."),
    ],
)
def test_who_is_told_to_have_it_holds_it(language: str, text: str) -> None:
    held_by = case_of(text, language).issues["prisoners"].held_by
    assert held_by.keys() == {"chile"}
    assert held_by["chile"].because


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They also spoke about prisoners. Peru praised the talks about prisoners."),
        ("de", "Sie sprachen auch über Gefangene. Peru lobte die Gespräche über Gefangene."),
    ],
)
def test_of_an_exchange_each_side_is_taken_to_have_its_share(language: str, text: str) -> None:
    issue = case_of(text, language).issues["prisoners"]
    assert issue.held_by.keys() == {"peru", "chile"}
    assert all(hold.assume and not hold.because for hold in issue.held_by.values())
    assert issue.options["all"].leads_to == ("kept", "some")
    assert issue.options["kept"].leads_to == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Brazil, which mediates, announced that it wants to continue consultations. "
            "Brazil offered to speak with both about lifting the sanctions. ",
        ),
        (
            "de",
            "Brasilien, das vermittelt, will seine Konsultationen fortsetzen. "
            "Brasilien bot an, mit beiden über die Aufhebung der Sanktionen zu sprechen. ",
        ),
    ],
)
def test_who_mediates_holds_nothing_by_its_words(language: str, text: str) -> None:
    demand = {"en": "Chile demanded that Peru lift the sanctions.",
              "de": "Chile forderte Peru auf, die Sanktionen aufzuheben."}  # fmt: skip
    case = case_of(text + demand[language], language)
    assert case.issues["sanctions"].held_by.keys() == {"peru"}
    assert all("brazil" not in issue.held_by for issue in case.issues.values())
    assert "diplomatic_relations" not in case.issues


def test_every_holder_of_a_draft_has_acts_or_a_stated_assumption() -> None:
    text = "Chile threatened to end the ceasefire. Peru demanded the release of prisoners."
    for issue in case_of(text, "en").issues.values():
        assert all(hold.because or hold.assume for hold in issue.held_by.values())


def test_what_is_in_force_today_is_a_stated_assumption() -> None:
    case = case_of("Chile demanded that Peru lift the sanctions.", "en")
    assert case.issues["sanctions"].status_quo == "kept"
    assert (
        case.issues["sanctions"].assume == "what is in force today is taken as before any agreement"
    )


def test_what_needs_several_is_held_by_nobody() -> None:
    text = "Chile demanded that Peru recognise the border. Peru offered new borders."
    case = case_of(text + " Peru demanded a ceasefire.", "en")
    if "borders" in case.issues:
        assert case.issues["borders"].held_by == {}


def test_a_ceasefire_can_be_ended_alone_and_not_made_alone() -> None:
    case = case_of("Chile threatened to end the ceasefire. Peru demanded a ceasefire.", "en")
    issue = case.issues["ceasefire"]
    assert issue.held_by
    places = {name: option.at for name, option in issue.options.items()}
    for name, option in issue.options.items():
        assert option.leads_to is not None
        assert all(places[other] < places[name] for other in option.leads_to)  # type: ignore[operator]
    assert "in_force" not in issue.options["none"].leads_to  # type: ignore[operator]
