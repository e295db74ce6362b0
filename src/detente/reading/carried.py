"""Acts whose words name no issue and take up what was said before: "lehnte das ab"."""

from collections.abc import Iterable, Sequence

from detente.reading.act import Act
from detente.reading.issues import IssueHit
from detente.reading.parse import Parse
from detente.reading.tables import load_toml
from detente.reading.text import Token
from detente.reading.touched import FORMAT, Item, words_for, words_of

_TAKE_UP = frozenset({
    "accept", "refuse", "concede", "support", "deny", "ask", "agree", "offer", "propose", "demand",
    "lift", "halt", "impose", "restore", "assure", "release", "deploy", "criticise",
})  # fmt: skip
"""Kinds whose object may be a word that only points back."""
_BY_ADVERB = frozenset({"threaten", "warn", "blame"})
"""Kinds that take up what was said before by an adverb only: "drohte damit"."""
_ALWAYS = frozenset({"withhold", "leave_open"})
"""Kinds that are about what was just spoken of where they do not say what about."""
_BARE = frozenset({"accept", "refuse", "concede"})
"""Kinds whose cue may stand without any object: "then he consented"."""
_LIKEWISE = frozenset(
    {"deploy", "release", "lift", "halt", "withdraw", "support", "accept", "refuse"}
)
"""Kinds that "too" makes the same as what was told before."""
_MANY = 2
_THINGS = frozenset({"it", "this", "that", "es", "das", "dies"})
"""Pointers that mean a thing where they are the object of an act."""
_EMPTY = ("gib", "gab", "gäb", "geb", "hieß", "heiß", "sei", "ist", "war", "wär", "wird", "werd")
_ADJECTIVE = ("e", "en", "er", "es", "em")


def takes_up(parse: Parse, item: Item) -> bool:
    """Tell whether an act without an issue of its own is about what was said before it."""
    kind = item.meaning.kind
    if kind in _ALWAYS:
        return True
    numbers = words_of(parse, item)
    if any(_is_the_same(parse, n) for n in numbers):
        return True
    if kind in _BARE and _has_no_object(parse, item, numbers):
        return True
    also = load_toml("touched.toml")[parse.language]["also"]
    if kind in _LIKEWISE and any(parse.tokens[n].text.lower() in also for n in numbers):
        return True
    if kind in _BY_ADVERB:
        adverbs = load_toml("touched.toml")[parse.language]["adverb"]
        return any(parse.tokens[n].lower in adverbs for n in numbers)
    return kind in _TAKE_UP and any(_points(parse, item, n) for n in numbers)


def said_before(parse: Parse, item: Item, earlier: Sequence[str]) -> tuple[str, ...]:
    """Return the issues an act takes up: those before it in its sentence, else `earlier`."""
    first = parse.tokens[min(words_of(parse, item))].start
    return _without_format(hit.issue for hit in parse.hits if hit.end <= first) or tuple(earlier)


def topic_after(
    found: Sequence[Act], hits: Sequence[IssueHit], before: Sequence[str]
) -> tuple[str, ...]:
    """Return the issues that the next sentence of a paragraph may take up."""
    told = _without_format(issue for act in found for issue in act.issues)
    if len(told) > _MANY:
        told = next(act.issues for act in reversed(found) if act.issues)
    return told or _without_format(hit.issue for hit in hits) or tuple(before)


def _without_format(issues: Iterable[str]) -> tuple[str, ...]:
    """Leave out the form of the talks beside issues that are negotiated."""
    each = tuple(dict.fromkeys(issues))
    return tuple(issue for issue in each if issue != FORMAT) or each


def _points(parse: Parse, item: Item, n: int) -> bool:
    """Tell whether the word at `n` stands for what was said before."""
    rows = load_toml("touched.toml")[parse.language]
    token, after = parse.tokens[n], parse.tokens[n + 1 : n + 3]
    text = token.text.lower()
    if text in rows["article"] and after and words_for(parse.language, "noun").find(after[:1]):
        return True
    if text in rows["adverb"]:
        return True
    if text not in rows["pointer"] or n in item.cue.words:
        return False
    if text not in _THINGS and _is_somebody(parse, token):
        return False
    if parse.language == "en":
        return n > item.cue.words[0] and _stands_alone(after, rows["follows"])
    return not (_is_empty(parse, n) if text == "es" else _is_article(after))


def _is_the_same(parse: Parse, n: int) -> bool:
    """Tell whether "such" or "the same" stands before a noun: not in "at the same time"."""
    rows = load_toml("touched.toml")[parse.language]
    after = parse.tokens[n + 1 : n + 2]
    return (
        parse.tokens[n].text.lower() in rows["same"]
        and bool(after) and after[0].text.isalpha()
        and not (n > 1 and parse.tokens[n - 2].text.lower() in ("at", "all"))
    )  # fmt: skip


def _has_no_object(parse: Parse, item: Item, numbers: Sequence[int]) -> bool:
    """Tell whether nothing stands beside a cue that it could be done to."""
    idle = load_toml("touched.toml")[parse.language]["idle"]
    if any(parse.tokens[n].text[0].isupper() and n > 0 for n in item.cue.words):
        return False
    tokens = [parse.tokens[n] for n in numbers if n not in item.cue.words]
    rest = [token for token in tokens if token.lower not in idle]
    if parse.language == "de":
        return not any(token.text[0].isupper() and token.index > 0 for token in rest
                       if not _is_somebody(parse, token))  # fmt: skip
    return not any(token.text[0].isalnum() for token in rest if token.index > item.cue.words[0])


def _is_somebody(parse: Parse, token: Token) -> bool:
    """Tell whether a word is known to mean a party."""
    return any(
        mention.start <= token.start < mention.end
        for group in parse.groups for mention in group.mentions
    )  # fmt: skip


def _is_empty(parse: Parse, n: int) -> bool:
    """Tell whether "es" only fills a place: "es gebe", "heißt es"."""
    beside = [token.text.lower() for token in parse.tokens[max(0, n - 1) : n + 2]]
    return beside[0] == "es" or any(word.startswith(_EMPTY) for word in beside)


def _is_article(after: Sequence[Token]) -> bool:
    """Tell whether a German noun follows, with or without an adjective."""
    if not after or after[0].text[0].isupper():
        return bool(after)
    described = after[0].text.endswith(_ADJECTIVE) and len(after) > 1
    return described and after[1].text[0].isupper()


def _stands_alone(after: Sequence[Token], follows: Sequence[str]) -> bool:
    """Tell an English pronoun from the same word before its noun or clause."""
    if not after or not after[0].text[0].isalnum():
        return True
    text = after[0].text
    return text.lower() in follows or text.endswith("ly")
