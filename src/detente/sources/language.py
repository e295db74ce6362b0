"""Which language a text is in; German and English are read, others are named and refused."""

import py3langid

from detente.errors import SourceError
from detente.sources.frozen import LANGUAGES, Language

SAMPLE = 20_000
"""Code points looked at."""


def detect(text: str, name: str) -> Language:
    """Return the language of a text; `SourceError` where it is neither German nor English."""
    found = str(py3langid.classify(text[:SAMPLE])[0])
    for language in LANGUAGES:
        if found == language:
            return language
    msg = f"{name} is in {found}, and only German and English are read; name it with --lang"
    raise SourceError(msg)
