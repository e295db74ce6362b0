"""What bytes are, by their content; a name or extension is never trusted."""

import io
import re
import zipfile

from detente.errors import SourceError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it as .docx"),
    (b"{\\rtf", "an RTF file", "save it as .docx or plain text"),
    (b"\x89PNG", "a PNG image", "pass its text (OCR makes one)"),
    (b"\xff\xd8\xff", "a JPEG image", "pass its text (OCR makes one)"),
    (b"GIF8", "a GIF image", "pass its text (OCR makes one)"),
    (b"II*\x00", "a TIFF image", "pass its text (OCR makes one)"),
    (b"MM\x00*", "a TIFF image", "pass its text (OCR makes one)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and pass the report in it"),
    (b"BZh", "a bzip2 archive", "unpack it and pass the report in it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it and pass the report in it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and pass the report in it"),
    (b"Rar!", "a RAR archive", "unpack it and pass the report in it"),
    (b"\x7fELF", "a program", "pass a report"),
    (b"MZ\x90", "a program", "pass a report"),
    (b"SQLite format 3\x00", "a database", "pass a report"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
)
"""First bytes of what is not read, what it is, what to do."""
PARTS = (
    ("xl/", "an Excel workbook", "save the report in it as .docx or plain text"),
    ("ppt/", "a PowerPoint file", "save its text as .docx or plain text"),
    ("content.xml", "an OpenDocument file", "save it as .docx"),
    ("META-INF/container.xml", "an EPUB book", "save its text as HTML or plain text"),
)
"""What a zip archive is, by a part in it; what to do."""
OPENING_TAG = re.compile(
    r"(?:\s|<!--.{0,5000}?-->|<\?xml[^>]{0,300}\?>)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|article|main|div|p|h1)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)


def recognise(data: bytes, name: str) -> str:
    """Return the media type of `data`; `SourceError` says what it is if it is not read."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, name)
    for first, what, advice in REFUSED:
        if data.startswith(first):
            msg = f"{name} is {what}, not a text; {advice}"
            raise SourceError(msg)
    return "text/html" if is_html(data) else "text/plain"


def is_html(data: bytes) -> bool:
    """Say whether bytes begin as a page does, in any encoding that keeps ASCII readable."""
    start = data[:8192].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return OPENING_TAG.match(start.decode("latin-1")) is not None


def _archive(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        msg = f"{name} is a broken zip archive or .docx file; save or download it again"
        raise SourceError(msg) from None
    if "word/document.xml" in names:
        return DOCX
    for part, what, advice in PARTS:
        if any(entry.startswith(part) for entry in names):
            msg = f"{name} is {what}, which is not read; {advice}"
            raise SourceError(msg)
    msg = f"{name} is a zip archive, not a text; unpack it and pass the reports in it"
    raise SourceError(msg)
