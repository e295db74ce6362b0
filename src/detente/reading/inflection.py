"""The written forms of a name, adjective or noun: German endings, English plurals, genitives."""

from detente.sources.frozen import Language

_ADJECTIVE_ENDINGS = ("", "e", "en", "er", "em", "es")
_NOUN_ENDINGS = ("", "s", "es", "n", "en", "in", "innen")


def adjective_forms(stem: str, language: Language) -> tuple[str, ...]:
    """Return the forms of a nationality adjective; ``!`` marks one that never changes."""
    if language == "en" or stem.endswith("!"):
        return (stem.rstrip("!"),)
    return tuple(stem + ending for ending in _ADJECTIVE_ENDINGS)


def people_forms(base: str, language: Language) -> tuple[str, ...]:
    """Return the forms of the word for the people of a state; ``a/b/c`` lists them outright."""
    if "/" in base:
        return tuple(base.split("/"))
    if language == "en":
        return (base, base + "s")
    if base.endswith("e"):
        stem = base[:-1]
        return (base, base + "n", stem + "in", stem + "innen")
    if base.endswith("er"):
        return (base, base + "n", base + "s", base + "in", base + "innen")
    return (base, base + "s", base + "n", base + "in", base + "innen")


def name_forms(name: str, language: Language) -> tuple[str, ...]:
    """Return a name and, in German, its genitive."""
    if language == "de" and name[-1].isalpha() and name[-1].lower() not in "sxzß":
        return (name, name + "s")
    return (name,)


def noun_forms(noun: str, language: Language) -> tuple[str, ...]:
    """Return the forms of a noun for an office: German endings, English plural as a noun phrase."""
    if language == "en":
        return (noun,)
    forms = tuple(noun + ending for ending in _NOUN_ENDINGS)
    return (*forms, noun[:-1] + "in", noun[:-1] + "innen") if noun.endswith("e") else forms
