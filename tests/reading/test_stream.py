"""Many and huge texts: spans right in the whole text, the same with any number of workers."""

from itertools import pairwise
from pathlib import Path

import pytest

from detente import pipeline
from detente.reading import stream as module
from detente.reading.read_part import ReadPart
from detente.reading.stream import stream
from detente.sources import parts as module_of_parts
from detente.sources.frozen import Language

REPORTS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Russlands Außenminister Sergej Lawrow lehnte den Abzug der Truppen ab.",
        "Die Ukraine forderte eine Waffenruhe. „Wir warten“, sagte ein Sprecher in Kyjiw.",
        "Beide Seiten einigten sich in Genf auf den Austausch von Gefangenen.",
    ),
    "en": (
        "Russia's foreign minister Sergei Lavrov rejected the withdrawal of troops.",
        "Ukraine demanded a ceasefire. “We wait,” a spokesman said in Kyiv.",
        "Both sides agreed in Geneva on an exchange of prisoners.",
    ),
}


def long_text(language: Language, n: int) -> str:
    sentences = REPORTS[language]
    return "".join(
        f"{sentences[i % 3]} {sentences[(i // 3) % 3]}\r\n\r\n☮\ufe0f Nr. {i}.\n\n"
        for i in range(n)
    )


def check(parts: list[ReadPart], text: str) -> None:
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(parts))
    for part in parts:
        spans = [span for act in part.acts for span in act.spans()]
        spans += [span for actor in part.actors for span in actor.mentions]
        assert spans
        assert all(text[span.start : span.end] == span.quote for span in spans)
        assert all(part.start <= span.start and span.end <= part.end for span in spans)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts of a test count as huge, and have many parts."""
    cut = module.parts_of
    monkeypatch.setattr(module, "SMALL", 5_000)
    monkeypatch.setattr(module, "PART", 2_000)
    monkeypatch.setattr(module, "parts_of", lambda pieces: cut(pieces, 2_000))


@pytest.mark.parametrize("n", [20, 80], ids=["received whole", "decoded as it comes"])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.usefixtures("small_parts")
def test_spans_of_all_parts_stand_in_the_whole_text(
    language: Language, n: int, tmp_path: Path
) -> None:
    text = long_text(language, n)
    file = tmp_path / "long.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    parts = list(stream([file], processes=1))
    assert len(parts) > 1
    assert {part.language for part in parts} == {language}
    check(parts, text)
    ids = [act.id for part in parts for act in part.acts]
    assert len(ids) > n
    assert len(set(ids)) == len(ids)


def test_a_short_text_is_read_as_without_streaming(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text(long_text("en", 3), encoding="utf-8")
    (part,) = stream([file], processes=1)
    reading = pipeline.read(pipeline.receive(file.read_bytes(), file.name))
    assert (part.acts, part.actors) == (reading.acts, reading.actors)
    assert part.sha256 == reading.source.sha256


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for number in range(5):
        language: Language = "de" if number % 2 else "en"
        file = tmp_path / ("b" if number == 3 else "") / f"{number}.txt"
        file.write_text(long_text(language, number + 1), encoding="utf-8")
    (tmp_path / "5.txt").write_text(long_text("en", 500), encoding="utf-8")
    files = [tmp_path / f"{n}.txt" for n in (0, 1, 5, 2, 4)] + [tmp_path / "b"]
    one = list(stream(files, processes=1))
    names = [Path(part.name).name for part in one]
    assert names == ["0.txt", "1.txt", "5.txt", "5.txt", "2.txt", "4.txt", "3.txt"]
    assert list(stream(files, processes=2)) == one


@pytest.mark.usefixtures("small_parts")
def test_a_huge_text_is_not_loaded_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    file.write_text(long_text("en", 300) * 40, encoding="utf-8")
    parts = stream([file], processes=1)
    first, second = next(parts), next(parts)
    assert (first.part, second.part) == (1, 2)
    assert first.end == second.start <= 2_000
    parts.close()  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 9)
    (tmp_path / "b.txt").write_text(REPORTS["en"][1], encoding="utf-8")
    broken, whole = stream([tmp_path], processes=1)
    assert broken.error is not None
    assert broken.acts == ()
    assert whole.error is None
    assert whole.acts


@pytest.mark.usefixtures("small_parts")
def test_each_part_of_a_mixed_text_is_read_in_its_language(tmp_path: Path) -> None:
    file = tmp_path / "mixed.txt"
    file.write_text(long_text("de", 40) + long_text("en", 40), encoding="utf-8")
    languages = [part.language for part in stream([file], processes=1)]
    assert (languages[0], languages[-1]) == ("de", "en")


@pytest.mark.usefixtures("small_parts")
def test_a_broken_byte_far_behind_leaves_what_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_of_parts, "CHUNK", 3_000)
    file = tmp_path / "broken.txt"
    file.write_bytes(long_text("en", 80).encode() + b"\xff\xfe")
    *whole, last = stream([file], processes=1, language="en")
    assert len(whole) > 2
    assert all(part.error is None for part in whole)
    assert last.error is not None
    assert "does not fit" in last.error


def test_knowledge_holds_in_every_process(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge.toml"
    knowledge.write_text('[[words]]\nkind = "accept"\nverbs.en = ["greenlight"]\n', "utf-8")
    file = tmp_path / "report.txt"
    file.write_text("Ukraine greenlighted the ceasefire on Monday.", encoding="utf-8")
    with pipeline.know(knowledge):
        (part,) = pipeline.stream([file, file][:1], processes=2)
    assert [act.kind for act in part.acts] == ["accept"]
    assert "+knowledge." in (part.reader_version or "")
