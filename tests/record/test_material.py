"""Joining readings: order, reviews, actors over sources, whom an actor speaks for."""

from datetime import date

import pytest
from tests.builders import make_act, make_actor, make_reading, make_source

from detente.errors import RecordError
from detente.reading.act import Review
from detente.record.build import build_record
from detente.record.material import gather

TEXT = "Norway hosted talks. Cuba supported them."


def test_sources_stand_by_day_of_publication_and_undated_ones_last() -> None:
    days = (None, date(2020, 1, 2), date(2020, 1, 1))
    sources = [make_source(f"Text {i}.", published=day) for i, day in enumerate(days)]
    material = gather([make_reading(source, []) for source in sources])
    assert [source.text for source in material.sources] == ["Text 2.", "Text 1.", "Text 0."]


def test_rejected_acts_stay_out_and_corrected_ones_count_as_given() -> None:
    source = make_source(TEXT)
    rejected = make_act(source, "host", "Norway hosted talks.", actors=("norway",),
                        review=Review(state="rejected"))  # fmt: skip
    corrected = make_act(source, "support", "Cuba supported them.", actors=("cuba",),
                         review=Review(state="corrected"))  # fmt: skip
    record = build_record([make_reading(source, [rejected, corrected])])
    assert [act.id for act in record.acts] == [corrected.id]
    assert record.timeline[0].act == corrected.id


def test_the_reviewed_act_of_two_readings_of_a_source_counts() -> None:
    source = make_source(TEXT)
    proposed = make_act(source, "host", "Norway hosted talks.", actors=("norway",))
    reviewed = proposed.model_copy(
        update={"actors": ("cuba",), "review": Review(state="corrected")}
    )
    for readings in ([proposed, reviewed], [reviewed, proposed]):
        material = gather([make_reading(source, [act]) for act in readings])
        assert [act.actors for act in material.acts] == [("cuba",)]


def test_acts_stand_in_text_order_whatever_order_they_come_in() -> None:
    source = make_source(TEXT)
    first = make_act(source, "host", "Norway hosted talks.", actors=("norway",))
    second = make_act(source, "support", "Cuba supported them.", actors=("cuba",))
    assert gather([make_reading(source, [second, first])]).acts == (first, second)


def test_actors_are_joined_and_keep_mentions_only_with_a_single_source() -> None:
    one, two = make_source("Rubio spoke."), make_source("Rubio left.")
    person = make_actor("marco_rubio").model_copy(update={"represents": None})
    known = make_actor("marco_rubio")
    material = gather([make_reading(one, [], [person]), make_reading(two, [], [known])])
    assert len(material.actors) == 1
    assert material.actors[0].represents == "usa"
    assert material.actors[0].mentions == ()


def test_a_person_stands_for_a_state_and_a_critic_for_nobody() -> None:
    source = make_source(TEXT)
    actors = [make_actor(name) for name in ("usa", "marco_rubio", "critics")]
    material = gather([make_reading(source, [], actors)])
    assert material.party("marco_rubio") == "usa"
    assert material.parties(["marco_rubio", "usa", "critics"]) == ("usa",)


def test_actors_that_represent_each_other_end_the_search() -> None:
    source = make_source(TEXT)
    one = make_actor("critics").model_copy(update={"represents": "rebels"})
    two = make_actor("rebels").model_copy(update={"represents": "critics"})
    assert gather([make_reading(source, [], [one, two])]).party("critics") in ("critics", "rebels")


def test_one_id_with_two_texts_is_an_error() -> None:
    one = make_source("One text.")
    two = one.model_copy(update={"text": "Another text.", "name": "other.txt"})
    with pytest.raises(RecordError, match=r"report\.txt and other\.txt carry the same id"):
        gather([make_reading(one, []), make_reading(two, [])])


def test_no_readings_give_an_empty_record() -> None:
    record = build_record([])
    assert record.model_dump() == dict.fromkeys(type(record).model_fields, ())
