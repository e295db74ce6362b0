"""`Material`: the acts of all readings, joined and put in order, with what is asked of them often.

Rejected acts stay out; everything else of the record is built from this.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from detente.errors import RecordError
from detente.reading.act import Act, Actor, Reading, Span, Time
from detente.reading.actor_table import actor_table
from detente.record.dating import is_time_of
from detente.sources.source import Source

PARTY_TYPES = frozenset({"state", "bloc", "organisation", "armed_group", "movement"})
"""Kinds of actors that can be a party; persons, offices and unnamed groups cannot."""

_UNKNOWN = date.max
_AUTHORITY = re.compile(
    r"\b(?:ministry|ministerium|\w+ministerium|court|gericht\w*|office|agency|embassy)\b", re.I
)
"""Names of parts of a state that are no party of their own."""


@dataclass(frozen=True)
class Material:
    """Sources by day of publication, everyone named, and the acts in text order."""

    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...]
    mentions: dict[str, tuple[tuple[Span, str], ...]]
    """Where actors are named, by source and in text order: place and actor."""

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def acts_of(self) -> dict[str, tuple[Act, ...]]:
        """Acts by source, in text order."""
        found: dict[str, list[Act]] = {source.id: [] for source in self.sources}
        for act in self.acts:
            found[act.source_id].append(act)
        return {source: tuple(acts) for source, acts in found.items()}

    @cached_property
    def source_order(self) -> dict[str, int]:
        """Place of each source in the record."""
        return {source.id: i for i, source in enumerate(self.sources)}

    @cached_property
    def published(self) -> dict[str, date | None]:
        """Day of publication by source."""
        return {source.id: source.published for source in self.sources}

    @cached_property
    def actor_order(self) -> dict[str, int]:
        """Place of each actor in the order of first mention."""
        return {actor.id: i for i, actor in enumerate(self.actors)}

    def party(self, actor: str) -> str:
        """Return whom an actor speaks for, itself where it speaks for nobody else."""
        seen = {actor}
        while actor in self.by_id:
            represented = self.by_id[actor].represents
            if represented is None or represented in seen:
                break
            seen.add(represented)
            actor = represented
        return actor

    def is_party(self, actor: str) -> bool:
        """Tell whether an actor is of a kind that can be a party; unknown ones are not.

        An organisation that no table knows, such as a ministry, a court or a club, is none unless
        it meets, agrees or signs with others.
        """
        if actor not in self.by_id or self.by_id[actor].type not in PARTY_TYPES:
            return False
        return actor not in self._bystanders

    @cached_property
    def _bystanders(self) -> frozenset[str]:
        known = actor_table().rows
        taking_part = {
            actor
            for act in self.acts
            if act.kind in ("meet", "agree", "sign") and len({*act.actors, *act.targets}) > 1
            for actor in (*act.actors, *act.targets)
        }
        return frozenset(
            actor.id
            for actor in self.actors
            if actor.type == "organisation"
            and actor.id not in known
            and (actor.id not in taking_part or _AUTHORITY.search(actor.name.en))
        )

    def is_person_of(self, actor: str, party: str) -> bool:
        """Tell whether an actor is a person who speaks for `party`."""
        known = self.by_id.get(actor)
        return known is not None and known.type == "person" and self.party(actor) == party

    def parties(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Return the parties behind `actors`, each once, in order."""
        found = dict.fromkeys(self.party(actor) for actor in actors)
        return tuple(party for party in found if self.is_party(party))

    @cached_property
    def _sides(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        return {act.id: (self.parties(act.actors), self.parties(act.targets)) for act in self.acts}

    def holders(self, act: Act) -> tuple[str, ...]:
        """Return the parties that act."""
        return self._sides[act.id][0]

    def targets(self, act: Act) -> tuple[str, ...]:
        """Return the parties it is done to or said about."""
        return self._sides[act.id][1]

    def sorted_parties(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Return parties in the order in which they are first named."""
        return tuple(sorted(set(parties), key=lambda p: (self.actor_order.get(p, 1 << 30), p)))

    def text_key(self, act: Act) -> tuple[int, int, int, str]:
        """Return the place of an act in the texts."""
        return (self.source_order[act.source_id], act.cue[0].start, act.span.start, act.id)

    def reported_key(self, act: Act) -> int:
        """Return the place of the report that tells of an act."""
        return self.source_order[act.source_id]

    def time(self, act: Act) -> Time | None:
        """Return when an act took place; None where its words only date what is to come.

        What a report tells as happened cannot have happened after the report, and words of time
        that belong to something else in the sentence are not its time.
        """
        return self._times[act.id]

    @cached_property
    def _times(self) -> dict[str, Time | None]:
        return {act.id: self._own_time(act) for act in self.acts}

    def _own_time(self, act: Act) -> Time | None:
        time, published = act.time, self.published[act.source_id]
        if time is None or time.start is None:
            return time
        if published is not None and act.modality == "happened" and time.start > published:
            return None
        if time.span is not None and not is_time_of(act, time.span, self.words(act)):
            return None
        return time

    def shown_time(self, act: Act) -> Time | None:
        """Return when an act took place, the day of its report where it gives no time itself.

        None where its words leave the day open, or where nothing dates the report.
        """
        time = self.time(act)
        if time is not None:
            return time if time.start is not None else None
        published = self.published[act.source_id]
        if published is None:
            return None
        return Time(start=published, end=published, basis="published")

    def day(self, act: Act) -> date | None:
        """Return the first day an act can fall on, as far as its text settles it."""
        time = self.time(act)
        return time.start if time is not None else None

    def time_key(self, act: Act) -> tuple[date, bool, int, int, int, str]:
        """Return the place of an act in time: its day, else that of its report.

        In a report that nothing dates but what it tells, acts without a day come last.
        """
        own = self.day(act)
        day = own or self.reported[act.source_id] or _UNKNOWN
        last = own is None and self.published[act.source_id] is None
        return (day, last, *self.text_key(act))

    @cached_property
    def reported(self) -> dict[str, date | None]:
        """Day of each report: of publication, else the latest day of which it tells."""
        return {
            source.id: source.published or self._latest_told(source.id) for source in self.sources
        }

    def _latest_told(self, source: str) -> date | None:
        told = (self.day(act) for act in self.acts_of[source] if act.modality == "happened")
        return max((day for day in told if day is not None), default=None)

    def persons_in(self, act: Act, start: int, end: int) -> tuple[str, ...]:
        """Return the persons named between two places of an act's source, in text order."""
        return tuple(
            actor
            for at, actor in self.mentions.get(act.source_id, ())
            if at.start < end and start < at.end and self.by_id[actor].type == "person"
        )

    def words(self, act: Act) -> str:
        """Return the text of the source that tells of an act."""
        return self._texts[act.source_id]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {source.id: source.text for source in self.sources}

    def own(self, act: Act) -> bool:
        """Tell whether an act is reported, or claimed by the acting side's own speaker."""
        if act.ascribed or act.voice in ("author", "critic"):
            return False
        if act.voice == "reported" or act.speaker is None:
            return True
        return self.party(act.speaker) in self.holders(act) or not self.is_party(
            self.party(act.speaker)
        )


def gather(readings: Sequence[Reading]) -> Material:
    """Join readings to one material.

    Sources come by day of publication, where it is unknown by the latest day they tell of, those
    without any day last, else as given. Where several readings
    of one source hold the same act, a reviewed one counts before an unreviewed one.

    Raises `RecordError` where two different texts carry the same source id.
    """
    ordered = sorted(readings, key=lambda reading: _day_of(reading) or date.max)
    sources: dict[str, Source] = {}
    for reading in ordered:
        known = sources.setdefault(reading.source.id, reading.source)
        if known.text != reading.source.text:
            msg = (
                f"sources {known.name} and {reading.source.name} carry the same id {known.id} "
                "with different texts; read one of them again"
            )
            raise RecordError(msg)
    acts = _acts(ordered)
    order = {source: i for i, source in enumerate(sources)}
    acts.sort(key=lambda act: (order[act.source_id], act.cue[0].start, act.span.start, act.id))
    return Material(
        sources=tuple(sources.values()),
        actors=_actors(ordered, one_source=len(sources) == 1),
        acts=tuple(acts),
        mentions=_mentions(ordered),
    )


def _day_of(reading: Reading) -> date | None:
    """Return the day of a report: of publication, else the latest one that it tells of."""
    told = (
        act.time.start
        for act in reading.acts
        if act.modality == "happened" and act.time is not None and act.time.start is not None
    )
    return reading.source.published or max(told, default=None)


def _acts(readings: Sequence[Reading]) -> list[Act]:
    acts: dict[str, Act] = {}
    for reading in readings:
        for act in reading.acts:
            known = acts.get(act.id)
            if known is None or (known.review.state == "proposed" != act.review.state):
                acts[act.id] = act
    return [act for act in acts.values() if act.review.state != "rejected"]


def _actors(readings: Sequence[Reading], *, one_source: bool) -> tuple[Actor, ...]:
    joined: dict[str, Actor] = {}
    for reading in readings:
        for actor in reading.actors:
            known = joined.get(actor.id)
            joined[actor.id] = actor if known is None else _join(known, actor)
    if one_source:
        return tuple(joined.values())
    return tuple(actor.model_copy(update={"mentions": ()}) for actor in joined.values())


def _join(known: Actor, other: Actor) -> Actor:
    mentions = {span.start: span for span in (*other.mentions, *known.mentions)}
    return known.model_copy(
        update={
            "code": known.code or other.code,
            "represents": known.represents or other.represents,
            "office": known.office or other.office,
            "mentions": tuple(mentions[start] for start in sorted(mentions)),
        }
    )


def _mentions(readings: Sequence[Reading]) -> dict[str, tuple[tuple[Span, str], ...]]:
    found: dict[str, dict[tuple[int, int, str], tuple[Span, str]]] = {}
    for reading in readings:
        here = found.setdefault(reading.source.id, {})
        for actor in reading.actors:
            here |= {(span.start, span.end, actor.id): (span, actor.id) for span in actor.mentions}
    return {source: tuple(here[key] for key in sorted(here)) for source, here in found.items()}
