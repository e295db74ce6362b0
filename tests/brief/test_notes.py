"""What the program remarks stands in the language of the brief."""

import pytest
from tests.brief.fixture import case, record

from detente import pipeline
from detente.analysis.arrays import to_arrays
from detente.analysis.run import analyze
from detente.brief.blocks import Heading
from detente.brief.build import build_brief
from detente.case.draft import draft_case
from detente.errors import AnalysisError, NoNegotiationError
from detente.sources.receive import receive

WEATHER = {
    "de": "Am Montag regnete es in der Stadt. Die Bauern freuten sich nach dem Sommer.",
    "en": "On Monday it rained in the town. The farmers were glad, for the summer had been dry.",
}


@pytest.mark.parametrize(
    ("language", "told"), [("de", "keine zwei Parteien"), ("en", "fewer than")]
)
def test_why_there_is_no_case_is_told_in_the_language_of_the_brief(language, told):
    sources = [receive(WEATHER[language].encode(), "weather.txt")]
    page = pipeline.run(pipeline.read_all(sources), language=language).brief
    limits = next(section for section in page.closing if section.id == "limits")
    assert told in limits.model_dump_json()


def test_every_reason_for_no_case_has_german_words():
    for bare in (
        record().model_copy(update={"positions": (), "open_items": (), "acts": (), "roles": ()}),
        record().model_copy(update={"positions": (), "roles": (), "rounds": ()}),
        record().model_copy(update={"positions": (), "open_items": ()}),
    ):
        with pytest.raises(NoNegotiationError) as caught:
            draft_case(bare)
        assert caught.value.in_language("en") == str(caught.value)
        assert caught.value.in_language("de").startswith("Die Quellen ")


def test_a_case_that_cannot_be_computed_says_so_in_german():
    nobody = {name: p.model_copy(update={"seat": False}) for name, p in case().parties.items()}
    for given in (
        case().model_copy(update={"issues": {}}),
        case().model_copy(update={"parties": nobody}),
    ):
        with pytest.raises(AnalysisError) as caught:
            to_arrays(given)
        assert caught.value.in_language("de").startswith("Der Fall hat kein")


def test_methods_and_warnings_stand_in_the_language_of_the_brief():
    given = case().model_copy(update={"left_out": {"peace_treaty": "is the whole settlement"}})
    paper = build_brief(record(), given, analyze(given, n_draws=64, seed=1), "de")
    closing = " ".join(section.model_dump_json() for section in paper.closing)
    assert "alle Ergebnisse aufgezählt" in closing
    assert "peace_treaty" not in closing
    assert "Abschließendes Abkommen" in closing


def test_a_seat_for_a_silent_party_is_not_told_in_numbers():
    paper = build_brief(record(), case(), analyze(case(), n_draws=64, seed=1), "en")
    seats = next(section for section in paper.sections if section.id == "seats")
    headings = [block.text for block in seats.blocks if isinstance(block, Heading)]
    assert "With a seat: Westania" in headings
    assert "With a seat: League of Islands" not in headings
    assert "No position on any open issue: League of Islands." in seats.model_dump_json()
