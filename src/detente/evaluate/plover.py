"""PLOVER gold records against the acts of a reader: category, source, target, all in one event."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.evaluate.files import source_of
from detente.evaluate.plover_records import CLASS_OF, Record, joined, load_records
from detente.evaluate.result import Evaluation, Match, Miss, Section, Share, Told
from detente.reading.act import Act, Reading
from detente.reading.actor_table import actor_table
from detente.reading.kinds import kinds, plover_category
from detente.reading.reader import Reader
from detente.sources.source import Sharing, Source

SHARES = (
    ("some event", "covered", "records"),
    ("category hit", "category", "records"),
    ("first hit", "first", "records"),
    ("class hit", "class", "records"),
    ("source country", "source", "with source"),
    ("target country", "target", "with target"),
    ("source and target", "both", "with both"),
    ("category + source + target", "all", "with both"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One act in the words of event data."""

    category: str
    sources: frozenset[str]
    """Three letters of the code of each who acts."""
    targets: frozenset[str]
    """Three letters of the code of each acted upon."""


def evaluate_plover(
    path: Path,
    reader: Reader,
    *,
    sharing: Sharing = "clear",
    n_misses: int = 0,
    told: Told | None = None,
) -> Evaluation:
    """Return how many gold records a reader gets; a crash counts as no event."""
    gold, records = load_records(path)
    counts: Counter[str] = Counter()
    misses: list[Miss] = []
    for number, record in enumerate(records, start=1):
        if told is not None:
            told(number, len(records))
        try:
            events = events_of(reader.read(source_of_record(record, sharing)))
        # Whatever a reader stumbles over is a record it does not get.
        except Exception as error:
            counts["crashes"] += 1
            misses.append(Miss(place=record.id, what=f"crash: {error!r}", words=record.text))
            events = ()
        counts.update(count(record, events))
        misses += _miss(record, events)
    return Evaluation(
        format="plover",
        gold=gold,
        reader=reader.name,
        reader_version=reader.version,
        crashes=counts["crashes"],
        sections=(section(counts),),
        misses=tuple(misses[:n_misses]),
    )


def source_of_record(record: Record, sharing: Sharing) -> Source:
    """Return the sentence of a record as a source."""
    return source_of(record.text, record.id, "en", sharing=sharing)


def sources_of_records(path: Path, sharing: Sharing = "clear") -> tuple[Source, ...]:
    """Return what an evaluation on a file will have read."""
    return tuple(source_of_record(record, sharing) for record in load_records(path)[1])


def events_of(reading: Reading) -> tuple[Event, ...]:
    """Return the acts that PLOVER has a place for as events, in text order."""
    codes = codes_by_actor(reading)
    return tuple(
        Event(joined(plover_category(act)), *_countries(act, codes))
        for act in reading.acts
        if plover_category(act) != "none"
    )


def _countries(act: Act, codes: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the countries of source and target.

    Event data has no act without a target: where the text names none, or none with a country (a
    union, rebels, the opposition), the act is domestic; likewise where the doer has no country.
    """
    doers, others = sides(act)
    source, target = _codes(doers, codes), _codes(others, codes)
    if kinds()[act.kind].symmetric:
        return source, target
    return source or (target if doers else source), target or source


def codes_by_actor(reading: Reading) -> dict[str, str]:
    """Return the code of every actor; of persons and offices that of whom they speak for."""
    codes = {row.id: row.code or "" for row in actor_table().rows.values()}
    codes |= {actor.id: actor.code for actor in reading.actors if actor.code}
    for actor in reading.actors:
        if actor.represents and not actor.code:
            codes[actor.id] = codes.get(actor.represents, "")
    return codes


def sides(act: Act) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return source and target; of a symmetric act the others are the target of the first."""
    if kinds()[act.kind].symmetric and not act.targets:
        return act.actors, act.actors[1:]
    return act.actors, act.targets


def _codes(side: Sequence[str], codes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(code for actor in side if (code := codes.get(actor, "")[:3].upper()))


def count(record: Record, events: Sequence[Event]) -> dict[str, int]:
    """Return what one record adds to each count."""
    source, target = record.sources, record.targets
    both = [e for e in events if e.sources & source and e.targets & target]
    return {
        "records": 1,
        "covered": bool(events),
        "category": any(event.category == record.category for event in events),
        "first": bool(events) and events[0].category == record.category,
        "given": len({event.category for event in events}),
        "class": any(CLASS_OF.get(e.category) == CLASS_OF[record.category] for e in events),
        "with source": bool(source),
        "source": any(e.sources & source or (not target and e.targets & source) for e in events),
        "with target": bool(target),
        "target": any(e.targets & target or (not source and e.sources & target) for e in events),
        "with both": bool(source and target),
        "both": bool(both),
        "all": any(event.category == record.category for event in both),
    }


def section(counts: Mapping[str, int]) -> Section:
    """Return the figures from the counts."""
    category = Match.counted("category", counts["category"], counts["given"], counts["records"])
    shares = tuple(Share.counted(name, counts[hit], counts[of]) for name, hit, of in SHARES)
    return Section(name="", matches=(category,), shares=shares)


def _miss(record: Record, events: Sequence[Event]) -> list[Miss]:
    """Return what keeps a record from being got whole."""
    counted = count(record, events)
    complete = counted["all"] if counted["with both"] else counted["category"]
    if complete:
        return []
    wanted = _words(Event(record.category, record.sources, record.targets))
    got = "; ".join(_words(event) for event in events) or "no event"
    return [Miss(place=record.id, what=f"{wanted}, not {got}", words=record.text)]


def _words(event: Event) -> str:
    source, target = (" ".join(sorted(side)) or "–" for side in (event.sources, event.targets))
    return f"{event.category} {source} > {target}"
