"""Rounds say when they took place, or that no report dates them; agreements say what about."""

import pytest
from tests.brief.fixture import act, case, findings, record, source

from detente.brief.build import build_brief
from detente.brief.rounds import place_and_time, reaction_words
from detente.brief.timeline import what
from detente.brief.writer import Pen, Writer


def pen(language="en", given=None) -> Pen:
    return Pen(Writer(given or record(), case(), findings(), language), "rounds")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Genf, not dated in the report of March 5, 1991"),
        ("de", "Genf, im Bericht vom 5. März 1991 nicht datiert"),
    ],
)
def test_a_round_without_a_date_names_the_day_of_the_report(language, told):
    meeting = record().rounds[0].model_copy(update={"time": None})
    assert place_and_time(pen(language), meeting) == told


def test_a_round_without_a_date_in_a_report_without_a_date_says_only_that():
    undated = source().model_copy(update={"published": None})
    given = record().model_copy(update={"sources": (undated,)})
    meeting = record().rounds[0].model_copy(update={"time": None})
    assert place_and_time(pen(given=given), meeting) == "Genf, not dated in the report"


def test_a_dated_round_names_its_own_day():
    assert place_and_time(pen(), record().rounds[0]) == "Genf, March 4, 1991"


def test_how_the_absent_reacted_stands_on_the_findings_page():
    assert reaction_words(pen(), record().rounds[0].absent[0]) == "cancellation"
    absent = build_brief(record(), case(), findings(), "de").opening[1]
    assert "Reaktion: Absage" in absent.text


def test_a_bare_meeting_of_the_same_parties_is_not_told_again():
    bare = record().rounds[0].model_copy(update={"id": "r0", "time": None, "place": None})
    given = record().model_copy(update={"rounds": (bare, *record().rounds)})
    opening = build_brief(given, case(), findings(), "en").opening
    assert [s.lead for s in opening].count("At the table") == 1


def test_a_meeting_of_its_own_place_is_told_beside_the_other():
    other = record().rounds[0].model_copy(update={"id": "r0", "time": None, "place": "Selm"})
    given = record().model_copy(update={"rounds": (other, *record().rounds)})
    opening = build_brief(given, case(), findings(), "en").opening
    assert [s.lead for s in opening].count("At the table") == 2


def test_an_agreement_names_what_was_agreed_apart_from_what_it_is_about():
    agreed = act(
        source(), "Both sides agreed to reopen their consulates", "agree", "agreed",
        issues=("diplomatic_relations", "mission"), options=("diplomatic_relations=restored",),
    )  # fmt: skip
    assert what(pen(), agreed) == ("agreement: Diplomatic relations (about: mission in the harbor)")


def test_an_agreement_without_an_option_names_its_issues():
    agreed = act(
        source(), "Both sides agreed to reopen their consulates", "agree", "agreed",
        issues=("mission",),
    )  # fmt: skip
    assert what(pen(), agreed) == "agreement: mission in the harbor"


def test_what_a_party_without_a_seat_answered_stands_beside_its_name():
    answer = act(
        source(), "The League of Islands did not comment", "criticise", "comment",
        actors=("league",),
    )  # fmt: skip
    given = record().model_copy(update={"acts": (*record().acts, answer)})
    absent = build_brief(given, case(), findings(), "en").opening[1]
    assert "League of Islands (reaction: criticism);" in absent.text
    only_planned = answer.model_copy(update={"modality": "planned"})
    given = record().model_copy(update={"acts": (*record().acts, only_planned)})
    absent = build_brief(given, case(), findings(), "en").opening[1]
    assert "League of Islands;" in absent.text
