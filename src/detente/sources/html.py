"""HTML to text: the main text of a page and what the page states about itself."""

import logging
from datetime import date

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.encoding import decode

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the main text of a page; `SourceError` where it has none."""
    page = decode(data, name, encoding=encoding)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(DATES),
    )
    if isinstance(found, trafilatura.settings.Document) and (found.text or "").strip():
        return Content(
            text=found.text or "",
            title=found.title,
            publisher=found.sitename,
            url=found.url,
            published=date.fromisoformat(found.date) if found.date else None,
        )
    text = _all_text(page)
    if not text:
        msg = f"{name} is an HTML page without text; save the page with its text, or paste the text"
        raise SourceError(msg)
    return Content(text=text)


def _all_text(page: str) -> str:
    try:
        tree = lxml_html.document_fromstring(page.encode())
    except (etree.ParserError, ValueError):
        return ""
    return str(tree.text_content()).strip()
