"""What the sources leave open: by a party, as a question of the author, or in dispute."""

import re
from collections.abc import Iterator

from detente.reading.act import Act
from detente.record.material import Material
from detente.record.positions import PROCEDURAL, Stand
from detente.record.record import OpenItem, OpenKind

_PUT = re.compile(r"\?[\"'”“»«’]*\s*$")
"""The end of a question that is put."""
_Key = tuple[OpenKind, str | None, str | None]


def build_open_items(material: Material, stands: tuple[Stand, ...]) -> tuple[OpenItem, ...]:
    """Return what is left open, withheld, asked and disputed, in this order, then in text order."""
    found: dict[_Key, list[str]] = {}
    for act in material.acts:
        for key in _left_by(act, material):
            found.setdefault(key, []).append(act.id)
    for issue, acts in _disputed(stands):
        found.setdefault(("disputed", None, issue), []).extend(acts)
    order: tuple[OpenKind, ...] = ("left_open", "withheld", "asked", "disputed")
    return tuple(
        OpenItem(kind=kind, party=party, issue=issue, because=tuple(dict.fromkeys(acts)))
        for wanted in order
        for (kind, party, issue), acts in found.items()
        if kind == wanted
    )


def _left_by(act: Act, material: Material) -> Iterator[_Key]:
    kind = _kind(act)
    if kind is None:
        return
    issues: tuple[str | None, ...] = act.issues or (None,)
    holders: tuple[str | None, ...] = (None,)
    if kind != "asked":
        holders = material.holders(act)
    for party in holders:
        for issue in issues:
            yield kind, party, issue


def _kind(act: Act) -> OpenKind | None:
    if act.kind == "ask":
        return "asked" if _asks_about_the_case(act) else None
    if act.ascribed or act.voice in ("author", "critic"):
        return None
    if act.kind == "withhold":
        return "withheld"
    if act.kind == "leave_open" or act.modality == "left_open":
        return "left_open"
    return None


def _asks_about_the_case(act: Act) -> bool:
    """Tell whether a question leaves something open: it names an issue, or is told, not put.

    A question put in passing, or by an interviewer, only leads on to what follows.
    """
    return bool(act.issues) or not _PUT.search(act.span.quote)


def _disputed(stands: tuple[Stand, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the issues on which current positions of two parties exclude each other."""
    current = [stand for stand in stands if stand.current and stand.stance != "open"]
    for issue in dict.fromkeys(stand.issue for stand in current):
        here = [stand for stand in current if stand.issue == issue]
        acts = [
            stand.acts[-1].id
            for stand in here
            if any(_exclude(stand, other) for other in here if other.party != stand.party)
        ]
        if acts:
            yield issue, acts


def _exclude(one: Stand, other: Stand) -> bool:
    shared = set(one.options) & set(other.options)
    if one.issue == PROCEDURAL:
        return one.stance != other.stance and bool(shared)
    if one.stance != other.stance:
        return bool(shared) or not one.options or not other.options
    return one.stance == "for" and bool(one.options and other.options) and not shared
