"""Sentences in their surroundings: their parses, and whose words whole stretches hold."""

from collections.abc import Mapping, Sequence

from detente.reading.actor_table import actor_table
from detente.reading.anaphora import answered, asked_about, opens_with_they, taken_up
from detente.reading.cast import Mention
from detente.reading.framed import Framed
from detente.reading.grammar import in_class
from detente.reading.homes import at_home, headed_home, home_in
from detente.reading.issues import IssueHit
from detente.reading.parse import Parse, parse_sentence
from detente.reading.running import Voice, is_interview
from detente.reading.text import Sentence
from detente.sources.frozen import Language

_NEAR = 8
_ONE = frozenset(("a", "an", "ein", "eine", "einer", "einem", "einen"))


def read_through(
    sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[Mention]],
    hits: Mapping[int, Sequence[IssueHit]], language: Language,
    framed: Sequence[tuple[Framed, ...]], earlier: Mapping[int, Parse] | None = None,
) -> tuple[list[Parse], list[Voice | None]]:  # fmt: skip
    """Return the parse of every sentence that reports, and whose words each stretch holds.

    `earlier` has parses of the same sentences, which are kept where they still hold.
    """
    known = earlier or {}
    parses: list[Parse] = []
    voices: list[Voice | None] = []
    documents = sum(headed_home(sentence, language) is not None for sentence in sentences) > 1
    interview = _interviewee(sentences, mentions, language)
    home: str | None = None
    asked: str | None = None
    questions = 0
    for sentence in sentences:
        if sentence.kind in ("byline", "dateline"):
            continue
        own = tuple(mentions[sentence.index])
        if sentence.kind == "heading":
            home = headed_home(sentence, language) if documents else None
            asked = asked_about(sentence, own)
            questions += any(token.text == "?" for token in sentence.tokens[-2:])
        before = parses[-1] if parses and _follows(parses[-1], sentence) else None
        own = at_home(sentence, own, home or home_in(sentence, language), language)
        if sentence.kind == "body":
            own = taken_up(sentence, answered(sentence, own, asked, language), before, language)
        found = tuple(hits[sentence.index])
        frames, was = framed[sentence.index], known.get(sentence.index)
        parses.append(parse_sentence(sentence, own, found, language, frames, was))
        voice = Voice(home, (home,)) if home else None
        voices.append(interview if voice is None and questions else voice)
    return parses, voices


def _follows(before: Parse, sentence: Sentence) -> bool:
    """Tell whether a sentence may take up the one before: in its paragraph, or by "They"."""
    if before.sentence.paragraph == sentence.paragraph:
        return True
    return before.sentence.kind == "body" and opens_with_they(sentence, before.language)


def _interviewee(
    sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[Mention]], language: Language
) -> Voice | None:
    """Return who answers in an interview: the one person named before the first question."""
    if not is_interview([(s.kind, s.tokens[-1].text) for s in sentences]):
        return None
    named: dict[str, str | None] = {}
    for sentence in sentences:
        if sentence.kind == "heading" and sentence.tokens[-1].text == "?":
            break
        for mention in mentions[sentence.index]:
            if mention.form == "person":
                named[mention.actor] = mention.party
    if len(named) != 1:
        named = _addressed(sentences, mentions, named)
    if len(named) != 1:
        return Voice(_unnamed(sentences, language))
    ((actor, party),) = named.items()
    return Voice(actor, (party,) if party else ())


def _addressed(
    sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[Mention]],
    named: Mapping[str, str | None],
) -> dict[str, str | None]:  # fmt: skip
    """Return who of several is spoken to in a question: "Mr. X, why ..."."""
    found = {}
    for sentence in sentences:
        asked = sentence.kind == "heading" and sentence.tokens[-1].text == "?"
        for mention in mentions[sentence.index] if asked else ():
            after = next((t.text for t in sentence.tokens if t.start >= mention.end), "")
            if mention.actor in named and after == ",":
                found[mention.actor] = named[mention.actor]
    return found


def _unnamed(sentences: Sequence[Sentence], language: Language) -> str | None:
    """Return the group of an unnamed person who answers: "A diplomat who ..." before it."""
    single = {
        noun: group.id for group in actor_table().groups.values() for noun in group.single[language]
    }
    for sentence in sentences:
        if sentence.kind == "heading" and sentence.tokens[-1].text == "?":
            return None
        indefinite = False
        for token in sentence.tokens:
            indefinite = (indefinite and token.lower not in (",", ".")) or token.lower in _ONE
            if indefinite and token.lower in single:
                return single[token.lower]
    return None


def mediators(
    sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[Mention]], language: Language
) -> frozenset[str]:
    """Return the persons of no party whom the text calls mediator, host or chair."""
    found = set()
    for sentence in sentences:
        places = [t.start for t in sentence.tokens if in_class(t, language, "mediators")]
        for mention in mentions[sentence.index]:
            near = any(-120 < place - mention.end < 90 for place in places)
            if mention.form == "person" and mention.party is None and near:
                found.add(mention.actor)
    return frozenset(found)
