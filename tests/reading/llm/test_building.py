"""Who is meant, when, and about what: settled by text and tables, whatever else an answer holds."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_source
from tests.scripted_model import Raw as RawAnswer
from tests.scripted_model import completion, scripted_model

from detente.reading.act import Act, Reading, check_span
from detente.reading.llm.endpoint import Endpoint
from detente.reading.llm.reader import LlmReader

DAY = date(2025, 2, 20)
TALKS = (
    "Russia and the United States met in Riyadh on 18 February 2025. Both sides agreed to restore "
    "embassy staff. Marco Rubio said: “Ukraine must be involved.” He praised Saudi Arabia. "
    "The Blue Orchard Committee of Elders left the hall."
)


def read(answer, text=TALKS, language="en") -> Reading:
    with scripted_model([answer]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="scripted"))
        try:
            return reader.read(make_source(text, language, published=DAY))
        finally:
            reader.close()


def one(**fields) -> Act:
    reading = read([fields])
    assert reading.acts, reading.warnings
    return reading.acts[0]


def test_two_names_in_one_quote_are_two_parties():
    act = one(
        kind="meet",
        span="Russia and the United States met in Riyadh on 18 February 2025",
        cue="met",
        actors=["Russia and the United States"],
        time="on 18 February 2025",
        place="Riyadh",
    )
    assert act.actors == ("russia", "usa")
    assert act.place == "Riyadh"
    assert act.time is not None
    assert (act.time.start, act.time.end) == (date(2025, 2, 18), date(2025, 2, 18))


def test_both_sides_and_pronouns_mean_whom_the_text_means():
    agree = one(
        kind="agree",
        span="Both sides agreed to restore embassy staff",
        cue="agreed",
        actors=[{"quote": "Both sides", "name": "China and Japan"}],
    )
    assert agree.actors == ("russia", "usa")
    support = one(
        kind="support",
        span="He praised Saudi Arabia",
        cue="praised",
        actors=[{"quote": "He", "name": "Vladimir Putin", "type": "person"}],
        targets=["Saudi Arabia"],
    )
    assert (support.actors, support.targets) == (("usa",), ("saudi_arabia",))


def test_a_speaker_is_a_person_and_acts_for_a_party():
    act = one(
        kind="demand",
        span="Marco Rubio said: “Ukraine must be involved",
        cue=["said", "must be involved"],
        actors=["Marco Rubio"],
        targets=["Ukraine"],
        speaker={"quote": "Marco Rubio", "name": "the US foreign minister"},
        content="Ukraine must be involved",
        voice="attributed",
    )
    assert (act.actors, act.targets, act.speaker) == (("usa",), ("ukraine",), "marco_rubio")
    assert act.direct
    assert [span.quote for span in act.cue] == ["said", "must be involved"]
    assert {(named.role, named.actor) for named in act.named} == {
        ("actor", "marco_rubio"), ("target", "ukraine"), ("speaker", "marco_rubio")
    }  # fmt: skip


def test_somebody_no_table_knows_is_named_by_the_words_of_the_report():
    reading = read(
        [{
            "kind": "leave",
            "span": "The Blue Orchard Committee of Elders left the hall",
            "cue": "left",
            "actors": [{"quote": "The Blue Orchard Committee of Elders", "name": "BOCE"}],
        }]
    )  # fmt: skip
    (act,) = reading.acts
    (party,) = act.actors
    actor = next(actor for actor in reading.actors if actor.id == party)
    assert "Orchard" in actor.name.en
    assert "BOCE" not in reading.model_dump_json()
    assert [actor.mentions[0].start for actor in reading.actors] == sorted(
        actor.mentions[0].start for actor in reading.actors
    )


def test_a_person_named_in_another_script_keeps_id_office_and_state():
    text = "Марко Рубио потребовал перемирия."
    act = {
        "kind": "demand",
        "span": text[:-1],
        "cue": "потребовал",
        "actors": [{"quote": "Марко Рубио", "name": "Marco Rubio", "type": "person"}],
    }
    reading = read([act], text, "ru")
    (found,) = reading.acts
    assert found.actors == ("usa",)
    (actor,) = reading.actors
    assert (actor.id, actor.represents) == ("marco_rubio", "usa")
    assert found.score < 0.5


def test_options_bring_their_issue():
    act = one(
        kind="restore",
        span="Both sides agreed to restore embassy staff",
        cue="restore",
        options=["sanctions=lifted"],
    )
    assert act.issues == ("sanctions",)
    assert act.options == ("sanctions=lifted",)


WORDS = st.sampled_from(
    [*TALKS.split(), "Both sides", "Ukraine must be involved", "demand", "meet", "happened", "",
     "sanctions", "sanctions=lifted", "Quorvath", "ſ", "\x00", "\u202e", "€"]
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["quote", "name", "nth", "context", "type"]), inner)
    ),
    max_leaves=8,
)
FIELDS = ("kind", "span", "cue", "actors", "targets", "speaker", "addressees", "content", "time",
          "place", "issues", "options", "modality", "voice", "stance", "force", "ascribed",
          "condition")  # fmt: skip
RIGHT = {"kind": "meet", "span": "Russia and the United States met in Riyadh", "cue": "met"}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6), max_size=4))
def test_no_answer_of_any_form_ends_the_run_or_loses_the_right_ones(items):
    answered = [{**RIGHT, **item} for item in items]
    reading = read(json.dumps([*answered, *items, RIGHT]))
    for act in reading.acts:
        for span in act.spans():
            check_span(reading.source, span)
        assert set(act.actors) <= {actor.id for actor in reading.actors} | {
            actor.represents for actor in reading.actors
        }
    assert any(act.kind == "meet" and act.cue[0].quote == "met" for act in reading.acts)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(completion))
def test_no_body_of_any_form_ends_the_run(body):
    reading = read(RawAnswer(body))
    assert reading.acts == ()


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_a_text_without_words_needs_no_model(language):
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="scripted"))
        assert reader.read(make_source(" \n\n ", language)).acts == ()
        reader.close()
    assert model.asked == []
