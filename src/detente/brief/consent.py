"""Whose consent a settlement needs, in words: everyone's, vetoes, a quota, named groups."""

from collections.abc import Iterable

from detente.brief.messages import Phrase
from detente.brief.writer import Pen
from detente.case.model import Case


def consent_words(pen: Pen, case: Case) -> list[Phrase]:
    """Return what consent is needed, a sentence each; nothing where everyone must consent."""
    rule, table = case.consent, set(case.seated())
    said: list[Phrase] = []
    veto = [party for party in rule.veto if party in table]
    if veto:
        said.append(pen.text("consent.veto", parties=pen.names.actors(veto)))
    if rule.quota is not None:
        said.append(_enough(pen, "consent.quota", table, rule.quota))
    for name, group in rule.groups.items():
        members = [party for party in group.members if party in table]
        if members:
            least = len(members) if group.quota is None else group.quota
            shown = name.replace("_", " ")
            said.append(_enough(pen, "consent.group", members, least, group=shown))
    return said


def _enough(pen: Pen, key: str, members: Iterable[str], least: int, **fields: str) -> Phrase:
    names = pen.names.in_order(members)
    n = min(least, len(names))
    if n == len(names):
        return pen.text(f"{key}_all", parties=pen.names.actors(names), **fields)
    of = pen.words.number(len(names))
    return pen.text(key, n, of=of, parties=pen.names.actors(names), **fields)
