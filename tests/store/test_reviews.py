"""Decisions are a history that only grows; what holds today follows from it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_act, make_reading, make_source

from detente.errors import SpanMismatchError, StoreError
from detente.reading.act import Act, Span
from detente.store.project import Project, create_project

AT = datetime(2025, 2, 19, 9, 30, tzinfo=UTC)
SOURCE = make_source("Russia demands recognition. Ukraine refuses the demand. France hosts.")
DEMAND = make_act(SOURCE, "demand", "Russia demands recognition", actors=("russia",))
REFUSE = make_act(SOURCE, "refuse", "Ukraine refuses the demand", actors=("ukraine",))
HOST = make_act(SOURCE, "host", "France hosts", actors=("france",))
READING = make_reading(SOURCE, [DEMAND, REFUSE, HOST])
CORRECTED = DEMAND.model_copy(update={"force": "categorical", "targets": ("ukraine",)})


def project_in(folder: Path) -> Project:
    project = create_project(folder)
    project.add_source(SOURCE, SOURCE.text.encode(), at=AT)
    project.add_reading(READING, at=AT)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_in(tmp_path) as made:
        yield made


def act(project: Project, act_id: str) -> Act:
    return next(act for act in project.current_readings()[0].acts if act.id == act_id)


def states(project: Project) -> list[str]:
    return [act.review.state for act in project.current_readings()[0].acts]


def test_a_decision_names_who_when_and_why(project: Project) -> None:
    project.review([DEMAND.id], "accepted", by="mk", at=AT, reason="read twice")
    review = act(project, DEMAND.id).review
    assert (review.state, review.by, review.at, review.reason) == (
        "accepted",
        "mk",
        AT,
        "read twice",
    )
    assert states(project) == ["accepted", "proposed", "proposed"]


def test_the_reading_itself_stays_as_its_reader_made_it(project: Project) -> None:
    project.review([DEMAND.id], "rejected", by="mk", at=AT)
    assert project.reading(1) == READING


def test_a_correction_takes_the_place_of_the_act(project: Project) -> None:
    project.review([DEMAND.id], "corrected", by="mk", at=AT, corrected=CORRECTED)
    shown = act(project, DEMAND.id)
    assert (shown.force, shown.targets) == ("categorical", ("ukraine",))
    assert shown.review.state == "corrected"
    assert project.decisions()[0].corrected == CORRECTED


def test_a_later_decision_replaces_an_earlier_one_and_both_are_kept(project: Project) -> None:
    project.review([DEMAND.id], "accepted", by="mk", at=AT)
    project.review([DEMAND.id], "rejected", by="ab", at=AT + timedelta(hours=1))
    assert states(project)[0] == "rejected"
    assert [decision.state for decision in project.decisions()] == ["accepted", "rejected"]


def test_many_acts_at_once_need_a_reason(project: Project) -> None:
    ids = [DEMAND.id, REFUSE.id]
    with pytest.raises(StoreError, match="about 2 acts needs a reason; give it with --reason"):
        project.review(ids, "accepted", by="mk", at=AT, reason="  ")
    assert project.decisions() == ()
    project.review(ids, "accepted", by="mk", at=AT, reason="same wire report")
    assert states(project) == ["accepted", "accepted", "proposed"]


def test_one_unknown_act_stops_the_whole_decision(project: Project) -> None:
    with pytest.raises(StoreError, match="no act is called a00000000; see detente review list"):
        project.review([DEMAND.id, "a00000000"], "accepted", by="mk", at=AT, reason="all")
    assert project.decisions() == ()


def test_nobody_decides_without_a_name(project: Project) -> None:
    with pytest.raises(StoreError, match="needs the name of the one who makes it"):
        project.review([DEMAND.id], "accepted", by=" ", at=AT)


@pytest.mark.parametrize(
    ("ids", "state", "corrected"),
    [
        ([DEMAND.id], "corrected", None),
        ([DEMAND.id], "accepted", CORRECTED),
        ([DEMAND.id, REFUSE.id], "corrected", CORRECTED),
    ],
)
def test_a_correction_is_of_one_act(
    project: Project, ids: list[str], state: str, corrected: Act | None
) -> None:
    with pytest.raises(StoreError, match="a correction is of one act"):
        project.review(
            ids,
            state,  # type: ignore[arg-type]
            by="mk",
            at=AT,
            reason="why",
            corrected=corrected,
        )


def test_a_correction_keeps_the_act_and_its_words(project: Project) -> None:
    with pytest.raises(StoreError, match="is of another act"):
        project.review([DEMAND.id], "corrected", by="mk", at=AT, corrected=REFUSE)
    invented = DEMAND.model_copy(update={"span": Span(start=0, end=6, quote="France")})
    with pytest.raises(SpanMismatchError):
        project.review([DEMAND.id], "corrected", by="mk", at=AT, corrected=invented)
    assert project.decisions() == ()


def test_decisions_hold_in_a_new_reading_that_has_the_act(project: Project) -> None:
    project.review([DEMAND.id], "corrected", by="mk", at=AT, corrected=CORRECTED)
    project.review([HOST.id], "rejected", by="mk", at=AT)
    renewed = HOST.model_copy(update={"score": 0.5, "reader_version": "2"})
    project.add_reading(make_reading(SOURCE, [renewed, DEMAND]), at=AT + timedelta(days=1))
    assert states(project) == ["rejected", "corrected"]
    assert act(project, HOST.id).score == 0.5
    assert project.lapsed_decisions() == ()


@pytest.mark.parametrize(
    "later",
    [
        [],
        [DEMAND.model_copy(update={"kind": "state"})],
        [DEMAND.model_copy(update={"span": Span.cut(SOURCE.text, 0, 27)})],
    ],
)
def test_a_decision_about_an_act_that_is_gone_has_lapsed_and_can_hold_again(
    project: Project, later: list[Act]
) -> None:
    project.review([DEMAND.id], "accepted", by="mk", at=AT, reason="clear")
    project.add_reading(make_reading(SOURCE, later), at=AT)
    assert "accepted" not in states(project)
    (lapsed,) = project.lapsed_decisions()
    assert str(lapsed) == (
        f"{DEMAND.id} demand “Russia demands recognition”: accepted by mk, 2025-02-19 (clear)"
    )
    project.add_reading(READING, at=AT)
    assert states(project)[0] == "accepted"
    assert project.lapsed_decisions() == ()


def test_undo_is_a_decision_that_brings_the_one_before_back(project: Project) -> None:
    project.review([DEMAND.id], "corrected", by="mk", at=AT, corrected=CORRECTED)
    project.review([DEMAND.id], "rejected", by="ab", at=AT)
    project.undo([DEMAND.id], by="mk", at=AT)
    assert act(project, DEMAND.id).force == "categorical"
    project.undo([DEMAND.id], by="mk", at=AT)
    assert act(project, DEMAND.id) == DEMAND
    made = project.decisions()
    assert [decision.state for decision in made] == [
        "corrected",
        "rejected",
        "corrected",
        "proposed",
    ]
    assert [decision.undoes for decision in made] == [None, None, 2, 1]
    with pytest.raises(StoreError, match=f"no decision to undo about {DEMAND.id}"):
        project.undo([DEMAND.id], by="mk", at=AT)


def test_a_lapsed_decision_can_be_undone(project: Project) -> None:
    project.review([DEMAND.id], "accepted", by="mk", at=AT)
    project.add_reading(make_reading(SOURCE, []), at=AT)
    project.undo([DEMAND.id], by="mk", at=AT)
    assert project.lapsed_decisions() == ()


STEP = st.tuples(
    st.sampled_from(["accepted", "rejected", "corrected", "undo"]), st.sampled_from([0, 1, 2])
)


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(STEP, max_size=12))
def test_any_history_means_what_a_plain_stack_means(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    stacks: list[list[str]] = [[], [], []]
    ids = [DEMAND.id, REFUSE.id, HOST.id]
    n_made = 0
    with project_in(tmp_path_factory.mktemp("project")) as project:
        for state, which in steps:
            if state == "undo" and not stacks[which]:
                with pytest.raises(StoreError, match="no decision to undo"):
                    project.undo([ids[which]], by="mk", at=AT)
                continue
            n_made += 1
            if state == "undo":
                project.undo([ids[which]], by="mk", at=AT)
                stacks[which].pop()
                continue
            corrected = READING.acts[which] if state == "corrected" else None
            project.review([ids[which]], state, by="mk", at=AT, corrected=corrected)  # type: ignore[arg-type]
            stacks[which].append(state)
        assert states(project) == [stack[-1] if stack else "proposed" for stack in stacks]
        assert len(project.decisions()) == n_made
