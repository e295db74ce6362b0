"""The rules reader: offline, deterministic, every act with its words and the rule that made it.

The road of a sentence: mentions, issues and times -> clauses -> cues -> sayings -> meaning ->
participants -> acts; one module each.
"""

from collections.abc import Sequence

from detente.reading.act import Reading
from detente.reading.acts import RULES, TABLES
from detente.reading.framed import Framed, by_sentence
from detente.reading.frames.find import find_frames
from detente.reading.planted import find_planted, without_planted
from detente.reading.reader import language_of_rules
from detente.reading.rounds import first_round, next_round, open_sentences, scan_text
from detente.reading.tables import cached, load_toml
from detente.reading.text import Sentence, segment
from detente.reading.words import words
from detente.sources.frozen import Language
from detente.sources.source import Source


class RulesReader:
    """Reads German and English by visible rules; implements `Reader`.

    Rules over tables of words read a text first. A small trained model is then asked about the
    sentences they leave open; without it (`trained` false) reading is two to three times as
    fast and finds a little less.
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
        scanned = scan_text(source, sentences, language, (self.name, self.version))
        found = first_round(scanned)
        if elsewhere := _is_elsewhere(sentences, language):
            flagged = ("the text speaks of something other than negotiations", *flagged)
        elif self.trained:
            framed = _frames_in(sentences, open_sentences(scanned, found))
            found = next_round(scanned, found, framed)
        return Reading(
            source=source,
            actors=found.cast.actors,
            acts=() if elsewhere else found.acts(),
            reader=self.name,
            reader_version=self.version,
            warnings=flagged,
        )


def _frames_in(
    sentences: Sequence[Sentence], numbers: Sequence[int]
) -> Sequence[tuple[Framed, ...]]:
    """Return the model's frames of some sentences; it sees no others."""
    asked = [sentences[number] for number in numbers]
    framed: list[tuple[Framed, ...]] = [()] * len(sentences)
    for number, found in zip(
        numbers, by_sentence(asked, find_frames(asked, together=1)), strict=True
    ):
        framed[number] = found
    return framed


@cached
def _words_elsewhere() -> frozenset[str]:
    return frozenset(load_toml("words.toml")["elsewhere"]["words"])


def _is_elsewhere(sentences: tuple[Sentence, ...], language: Language) -> bool:
    """Tell whether a text is about sports, weather or cooking rather than about a process."""
    lemmas = {token.base for sentence in sentences for token in sentence.tokens}
    foreign = len(lemmas & _words_elsewhere())
    return foreign > 2 and foreign > 2 * len(lemmas & words(language, "process"))
