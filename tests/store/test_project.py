"""A project keeps everything that is put in, as it was, and opens again with all of it."""

import hashlib
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import make_act, make_reading, make_source

from detente.errors import SpanMismatchError, StoreError
from detente.reading.act import Reading
from detente.sources.receive import receive
from detente.sources.source import Source
from detente.store.project import create_project, open_project

AT = datetime(2025, 2, 19, 9, 30, tzinfo=UTC)
TEXT = "Russia demands recognition. Ukraine refuses the demand. The talks go on in Geneva."


def source_and_reading(text: str = TEXT) -> tuple[Source, Reading]:
    source = make_source(text)
    demand = make_act(source, "demand", "Russia demands recognition", actors=("russia",))
    refuse = make_act(source, "refuse", "Ukraine refuses the demand", actors=("ukraine",))
    return source, make_reading(source, [demand, refuse])


def test_a_new_project_is_empty_and_has_a_place_for_the_case(tmp_path: Path) -> None:
    with create_project(tmp_path / "talks" / "riyadh") as project:
        assert project.sources() == project.current_readings() == project.decisions() == ()
        assert project.case_path == tmp_path / "talks" / "riyadh" / "case.yaml"
        assert not project.case_path.exists()
    assert [file.name for file in project.path.iterdir()] == ["detente.db"]


def test_a_project_is_not_made_over_another(tmp_path: Path) -> None:
    create_project(tmp_path).close()
    before = (tmp_path / "detente.db").read_bytes()
    with pytest.raises(StoreError, match=r"there is a project in .* already; open it"):
        create_project(tmp_path)
    assert (tmp_path / "detente.db").read_bytes() == before


def test_sources_are_kept_with_the_bytes_received(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.encode()
    source = receive(data, "talks.txt", published=date(2025, 2, 18), reliability="B2")
    with create_project(tmp_path) as project:
        assert project.add_source(source, data, at=AT) is True
    with open_project(tmp_path) as project:
        assert project.sources() == (source,)
        assert project.source(source.id) == source
        assert project.source_bytes(source.id) == data


def test_the_same_bytes_again_change_nothing_and_say_so(tmp_path: Path) -> None:
    source, reading = source_and_reading()
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
        project.add_reading(reading, at=AT)
        again = source.model_copy(update={"name": "other.txt", "title": "Other"})
        assert project.add_source(again, TEXT.encode(), at=AT) is False
        assert project.sources() == (source,)
        assert project.current_readings() == (reading,)


def test_bytes_that_are_not_those_of_the_source_are_refused(tmp_path: Path) -> None:
    source, _ = source_and_reading()
    with create_project(tmp_path) as project:
        with pytest.raises(StoreError, match="not those it was made of; receive it again"):
            project.add_source(source, b"other", at=AT)
        assert project.sources() == ()


def test_two_sources_with_one_id_are_told_apart(tmp_path: Path) -> None:
    source, _ = source_and_reading()
    other = make_source("Another text.").model_copy(update={"id": source.id})
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
        with pytest.raises(StoreError, match=f"has the id {source.id}"):
            project.add_source(other, b"Another text.", at=AT)


def test_sources_come_back_in_the_order_they_were_added(tmp_path: Path) -> None:
    texts = [f"Report number {number}." for number in range(20)]
    with create_project(tmp_path) as project:
        for text in texts:
            project.add_source(make_source(text), text.encode(), at=AT)
        assert [source.text for source in project.sources()] == texts


def test_reading_again_adds_a_reading_and_keeps_the_older(tmp_path: Path) -> None:
    source, first = source_and_reading()
    second = first.model_copy(update={"acts": first.acts[:1], "reader_version": "2"})
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
        assert project.add_reading(first, at=AT) == 1
        assert project.add_reading(second, at=AT + timedelta(days=1)) == 2
        assert project.current_readings() == (second,)
        assert project.reading(1) == first
        notes = project.reading_notes()
    assert [(note.reader_version, note.n_acts) for note in notes] == [("1", 2), ("2", 1)]
    assert notes[1].made_at == AT + timedelta(days=1)


def test_a_reading_needs_its_source_in_the_project(tmp_path: Path) -> None:
    source, reading = source_and_reading()
    with create_project(tmp_path) as project:
        with pytest.raises(StoreError, match=f"no source {source.id}; run detente add"):
            project.add_reading(reading, at=AT)
        with pytest.raises(StoreError, match="no reading 1; run detente read"):
            project.reading(1)
        with pytest.raises(StoreError, match="no source s0"):
            project.source_bytes("s0")


def test_a_reading_of_another_text_is_refused(tmp_path: Path) -> None:
    source, reading = source_and_reading()
    other = reading.model_copy(update={"source": source.model_copy(update={"text": TEXT + " "})})
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
        with pytest.raises(StoreError, match="is of another text than the one kept"):
            project.add_reading(other, at=AT)


def test_a_time_without_zone_is_refused_and_any_zone_is_the_same_time(tmp_path: Path) -> None:
    source, reading = source_and_reading()
    with create_project(tmp_path) as project:
        with pytest.raises(StoreError, match="has no zone"):
            project.add_source(source, TEXT.encode(), at=datetime(2025, 2, 19))
        assert project.sources() == ()
        project.add_source(source, TEXT.encode(), at=AT)
        project.add_reading(reading, at=AT.astimezone(timezone(timedelta(hours=5))))
        assert project.reading_notes()[0].made_at == AT


def test_bytes_that_changed_on_disk_are_noticed(tmp_path: Path) -> None:
    source, _ = source_and_reading()
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
    _tamper(tmp_path, "UPDATE sources SET data = x'00'")
    with open_project(tmp_path) as project, pytest.raises(StoreError, match="have changed on disk"):
        project.source_bytes(source.id)


def test_a_text_that_changed_on_disk_fails_its_quotes(tmp_path: Path) -> None:
    source, reading = source_and_reading()
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
        project.add_reading(reading, at=AT)
    _tamper(tmp_path, "UPDATE sources SET record = replace(record, 'Russia', 'France')")
    with open_project(tmp_path) as project, pytest.raises(SpanMismatchError):
        project.current_readings()


def test_a_record_that_is_no_longer_one_is_a_store_error(tmp_path: Path) -> None:
    source, _ = source_and_reading()
    with create_project(tmp_path) as project:
        project.add_source(source, TEXT.encode(), at=AT)
    _tamper(tmp_path, "UPDATE sources SET record = '{'")
    with open_project(tmp_path) as project, pytest.raises(StoreError, match="is damaged"):
        project.sources()


def _tamper(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "detente.db")
    with connection:
        connection.execute(statement)
    connection.close()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(WORDS, min_size=1, max_size=4, unique=True), data=st.data())
def test_whatever_goes_in_comes_out_equal(
    texts: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("project")
    kept = []
    with create_project(folder) as project:
        for text in texts:
            source = make_source(text, title=data.draw(st.none() | WORDS), name=text[:3])
            cut = data.draw(st.integers(1, len(text)))
            quote = text[:cut]
            act = make_act(source, "state", quote, place=data.draw(st.none() | WORDS))
            reading = make_reading(source, [act] * data.draw(st.integers(0, 2)))
            project.add_source(source, text.encode(), at=AT)
            project.add_reading(reading, at=AT)
            kept.append((source, reading))
    with open_project(folder) as project:
        assert project.sources() == tuple(source for source, _ in kept)
        assert project.current_readings() == tuple(reading for _, reading in kept)
        for source, _ in kept:
            digest = hashlib.sha256(project.source_bytes(source.id)).hexdigest()
            assert digest == source.sha256
