"""The names of ministries: "Ministry of Water Resources and Irrigation"; a name is no issue."""

from collections.abc import Sequence

from detente.reading.tokens import Token

_HEADS = frozenset(
    {"Ministry", "Ministries", "Minister", "Ministers", "Department", "Ministerium", "Ministeriums",
     "Ministerin", "Bundesministerium", "Bundesministeriums", "Bundesminister", "Bundesministerin"}
)  # fmt: skip
_LINKS = frozenset({"of", "for", "für", "des", "der"})
_INSIDE = frozenset({"of", "for", "and", "the", "und", "der", "des", "für"})


def names_of_ministries(tokens: Sequence[Token]) -> list[range]:
    """Return where the names of ministries and ministers stand, as ranges of token numbers."""
    names: list[range] = []
    for i, token in enumerate(tokens[:-2]):
        if token.text.capitalize() in _HEADS and tokens[i + 1].text in _LINKS:
            stop = _stop(tokens, i + 2)
            if stop > i + 2:
                names.append(range(i, stop))
    return names


def _stop(tokens: Sequence[Token], i: int) -> int:
    """Return where a name ends: after its last capitalised word."""
    stop = i
    while i < len(tokens):
        text = tokens[i].text
        joint = text in _INSIDE or (text == "," and stop > 0)
        if text[0].isupper():
            stop = i + 1
        elif not joint or i > stop + 1:
            break
        i += 1
    return stop
