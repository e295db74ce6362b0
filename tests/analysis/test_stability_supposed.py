"""What supposed options change: against the case written out by hand, and word by word."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.analysis.test_stability_twin import literal
from tests.analysis_cases import changed
from tests.supposed import BARTER, ISLE, QUAY, case_of_text

from detente.analysis.stability import stability
from detente.case.model import Case
from detente.case.suppose import suppose
from detente.errors import AnalysisError

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
BY_HAND = """
detente: 1
title: Quay and fuel
parties:
  north: {seat: true}
  south: {seat: true}
  isle: {seat: false, assume: its fishers own forty boats}
issues:
  quay: {held_by: [north], status_quo: shut, options: {open: {}, shut: {}}}
  fuel: {held_by: [south], status_quo: withheld, options: {sold: {}, withheld: {}}}
  harbor: {held_by: [isle], status_quo: clear, options: {blocked: {}, clear: {}}}
preferences:
  north:
    no_deal: 32
    issues:
      quay: {salience: 40, scores: {open: 20, shut: 80}}
      fuel: {salience: 60, scores: {sold: 100, withheld: 0}}
      harbor: {salience: 30, scores: {clear: 100, blocked: 0}}
    red_lines: [{never: quay = open and fuel = withheld}]
  south:
    no_deal: 32
    issues:
      quay: {salience: 60, scores: {open: 100, shut: 0}}
      fuel: {salience: 40, scores: {sold: 20, withheld: 80}}
      harbor: {salience: 30, scores: {clear: 100, blocked: 0}}
  isle:
    no_deal: 40
    issues:
      quay: {salience: 60, scores: {open: 0, shut: 100}}
      fuel: {salience: 20, scores: {sold: 50, withheld: 50}}
      harbor: {salience: 20, scores: {clear: 100, blocked: 0}}
    interactions: [{when: quay = open and harbor = blocked, add: 30}]
"""


def supposing(case, text, **more):
    """Return what would change for the outcomes of a case looked at."""
    return stability(case, suppose=suppose(case, text), **more).values.supposed


def at(found, **options):
    """Return what is said of one outcome."""
    return next(item for item in found.outcomes if item.outcome == options)


@pytest.fixture(scope="module")
def quay():
    return case_of_text(QUAY)


@pytest.fixture(scope="module")
def found(quay):
    return supposing(quay, ISLE, outcomes=[{"quay": "open"}, {"fuel": "sold"}])


def test_the_case_written_out_by_hand_says_the_same(quay, found):
    by_hand = case_of_text(BY_HAND)
    states, table = literal(by_hand)
    for item in found.outcomes:
        assert item.extended == {**item.outcome, "harbor": "clear"}
        held = table[:, :, states.index(item.extended)].all(axis=1).tolist()
        assert item.after == dict(zip(CONCEPTS, held, strict=True))
        versions = [states.index({**item.outcome, "harbor": h}) for h in ("clear", "blocked")]
        holding = table.all(axis=1)[:, versions].sum(axis=1).tolist()
        assert item.n_holding == dict(zip(CONCEPTS, holding, strict=True))
    asked = [item.extended for item in found.outcomes]
    whole = stability(by_hand, outcomes=asked).values
    for item in whole.outcomes:
        if item.outcome in asked:
            mine = found.outcomes[asked.index(item.outcome)]
            assert (item.holds, item.shares) == (mine.after, mine.shares_after)
            (isle,) = [p for p in item.parties if p.party == "isle"]
            told = [d.departure for d in mine.departures if d.party == "isle"]
            assert [strip(d) for d in told] == [strip(d) for d in isle.departures]


def strip(departure):
    """Return a departure without its reasons, which a case written by hand words otherwise."""
    text = json.dumps(departure.model_dump(mode="json"))
    return json.loads(text.replace("its fishers own forty boats", ""), object_hook=_unreasoned)


def _unreasoned(entry):
    return {key: value for key, value in entry.items() if key not in ("assume", "because")}


def test_a_settlement_that_held_no_longer_does_and_the_move_of_the_absent_says_why(found):
    first = at(found, quay="open", fuel="sold")
    assert first.before == {c: c != "nash" for c in CONCEPTS}
    assert not any(first.after.values())
    assert {(t.party, t.before, t.after) for t in first.turns} == {("isle", None, False)}
    (move,) = first.departures
    assert (move.party, move.seated) == ("isle", False)
    assert move.departure.step.changes == {"harbor": "blocked"}
    assert not any(answer.deters for answer in move.departure.answers)
    paths = [ground.path for ground in move.departure.grounds]
    assert "issues.harbor.held_by.isle" in paths
    assert first.answers == ()


def test_a_move_of_the_case_is_newly_answered(found):
    other = at(found, quay="shut", fuel="sold")
    assert [(t.party, t.concept, t.before, t.after) for t in other.turns] == [
        ("south", "gmr", False, True), ("south", "smr", False, True),
    ]  # fmt: skip
    assert [a.answer.concept for a in other.answers] == ["gmr", "smr"]
    for answer in other.answers:
        assert (answer.party, answer.step.changes) == ("south", {"fuel": "withheld"})
        assert (answer.before, answer.after) == (False, True)
        assert [(s.movers, s.changes) for s in answer.answer.steps] == [
            (("isle",), {"harbor": "blocked"})
        ]


def test_an_answer_is_newly_evaded_where_the_party_gets_a_way_out():
    one = case_of_text(QUAY)
    text = """
title: North has a store
assume: for the sake of it
issues:
  store: {held_by: [north], status_quo: empty, options: {empty: {}, full: {}}}
preferences:
  north:
    issues: {store: {salience: 10, scores: {empty: 40, full: 60}}}
    interactions:
      - {when: store = full and fuel = withheld, add: 90}
  south: {issues: {store: {silent: true}}}
"""
    item = at(supposing(one, text), quay="open", fuel="sold")
    evaded = {a.answer.concept for a in item.answers if a.before and not a.after}
    assert evaded == {"smr", "sseq"}
    assert all(a.answer.why_not == "escapes" for a in item.answers)
    assert {t.concept for t in item.turns if t.party == "north" and not t.after} >= evaded


def test_added_options_of_an_issue_leave_one_version_of_each_outcome(quay):
    found = supposing(quay, BARTER)
    assert found.options == {"fuel": ("bartered",)}
    for item in found.outcomes:
        assert (item.extended, item.n_extensions) == (item.outcome, 1)
        assert {c: n == 1 for c, n in item.n_holding.items()} == item.after
    first = at(found, quay="open", fuel="sold")
    assert {d.departure.step.changes["fuel"] for d in first.departures} == {"bartered"}
    assert found.n_outcomes == 6


def test_a_case_in_which_nobody_moves_can_be_asked_what_if_somebody_could():
    content = case_of_text(QUAY).model_dump(mode="json", by_alias=True)
    for issue in content["issues"].values():
        issue["held_by"] = {}
    still = Case.model_validate(content)
    assert not stability(still).values.looked_at
    found = supposing(still, ISLE)
    item = at(found, quay="open", fuel="sold")
    assert all(item.before.values())
    assert not any(item.after.values())


def test_what_is_supposed_changes_nothing_else_in_the_finding(quay):
    plain, asked = stability(quay), stability(quay, suppose=suppose(quay, ISLE))
    assert asked.values.supposed is not None
    assert asked.model_copy(
        update={"values": asked.values.model_copy(update={"supposed": None})}
    ) == plain  # fmt: skip


def test_who_does_not_care_and_whose_order_changes_is_said(quay, found):
    assert (found.indifferent, found.reordered) == ((), ())
    silent = ISLE.replace(
        "south: {issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}}",
        "south: {issues: {harbor: {silent: true}}}",
    )
    assert supposing(quay, silent).indifferent == ("south",)
    torn = changed(quay, preferences={
        **quay.model_dump(by_alias=True)["preferences"],
        "south": {
            "issues": {"quay": {"salience": 60, "scores": {"open": 60, "shut": 40}},
                       "fuel": {"salience": 40, "scores": {"sold": 50, "withheld": 50}}},
            "interactions": [{"when": "quay = open and fuel = sold", "add": -11}],
        },
    })  # fmt: skip
    assert supposing(torn, ISLE).reordered == ("south",)


def test_links_may_rule_out_an_outcome_and_a_large_supposition_is_refused(quay):
    ruled = ISLE + "links:\n  - {if: quay = open, then: harbor = blocked}\n"
    item = at(supposing(quay, ruled), quay="open", fuel="sold")
    assert not item.possible
    assert (item.after, item.departures) == ({}, ())
    many = "".join(f"  x{n}: {{held_by: [north], status_quo: a, options: {{a: {{}}, b: {{}}}}}}\n"
                   for n in range(20))  # fmt: skip
    silent = ", ".join(f"x{n}: {{silent: true}}" for n in range(20))
    text = f"title: t\nassume: a\nissues:\n{many}preferences:\n"
    text += "".join(f"  {party}: {{issues: {{{silent}}}}}\n" for party in ("north", "south"))
    large = supposing(quay, text)
    assert not large.looked_at
    assert "1048576" in large.why_not.en
    assert "1048576" in large.why_not.de


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_for_any_case_the_union_by_hand_gives_the_same(data):
    scores = st.integers(0, 4).map(lambda n: 25 * n)
    held = st.lists(st.sampled_from(["north", "south"]), unique=True, max_size=2)

    def issue(holders, today):
        return {"held_by": holders, "status_quo": today, "options": {"a": {}, "b": {}}}

    def wish():
        return {"salience": data.draw(scores), "scores": {o: data.draw(scores) for o in "ab"}}

    base = {
        "detente": 1, "title": "t",
        "parties": {"north": {"seat": True}, "south": {"seat": True}},
        "issues": {name: issue(data.draw(held), data.draw(st.sampled_from("ab"))) for name in "pq"},
        "preferences": {p: {"issues": {i: wish() for i in "pq"}} for p in ("north", "south")},
    }  # fmt: skip
    holder = data.draw(st.sampled_from([["isle"], ["isle", "north"]]))
    more = {
        "title": "w", "assume": "x",
        "parties": {"isle": {"seat": False}},
        "issues": {"r": issue(holder, data.draw(st.sampled_from("ab")))},
        "preferences": {
            "north": {"issues": {"r": wish()}},
            "south": {"issues": {"r": wish()}},
            "isle": {"issues": {i: wish() for i in "pqr"}},
        },
    }  # fmt: skip
    union = {
        **base,
        "parties": {**base["parties"], **more["parties"]},
        "issues": {**base["issues"], **more["issues"]},
        "preferences": {
            "isle": more["preferences"]["isle"],
            **{p: {"issues": {**base["preferences"][p]["issues"],
                              **more["preferences"][p]["issues"]}} for p in ("north", "south")},
        },
    }  # fmt: skip
    case = Case.model_validate(base)
    states, table = literal(Case.model_validate(union))
    asked = [{"p": p, "q": q} for p in "ab" for q in "ab"]
    found = supposing(case, json.dumps(more), outcomes=asked, n_draws=4)
    assert len(found.outcomes) == 4
    before_states, before = literal(case)
    order = list(case.parties)
    for item in found.outcomes:
        place = states.index({**item.outcome, "r": more["issues"]["r"]["status_quo"]})
        after = table[:, :, place]
        assert list(item.after.values()) == after.all(axis=1).tolist()
        was = before[:, :, before_states.index(item.outcome)]
        assert list(item.before.values()) == was.all(axis=1).tolist()
        for row, party in enumerate(Case.model_validate(union).players()):
            turned = {t.concept: t for t in item.turns if t.party == party}
            for n, concept in enumerate(CONCEPTS):
                old = bool(was[n, order.index(party)]) if party in order else None
                new = bool(after[n, row])
                assert (concept in turned) == (old != new and (old is not None or not new))


def test_outcomes_asked_for_are_looked_at_and_explained(quay):
    values = stability(quay, outcomes=[{"quay": "open", "fuel": "withheld"}]).values
    item = next(o for o in values.outcomes if "asked" in o.kinds)
    assert item.outcome == {"quay": "open", "fuel": "withheld"}
    assert values.outcomes[-1].kinds == ("status_quo",)
    assert item.inverse
    same = stability(quay, outcomes=[{"quay": "open"}]).values
    assert same.outcomes == values.outcomes
    whole = stability(quay, outcomes=[values.outcomes[0].outcome]).values
    assert whole.outcomes[0].kinds == ("foremost", "named", "asked")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"quai": "open"}, "unknown issue 'quai'; did you mean quay?"),
        ({"quay": "opne"}, "'opne' is no option of quay; did you mean open?"),
    ],
)
def test_an_outcome_that_is_none_of_the_case_is_refused_with_advice(quay, asked, words):
    with pytest.raises(AnalysisError, match="outcome asked for") as caught:
        stability(quay, outcomes=[asked])
    assert words in str(caught.value)


def test_an_outcome_must_be_whole_and_satisfy_the_links(quay):
    content = quay.model_dump(mode="json", by_alias=True)
    del content["issues"]["fuel"]["status_quo"]
    content["links"] = [{"if": "quay = open", "then": "fuel = sold", "assume": "agreed"}]
    case = Case.model_validate(content)
    with pytest.raises(AnalysisError, match="says nothing on fuel, of which the case states no"):
        stability(case, outcomes=[{"quay": "open"}])
    with pytest.raises(AnalysisError, match="quay=open, fuel=withheld breaks a link"):
        stability(case, outcomes=[{"quay": "open", "fuel": "withheld"}])


def test_a_supposition_in_yaml_and_as_json_is_the_same(quay):
    plain = YAML(typ="safe").load(ISLE)
    assert suppose(quay, json.dumps(plain)).case == suppose(quay, ISLE).case
