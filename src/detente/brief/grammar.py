"""Articles and number of names, found by the name as shown."""

from detente.sources.frozen import Language


def article_of(name: str, language: Language) -> str:
    """Return the article a name takes in the nominative; empty where it takes none."""
    return ""


def is_plural(name: str, language: Language) -> bool:
    """Return whether a verb after the name stands in the plural."""
    return False
