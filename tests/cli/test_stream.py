"""`detente read --stream`: JSON lines, part by part."""

import json
from pathlib import Path

from tests.command import detente

REPORT = "Ukraine demanded a ceasefire. Russia rejected it in Geneva."


def test_every_file_of_a_folder_gives_a_line(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    outcome = detente("read", tmp_path, "--stream", "--jobs", 1)
    assert outcome.status == 0
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert [Path(line["name"]).name for line in lines] == ["a.txt", "b.txt"]
    assert {line["schema"] for line in lines} == {"detente/part/1"}
    assert all(line["acts"][0]["kind"] == "demand" for line in lines)


def test_files_that_cannot_be_read_end_in_one_error_after_all_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x01" * 50)
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    outcome = detente("read", tmp_path, "--stream", "--jobs", 1)
    first, second = map(json.loads, outcome.out.splitlines())
    assert "binary" in first["error"]
    assert second["acts"]
    assert outcome.status == 1
    assert "1 parts or files could not be read" in outcome.err


def test_streaming_needs_files(tmp_path: Path) -> None:
    assert detente("read", "--stream").status == 2
    assert detente("read", "-", "--stream").status == 2
    missing = detente("read", tmp_path / "none.txt", "--stream")
    assert (missing.status, "there is no file or folder" in missing.err) == (1, True)
    foreign = detente("read", tmp_path, "--stream", "--source-lang", "fr")
    assert foreign.status == 2
