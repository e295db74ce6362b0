"""A brief to one self-contained HTML page without scripts."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.brief.blocks import Chart, Paper
from detente.brief.messages import Messages
from detente.brief.svg import render_svg

PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
"""An empty line between paragraphs."""


def to_html(brief: Paper) -> str:
    """Return the brief as one HTML page; the same brief gives the same bytes."""
    words = Messages(brief.language)
    template = _environment().get_template("page.html.j2")
    return template.render(
        brief=brief,
        t=words.text,
        words=words,
        svg=_svg,
        link=safe_link,
        css=Markup(_style()),
        csp=_policy(),
        sources={source.id: source for source in brief.sources},
        places=_places(brief, words),
        sections=_sections(brief, words),
    )


def safe_link(url: str | None) -> str | None:
    """Return `url` where it is a plain web address, else None."""
    if url is None or any(ord(char) <= 32 or char in '"<>\\^`{|}' for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _places(brief: Paper, words: Messages) -> dict[str, str]:
    """Return what a link back to each statement says: its section and its place there."""
    titles: dict[str, str] = {"brief": words.text("quotes.opening")}
    titles |= {section.id: f"{n}" for n, section in enumerate(brief.sections, start=1)}
    found = {}
    for quote in brief.quotes:
        for statement in quote.used_by:
            section, _, number = statement.partition("-")
            point = " " if section == "brief" else "."
            found[statement] = f"{titles.get(section, section)}{point}{number}"
    return found


def _sections(brief: Paper, words: Messages) -> dict[str, tuple[int, str]]:
    """Return number and full name of every section that a statement may point to."""
    titles = [(section.id, section.title) for section in brief.sections]
    titles += [(name, words.text(f"{name}.title")) for name in ("quotes", "sources")]
    return {
        name: (number, words.text("page.see", number=number, title=title))
        for number, (name, title) in enumerate(titles, start=1)
    }


def _svg(chart: Chart) -> Markup:
    drawn = render_svg(chart.spec, chart.id, chart.title, chart.description)
    return Markup(drawn)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["run_in"] = run_in
    return environment


def run_in(text: str) -> str:
    """Return text with its paragraphs run in, each break shown as a pilcrow."""
    return PARAGRAPH.sub(" ¶ ", text)


@cache
def _style() -> str:
    return files("detente.brief").joinpath("templates", "style.css").read_text(encoding="utf-8")


def _policy() -> str:
    """Return the content security policy: this style sheet, nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
