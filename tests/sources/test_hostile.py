"""Files built to break a program end in a source or a clear message, within seconds."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents import docx_of, docx_with, parts, pdf, pdf_of, zipped

from detente.errors import SourceError
from detente.sources.receive import receive

TEXT = "Die Delegationen trafen sich am Dienstag in Genf und sprachen über eine Waffenruhe. "
WHOLE_PDF = pdf(["Die Delegationen trafen sich am Dienstag in Genf."])


def body(markup: str) -> bytes:
    return f"<!doctype html><html><body>{markup}{TEXT}".encode()


def entities(depth: int) -> bytes:
    lines = ['<!ENTITY e0 "ha">']
    lines += [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, depth)]
    return ("<!DOCTYPE w [" + "".join(lines) + "]>").encode()


CASES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one zero": lambda: b"\0",
    "zeros": lambda: b"\0" * 1_000_000,
    "all bytes": lambda: bytes(range(256)) * 1_000,
    "a zero in a text": lambda: TEXT.encode() + b"\0" + TEXT.encode(),
    "control characters": lambda: b"\x01\x02\x03talks" * 1_000,
    "half a character": lambda: TEXT.encode() + b"\xc3",
    "overlong utf-8": lambda: TEXT.encode() + b"\xc0\xaf",
    "surrogates in utf-8": lambda: TEXT.encode() + b"\xed\xa0\x80",
    "mixed encodings": lambda: TEXT.encode() + TEXT.encode("latin-1"),
    "odd utf-16": lambda: TEXT.encode("utf-16") + b"x",
    "only a mark": lambda: b"\xff\xfe",
    "one endless word": lambda: b"a" * 1_900_000,
    "only combining marks": lambda: "\u0301".encode() * 100_000,
    "endless lines": lambda: b"\n" * 1_000_000 + TEXT.encode(),
    "png": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "jpeg": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "gzip": lambda: b"\x1f\x8b\x08" + b"\0" * 100,
    "old office": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "rtf": lambda: b"{\\rtf1 Hallo}",
    "sqlite": lambda: b"SQLite format 3\0" + b"\0" * 100,
    "deep page": lambda: body("<div>" * 50_000),
    "bold without end": lambda: body("<p>" + "<b>" * 50_000),
    "page of tags": lambda: body("<p></p>" * 1_000_000),
    "page of brackets": lambda: b"<html>" + b"<" * 2_000_000,
    "page of attributes": lambda: body("<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">"),
    "hidden attributes": lambda: body(
        '<p x="<" ' + " ".join(f"a{i}=1" for i in range(100_000)) + ">"
    ),
    "open comment": lambda: b"<html><!--" + b"-" * 2_000_000,
    "nested tables": lambda: body("<table><tr><td>" * 15_000),
    "page of references": lambda: body("&#0;&#xD800;&#x110000;&bogus;" * 10_000),
    "json bomb in a page": lambda: body(
        '<script type="application/ld+json">' + "[" * 1_000_000 + "</script>"
    ),
    "page of zeros": lambda: b"<html><body>" + b"\0" * 1_000_000,
    "page of dates": lambda: body("2025-01-01 " * 100_000),
    "unknown declared encoding": lambda: b'<html><meta charset="nope"><p>' + TEXT.encode("cp850"),
    "slow declared encoding": lambda: (
        b'<html><meta charset="punycode"><p>' + b"ab-" * 300_000 + b"\xe4"
    ),
    "dangerous declared encoding": lambda: b'<html><meta charset="zlib"><p>\xe4 Talks',
    "zip of a text": lambda: zipped({"a.txt": TEXT.encode()}),
    "workbook": lambda: zipped({"xl/workbook.xml": b"<x/>"}),
    "broken zip": lambda: docx_with(TEXT)[:2_000],
    "zip bomb": lambda: zipped({"word/document.xml": b" " * 150_000_000}),
    "nested zip": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": b"x"})})}),
    "path traversal": lambda: zipped({**parts(docx_with(TEXT)), "../../../outside.txt": b"x"}),
    "docx entity": lambda: docx_of(
        b"<w:p/>", b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ),
    "docx laughs": lambda: docx_of(b"<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", entities(10)),
    "docx deep": lambda: docx_of(b"<w:p>" * 200_000),
    "docx of marks": lambda: docx_of(b"<w:p/>" * 1_100_000),
    "docx types broken": lambda: zipped({**parts(docx_with(TEXT)), "[Content_Types].xml": b"<x"}),
    "docx without types": lambda: zipped({"word/document.xml": b"<x/>"}),
    "pdf of one line": lambda: b"%PDF-1.7",
    "pdf of noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
    "pdf cut": lambda: WHOLE_PDF[: len(WHOLE_PDF) // 2],
    "pdf page loop": lambda: WHOLE_PDF.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    "pdf of a million pages": lambda: WHOLE_PDF.replace(b"/Count 1", b"/Count 1000000"),
    "pdf with one page a million times": lambda: WHOLE_PDF.replace(
        b"/Kids [4 0 R]", b"/Kids [" + b"4 0 R " * 1_000_000 + b"]"
    ),
    "pdf bomb": lambda: pdf_of([b" " * 100_000_000]),
    "pdf of operators": lambda: pdf_of([b"BT /F1 12 Tf " + b"(a) Tj " * 100_000 + b"ET"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_ends_in_a_source_or_a_clear_message(case: str) -> None:
    data = CASES[case]()
    started = time.process_time()
    try:
        source = receive(data, "report", language="de")
    except SourceError as error:
        message = str(error)
        assert message.startswith("report") or "of report" in message
        assert len(message) < 400
        assert not message.endswith(".")
    else:
        assert source.text.strip()
        assert "\0" not in source.text
    assert time.process_time() - started < 10


CHILD = """
import sys
from pathlib import Path
from detente.errors import SourceError
from detente.sources.receive import read_bytes, receive
try:
    receive(read_bytes(sys.argv[1]), sys.argv[1], language="de")
except SourceError as error:
    print(error)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is in /proc on Linux only")
@pytest.mark.parametrize("case", ["zip bomb", "pdf bomb", "page of tags", "docx of marks"])
def test_memory_stays_below_512_mb(case: str, tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_bytes(CASES[case]())
    command = [sys.executable, "-c", CHILD, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout.splitlines()[-1]) < 512_000


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
