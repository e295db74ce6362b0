"""A text read in rounds: by tables alone, then with the model where they leave something open.

A round keeps the parses and acts of the one before it wherever nothing they rest on has changed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.reading.act import Act
from detente.reading.acts import acts_of
from detente.reading.answering import last_word
from detente.reading.attribution import Saying
from detente.reading.carried import topic_after
from detente.reading.cast import Cast, Mention
from detente.reading.framed import Framed, doers_of
from detente.reading.issues import IssueHit, find_issues
from detente.reading.kinds import kinds
from detente.reading.mentions import read_sightings, scan_all
from detente.reading.parse import Parse
from detente.reading.passage import mediators, read_through
from detente.reading.running import sayings_of
from detente.reading.sighting import Sighting
from detente.reading.text import Sentence
from detente.reading.times import TimeHit, find_times
from detente.sources.frozen import Language
from detente.sources.source import Source


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text with everything that every round finds alike."""

    source: Source
    language: Language
    sentences: tuple[Sentence, ...]
    sightings: tuple[Sighting, ...]
    hits: Mapping[int, Sequence[IssueHit]]
    times: Mapping[int, Sequence[TimeHit]]
    made_by: tuple[str, str]
    """Name and version of the reader."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence in one round: what its acts rest on, and the acts."""

    parse: Parse
    sayings: tuple[Saying, ...]
    topic: tuple[str, ...]
    answered: Act | None
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Round:
    """What was made of a text in one round."""

    cast: Cast
    heard: Mapping[int, Heard]
    """By the number of the sentence; some sentences report nothing."""

    def acts(self) -> tuple[Act, ...]:
        """Return the acts of the text, in text order."""
        return tuple(act for heard in self.heard.values() for act in heard.acts)


def scan_text(
    source: Source, sentences: tuple[Sentence, ...], language: Language, made_by: tuple[str, str]
) -> Scanned:
    """Find names, issues and times of a text."""
    hits, times = defaultdict(list), defaultdict(list)
    for hit in find_issues(sentences, language, weak=True):
        hits[hit.sentence].append(hit)
    for time in find_times(sentences, language, source.published):
        times[time.sentence].append(time)
    sightings = scan_all(sentences, language)
    return Scanned(source, language, sentences, sightings, hits, times, made_by)


def first_round(scanned: Scanned) -> Round:
    """Read a text by tables alone."""
    cast = read_sightings(scanned.source, scanned.sentences, scanned.sightings)
    return _read(scanned, cast, [()] * len(scanned.sentences), {})


def next_round(scanned: Scanned, before: Round, framed: Sequence[tuple[Framed, ...]]) -> Round:
    """Read a text again, with the frames found in its sentences."""
    if not any(framed):
        return before
    doers = doers_of(scanned.sentences, framed)
    cast = read_sightings(scanned.source, scanned.sentences, scanned.sightings, doers)
    return _read(scanned, cast, framed, before.heard)


def is_settled(acts: Sequence[Act], parties: Collection[str]) -> bool:
    """Tell whether tables have made enough of a sentence, so that no model need be asked.

    Every act has a doer. One is a deed, one has a target, or no other of `parties`, those that
    the sentence names, could be one.
    """
    if not acts or not all(act.actors for act in acts):
        return False
    if any(act.targets or not kinds()[act.kind].verbal for act in acts):
        return True
    return {party for act in acts for party in act.actors}.issuperset(parties)


def open_sentences(scanned: Scanned, found: Round) -> list[int]:
    """Return the numbers of the sentences that a round by tables has not settled."""
    named: Mapping[int, set[str]] = defaultdict(set)
    for mention in found.cast.mentions:
        if mention.party is not None:
            named[mention.sentence].add(mention.party)
    return [n for n, heard in found.heard.items() if not is_settled(heard.acts, named[n])]


def _read(
    scanned: Scanned, cast: Cast, framed: Sequence[tuple[Framed, ...]], before: Mapping[int, Heard]
) -> Round:
    mentions: Mapping[int, list[Mention]] = defaultdict(list)
    for mention in cast.mentions:
        mentions[mention.sentence].append(mention)
    sentences, language = scanned.sentences, scanned.language
    earlier = {number: heard.parse for number, heard in before.items()}
    parses, voices = read_through(sentences, mentions, scanned.hits, language, framed, earlier)
    neutral = mediators(sentences, mentions, language)
    heard: dict[int, Heard] = {}
    paragraph: int = -1
    topic: tuple[str, ...] = ()
    said: Act | None = None
    for parse, sayings in zip(parses, sayings_of(parses, voices, neutral), strict=True):
        sentence = parse.sentence
        if sentence.paragraph != paragraph:
            paragraph, topic, said = sentence.paragraph, (), None
        now = Heard(parse, sayings, topic, said, [])
        acts = _acts(scanned, now, before.get(sentence.index))
        heard[sentence.index] = replace(now, acts=acts)
        topic, said = topic_after(acts, parse.hits, topic), last_word(acts, said)
    return Round(cast, heard)


def _acts(scanned: Scanned, now: Heard, before: Heard | None) -> list[Act]:
    """Return the acts of a sentence; those of the round before where they rest on the same."""
    if before is not None and before.parse is now.parse:
        rests = (now.sayings, now.topic, now.answered)
        if rests == (before.sayings, before.topic, before.answered):
            return before.acts
    times = tuple(scanned.times[now.parse.sentence.index])
    return acts_of(
        now.parse, now.sayings, scanned.source, times, now.topic, now.answered, scanned.made_by
    )
