"""Limits on markup: pages built to keep a parser busy are refused before they are parsed."""

import re

from detente.errors import SourceError

MAX_TAGS = 60_000
"""Most tags a page may have (a long news page has some 5 000)."""
MAX_TAG_EFFORT = 2e10
"""Most effort for long tags; parsers need time in the square of a tag's length."""
LONG_TAG = re.compile(r"<[^<]{5000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def check_markup(page: str, name: str) -> None:
    """Raise `SourceError` for a page whose markup would take longer than seconds to parse."""
    n_tags = page.count("<")
    if n_tags > MAX_TAGS:
        msg = (
            f"{name} has {n_tags:,} tags, more than the limit of {MAX_TAGS:,}; "
            "save the report on it as plain text"
        )
        raise SourceError(msg)
    long_tags = (QUOTED.sub("", found[0]) for found in LONG_TAG.finditer(page))
    if sum(len(tag.partition(">")[0]) ** 2 for tag in long_tags) > MAX_TAG_EFFORT:
        msg = f"{name} has tags that are too long to be a page; save its text as plain text"
        raise SourceError(msg)
