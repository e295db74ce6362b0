"""Rounds: who met whom, where and when, who led, and on whose ground.

Made from acts of meeting that happened; where a source tells of an agreement or a signature
without a meeting, those who agreed sat together. One side alone makes no round.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.reading.act import Act, Named, Time
from detente.record.facilitators import Facilitators, takes_side
from detente.record.happened import has_happened
from detente.record.happenings import ids, same_time
from detente.record.material import Material
from detente.record.places import same_place, state_of_place
from detente.record.record import Delegation

BARGAINING = frozenset(
    {"demand", "offer", "accept", "refuse", "concede", "leave_open", "withhold", "agree", "sign",
     "threaten"}
)  # fmt: skip
"""Kinds of acts by which parties negotiate."""
_INTERNAL = re.compile(
    r"\b(?:cabinet|party|parliamentary|coalition|security council|council of ministers)(?:'s)?\s+$"
    r"|\b(?:Kabinetts|Partei|Fraktions|Koalitions|Regierungs|Parlaments)-?$",
    re.IGNORECASE,
)
_INTERNAL_CUE = re.compile(r"^(?:Kabinetts|Partei|Fraktions|Koalitions|Regierungs|Parlaments)\w+")
"""Meetings of one side with itself: no talks, whoever else the sentence names."""
_FOR = re.compile(
    r"\b(?:for|für|on behalf of|im Namen)\s+(?:the\s+|d(?:ie|en|as|er|es)\s+)?$", re.I
)
_LEADERS = 140
"""Code points after the word for a delegation within which its leaders are named."""


@dataclass
class Sitting:
    """A round in the making."""

    acts: list[Act] = field(default_factory=list)
    """Meetings, then agreements made there."""
    parties: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    dated: dict[tuple[str, Time | None], Act] = field(default_factory=dict)
    """One act for each source and time."""
    hosts: tuple[str, ...] = ()
    aside: bool = False
    """True where it is no meeting of the table."""

    @property
    def sources(self) -> set[str]:
        """Ids of the sources that tell of it."""
        return {act.source_id for act in self.acts}

    def time(self, material: Material) -> Time | None:
        """Return the first time that is settled, that of meetings and signatures first."""
        ordered = sorted(self.acts, key=lambda act: act.kind == "agree")
        times = [material.time(act) for act in ordered]
        return next((time for time in times if time is not None and time.start is not None), None)

    def add(self, act: Act, parties: Iterable[str]) -> None:
        """Add an act that belongs to the round."""
        self.acts.append(act)
        self.dated.setdefault((act.source_id, act.time), act)
        self.parties.update(parties)
        if act.place is not None and act.place not in self.places:
            self.places.append(act.place)


def find_sittings(material: Material, facilitators: Facilitators) -> tuple[Sitting, ...]:
    """Return the rounds in order of time, then of the text, hosts and mediators set apart."""
    happened = [act for act in material.acts if has_happened(act)]
    sittings: list[Sitting] = []
    for kinds in (("meet",), ("sign",), ("agree",)):
        for act in sorted((a for a in happened if a.kind in kinds), key=material.time_key):
            parties = _at_table(act, material)
            if act.kind == "meet" and is_internal(act, material):
                continue
            home = _home(act, parties, sittings, material)
            if home is not None:
                home.add(act, parties if len(parties) > 1 else ())
            elif len(parties) > 1 and _opens_a_round(act, sittings):
                sittings.append(Sitting())
                sittings[-1].add(act, parties)
        if kinds == ("sign",):
            sittings += _signed_apart(happened, sittings, material)
    lent = {
        state for sitting in sittings for state in grounds(sitting) if state not in sitting.parties
    }
    for sitting in sittings:
        _set_apart(sitting, happened, facilitators, lent, material)
    return tuple(sorted(sittings, key=lambda s: min(map(material.time_key, s.acts))))


def is_internal(act: Act, material: Material) -> bool:
    """Tell whether a meeting is one of a cabinet, a party or a parliament."""
    cue = act.cue[0]
    before = material.words(act)[max(0, cue.start - 30) : cue.start]
    return bool(_INTERNAL.search(before) or _INTERNAL_CUE.search(cue.quote))


def delegations(sitting: Sitting, material: Material) -> tuple[Delegation, ...]:
    """Return who sat there, each with the persons named for it in the acts of the round."""
    return tuple(
        Delegation(
            party=party,
            heads=_heads(party, sitting, material),
            because=ids([act for act in sitting.acts if party in _at_table(act, material)])
            or ids(sitting.acts),
        )
        for party in material.sorted_parties(sitting.parties)
    )


def _opens_a_round(act: Act, sittings: list[Sitting]) -> bool:
    """Tell whether an act that fits no known round shows one of its own."""
    return act.kind != "agree" or not any(act.source_id in s.sources for s in sittings)


def _signed_apart(
    happened: list[Act], sittings: list[Sitting], material: Material
) -> list[Sitting]:
    """Return signatures told one by one: those who sign in one report have signed together."""
    told = {act.id for sitting in sittings for act in sitting.acts}
    found: dict[str, Sitting] = {}
    for act in happened:
        if act.kind == "sign" and act.id not in told and len(_at_table(act, material)) == 1:
            known = found.setdefault(act.source_id, Sitting())
            if all(same_time(act, other, material) for other in known.acts):
                known.add(act, (*_at_table(act, material), *_signed_for(act, material)))
    return [sitting for sitting in found.values() if len(sitting.parties) > 1]


def _at_table(act: Act, material: Material) -> tuple[str, ...]:
    """Return the parties that an act brings together."""
    return material.parties((*act.actors, *act.targets, *act.addressees))


def _home(
    act: Act, parties: tuple[str, ...], sittings: list[Sitting], material: Material
) -> Sitting | None:
    """Return the round that an act of meeting or agreeing belongs to."""
    here = [sitting for sitting in sittings if act.source_id in sitting.sources]
    if not parties and act.place is None:
        return here[0] if len(here) == 1 else None
    fitting = [sitting for sitting in sittings if _fits(act, set(parties), sitting, material)]
    here = [sitting for sitting in fitting if sitting in here]
    return next(iter(here or (fitting if len(parties) > 1 else [])), None)


def _fits(act: Act, parties: set[str], sitting: Sitting, material: Material) -> bool:
    if not parties <= sitting.parties and not (
        parties > sitting.parties and act.place in sitting.places
    ):
        return False
    if not all(same_place(act.place, place) for place in sitting.places):
        return False
    return all(same_time(act, other, material) for other in sitting.dated.values())


def _signed_for(act: Act, material: Material) -> tuple[str, ...]:
    """Return the parties for which somebody signed: "X for Egypt, Y for Israel"."""
    text = material.words(act)
    named = (
        actor
        for at, actor in material.mentions[act.source_id]
        if act.span.start <= at.start
        and at.end <= act.span.end
        and _FOR.search(text[act.span.start : at.start])
    )
    return material.parties(named)


def _set_apart(
    sitting: Sitting,
    happened: list[Act],
    facilitators: Facilitators,
    lent: set[str],
    material: Material,
) -> None:
    """Take those who facilitate out of the delegations, as long as two remain.

    A state in whose town others meet is a host, and sits there only if the sources count it among
    those who met. Who lent its ground to a round of others and takes no side is a host here too.
    """
    mine = [act for act in happened if act.source_id in sitting.sources]
    hosts = [p for p in _doers("host", mine, material) if p in facilitators.hosts]
    lenders = [p for p in material.sorted_parties(lent) if not takes_side(p, material)]
    settled = {p for act in sitting.acts if act.kind != "meet" for p in material.holders(act)}
    apart = (*facilitators.mediators, *hosts, *(p for p in lenders if p not in settled))
    for actor in dict.fromkeys(apart):
        rest = sitting.parties - {actor}
        if len(rest) > 1:
            sitting.parties = rest
    sitting.hosts = tuple(dict.fromkeys((*hosts, *grounds(sitting))))


def grounds(sitting: Sitting) -> tuple[str, ...]:
    """Return the states in which the places of a round lie."""
    ground = (state_of_place(place) for place in sitting.places)
    return tuple(dict.fromkeys(state for state in ground if state))


def _doers(kind: str, acts: list[Act], material: Material) -> list[str]:
    found = (party for act in acts if act.kind == kind for party in material.holders(act))
    return list(dict.fromkeys(found))


def _heads(party: str, sitting: Sitting, material: Material) -> tuple[str, ...]:
    """Return the persons named as those who met or agreed for a party, or led its delegation."""
    found = [
        person
        for act in sitting.acts
        for named in act.named
        if named.role != "speaker"
        for person in (named.actor, *_led_by(act, named, material))
    ]
    return tuple(p for p in dict.fromkeys(found) if material.is_person_of(p, party))


def _led_by(act: Act, named: Named, material: Material) -> tuple[str, ...]:
    """Return persons in the words that name a participant; for a delegation, right after it."""
    actor = material.by_id.get(named.actor)
    if actor is None or actor.type != "group":
        return material.persons_in(act, named.span.start, named.span.end)
    return material.persons_in(act, named.span.end, min(act.span.end, named.span.end + _LEADERS))
