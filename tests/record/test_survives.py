"""What the record makes of acts as they come: pointing back, giving up, asking, deeds of nobody."""

from datetime import date
from typing import Any

import pytest
from tests.builders import make_act, make_actor, make_reading, make_source

from detente.reading.act import Kind, Modality, Reading
from detente.record.build import build_record
from detente.record.record import Position, Record
from detente.sources.frozen import Language

FREE = {"issues": ("status",), "options": ("status=independence",)}
PART = {"issues": ("status",), "options": ("status=integrated",)}
TREATY = {"issues": ("peace_treaty",), "options": ("peace_treaty=framework",)}


def report(
    *told: tuple[Kind, str, dict[str, Any]], month: int = 1, language: Language = "en"
) -> Reading:
    text = " ".join(words for _, words, _ in told)
    source = make_source(text, language, published=date(2020, month, 1))
    return make_reading(source, [make_act(source, kind, words, **f) for kind, words, f in told])


def by(kind: Kind, words: str, *actors: str, **fields: Any) -> tuple[Kind, str, dict[str, Any]]:
    return (kind, words, {"actors": actors, **fields})


def of(record: Record, party: str) -> list[Position]:
    return [position for position in record.positions if position.party == party]


# What is given up


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("Cuba gave up its demand for independence.", "gave up"),
        ("Cuba dropped independence.", "dropped"),
        ("Cuba put independence aside.", ("put", "aside")),
        ("Kuba gab die Forderung nach Unabhängigkeit auf.", ("gab", "auf")),
        ("Kuba verzichtete auf die Unabhängigkeit.", "verzichtete"),
        ("Kuba ließ die Unabhängigkeit fallen.", ("ließ", "fallen")),
        ("Kuba rückte von der Unabhängigkeit ab.", ("rückte", "ab")),
    ],
)
def test_an_option_given_up_is_no_longer_wanted(words: str, cue: Any) -> None:
    wish = report(by("demand", "Cuba demands it.", "cuba", stance="for", **FREE), month=1)
    move = report(by("concede", words, "cuba", cue=cue, stance="for", **FREE), month=2)
    record = build_record([wish, move])
    assert [(p.stance, p.current) for p in of(record, "cuba")] == [
        ("for", False),
        ("against", True),
    ]
    assert [c.party for c in record.concessions] == ["cuba"]
    assert record.open_items == ()


@pytest.mark.parametrize(
    ("words", "cue"),
    [("Iran gave in on it.", "gave in"), ("Iran gab darin nach.", ("gab", "nach"))],
)
def test_an_option_granted_is_wanted_from_then_on(words: str, cue: Any) -> None:
    record = build_record([report(by("concede", words, "iran", cue=cue, stance="for", **FREE))])
    assert [p.stance for p in of(record, "iran")] == ["for"]


def test_what_is_settled_otherwise_is_no_longer_wanted() -> None:
    wish = report(by("demand", "Cuba demands it.", "cuba", **FREE), month=1)
    settled = report(by("agree", "Iran and Cuba agreed.", "iran", "cuba", **PART), month=2)
    record = build_record([settled, wish])
    assert [(p.options, p.current) for p in of(record, "cuba")] == [
        (FREE["options"], False),
        (PART["options"], True),
    ]
    assert record.open_items == ()


def test_who_mediates_or_has_no_part_concedes_nothing() -> None:
    met = by("meet", "Iran, Cuba and Norway met.", "iran", "cuba", "norway")
    mediated = by("mediate", "Norway mediated.", "norway", targets=("iran", "cuba"))
    moves = [by("concede", f"{name} gave way.", name) for name in ("norway", "egypt", "cuba")]
    record = build_record([report(met, mediated, *moves)])
    assert [c.party for c in record.concessions] == ["cuba"]


def test_the_same_option_given_up_in_two_reports_is_one_concession() -> None:
    first = report(by("concede", "Cuba gave it up.", "cuba", targets=("iran",), cue="gave", **FREE))
    later = report(by("concede", "Cuba had given it up.", "cuba", cue="given", **FREE), month=8)
    (concession,) = build_record([first, later]).concessions
    assert concession.to == ("iran",)
    assert len(concession.because) == 2


def test_a_witness_who_signs_is_no_side_of_the_agreement() -> None:
    mediated = by("mediate", "Norway mediated.", "norway", targets=("iran", "cuba"))
    signed = by("sign", "Iran, Cuba and Norway signed.", "iran", "cuba", "norway", **TREATY)
    (agreed,) = build_record([report(mediated, signed)]).agreed
    assert set(agreed.parties) == {"iran", "cuba"}


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("Iran conceded that differences remained.", "conceded"),
        ("Iran räumte ein, dass es Differenzen gebe.", "räumte"),
    ],
)
def test_admitting_something_concedes_nothing(words: str, cue: str) -> None:
    admission = by("concede", words, "iran", cue=cue)
    assert build_record([report(admission)]).concessions == ()


# Words that point back


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Cuba rejected both documents."),
        ("en", "Cuba rejected the agreement."),
        ("de", "Kuba wies beide Dokumente zurück."),
        ("de", "Kuba lehnte das Abkommen ab."),
    ],
)
def test_a_refusal_of_the_documents_is_one_of_what_was_signed(
    language: Language, words: str
) -> None:
    signed = by("sign", "Egypt and Israel signed.", "egypt", "israel", **TREATY)
    refusal = by("refuse", words, "cuba", modality="refused")
    (position,) = of(build_record([report(signed, refusal, language=language)]), "cuba")
    assert (position.options, position.stance) == (TREATY["options"], "against")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The cabinet rejected the plan."), ("de", "Das Kabinett lehnte den Plan ab.")],
)
def test_a_refusal_of_the_plan_is_one_of_what_another_proposed(
    language: Language, words: str
) -> None:
    signed = by("sign", "Egypt and Iran signed.", "egypt", "iran", **TREATY)
    plan = by("propose", "Egypt put it forward.", "egypt", **PART)
    refusal = by("refuse", words, "israel", modality="refused")
    (position,) = of(build_record([report(signed, plan, refusal, language=language)]), "israel")
    assert (position.options, position.stance) == (PART["options"], "against")


def test_nothing_is_pointed_back_to_what_comes_later_or_is_one_s_own() -> None:
    refusal = by("refuse", "Israel rejected the plan.", "israel", modality="refused")
    own = by("propose", "Israel put it forward.", "israel", **PART)
    later = by("propose", "Egypt put it forward.", "egypt", **PART)
    assert of(build_record([report(refusal, later)]), "israel") == []
    assert len(of(build_record([report(own, refusal)]), "israel")) == 1


# Questions and disputes


@pytest.mark.parametrize("words", ["Could the talks fail?", "Könnten die Gespräche scheitern?"])
def test_a_question_put_in_passing_leaves_nothing_open(words: str) -> None:
    put = by("ask", words, voice="author", modality="hypothetical")
    assert build_record([report(put)]).open_items == ()


def test_a_question_about_an_issue_and_one_that_remains_are_open_items() -> None:
    about = by("ask", "Will it be independent?", voice="author", modality="hypothetical", **FREE)
    left = by("ask", "Whether they give way remains the question.", voice="author")
    items = build_record([report(about, left)]).open_items
    assert [(item.kind, item.issue) for item in items] == [("asked", "status"), ("asked", None)]


def test_agreeing_on_groups_once_and_refusing_a_round_later_is_no_dispute() -> None:
    talks = {"issues": ("negotiation_format",)}
    agreed = report(
        by("agree", "Egypt and Israel agreed on committees.", "egypt", "israel", **talks)
    )
    refused = report(by("refuse", "Egypt turns down a new round.", "egypt", **talks,
                        options=("negotiation_format=next_round",)), month=7)  # fmt: skip
    assert build_record([agreed, refused]).open_items == ()


def test_clauses_of_one_sentence_do_not_contradict_each_other() -> None:
    source = make_source("Egypt called it a violation of the declaration it signed in 2015.")
    acts = [
        make_act(source, "criticise", source.text, cue="called", actors=("egypt",), **TREATY),
        make_act(source, "sign", source.text, cue="signed", actors=("egypt",), **TREATY),
    ]
    assert build_record([make_reading(source, acts)]).contradictions == ()


# Deeds, undertakings and who can be a party


def test_a_deed_of_nobody_known_is_no_measure_unless_it_meets_a_party_on_an_issue() -> None:
    bare = by("withdraw", "They lay down their arms.", issues=("disarmament",))
    met = by("impose", "Aid to Iran was frozen.", targets=("iran",), issues=("sanctions",))
    (measure,) = build_record([report(bare, met)]).measures
    assert (measure.against, measure.issue) == (("iran",), "sanctions")


@pytest.mark.parametrize(
    ("words", "kind", "options", "modality", "counts"),
    [
        ("Sanctions were lifted.", "lift", ("sanctions=lifted",), "happened", True),
        ("Sanctions were lifted.", "lift", (), "happened", True),
        ("Prisoners were freed.", "release", (), "happened", True),
        ("Staff will be restored.", "restore", ("sanctions=lifted",), "planned", True),
        ("Prisoners will be freed.", "release", (), "planned", False),
        ("Sanctions might be lifted.", "lift", ("sanctions=lifted",), "hypothetical", False),
    ],
)
def test_a_measure_whose_doer_is_not_told_is_kept_where_it_says_what_became_of_its_issue(
    words: str, kind: Kind, options: tuple[str, ...], modality: Modality, counts: bool
) -> None:
    told = by(kind, words, issues=("sanctions",), options=options, modality=modality)
    measures = build_record([report(told)]).measures
    assert [(m.by, m.against, m.issue) for m in measures] == [((), (), "sanctions")] * counts


def test_what_one_undertakes_in_the_text_of_a_signing_is_agreed_and_no_planned_measure() -> None:
    full = {"issues": ("troop_withdrawal",), "options": ("troop_withdrawal=full",)}
    signed = "Egypt and Israel signed."
    words = "Israel undertakes to withdraw."
    source = make_source(f"{signed} {words}")
    acts = [
        make_act(source, "sign", signed, actors=("egypt", "israel"), **TREATY),
        make_act(source, "agree", words, cue="undertakes", actors=("israel",), **full),
        make_act(source, "withdraw", words, cue="withdraw", actors=("israel",),
                 modality="planned", **full),
    ]  # fmt: skip
    record = build_record([make_reading(source, acts)])
    assert record.measures == ()
    assert [(a.parties, a.options) for a in record.agreed] == [
        (("egypt", "israel"), TREATY["options"]),
        (("egypt", "israel"), full["options"]),
    ]


@pytest.mark.parametrize("name", ["Ministry of Water", "High Court", "Tea Club"])
def test_a_part_of_a_state_or_an_unknown_organisation_is_no_party(name: str) -> None:
    source = make_source(f"The {name} rejects it.")
    act = make_act(source, "refuse", source.text, actors=("some_body",), **FREE)
    body = make_actor("some_body").model_copy(
        update={
            "type": "organisation",
            "name": make_actor("x").name.model_copy(update={"en": name}),
        }
    )
    record = build_record([make_reading(source, [act], [body])])
    assert record.positions == ()
    assert record.roles == ()


def test_a_ministry_that_speaks_for_its_state_gives_the_state_s_position() -> None:
    source = make_source("The ministry rejects it.")
    act = make_act(source, "refuse", source.text, actors=("ministry_of_water",), **FREE)
    ministry = make_actor("ministry_of_water").model_copy(
        update={"type": "organisation", "represents": "egypt"}
    )
    record = build_record([make_reading(source, [act], [ministry, make_actor("egypt")])])
    assert [position.party for position in record.positions] == ["egypt"]


def test_an_unknown_organisation_that_signs_with_others_is_a_party() -> None:
    source = make_source("Egypt and the League of Wells signed it.")
    act = make_act(source, "sign", source.text, actors=("egypt", "league_of_wells"), **TREATY)
    league = make_actor("league_of_wells").model_copy(update={"type": "organisation"})
    record = build_record([make_reading(source, [act], [make_actor("egypt"), league])])
    assert [d.party for d in record.rounds[0].delegations] == ["egypt", "league_of_wells"]
