"""Case files: loading with inherited reasons, writing that loads back, and whole writes only."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.case_builders import RIVER, cases

from detente.case import files
from detente.case.check import check_case
from detente.case.files import (
    REMOVE,
    dump_case,
    load_case,
    loads,
    set_value,
    update_case,
    write_case,
)
from detente.case.model import Case, Hold, Value
from detente.errors import CaseError, InvalidCaseError


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.yaml"
    path.write_text(RIVER, encoding="utf-8")
    return path


def test_a_range_a_number_and_a_value_with_reasons_are_all_read(river: Path) -> None:
    upland = load_case(river).preferences["upland"]
    assert upland.no_deal == Value(low=30, high=50, assume="it can build alone, at a price")
    assert upland.issues["filling"].scores["never"] == Value(low=0, high=0, because=("a1",))


def test_a_value_takes_the_reasons_of_its_line(river: Path) -> None:
    case = load_case(river)
    data = case.preferences["upland"].issues["data"]
    assert data.salience == Value(low=20, high=40, because=("a2", "a3"))
    assert case.parties["upland"].influence.assume == "it holds the gates"


def test_a_line_without_reasons_takes_those_of_its_party(river: Path) -> None:
    lowland = load_case(river).preferences["lowland"]
    assert lowland.no_deal.assume == "as its ministers say"
    assert lowland.issues["filling"].assume == "as its ministers say"
    assert lowland.issues["filling"].salience.assume == "as its ministers say"


def test_own_reasons_are_not_mixed_with_those_around(river: Path) -> None:
    scores = load_case(river).preferences["lowland"].issues["filling"].scores
    assert scores["slow"] == Value(low=70, high=70, because=("a4",))
    assert scores["fast"].because == ()


def test_each_holder_of_an_issue_has_reasons_of_its_own(river: Path) -> None:
    held_by = load_case(river).issues["data"].held_by
    assert held_by == {"upland": Hold(assume="it reads the gauges")}
    text = RIVER.replace('{upland: {assume: "it reads the gauges"}}', "[upland, lowland]")
    listed = loads(text)
    assert listed.issues["data"].held_by == {"upland": Hold(), "lowland": Hold()}
    assert "held_by: [upland, lowland]" in dump_case(listed)


def test_a_holder_without_a_reason_does_not_take_those_of_its_issue() -> None:
    text = RIVER.replace('{upland: {assume: "it reads the gauges"}}', "[upland]\n    because: [a9]")
    assert loads(text).issues["data"].held_by["upland"] == Hold()
    note = next(p for p in check_case(text) if p.path == "issues.data.held_by.upland")
    assert (note.severity, note.message) == ("warning", "has neither because nor assume")


def test_an_empty_because_states_that_there_is_none() -> None:
    text = RIVER.replace("no_deal: 20\n", "no_deal: {value: 20, because: []}\n")
    assert loads(text).preferences["lowland"].no_deal == Value(low=20, high=20)


def test_a_red_line_never_takes_the_reasons_of_its_party() -> None:
    text = RIVER.replace("        because: [a5]\n", "")
    assert loads(text).preferences["lowland"].red_lines[1].assume is None


def test_a_written_case_loads_to_an_equal_case() -> None:
    case = loads(RIVER)
    assert loads(dump_case(case, "en")) == loads(dump_case(case, "de")) == case


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cases())
def test_any_case_survives_writing_and_loading(case: Case) -> None:
    written = dump_case(case)
    assert loads(written) == case
    assert dump_case(loads(written)) == written


def test_a_written_case_is_short_and_explains_itself() -> None:
    written = dump_case(loads(RIVER))
    assert '    no_deal: {value: 30..50, assume: "it can build alone, at a price"}' in written
    assert "scores: {slow: {value: 70, because: [a4]}, fast: 0..10}" in written
    assert "# What each party wants. no_deal: what it gets without a settlement" in written
    assert "# Was jede Partei will. no_deal: was sie ohne Einigung bekommt" in dump_case(
        loads(RIVER), "de"
    )


def test_every_block_a_case_can_have_is_explained_in_both_languages() -> None:
    blocks = {"detente", "parties", "issues", "preferences", "links", "sources", "left_out"}
    case = loads(RIVER).model_copy(update={"sources": ("s0a1b2c3d",), "left_out": {"fish": "few"}})
    for language in ("de", "en"):
        lines = dump_case(case, language).splitlines()
        for block in blocks:
            start = next(i for i, line in enumerate(lines) if line.startswith(f"{block}:"))
            assert lines[start - 1].startswith("# "), (block, language)


def test_texts_that_look_like_other_yaml_survive() -> None:
    for text in ("yes", "1..2", "null", "- a", "a: b", "# no", "é 'x' \"y\"", "2024-01-01", " "):
        case = loads(RIVER).model_copy(update={"left_out": {"fish": text}})
        assert loads(dump_case(case)).left_out == {"fish": text}


def test_setting_a_value_changes_only_that_value(river: Path) -> None:
    case = update_case(river, {"preferences.upland.issues.filling.salience": "70..90"})
    assert case.preferences["upland"].issues["filling"].salience.low == 70
    assert river.read_text(encoding="utf-8") == RIVER.replace("salience: 80", "salience: 70..90")


def test_a_number_set_for_a_value_with_reasons_keeps_the_reasons(river: Path) -> None:
    case = update_case(river, {"preferences.upland.no_deal": 45})
    assert case.preferences["upland"].no_deal == Value(
        low=45, high=45, assume="it can build alone, at a price"
    )


def test_accepting_a_proposed_red_line_removes_its_mark_alone(river: Path) -> None:
    case = update_case(river, {"preferences.lowland.red_lines.1.proposed": REMOVE})
    assert not case.preferences["lowland"].red_lines[1].proposed
    assert river.read_text(encoding="utf-8") == RIVER.replace("        proposed: true\n", "")


def test_an_option_is_added_below_the_others(river: Path) -> None:
    change = {"issues.filling.options.paused": {"at": 85, "assume": "named in talks: once"}}
    case = update_case(river, change)
    assert list(case.issues["filling"].options) == ["fast", "slow", "never", "paused"]
    added = '      paused: {at: 85, assume: "named in talks: once"}\n'
    assert river.read_text(encoding="utf-8") == RIVER.replace(
        "      never: {at: 100}\n", "      never: {at: 100}\n" + added
    )


def test_a_red_line_is_appended_and_one_is_taken_out(river: Path) -> None:
    new = {"never": "filling = never and data = withheld", "because": ["a9"]}
    case = update_case(river, {"preferences.lowland.red_lines.+": new})
    assert [line.because for line in case.preferences["lowland"].red_lines] == [
        ("a4",),
        ("a5",),
        ("a9",),
    ]
    case = update_case(river, {"preferences.lowland.red_lines.0": REMOVE})
    assert [line.because for line in case.preferences["lowland"].red_lines] == [("a5",), ("a9",)]
    assert "# downstream" in river.read_text(encoding="utf-8")


def test_a_top_level_block_can_be_added(river: Path) -> None:
    assert update_case(river, {"consent": {"rule": "all"}}).consent.rule == "all"
    assert river.read_text(encoding="utf-8").startswith(RIVER)


def test_a_change_that_breaks_the_case_leaves_the_file_as_it_was(river: Path) -> None:
    with pytest.raises(InvalidCaseError, match=r"range 90\.\.10 is upside down"):
        update_case(river, {"preferences.upland.no_deal": "90..10"})
    assert river.read_text(encoding="utf-8") == RIVER


@pytest.mark.parametrize(
    "path", ["preferences.nobody.no_deal", "links.0.if.x", "parties.upland.+", "links.7"]
)
def test_a_path_that_leads_nowhere_is_refused(river: Path, path: str) -> None:
    with pytest.raises(CaseError, match="leads to nothing"):
        update_case(river, {path: 5})
    assert river.read_text(encoding="utf-8") == RIVER


def test_a_value_is_set_as_it_would_be_written(river: Path) -> None:
    assert set_value(river, "parties.fishers.seat", "true").parties["fishers"].seat
    assert set_value(river, "preferences.lowland.no_deal", "5..30").preferences[
        "lowland"
    ].no_deal == Value(low=5, high=30, assume="as its ministers say")
    assert set_value(river, "issues.data.status_quo", "shared").issues["data"].status_quo
    line = set_value(
        river, "preferences.lowland.red_lines.1.never", "filling < slow or data = shared"
    )
    assert line.preferences["lowland"].red_lines[1].never == "filling < slow or data = shared"


def test_a_value_can_be_set_with_reasons_of_its_own(river: Path) -> None:
    case = set_value(
        river, "preferences.lowland.no_deal", "5", because=("a7",), assume="seen, once"
    )
    assert case.preferences["lowland"].no_deal == Value(
        low=5, high=5, because=("a7",), assume="seen, once"
    )


def test_windows_line_ends_stay(river: Path) -> None:
    river.write_bytes(RIVER.replace("\n", "\r\n").encode())
    update_case(river, {"preferences.upland.no_deal": 45, "issues.data.options.paused": {}})
    changed = river.read_bytes().decode()
    assert "withheld: {}, paused: {}}\r\n" in changed
    assert changed.count("\n") == changed.count("\r\n")


def test_writing_replaces_the_whole_file_and_leaves_nothing_else(river: Path) -> None:
    case = loads(RIVER)
    write_case(river, case)
    assert load_case(river) == case
    assert [item.name for item in river.parent.iterdir()] == ["river.yaml"]


def test_writing_keeps_the_rights_of_the_file(river: Path) -> None:
    river.chmod(0o640)
    write_case(river, loads(RIVER))
    assert stat.S_IMODE(river.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CaseError, match=r"cannot be written \(no space left"):
        write_case(river, loads(RIVER).model_copy(update={"links": ()}))
    assert river.read_text(encoding="utf-8") == RIVER
    assert [item.name for item in river.parent.iterdir()] == ["river.yaml"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"nowhere.*cannot be written"):
        write_case(tmp_path / "nowhere" / "case.yaml", loads(RIVER))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"gone\.yaml: cannot be read \(no such file"):
        load_case(tmp_path / "gone.yaml")


def test_a_file_that_is_not_text_is_refused_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"title: \xff\xfe")
    with pytest.raises(CaseError, match="byte 7 is not UTF-8"):
        load_case(path)


def test_a_file_with_a_byte_order_mark_loads(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(RIVER, encoding="utf-8-sig")
    assert load_case(path) == loads(RIVER)


def test_an_enormous_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(CaseError, match="50000000 bytes are too many"):
        load_case(path)


def test_the_public_names_are_those_promised() -> None:
    assert files.__all__ == [
        "REMOVE",
        "dump_case",
        "load_case",
        "loads",
        "set_value",
        "update_case",
        "write_case",
    ]
