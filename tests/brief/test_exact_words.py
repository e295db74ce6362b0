"""What a brief says where settlements and the efficient ones are not all counted or listed."""

import pytest
from tests.brief.exact_fixture import EMPTY, answered, named_case

from detente.analysis.exact import Count, Estimate
from detente.brief.build import build_brief
from detente.brief.messages import Messages
from detente.brief.quantities import figure_up, rough


def told(language, **changes):
    """Return the text of a brief on a case whose exact answer is changed."""
    findings = answered("certain")
    values = findings.settlement.values
    exact = values.exact.model_copy(update=changes)
    values = values.model_copy(update={"exact": exact})
    settlement = findings.settlement.model_copy(update={"values": values})
    findings = findings.model_copy(update={"settlement": settlement})
    paper = build_brief(EMPTY, named_case("certain"), findings, language)
    return paper.model_dump_json()


def frontier(**changes):
    exact = answered("certain").settlement.values.exact
    given = {"complete": False, "n_vectors": 314, "n_outcomes": 314, "error": 7.401, **changes}
    return exact.frontier.model_copy(update=given)


@pytest.mark.parametrize(
    ("language", "many", "bound"),
    [
        ("en", "about 184,000 different distributions of worth were expected", "more than 7.41 "),
        ("de", "Etwa 184.000 verschiedene Wertverteilungen wurden", "mehr als 7,41 Punkte"),
    ],
)
def test_how_many_were_expected_stands_beside_the_proven_error(language, many, bound):
    text = told(language, frontier=frontier(expected=184_321))
    assert many in text
    assert bound in text
    without = told(language, frontier=frontier())
    assert many not in without
    assert bound in without


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "with 314 distributions of worth"), ("de", "mit 314 Wertverteilungen")],
)
def test_several_settlements_with_the_same_worth_are_counted_apart(language, words):
    assert words in told(language, frontier=frontier(n_outcomes=900))
    assert words not in told(language, frontier=frontier())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "How many settlements share one was not counted"),
        ("de", "Wie viele Einigungen dieselbe haben, wurde nicht gezählt"),
    ],
)
def test_all_found_without_counting_is_said_to_be_all(language, words):
    assert words in told(language, frontier=frontier(error=0.0))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("proven but far apart", "about 41,300;", "with 99 percent", "40,100 and 42,600")),
        ("de", ("bewiesen, liegen aber weit", "etwa 41.300;", "99 Prozent", "40.100 und 42.600")),
    ],
)
def test_an_estimate_is_called_one_and_stands_beside_the_proven_bounds(language, parts):
    estimate = Estimate(number=41_297, low=40_123, high=42_567, probability=0.99)
    text = told(language, n_settlements=Count(low=5, high=10**6), n_settlements_estimate=estimate)
    for part in parts:
        assert part in text
    assert parts[0] not in told(language)


def test_bounds_are_rounded_away_from_what_they_bound():
    words = Messages("en")
    assert figure_up(words, 7.401) == "7.41"
    assert figure_up(words, 7.4) == "7.40"
    assert figure_up(words, 0.10001) == "0.101"
    assert figure_up(words, 123.2) == "124"
    assert figure_up(words, 0.0) == "0"
    assert rough(words, 41_297, "down") == "41,200"
    assert rough(words, 41_297, "up") == "41,300"
    assert rough(words, 7) == "7"
