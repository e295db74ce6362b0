"""The brief as a whole: order, links both ways, honesty, symmetry, the same bytes."""

import json
import re
from collections import Counter
from functools import cache
from itertools import chain

import pytest
from jsonschema import Draft202012Validator
from tests.brief.fixture import case, findings, record, with_concession

from detente.analysis.finding import Share
from detente.analysis.run import analyze
from detente.brief.blocks import Chart, Paper, Points, Prose, Statement, Table
from detente.brief.build import build_brief
from detente.brief.document import Brief
from detente.case.model import RedLine
from detente.record.record import Position
from detente.sources.frozen import LANGUAGES, Label

ORDER = ["timeline", "rounds", "positions", "measures", "open", "settlement", "burden", "seats",
         "stability", "forecast", "robustness"]  # fmt: skip


@cache
def brief(language="en") -> Brief:
    return build_brief(record(), case(), findings(), language)


def of_table(table: Table) -> list[Statement]:
    return [s for row in table.rows for s in (row.head, *chain.from_iterable(row.cells))]


def statements(paper: Paper) -> list[Statement]:
    """Return every statement in the order of the page."""
    found = list(paper.opening)
    for section in (*paper.sections, *paper.closing):
        for block in section.blocks:
            if isinstance(block, Prose | Points):
                found += block.statements
            elif isinstance(block, Table):
                found += of_table(block)
            elif isinstance(block, Chart):
                found += of_table(block.table)
    return found


def section_text(paper: Paper, name: str) -> str:
    section = next(s for s in paper.sections if s.id == name)
    return section.model_dump_json()


def quoted_acts(paper: Paper, statement: Statement) -> set[str]:
    by_number = {quote.number: quote for quote in paper.quotes}
    return {act for number in statement.quotes for act in by_number[number].acts}


def act_id(kind: str) -> str:
    return next(act.id for act in record().acts if act.kind == kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sections_stand_in_the_order_an_analyst_reads(language):
    paper = brief(language)
    assert [section.id for section in paper.sections] == ORDER
    assert [section.id for section in paper.closing] == ["method", "limits"]


def test_every_statement_has_its_own_id():
    counts = Counter(statement.id for statement in statements(brief()))
    assert counts.most_common(1)[0][1] == 1


def test_quotes_are_numbered_in_the_order_of_the_page():
    seen = list(dict.fromkeys(n for s in statements(brief()) for n in s.quotes))
    first_uses = [quote.used_by[0] for quote in brief().quotes]
    assert sorted(seen) == list(range(1, len(brief().quotes) + 1))
    ids = [statement.id for statement in statements(brief())]
    places = [ids.index(statement) for statement in first_uses]
    assert places == sorted(places)


def test_links_between_statements_and_quotes_go_both_ways():
    paper = brief()
    forth = {(s.id, number) for s in statements(paper) for number in s.quotes}
    back = {(used, quote.number) for quote in paper.quotes for used in quote.used_by}
    assert forth == back
    assert forth


def test_every_quote_is_what_stands_at_its_place_in_the_source():
    text = record().sources[0].text
    for quote in brief().quotes:
        assert "".join(piece.text for piece in quote.words) == text[quote.start : quote.end]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_that_only_name_a_message(language):
    content = brief(language).model_dump(mode="json", by_alias=True)
    key = re.compile(r"[a-z_]+(\.[a-z_]+)+")

    def check(value: object) -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                if name not in ("spec", "name", "url"):
                    check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)
        elif isinstance(value, str):
            assert not key.fullmatch(value)

    check(content)


def test_the_findings_page_answers_what_the_title_asks():
    leads = [statement.lead for statement in brief().opening]
    assert leads[:3] == ["At the table", "Not at the table", "Agreed"]
    for lead in ("Conceded", "Red line", "Left open", "Room for a settlement", "At whose expense",
                 "With a seat", "What would decide", "Basis"):  # fmt: skip
        assert lead in leads


def test_what_did_not_happen_is_never_on_the_timeline():
    times = next(s for s in brief().sections if s.id == "timeline")
    shown = [a for s in statements(brief()) if s.id.startswith("timeline") for a in
             quoted_acts(brief(), s)]  # fmt: skip
    assert times.blocks
    by_id = {act.id: act for act in record().acts}
    assert {by_id[act].modality for act in shown} == {"happened"}


def test_an_entry_that_did_not_happen_is_kept_off_the_timeline_even_if_the_record_has_it():
    plan = act_id("appoint")
    entry = record().timeline[0].model_copy(update={"act": plan, "also": ()})
    given = record().model_copy(update={"timeline": (*record().timeline, entry)})
    paper = build_brief(given, case(), findings(), "en")
    for statement in statements(paper):
        if statement.id.startswith("timeline"):
            assert plan not in quoted_acts(paper, statement)


def test_nobody_conceded_is_said_plainly_though_the_word_stands_there():
    conceded = next(s for s in brief().opening if s.lead == "Conceded")
    assert "nobody has made a concession" in conceded.text
    assert "2 places" in conceded.text
    assert quoted_acts(brief(), conceded) == {act_id("concede"), act_id("ask")}


def test_a_concession_that_happened_names_who_made_it():
    paper = build_brief(with_concession(record()), case(), findings(), "en")
    conceded = next(s for s in paper.opening if s.lead == "Conceded")
    assert conceded.text.startswith(
        "Concession by this party: Sudria; issue: customs blockade; towards: Norland: “which"
    )
    assert "nobody" not in conceded.text


def test_a_denial_stands_wherever_the_claim_stands():
    paper = brief()
    for statement in statements(paper):
        if statement.lead == "Not at the table":
            assert {act_id("leave_out"), act_id("deny")} <= quoted_acts(paper, statement)
    rounds = section_text(paper, "rounds")
    assert "Against this stands" in rounds


def test_everyone_with_a_stake_and_no_seat_is_on_the_findings_page():
    absent = next(s for s in brief().opening if s.lead == "Not at the table")
    assert absent.text == (
        "With a stake: League of Islands; "
        "Westania (not invited, which is denied; reaction: cancellation)."
    )


def test_silence_and_ascription_are_marked():
    grid = section_text(brief(), "positions")
    assert '"code":"silent"' in grid
    assert '"code":"ascribed"' in grid
    unknown = section_text(brief(), "robustness")
    assert "no statement in the sources on: mission in the harbor" in unknown


def test_a_proposed_red_line_is_marked_as_proposed():
    line = next(s for s in brief().opening if s.lead == "Red line")
    assert [mark.code for mark in line.marks] == ["proposed"]


def test_parties_without_a_seat_are_in_the_account_and_marked():
    account = section_text(brief(), "burden")
    assert account.count('"code":"unseated"') >= 4
    assert "Westania" in account


ENDS = ("worst not bettered", "best not bettered")
"""Rows about the ends of an axis, which the chart draws and does not name."""


def test_every_chart_has_words_and_a_table_with_the_same_rows():
    charts = [b for s in brief().sections for b in s.blocks if isinstance(b, Chart)]
    assert len(charts) >= 4
    assert [chart.id for chart in charts] == [f"chart-{n + 1}" for n in range(len(charts))]
    for chart in charts:
        assert chart.title
        assert len(chart.description) > 60
        shown = json.dumps(chart.spec, ensure_ascii=False)
        heads = [row.head.text for row in chart.table.rows]
        for head in heads:
            if head not in ENDS:
                assert head.split(":")[0].split(" ")[0] in shown


def test_confidence_and_likelihood_never_share_a_sentence():
    for statement in statements(brief()):
        for sentence in statement.text.split(". "):
            assert not ("percent" in sentence and "confiden" in sentence.casefold())


def test_a_source_without_a_negotiation_gets_a_short_brief_that_says_so():
    bare = record().model_copy(update={"rounds": (), "agreed": (), "positions": ()})
    for language, words in (("en", "no negotiation"), ("de", "keine Verhandlung")):
        paper = build_brief(bare, None, None, language, notes=("nothing to draft from",))
        assert not paper.negotiation
        assert words in paper.opening[0].text
        assert "nothing to draft from" in paper.closing[-1].model_dump_json()
        assert "Sudria" in paper.opening[-1].text
        assert paper.method.seed is None
        assert paper.html()


def test_talks_with_nothing_left_open_are_told_without_a_computation():
    paper = build_brief(record(), None, None, "en")
    assert paper.opening[0].text.startswith("The sources report talks, but hold no negotiation")
    assert [section.id for section in paper.sections] == [
        "timeline", "rounds", "positions", "measures", "open",
    ]  # fmt: skip
    assert "Agreed" in {statement.lead for statement in paper.opening}
    assert paper.method.case_sha256 is None
    assert paper.html()


def test_an_empty_record_gets_a_brief_too():
    empty = {name: () for name in type(record()).model_fields if name != "sources"}
    bare = record().model_copy(update=empty)
    paper = build_brief(bare, None, None, "en")
    assert paper.sections == ()
    assert paper.quotes == ()
    assert paper.html().startswith("<!DOCTYPE html>")


def test_a_case_without_findings_says_that_nothing_was_computed():
    paper = build_brief(record(), case(), None, "en", notes=("the case is too large",))
    assert "This was not worked out" in section_text(paper, "settlement")
    assert "the case is too large" in paper.closing[-1].model_dump_json()
    assert paper.html()


def test_references_to_acts_that_no_source_holds_are_counted():
    stale = (
        case().preferences["norland"].red_lines[0].model_copy(update={"because": ("a0000000f",)})
    )
    norland = case().preferences["norland"].model_copy(update={"red_lines": (stale,)})
    preferences = {**case().preferences, "norland": norland}
    given = case().model_copy(update={"preferences": preferences})
    paper = build_brief(record(), given, findings(), "en")
    assert "1 reference of the case" in paper.closing[-1].model_dump_json()


def test_the_strictest_sharing_mark_stands_on_the_brief():
    origin = record().sources[0]
    given = record().model_copy(
        update={"sources": (origin, origin.model_copy(update={"sharing": "amber"}))}
    )
    assert build_brief(given, case(), findings(), "en").sharing == "amber"


def swapped(text: str) -> str:
    return text.replace("Norland", "\0").replace("Sudria", "Norland").replace("\0", "Sudria")


def canon(paper: Paper, change=lambda text: text) -> Counter:
    """Return what the brief says and cites, without order and numbers; quotes stay as they are."""
    by_number = {quote.number: quote.acts for quote in paper.quotes}
    said = Counter()
    for statement in statements(paper):
        text = statement.text
        if not text.startswith(("“", "„")):
            text = change(text)
        acts = tuple(sorted(a for number in statement.quotes for a in by_number[number]))
        codes = tuple(mark.code for mark in statement.marks)
        said[change(statement.lead or ""), text, acts, codes] += 1
    return said


def words_sorted(said: Counter) -> Counter:
    """Forget the order inside lists of names, which is that of the names."""
    return Counter(
        {
            (tuple(sorted(lead.split())), tuple(sorted(re.findall(r"\w+", text))), *rest): n
            for (lead, text, *rest), n in said.items()
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapping_two_names_swaps_exactly_these_names(language):
    new = {"norland": Label(de="Sudria", en="Sudria"), "sudria": Label(de="Norland", en="Norland")}
    parties = {
        party: entry.model_copy(update={"name": new.get(party, entry.name)})
        for party, entry in case().parties.items()
    }
    other = build_brief(
        record(), case().model_copy(update={"parties": parties}), findings(), language
    )
    before = words_sorted(canon(brief(language), swapped))
    assert words_sorted(canon(other)) == before
    assert words_sorted(canon(brief(language))) != before


def test_the_json_twin_fits_the_schema_and_comes_back_equal():
    paper = brief()
    content = paper.model_dump(mode="json", by_alias=True)
    assert next(iter(content)) == "schema"
    assert content["schema"] == "detente/brief/1"
    Draft202012Validator(Brief.model_json_schema(by_alias=True)).validate(content)
    assert Brief.model_validate(content) == paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(language):
    again = build_brief(record(), case(), findings(), language)
    assert again.html() == brief(language).html()
    assert again.model_dump_json() == brief(language).model_dump_json()


def test_both_languages_say_the_same_with_the_same_quotes():
    german, english = brief("de"), brief("en")
    assert [s.id for s in statements(german)] == [s.id for s in statements(english)]
    assert [s.quotes for s in statements(german)] == [s.quotes for s in statements(english)]


def with_everyone_seated():
    parties = {
        party: entry.model_copy(update={"seat": True}) for party, entry in case().parties.items()
    }
    return case().model_copy(update={"parties": parties})


def test_a_case_that_knows_no_unseated_party_says_who_else_pays_is_open():
    given = with_everyone_seated()
    bare = record().model_copy(update={"rounds": ()})
    paper = build_brief(bare, given, analyze(given, n_draws=64, seed=1), "en")
    absent = next(s for s in paper.opening if s.lead == "Not at the table")
    assert "Who else might pay is therefore not examined" in absent.text
    table = next(s for s in paper.opening if s.lead == "At the table")
    assert table.text.startswith("The sources do not say who sat at the table")
    expense = next(s for s in paper.opening if s.lead == "At whose expense")
    assert expense.text.startswith("No settlement leaves a party of the case worse off")


def test_a_case_without_any_settlement_says_so_and_gives_no_account():
    lines = [
        RedLine(never="blockade = kept"),
        RedLine(never="blockade = lifted"),
    ]
    norland = case().preferences["norland"].model_copy(update={"red_lines": tuple(lines)})
    given = case().model_copy(update={"preferences": {**case().preferences, "norland": norland}})
    paper = build_brief(record(), given, analyze(given, n_draws=64, seed=1), "en")
    room = next(s for s in paper.opening if s.lead == "Room for a settlement")
    assert room.text.endswith("exists in no plausible value set.") or "0 of 64" in room.text
    assert "there is no account of gain and loss" in section_text(paper, "burden")
    assert "exclude each other" in section_text(paper, "settlement")
    check = {statement.lead for statement in paper.opening}
    assert "At whose expense" not in check
    assert paper.html()


def test_parties_alike_are_told_together():
    expense = next(s for s in brief().opening if s.lead == "At whose expense")
    assert expense.text.endswith(
        "Norland and Sudria would never be worse off: "
        "no settlement comes about without their consent."
    )


def test_a_party_that_said_nothing_gets_no_number_on_the_findings_page():
    expense = next(s for s in brief().opening if s.lead == "At whose expense")
    spoken, silent = expense.text.split(". ")[:2]
    assert re.search(r"^Westania would be .* percent", spoken)
    assert silent.startswith("League of Islands has taken no position on any open issue")
    assert "percent" not in silent
    seat = next(s for s in brief().opening if s.lead == "With a seat")
    assert "League of Islands" not in seat.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_findings_page_is_one_page_and_holds_no_number_that_says_nothing(language):
    opening = brief(language).opening
    assert len(opening) <= 14
    for statement in opening:
        assert not re.search(r"\b0 (?:and|to|bis|und) 100\b", statement.text)


def test_where_loss_cannot_be_told_the_page_says_so():
    values = findings().burden.values
    open_ = Share(share=0.01, n=3, of=256), Share(share=0.99, n=253, of=256)
    parties = tuple(
        p.model_copy(update={"always_below": open_[0], "ever_below": open_[1]})
        if p.party == "westania" else p
        for p in values.parties
    )  # fmt: skip
    told = findings().burden.model_copy(
        update={"values": values.model_copy(update={"parties": parties})}
    )
    paper = build_brief(record(), case(), findings().model_copy(update={"burden": told}), "en")
    expense = next(s for s in paper.opening if s.lead == "At whose expense")
    assert expense.text.startswith("The reports do not allow to tell whether Westania would be")


def test_an_issue_the_case_leaves_out_is_named_with_the_reason():
    given = case().model_copy(update={"left_out": {"fishing": "is only mentioned"}})
    paper = build_brief(record(), given, findings(), "en")
    assert '"lead":"fishing","text":"is only mentioned"' in section_text(paper, "robustness")


def test_an_agreed_issue_is_marked_as_no_longer_open():
    held = Position(
        party="sudria", issue="diplomatic_relations", stance="for", force="plain",
        because=record().agreed[0].because,
    )  # fmt: skip
    given = record().model_copy(update={"positions": (*record().positions, held)})
    paper = build_brief(given, case(), findings(), "en")
    assert '"code":"agreed"' in section_text(paper, "positions")
    assert '"code":"agreed"' not in section_text(brief(), "positions")


def test_an_added_seat_is_told_with_the_party_as_the_subject():
    told = next(s for s in brief("de").opening if s.lead == "Mit Platz am Tisch")
    assert told.text.startswith("Säße Westania mit am Tisch, fielen ")


def test_a_replaced_position_is_kept_and_told_as_earlier():
    old = record().positions[1].model_copy(update={"stance": "open", "current": False})
    given = record().model_copy(update={"positions": (*record().positions, old)})
    paper = build_brief(given, case(), findings(), "en")
    assert "before: open, firmly: League mission" in section_text(paper, "positions")
