"""The forecast in the brief: every kind told, likelihood apart from confidence, no side taken."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from tests.brief.fixture import case, findings, record
from tests.brief.forecast_fixture import (
    blockade,
    label,
    mission,
    passage,
    power,
    spread,
    values,
)
from tests.brief.forecast_paper import Part, blocks, brief, cells, changed_issue, led, pen, tables
from tests.brief.test_build import canon, section_text, statements, swapped, words_sorted

from detente.analysis.forecast_distribution import TERMS
from detente.analysis.forecast_values import (
    Confidence,
    ExchangeForecast,
    Level,
    ModelName,
    Nearer,
    Term,
    Told,
)
from detente.brief.blocks import Chart
from detente.brief.build import build_brief
from detente.brief.forecast_rows import strips
from detente.brief.forecast_without import without_table
from detente.brief.forecast_words import opening_words
from detente.brief.messages import catalogue
from detente.brief.svg import render_svg
from detente.sources.frozen import LANGUAGES, Label

ROOT = Path(__file__).parents[2]


def test_the_section_stands_between_the_seats_and_what_is_unknown():
    ids = [part.id for part in brief().sections]
    assert ids.index("seats") < ids.index("forecast") < ids.index("robustness")


def test_a_brief_without_a_forecast_says_nothing_of_one():
    without = findings().model_copy(update={"forecast": None})
    bare = build_brief(record(), case(), without, "en")
    assert "forecast" not in [part.id for part in bare.sections]
    assert "forecast" not in bare.model_dump_json().casefold()


def test_a_forecast_leaves_every_other_section_as_it_is():
    without = findings().model_copy(update={"forecast": None})
    bare = build_brief(record(), case(), without, "en")
    for part in bare.sections:
        other = section_text(brief(), part.id)
        numberless = [re.sub(r'"quotes":\[[^]]*\]|chart-\d+', "", text) for text in
                      (part.model_dump_json(), other)]  # fmt: skip
        assert numberless[0] == numberless[1]


def test_the_likeliest_option_is_told_with_its_word_and_its_number():
    assert "this option is the likeliest: “League mission”" in led(brief(), "Likelihood")
    assert "roughly even chance (52%)" in led(brief(), "Likelihood")
    german = led(brief("de"), "Wahrscheinlichkeit")
    assert "etwa ebenso wahrscheinlich wie nicht (52\N{NO-BREAK SPACE}%)" in german


def test_the_middle_and_both_intervals_are_told_with_the_ends_of_the_scale():
    words = led(brief(), "Likelihood")
    assert "36 on the scale from 0 (“no mission”) to 100 (“foreign troops”)" in words
    assert "50 percent interval 18 to 53, 80 percent interval 2 to 69." in words


@pytest.mark.parametrize(("language", "sure"), [("en", "confiden"), ("de", "vertrauen")])
def test_likelihood_and_confidence_never_share_a_sentence(language, sure):
    likely = re.compile(r"percent|prozent|%|likel|wahrscheinlich|chance", re.IGNORECASE)
    found = 0
    for statement in statements(brief(language)):
        for sentence in re.split(r"(?<=[.:]) ", statement.text):
            confident = sure in sentence.casefold()
            found += confident
            assert not (confident and likely.search(sentence))
    assert found >= 2


def test_confidence_comes_with_its_reasons():
    words = led(brief(), "Confidence")
    assert words == "Confidence in this forecast is low. Two parties name a place."


def test_options_that_tie_are_all_named_and_each_has_the_chance():
    words = [s.text for s in statements(brief()) if s.lead == "With everyone at the table:"][-1]
    assert "“closed” and “free”, each roughly even chance (50%)" in words
    tied = mission().at_table.model_copy(update={"most_likely": ("none", "league")})
    assert "equally likely" in led(Part(issues=changed_issue(at_table=tied)), "Likelihood")


def test_every_option_has_its_place_its_chance_and_a_word():
    shown = cells(tables(brief())["Options: mission in the harbor"])
    assert shown == {
        "no mission (in force today)": ["0", "41%", "unlikely"],
        "League mission": ["60", "52%", "roughly even chance"],
        "foreign troops": ["100", "7%", "very unlikely"],
    }


def test_a_forecast_is_never_told_as_certain():
    sure = tuple(
        option.model_copy(update={"probability": p, "term": term})
        for option, p, term in zip(
            mission().at_table.options,
            (1.0, 0.0, 0.0),
            ("almost_certain", "almost_no_chance", "almost_no_chance"),
            strict=True,
        )
    )
    found = mission().at_table.model_copy(update={"options": sure, "most_likely": ("none",)})
    given = Part(issues=(mission().model_copy(update={"at_table": found}),))
    shown = cells(tables(given)["Options: mission in the harbor"])
    assert [row[1] for row in shown.values()] == ["> 99%", "< 1%", "< 1%"]
    assert "almost certain (> 99%)" in led(given, "Likelihood")


def test_a_refusal_gives_its_reason_in_the_language_of_the_brief():
    assert "the places leave everything open." in section_text(brief(), "forecast")
    assert "Die Orte lassen alles offen." in section_text(brief("de"), "forecast")
    overview = cells(tables(brief())["Forecast by issue, with those at the table"])
    assert overview["customs blockade"] == ["no forecast", "", "", "", ""]
    assert overview["mission in the harbor"][:1] == ["“League mission”"]


def test_issues_refused_for_the_same_reason_are_told_together():
    again = blockade().model_copy(update={"issue": "passage"})
    given = Part(issues=(blockade(), again))
    found = [s for s in statements(given) if s.lead == "customs blockade and passage:"]
    assert [s.text for s in found] == [blockade().refused.en]
    text = section_text(given, "forecast")
    assert "European Union" not in text
    assert "Assumption" not in text


def test_where_only_an_added_seat_allows_a_forecast_both_are_told():
    text = section_text(brief(), "forecast")
    assert "nobody at the table has a place" in text
    assert "the middle of the forecast would lie at 50" in text


def test_parties_without_a_known_place_are_named_and_not_drawn():
    assert "Not counted in the forecast: League of Islands." in led(
        brief(), "Without a known place"
    )
    labels = [strip.label for strip in strips(pen(), mission())]
    assert "Westania (no seat)" in labels
    assert not any("League" in label for label in labels)


def test_the_models_are_told_with_their_spread_and_with_what_each_is_told():
    assert led(brief(), "Models") == (
        "They see an agreement between 12 (Nash from the status quo) and 60 (weighted median)."
    )
    shown = cells(tables(brief())["Models and what they are told"])
    assert shown["Nash from the status quo"] == [
        "places, salience, influence, and status quo", "1", "nash_reference(default)",
    ]  # fmt: skip
    assert list(shown) == ["Weighted mean", "Weighted median", "Nash from the status quo",
                           "Exchange between issues"]  # fmt: skip
    assert "Norland gains nothing and is not asked." in section_text(brief(), "forecast")


def test_models_that_agree_are_said_to_agree():
    spread_ = mission().models_spread.model_copy(update={"low": 33.8, "high": 34.2})
    given = Part(issues=changed_issue(models_spread=spread_))
    assert led(given, "Models") == "All models see an agreement at 34."


def test_every_place_names_its_act_or_its_assumption():
    leads = [s.lead for s in statements(brief()) if s.lead and s.lead.startswith("Assumption")]
    listed = {lead[len("Assumption ") : -1] for lead in leads}
    assert listed == {"1", "2"}
    table = blocks(brief(), Chart)[0].table
    for row in table.rows:
        if row.head.text in ("Norland", "Sudria", "Westania"):
            named = "".join(s.text for s in row.cells[-1])
            assert row.head.quotes or set(re.findall(r"\d+", named)) <= listed != set()
    assert cells(table)["Westania"][-1] == "assumption 2"


def test_an_assumption_of_the_draft_is_told_in_the_language_of_the_brief():
    first = next(s for s in statements(brief("de")) if s.lead == "Annahme 1:")
    assert first.text.startswith("über den Einfluss ist nichts gesagt")
    assert [mark.code for mark in first.marks] == ["assumed"]


def test_with_and_without_a_party_it_is_told_who_gains_and_who_loses():
    shown = cells(tables(brief())["With and without each party: mission in the harbor"])
    assert shown["With a seat: Westania"] == [
        "+12.4 (+9.0 to +16.0)", "48 (+12.0)", "Westania: +12.4; Sudria: +8.1", "Norland: −12.4",
    ]  # fmt: skip
    assert list(shown) == ["With a seat: Westania", "Without a seat: Norland"]


def test_equal_gains_are_named_together_and_the_smaller_ones_counted():
    near = [Nearer(party=p, points=spread(n, n, n)) for p, n in
            (("norland", 5.0), ("sudria", 2.0), ("westania", 2.0), ("league", 1.0))]  # fmt: skip
    issue = mission()
    change = issue.without[0].model_copy(update={"nearer": tuple(near)})
    parties = tuple(p.model_copy(update={"known": True}) for p in issue.parties)
    given = issue.model_copy(update={"without": (change,), "parties": parties})
    table = without_table(pen(), given)[0]
    assert cells(table)["With a seat: Westania"][2] == (
        "Norland: +5.0; Sudria and Westania: +2.0; 1 more"
    )


def test_where_no_seat_changes_anything_a_sentence_is_enough():
    same = (
        mission()
        .without[0]
        .model_copy(update={"mean_change": spread(0, 0, 0), "median_change": 0.01})
    )
    told_ = without_table(pen(), mission().model_copy(update={"without": (same,)}))
    assert "changes this forecast" in told_[0].statements[0].text
    assert without_table(pen(), mission().model_copy(update={"without": ()})) == []


def test_exchanges_say_who_pays_for_them():
    text = section_text(brief(), "forecast")
    assert "the exchanges of others would be at the expense of: Westania (−6.3)." in text
    assert "The exchanges of others would favor: League of Islands (+1.1)." in text
    shown = cells(tables(brief())["What exchanges are to each party"])
    assert shown["Westania"] == ["0.0", "−6.3 (−9.0 to −2.0)", "97%"]
    made = tables(brief())["The exchanges, with every range at its middle"]
    assert len(made.rows) == 6
    assert made.note.startswith("2 more exchanges are in the finding.")
    assert [c.lead for c in made.rows[0].cells[0]] == ["Norland:", "Sudria:"]
    assert made.rows[0].cells[2][0].text == "Westania −6.3"


def test_the_spread_over_tied_orders_is_shown_only_where_exchanges_tie():
    shown = tables(brief())["What exchanges change on each issue: weighted mean of the places"]
    assert cells(shown)["mission in the harbor"] == ["34.0", "41.0", "40.0 to 43.5"]
    single = values().exchange.model_copy(update={"n_ties": 0})
    other = tables(Part(issues=(), exchange=single))[shown.caption]
    assert len(other.columns) == len(shown.columns) - 1


def test_where_nothing_is_exchanged_the_reason_is_told():
    why = ExchangeForecast(why_not=label("Nur ein Thema.", "One issue only."))
    assert "One issue only." in section_text(Part(issues=(), exchange=why), "forecast")
    none = section_text(Part(issues=(), exchange=ExchangeForecast()), "forecast")
    assert "No exchange would bring two parties a gain at once." in none


def test_exchanges_that_touch_nobody_else_say_so():
    alone = tuple(p.model_copy(update={"others": spread(0, 0, 0)}) for p in
                  values().exchange.parties)  # fmt: skip
    exchange = values().exchange.model_copy(update={"parties": alone})
    text = section_text(Part(issues=(), exchange=exchange), "forecast")
    assert "no exchange touches a third party" in text


def test_equal_power_is_a_sentence_and_unequal_power_a_table():
    assert "Each of the 2 parties at the table has a veto" in section_text(brief(), "forecast")
    given = Part(issues=(), power=power(unanimous=False))
    shown = cells(tables(given)["Power indices among those at the table"])
    assert shown["Sudria"] == ["no", "0%", "0%"]
    text = section_text(given, "forecast")
    assert "Nothing passes without: Norland." in text
    assert "At the table without ever deciding anything: Sudria." in text
    assert "rule of consent alone" not in section_text(Part(issues=(), power=()), "forecast")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "decisions of the European Union, not peace talks. Nothing shows"),
     ("de", "Entscheidungen der Europäischen Union, keine Friedensgespräche. Nichts zeigt")],
)  # fmt: skip
def test_the_track_record_says_where_it_comes_from_and_that_it_may_not_carry_over(language, words):
    text = section_text(brief(language), "forecast")
    assert words in text
    assert "doi:10.34810/data53" in text


def test_a_record_of_other_data_is_not_called_european():
    given = values().record.model_copy(update={"origin": "a table of our own"})
    text = section_text(Part(issues=(passage(),), record=given), "forecast")
    assert "European" not in text
    assert "Nothing shows that these rates carry over" in text


def line(*issues) -> str:
    """Return what the findings page says of these issues."""
    return opening_words(pen(), values().model_copy(update={"issues": issues}))


def test_the_findings_page_has_one_line_on_it():
    assert [s.lead for s in brief().opening].count("Forecast") == 1
    assert next(s.text for s in brief().opening if s.see == "forecast") == (
        "The likeliest option if there is an agreement, and how likely it is: mission in the "
        "harbor: “League mission”, roughly even chance (52%). On 2 issues "
        "there is none. Confidence in these forecasts is low. The method was "
        "tested on decisions of the European Union, not on peace talks."
    )


def test_where_every_issue_is_refused_the_line_says_so():
    assert line(blockade(), passage()).startswith(
        "There is no forecast on any of the 2 open issues"
    )


def test_the_line_names_three_issues_and_counts_the_others():
    sure = Confidence(level="moderate", reasons=(label("Ja.", "Yes."),))
    surer = mission().model_copy(update={"confidence": sure})
    issues = [surer.model_copy(update={"issue": name}) for name in ("passage", "tolls", "ways")]
    given = line(mission(), *issues)
    assert given.count("roughly even chance (52%)") == 3
    assert "There is a forecast on 1 more issue." in given
    assert "ranges from low to moderate" in given


@pytest.mark.parametrize(
    ("prefix", "literal"),
    [("term", Term), ("level", Level), ("told", Told), ("model", ModelName)],
)
def test_everything_the_finding_can_say_has_words(prefix, literal):
    known = {message.id for message in catalogue("en")}
    assert {f"forecast.{prefix}.{name}" for name in get_args(literal)} <= known


def test_the_method_page_names_the_words_that_the_brief_uses():
    page = (ROOT / "docs" / "methods" / "forecast.md").read_text(encoding="utf-8")
    rows_ = re.findall(r"^\| (\d+) \| ([a-z ]+) \| ([a-zü ]+) \|$", page, flags=re.MULTILINE)
    terms = [(100 * end, term) for end, term in TERMS]
    assert [int(end) for end, _, _ in rows_] == [pytest.approx(end) for end, _ in terms]
    for language, place in (("en", 1), ("de", 2)):
        told_ = [pen(language).text(f"forecast.term.{term}") for _, term in terms]
        assert [row[place] for row in rows_] == told_


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_of_probability_differ(language):
    words = [pen(language).text(f"forecast.term.{name}") for name in get_args(Term)]
    assert len(set(words)) == 7


def test_every_statement_has_its_own_id_and_links_go_both_ways():
    found = statements(brief())
    assert Counter(s.id for s in found).most_common(1)[0][1] == 1
    forth = {(s.id, number) for s in found for number in s.quotes}
    assert forth == {(used, q.number) for q in brief().quotes for used in q.used_by}
    assert any(name.startswith("forecast-") for name, _ in forth)
    page = brief().html()
    for name, number in forth:
        assert f'id="{name}"' in page
        assert f'id="q{number}"' in page


def test_both_languages_say_the_same_with_the_same_quotes():
    german, english = statements(brief("de")), statements(brief("en"))
    assert [s.id for s in german] == [s.id for s in english]
    assert [s.quotes for s in german] == [s.quotes for s in english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapping_two_names_swaps_exactly_these_names(language):
    new = {"norland": Label(de="Sudria", en="Sudria"), "sudria": Label(de="Norland", en="Norland")}
    parties = {
        party: entry.model_copy(update={"name": new.get(party, entry.name)})
        for party, entry in case().parties.items()
    }
    given = case().model_copy(update={"parties": parties})
    swap = tuple(
        issue.model_copy(update={"models": tuple(m.model_copy(update={"notes": ()})
                                                 for m in issue.models)})
        for issue in values().issues
    )  # fmt: skip
    here, there = Part(language, issues=swap), Part(language, given, issues=swap)
    assert words_sorted(canon(there)) == words_sorted(canon(here, swapped))
    assert words_sorted(canon(there)) != words_sorted(canon(here))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_and_the_warnings_are_told(language):
    closing = "".join(part.model_dump_json() for part in brief(language).closing)
    assert pen(language).text("method.how.forecast") in closing
    assert ("Die Prognose ist gewarnt." if language == "de" else "The forecast is warned.") in (
        closing
    )
    assert "forecast: mixture of places and past errors" in brief(language).method.methods


def test_the_same_input_gives_the_same_bytes():
    first, again = Part("de"), Part("de")
    assert first.sections == again.sections
    chart = blocks(again, Chart)[0]
    assert render_svg(chart.spec, "c", "t", "d") == render_svg(
        blocks(first, Chart)[0].spec, "c", "t", "d"
    )
