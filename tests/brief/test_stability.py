"""Whether it would hold: every kind of record has its words, its reasons and no side."""

import json
import re
from functools import cache

import pytest
from lxml import etree
from tests.brief.fixture import case, record
from tests.brief.stability_fixture import (
    IDS,
    after,
    not_looked_at,
    outcomes,
    values,
    with_stability,
)
from tests.brief.test_build import act_id, canon, quoted_acts, statements, swapped, words_sorted

from detente.brief.blocks import Chart, Points, Prose, Section, Table
from detente.brief.build import build_brief
from detente.brief.document import Brief
from detente.brief.stability import stability
from detente.brief.stability_chart import moves_chart
from detente.brief.stability_layout import places
from detente.brief.stability_moves import MAX_NODES, picture
from detente.brief.stability_parts import Shown, shown
from detente.brief.svg import render_svg
from detente.brief.voices import is_silent
from detente.brief.writer import Pen, Writer
from detente.case.model import Case, Preference
from detente.sources.frozen import LANGUAGES, Label


@cache
def brief(language="en") -> Brief:
    return build_brief(record(), case(), with_stability(values()), language)


def alone(given=None, given_case=None, language="en") -> Section:
    """Return the section without the rest of the brief."""
    if given is None and given_case is None:
        return plain(language)
    return made(given, given_case, language)


@cache
def plain(language: str) -> Section:
    return made(None, None, language)


def made(given, given_case, language) -> Section:
    found = with_stability(given or values())
    writer = Writer(record(), given_case or case(), found, language)
    writer.words.certain = False
    return stability(writer)


def texts(part: Section | None = None) -> list[str]:
    """Return what the section says outside its notes, statement by statement."""
    blocks = (part or alone()).blocks
    listed = [s for b in blocks if isinstance(b, Points | Prose) for s in b.statements]
    shown_in = [b for b in blocks if isinstance(b, Table)]
    listed += [s for t in shown_in for row in t.rows for cell in row.cells for s in cell]
    return [f"{s.lead or ''} {s.text}".strip() for s in listed]


def said(part: Section | None = None) -> str:
    return "\n".join(texts(part))


def tables(part: Section | None = None) -> dict[str, Table]:
    blocks = (part or alone()).blocks
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def table(caption: str, part: Section | None = None) -> Table:
    return next(t for name, t in tables(part).items() if caption in name)


def cells(row) -> list[str]:
    return [" ".join(s.text for s in cell) for cell in row.cells]


def rows(found: Table) -> dict[str, list[str]]:
    return {f"{r.head.lead or ''} {r.head.text}".strip(): cells(r) for r in found.rows}


def pen() -> Pen:
    return Pen(Writer(record(), case(), with_stability(values()), "en"), "stability")


def named() -> list[Shown]:
    return shown(pen(), case(), with_stability(values()), values())


def test_a_settlement_is_called_what_the_settlement_section_calls_it():
    letters = [item.name.cap for item in named()]
    assert letters == ["Settlement A", "Settlement B", "The status quo"]


def test_an_outcome_that_the_settlement_section_does_not_name_gets_a_number():
    other = outcomes()[1].model_copy(update={"outcome": after(outcomes()[1].outcome, mission="x")})
    changed = values().model_copy(update={"outcomes": (outcomes()[0], other)})
    found = shown(pen(), case(), with_stability(changed), changed)
    assert [item.short for item in found] == ["A", "1"]


def test_the_table_says_in_words_and_shares_what_holds_under_each_concept():
    found = rows(table("Which outcomes hold"))
    first, threats, today = found.values()
    assert all(cell.startswith("does not hold; ") for cell in first)
    assert [cell.partition(";")[0] for cell in threats] == [
        "does not hold", "holds", "does not hold", "does not hold", "does not hold",
    ]  # fmt: skip
    assert [cell.partition(";")[0] for cell in today] == ["holds"] * 5
    assert threats[1] == "holds; 5% (3% to 7%)"


def test_where_every_value_is_certain_no_share_is_shown():
    certain = values().model_copy(update={"certain": True})
    part = alone(certain)
    assert set(next(iter(rows(table("Which outcomes hold", part)).values()))) == {"does not hold"}
    assert "value sets" not in said(part)


def test_each_party_is_listed_with_the_most_demanding_concept_under_which_it_stays():
    found = rows(table("Why each party"))
    assert found["Westania"][0] == "leaves"
    assert found["Sudria"][1] == "stays: a threat (GMR)"
    assert found["League of Islands"] == ["can change nothing alone"] * 3


def test_who_leaves_by_which_move_for_what_gain_and_why_nobody_answers():
    words = next(t for t in texts() if "12.5" in t and "still be better off" in t)
    assert "Westania would gain 12.5 points by the move “passage: " in words
    assert "Nobody can answer" in words


def test_a_departure_that_is_answered_names_who_answers_and_what_is_left():
    words = next(t for t in texts() if "foreign troops" in t and "answered" in t)
    assert re.search(r"answered by: Sudria with “customs blockade: \w+( \w+)*”", words)
    assert "Norland would then be 4 points worse off than before." in words
    assert "pays the party that takes it" in words


def test_a_threat_that_does_not_pay_and_can_be_escaped_is_told_as_such():
    words = next(t for t in texts() if "it is a threat" in t)
    assert words.startswith("Sudria would be better off with the move")
    assert "no better off than before" in words
    assert "could, however, evade the answer" in words


def test_moves_left_out_are_counted():
    assert "3 more better moves stand in the finding: Sudria." in texts()


def test_groups_that_gain_together_are_named_and_single_parties_are_not():
    groups = [t for t in texts() if t.startswith("With a gain for all")]
    assert groups == [
        "With a gain for all of them could leave: together Norland and Sudria. No answer of others "
        "could prevent it."
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Nobody at the table would leave alone",
        "If all moved at once, at least one party would be better off",
        "Even if all moved at once",
        "stays or leaves: Sudria",
        "(strongly held): Westania",
        "(weakly held): Sudria",
        "It holds if both parties think this many moves ahead: 1.",
        "It does not hold if both parties think this many moves ahead: 2.",
        "can change alone: mission in the harbor",
        "“foreign troops” can only be followed by: League mission",
        "Not reversible: “is lifted” on the issue “customs blockade”.",
    ],
)
def test_what_else_is_known_of_an_outcome_is_said_plainly(words):
    assert words in said()


def test_a_departure_rests_on_the_acts_and_assumptions_behind_it():
    paper = brief()
    leaving = next(s for s in statements(paper) if "still be better off" in s.text)
    assert IDS["passage"] in quoted_acts(paper, leaving)
    assert {mark.code for mark in leaving.marks} == {"unseated", "assumed"}


def test_every_ground_is_told_once_with_its_words_or_that_there_are_none():
    found = rows(table("Wishes and restrictions"))
    assert found["Norland: wish on the issue “passage”"] == ["The case gives no reason."]
    assert "free passage is indispensable" in found["Westania: wish on the issue “passage”"][0]
    assert len(found) == len(table("Wishes and restrictions").rows)


def test_a_reason_that_no_source_holds_is_said_to_be_missing():
    gone = values().holders[0].grounds[0].model_copy(update={"because": ("a0000",)})
    holder = values().holders[0].model_copy(update={"grounds": (gone,)})
    given = values().model_copy(update={"holders": (holder,)})
    paper = alone(given)
    words = rows(table("Who can change", paper))["Sudria"][1]
    assert words == "The reason does not stand in these sources."


def test_the_way_is_a_list_of_steps_in_order_with_who_takes_them_and_what_it_means_to_them():
    listed = [b for b in alone().blocks if isinstance(b, Points) and b.ordered]
    assert [s.text for s in listed[0].statements] == ["Westania: passage: free (gain: 30 points)"]
    against, together = (s.text for s in listed[1].statements)
    assert "Sudria: customs blockade: is lifted (against its own interest, loss: 5" in against
    assert together.startswith("together Norland and Sudria: mission in the harbor: ")
    assert "only possible together" in together
    assert brief().html().count('<ol class="points">') == 2


def test_who_must_begin_is_said():
    assert "The first step can be by any of these: Westania and all at the table together." in (
        texts()
    )
    assert "The first step must be by: Sudria." in texts()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"by_moves": None}, "No way leads there"),
        ({"by_moves": ()}, "no step is needed"),
        ({"searched": False}, "was not looked at: the case is too large"),
        ({}, "The shortest of all:"),
    ],
)
def test_a_way_that_does_not_exist_or_was_not_looked_for_says_so(given, words):
    way = values().roadmaps[1].model_copy(update=given)
    changed = values().model_copy(update={"roadmaps": (way,)})
    assert words in said(alone(changed))


def test_an_absent_party_that_cannot_move_shows_what_its_moves_bring_about():
    found = rows(table("without the moves of one party"))
    assert list(found) == ["Westania", "Sudria"]
    assert found["Westania"] == ["passage", "3", "5", "Settlement A would then hold (SEQ)."]
    assert found["Sudria"][-1] == "nothing"


def test_the_issue_on_which_most_depends_comes_first():
    assert "Most depends on moves on: passage. Without them it would change for up to 50%" in (
        said()
    )
    found = rows(table("Effect of the moves"))
    assert list(found) == ["passage", "customs blockade", "passage: free"]


def test_how_little_makes_a_party_leave_names_the_score_and_its_reason():
    found = rows(table("Parties that can change something"))
    norland = found["Settlement A: Norland"]
    assert norland[1].startswith("2; it would then go to “")
    assert norland[2] == (
        "Norland: worth of “League mission” on the issue “mission in the harbor”: more than 61.5 "
        "instead of 5"
    )
    assert "never accept foreign troops" in norland[3]
    assert found["Settlement A: Sudria"][1:3] == [
        "no order makes it leave", "no single score from 0 to 100",
    ]  # fmt: skip


def test_what_a_party_that_leaves_would_have_to_prefer_is_told_of_no_other():
    wishes = [t for t in texts() if "would stay (" in t]
    assert len(wishes) == 1
    assert wishes[0].startswith("Westania would stay (GMR) if settlement A did not stand below")
    assert "75% of all possible orders" in wishes[0]


def test_the_findings_page_says_whether_the_foremost_settlement_would_hold():
    line = next(s for s in brief().opening if s.lead == "Would it hold")
    assert line.text.startswith("Settlement A does not hold: Westania")
    assert "Westania would gain 12.5 points" in line.text
    assert line.see == "stability"
    assert IDS["passage"] in quoted_acts(brief(), line)


def test_where_nothing_was_looked_at_one_sentence_says_why_and_the_findings_page_nothing():
    paper = build_brief(record(), case(), with_stability(not_looked_at()), "de")
    assert texts(next(part for part in paper.sections if part.id == "stability")) == [
        "Niemand hält ein Thema allein."
    ]
    assert "stability" not in {s.see for s in paper.opening}


def test_what_the_case_does_not_state_or_is_too_large_for_is_said():
    none = [item.model_copy(update={"shares": {}}) for item in outcomes()[:2]]
    bare = {"status_quo": None, "roadmaps": (), "outcomes": tuple(none)}
    words = said(alone(values().model_copy(update=bare)))
    assert "ways from it are therefore missing" in words
    assert "too large for this to be looked at in many plausible value sets" in words
    assert "therefore missing" not in said()
    assert "too large" not in said()


def test_a_case_without_any_outcome_to_look_at_says_so():
    bare = {"outcomes": (), "roadmaps": (), "status_quo": None}
    assert "names neither a settlement" in said(alone(values().model_copy(update=bare)))


def test_a_finding_made_before_the_question_was_asked_leaves_the_section_out():
    paper = build_brief(record(), case(), with_stability(None), "en")
    assert "stability" not in {part.id for part in paper.sections}
    assert not any(text.startswith("stability:") for text in paper.method.methods)


def test_outcomes_with_the_same_moves_and_answers_are_told_once():
    twin = outcomes()[0].model_copy(update={"outcome": outcomes()[1].outcome})
    given = values().model_copy(update={"outcomes": (outcomes()[0], twin)})
    words = said(alone(given))
    assert words.count("Nobody can answer") == 1
    assert "as above (settlement A)" in words


def test_the_moves_of_a_party_that_has_said_nothing_are_not_told():
    bare = case().model_copy(update={"preferences": {
        party: held for party, held in case().preferences.items() if party != "westania"
    }})  # fmt: skip
    words = said(alone(given_case=bare))
    assert "Westania would gain" not in words
    assert "No position on any open issue: League of Islands and Westania." in words


def test_a_party_known_by_its_order_has_spoken():
    content = case().model_dump(by_alias=True)
    content["preferences"]["league"] = {"no_deal": 0, "ranking": ["passage = free"]}
    assert is_silent(case(), "league")
    assert not is_silent(Case.model_validate(content), "league")
    assert Preference.model_validate(content["preferences"]["league"]).ordinal


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_of_a_table_is_empty_and_no_sentence_is(language):
    for found in tables(alone(language=language)).values():
        for row in found.rows:
            assert len(row.cells) == len(found.columns) - 1
            assert all(cell and all(s.text for s in cell) for cell in row.cells)
    assert all(text.strip() for text in texts(alone(language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_hold_both_ways(language):
    paper = brief(language)
    forth = {(s.id, number) for s in statements(paper) for number in s.quotes}
    assert forth == {(used, quote.number) for quote in paper.quotes for used in quote.used_by}
    page = paper.html()
    targets = re.findall(r'href="#([^"]+)"', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapping_two_names_swaps_exactly_these_names(language):
    new = {"norland": Label(de="Sudria", en="Sudria"), "sudria": Label(de="Norland", en="Norland")}
    parties = {
        party: entry.model_copy(update={"name": new.get(party, entry.name)})
        for party, entry in case().parties.items()
    }
    renamed = case().model_copy(update={"parties": parties})
    other = build_brief(record(), renamed, with_stability(values()), language)
    assert words_sorted(canon(other)) == words_sorted(canon(brief(language), swapped))


def test_both_languages_say_the_same_with_the_same_quotes():
    german, english = (statements(brief(language)) for language in LANGUAGES)
    assert [(s.id, s.quotes, [m.code for m in s.marks]) for s in german] == [
        (s.id, s.quotes, [m.code for m in s.marks]) for s in english
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_of_value_sets_is_never_called_a_likelihood(language):
    for text in texts(alone(language=language)):
        assert not re.search(r"confiden|likel|probab|wahrscheinlich|zuversicht", text.casefold())


def chart() -> Chart:
    return next(block for block in alone().blocks if isinstance(block, Chart))


def test_the_picture_draws_every_move_that_its_table_lists_and_no_color():
    found = chart()
    numbers = [row.head.text for row in found.table.rows]
    text = json.dumps(found.spec)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert all(f'"label": "{number}"' in text for number in numbers)
    assert '"color": {"field"' not in text
    assert {cells(row)[-1] for row in found.table.rows} == {"pays", "does not pay"}


def test_the_picture_is_an_image_with_title_description_and_the_same_bytes():
    found = chart()
    drawn = render_svg(found.spec, found.id, found.title, found.description)
    root = etree.fromstring(drawn)
    assert [etree.QName(part).localname for part in root[:2]] == ["title", "desc"]
    assert render_svg(found.spec, found.id, found.title, found.description) == drawn
    again = build_brief(record(), case(), with_stability(values()), "en")
    assert again.model_dump_json() == brief().model_dump_json()


def test_a_picture_never_grows_beyond_what_can_be_read_and_says_what_is_missing():
    options = {"mission": ("none", "league", "foreign"), "blockade": ("kept", "lifted"),
               "passage": ("closed", "free")}  # fmt: skip
    base = outcomes()[0]
    leaving = base.party("westania")
    steps = [
        leaving.departures[0].step.model_copy(update={"outcome": {
            "mission": m, "blockade": f"{b}{n}", "passage": p}})
        for n in range(2) for m in options["mission"] for b in options["blockade"]
        for p in options["passage"]
    ]  # fmt: skip
    many = [
        base.model_copy(update={"parties": (leaving.model_copy(update={"departures": (
            leaving.departures[0].model_copy(update={"step": one}),)}),)})
        for one in steps
    ]  # fmt: skip
    found = [Shown(item, named()[0].name, str(n)) for n, item in enumerate(many)]
    drawn = picture(case(), found[:1], ())
    assert len(drawn.outcomes) == 2
    assert drawn.whole
    crowded = picture(case(), [found[0], *named()], values().roadmaps)
    assert len(crowded.outcomes) <= MAX_NODES


def test_an_outcome_that_no_move_of_the_picture_touches_is_not_drawn():
    _, threats, today = named()
    drawn = json.dumps(moves_chart(pen(), case(), [threats, today], ()).spec)
    assert '"label": "B"' in drawn
    assert '"label": "SQ"' not in drawn
    assert '"label": "SQ"' in json.dumps(chart().spec)
    assert moves_chart(pen(), case(), [today], ()) is None


def test_points_joined_by_a_move_stand_nearer_than_those_two_moves_apart():
    spots = places(4, [(0, 1), (1, 2), (2, 3)], 0, 3)
    gap = ((spots[:, None] - spots[None]) ** 2).sum(axis=2) ** 0.5
    assert gap[0, 1] < gap[0, 2] < gap[0, 3]
    assert spots[3, 0] > spots[0, 0]
    assert spots[3, 1] == pytest.approx(spots[0, 1])


def test_points_without_a_way_between_them_stand_apart_and_one_point_stands_still():
    spots = places(4, [(0, 1), (2, 3)], 0, 1)
    gap = ((spots[:, None] - spots[None]) ** 2).sum(axis=2) ** 0.5
    assert gap[0, 2] > gap[0, 1]
    assert places(1, [], 0, 0).tolist() == [[0, 0]]


def test_acts_of_the_fixture_are_those_of_the_record():
    assert IDS["passage"] == act_id("assess")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_holds_nothing_is_named_once_and_how_to_add_a_holder(language):
    said = {s.text: s for s in statements(brief(language))}
    nothing = {"de": "kann nichts allein ändern", "en": "can change nothing alone"}[language]
    assert any(nothing in words for words in said)
    line = next(words for words in said if "held_by: {" in words)
    assert "assume: ..." in line


def test_an_assumed_status_quo_is_said_with_the_line_that_corrects_it():
    assumed = {"status_quo": "kept", "assume": "as before any agreement"}
    issues = {**case().issues, "blockade": case().issues["blockade"].model_copy(update=assumed)}
    given = case().model_copy(update={"issues": issues})
    paper = build_brief(record(), given, with_stability(values()), "en")
    (said,) = (s for s in statements(paper) if "as before any agreement" in s.text)
    assert "issues.blockade.status_quo=kept" in said.text
    assert "assumed" in {mark.code for mark in said.marks}
