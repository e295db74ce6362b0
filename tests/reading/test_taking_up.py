"""What a sentence takes up from the one before: who is meant or answered, whose words go on."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act, Reading
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def read(text: str, language: Language) -> Reading:
    return RulesReader().read(make_source(text, language))


def acts(text: str, language: Language, kind: str) -> list[Act]:
    return [act for act in read(text, language).acts if act.kind == kind]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru and Chile met in Lima. They agreed on a ceasefire.", "en"),
        ("Peru and Chile met in Lima. There they had agreed on a ceasefire.", "en"),
        ("Peru und Chile trafen sich in Lima. Sie einigten sich auf eine Waffenruhe.", "de"),
        ("Peru und Chile trafen sich in Lima. Dort einigten sie sich auf eine Waffenruhe.", "de"),
    ],
)
def test_they_are_the_subject_of_the_sentence_before(text: str, language: Language) -> None:
    (agreed,) = acts(text, language, "agree")
    assert set(agreed.actors) == {"peru", "chile"}


def test_they_are_not_one_state() -> None:
    text = "Peru rejected the plan. They agreed on a ceasefire."
    assert all("peru" not in act.actors for act in acts(text, "en", "agree"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru, Chile and Bolivia met in Lima. The three signed a treaty on Monday.", "en"),
        ("Peru, Chile und Bolivien trafen sich. Die drei unterzeichneten einen Vertrag.", "de"),
    ],
)
def test_the_three_are_the_last_three_named_together(text: str, language: Language) -> None:
    (signed,) = acts(text, language, "sign")
    assert set(signed.actors) == {"peru", "chile", "bolivia"}
    assert {named.actor for named in signed.named} >= {"peru", "chile", "bolivia"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru, Chile and Bolivia met. The three big powers signed a treaty.", "en"),
        ("Peru, Chile und Bolivien trafen sich. Die drei großen Mächte unterzeichneten.", "de"),
    ],
)
def test_three_of_something_else_are_somebody_else(text: str, language: Language) -> None:
    assert all("bolivia" not in act.actors for act in acts(text, language, "sign"))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Peru demanded that Bolivia withdraw. Chile rejected this.", "en", "refuse"),
        ("Peru accused Bolivia of an attack. Chile denied it.", "en", "deny"),
        ("Peru forderte eine Waffenruhe. Chile lehnte das ab.", "de", "refuse"),
        ("Peru schlug einen Fonds vor. Chile stimmte dem zu.", "de", "accept"),
    ],
)
def test_a_bare_answer_is_for_who_spoke_before(text: str, language: Language, kind: str) -> None:
    (answer,) = acts(text, language, kind)
    assert (answer.actors, answer.targets) == (("chile",), ("peru",))
    named = [one for one in answer.named if one.role == "target"]
    assert [text[one.span.start : one.span.end] for one in named] == ["Peru"]


def test_an_answer_of_its_own_words_names_nobody_else() -> None:
    (refusal,) = acts("Peru demanded a ceasefire. Chile rejected sanctions.", "en", "refuse")
    assert refusal.targets == ()
    (alone,) = acts("Peru demanded a ceasefire.\n\nChile rejected this.", "en", "refuse")
    assert alone.targets == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru welcomed the plan: Chile must withdraw its troops.", "en"),
        ("Peru criticised the plan; Chile must withdraw its troops.", "en"),
        ("Peru kritisierte den Plan; Chile müsse seine Truppen abziehen.", "de"),
        ("Peru begrüßte den Plan: Chile müsse seine Truppen abziehen.", "de"),
    ],
)
def test_words_behind_a_mark_are_those_of_the_one_before_it(text: str, language: Language) -> None:
    (demand,) = acts(text, language, "demand")
    assert (demand.actors, demand.speaker, demand.voice) == (("peru",), "peru", "attributed")


def test_what_a_report_tells_behind_a_semicolon_is_its_own() -> None:
    text = "Peru criticised the plan; Chile had signed a treaty on Monday."
    (signed,) = acts(text, "en", "sign")
    assert (signed.voice, signed.speaker) == ("reported", None)


def test_english_would_goes_on_with_what_was_said() -> None:
    text = "Peru said that it would not sign. The troops would not be withdrawn."
    refusals = acts(text, "en", "refuse")
    assert [act.actors for act in refusals] == [("peru",), ("peru",)]
    assert all(act.voice == "attributed" for act in refusals)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru threatened to impose sanctions should Chile break its word.", "en"),
        ("Peru will withdraw its troops, provided Chile keeps the truce.", "en"),
        ("Peru drohte, es werde Sanktionen verhängen, sollte Chile sein Wort brechen.", "de"),
    ],
)
def test_an_inverted_or_provided_case_makes_it_conditional(text: str, language: Language) -> None:
    (act,) = [act for act in read(text, language).acts if "peru" in act.actors]
    assert act.modality == "conditional"
    assert act.condition is not None
    assert act.condition.quote == text[act.condition.start : act.condition.end]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru ordered its army to halt the attacks.", "en"),
        ("Peru wies seine Armee an, die Angriffe einzustellen.", "de"),
    ],
)
def test_an_order_to_ones_own_is_the_deed(text: str, language: Language) -> None:
    (act,) = read(text, language).acts
    assert (act.kind, act.actors) == ("halt", ("peru",))


def test_a_demand_on_another_stays_one() -> None:
    (act,) = read("Peru ordered Chile to halt the attacks.", "en").acts
    assert (act.kind, act.targets) == ("demand", ("chile",))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru and Chile negotiated for a week under Bolivian mediation.", "en"),
        ("Peru und Chile verhandelten eine Woche unter bolivianischer Vermittlung.", "de"),
    ],
)
def test_a_mediator_beside_those_who_talk_mediates(text: str, language: Language) -> None:
    (met,) = acts(text, language, "meet")
    assert set(met.actors) == {"peru", "chile"}
    (mediated,) = acts(text, language, "mediate")
    assert mediated.actors == ("bolivia",)


def test_a_border_with_somebody_is_no_talks_with_him() -> None:
    text = (
        "Peru and Chile negotiated in Lima. Bolivia wants to open its border with Argentina "
        "once the treaty is signed. Both sides renounced force."
    )
    (conceded,) = acts(text, "en", "concede")
    assert set(conceded.actors) == {"peru", "chile"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('Peru met Chile. "Nothing about us without us," Peru said.', "en"),
        ("Peru traf Chile. „Nichts über uns ohne uns“, sagte Peru.", "de"),
    ],
)
def test_direct_words_of_a_party_are_an_act(text: str, language: Language) -> None:
    (said,) = acts(text, language, "state")
    assert (said.actors, said.direct) == (("peru",), True)


def test_keeping_up_a_thing_is_no_statement() -> None:
    text = "Peru met Chile. Peru said that Chile maintained a wartime mentality."
    assert all("chile" not in act.actors for act in acts(text, "en", "state"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When that will be, Peru did not say.", "en"),
        ("Wann das sein wird, sagte Peru nicht.", "de"),
    ],
)
def test_what_was_not_said_is_withheld(text: str, language: Language) -> None:
    assert [act.kind for act in read(text, language).acts] in (["withhold"], ["leave_open"])


def test_what_a_phrase_governs_does_not_sign() -> None:
    text = "Ten years after the war over Bolivia, Peru and Chile signed a treaty."
    (signed,) = acts(text, "en", "sign")
    assert set(signed.actors) == {"peru", "chile"}


def test_persons_of_no_party_act_together() -> None:
    text = "Senators Ann Hill, Tom Wood and Joe Field demanded sanctions against Peru."
    (demand,) = acts(text, "en", "demand")
    assert demand.actors == ("ann_hill", "tom_wood", "joe_field")
    assert demand.speaker == "ann_hill"


def test_a_plural_verb_behind_two_names_needs_no_other() -> None:
    text = "Peru und Chile unterzeichnen in Lima, Bolivien ist nicht dabei."
    (signed,) = acts(text, "de", "sign")
    assert (set(signed.actors), signed.modality) == ({"peru", "chile"}, "happened")


def test_every_party_of_an_act_is_among_the_actors() -> None:
    reading = read("Foreign Minister Sergei Lavrov rejected the plan.", "en")
    known = {actor.id for actor in reading.actors}
    assert known >= {party for act in reading.acts for party in (*act.actors, *act.targets)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bolivia was not invited. Its new president, Ana Luz Vega, rejected the plan.", "en"),
        ("Bolivien war nicht eingeladen. Seine Präsidentin Ana Luz Vega wies den Plan ab.", "de"),
    ],
)
def test_a_possessive_means_the_one_party_before_it(text: str, language: Language) -> None:
    (refusal,) = acts(text, language, "refuse")
    assert (refusal.actors, refusal.speaker) == (("bolivia",), "ana_luz_vega")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Should the talks fail, Peru would mediate again.", "en"),
        ("Sollten die Gespräche scheitern, würde Peru erneut vermitteln.", "de"),
        ("Chile sagte, Peru wäre bereit, Truppen zu schicken, wenn Bolivien zustimmte.", "de"),
    ],
)
def test_what_would_be_done_in_a_case_is_conditional(text: str, language: Language) -> None:
    (act,) = [act for act in read(text, language).acts if act.kind in ("mediate", "offer")]
    assert (act.actors, act.modality) == (("peru",), "conditional")


def test_they_may_open_a_paragraph_but_would_does_not_run_into_it() -> None:
    text = "Peru and Chile met in Lima.\n\nThey agreed on a ceasefire."
    (agreed,) = acts(text, "en", "agree")
    assert set(agreed.actors) == {"peru", "chile"}


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Peru has committed itself to release the prisoners.", "en", "offer"),
        ("Peru hat sich verpflichtet, die Gefangenen freizulassen.", "de", "offer"),
        ("Peru and Chile have committed themselves to a ceasefire.", "en", "agree"),
        ("Peru und Chile haben sich zu einer Waffenruhe verpflichtet.", "de", "agree"),
    ],
)
def test_one_who_binds_himself_promises(text: str, language: Language, kind: str) -> None:
    assert acts(text, language, kind)
    other = "agree" if kind == "offer" else "offer"
    assert not acts(text, language, other)
