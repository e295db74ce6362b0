"""PDF to text by its text layer; pages are joined by an empty line. Needs the extra ``pdf``.

Scripts, attachments and forms in the file are never run or opened.
"""

import io
import logging

import pypdf
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.limits import MAX_CODE_POINTS

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MAX_PAGES = 1_000
"""Most pages a PDF may have."""
MAX_CONTENT = 20_000_000
"""Most bytes of drawing commands, unpacked, over all pages (a page of text has some 10 000)."""


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the text layer of a PDF; `SourceError` where it has none or cannot be opened."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _unlock(reader, name)
        _check_pages(reader, name)
        text = _text(reader, name)
        title = _title(reader)
    except SourceError:
        raise
    except DependencyError:
        msg = f"{name} is encrypted; print it to a new PDF without protection and pass that"
        raise SourceError(msg) from None
    # A damaged or forged file makes the parser fail in any way there is.
    except (Exception, RecursionError) as error:
        msg = (
            f"{name} is a broken PDF ({type(error).__name__}); download it again, or print it to a "
            "new PDF"
        )
        raise SourceError(msg) from None
    if not text.strip():
        msg = (
            f"{name} is a PDF without a text layer (pages are pictures); add one by OCR, for "
            f"example with: ocrmypdf {name} out.pdf"
        )
        raise SourceError(msg)
    return Content(text=text, title=title)


def _unlock(reader: pypdf.PdfReader, name: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        msg = f"{name} needs a password; print it to a new PDF without protection and pass that"
        raise SourceError(msg)


def _check_pages(reader: pypdf.PdfReader, name: str) -> None:
    tree = reader.root_object["/Pages"].get_object()
    stated = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    n_pages = stated if isinstance(stated, int) and stated > MAX_PAGES else len(reader.pages)
    if n_pages > MAX_PAGES:
        msg = (
            f"{name} has {n_pages:,} pages, more than the limit of {MAX_PAGES:,}; "
            "pass the pages that report on the talks"
        )
        raise SourceError(msg)


def _text(reader: pypdf.PdfReader, name: str) -> str:
    pages: list[str] = []
    n_code_points = n_content = 0
    for page in reader.pages:
        contents = page.get_contents()
        n_content += 0 if contents is None else len(contents.get_data())
        if n_content > MAX_CONTENT:
            msg = (
                f"{name} has pages of more than {MAX_CONTENT:,} bytes; save its text as a new file"
            )
            raise SourceError(msg)
        pages.append(page.extract_text().replace("\x00", ""))
        n_code_points += len(pages[-1])
        if n_code_points > MAX_CODE_POINTS:
            break
    text = "\n\n".join(pages)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _title(reader: pypdf.PdfReader) -> str | None:
    """Return the title stated in the file, unless it is what a word processor puts there."""
    stated = reader.metadata.title if reader.metadata else None
    title = " ".join(stated.replace("\x00", "").split()) if stated else ""
    if not title or title.lower().startswith(("microsoft word", "untitled", "unbenannt")):
        return None
    return title
