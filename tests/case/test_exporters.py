"""Cases to the files of other tools and back: the same worths exactly, no silent losses."""

import json
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange import exact_worth, gains, outcomes, ratio

from detente.case.check import case_problems
from detente.case.export_geniusweb import least_accepted
from detente.case.exporters import Format, export_case, write_exported
from detente.case.files import dump_case, loads
from detente.case.importers import import_case
from detente.case.model import Case
from detente.case.xml_tree import read_xml
from detente.errors import CaseError

DAM = """
detente: 1
title: {de: Der Staudamm, en: The dam}
parties:
  upland: {seat: true, name: {de: Oberland, en: Upland}, influence: 60..80}
  lowland: {seat: true, name: {de: Unterland, en: Lowland}}
  fishers: {seat: false}
  port_city: {seat: false, role: host}
issues:
  filling:
    name: {de: Füllung, en: Filling}
    status_quo: paused
    options: {three_years: {at: 0}, seven_years: {at: 60}, paused: {at: 100}}
  data: {options: {shared: {}, withheld: {}}}
preferences:
  upland:
    no_deal: 30..50
    issues:
      filling: {salience: 70..90, ideal: three_years, scores: {seven_years: 50, paused: 200/3}}
      data: {salience: 20, scores: {shared: 12.5, withheld: 100}, assume: "its practice"}
    red_lines: [{never: "filling = paused"}]
    interactions: [{when: "filling = paused and data = shared", add: -5}]
  lowland:
    no_deal: 25
    issues: {filling: {salience: 80, ideal: paused, scores: {three_years: 0..10}}}
  fishers: {no_deal: 20..60}
links: [{if: "filling = seven_years", then: "data = shared"}]
"""
LETTERS = "abcXYZ äß<&>\"';,=+@\n\t1"


@pytest.fixture
def dam() -> Case:
    return loads(DAM)


def numbers(top: int) -> st.SearchStrategy[str]:
    decimals = st.integers(0, top * 100).map(lambda n: str(n / 100))
    return decimals | st.fractions(0, top, max_denominator=60).map(
        lambda f: f"{f.numerator}/{f.denominator}"
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case with certain values, every party at the table, and awkward names."""
    names = st.text(LETTERS, min_size=1, max_size=8)
    issues = {
        f"i{n}": {
            "name": draw(names),
            "options": {f"o{m}": {"name": draw(names)} for m in range(k)},
        }
        for n, k in enumerate(draw(st.lists(st.integers(2, 4), min_size=1, max_size=4)))
    }
    parties = [f"p{n}" for n in range(draw(st.integers(2, 3)))]
    preferences = {}
    for party in parties:
        wants = {
            issue: {
                "salience": draw(numbers(100)),
                "scores": {option: draw(numbers(100)) for option in item["options"]},
            }
            for issue, item in issues.items()
        }
        wants["i0"]["salience"] = "7"
        wants["i0"]["scores"]["o0"] = "40"
        preferences[party] = {"no_deal": draw(numbers(100)), "issues": wants}
    return Case.model_validate(
        {
            "detente": 1,
            "title": draw(names),
            "parties": {party: {"seat": True, "name": draw(names)} for party in parties},
            "issues": issues,
            "preferences": preferences,
        }
    )


def back(case: Case, to: Format) -> Case:
    """Return a case that went through the files of another tool and a case file."""
    with TemporaryDirectory() as folder:
        write_exported(export_case(case, to), folder)
        found = import_case(folder)
    assert not [p for p in case_problems(found) if p.severity == "error"]
    return loads(dump_case(found))


@pytest.mark.parametrize("to", ["genius", "csv", "scorable"])
@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_worths_and_no_deal_come_back_exactly_up_to_a_factor_per_party(
    to: Format, case: Case
) -> None:
    found = back(case, to)
    assert len(found.parties) == len(case.parties)
    choices = list(outcomes(case))
    assert choices == list(outcomes(found))
    for party, other in zip(case.parties, found.parties, strict=True):
        factor = ratio(gains(case, party, choices), gains(found, other, choices))
        assert factor is not None
        if to == "csv":
            assert factor == 1


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_geniusweb_brings_back_worths_exactly_and_the_same_acceptable_outcomes(case: Case) -> None:
    found = back(case, "geniusweb")
    choices = list(outcomes(case))
    for party, other in zip(case.parties, found.parties, strict=True):
        worth = [exact_worth(case, party, choice) for choice in choices]
        returned = [exact_worth(found, other, choice) for choice in choices]
        factor = ratio(worth, returned)
        assert factor is not None
        no_deal = case.preferences[party].no_deal.exact_mid
        floor = found.preferences[other].no_deal.exact_mid
        if max(worth) >= no_deal:
            assert [w >= no_deal for w in worth] == [w >= floor for w in returned]
        if no_deal in worth:
            assert floor == factor * no_deal


@given(case=cases())
@settings(max_examples=30, deadline=None)
def test_geniusweb_weights_are_decimals_that_sum_to_one(case: Case) -> None:
    for name, text in export_case(case, "geniusweb").files.items():
        if name.endswith(".json") and "domain" not in name:
            body = json.loads(text, parse_float=Fraction, parse_int=Fraction)
            space = body["LinearAdditiveUtilitySpace"]
            assert sum(space["issueWeights"].values()) == 1
            for table in space["issueUtilities"].values():
                values = table["DiscreteValueSetUtilities"]["valueUtilities"].values()
                assert all(0 <= value <= 1 for value in values)


rows = st.lists(
    st.lists(st.fractions(0, 30, max_denominator=7), min_size=1, max_size=4), min_size=1, max_size=5
)


@given(rows, st.fractions(0, 160, max_denominator=9))
def test_the_reservation_bid_is_the_least_outcome_that_is_accepted(
    parts: list[list[Fraction]], floor: Fraction
) -> None:
    sums = [Fraction(0)]
    for row in parts:
        sums = [total + value for total in sums for value in row]
    accepted = [total for total in sums if total >= floor]
    found = least_accepted(parts, floor)
    assert found is not None
    worth = sum(row[option] for row, option in zip(parts, found, strict=True))
    assert worth == (min(accepted) if accepted else max(sums))


def test_too_many_sums_for_a_reservation_bid_are_not_searched() -> None:
    parts = [[Fraction(1, n), Fraction(0), Fraction(2, n + 1)] for n in range(3, 40)]
    assert least_accepted(parts, Fraction(1)) is None


def test_everything_a_format_cannot_carry_is_named(dam: Case) -> None:
    notes = export_case(dam, "genius").notes
    for words in (
        "not at the table and left out: fishers",
        "host, mediator or observer, left out: port_city",
        "red line of upland not carried: never filling = paused",
        "interaction of upland not carried: filling = paused and data = shared, -5",
        "link not carried: if filling = seven_years, then data = shared",
        "not carried: influence, options in force, places on scales, reasons",
    ):
        assert words in notes
    # by hand: upland's no deal and salience of filling, lowland's score of three_years
    assert any(note.startswith("3 ranges written as their middle: ") for note in notes)
    # lowland: seven_years; data: its salience and two scores
    assert any(note.startswith("4 unknown values written as 50: ") for note in notes)


def test_notes_and_names_are_in_the_language_asked_for(dam: Case) -> None:
    german = export_case(dam, "genius", "de")
    assert "rote Linie von upland nicht übernommen: never filling = paused" in german.notes
    assert 'name="Füllung"' in german.files["der_staudamm_domain.xml"]
    assert german.files["notes.txt"].startswith("Der Staudamm: Ausfuhr für genius.")
    assert "- nicht am Tisch und weggelassen: fishers\n" in german.files["notes.txt"]
    assert 'name="Filling"' in export_case(dam, "genius").files["the_dam_domain.xml"]


def test_a_consent_rule_is_kept_by_the_game_and_named_where_the_format_asks_everyone() -> None:
    case = loads(DAM + "consent: {veto: [upland], quota: 1}\n")
    said = "the format asks everyone's consent; the case asks for: veto of upland; 1 of 2 parties"
    assert said in export_case(case, "genius").notes
    assert said in export_case(case, "csv").notes
    game = export_case(case, "scorable")
    assert game.files["config.txt"] == "Upland,upland,p1,-,-\nLowland,lowland,player,-,-\n"
    assert not any("the game asks" in note for note in game.notes)
    assert back(case, "scorable").consent.veto == ("upland",)
    unanimous = export_case(loads(DAM), "scorable")
    assert any("the case asks for: everyone at the table" in note for note in unanimous.notes)


def test_both_genius_rules_read_the_same_where_shares_are_decimals(
    dam: Case, tmp_path: Path
) -> None:
    whole = {"paused": {"value": "80"}}
    case = loads(DAM.replace("200/3", whole["paused"]["value"]))
    write_exported(export_case(case, "genius"), tmp_path)
    found = [import_case(tmp_path, rule=rule) for rule in ("genius", "raw")]
    worths = [[exact_worth(c, "upland", o) for o in outcomes(c)] for c in found]
    assert worths[0] == worths[1]
    notes = export_case(dam, "genius").notes
    assert "upland, Filling: whole evaluations, to be read by the rule genius only" in notes


def test_names_that_xml_and_spreadsheets_take_for_something_else_come_back(tmp_path: Path) -> None:
    odd = ['<b> & "c"', "=1+1", "@x; y"]
    case = loads(
        DAM.replace("{de: Oberland, en: Upland}", json.dumps(odd[1]))
        .replace("{de: Füllung, en: Filling}", json.dumps(odd[0]))
        .replace("three_years: {at: 0}", f"three_years: {{at: 0, name: {json.dumps(odd[2])}}}")
    )
    for to in ("genius", "geniusweb", "csv"):
        folder = tmp_path / to
        write_exported(export_case(case, to), folder)
        found = import_case(folder)
        issue = next(iter(found.issues))
        assert found.issue_name(issue).en == odd[0]
        assert found.option_name(issue, next(iter(found.issues[issue].options))).en == odd[2]
        if to == "csv":  # elsewhere the file name or an id stands for the party
            assert odd[1] in {found.party_name(party).en for party in found.parties}
    assert "'=1+1," in export_case(case, "csv").files["the_dam.csv"]
    assert read_xml(tmp_path / "genius" / "the_dam_domain.xml").tag == "negotiation_template"


def test_a_table_keeps_seats_ranges_fractions_and_what_is_unknown(
    dam: Case, tmp_path: Path
) -> None:
    for language, sign in (("en", ","), ("de", ";")):
        folder = tmp_path / language
        write_exported(export_case(dam, "csv", language), folder)
        text = next(folder.glob("*.csv")).read_text(encoding="utf-8")
        assert text.splitlines()[0].split(sign)[3:] == (
            ["score", "salience", "no_deal", "seat"]
            if language == "en"
            else ["wert", "gewicht", "ohne_einigung", "sitz"]
        )
        found = import_case(folder)
        assert [party.seat for party in found.parties.values()] == [True, True, False]
        first, lowland, fishers = found.preferences.values()
        filling, data = first.issues.values()
        assert (filling.salience.low, filling.salience.high) == (70, 90)
        assert [str(value) for value in filling.scores.values()] == ["100", "50", "200/3"]
        assert [str(value) for value in data.scores.values()] == ["12.5", "100"]
        assert str(first.no_deal) == "30..50"
        assert list(next(iter(lowland.issues.values())).scores) == ["three_years", "paused"]
        assert str(fishers.no_deal) == "20..60"
        assert all(not item.scores for item in fishers.issues.values())


def test_existing_files_are_not_overwritten_unless_asked(dam: Case, tmp_path: Path) -> None:
    exported = export_case(dam, "geniusweb")
    written = write_exported(exported, tmp_path / "new" / "folder")
    assert sorted(path.name for path in written) == sorted(exported.files)
    with pytest.raises(CaseError, match="exists; name another folder"):
        write_exported(exported, tmp_path / "new" / "folder")
    write_exported(exported, tmp_path / "new" / "folder", overwrite=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseError, match="cannot be made"):
        write_exported(exported, tmp_path / "file" / "folder")


def test_what_no_tool_could_read_is_refused(dam: Case) -> None:
    alone = loads(DAM.replace("lowland: {seat: true", "lowland: {seat: false"))
    with pytest.raises(CaseError, match="needs two parties at the table"):
        export_case(alone, "csv")
    with pytest.raises(CaseError, match="format 'xlsx' is unknown; choose one of genius"):
        export_case(dam, "xlsx")  # type: ignore[arg-type]
    issues = "".join(f"  x{n}: {{options: {{a: {{}}, b: {{}}}}}}\n" for n in range(30))
    large = loads(DAM.replace("  data:", issues + "  data:", 1))
    with pytest.raises(CaseError, match="32 issues are more than a scorable game can name"):
        export_case(large, "scorable")


def test_the_same_case_gives_the_same_bytes(dam: Case) -> None:
    for to in ("genius", "geniusweb", "csv", "scorable"):
        assert export_case(dam, to) == export_case(loads(DAM), to)
