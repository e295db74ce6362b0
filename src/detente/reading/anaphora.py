"""Whom "it", "es", "they" mean where the mentions do not tell: whom the last words were about."""

from itertools import pairwise

from detente.reading.actor_table import actor_table
from detente.reading.cast import Mention
from detente.reading.casting import BOTH_SIDES
from detente.reading.parse import Parse
from detente.reading.roles import Group
from detente.reading.subjects import subject_of
from detente.reading.text import Sentence
from detente.reading.tokens import Token
from detente.reading.words import QUOTES, is_verbal
from detente.sources.frozen import Language

_NOBODY = frozenset({
    "be", "sein", "seem", "geben", "heissen", "heißen", "gehen", "take", "follow", "kommen",
    "bleiben", "gelten", "scheinen", "folgen", "become", "werden",
})  # fmt: skip
_MANY = frozenset({"group", "both_sides", "demonym"})
_GROUPS = frozenset({"armed_group", "movement", "group", "bloc"})
_SEVERAL = 2
_NEAR = 8
"""How far from its begin a sentence may have its subject."""
_ANSWERS = {"en": ("they", "it"), "de": ("sie", "es")}


def main_subject(parse: Parse) -> Group | None:
    """Return the subject of the first main clause, which the next sentence may take up."""
    for clause in parse.clauses:
        if clause.role == "main" and clause.has_verb:
            return subject_of(parse, clause, parse.groups, clause.last)
    return None


def taken_up(
    sentence: Sentence, mentions: tuple[Mention, ...], before: Parse | None, language: Language
) -> tuple[Mention, ...]:
    """Add whom an opening "It", "Es", "Sie", "Er" or a first "they" takes up from before.

    It is the subject of the sentence before, where number and gender fit.
    """
    subject = main_subject(before) if before is not None and len(sentence.tokens) > 2 else None
    if before is None or subject is None:
        return mentions
    if (place := _plural_at(sentence, language)) is not None:
        alone = subject.person() is not None and len(subject.parties()) < _SEVERAL
        named = any(m.start <= sentence.tokens[place].start for m in mentions)
        if alone or named or not _is_many(subject):
            return mentions
        return _with(sentence, mentions, place, subject.parties())
    if len(subject.parties()) != 1 or subject.person():
        return mentions
    if (place := _feminine_at(sentence, language)) is not None:
        before_it = any(m.start <= sentence.tokens[place].start for m in mentions)
        fits = not before_it and "Sie" in _german_pronouns(before, subject)
        return _with(sentence, mentions, place, subject.parties()) if fits else mentions
    if _covered(sentence, mentions, 0):
        return mentions
    word, verb = sentence.tokens[0].text, sentence.tokens[1]
    if word not in ("It", "Es", "Sie", "Er") or verb.lemma.lower() in _NOBODY:
        return mentions
    if language == "de" and word not in _german_pronouns(before, subject):
        return mentions
    return _with(sentence, mentions, 0, subject.parties())


def opens_with_they(sentence: Sentence, language: Language) -> bool:
    """Tell whether the first word is "They", or "Sie" with a plural verb."""
    return sentence.kind == "body" and _plural_at(sentence, language) == 0


def _plural_at(sentence: Sentence, language: Language) -> int | None:
    """Return the place of the first "they", or of "sie" beside a plural verb near the begin."""
    tokens = sentence.tokens
    for token in tokens[: min(_NEAR, len(tokens) - 1)]:
        if token.text in QUOTES or token.text in (",", ":", ";"):
            return None
        if language == "en" and token.lower == "they":
            return token.index
        if language == "de" and token.lower == "sie":
            beside = tokens[token.index + 1 : token.index + 2] if token.index == 0 else (
                tokens[token.index - 1],
            )  # fmt: skip
            return token.index if any(_is_plural_verb(word) for word in beside) else None
    return None


def _feminine_at(sentence: Sentence, language: Language) -> int | None:
    """Return the place of the first "sie" that follows a verb in the singular: "bestand sie"."""
    for verb, token in pairwise(sentence.tokens[:_NEAR]):
        if token.text in QUOTES or token.text in (",", ":", ";"):
            return None
        if token.text == "sie" and language == "de":
            single = is_verbal(verb, "de") and not verb.text.endswith("n")
            return token.index if single else None
    return None


def _is_plural_verb(token: Token) -> bool:
    return token.text[0].islower() and token.text.endswith("n") and is_verbal(token, "de")


def _is_many(subject: Group) -> bool:
    """Tell whether "they" can stand for a subject: several, or a group of people."""
    if len(subject.parties()) > 1 or any(m.form in _MANY for m in subject.mentions):
        return True
    rows = actor_table().rows
    return any(party in rows and rows[party].type in _GROUPS for party in subject.parties())


def _german_pronouns(before: Parse, subject: Group) -> tuple[str, ...]:
    """Return the pronouns that fit the gender which article or name of a subject show."""
    if subject.mentions[0].form == "pronoun":
        return (before.tokens[subject.first].text.capitalize(),)
    article = before.tokens[subject.first].text.lower()
    by_article = {"der": ("Er",), "die": ("Sie",), "das": ("Es",), "ein": ("Er",)}
    return by_article.get(article, ("Es",))


def asked_about(sentence: Sentence, mentions: tuple[Mention, ...]) -> str | None:
    """Return the one party that a question in a heading names: the answer's "they" means it."""
    if sentence.kind != "heading" or not any(t.text == "?" for t in sentence.tokens[-2:]):
        return None
    parties = {mention.party for mention in mentions if mention.party}
    return parties.pop() if len(parties) == 1 else None


def answered(
    sentence: Sentence, mentions: tuple[Mention, ...], asked: str | None, language: Language
) -> tuple[Mention, ...]:
    """Add whom the first subject pronoun of an answer stands for: the party asked about."""
    if asked is None:
        return mentions
    for token in sentence.tokens[:6]:
        if token.text.lower() in _ANSWERS[language] and not _covered(
            sentence, mentions, token.index
        ):
            following = sentence.tokens[token.index + 1 : token.index + 2]
            if following and following[0].lemma.lower() in _NOBODY:
                return mentions
            return _with(sentence, mentions, token.index, (asked,))
    return mentions


def _covered(sentence: Sentence, mentions: tuple[Mention, ...], i: int) -> bool:
    token = sentence.tokens[i]
    return any(m.start < token.end and m.end > token.start for m in mentions)


def _with(
    sentence: Sentence, mentions: tuple[Mention, ...], i: int, parties: tuple[str, ...]
) -> tuple[Mention, ...]:
    token = sentence.tokens[i]
    if len(parties) > 1:
        added = Mention(
            BOTH_SIDES, None, token.start, token.end, sentence.index, "both_sides", parties
        )
    else:
        (party,) = parties
        added = Mention(party, party, token.start, token.end, sentence.index, "pronoun")
    return tuple(sorted((*mentions, added), key=lambda mention: mention.start))
