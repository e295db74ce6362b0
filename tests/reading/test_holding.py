"""Which cues make acts: pairs meet, mediators do not agree, nobody threatens that talks fail."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def told(text: str, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    acts = RulesReader().read(make_source(text, language)).acts
    return [(a.kind, a.actors) for a in acts if a.kind not in ("state", "assess", "ask")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru and Chile have ended a first round of talks in Oslo.", "en"),
        ("Peru und Chile haben in Oslo eine erste Gesprächsrunde beendet.", "de"),
        ("Peru and Chile spoke for two days about the border.", "en"),
        ("Peru und Chile sprachen zwei Tage lang über die Grenze.", "de"),
        ("Peru and Chile met on Wednesday.", "en"),
        ("Peru und Chile trafen sich am Mittwoch.", "de"),
    ],
)
def test_two_sides_at_a_table_meet(text: str, language: Language) -> None:
    assert told(text, language) == [("meet", ("peru", "chile"))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("For ten years Peru negotiated.", "en"),
        ("Zehn Jahre lang hat Peru verhandelt.", "de"),
    ],
)
def test_one_side_alone_meets_nobody(text: str, language: Language) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Norway signed the treaty as a mediator.", "en", "mediate"),
        ("Norwegen unterzeichnete den Vertrag als Vermittler.", "de", "mediate"),
        ("Peru agreed to renegotiate the treaty.", "en", "accept"),
        ("Peru willigte ein, den Vertrag neu zu verhandeln.", "de", "accept"),
        ("Peru remains committed to the treaty.", "en", "support"),
    ],
)
def test_one_alone_does_not_agree(text: str, language: Language, kind: str) -> None:
    assert [found for found, _ in told(text, language)] == [kind]


@pytest.mark.parametrize(
    ("text", "language", "others"),
    [
        ("Peru threatened to leave the talks with Chile.", "en", True),
        ("Peru drohte, die Gespräche mit Chile zu verlassen.", "de", True),
        ("The talks with Chile threatened to fail.", "en", False),
        ("Die Gespräche mit Chile drohten zu scheitern.", "de", False),
    ],
)
def test_only_parties_threaten(text: str, language: Language, others: bool) -> None:
    assert ("threaten" in [kind for kind, _ in told(text, language)]) is others


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru proposed autonomy and dropped its demand for independence.", "en"),
        ("Peru hat eine Autonomie vorgeschlagen und die Unabhängigkeit beiseitegelegt.", "de"),
    ],
)
def test_each_of_two_verbs_keeps_to_its_own_issue(text: str, language: Language) -> None:
    acts = RulesReader().read(make_source(text, language)).acts
    assert [(act.kind, act.options) for act in acts] == [
        ("propose", ("status=autonomy",)),
        ("concede", ("status=independence",)),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru schwieg. Es droht ein langer Winter.", "de"),
        ("Über eine Entwaffnung durch Peru wurde nicht gesprochen.", "de"),
        ("Could the talks of Peru fail?", "en"),
        ("Peru took all measures that the charter of Chile allows.", "en"),
    ],
)
def test_dangers_and_mere_nouns_are_no_deeds(text: str, language: Language) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru was not consulted.", "en"),
        ("Peru wurde nicht gefragt.", "de"),
        ("Peru has no place in the negotiations.", "en"),
        ("Peru hat in den Verhandlungen keinen Platz.", "de"),
        ("Peru was not invited.", "en"),
        ("Peru war nicht eingeladen.", "de"),
        ("Peru was suspended from the talks.", "en"),
        ("Peru wurde von den Gesprächen ausgeschlossen.", "de"),
    ],
)
def test_who_is_kept_out_is_the_target(text: str, language: Language) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.actors, act.targets) == ("leave_out", (), ("peru",))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The talks between Peru and Chile broke up without a result.", "en"),
        ("Die Gespräche zwischen Peru und Chile sind ergebnislos abgebrochen worden.", "de"),
    ],
)
def test_talks_that_broke_up_were_held(text: str, language: Language) -> None:
    assert told(text, language) == [("meet", ("peru", "chile"))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru, which has fought for independence, demanded a ceasefire.", "en"),
        ("Peru, das für die Unabhängigkeit kämpft, verlangte eine Waffenruhe.", "de"),
    ],
)
def test_what_only_describes_the_one_who_acts_is_no_issue_of_the_act(
    text: str, language: Language
) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.issues) == ("demand", ("ceasefire",))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru pulled out of all joint institutions.", "en"),
        ("Peru withdrew from the border commission.", "en"),
        ("Peru announced its withdrawal from the talks.", "en"),
        ("Peru zog sich aus allen gemeinsamen Gremien zurück.", "de"),
        ("Peru hat sich aus der Kommission zurückgezogen.", "de"),
        ("Peru gab seinen Rückzug aus den Gesprächen bekannt.", "de"),
    ],
)
def test_who_quits_a_body_withdraws_no_troops(text: str, language: Language) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.actors) == ("leave", ("peru",))
    assert "troop_withdrawal" not in act.issues


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru withdrew its troops from the province.", "en"),
        ("Peru zog seine Truppen aus der Provinz zurück.", "de"),
    ],
)
def test_who_quits_a_province_withdraws_troops(text: str, language: Language) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.issues) == ("withdraw", ("troop_withdrawal",))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Neither Bolivia nor Brazil had a seat at the talks.", "en"),
        ("Neither Bolivia nor Brazil was at the table.", "en"),
        ("Neither Bolivia nor Brazil was represented at the talks.", "en"),
        ("Weder Bolivien noch Brasilien saßen am Tisch.", "de"),
        ("Weder Bolivien noch Brasilien hatten einen Platz bei den Gesprächen.", "de"),
        ("Weder Bolivien noch Brasilien waren bei den Gesprächen vertreten.", "de"),
    ],
)
def test_neither_of_two_at_the_table_leaves_both_out(text: str, language: Language) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.actors, act.targets) == ("leave_out", (), ("bolivia", "brazil"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Both Bolivia and Brazil had a seat at the talks.", "en"),
        ("Sowohl Bolivien als auch Brasilien saßen am Tisch.", "de"),
    ],
)
def test_who_sits_at_the_table_is_not_left_out(text: str, language: Language) -> None:
    assert "leave_out" not in [kind for kind, _ in told(text, language)]
