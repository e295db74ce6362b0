"""DOCX to text: every paragraph in the order of the file, tables included. Needs ``docx``.

Inserted text counts, deleted text does not; comments, headers and footnotes are left out.
"""

import io
import zipfile

import docx
from docx.oxml.ns import qn

from detente.errors import SourceError
from detente.sources.content import Content

MAX_UNPACKED = 100_000_000
"""Most bytes all parts may have once unpacked."""
MAX_PARTS = 5_000
"""Most parts a file may have."""
MAX_ELEMENTS = 1_000_000
"""Most opening brackets in the main part."""
MAIN = "word/document.xml"
BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the text of a DOCX file; `SourceError` where it is empty, broken or a bomb."""
    try:
        _check_parts(data, name)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(document.element.body))
        title = " ".join((document.core_properties.title or "").split()) or None
    except SourceError:
        raise
    # A damaged or forged file makes the parser fail in any way there is.
    except (Exception, RecursionError) as error:
        msg = f"{name} is a broken .docx file ({type(error).__name__}); save or download it again"
        raise SourceError(msg) from None
    if not text.strip():
        msg = f"{name} is a .docx file without text; pass a report with text"
        raise SourceError(msg)
    return Content(text=text, title=title)


def _check_parts(data: bytes, name: str) -> None:
    """Refuse what would fill the memory, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        n_bytes = sum(part.file_size for part in parts)
        if n_bytes > MAX_UNPACKED or len(parts) > MAX_PARTS:
            msg = (
                f"{name} unpacks to {n_bytes:,} bytes in {len(parts):,} parts, more than the limit "
                f"of {MAX_UNPACKED:,} in {MAX_PARTS:,}; save its text as a new file"
            )
            raise SourceError(msg)
        main = archive.read(MAIN)
    if b"<!DOCTYPE" in main:
        msg = (
            f"{name} declares entities, which no word processor writes; save its text as a new file"
        )
        raise SourceError(msg)
    n_elements = main.count(b"<")
    if n_elements > MAX_ELEMENTS:
        msg = f"{name} has {n_elements:,} marks in its text, too many; save its text as plain text"
        raise SourceError(msg)


def _paragraphs(body: object) -> list[str]:
    lines: list[str] = []
    for element in body.iter():  # type: ignore[attr-defined]
        if element.tag == qn("w:p"):
            lines.append("")
        elif element.tag == qn("w:t") and lines and not _in_fallback(element):
            lines[-1] += element.text or ""
        elif element.tag in BREAKS and lines and element.getparent().tag == qn("w:r"):
            lines[-1] += BREAKS[element.tag]
    return lines


def _in_fallback(element: object) -> bool:
    """Say whether an element repeats, for older programs, what stands beside it."""
    return next(element.iterancestors(FALLBACK), None) is not None  # type: ignore[attr-defined]
