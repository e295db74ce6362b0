"""Words of time: when they say when an act took place, and when something else in the sentence."""

from datetime import date
from typing import Any

import pytest
from tests.builders import find_span, make_act, make_reading, make_source

from detente.reading.act import Act, Kind, Time
from detente.record.build import build_record
from detente.record.dating import is_time_of
from detente.sources.frozen import Language
from detente.sources.source import Source


def said(
    language: Language, text: str, kind: Kind, cue: str, when: str, **fields: Any
) -> tuple[Source, Act]:
    source = make_source(text, language, published=date(2005, 8, 15))
    at = find_span(source, when)
    time = Time(span=at, start=date(2005, 3, 1), end=date(2005, 3, 31))
    return source, make_act(source, kind, text, cue=cue, time=time, actors=("iran",), **fields)


def counts(*sentence: Any) -> bool:
    source, act = said(*sentence)
    assert act.time is not None
    assert act.time.span is not None
    return is_time_of(act, act.time.span, source.text)


@pytest.mark.parametrize(
    ("language", "text", "kind", "cue", "when"),
    [
        ("en", "Iran, which has fought since 1976, demanded it.", "demand", "demanded", "1976"),
        ("de", "Iran, das seit 1976 kämpft, forderte eine Waffenruhe.", "demand", "forderte",
         "1976"),
        ("en", "Weizman, whom he met in mid-July, demanded it.", "demand", "demanded", "mid-July"),
        ("de", "Weizman, mit dem er Mitte Juli sprach, forderte es.", "demand", "forderte",
         "Mitte Juli"),
        ("en", "Iran agreed to withdraw between March and May.", "agree", "agreed", "March"),
        ("de", "Iran sagte zu, zwischen März und Mai abzuziehen.", "agree", "sagte zu", "März"),
        ("en", "Iran agreed to withdraw by March.", "agree", "agreed", "March"),
        ("de", "Iran verpflichtete sich, bis Ende März abzuziehen.", "agree", "verpflichtete",
         "März"),
        ("en", "Iran agreed to do it within three months.", "agree", "agreed", "three months"),
        ("de", "Iran sagte zu, es binnen drei Monaten zu tun.", "agree", "sagte zu",
         "drei Monaten"),
    ],
)  # fmt: skip
def test_a_bound_a_lasting_state_or_a_relative_clause_does_not_date_an_act(
    language: Language, text: str, kind: Kind, cue: str, when: str
) -> None:
    assert not counts(language, text, kind, cue, when)


@pytest.mark.parametrize(
    ("language", "text", "kind", "cue", "when"),
    [
        ("en", "In March Iran demanded a truce.", "demand", "demanded", "March"),
        ("de", "Im März forderte Iran eine Waffenruhe.", "demand", "forderte", "März"),
        ("en", "Iran, which met Egypt in March, spoke.", "meet", "met", "March"),
        ("de", "Iran, das im März Ägypten traf, sprach.", "meet", "traf", "März"),
        ("en", "Iran has boycotted the talks since March.", "leave", "boycotted", "March"),
        ("de", "Iran boykottiert die Gespräche seit März.", "leave", "boykottiert", "März"),
    ],
)
def test_time_beside_the_deed_dates_it(
    language: Language, text: str, kind: Kind, cue: str, when: str
) -> None:
    assert counts(language, text, kind, cue, when)


def test_the_time_of_what_is_said_is_not_that_of_saying_it() -> None:
    text = "Iran warned of an attack in March."
    source = make_source(text, published=date(2005, 8, 15))
    content = find_span(source, "of an attack in March")
    time = Time(span=find_span(source, "March"), start=date(2005, 3, 1), end=date(2005, 3, 31))
    act = make_act(source, "warn", text, cue="warned", time=time, actors=("iran",), content=content)
    assert not is_time_of(act, find_span(source, "March"), text)


def test_an_act_without_a_time_of_its_own_is_shown_as_reported_on_the_day_of_its_report() -> None:
    source, act = said("en", "Iran agreed to withdraw by March.", "agree", "agreed", "March",
                       issues=("troop_withdrawal",))  # fmt: skip
    (entry,) = build_record([make_reading(source, [act])]).timeline
    assert entry.time is not None
    assert (entry.time.basis, entry.time.start) == ("published", date(2005, 8, 15))


def test_a_round_is_dated_by_meeting_and_signing_before_what_was_agreed_there() -> None:
    text = "Iran and Cuba agreed in March on a truce. They signed it in May."
    source = make_source(text, published=date(2005, 8, 15))
    pair = ("iran", "cuba")
    times = [
        Time(span=find_span(source, name), start=date(2005, month, 1), end=date(2005, month, 28))
        for name, month in (("March", 3), ("May", 5))
    ]
    acts = [
        make_act(source, "agree", "Iran and Cuba agreed in March on a truce.", time=times[0],
                 cue="agreed", actors=pair),
        make_act(source, "sign", "They signed it in May.", cue="signed", time=times[1],
                 actors=pair),
    ]  # fmt: skip
    rounds = build_record([make_reading(source, acts)]).rounds
    signed = [meeting for meeting in rounds if acts[1].id in meeting.because]
    assert [meeting.time for meeting in signed] == [times[1]]


def test_an_undated_report_stands_where_what_it_tells_belongs() -> None:
    old = make_source("In 1977 Iran offered it.")
    time = Time(span=find_span(old, "1977"), start=date(1977, 12, 27), end=date(1977, 12, 27))
    offer = make_act(old, "offer", old.text, cue="offered", actors=("iran",), time=time,
                     issues=("territory",), options=("territory=ceded",))  # fmt: skip
    new = make_source("Iran refused it.", published=date(1978, 9, 20))
    refusal = make_act(new, "refuse", new.text, actors=("iran",), issues=("territory",),
                       options=("territory=ceded",))  # fmt: skip
    record = build_record([make_reading(new, [refusal]), make_reading(old, [offer])])
    assert [source.id for source in record.sources] == [old.id, new.id]
    assert [(p.stance, p.current) for p in record.positions] == [("for", False), ("against", True)]


def test_a_report_without_any_day_never_overrides_a_dated_one() -> None:
    dated = make_source("Iran refused it.", published=date(1978, 9, 20))
    refusal = make_act(dated, "refuse", dated.text, actors=("iran",), issues=("territory",),
                       options=("territory=ceded",))  # fmt: skip
    undated = make_source("Iran offered it.")
    offer = make_act(undated, "offer", undated.text, actors=("iran",), issues=("territory",),
                     options=("territory=ceded",))  # fmt: skip
    record = build_record([make_reading(undated, [offer]), make_reading(dated, [refusal])])
    assert [position.current for position in record.positions] == [True, True]
