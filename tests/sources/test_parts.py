"""Long texts in parts: nothing lost, cut where paragraphs end, the same however the bytes come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources.parts import CHUNK, decoded, parts_of

texts = st.text(alphabet="ab .!“”\n\r\té\u2029\U0001f600", max_size=300)


@given(texts, st.integers(1, 60), st.lists(st.integers(0, 300), max_size=6))
def test_parts_together_are_the_text_however_it_comes(
    text: str, size: int, places: list[int]
) -> None:
    ends = sorted({min(place, len(text)) for place in places} | {len(text)})
    pieces = [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    parts = list(parts_of(pieces, size))
    assert "".join(part.text for part in parts) == text
    assert parts == list(parts_of([text], size))
    assert all(part.text == text[part.start : part.start + len(part.text)] for part in parts)
    assert all(0 < len(part.text) <= size for part in parts)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One one. Two.\n\nThree three,\n\nfour four.", "One one. Two.\n\n"),
        ("One one two,\r\n\r\nthree three three four.", "One one two,\r\n\r\n"),
        ("One one two three\nfour five six seven eight", "One one two three\n"),
        ("One one two three. Four five six seven eight", "One one two three. "),
        ("One one two three four five six seven eight", "One one two three four "),
        ("A" * 40, "A" * 26),
    ],
)
def test_a_text_is_cut_at_the_best_place_of_the_second_half(text: str, first: str) -> None:
    assert next(parts_of([text], 26)).text == first


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_decoded_piece_by_piece(encoding: str, tmp_path: Path) -> None:
    text = "Der Präsident sprach über Öl – „gewiß“.\r\n" * (CHUNK // 20)
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode(encoding))
    pieces = list(decoded(file, None))
    assert len(pieces) > 1
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (b"%PDF-1.7 and so on", None, "no plain text"),
        (b"plain\x00text", None, "NUL"),
        (b"text", "klingon", "no text encoding 'klingon'"),
        (b"caf\xe9 society", "utf-8", "near 3 does not fit"),
        ("x".encode("utf-16") + b"y", None, "ends inside a character"),
    ],
)
def test_what_cannot_be_decoded_is_refused(
    data: bytes, encoding: str | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    with pytest.raises(SourceError, match=said):
        list(decoded(file, encoding))
