"""Small PDF and DOCX files made in memory, whole and damaged, for the tests of receiving."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import docx

WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[str]) -> bytes:
    """Return a PDF with one line of text on each page; an empty string gives an empty page."""
    return pdf_of([_line(text) for text in pages])


def _line(text: str) -> bytes:
    shown = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 12 Tf 72 700 Td (" + shown + b") Tj ET" if text else b""


def pdf_of(contents: Sequence[bytes]) -> bytes:
    """Return a PDF whose pages draw these commands."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(contents),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page, content in enumerate(contents):
        packed = zlib.compress(content)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * page),
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
            + packed
            + b"\nendstream",
        ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
        + b"startxref\n%d\n%%%%EOF" % len(out)
    )


def docx_with(*paragraphs: str, title: str = "") -> bytes:
    """Return a DOCX file with these paragraphs."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def docx_of(body: bytes, prologue: bytes = b"") -> bytes:
    """Return a DOCX file whose main part has this body, as raw XML."""
    main = prologue + b'<w:document xmlns:w="' + WORD + b'"><w:body>' + body
    return zipped({**parts(docx_with("")), "word/document.xml": main + b"</w:body></w:document>"})


def parts(archive: bytes) -> dict[str, bytes]:
    """Return the parts of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return packed.getvalue()
