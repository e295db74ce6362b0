"""The timeline: only what happened, once, in the order of time."""

from datetime import date

import pytest
from tests.builders import day, make_act, make_reading, make_source, riyadh_like_reading

from detente.reading.act import Reading, Time
from detente.record.build import build_record
from detente.sources.frozen import LANGUAGES, Language


def attack(published: date | None, when: Time | None, words: str = "Russia attacked.") -> Reading:
    source = make_source(words, published=published)
    act = make_act(source, "attack", words, actors=("russia",), targets=("ukraine",), time=when)
    return make_reading(source, [act])


def test_only_what_happened_stands_there() -> None:
    record = build_record([riyadh_like_reading()])
    told = [record.act(entry.act) for entry in record.timeline]
    assert {act.modality for act in told} == {"happened"}
    assert {act.voice for act in told} <= {"reported", "attributed"}
    assert not any(act.ascribed for act in told)
    assert "concede" not in {act.kind for act in told}


def test_a_round_told_twice_in_a_text_is_one_entry() -> None:
    record = build_record([riyadh_like_reading()])
    meetings = [e for e in record.timeline if record.act(e.act).kind == "meet"]
    assert len(meetings) == 1
    assert len(meetings[0].also) == 1


def test_the_same_happening_in_two_sources_is_one_entry() -> None:
    record = build_record(
        [
            attack(date(2022, 2, 25), day("2022-02-24"), "Russia attacked on Thursday."),
            attack(date(2022, 3, 1), day("2022-02-24"), "On 24 February Russia attacked."),
        ]
    )
    (entry,) = record.timeline
    assert len(entry.also) == 1


def test_happenings_of_different_days_stay_apart() -> None:
    record = build_record(
        [
            attack(date(2022, 2, 25), day("2022-02-24"), "One attack."),
            attack(date(2022, 3, 1), day("2022-02-28"), "Another attack."),
        ]
    )
    assert len(record.timeline) == 2


def test_undated_reports_far_apart_are_not_the_same() -> None:
    near = [attack(date(2022, 2, 25), None, "One."), attack(date(2022, 2, 26), None, "Two.")]
    far = [attack(date(2022, 2, 25), None, "One."), attack(date(2022, 5, 26), None, "Two.")]
    assert len(build_record(near).timeline) == 1
    assert len(build_record(far).timeline) == 2


def test_what_a_report_dates_back_comes_before_what_was_reported_earlier() -> None:
    later_report = attack(date(2025, 2, 19), day("2014-03-18"), "In 2014 Russia attacked.")
    earlier_report = attack(date(2022, 2, 25), day("2022-02-24"), "Russia attacked.")
    record = build_record([later_report, earlier_report])
    days = [entry.time and entry.time.start for entry in record.timeline]
    assert days == [date(2014, 3, 18), date(2022, 2, 24)]


def test_an_act_without_a_day_takes_that_of_its_report_and_says_so() -> None:
    record = build_record([attack(date(2022, 2, 25), None)])
    assert record.timeline[0].time == day("2022-02-25", basis="published")


def test_a_time_that_the_text_leaves_open_stays_open() -> None:
    record = build_record([attack(date(2022, 2, 25), Time(basis="relative"))])
    assert record.timeline[0].time is None


def test_a_fact_shows_a_happening_better_than_a_claim() -> None:
    source = make_source("Kyiv spoke of a Russian attack. Russian forces attacked at dawn.")
    claim = make_act(source, "attack", "Kyiv spoke of a Russian attack.", actors=("russia",),
                     targets=("ukraine",), voice="attributed", speaker="ukraine")  # fmt: skip
    fact = make_act(source, "attack", "Russian forces attacked at dawn.", actors=("russia",),
                    targets=("ukraine",))  # fmt: skip
    record = build_record([make_reading(source, [claim, fact])])
    assert record.timeline[0].act == fact.id
    assert record.timeline[0].also == (claim.id,)


def test_the_order_of_readings_does_not_matter_where_dates_decide() -> None:
    readings = [
        riyadh_like_reading("de", published=date(2025, 2, 19), time=day("2025-02-18")),
        riyadh_like_reading("en", published=date(2025, 2, 20), time=day("2025-02-18")),
        attack(date(2022, 2, 25), day("2022-02-24")),
    ]
    assert build_record(readings) == build_record(readings[::-1])


def test_both_languages_give_the_same_story() -> None:
    german, english = (build_record([riyadh_like_reading(one)]) for one in LANGUAGES)
    assert [german.act(e.act).kind for e in german.timeline] == [
        english.act(e.act).kind for e in english.timeline
    ]


def test_what_has_happened_is_not_dated_after_its_report() -> None:
    record = build_record([attack(date(2022, 2, 25), day("2022-03-01"))])
    assert record.timeline[0].time == day("2022-02-25", basis="published")


def test_a_mere_statement_is_told_only_where_it_touches_an_issue_of_the_process() -> None:
    source = make_source("Rubio spoke. Rubio spoke of sanctions. Iran wants them lifted.")
    bare = make_act(source, "state", "Rubio spoke.", actors=("usa",))
    about = make_act(source, "state", "Rubio spoke of sanctions.", actors=("usa",),
                     issues=("sanctions",))  # fmt: skip
    wish = make_act(source, "demand", "Iran wants them lifted.", actors=("iran",),
                    issues=("sanctions",), options=("sanctions=lifted",))  # fmt: skip
    told = build_record([make_reading(source, [bare, about, wish])]).timeline
    assert [entry.act for entry in told] == [about.id, wish.id]
    alone = build_record([make_reading(source, [bare, about])]).timeline
    assert alone == ()


def test_what_has_no_part_in_the_process_is_no_happening_of_it() -> None:
    text = "Egypt and Israel met in Cairo. Germany released a whale. Cuba attacked Egypt."
    source = make_source(text)
    acts = [
        make_act(source, "meet", "Egypt and Israel met in Cairo.", actors=("egypt", "israel")),
        make_act(source, "release", "Germany released a whale.", actors=("germany",)),
        make_act(source, "attack", "Cuba attacked Egypt.", actors=("cuba",), targets=("egypt",)),
    ]
    record = build_record([make_reading(source, acts)])
    assert [record.act(entry.act).kind for entry in record.timeline] == ["meet", "attack"]


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("en", "Egypt and Israel met. Egypt spoke after the cabinet meeting.", "meeting"),
        ("de", "Egypt and Israel met. Nach der Kabinettssitzung sprach Egypt.",
         "Kabinettssitzung"),
    ],
)  # fmt: skip
def test_a_meeting_of_one_side_with_itself_is_no_happening_between_parties(
    language: Language, text: str, cue: str
) -> None:
    source = make_source(text, language)
    acts = [
        make_act(source, "meet", "Egypt and Israel met.", actors=("egypt", "israel")),
        make_act(source, "meet", text.partition(". ")[2], cue=cue, actors=("egypt", "israel")),
    ]
    record = build_record([make_reading(source, acts)])
    assert [len(meeting.because) for meeting in record.rounds] == [1]
    assert [entry.act for entry in record.timeline] == [acts[0].id]


def test_meeting_somebody_unnamed_is_no_meeting_of_the_process() -> None:
    source = make_source("Egypt and Israel met. Egypt negotiated for itself alone.")
    acts = [
        make_act(source, "meet", "Egypt and Israel met.", actors=("egypt", "israel")),
        make_act(source, "meet", "Egypt negotiated for itself alone.", actors=("egypt",)),
    ]
    assert len(build_record([make_reading(source, acts)]).timeline) == 1
