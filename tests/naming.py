"""Reads small texts for the tests of mentions."""

import hashlib
from datetime import date

from detente.reading.mentions import Cast, Mention, find_mentions
from detente.reading.text import segment
from detente.sources.frozen import Language
from detente.sources.source import Source


def source_of(text: str, language: Language, published: date | None = None) -> Source:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(
        id=f"s{digest[:8]}",
        name="test",
        language=language,
        text=text,
        sha256=digest,
        published=published,
    )


def cast_of(text: str, language: Language, published: date | None = None) -> Cast:
    return find_mentions(source_of(text, language, published), segment(text, language))


def named(text: str, language: Language, published: date | None = None) -> list[tuple[str, str]]:
    """Return the words of every mention and the actor they mean."""
    found = cast_of(text, language, published).mentions
    return [(text[mention.start : mention.end], mention.actor) for mention in found]


def mention_of(
    words: str, text: str, language: Language, published: date | None = None
) -> Mention | None:
    """Return the last mention with these words."""
    found = cast_of(text, language, published).mentions
    fitting = [m for m in found if text[m.start : m.end] == words]
    return fitting[-1] if fitting else None


def party_of(
    words: str, text: str, language: Language, published: date | None = None
) -> str | None:
    """Return the party for which the last mention with these words stands."""
    mention = mention_of(words, text, language, published)
    assert mention is not None, f"{words!r} is no mention"
    return mention.party


def actors_of(text: str, language: Language, published: date | None = None) -> list[str]:
    return [actor.id for actor in cast_of(text, language, published).actors]
