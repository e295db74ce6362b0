"""Any text that is received stands in its source to the letter, with its hash."""

import hashlib
import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import docx_with

from detente.errors import SourceError
from detente.sources.limits import MAX_BYTES, MAX_CODE_POINTS
from detente.sources.receive import read_bytes, read_stream, receive, shown

GERMAN = "Die Delegationen trafen sich am Dienstag in Genf und sprachen über eine Waffenruhe.\n"
ENGLISH = "The delegations met in Geneva on Tuesday and talked about a ceasefire.\n"
ODD = "\u00ad\u200b\u202e\u0301\r\n\ufeff😀é\u2028\u00a0\t"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(ODD), max_size=80))
def test_plain_text_is_decoded_and_otherwise_untouched(text: str) -> None:
    whole = "Talks: " + text
    source = receive(whole.encode(), "x.txt", media_type="text/plain", language="en")
    assert source.text == whole


@given(st.binary(max_size=300))
def test_any_bytes_are_a_source_or_a_source_error(data: bytes) -> None:
    try:
        source = receive(data, "x", language="de")
    except SourceError:
        return
    assert source.text.strip()
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_hash_and_id_are_of_the_bytes_not_of_the_text() -> None:
    plain, marked = GERMAN.encode(), b"\xef\xbb\xbf" + GERMAN.encode()
    first, second = receive(plain, "a"), receive(marked, "b")
    assert first.text == second.text == GERMAN
    assert first.sha256 != second.sha256
    assert first.id == "s" + hashlib.sha256(plain).hexdigest()[:8]


def test_line_ends_and_white_space_stay_as_received() -> None:
    data = b"  Talks begin.\r\n\r\n\tThey met in Geneva.\r  "
    assert receive(data, "x", language="en").text == data.decode()


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_both_languages_are_recognised_without_being_named(text: str, language: str) -> None:
    assert receive(text.encode(), "x").language == language


def test_what_the_caller_knows_overrides_what_the_bytes_say() -> None:
    page = f"<html><head><title>Own title</title></head><body><p>{ENGLISH}</p></body></html>"
    source = receive(
        page.encode(),
        "x.html",
        title="Given",
        publisher="Bulletin",
        url="https://example.org/1",
        published=date(2025, 2, 18),
        licence="CC BY 4.0",
        reliability="B2",
        sharing="amber",
        language="de",
    )
    assert (source.title, source.publisher, source.language) == ("Given", "Bulletin", "de")
    assert (source.reliability, source.sharing) == ("B2", "amber")
    assert (source.published, source.licence) == (date(2025, 2, 18), "CC BY 4.0")


def test_a_plain_text_has_no_title_and_the_day_of_its_dateline() -> None:
    source = receive(f"GENEVA, 18 February 2025 - {ENGLISH}".encode(), "x")
    assert source.title is None
    assert source.published == date(2025, 2, 18)


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report.html", "report.png"])
def test_content_decides_what_it_is_and_not_the_extension(name: str) -> None:
    assert receive(ENGLISH.encode(), name).media_type == "text/plain"


def test_a_page_under_the_name_of_a_text_is_a_page() -> None:
    page = f"<!DOCTYPE html><html><body><p>{ENGLISH}</p></body></html>"
    assert receive(page.encode(), "report.txt").media_type == "text/html"


def test_a_text_that_speaks_of_tags_is_a_text() -> None:
    assert receive(f"{ENGLISH} <html> is a tag.".encode(), "x").media_type == "text/plain"


def test_an_unknown_media_type_lists_the_known_ones() -> None:
    with pytest.raises(SourceError, match=r"'image/png' is not read; use one of text/plain"):
        receive(ENGLISH.encode(), "x", media_type="image/png")


def test_a_file_is_received_under_its_path(tmp_path: Path) -> None:
    file = tmp_path / "bericht.txt"
    file.write_bytes(GERMAN.encode())
    assert receive(read_bytes(file), shown(file)).name == str(file)
    assert receive(read_bytes(str(file)), shown(str(file))).text == GERMAN


def test_standard_input_is_named_by_a_dash() -> None:
    source = receive(read_stream(io.BytesIO(ENGLISH.encode())), "-", title="Pasted")
    assert (source.name, source.title, source.text) == ("-", "Pasted", ENGLISH)


def test_a_file_that_is_too_large_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(SourceError, match=r"1,000,000,000,000 bytes.*limit of 20,000,000; split"):
        read_bytes(file)


def test_standard_input_is_not_read_beyond_the_limit() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.taken += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(SourceError, match="more than the limit"):
        receive(read_stream(stream), "-")  # type: ignore[arg-type]
    assert stream.taken <= MAX_BYTES + 1


def test_a_text_of_too_many_characters_names_number_limit_and_remedy() -> None:
    data = b"a b " * (MAX_CODE_POINTS // 4 + 1)
    with pytest.raises(SourceError, match=r"2,000,004 characters.*limit of 2,000,000; split it"):
        receive(data, "long.txt", language="en")


@pytest.mark.parametrize("data", [b"", b"   \n\t ", b"\xef\xbb\xbf", "\u3000 \u00a0".encode()])
def test_nothing_to_read_is_said_so(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"report\.txt (is empty|holds only white space)"):
        receive(data, "report.txt")


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"there is no file .*nope\.txt; check the name"):
        read_bytes(tmp_path / "nope.txt")
    with pytest.raises(SourceError, match="is a folder, not a file; pass the files"):
        read_bytes(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        read_bytes("a\x00b")


@pytest.mark.skipif(sys.platform == "win32", reason="devices have no path there")
def test_a_device_is_not_read() -> None:
    with pytest.raises(SourceError, match="is a device"):
        read_bytes("/dev/zero")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(ENGLISH)
    file.chmod(0)
    with pytest.raises(SourceError, match="may not be read; change its permissions"):
        read_bytes(file)


def test_a_refused_permission_is_told_apart_from_a_missing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(ENGLISH)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match="may not be read; change its permissions"):
        read_bytes(file)


@pytest.mark.parametrize(
    ("package", "module", "data", "extra"),
    [
        ("pypdf", "detente.sources.pdf", b"%PDF-1.4", r"detente\[pdf\]"),
        ("docx", "detente.sources.docx", None, r"detente\[docx\]"),
    ],
)
def test_a_missing_extra_is_named_with_the_command_that_brings_it(
    package: str,
    module: str,
    data: bytes | None,
    extra: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SourceError, match=f"pip install '{extra}'"):
        receive(data or docx_with("Hello"), "x")
