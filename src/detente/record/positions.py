"""Where each party stands on each issue, from which act on, and what replaced it.

A party's own acts count as its positions; what an author, a critic or another party says about
it is marked as ascribed. Nothing is averaged: the words of a position stay with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.reading.act import Act, Force, Kind, Stance, Time
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.record import Position
from detente.record.references import meant

_FORCES: tuple[Force, ...] = ("weak", "plain", "strong", "categorical")
_SETTLING = frozenset({"agree", "sign"})
_MODALITIES = frozenset({"happened", "planned", "conditional", "refused", "left_open"})
_STANCES: dict[Kind, Stance] = {
    "agree": "for", "sign": "for", "demand": "for", "offer": "for", "propose": "for",
    "accept": "for", "concede": "for", "support": "for", "refuse": "against",
    "criticise": "against", "leave_open": "open", "withhold": "open",
}  # fmt: skip
_SAYINGS = frozenset({*_STANCES, "state", "assure", "deny", "threaten", "warn", "assess"})
_GIVING_UP = re.compile(
    r"\b(?:giv\w+|gave) up\b|\bdropp?(?:ed|s|ing)?\b|abandon|renounc|relinquish|waiv|aside|"
    r"forgo|forego|aufgeb|aufgegeben|\bauf\b|verzicht|fallen|rück\w* ab|\bab\b|abgerückt|preis",
    re.IGNORECASE,
)
"""Words of a concession whose options are those given up."""
PROCEDURAL = "negotiation_format"
"""The issue that is about the talks themselves."""


@dataclass
class Stand:
    """A position in the making, with the acts that show it."""

    party: str
    issue: str
    options: tuple[str, ...]
    stance: Stance
    ascribed: bool
    since: Time | None = None
    acts: list[Act] = field(default_factory=list)
    current: bool = True

    def is_about_same(self, other: "Stand") -> bool:
        """Tell whether two stands of one party answer the same question."""
        if (self.party, self.issue) != (other.party, other.issue):
            return False
        if not self.options or not other.options:
            return self.options == other.options
        return bool(set(self.options) & set(other.options))

    def force(self) -> Force:
        """Return the strongest force with which it was said."""
        return max((act.force for act in self.acts), key=_FORCES.index)


def find_stands(material: Material) -> tuple[Stand, ...]:
    """Return every stand in order of its first act; repeated ones are one, replaced ones kept."""
    stands: list[Stand] = []
    for act in sorted(material.acts, key=material.time_key):
        for stand in _stands_of(act, material):
            _enter(stand, stands, material)
    return tuple(stands)


def build_positions(stands: tuple[Stand, ...]) -> tuple[Position, ...]:
    """Return the positions of the record."""
    return tuple(
        Position(
            party=stand.party,
            issue=stand.issue,
            options=stand.options,
            stance=stand.stance,
            force=stand.force(),
            since=stand.since,
            ascribed=stand.ascribed,
            current=stand.current,
            because=ids(stand.acts),
        )
        for stand in stands
    )


def options_of(act: Act, issue: str) -> tuple[str, ...]:
    """Return the options of one issue that an act touches."""
    return tuple(option for option in act.options if option.partition("=")[0] == issue)


def issues_settled(act: Act) -> tuple[str, ...]:
    """Return the issues an act says something about, those it only names as topics left out.

    Where an act names options, it is about their issues; agreed working groups on an issue are
    no word on the issue itself.
    """
    with_options = tuple(issue for issue in act.issues if options_of(act, issue))
    if with_options:
        return with_options
    if PROCEDURAL in act.issues:
        return (PROCEDURAL,)
    return act.issues


def _stands_of(told: Act, material: Material) -> Iterator[Stand]:
    act = meant(told, material)
    stance = "against" if gives_up(act) else act.stance or _STANCES.get(act.kind)
    if stance is None or act.kind not in _SAYINGS or act.modality not in _MODALITIES:
        return
    ascribed = not material.own(act)
    for issue in issues_settled(act):
        for party in material.holders(act):
            options = options_of(act, issue)
            since = material.shown_time(act)
            yield Stand(party, issue, options, stance, ascribed, since, [told])


def gives_up(act: Act) -> bool:
    """Tell whether a concession names what is given up rather than what is granted."""
    return act.kind == "concede" and any(_GIVING_UP.search(cue.quote) for cue in act.cue)


def _enter(stand: Stand, stands: list[Stand], material: Material) -> None:
    """Add a stand: to an equal one, in place of an older one it changes, or beside all others."""
    for known in stands:
        if known.current and _says_the_same(known, stand):
            known.options = max(known.options, stand.options, key=len)
            known.acts += stand.acts
            return
    for known in stands:
        if known.current and _replaces(stand, known, material):
            known.current = False
    stands.append(stand)


def _says_the_same(known: Stand, stand: Stand) -> bool:
    """Tell whether a stand repeats a known one, or widens it with no less force."""
    if (known.party, known.issue, known.stance, known.ascribed) != (
        stand.party, stand.issue, stand.stance, stand.ascribed,
    ):  # fmt: skip
        return False
    a, b = set(known.options), set(stand.options)
    if not a or not b or a == b:
        return a == b
    rank = _FORCES.index(stand.force()) - _FORCES.index(known.force())
    return (a < b and rank >= 0) or (b < a and rank <= 0)


def _replaces(stand: Stand, known: Stand, material: Material) -> bool:
    """Tell whether a later stand takes the place of a known one: another day, another word."""
    if stand.ascribed and not known.ascribed:
        return False
    settles = stand.acts[0].kind in _SETTLING and _is_another_option(stand, known)
    changes = known.is_about_same(stand) and known.stance != stand.stance
    return (changes or settles) and is_later(stand.acts[0], known.acts[-1], material)


def _is_another_option(stand: Stand, known: Stand) -> bool:
    """Tell whether both are for options of one issue that differ."""
    return (
        (stand.party, stand.issue) == (known.party, known.issue)
        and stand.issue != PROCEDURAL
        and stand.stance == known.stance == "for"
        and bool(stand.options and known.options)
        and not set(stand.options) & set(known.options)
    )


def is_later(act: Act, than: Act, material: Material) -> bool:
    """Tell whether an act is of a later day than another, by its own date or its report's."""
    a, b = (material.day(x) or material.published[x.source_id] for x in (act, than))
    return a is not None and b is not None and a > b
