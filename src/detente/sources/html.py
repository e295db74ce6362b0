"""HTML to text: the main text of a page, and what the page states about itself.

The text is the one extracted, not the markup; nothing on a page is fetched or run.
"""

import logging
import re
from datetime import date

import htmldate
import lxml.html
import trafilatura
from lxml import etree
from trafilatura.settings import Document

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.encoding import decode
from detente.sources.markup import check_markup

for logger in ("trafilatura", "htmldate"):
    logging.getLogger(logger).setLevel(logging.CRITICAL)

MAX_ATTRIBUTES = 100
"""Elements with more attributes than this lose them all: none matters to the text."""
DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
STATES_A_DAY = (
    "//meta[not(contains(concat(@property, @name, @itemprop), 'odified'))]"
    " | //script[@type='application/ld+json'] | //time[@datetime] | //link[@rel='canonical']"
)
WITHOUT_TEXT = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
BLOCKS = (
    "address", "article", "blockquote", "br", "dd", "div", "dt", "figcaption", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "p", "pre", "section", "table",
    "td", "th", "tr", "ul", "ol",
)  # fmt: skip


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the main text of a page; `SourceError` where it has none."""
    page = decode(data, name, encoding=encoding, declared=_declared(data)).replace("\x00", "")
    check_markup(page, name)
    tree = _parse(page)
    if tree is None:
        raise SourceError(_without_text(name))
    published = _stated_day(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    document = found if isinstance(found, Document) else Document()
    text = document.text or _every_text(page)
    if not text.strip():
        raise SourceError(_without_text(name))
    return Content(
        text=text,
        title=_one_line(document.title),
        publisher=_one_line(document.sitename),
        url=document.url,
        published=published,
    )


def _declared(data: bytes) -> str | None:
    found = DECLARED.search(data[:4096].lower())
    if found is None:
        return None
    encoding = found[1].decode("ascii")
    return "windows-1252" if encoding in {"iso-8859-1", "latin1", "us-ascii"} else encoding


def _parse(page: str) -> lxml.html.HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        tree = lxml.html.document_fromstring(page.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    for element in tree.iter(etree.Element):
        if len(element.attrib) > MAX_ATTRIBUTES:
            element.attrib.clear()
    return tree


def _stated_day(tree: lxml.html.HtmlElement) -> date | None:
    """Return the day of publication the page states; dates in its text are not looked at."""
    head = lxml.html.Element("head")
    for element in tree.xpath(STATES_A_DAY)[:500]:
        copy = etree.SubElement(head, element.tag, dict(element.attrib))
        copy.text = element.text
    page = lxml.html.Element("html")
    page.append(head)
    stated = htmldate.find_date(
        page,
        extensive_search=False,
        original_date=True,
        min_date="1800-01-01",
        max_date="2199-12-31",
    )
    return date.fromisoformat(stated) if stated else None


def _every_text(page: str) -> str:
    """Return all that a page shows, one block a line, where no main text is found."""
    tree = _parse(page)
    if tree is None:
        return ""
    etree.strip_elements(tree, *WITHOUT_TEXT, with_tail=False)
    for element in tree.iter(*BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    lines = "".join(str(piece) for piece in tree.itertext()).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _without_text(name: str) -> str:
    return (
        f"{name} is an HTML page without text; open it in a browser and save what is shown there "
        "as text"
    )


def _one_line(stated: str | None) -> str | None:
    return " ".join(stated.split()) or None if stated else None
