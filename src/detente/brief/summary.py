"""The findings page as plain lines for the terminal."""

import re
import textwrap
import unicodedata

from detente.brief.blocks import Paper

WIDTH = 96
SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-ZÄÖÜ])")
"""Where one sentence ends and the next begins."""


def summary_lines(brief: Paper) -> list[str]:
    """Return title, basis and findings as lines of at most `WIDTH` characters.

    What would decide the open answers, and all but the first words on the basis, is left to the
    page.

    Control characters of names and titles are dropped, so that no text can steer a terminal.
    """
    lines = [*_wrapped(brief.title), *_wrapped(brief.subtitle), ""]
    for statement in (s for s in brief.opening if s.see != "robustness"):
        lead = f"{statement.lead}: " if statement.lead else ""
        marks = "".join(f" [{mark.text}]" for mark in statement.marks)
        text = statement.text if statement.see != "sources" else SENTENCE.split(statement.text)[0]
        lines += _wrapped(f"{lead}{text}{marks}", hanging="  ")
    return lines


def _wrapped(words: str, hanging: str = "") -> list[str]:
    plain = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in words)
    return textwrap.wrap(" ".join(plain.split()), WIDTH, subsequent_indent=hanging) or [""]
