"""Talks that are over when something is decided: "after two days of talks, A and B agreed"."""

from detente.reading.cues import Cue
from detente.reading.parse import Parse
from detente.reading.roles import Group
from detente.reading.subjects import subject_of
from detente.reading.words import STOPS, form_in, is_word

_REACH = 6
_OUTCOMES = ("agree", "sign", "accept", "refuse", "state", "halt")
_AFTER = {"de": ("nach",), "en": ("after", "following")}


def met_before(parse: Parse, cue: Cue, partners: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return who held the talks of a noun that stands behind "after"; none if it does not.

    Those who then decide have talked: with each other, or with the `partners` named.
    """
    if not cue.rule.noun or cue.rule.needs != "pair" or not _is_over(parse, cue):
        return ()
    for other in parse.cues:
        if other.clause == cue.clause and not other.rule.noun and other.rule.kind in _OUTCOMES:
            clause = parse.clauses[other.clause]
            groups = tuple(group for group in parse.groups if group not in partners)
            subject = subject_of(parse, clause, groups, other.head)
            if subject is not None:
                return (subject, *partners)
    return ()


def _is_over(parse: Parse, cue: Cue) -> bool:
    """Tell whether only a time or a quality stands between "after" and the talks."""
    for n in range(cue.words[0] - 1, max(-1, cue.words[0] - 1 - _REACH), -1):
        token = parse.tokens[n]
        text = token.text.lower()
        if text in _AFTER[parse.language]:
            return True
        if token.text in STOPS:
            return False
        span = is_word(token, parse.language, "spans")
        if parse.language == "de" and token.text[0].isupper() and not span:
            return False
        if text == "of" and is_word(parse.tokens[n - 1], "en", "spans"):
            continue
        if form_in(token, parse.language, "prepositions"):
            return False
    return False
