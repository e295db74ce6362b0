"""What somebody says something is worth, and what would have been: judged, and by whom."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts(text: str, language: Language) -> tuple[Act, ...]:
    return RulesReader().read(make_source(text, language)).acts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hätte Peru auf der Insel bestanden, wäre Chile abgereist.", "de"),
        ("Ohne den Druck aus Lima hätte sich Chile nie mit der Verfassung befasst.", "de"),
        ("Had Peru insisted on the island, Chile would have left.", "en"),
        ("Without pressure from Lima, Chile would never have dealt with the constitution.", "en"),
    ],
)
def test_the_report_weighs_what_would_have_been(text: str, language: Language) -> None:
    (act,) = acts(text, language)
    assert (act.kind, act.modality, act.voice) == ("assess", "hypothetical", "author")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru hätte gern zugestimmt.", "de"),
        ("Peru would have liked a ceasefire.", "en"),
    ],
)
def test_a_wish_without_another_case_weighs_nothing(text: str, language: Language) -> None:
    assert all(act.kind != "assess" for act in acts(text, language))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Das Abkommen sei ein Fehler gewesen, sagte Perus Außenminister.", "de", "criticise"),
        ("The agreement was a mistake, Peru's foreign minister said.", "en", "criticise"),
        ("Das Abkommen sei ein erster Schritt, sagte Perus Außenminister.", "de", "assess"),
        ("The agreement was a first step, Peru's foreign minister said.", "en", "assess"),
        ("Peru nannte das Abkommen einen wichtigen Schritt.", "de", "assess"),
        ("Peru called the agreement an important step.", "en", "assess"),
        ("Peru sprach nach den Gesprächen von Fortschritten.", "de", "assess"),
        ("After the talks Peru spoke of progress.", "en", "assess"),
    ],
)
def test_a_party_judges_in_words_of_its_own(text: str, language: Language, kind: str) -> None:
    judged = [act for act in acts(text, language) if act.kind == kind]
    assert [(act.actors, act.voice) for act in judged] == [(("peru",), "attributed")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Abkommen war ein Fehler. Peru lehnte es ab.", "de"),
        ("The agreement was a mistake. Peru rejected it.", "en"),
    ],
)
def test_a_judgment_in_nobodys_words_is_not_told_as_a_party_s(
    text: str, language: Language
) -> None:
    assert [act.kind for act in acts(text, language)] == ["refuse"]


INTERVIEWS = [
    ("Ein Gespräch mit der Juristin Ana Weber.\n\nWer hat in Lima nachgegeben?\n\n"
     "Peru hat auf die Insel verzichtet. Die Frist ist ein Fehler.\n\nWas folgt daraus?\n\n"
     "Chile will nicht abziehen.\n\nUnd wer zahlt?\n\nNorwegen hat Hilfe zugesagt.\n", "de"),
    ("A conversation with the lawyer Ana Weber.\n\nWho gave way in Lima?\n\n"
     "Peru gave up its claim to the island. The deadline is a mistake.\n\nWhat follows?\n\n"
     "Chile will not withdraw.\n\nAnd who will pay?\n\nNorway has pledged aid.\n", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), INTERVIEWS)
def test_who_answers_without_a_part_tells_facts_and_judges(text: str, language: Language) -> None:
    voices = {act.kind: act.voice for act in acts(text, language)}
    assert voices == {
        "concede": "attributed", "criticise": "critic", "refuse": "attributed",
        "offer": "attributed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru insists that the island has always been Peruvian.", "state"),
        ("Peru insists that Chile withdraw its troops.", "demand"),
        ("Peru insisted on a withdrawal.", "demand"),
    ],
)
def test_insisting_that_something_is_so_demands_nothing(text: str, kind: str) -> None:
    assert [act.kind for act in acts(text, "en")] == [kind]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Die Rebellen saßen nie am Tisch.", "de", "leave_out"),
        ("The rebels never sat at the table.", "en", "leave_out"),
        ("Die Rebellen waren nicht zugelassen.", "de", "leave_out"),
        ("The rebels had not been admitted.", "en", "leave_out"),
        ("Peru ließ die Beobachter nicht in die Stadt.", "de", "refuse"),
        ("Peru did not let the observers into the town.", "en", "refuse"),
    ],
)
def test_a_never_and_a_not_belong_to_the_cue(text: str, language: Language, kind: str) -> None:
    assert [act.kind for act in acts(text, language)] == [kind]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Offen ist, wer das Land in drei Jahren führt.", "de"),
        ("Wer das Land in drei Jahren führt, ist ungewiss.", "de"),
        ("Who will lead the country in three years remains to be seen.", "en"),
        ("It is unclear who will lead the country in three years.", "en"),
    ],
)
def test_a_question_is_left_open_whatever_it_is_about(text: str, language: Language) -> None:
    assert [act.kind for act in acts(text, language)] == ["ask"]


def test_a_participle_before_people_and_a_gift_tell_no_other_deed() -> None:
    (act,) = acts("Seventeen captured soldiers from Peru were freed on Tuesday.", "en")
    assert act.kind == "release"
    (act,) = acts("Peru and Chile provided the venue for the talks.", "en")
    assert (act.kind, act.modality) == ("host", "happened")
