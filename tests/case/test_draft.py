"""The draft: what the words of a record carry, nothing more, and the same for every party."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case_records import make_acts, make_position, make_record

from detente.case.check import case_problems, check_case
from detente.case.draft import draft_case
from detente.case.draft_table import draft_table
from detente.case.files import dump_case, loads
from detente.case.model import Case, Value
from detente.errors import CaseError, NoNegotiationError
from detente.reading.act import Force, Stance
from detente.reading.issues import catalogue
from detente.record.record import Agreed, Position, Record


def swapped(text: str, one: str, two: str) -> str:
    return text.replace(one, "@").replace(two, one).replace("@", two)


def span(value: Value) -> tuple[float, float]:
    return (value.low, value.high)


def scores(case: Case, party: str, issue: str) -> dict[str, tuple[float, float]]:
    return {
        name: span(value) for name, value in case.preferences[party].issues[issue].scores.items()
    }


def spoken(
    stance: Stance, force: Force, *, options: tuple[str, ...], ascribed: bool = False
) -> Case:
    """Return the draft of talks where Russia says one thing about troops."""
    act = make_acts()["no_troops"]
    position = make_position(act, stance=stance, force=force, options=options, ascribed=ascribed)
    return draft_case(make_record(positions=(position,)))


def test_what_is_agreed_is_settled_and_an_agreement_on_further_talks_settles_nothing() -> None:
    case = draft_case(make_record())
    assert list(case.issues) == [
        "peacekeepers",
        "security_guarantees",
        "territory",
        "sanctions",
        "economic_cooperation",
    ]
    assert "diplomatic_relations" not in case.left_out


def test_an_issue_that_is_only_mentioned_is_left_out_and_named_with_the_reason() -> None:
    left_out = draft_case(make_record()).left_out
    assert list(left_out) == ["negotiation_format", "trade"]
    assert "only mentioned" in left_out["trade"]


def test_a_categorical_refusal_is_worth_little_and_proposes_a_red_line() -> None:
    russia = draft_case(make_record()).preferences["russia"]
    (line,) = russia.red_lines
    assert line.never == "peacekeepers in (eu_flag, nato)"
    assert line.proposed
    assert line.because == (make_acts()["no_troops"].id,)
    assert span(russia.issues["peacekeepers"].scores["nato"]) == (0, 10)


def test_only_the_refusing_party_gets_a_red_line() -> None:
    case = draft_case(make_record())
    assert [p for p in case.preferences if case.preferences[p].red_lines] == ["russia"]


def test_an_ascribed_position_is_wider_and_marked_and_proposes_no_red_line() -> None:
    own = spoken("against", "categorical", options=("peacekeepers=nato",))
    other = spoken("against", "categorical", options=("peacekeepers=nato",), ascribed=True)
    wanted = other.preferences["russia"].issues["peacekeepers"]
    assert wanted.ascribed
    assert "author or critic" in (wanted.assume or "")
    assert not other.preferences["russia"].red_lines
    widen = draft_table().ascribed.widen
    own_low, own_high = scores(own, "russia", "peacekeepers")["nato"]
    assert scores(other, "russia", "peacekeepers")["nato"] == (
        max(0, own_low - widen),
        own_high + widen,
    )


def test_leaving_open_is_a_wide_middle() -> None:
    case = draft_case(make_record())
    assert scores(case, "usa", "sanctions")["lifted"] == (20, 80)
    assert case.preferences["usa"].issues["sanctions"].ideal is None


def test_silence_is_the_full_range_and_is_marked() -> None:
    wanted = draft_case(make_record()).preferences["europe"].issues["territory"]
    assert wanted.silent
    assert wanted.scores == {}
    assert span(wanted.salience) == (0, 100)
    assert wanted.assume == "no source says what the party wants here"


def test_raising_an_issue_never_makes_it_weigh_less_than_silence() -> None:
    case = draft_case(make_record())
    raised = [
        item.salience
        for wanted in case.preferences.values()
        for item in wanted.issues.values()
        if not item.silent
    ]
    assert raised
    assert min(value.mid for value in raised) >= draft_table().salience.silent.mid
    assert all(value.high - value.low >= 40 for value in raised)


def test_what_was_settled_does_not_count_as_raised_first() -> None:
    record = make_record()
    settled = make_position(make_acts()["embassies"], party="usa")
    with_it = draft_case(make_record(positions=(settled, *record.positions)))
    assert (
        with_it.preferences["usa"].issues["sanctions"].salience
        == draft_case(record).preferences["usa"].issues["sanctions"].salience
    )


def test_sentences_stand_in_the_language_of_the_sources() -> None:
    case = draft_case(make_record("de"))
    assert case.preferences["europe"].issues["territory"].assume == (
        "keine Quelle sagt, was die Partei hier will"
    )


@given(st.sampled_from(["for", "open", "against"]), st.sampled_from(["weak", "plain", "strong"]))
def test_the_score_of_a_named_option_is_the_row_of_the_table(stance: Stance, force: Force) -> None:
    case = spoken(stance, force, options=("peacekeepers=eu_flag",))
    expected = span(draft_table().score[stance][force])
    assert scores(case, "russia", "peacekeepers")["eu_flag"] == expected


def test_stronger_words_are_higher_for_and_lower_against() -> None:
    table = draft_table().score
    forces: list[Force] = ["weak", "plain", "strong", "categorical"]
    wanted = [span(table["for"][force]) for force in forces]
    refused = [span(table["against"][force]) for force in forces]
    assert [low for low, _ in wanted] == sorted(low for low, _ in wanted)
    assert [high for _, high in refused] == sorted((high for _, high in refused), reverse=True)
    assert min(low for low, _ in wanted) >= max(high for _, high in refused)


def test_a_demand_without_marked_force_counts_as_strong_and_an_agreement_as_weak() -> None:
    table = draft_table().score["for"]
    for kind, force in (("demand", "strong"), ("agree", "weak"), ("support", "plain")):
        record = make_record()
        act = make_acts()["projects"].model_copy(update={"kind": kind})
        record = record.model_copy(update={"acts": (act,), "positions": (make_position(act),)})
        expected = span(table[force])  # type: ignore[index]
        assert scores(draft_case(record), "russia", "economic_cooperation")["selected"] == expected


def test_unnamed_options_fall_with_the_distance_from_a_wanted_one_and_grow_wider() -> None:
    case = spoken("for", "strong", options=("peacekeepers=none",))
    got = scores(case, "russia", "peacekeepers")
    middle = [sum(got[option]) for option in ("none", "non_nato", "eu_flag", "nato")]
    width = [got[o][1] - got[o][0] for o in ("none", "non_nato", "eu_flag")]
    assert middle == sorted(middle, reverse=True)
    assert width == sorted(width)
    assert width[0] < width[1]


def test_unnamed_options_rise_with_the_distance_from_a_refused_one() -> None:
    case = spoken("against", "plain", options=("peacekeepers=nato",))
    got = scores(case, "russia", "peacekeepers")
    highs = [got[option][1] for option in ("nato", "eu_flag", "non_nato", "none")]
    assert highs == sorted(highs)
    assert got["none"][1] == 100


def test_between_two_named_options_both_sides_count() -> None:
    case = spoken("for", "strong", options=("peacekeepers=none", "peacekeepers=eu_flag"))
    both = scores(case, "russia", "peacekeepers")["non_nato"]
    one = scores(spoken("for", "strong", options=("peacekeepers=none",)), "russia", "peacekeepers")[
        "non_nato"
    ]
    assert both[0] >= one[0]
    assert both[1] <= 100


@given(
    st.sampled_from(["for", "open", "against"]),
    st.sampled_from(["weak", "plain", "strong", "categorical"]),
    st.sets(st.sampled_from(["none", "non_nato", "eu_flag", "nato"]), min_size=1),
    st.booleans(),
)
def test_an_option_nobody_spoke_about_is_always_less_sure_than_one_that_was(
    stance: Stance, force: Force, named: set[str], ascribed: bool
) -> None:
    options = tuple(f"peacekeepers={name}" for name in sorted(named))
    got = scores(
        spoken(stance, force, options=options, ascribed=ascribed), "russia", "peacekeepers"
    )
    widths = {name: high - low for name, (low, high) in got.items()}
    surest = min(widths[name] for name in named)
    assert all(widths[name] > surest for name in set(got) - named)


def test_own_words_go_before_ascribed_ones() -> None:
    act = make_acts()["no_troops"]
    own = make_position(act, options=("peacekeepers=nato",))
    ascribed = own.model_copy(update={"stance": "for", "ascribed": True})
    for order in ((own, ascribed), (ascribed, own)):
        case = draft_case(make_record(positions=order))
        assert scores(case, "russia", "peacekeepers")["nato"] == (0, 10)
        assert not case.preferences["russia"].issues["peacekeepers"].ascribed


def test_refusing_an_issue_as_a_whole_speaks_for_nothing_of_it() -> None:
    got = scores(spoken("against", "plain", options=()), "russia", "peacekeepers")
    assert got["none"] == (50, 100)
    assert got["nato"] == got["non_nato"] == (5, 30)


def test_a_whole_issue_without_a_nothing_option_leaves_its_options_unknown() -> None:
    act = make_acts()["open"]
    position = make_position(act, stance="for", options=())
    wanted = draft_case(make_record(positions=(position,))).preferences["usa"].issues["sanctions"]
    assert wanted.scores == {}
    assert not wanted.silent
    assert wanted.assume == "the party raised the issue and named no option; only the salience " \
        "follows from that"  # fmt: skip


def test_a_replaced_position_counts_for_salience_only() -> None:
    act = make_acts()["projects"]
    record = make_record()
    old = make_position(make_acts()["no_troops"], issue="economic_cooperation",
        options=("economic_cooperation=none",), current=False)  # fmt: skip
    case = draft_case(make_record(positions=(old, make_position(act))))
    before = draft_case(make_record(positions=(make_position(act),)))
    key = ("russia", "economic_cooperation")
    assert scores(case, *key) == scores(before, *key)
    assert span(case.preferences["russia"].issues[key[1]].salience) > span(
        before.preferences["russia"].issues[key[1]].salience
    )
    assert record.positions


def test_an_option_that_only_the_sources_name_is_added_without_a_place() -> None:
    case = spoken("for", "plain", options=("peacekeepers=robots",))
    assert list(case.issues["peacekeepers"].options)[-1] == "robots"
    assert case.issues["peacekeepers"].options["robots"].at is None
    assert scores(case, "russia", "peacekeepers")["nato"] == (0, 100)


def test_the_settlement_as_a_whole_is_left_out_where_its_parts_are_known() -> None:
    whole = make_acts()["fishing"].model_copy(
        update={"id": "a00000002", "kind": "meet", "issues": ("peace_treaty",)}
    )
    record = make_record()
    case = draft_case(make_record(acts=(*record.acts, whole)))
    assert "peace_treaty" not in case.issues
    assert "as a whole" in case.left_out["peace_treaty"]
    alone = make_record(acts=(whole,), positions=(), open_items=(), agreed=(), rounds=record.rounds)
    assert list(draft_case(alone).issues) == ["peace_treaty"]


def test_the_settlement_as_a_whole_stays_where_a_party_takes_a_position_on_it() -> None:
    record = make_record()
    act = make_acts()["fishing"].model_copy(
        update={"id": "a00000002", "actors": ("usa",), "issues": ("peace_treaty",)}
    )
    position = make_position(act, stance="for", options=("peace_treaty=treaty",))
    case = draft_case(
        make_record(acts=(*record.acts, act), positions=(*record.positions, position))
    )
    assert "peace_treaty" in case.issues


def test_more_than_seven_issues_keep_the_most_raised_and_name_the_rest() -> None:
    names = ["water", "energy", "refugees", "prisoners", "borders", "ceasefire", "elections"]
    record = make_record()
    (first,) = record.rounds
    act = make_acts()["fishing"]
    acts = [act.model_copy(update={"id": f"a{n:08x}", "issues": (i,)}) for n, i in enumerate(names)]
    case = draft_case(
        make_record(
            acts=(*record.acts, *acts),
            rounds=(first.model_copy(update={"issues": tuple(names)}),),
        )
    )
    assert len(case.issues) == 7
    positions = {"peacekeepers", "security_guarantees", "sanctions", "economic_cooperation"}
    assert positions <= set(case.issues)
    less = [name for name, why in case.left_out.items() if "less than" in why]
    assert less
    assert set(less).isdisjoint(case.issues)


def test_every_value_has_a_reason_and_the_draft_has_no_problem_at_all() -> None:
    record = make_record()
    case = draft_case(record)
    assert check_case(dump_case(case), record) == ()
    assert case_problems(case, record) == ()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_written_draft_loads_to_the_same_case(language: str) -> None:
    case = draft_case(make_record(language))  # type: ignore[arg-type]
    assert loads(dump_case(case, language)) == case  # type: ignore[arg-type]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert dump_case(draft_case(make_record())) == dump_case(draft_case(make_record()))


@pytest.mark.parametrize(
    ("one", "two"), [("russia", "usa"), ("usa", "ukraine"), ("russia", "europe")]
)
def test_swapping_two_parties_in_the_record_swaps_exactly_them_in_the_case(
    one: str, two: str
) -> None:
    record = make_record()
    names = {actor.id: actor for actor in record.actors}
    before = record.model_dump_json(exclude={"sources", "actors"})
    ids = {f'"{name}"' for name in (one, two)}
    assert all(name in before for name in ids)
    fields = Record.model_validate_json(
        '{"sources": [], "actors": [],' + swapped(before, f'"{one}"', f'"{two}"')[1:]
    )
    after = draft_case(
        fields.model_copy(update={"sources": record.sources, "actors": record.actors})
    )
    case = draft_case(record)
    assert names[one] != names[two]
    expected = swapped(
        case.model_dump_json(exclude={"title"}, by_alias=True), f'"{one}"', f'"{two}"'
    )
    got = after.model_dump(mode="json", exclude={"title"})
    wanted = Case.model_validate_json('{"title": "x",' + expected[1:]).model_dump(mode="json")
    for party in (one, two):
        assert got["parties"][party]["name"] == names[party].name.model_dump()
        wanted["parties"][party]["name"] = got["parties"][party]["name"]
    wanted.pop("title")
    assert got == wanted


def test_a_record_in_which_everything_is_settled_has_nothing_to_draft() -> None:
    agreed = tuple(
        Agreed(parties=("russia", "usa"), issue=issue, because=(make_acts()["embassies"].id,))
        for issue in draft_case(make_record()).issues
    )
    with pytest.raises(NoNegotiationError, match=r"no issue that is open .*settled: econ"):
        draft_case(make_record(agreed=agreed))


@st.composite
def positions(draw: st.DrawFn) -> Position:
    issue = draw(st.sampled_from(["peacekeepers", "sanctions", "territory", "status", "water"]))
    options = sorted(catalogue().issues[issue].options)
    return make_position(
        make_acts()[draw(st.sampled_from(["no_troops", "open", "projects", "protection"]))],
        party=draw(st.sampled_from(["russia", "usa", "ukraine", "europe"])),
        issue=issue,
        options=tuple(f"{issue}={o}" for o in draw(st.sets(st.sampled_from(options)))),
        stance=draw(st.sampled_from(["for", "open", "against"])),
        force=draw(st.sampled_from(["weak", "plain", "strong", "categorical"])),
        ascribed=draw(st.booleans()),
        current=draw(st.booleans()),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(positions(), min_size=1, max_size=12))
def test_whatever_is_said_the_draft_has_no_problem_and_survives_writing(
    said: list[Position],
) -> None:
    record = make_record()
    touched = record.acts[0].model_copy(update={"issues": tuple(p.issue for p in said)})
    record = make_record(positions=tuple(said), acts=(touched, *record.acts[1:]))
    case = draft_case(record)
    text = dump_case(case)
    assert [p for p in check_case(text, record) if p.severity == "error"] == []
    assert [p for p in check_case(text, record) if "neither because" in p.message] == []
    assert loads(text) == case
    for position in said:
        if position.current:
            assert not case.preferences[position.party].issues[position.issue].silent


def test_a_leaving_open_of_the_whole_issue_leaves_every_option_open() -> None:
    got = scores(spoken("open", "plain", options=()), "russia", "peacekeepers")
    assert set(got.values()) == {(20, 80)}


def test_being_for_an_issue_as_a_whole_speaks_against_nothing_of_it() -> None:
    got = scores(spoken("for", "categorical", options=()), "russia", "peacekeepers")
    assert got["none"] == (0, 20)
    assert not spoken("for", "categorical", options=()).preferences["russia"].red_lines


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text("max_issues = 'many'")
    with pytest.raises(CaseError, match="is no table for drafts"):
        draft_table(path)
