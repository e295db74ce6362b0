"""A supposition: what it may add, what it may not touch, and what it must say."""

import pytest
from tests.supposed import BARTER, ISLE, QUAY, case_of_text

from detente.case.check import case_problems
from detente.case.files import dump_case
from detente.case.files import loads as load_text
from detente.case.model import Case
from detente.case.suppose import load_supposition, suppose
from detente.errors import CaseError, InvalidCaseError


@pytest.fixture(scope="module")
def quay():
    return case_of_text(QUAY)


def refused(case, text):
    """Return what is said of a supposition that does not fit."""
    with pytest.raises(InvalidCaseError) as caught:
        suppose(case, text, "what.yaml")
    return str(caught.value)


def with_order(case, **order):
    """Return the case with south known only by an order of outcomes."""
    content = case.model_dump(mode="json", by_alias=True)
    content["preferences"]["south"] = {"assume": "as it says", **order}
    return Case.model_validate(content)


def test_a_party_with_an_issue_of_its_own_is_added_and_everything_else_stays(quay):
    found = suppose(quay, ISLE)
    assert (found.parties, found.issues, found.options) == (("isle",), ("harbor",), {})
    assert found.title.de == "Die Insel kann den Hafen sperren"
    assert list(found.case.issues["harbor"].options) == ["blocked", "clear"]
    assert found.case.title == quay.title
    for name in ("quay", "fuel"):
        assert found.case.issues[name] == quay.issues[name]
        assert (
            found.case.preferences["north"].issues[name] == quay.preferences["north"].issues[name]
        )
    assert found.case.preferences["north"].red_lines == quay.preferences["north"].red_lines
    assert not [p for p in case_problems(found.case) if p.severity == "error"]


def test_everything_that_is_supposed_is_named_with_its_reason(quay):
    found = suppose(quay, ISLE)
    assert [item.path for item in found.added] == [
        "parties.isle", "issues.harbor", "preferences.isle", "preferences.north.issues.harbor",
        "preferences.south.issues.harbor",
    ]  # fmt: skip
    assert {item.assume for item in found.added} == {"its fishers own forty boats"}
    isle = found.case.preferences["isle"]
    assert isle.issues["quay"].scores["shut"].assume == "an open quay takes its trade"
    assert found.is_supposed("preferences.isle.issues.quay")
    assert found.is_supposed("issues.harbor.held_by.isle")
    assert not found.is_supposed("preferences.north.issues.quay")
    assert not found.is_supposed("issues.quay.held_by.north")


def test_options_are_added_to_an_issue_of_the_case(quay):
    found = suppose(quay, BARTER)
    assert found.options == {"fuel": ("bartered",)}
    assert list(found.case.issues["fuel"].options) == ["sold", "withheld", "bartered"]
    wish = found.case.preferences["north"].issues["fuel"]
    assert (wish.scores["bartered"].low, wish.scores["sold"].low) == (70, 100)
    assert wish.scores["bartered"].assume == "it has done so before"
    assert found.is_supposed("preferences.north.issues.fuel")
    assert not found.is_supposed("issues.fuel.held_by.south")


def test_a_party_is_supposed_to_hold_an_issue_of_the_case(quay):
    text = "title: shared\nissues: {fuel: {held_by: [north], assume: by a strike}}"
    found = suppose(quay, text)
    assert set(found.case.issues["fuel"].held_by) == {"south", "north"}
    (added,) = found.added
    assert (added.path, added.assume) == ("issues.fuel.held_by.north", "by a strike")
    assert not found.is_supposed("issues.fuel.held_by.south")


def test_links_red_lines_and_interactions_come_after_those_of_the_case(quay):
    more = """
  north:
    issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}
    red_lines: [{never: harbor = blocked}]
"""
    north = "  north: {issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}}\n"
    text = ISLE.replace(north, more.lstrip("\n"))
    text += "links:\n  - {if: harbor = blocked, then: fuel = withheld}\n"
    found = suppose(quay, text)
    lines = found.case.preferences["north"].red_lines
    assert [line.never for line in lines] == ["quay = open and fuel = withheld", "harbor = blocked"]
    assert found.is_supposed("preferences.north.red_lines.1")
    assert not found.is_supposed("preferences.north.red_lines.0")
    assert found.case.links[0].then == "fuel = withheld"
    assert lines[1].assume == found.case.links[0].assume == "its fishers own forty boats"
    broken = text.replace("never: harbor = blocked", "never: harbor = blokced")
    line = broken.splitlines().index("    red_lines: [{never: harbor = blokced}]") + 1
    assert f"what.yaml:{line}: preferences.north.red_lines.1.never" in refused(quay, broken)


def test_what_the_case_says_cannot_be_supposed_otherwise(quay):
    text = """title: another world
assume: for the sake of it
parties: {north: {seat: false}}
issues:
  quay: {status_quo: open, held_by: [north], options: {shut: {}}}
preferences:
  north: {no_deal: 5, issues: {quay: {salience: 9, scores: {open: 90}}}}
consent: {rule: all}
weather: fine
"""
    said = refused(quay, text)
    for line, words in (
        (3, "parties.north: north is a party of the case; leave it out here"),
        (5, "issues.quay.status_quo: status_quo of quay is said by the case"),
        (5, "issues.quay.held_by.north: north can change quay alone in the case already"),
        (5, "issues.quay.options.shut: shut is an option of the case"),
        (7, "preferences.north.no_deal: no_deal of north is said by the case"),
        (7, "preferences.north.issues.quay.salience: salience of quay for north is said"),
        (7, "preferences.north.issues.quay.scores.open: what open is worth to north is said"),
        (8, "consent: consent is no part of a supposition"),
        (9, "weather: weather is unknown here; use title, because, assume, parties"),
    ):
        assert f"what.yaml:{line}: {words}" in said
    assert "to change it, edit the case" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: {de: Die Insel kann den Hafen sperren, en: The isle can block the harbor}\n", "",
         "title: the supposition has no title; say in a few words"),
        ("    held_by: [isle]\n", "",
         "issues.harbor: nobody can change harbor alone, so nothing follows from it"),
        ("    status_quo: clear\n", "",
         "issues.harbor: nothing says which option of harbor is as things are"),
        ("held_by: [isle]", "held_by: [isles]", "unknown party isles; did you mean isle?"),
        ("status_quo: clear", "status_quo: clean", "unknown option clean; did you mean clear?"),
        ("  south: {issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}}\n", "",
         "preferences.south.issues.harbor: nothing says what south wants on harbor; add"),
        ("      fuel: {salience: 20, scores: {sold: 50, withheld: 50}}\n", "",
         "preferences.isle.issues.fuel: nothing says what isle wants on fuel"),
        ("assume: its fishers own forty boats\n", "",
         "has neither because nor assume; name the acts behind it, or state the assumption in a "
         "sentence; 'assume' at the top of the supposition holds for all of it"),
        ("salience: 20, scores: {clear", "salience: 120, scores: {clear", "120 is outside 0..100"),
        ("blocked, add: 30", "blockade, add: 30", "blockade"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_with_line_and_advice(quay, old, new, words):
    assert old in ISLE
    said = refused(quay, ISLE.replace(old, new, 1))
    assert words in said
    assert all(line.startswith("what.yaml") for line in said.splitlines())


def test_an_added_option_needs_a_worth_for_everyone_with_points(quay):
    text = BARTER.replace("  south: {issues: {fuel: {scores: {bartered: 90}}}}\n", "")
    said = refused(quay, text)
    assert "preferences.south.issues.fuel.scores.bartered: nothing says what bartered" in said


def test_a_supposition_that_adds_nothing_to_do_is_refused(quay):
    text = "title: none\nparties: {isle: {seat: false, role: observer}}\nassume: just so"
    assert "nothing is added that a party could do" in refused(quay, text)
    assert "title: the supposition has no title" in refused(quay, "detente: 2")
    assert "2 is not a version of the form; use 1" in refused(quay, "detente: 2\ntitle: x")
    assert "issues: issues is not a block of named entries" in refused(quay, "title: x\nissues: 3")
    assert "the file holds a list" in refused(quay, "- 1")


def test_a_ranking_is_written_anew_since_its_places_mean_nothing_one_by_one(quay):
    ranked = with_order(
        quay,
        ranking=[
            "quay = open and fuel = withheld",
            "quay = open",
            "fuel = withheld",
            "fuel = sold",
        ],
    )
    wants = "  south: {issues: {fuel: {scores: {bartered: 90}}}}\n"
    said = refused(ranked, BARTER.replace(wants, ""))
    assert "outcomes stand in no place; write the whole ranking, with what is added" in said
    new = '  south: {ranking: ["quay = open", "fuel != sold", "fuel = sold"]}\n'
    found = suppose(ranked, BARTER.replace(wants, new))
    assert len(found.case.preferences["south"].ranking) == 3
    assert [a.path for a in found.added][-3:] == [
        f"preferences.south.ranking.{n}" for n in range(3)
    ]
    assert "ranking of north is said" not in refused(quay, BARTER.replace(wants, new))


def test_one_way_options_may_lead_to_added_ones_and_to_nothing_else(quay):
    content = quay.model_dump(mode="json", by_alias=True)
    content["issues"]["fuel"]["options"]["sold"]["leads_to"] = []
    once = Case.model_validate(content)
    text = BARTER.replace("bartered: {}", "bartered: {leads_to: []}, sold: {leads_to: [bartered]}")
    found = suppose(once, text)
    assert found.case.issues["fuel"].options["sold"].leads_to == ("bartered",)
    assert found.is_supposed("issues.fuel.options.sold.leads_to.0")
    assert "sold is an option of the case" in refused(quay, text)


def test_the_case_with_what_is_supposed_is_the_one_written_out_by_hand(quay):
    for text in (ISLE, BARTER):
        union = suppose(quay, text).case
        assert load_text(dump_case(union)) == union


def test_a_file_is_read_and_its_name_stands_in_every_message(quay, tmp_path):
    path = tmp_path / "isle.yaml"
    path.write_text(ISLE, encoding="utf-8")
    assert load_supposition(path, quay).parties == ("isle",)
    path.write_text(ISLE.replace("isle]", "isles]"), encoding="utf-8")
    with pytest.raises(InvalidCaseError, match=r"isle\.yaml:8"):
        load_supposition(path, quay)
    with pytest.raises(CaseError, match="cannot be read"):
        load_supposition(tmp_path / "none.yaml", quay)
