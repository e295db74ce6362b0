"""What the program itself says of models and data is told in the language of the brief."""

import re

import pytest
from tests.brief.fixture import record
from tests.brief.forecast_paper import pen
from tests.brief.test_build import section_text, statements
from tests.forecast_cases import ferry, harbor

from detente.analysis.calibration import shipped
from detente.analysis.forecast_market import EXCHANGE
from detente.analysis.forecast_models import MODELS
from detente.analysis.forecast_values import Record
from detente.analysis.run import analyze
from detente.brief.build import build_brief
from detente.brief.forecast_record import track_record, variant_words

VARIANTS = {**{model.name: model.variant for model in MODELS}, "exchange": EXCHANGE}
"""Exact variant of every model, as findings have it."""


def brief(case, language):
    return build_brief(record(), case, analyze(case, n_draws=32), language)


def told(language, **changes):
    learned = shipped()
    stated = {"origin": learned.origin, "licence": learned.licence, **changes}
    found = Record(**stated, **learned.track_record.model_dump())
    return " ".join(s.text for s in track_record(pen(language), found)[1].statements)


@pytest.mark.parametrize("model", VARIANTS)
def test_every_variant_has_german_words_and_its_own_in_english(model):
    assert variant_words(pen("en"), model, VARIANTS[model]) == VARIANTS[model]
    german = variant_words(pen("de"), model, VARIANTS[model])
    assert german != VARIANTS[model]
    assert german.count(";") == VARIANTS[model].count(";")
    assert not re.search(r"\b(?:the|of|weights|utility|power|issue)\b", german)


def test_a_variant_that_is_not_ours_is_told_as_the_finding_has_it():
    assert variant_words(pen("de"), "mean", "weights = votes") == "weights = votes"


def test_origin_and_licence_of_what_ships_are_told_in_either_language():
    learned = shipped()
    assert learned.origin in told("en")
    assert learned.licence in told("en")
    german = told("de")
    assert "doi:10.34810/data53; 245 Themen aus 97 Dossiers" in german
    assert "CC BY 4.0 nach dem Vermerk eines anderen Projekts" in german


def test_other_data_are_quoted_as_they_stand():
    german = told("de", origin="talks of our own", licence="all rights reserved")
    assert "Daten: „talks of our own“. Lizenz: „all rights reserved“." in german


def test_a_german_brief_holds_no_english_variant():
    words = section_text(brief(ferry(), "de"), "forecast")
    for variant in VARIANTS.values():
        assert variant not in words
    assert "gleicher Gewinn; eine Runde" in words


@pytest.mark.parametrize(("language", "lead"), [("en", "Confidence, on all"), ("de", "Vertrauen,")])
def test_reasons_that_hold_on_every_issue_are_told_once_and_the_deciding_one_on_each(
    language, lead
):
    said = [s for s in statements(brief(ferry(), language)) if "forecast" in s.id]
    (common,) = [s.text for s in said if s.lead and s.lead.startswith(lead)]
    domain = {"en": "untested on talks of another kind", "de": "ist es nicht geprüft"}[language]
    assert domain in common
    assert sum(domain in s.text for s in said) == 1
    deciding = {"en": "All places rest on assumptions", "de": "Alle Orte stützen sich"}[language]
    assert sum(deciding in s.text for s in said) == 2


def test_on_a_single_issue_all_reasons_stand_with_it():
    said = [s for s in statements(brief(harbor(), "en")) if "forecast" in s.id]
    assert not any(s.lead and s.lead.startswith("Confidence, on all") for s in said)
    (sure,) = [s.text for s in said if s.lead == "Confidence:"]
    assert "untested on talks of another kind" in sure
