"""The rules reader: offline, deterministic, every act with its words and the rule that made it.

The road of a sentence: mentions, issues and times -> clauses -> cues -> sayings -> meaning ->
participants -> acts; one module each.
"""

from collections import defaultdict

from detente.reading.act import Act, Reading
from detente.reading.acts import RULES, TABLES, acts_of
from detente.reading.carried import topic_after
from detente.reading.framed import by_sentence, doers_of
from detente.reading.frames.find import find_frames
from detente.reading.issues import find_issues
from detente.reading.mentions import find_mentions
from detente.reading.passage import mediators, read_through
from detente.reading.planted import find_planted, without_planted
from detente.reading.reader import language_of_rules
from detente.reading.running import sayings_of
from detente.reading.tables import load_toml
from detente.reading.text import Sentence, segment
from detente.reading.times import find_times
from detente.reading.words import words
from detente.sources.frozen import Language
from detente.sources.source import Source


class RulesReader:
    """Reads German and English by visible rules; implements `Reader`.

    Rules over tables of words are joined by a small trained model; without it (`trained` false)
    reading is some three times as fast and finds a little less.
    """

    def __init__(self, *, trained: bool = True) -> None:
        self.trained = trained
        self.name, self.version = RULES if trained else TABLES

    def read(self, source: Source) -> Reading:
        """Return who is named in `source` and what they say and do."""
        language = language_of_rules(source)
        planted = find_planted(source.text)
        flagged = tuple(place.warning() for place in planted)
        sentences = without_planted(segment(source.text, language), planted)
        framed = by_sentence(sentences, find_frames(sentences) if self.trained else ())
        cast = find_mentions(source, sentences, doers_of(sentences, framed))
        mentions, hits, times = defaultdict(list), defaultdict(list), defaultdict(list)
        for mention in cast.mentions:
            mentions[mention.sentence].append(mention)
        for hit in find_issues(sentences, language, weak=True):
            hits[hit.sentence].append(hit)
        for time in find_times(sentences, language, source.published):
            times[time.sentence].append(time)
        acts: list[Act] = []
        if _is_elsewhere(sentences, language):
            return Reading(
                source=source,
                actors=cast.actors,
                acts=(),
                reader=self.name,
                reader_version=self.version,
                warnings=("the text speaks of something other than negotiations", *flagged),
            )
        parses, voices = read_through(sentences, mentions, hits, language, framed)
        neutral = mediators(sentences, mentions, language)
        paragraph: int = -1
        topic: tuple[str, ...] = ()
        for parse, sayings in zip(parses, sayings_of(parses, voices, neutral), strict=True):
            sentence = parse.sentence
            if sentence.paragraph != paragraph:
                paragraph, topic = sentence.paragraph, ()
            own = tuple(times[sentence.index])
            found = acts_of(parse, sayings, source, own, topic, (self.name, self.version))
            topic = topic_after(found, parse.hits, topic)
            acts += found
        return Reading(
            source=source,
            actors=cast.actors,
            acts=tuple(acts),
            reader=self.name,
            reader_version=self.version,
            warnings=flagged,
        )


def _is_elsewhere(sentences: tuple[Sentence, ...], language: Language) -> bool:
    """Tell whether a text is about sports, weather or cooking rather than about a process."""
    elsewhere = frozenset(load_toml("words.toml")["elsewhere"]["words"])
    lemmas = {token.lemma.lower() for sentence in sentences for token in sentence.tokens}
    foreign = len(lemmas & elsewhere)
    return foreign > 2 and foreign > 2 * len(lemmas & words(language, "process"))
