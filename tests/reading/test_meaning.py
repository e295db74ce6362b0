"""What a cue means beside a "no", a "must" or a speaker: red lines, claims given up, wishes."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts_of(text: str, language: Language) -> list[Act]:
    acts = RulesReader().read(make_source(text, language)).acts
    return [act for act in acts if act.kind not in ("state", "assess", "ask")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Independence is not negotiable under any circumstances, Peru said.", "en"),
        ("Die Unabhängigkeit sei unter keinen Umständen verhandelbar, sagte Peru.", "de"),
        ("The draft was unacceptable, Peru said.", "en"),
        ("Der Entwurf sei unannehmbar, teilte Peru mit.", "de"),
        ("Peru said that it would never sit down with Chile.", "en"),
        ("Peru erklärte, dass es niemals mit Chile verhandeln werde.", "de"),
        ("Independence was out of the question, Peru said.", "en"),
        ("Die Unabhängigkeit komme nicht infrage, sagte Peru.", "de"),
    ],
)
def test_a_red_line_is_a_categorical_refusal_by_the_speaker(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.actors, act.force, act.modality) == (
        "refuse", ("peru",), "categorical", "refused",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru has given up its demand for independence.", "en"),
        ("Peru hat seine Forderung nach Unabhängigkeit aufgegeben.", "de"),
        ("Peru put independence aside.", "en"),
        ("Peru hat die Unabhängigkeit beiseitegelegt.", "de"),
        ("Peru renounced independence.", "en"),
        ("Peru verzichtete auf die Unabhängigkeit.", "de"),
    ],
)
def test_what_is_given_up_is_held_no_longer(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.actors, act.stance) == ("concede", ("peru",), "against")
    assert act.options == ("status=independence",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru did not give up the goal of independence.", "en"),
        ("Peru hat das Ziel der Unabhängigkeit nicht aufgegeben.", "de"),
    ],
)
def test_what_is_not_given_up_is_still_demanded(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.stance, act.force) == ("demand", "for", "strong")


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Peru wants foreign troops to leave Chile.", "en", "demand"),
        ("Peru will, dass fremde Truppen Chile verlassen.", "de", "demand"),
        ("Peru declined to comment on the talks.", "en", "withhold"),
        ("Peru wollte sich zu den Gesprächen nicht äußern.", "de", "withhold"),
        ("Peru has not said whether it would accept the plan.", "en", "leave_open"),
        ("Peru hat nicht gesagt, ob es den Plan annehmen würde.", "de", "leave_open"),
        ("Peru's position is that a ceasefire should come first.", "en", "demand"),
        ("Peru said no to the plan of Chile.", "en", "refuse"),
        ("Peru sagte Nein zum Plan von Chile.", "de", "refuse"),
        ("Peru will not sign the treaty with Chile.", "en", "refuse"),
        ("Peru wird den Vertrag mit Chile nicht unterschreiben.", "de", "refuse"),
        ("Peru will not send its ministers to Chile.", "en", "refuse"),
        ("Peru wird seine Minister nicht nach Chile schicken.", "de", "refuse"),
        ("Peru asked the mission of Chile to leave the country.", "en", "expel"),
        ("Peru forderte die Mission von Chile zur Ausreise auf.", "de", "expel"),
        ("Peru broke off diplomatic relations with Chile.", "en", "impose"),
        ("Peru brach die diplomatischen Beziehungen zu Chile ab.", "de", "impose"),
        ("Peru let the state of emergency expire.", "en", "lift"),
        ("Peru hat den Notstand auslaufen lassen.", "de", "lift"),
    ],
)
def test_each_language_has_the_same_words_for_it(text: str, language: Language, kind: str) -> None:
    acts = acts_of(text, language)
    assert [act.kind for act in acts] == [kind]
    assert acts[0].actors == ("peru",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru did not dispute the right of Chile.", "en"),
        ("Peru bestritt nicht das Recht von Chile.", "de"),
        ("Peru will not be affected by the sanctions of Chile.", "en"),
        ("Peru wird von den Sanktionen nicht betroffen sein.", "de"),
        ("Peru wants to go on.", "en"),
        ("Peru will weiter reden.", "de"),
    ],
)
def test_what_shows_no_will_of_a_party_is_no_act(text: str, language: Language) -> None:
    assert acts_of(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sovereignty should remain open, Peru said.", "en"),
        ("Die Souveränität solle offen bleiben, sagte Peru.", "de"),
    ],
)
def test_what_shall_remain_open_is_left_open_by_the_speaker(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.actors, act.modality) == ("leave_open", ("peru",), "left_open")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru conceded that the talks with Chile had failed.", "en"),
        ("Peru räumte ein, dass die Gespräche mit Chile gescheitert seien.", "de"),
    ],
)
def test_an_admission_is_no_concession(text: str, language: Language) -> None:
    assert "concede" not in [act.kind for act in acts_of(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It remains unclear whether the talks go on.", "en"),
        ("Unklar bleibt, ob die Gespräche weitergehen.", "de"),
        ("Whether the talks go on is not yet certain.", "en"),
        ("Ob die Gespräche weitergehen, steht noch nicht fest.", "de"),
    ],
)
def test_an_open_question_is_asked_and_nothing_in_it_is_done(text: str, language: Language) -> None:
    acts = RulesReader().read(make_source(text, language)).acts
    assert [(act.kind, act.modality) for act in acts] == [("ask", "hypothetical")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru, for its part, would not block the treaty.", "en"),
        ("Peru said it would not oppose the treaty.", "en"),
        ("Peru werde den Vertrag nicht blockieren, sagte der Präsident von Peru.", "de"),
        ("Peru wird den Vertrag nicht ablehnen.", "de"),
    ],
)
def test_who_will_not_block_it_gives_an_assurance(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.actors, act.modality, act.stance) == (
        "assure", ("peru",), "planned", "for",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru did not reject the treaty.", "en"),
        ("Peru might not oppose the treaty.", "en"),
        ("Peru hat den Vertrag nicht abgelehnt.", "de"),
    ],
)
def test_who_has_not_refused_has_assured_nothing(text: str, language: Language) -> None:
    (act,) = acts_of(text, language)
    assert (act.kind, act.modality) == ("leave_open", "left_open")
