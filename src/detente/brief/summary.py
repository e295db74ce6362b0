"""The findings page as plain lines for the terminal."""

import textwrap
import unicodedata

from detente.brief.blocks import Paper

WIDTH = 96


def summary_lines(brief: Paper) -> list[str]:
    """Return title, basis and findings as lines of at most `WIDTH` characters.

    Control characters of names and titles are dropped, so that no text can steer a terminal.
    """
    lines = [*_wrapped(brief.title), *_wrapped(brief.subtitle), ""]
    for statement in brief.opening:
        lead = f"{statement.lead}: " if statement.lead else ""
        marks = "".join(f" [{mark.text}]" for mark in statement.marks)
        lines += _wrapped(f"{lead}{statement.text}{marks}", hanging="  ")
    return lines


def _wrapped(words: str, hanging: str = "") -> list[str]:
    plain = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in words)
    return textwrap.wrap(" ".join(plain.split()), WIDTH, subsequent_indent=hanging) or [""]
