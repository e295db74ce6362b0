"""Foreign cases: worths keep their proportions, traps of the formats, and bad files refused."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import exact_worth

from detente.case.check import case_problems
from detente.case.files import dump_case, loads
from detente.case.foreign import ForeignCase, ForeignIssue, ForeignParty, case_of, ids_of
from detente.case.importers import import_case
from detente.case.model import Case
from detente.case.statements import KEYWORDS
from detente.errors import CaseError
from detente.sources.frozen import Label

DOMAIN = """<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template><utility_space number_of_issues="2">
<objective index="0" name="root" type="objective" etype="objective">
  <issue index="2" name="Fish quota" type="discrete" vtype="discrete">
    <item index="1" value="10 t"/><item index="2" value="20 t"/><item index="3" value="30 t"/>
  </issue>
  <issue index="3" name="Port" type="discrete"><item value="open"/><item value="shut"/></issue>
</objective></utility_space></negotiation_template>
"""
NORTH = """<utility_space><reservation value="0.25"/>
<objective index="0" name="root">
  <issue index="2" name="Fish quota">
    <item value="10 t" evaluation="1"><similarity_function><item value="no option"/>
      </similarity_function></item>
    <item value="20 t" evaluation="3"/><item value="30 t" evaluation="1"/>
    <item value="30 t" evaluation="4"/>
  </issue>
  <issue index="3" name="Port">
    <item value="open" evaluation=".5"/><item value="shut" evaluation="0"/></issue>
</objective>
<weight index="3" value="0.3"/><weight index="2" value="0.7"/></utility_space>
"""
SOUTH = """<utility_space><objective index="0" name="root">
  <weight index="2" value="0.60000001"/><weight index="3" value="0.4"/>
  <issue index="3" name="Port">
    <item value="open" evaluation="0"/><item value="shut" evaluation="9"/></issue>
  <issue index="2" name="Fish quota"><item value="10 t" evaluation="8"/>
    <item value="20 t" evaluation="6"/><item value="30 t" evaluation="0"/></issue>
</objective></utility_space>
"""


@pytest.fixture
def genius(tmp_path: Path) -> Path:
    folder = tmp_path / "fish"
    folder.mkdir()
    (folder / "Fish_domain.xml").write_text(DOMAIN)
    (folder / "Fish_North.xml").write_text(NORTH)
    (folder / "Fish_South.xml").write_text(SOUTH)
    return folder


@pytest.fixture
def game(tmp_path: Path) -> Path:
    folder = tmp_path / "harbor"
    (folder / "scores_files").mkdir(parents=True)
    (folder / "config.txt").write_text(
        "Old Town,town,player,greedy,x\nShip Co,ship,p1,greedy,x\n\nUnion,union,p2,x,x"
    )
    (folder / "initial_deal.txt").write_text("A1,B2")
    (folder / "scores_files" / "town.txt").write_text("0, 30, 60\n40, 0\n55 ")
    (folder / "scores_files" / "ship.txt").write_text("70, 35, 0 \n0, 30\n\n40\n")
    (folder / "scores_files" / "union.txt").write_text("0, 0, 0\n25, 100\n25")
    return folder


def worth(case: Case, party: str, *chosen: str) -> float:
    wanted = case.preferences[party].issues
    total = sum(item.salience.mid for item in wanted.values())
    return sum(
        item.salience.mid * item.scores[option].mid
        for item, option in zip(wanted.values(), chosen, strict=True)
    ) / total  # fmt: skip


def test_a_genius_folder_becomes_a_case_that_passes_the_check(genius: Path) -> None:
    case = import_case(genius)
    assert case.title.en == "Fish"
    assert list(case.parties) == ["north", "south"]
    assert case.seated() == ("north", "south")
    assert {i: list(issue.options) for i, issue in case.issues.items()} == {
        "fish_quota": ["option_10_t", "option_20_t", "option_30_t"],
        "port": ["open", "shut"],
    }
    assert case.issue_name("fish_quota").en == "Fish quota"
    assert case_problems(case) == ()
    assert loads(dump_case(case)) == case


def test_folder_domain_and_profile_give_the_same_case(genius: Path) -> None:
    case = import_case(genius)
    assert import_case(genius / "Fish_domain.xml") == case
    from_profile = import_case(genius / "Fish_North.xml")
    assert from_profile.preferences == case.preferences


def test_utility_is_weight_by_index_times_evaluation_over_the_largest(genius: Path) -> None:
    case = import_case(genius)
    # by hand: 0.7 x 3/4 + 0.3 x .5/.5 = 0.825
    assert worth(case, "north", "option_20_t", "open") == pytest.approx(82.5)
    # by hand: 0.60000001 x 6/8 + 0.4 x 9/9, on a scale where the best is worth 1.00000001
    assert worth(case, "south", "option_20_t", "shut") == pytest.approx(
        100 * (0.60000001 * 6 / 8 + 0.4) / 1.00000001
    )


def test_an_option_listed_twice_counts_with_its_last_evaluation(genius: Path) -> None:
    scores = import_case(genius).preferences["north"].issues["fish_quota"].scores
    assert {name: value.mid for name, value in scores.items()} == {
        "option_10_t": 25,
        "option_20_t": 75,
        "option_30_t": 100,
    }


def test_the_reservation_value_is_the_no_deal_value_and_its_absence_is_stated(
    genius: Path,
) -> None:
    case = import_case(genius)
    assert case.preferences["north"].no_deal.mid == 25
    assert case.preferences["south"].no_deal.mid == 0
    assert "no reservation value stated" in (case.parties["south"].assume or "")


def test_a_discount_factor_is_not_kept_and_that_is_said(genius: Path) -> None:
    path = genius / "Fish_North.xml"
    path.write_text(NORTH.replace("<reservation", '<discount_factor value="0.9"/><reservation'))
    assert "discount factor 0.9 not kept" in (import_case(genius).parties["north"].assume or "")


BAD_GENIUS = {
    "doctype": ('<!DOCTYPE x [<!ENTITY a "b">]>' + NORTH, "declares a document type"),
    "external": ('<!DOCTYPE x SYSTEM "http://x.invalid/y">' + NORTH, "declares a document type"),
    "broken": (NORTH.replace("</utility_space>", ""), r"Fish_North.xml:\d+: is not XML"),
    "no weight": (
        NORTH.replace('<weight index="3" value="0.3"/>', ""),
        r"North.xml:9: issue 'Port' has no weight",
    ),
    "huge number": (NORTH.replace('"0.7"', '"1e999999999"'), "is not a number"),
    "bad number": (NORTH.replace('"0.7"', '"lots"'), "value 'lots' of weight is not a number"),
    "below zero": (NORTH.replace('evaluation="3"', 'evaluation="-3"'), "below 0"),
    "real issue": (
        NORTH.replace('name="Port"', 'name="Port" type="real"'),
        r"North.xml:9: issue 'Port' is real; its values cannot be listed",
    ),
    "nonlinear": (
        NORTH.replace("</objective>", "<constraints/></objective>"),
        "not a sum over issues",
    ),
    "other issues": (
        NORTH.replace('name="Port"', 'name="Haven"'),
        "Fish_North.xml: has no issue 'Port', unlike Fish_domain.xml",
    ),
    "other options": (
        NORTH.replace('"shut"', '"closed"'),
        r"North.xml:9: issue 'Port': option 'closed' stands only there or only in Fish_domain",
    ),
    "two of an index": (
        NORTH.replace('index="3" name', 'index="2" name'),
        "two issues have the index '2'",
    ),
    "deep": (
        NORTH.replace("<objective", "<a>" * 60 + "</a>" * 60 + "<objective"),
        "more than 50 elements inside each other",
    ),
    "encoding": (
        '<?xml version="1.0" encoding="klingon"?>' + NORTH,
        "in an encoding that cannot be read",
    ),
}


@pytest.mark.parametrize("name", BAD_GENIUS)
def test_a_bad_profile_is_refused_with_what_and_where(genius: Path, name: str) -> None:
    text, words = BAD_GENIUS[name]
    (genius / "Fish_North.xml").write_text(text)
    with pytest.raises(CaseError, match=words):
        import_case(genius / "Fish_domain.xml")


def test_a_folder_with_two_domains_asks_which_one(genius: Path) -> None:
    (genius / "Other_domain.xml").write_text(DOMAIN.replace("Port", "Haven"))
    with pytest.raises(CaseError, match="holds 2 domain files; name the one"):
        import_case(genius)
    assert list(import_case(genius / "Fish_domain.xml").parties) == ["north", "south"]


def test_a_scorable_game_becomes_a_case_with_the_same_worths(game: Path) -> None:
    case = import_case(game)
    assert list(case.parties) == ["old_town", "ship_co", "union"]
    assert list(case.issues["a"].options) == ["a1", "a2", "a3"]
    assert worth(case, "old_town", "a2", "b1") == pytest.approx(70)
    assert worth(case, "ship_co", "a1", "b2") == pytest.approx(100)
    assert [case.preferences[p].no_deal.mid for p in case.parties] == [55, 40, 25]
    assert case.preferences["union"].issues["a"].salience.mid == 0
    assert case_problems(case) == ()
    assert import_case(game / "config.txt") == case


def test_veto_parties_and_all_but_one_of_the_parties_must_consent(game: Path) -> None:
    case = import_case(game)
    assert case.consent.veto == ("ship_co", "union")
    assert case.consent.quota == 2
    assert "all but one of the parties" in (case.consent.assume or "")
    assert case.parties["ship_co"].assume == "scorable game, role p1; has a veto"
    assert case.parties["old_town"].assume == "scorable game, role player"
    german = import_case(game, language="de")
    assert german.parties["ship_co"].assume == "Punktespiel, Rolle p1; hat ein Veto"


def test_what_no_outcome_reaches_stays_out_of_reach_and_that_is_said(
    genius: Path, game: Path
) -> None:
    (genius / "Fish_North.xml").write_text(NORTH.replace('"0.25"', '"4"'))
    north = import_case(genius).preferences["north"]
    assert north.no_deal.mid == 100
    # by hand: the best outcome is worth 1 of 4
    assert worth(import_case(genius), "north", "option_30_t", "open") == 25
    assert "no outcome reaches" in (import_case(genius).parties["north"].assume or "")
    (game / "scores_files" / "town.txt").write_text("0, 30, 60\n40, 0\n155")
    assert import_case(game).preferences["old_town"].no_deal.mid == 100


BAD_GAMES = {
    "other length": ("0, 30\n40, 0\n55", "another number of issues or options"),
    "no numbers": ("0, x, 60\n40, 0\n55", r"town.txt:1: '0, x, 60' is not a list of numbers"),
    "no least": ("0, 30, 60\n40, 0", "a last line with the least acceptable"),
    "below zero": ("0, -30, 60\n40, 0\n55", "below 0"),
    "empty": ("", "needs one line of scores per issue"),
    "nothing wanted": ("0, 0, 0\n0, 0\n0", "all weights are zero"),
}


@pytest.mark.parametrize("name", BAD_GAMES)
def test_a_bad_score_table_is_refused_with_what_and_where(game: Path, name: str) -> None:
    text, words = BAD_GAMES[name]
    (game / "scores_files" / "town.txt").write_text(text)
    if name == "other length":
        (game / "scores_files" / "town.txt").write_text("0, 30, 60\n40, 0, 0\n55")
    with pytest.raises(CaseError, match=words):
        import_case(game)


@pytest.mark.parametrize("config", ["A,../../etc/passwd,player", "A", "A,gone,player"])
def test_a_bad_config_is_refused_and_leads_out_of_no_folder(game: Path, config: str) -> None:
    (game / "config.txt").write_text(config)
    with pytest.raises(CaseError, match=r"config\.txt:1: needs name|gone\.txt: cannot be read"):
        import_case(game)


def test_what_is_no_foreign_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such file"):
        import_case(tmp_path / "gone.xml")
    (tmp_path / "case.txt").write_text("a,b")
    with pytest.raises(CaseError, match="neither a Genius scenario"):
        import_case(tmp_path / "case.txt")
    with pytest.raises(CaseError, match="neither a Genius scenario"):
        import_case(tmp_path)
    (tmp_path / "page.xml").write_text("<html><body/></html>")
    with pytest.raises(CaseError, match="domain"):
        import_case(tmp_path / "page.xml")


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_give_ids_that_a_case_and_its_statements_accept(names: list[str]) -> None:
    found = ids_of(names, "option")
    assert len(set(found)) == len(names)
    assert not set(found) & set(KEYWORDS)
    for name in found:
        assert name[0].isalpha()
        assert name.isascii()
        assert name == name.lower()


fractions = st.fractions(min_value=0, max_value=1, max_denominator=50)


@given(
    st.lists(
        st.tuples(fractions, st.lists(fractions, min_size=2, max_size=3)), min_size=1, max_size=3
    ),
    fractions,
)
def test_worths_and_least_worth_survive_any_weights_exactly(
    wanted: list[tuple[Fraction, list[Fraction]]], part: Fraction
) -> None:
    weights = tuple(weight + 1 for weight, _ in wanted)
    shares = tuple(tuple(row) for _, row in wanted)
    total = sum(weights, Fraction(0))
    party = ForeignParty("p", weights, shares, total * part, Label(de="von Hand", en="by hand"))
    issues = tuple(
        ForeignIssue(f"i{n}", tuple(f"o{m}" for m in range(len(row))))
        for n, row in enumerate(shares)
    )
    case = loads(dump_case(case_of(ForeignCase("x", issues, (party, party)))))
    assert case.preferences["p"].no_deal.exact_mid == 100 * part
    for choice in product(*(range(len(row)) for row in shares)):
        exact = sum(w * row[o] for w, row, o in zip(weights, shares, choice, strict=True))
        assert exact_worth(case, "p", choice) == 100 * exact / total
