"""The table of a process: whose meetings give a seat, and whose do not."""

from datetime import date
from typing import Any

import pytest
from tests.builders import day, find_span, make_act, make_actor, make_reading, make_source

from detente.case.draft import draft_case
from detente.reading.act import Kind, Reading
from detente.record.build import build_record
from detente.record.record import Record, RoleKind
from detente.sources.frozen import Language

LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
TREATY = {"issues": ("peace_treaty",), "options": ("peace_treaty=framework",)}


def roles(record: Record, role: RoleKind) -> list[str]:
    return [entry.actor for entry in record.roles if entry.role == role]


def report(
    *told: tuple[Kind, str, dict[str, Any]],
    language: Language = "en",
    published: date | None = None,
) -> Reading:
    """Return a reading of sentences, one act each; whoever stands in them is mentioned."""
    source = make_source(" ".join(words for _, words, _ in told), language, published=published)
    acts = [make_act(source, kind, words, **fields) for kind, words, fields in told]
    return make_reading(source, acts)


def two(kind: Kind, words: str, *actors: str, **fields: Any) -> tuple[Kind, str, dict[str, Any]]:
    return (kind, words, {"actors": actors, **fields})


SIGNING = two("sign", "Egypt and Israel signed a framework.", "egypt", "israel", **TREATY)
OUTSIDERS = two("meet", "Iran and Cuba met in Havana.", "iran", "cuba", place="Havana")


def test_a_meeting_of_outsiders_is_beside_the_table_and_gives_no_seat() -> None:
    record = build_record([report(OUTSIDERS, SIGNING)])
    assert {meeting.because: meeting.aside for meeting in record.rounds} == {
        (record.acts[0].id,): True,
        (record.acts[1].id,): False,
    }
    assert roles(record, "seated") == ["egypt", "israel"]
    assert roles(record, "affected") == ["iran", "cuba"]


def test_nobody_at_the_table_is_absent_from_a_meeting_of_outsiders() -> None:
    left = two("leave", "Egypt's minister resigned.", "egypt")
    record = build_record([report(SIGNING, left, OUTSIDERS)])
    aside = [meeting for meeting in record.rounds if meeting.aside]
    assert [meeting.absent for meeting in aside] == [()]


def test_outsiders_who_meet_get_no_seat_even_where_the_signing_is_told_of_one_side_only() -> None:
    half = two("sign", "Israel signed a framework.", "israel", **TREATY)
    record = build_record([report(half, OUTSIDERS)])
    assert [meeting.aside for meeting in record.rounds] == [True]
    assert roles(record, "seated") == []


def test_the_table_is_decided_over_all_reports() -> None:
    first = report(OUTSIDERS, published=date(1978, 9, 1))
    second = report(
        SIGNING,
        two("blame", "Iran and Cuba blamed Egypt.", "iran", "cuba", targets=("egypt",)),
        published=date(1978, 9, 20),
    )
    assert roles(build_record([first]), "seated") == ["iran", "cuba"]
    assert roles(build_record([first, second]), "seated") == ["egypt", "israel"]


def test_reports_of_unrelated_talks_have_a_table_each() -> None:
    record = build_record([report(SIGNING), report(OUTSIDERS)])
    assert not any(meeting.aside for meeting in record.rounds)


def test_of_two_bare_meetings_in_a_report_the_one_told_first_is_that_of_the_table() -> None:
    first = two("meet", "Egypt and Israel met.", "egypt", "israel")
    assert roles(build_record([report(first, OUTSIDERS)]), "seated") == ["egypt", "israel"]
    assert roles(build_record([report(OUTSIDERS, first)]), "seated") == ["iran", "cuba"]


def test_an_ally_met_by_one_at_the_table_gets_no_seat() -> None:
    ally = two("meet", "Egypt and Cuba met.", "egypt", "cuba")
    record = build_record([report(SIGNING, ally)])
    assert roles(record, "seated") == ["egypt", "israel"]
    assert "cuba" in roles(record, "affected")


def test_who_settles_an_issue_with_one_at_the_table_comes_to_it() -> None:
    newcomer = two("agree", "Egypt and Cuba agreed on a truce.", "egypt", "cuba",
                   issues=("ceasefire",), options=("ceasefire=permanent",))  # fmt: skip
    records = [
        build_record(
            [
                report(SIGNING, published=date(2020, 1, 1)),
                report(newcomer, published=date(2020, 2, 1)),
            ]
        )
    ]
    assert roles(records[0], "seated") == ["egypt", "israel", "cuba"]


@LANGUAGES
def test_who_walks_out_loses_the_seat_and_who_comes_back_has_it_again(language: Language) -> None:
    de = language == "de"
    table = two("meet", "Iran, Kuba und Israel tagten." if de else "Iran, Cuba and Israel met.",
                "iran", "cuba", "israel")  # fmt: skip
    out = two("leave", "Israel verließ die Gespräche." if de else "Israel left the talks.",
              "israel", issues=("negotiation_format",))  # fmt: skip
    back = two("join", "Israel kehrte zurück." if de else "Israel came back.", "israel")
    days = [date(2020, month, 1) for month in (1, 2, 3)]
    met, gone, joined = (
        report(told, language=language, published=day)
        for told, day in zip((table, out, back), days, strict=True)
    )
    after = build_record([met, gone])
    assert roles(after, "seated") == ["iran", "cuba"]
    assert roles(after, "absent") == ["israel"]
    again = build_record([met, gone, joined])
    assert roles(again, "seated") == ["iran", "cuba", "israel"]
    assert roles(again, "absent") == []


def test_who_is_put_out_of_the_talks_is_absent_and_those_who_do_it_are_at_the_table() -> None:
    excluded = two("leave_out", "Iran and Cuba excluded Israel from the talks.", "iran", "cuba",
                   targets=("israel",), issues=("negotiation_format",))  # fmt: skip
    record = build_record([report(excluded)])
    assert record.rounds == ()
    assert roles(record, "seated") == ["iran", "cuba"]
    assert roles(record, "absent") == ["israel"]


@pytest.mark.parametrize(
    ("language", "words", "cue"),
    [
        ("en", "Egypt stayed away from the ceremony.", "stayed away"),
        ("de", "Egypt blieb der Zeremonie fern.", "fern"),
    ],
)
def test_missing_one_meeting_does_not_end_a_seat(language: Language, words: str, cue: str) -> None:
    away = ("leave", words, {"actors": ("egypt",), "cue": cue})
    record = build_record([report(SIGNING, away, language=language)])  # type: ignore[arg-type]
    assert roles(record, "seated") == ["egypt", "israel"]
    assert roles(record, "absent") == []


def test_a_minister_who_resigns_takes_nobody_s_seat_along() -> None:
    source = make_source("Egypt and Israel signed. Kamel quit.")
    acts = [
        make_act(source, "sign", "Egypt and Israel signed.", actors=("egypt", "israel"), **TREATY),
        make_act(source, "leave", "Kamel quit.", actors=("egypt",)),
    ]
    person = make_actor("kamel", find_span(source, "Kamel")).model_copy(
        update={"type": "person", "represents": "egypt"}
    )
    people = [make_actor("egypt"), make_actor("israel"), person]
    record = build_record([make_reading(source, acts, people)])
    assert roles(record, "seated") == ["egypt", "israel"]


def test_breaking_off_diplomatic_relations_leaves_no_talks() -> None:
    broke = two("leave", "Egypt broke off relations with Cuba.", "egypt", targets=("cuba",),
                issues=("diplomatic_relations",))  # fmt: skip
    record = build_record([report(SIGNING, broke)])
    assert roles(record, "seated") == ["egypt", "israel"]


def test_signatures_told_one_by_one_in_a_report_are_one_signing() -> None:
    one = two("sign", "Egypt signed for its part.", "egypt", **TREATY)
    other = two("sign", "Israel signed as well.", "israel", **TREATY)
    (meeting,) = build_record([report(one, other)]).rounds
    assert [d.party for d in meeting.delegations] == ["egypt", "israel"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kamel signed for Egypt, Weizman for Israel."),
        ("de", "Kamel unterzeichnete für Egypt, Weizman für Israel."),
    ],
)
def test_whoever_is_signed_for_in_one_sentence_signs(language: Language, text: str) -> None:
    source = make_source(text, language)
    act = make_act(source, "sign", text, actors=("egypt",), **TREATY)
    people = [make_actor(name.lower(), find_span(source, name)) for name in ("Egypt", "Israel")]
    record = build_record([make_reading(source, [act], people)])
    assert [d.party for d in record.rounds[0].delegations] == ["egypt", "israel"]
    assert roles(record, "seated") == ["egypt", "israel"]


# Those who help others to talk


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Egypt, Israel and the USA signed it, the USA as a witness."),
        ("de", "Egypt, Israel und die USA unterzeichneten, die USA als Zeuge."),
        ("en", "Egypt and Israel met the USA, who chairs the talks."),
        ("de", "Egypt und Israel trafen die USA, die die Verhandlungen leitet."),
    ],
)
def test_a_witness_or_a_chair_has_no_seat(language: Language, text: str) -> None:
    source = make_source(text, language)
    kind: Kind = "sign" if "it" in text or "unter" in text else "meet"
    act = make_act(source, kind, text, actors=("egypt", "israel", "usa"))
    last = max(i for i in range(len(text)) if text.startswith("USA", i))
    usa = make_actor("usa").model_copy(
        update={"mentions": (find_span(source, "USA", text[:last].count("USA")),)}
    )
    people = [make_actor("egypt"), make_actor("israel"), usa]
    record = build_record([make_reading(source, [act], people)])
    assert roles(record, "seated") == ["egypt", "israel"]
    assert roles(record, "mediator") == ["usa"]


def test_who_invites_both_and_settles_nothing_mediates() -> None:
    invited = two("invite", "Norway invited Egypt and Israel.", "norway",
                  targets=("egypt", "israel"))  # fmt: skip
    met = two("meet", "Egypt, Israel and Norway met.", "egypt", "israel", "norway")
    record = build_record([report(invited, met)])
    assert roles(record, "seated") == ["egypt", "israel"]
    assert roles(record, "mediator") == ["norway"]


def test_a_party_that_invites_others_and_signs_is_a_party() -> None:
    invited = two("invite", "Egypt invited Cuba and Iran.", "egypt", targets=("cuba", "iran"))
    assert roles(build_record([report(invited, SIGNING)]), "seated") == ["egypt", "israel"]


def test_who_lends_its_ground_to_others_is_no_side_where_it_sits_with_them() -> None:
    at_home = two("sign", "Egypt and Israel signed at Camp David.", "egypt", "israel",
                  place="Camp David", **TREATY)  # fmt: skip
    before = two("meet", "Vance, Dayan and Kamel met in London.", "usa", "israel", "egypt",
                 place="London")  # fmt: skip
    record = build_record(
        [report(before, published=date(1978, 7, 31)), report(at_home, published=date(1978, 9, 20))]
    )
    assert roles(record, "seated") == ["israel", "egypt"]
    assert "usa" in roles(record, "host")


def test_a_mediator_who_wants_something_itself_is_a_party() -> None:
    mediated = two("mediate", "The USA mediated.", "usa", targets=("egypt", "israel"))
    met = two("meet", "Egypt, Israel and the USA met.", "egypt", "israel", "usa")
    wish = two("demand", "The USA demanded bases.", "usa", issues=("foreign_bases",))
    record = build_record([report(mediated, met, wish)])
    assert roles(record, "seated") == ["usa", "egypt", "israel"]
    assert roles(record, "mediator") == []


def test_a_talk_of_a_mediator_with_one_side_is_beside_the_table() -> None:
    mediated = two("mediate", "The USA mediated.", "usa", targets=("egypt", "israel"))
    visit = two("meet", "Egypt received the USA.", "egypt", "usa")
    record = build_record([report(mediated, SIGNING, visit)])
    assert roles(record, "seated") == ["egypt", "israel"]
    assert roles(record, "mediator") == ["usa"]


def test_a_mediator_of_former_talks_has_no_role_in_these() -> None:
    from_old_times = two("mediate", "Norway had mediated in 2002.", "norway",
                         targets=("egypt", "israel"))  # fmt: skip
    reading = report(SIGNING, from_old_times, published=date(2005, 1, 30))
    old = reading.acts[1].model_copy(update={"time": day("2002-01-01", last="2002-12-31")})
    record = build_record([reading.model_copy(update={"acts": (reading.acts[0], old)})])
    assert roles(record, "mediator") == []


# Absences


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Iran declined the invitation to the talks."),
        ("de", "Iran schlug die Einladung zu den Gesprächen aus."),
    ],
)
@pytest.mark.parametrize("modality", ["happened", "refused"])
def test_a_declined_invitation_is_an_absence(language: Language, words: str, modality: str) -> None:
    refusal = two("refuse", words, "iran", modality=modality)
    (meeting,) = build_record([report(SIGNING, refusal, language=language)]).rounds
    assert [(a.party, a.reason) for a in meeting.absent] == [("iran", "declined")]


def test_refusing_a_text_is_no_absence() -> None:
    refusal = two("refuse", "Iran rejected both documents.", "iran", modality="refused")
    (meeting,) = build_record([report(SIGNING, refusal)]).rounds
    assert meeting.absent == ()


def test_a_meeting_of_the_absent_is_their_reaction() -> None:
    out = ("leave_out", "Iran had not been invited.", {"targets": ("iran",)})
    record = build_record([report(SIGNING, out, OUTSIDERS)])  # type: ignore[arg-type]
    (table,) = [meeting for meeting in record.rounds if not meeting.aside]
    (absence,) = table.absent
    assert [record.act(act).kind for act in absence.reactions] == ["meet"]


def test_absences_are_told_without_a_round_too() -> None:
    out = ("leave_out", "Iran had not been invited.", {"targets": ("iran",)})
    record = build_record([report(out)])  # type: ignore[arg-type]
    assert roles(record, "absent") == ["iran"]


# No side


def test_the_table_knows_no_party_by_name() -> None:
    record = build_record([report(OUTSIDERS, SIGNING)])
    swap = {"egypt": "iran", "iran": "egypt", "israel": "cuba", "cuba": "israel"}
    other = build_record(
        [
            report(
                two("meet", OUTSIDERS[1], "egypt", "israel", place="Havana"),
                two("sign", SIGNING[1], "iran", "cuba", **TREATY),
            )
        ]
    )
    assert [swap[name] for name in roles(record, "seated")] == roles(other, "seated")


def test_the_draft_of_a_signing_with_an_angry_audience_has_the_signers_at_the_table() -> None:
    refusal = two("refuse", "Iran rejected both documents.", "iran", modality="refused")
    open_issue = two("demand", "Israel demanded a base.", "israel", issues=("foreign_bases",),
                     options=("foreign_bases=kept",), stance="for")  # fmt: skip
    case = draft_case(build_record([report(SIGNING, open_issue, refusal, OUTSIDERS)]))
    assert case.seated() == ("egypt", "israel")
    assert set(case.unseated()) == {"iran", "cuba"}
