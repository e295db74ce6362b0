"""Whether the words beside a name say that the person chairs or mediates the talks."""

from collections.abc import Sequence
from itertools import pairwise

from detente.reading.tokens import Token

_MEDIATES = frozenset({"mediate", "facilitate", "vermitteln", "moderieren"})
_LEADS = frozenset({"chair", "moderate", "lead", "leiten", "führen", "host"})
_TALKS = ("talk", "negotiation", "round", "gespräch", "verhandlung", "runde", "process", "prozess")
_ROLES = frozenset({"mediator", "facilitator", "Vermittler", "Vermittlerin", "Moderator"})
_STOPS = frozenset({".", ";", ":", "!", "?"})
_REACH = 12


def leads_talks(tokens: Sequence[Token], stop: int) -> bool:
    """Tell whether the words after a name that ends before `stop` make it the mediator's.

    ", who chairs the negotiations", ", der die Gespräche leitet", "signed as facilitator".
    """
    window = list(tokens[stop : stop + _REACH])
    for n, token in enumerate(window):
        if token.text in _STOPS:
            window = window[:n]
            break
    if not window:
        return False
    for before, role in pairwise(window):
        if before.text in ("as", "als") and role.text in _ROLES:
            return True
    relative = len(window) > 1 and window[0].text == "," and window[1].lemma in _RELATIVES
    if not relative:
        return False
    lemmas = {token.lemma for token in window}
    talks = any(token.lemma.lower().endswith(_TALKS) for token in window)
    return bool(lemmas & _MEDIATES) or (talks and bool(lemmas & _LEADS))


_RELATIVES = frozenset({"who", "der", "die", "which"})
