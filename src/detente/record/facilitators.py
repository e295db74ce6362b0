"""Who mediates, chairs, invites, hosts or witnesses: a role in the talks, and no side in them.

Whoever states a position of its own on an issue is a party, whatever else it does there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from detente.reading.act import Act, Span
from detente.record.happened import has_happened
from detente.record.material import Material
from detente.record.positions import PROCEDURAL

_OWN_POSITION = frozenset({"demand", "refuse", "offer", "threaten", "leave_open", "withhold"})
_SETTLING = frozenset({"agree", "sign"})
_STALE = timedelta(days=366)
"""Mediation that ended longer ago than this before the first report was of other talks."""
_AS_WITNESS = re.compile(
    r"\bas (?:an? |the )?(?:witness|facilitator|mediator|guarantor|observer)\b"
    r"|\bals (?:Zeug(?:e|in)|Vermittler(?:in)?|Garant(?:in)?|Beobachter(?:in)?)\b"
    r"|,? who (?:currently )?(?:chairs|chaired|mediates|mediated|is chairing|is mediating)\b"
    r" (?:in |between )?(?:the )?(?:peace )?(?:talks|negotiations|two|both|parties)"
    r"|, (?:der|die|das) (?:die |in den |zwischen den )?"
    r"(?:Friedensgespräche|Gespräche|Verhandlungen|Gesprächen|Verhandlungen|beiden|Parteien)n? "
    r"(?:leitet|leitete|vermittelt|vermittelte|führt)"
)
"""Words right behind the name of one who takes part without being a side."""
_BY = re.compile(
    r"\b(?:at|on|upon) the invitation of\b|\b(?:hosted|convened) by\b|\bunder the auspices of\b"
    r"|\b[Aa]uf (?:die )?Einladung\b|\bausgerichtet von\b|\bunter (?:der )?Schirmherrschaft\b"
)
"""Words right before the name of one who brings others together for a meeting."""
_NEAR = 60
"""Code points between a name and such words."""


@dataclass(frozen=True)
class Facilitators:
    """Parties that help others to talk, with the acts that show it."""

    mediators: dict[str, tuple[Act, ...]]
    """Mediated, chaired, invited others or witnessed."""
    hosts: dict[str, tuple[Act, ...]]
    """Named as hosts."""


def find_facilitators(material: Material) -> Facilitators:
    """Return who facilitates talks and states no position of its own on an issue of them."""
    mediators: dict[str, list[Act]] = {}
    hosts: dict[str, list[Act]] = {}
    for act in material.acts:
        if has_happened(act) and not is_of_other_talks(act, material):
            for party in material.holders(act):
                if act.kind == "mediate" or _brings_together(act, party, material):
                    mediators.setdefault(party, []).append(act)
                if act.kind == "host":
                    hosts.setdefault(party, []).append(act)
    for party, act in _meeting_by(material):
        hosts.setdefault(party, []).append(act)
    for party, acts in _named_as_such(material):
        mediators.setdefault(party, []).extend(acts)
    return Facilitators(
        {p: tuple(a) for p, a in mediators.items() if not takes_side(p, material)},
        {
            p: tuple(a)
            for p, a in hosts.items()
            if not takes_side(p, material) and not _settles(p, material)
        },
    )


def _brings_together(act: Act, party: str, material: Material) -> bool:
    """Tell whether a party that settles nothing itself invited two others."""
    others = set(material.targets(act)) - {party}
    return act.kind == "invite" and len(others) > 1 and not _settles(party, material)


def takes_side(party: str, material: Material) -> bool:
    """Tell whether a party itself states a position on an issue other than the way of talking."""
    return any(
        act.kind in _OWN_POSITION
        and bool(set(act.issues) - {PROCEDURAL})
        and act.modality not in ("denied", "hypothetical")
        and party in material.holders(act)
        and material.own(act)
        for act in material.acts
    )


def _settles(party: str, material: Material) -> bool:
    return any(
        act.kind in _SETTLING and has_happened(act) and party in material.holders(act)
        for act in material.acts
    )


def is_of_other_talks(act: Act, material: Material) -> bool:
    """Tell whether an act is dated long before anything that these sources report as news."""
    time = material.time(act)
    days = [day for day in material.reported.values() if day is not None]
    return bool(days and time and time.end and time.end < min(days) - _STALE)


def _named_as_such(material: Material) -> list[tuple[str, list[Act]]]:
    """Return parties that the texts call chair, mediator or witness, with acts that show them."""
    found: list[tuple[str, list[Act]]] = []
    for source in material.sources:
        for match in _AS_WITNESS.finditer(source.text):
            party = _nearest(material.mentions[source.id], match.start(), source.text, material)
            if party is not None:
                found.append((party, _acts_around(party, source.id, match.start(), material)))
    return found


def _meeting_by(material: Material) -> Iterator[tuple[str, Act]]:
    """Yield who is named as having brought others together, with the meeting."""
    for source in material.sources:
        meetings = [act for act in material.acts_of[source.id] if act.kind == "meet"]
        for match in _BY.finditer(source.text):
            named = [
                material.party(actor)
                for at, actor in material.mentions[source.id]
                if match.end() <= at.start <= match.end() + _NEAR
            ][:1]
            for act in meetings:
                near = act.span.start <= match.start()
                near = near and "\n\n" not in source.text[act.span.end : match.start()]
                if near and has_happened(act) and not set(named) & set(material.holders(act)):
                    yield from ((party, act) for party in named if material.is_party(party))


def _nearest(
    mentions: tuple[tuple[Span, str], ...], place: int, text: str, material: Material
) -> str | None:
    before = [(at, actor) for at, actor in mentions if place - _NEAR <= at.end <= place]
    for at, actor in sorted(before, key=lambda pair: -pair[0].end):
        if re.search(r"[.;:!?]\s", text[at.end : place]):
            return None
        party = material.party(actor)
        if material.is_party(party):
            return party
    return None


def _acts_around(party: str, source: str, place: int, material: Material) -> list[Act]:
    mine = [
        act
        for act in material.acts_of[source]
        if party in (*material.holders(act), *material.targets(act))
    ]
    return [act for act in mine if act.span.start <= place < act.span.end + _NEAR] or mine[:1]
