"""Whom "it", "es", "they" mean where the mentions do not tell: whom the last words were about."""

from detente.reading.cast import Mention
from detente.reading.parse import Parse
from detente.reading.roles import Group
from detente.reading.subjects import subject_of
from detente.reading.text import Sentence
from detente.sources.frozen import Language

_NOBODY = frozenset({
    "be", "sein", "seem", "geben", "heissen", "heißen", "gehen", "take", "follow", "kommen",
    "bleiben", "gelten", "scheinen", "folgen", "become", "werden",
})  # fmt: skip
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
    """Add the party an opening "It", "Es", "Sie", "Er" takes up, subject of the sentence before."""
    if before is None or len(sentence.tokens) < 3 or _covered(sentence, mentions, 0):
        return mentions
    word, verb = sentence.tokens[0].text, sentence.tokens[1]
    if word not in ("It", "Es", "Sie", "Er") or verb.lemma.lower() in _NOBODY:
        return mentions
    if word == "Sie" and verb.text.endswith("en"):
        return mentions
    subject = main_subject(before)
    if subject is None or len(subject.parties()) != 1 or subject.person():
        return mentions
    if language == "de" and word not in _german_pronouns(before, subject):
        return mentions
    (party,) = subject.parties()
    return _with(sentence, mentions, 0, party)


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
            return _with(sentence, mentions, token.index, asked)
    return mentions


def _covered(sentence: Sentence, mentions: tuple[Mention, ...], i: int) -> bool:
    token = sentence.tokens[i]
    return any(m.start < token.end and m.end > token.start for m in mentions)


def _with(
    sentence: Sentence, mentions: tuple[Mention, ...], i: int, party: str
) -> tuple[Mention, ...]:
    token = sentence.tokens[i]
    added = Mention(party, party, token.start, token.end, sentence.index, "pronoun")
    return tuple(sorted((*mentions, added), key=lambda mention: mention.start))
