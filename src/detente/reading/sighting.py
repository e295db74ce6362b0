"""One sentence with everything in it that may name somebody."""

from dataclasses import dataclass, replace

from detente.reading.actor_table import actor_table
from detente.reading.compounds import find_compounds
from detente.reading.lexicon import Hit, find_hits, lexicon
from detente.reading.names import NameRun, find_runs, is_first_name, is_name_like
from detente.reading.tables import load_toml
from detente.reading.text import Sentence
from detente.reading.tokens import Token, plain_word
from detente.sources.frozen import Language

_MEMBERS = frozenset(
    (*load_toml("contexts.toml")["compound"]["members"], *load_toml("contexts.toml")["members_en"])
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sentence and what the tables and the words around names found in it."""

    sentence: Sentence
    """The sentence."""
    language: Language
    """Its language."""
    hits: tuple[Hit, ...]
    """What the tables know, in text order."""
    runs: tuple[NameRun, ...]
    """Names that no table knows, in text order."""
    keys: tuple[str, ...]
    """Its words as the tables hold them."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Return the words of the sentence."""
        return self.sentence.tokens


def scan(sentence: Sentence, language: Language) -> Sighting:
    """Find everything in a sentence that may name somebody."""
    tokens = sentence.tokens
    hits = [hit for hit in find_hits(tokens, language) if not _part_of_name(tokens, hit, language)]
    hits += find_compounds(tokens, hits, language)
    hits = [_with_members(tokens, hit) for hit in hits if not _lives_elsewhere(tokens, hit, hits)]
    hits.sort(key=lambda hit: (hit.start, hit.end))
    runs = find_runs(tokens, hits, language)
    swallowed = {i for run in runs for i in range(run.first, run.stop)}
    hits = [hit for hit in hits if not swallowed.intersection(range(hit.first, hit.stop))]
    keys = tuple(plain_word(token.text) for token in tokens)
    return Sighting(sentence, language, tuple(hits), tuple(runs), keys)


def _lives_elsewhere(tokens: tuple[Token, ...], hit: Hit, hits: list[Hit]) -> bool:
    """Tell whether people are those of another place: "Armenians from Nagorno-Karabakh"."""
    if hit.kind != "demonym" or hit.stop + 1 >= len(tokens):
        return False
    if tokens[hit.stop].text not in ("aus", "in", "from", "im"):
        return False
    article = tokens[hit.stop + 1].text in ("der", "dem", "den", "the")
    place = hit.stop + 2 if article else hit.stop + 1
    return any(
        other.first == place and other.kind in ("name", "capital") and other.ids != hit.ids
        for other in hits
    )


def _with_members(tokens: tuple[Token, ...], hit: Hit) -> Hit:
    """Read "European states" and "westliche Regierungen" as the bloc itself."""
    if hit.kind != "adjective" or hit.stop >= len(tokens):
        return hit
    noun = tokens[hit.stop]
    if actor_table().rows[hit.id].type != "bloc" or noun.text not in _MEMBERS:
        return hit
    return replace(hit, kind="members", stop=hit.stop + 1, end=noun.end)


def _part_of_name(tokens: tuple[Token, ...], hit: Hit, language: Language) -> bool:
    """Tell whether a short name, state or capital is only a part of somebody else's name."""
    if hit.kind not in ("short", "name", "capital", "demonym") or hit.stop - hit.first > 1:
        return False
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[hit.stop] if hit.stop < len(tokens) else None
    if before is not None and is_first_name(plain_word(before.text)):
        return True
    if hit.kind == "short" or (language == "en" and hit.kind in ("name", "capital")):
        if before is not None and _other_first_name(before, language):
            return True
        if hit.kind == "short":
            return language == "en" and after is not None and _other_first_name(after, language)
    return (
        is_first_name(plain_word(tokens[hit.first].text))
        and after is not None
        and is_name_like(after, language)
    )


def _other_first_name(token: Token, language: Language) -> bool:
    if lexicon(language).whole(plain_word(token.text)) is not None:
        return False
    return is_name_like(token, language)
