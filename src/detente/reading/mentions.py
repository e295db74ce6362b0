"""Sentences to a cast: who is named where, and whom each place means.

Two passes: the first meets everyone whom tables or text introduce by full name, the second
goes through the text in order and resolves surnames, titles, groups and pronouns. What the
text does not settle stays unresolved.
"""

from collections.abc import Sequence

from detente.reading.cast import Cast, Mention, MentionForm
from detente.reading.reader import language_of_rules
from detente.reading.resolution import Resolver
from detente.reading.sighting import Sighting, scan
from detente.reading.text import Sentence
from detente.sources.frozen import Language
from detente.sources.source import Source

__all__ = ["Cast", "Mention", "MentionForm", "find_mentions", "read_sightings", "scan_all"]


def find_mentions(
    source: Source, sentences: Sequence[Sentence], doers: frozenset[int] = frozenset()
) -> Cast:
    """Return everyone whom `source` names and every place that names them.

    Bylines and datelines name nobody. With ``source.published`` office holders stand for
    the party they served on that day; without it only those who served one party all along.
    `doers` are the places of words that stand for somebody who says or does something.
    """
    sightings = scan_all(sentences, language_of_rules(source))
    return read_sightings(source, sentences, sightings, doers)


def scan_all(sentences: Sequence[Sentence], language: Language) -> tuple[Sighting, ...]:
    """Return everything that may name somebody, for each sentence that can."""
    return tuple(
        scan(sentence, language) for sentence in sentences if sentence.kind in ("body", "heading")
    )


def read_sightings(
    source: Source, sentences: Sequence[Sentence], sightings: Sequence[Sighting],
    doers: frozenset[int] = frozenset(),
) -> Cast:  # fmt: skip
    """Return what `find_mentions` returns, from sentences that were scanned before."""
    resolver = Resolver(source, sentences, doers)
    for sighting in sightings:
        resolver.introduce(sighting)
    for sighting in sightings:
        resolver.read(sighting)
    return resolver.finish()
