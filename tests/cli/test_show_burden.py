"""The burden finding on a terminal: what exchanges of others bring and cost, and in which unit."""

import pytest
from tests.command import detente
from tests.forecast_cases import ferry, harbor

from detente.case.files import write_case


@pytest.fixture
def shown(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def ask(case, *options):
        path = tmp_path / "case.yaml"
        write_case(path, case)
        return " ".join(detente("analyze", "burden", path, *options).out.split())

    return ask


def test_a_party_without_a_seat_is_shown_to_pay_for_what_others_exchange(shown):
    words = shown(ferry())
    assert "change in points times salience" in words
    assert "fen* +0.0 -66.7 -66.7 100%" in words
    assert "hill +16.7 +0.0 +16.7 0%" in words


def test_who_traded_what_stands_with_the_gain_and_what_others_feel(shown):
    assert "gives way on" in shown(ferry())
    assert "+16.7 fen* -66.7" in shown(ferry())


def test_the_scores_of_the_nearest_options_stand_apart(shown):
    words = shown(ferry())
    assert "against no deal, points of 100" in words
    assert "fen* 0 -40 -40" in words
    assert "toll: 33 to 0; nearest now: none 100%" in words


def test_where_nothing_is_traded_the_reason_is_shown(shown):
    assert "Exchanges between issues were not worked out" in shown(harbor())
    assert "wurde nicht gerechnet" in shown(harbor(), "--lang", "de")
