"""Rounds: who met whom, where and when, who led, and on whose ground.

Made from acts of meeting that happened; where a source tells of an agreement or a signature
without a meeting, those who agreed sat together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.reading.act import Act, Named, Time
from detente.record.happened import has_happened
from detente.record.happenings import ids, same_time
from detente.record.material import Material
from detente.record.places import same_place, state_of_place
from detente.record.record import Delegation

_BARGAINING = frozenset(
    {"demand", "offer", "accept", "refuse", "concede", "leave_open", "withhold", "agree", "sign",
     "threaten"}
)  # fmt: skip
_SIGNS_OF_TALKS = frozenset({"leave_out", "mediate", "host", "agree", "sign"})
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

    @property
    def sources(self) -> set[str]:
        """Ids of the sources that tell of it."""
        return {act.source_id for act in self.acts}

    def time(self, material: Material) -> Time | None:
        """Return the first time that is settled."""
        times = [material.time(act) for act in self.acts]
        return next((time for time in times if time is not None and time.start is not None), None)

    def add(self, act: Act, parties: Iterable[str]) -> None:
        """Add an act that belongs to the round."""
        self.acts.append(act)
        self.dated.setdefault((act.source_id, act.time), act)
        self.parties.update(parties)
        if act.place is not None and act.place not in self.places:
            self.places.append(act.place)


def find_sittings(material: Material) -> tuple[Sitting, ...]:
    """Return the rounds in order of time, then of the text, hosts and mediators set apart."""
    happened = [act for act in material.acts if has_happened(act)]
    sittings: list[Sitting] = []
    for kinds in (("meet",), ("sign",), ("agree",)):
        for act in sorted((a for a in happened if a.kind in kinds), key=material.time_key):
            parties = _at_table(act, material)
            home = _home(act, parties, sittings, material)
            if home is not None:
                home.add(act, parties if len(parties) > 1 else ())
            elif len(parties) > 1 and _opens_a_round(act, sittings):
                sittings.append(Sitting())
                sittings[-1].add(act, parties)
    for sitting in sittings:
        _set_apart(sitting, happened, material)
    sittings += _half_told(happened, sittings, material)
    return tuple(sorted(sittings, key=lambda s: min(map(material.time_key, s.acts))))


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


def _half_told(happened: list[Act], sittings: list[Sitting], material: Material) -> list[Sitting]:
    """Return rounds of which a source names one side only, but that show as talks otherwise."""
    told = {source for sitting in sittings for source in sitting.sources}
    talks = {act.source_id for act in happened if act.kind in _SIGNS_OF_TALKS} - told
    found: dict[str, Sitting] = {}
    for act in happened:
        parties = _at_table(act, material)
        if act.kind == "meet" and len(parties) == 1 and act.source_id in talks:
            if act.source_id not in found:
                found[act.source_id] = Sitting()
            found[act.source_id].add(act, parties)
    return list(found.values())


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


def _set_apart(sitting: Sitting, happened: list[Act], material: Material) -> None:
    """Take mediators, and hosts that are named as such, out of the delegations.

    At least two must remain. A state in whose town others meet is a host, and sits there only
    if the sources count it among those who met.
    """
    mine = [act for act in happened if act.source_id in sitting.sources]
    mediators = _doers("mediate", mine, material)
    hosts = _doers("host", mine, material)
    for actor in dict.fromkeys((*mediators, *hosts)):
        rest = sitting.parties - {actor}
        bargains = actor not in mediators and any(
            act.kind in _BARGAINING and actor in material.holders(act) for act in mine
        )
        if len(rest) > 1 and not bargains:
            sitting.parties = rest
    ground = (state_of_place(place) for place in sitting.places)
    sitting.hosts = tuple(dict.fromkeys((*hosts, *(state for state in ground if state))))


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
