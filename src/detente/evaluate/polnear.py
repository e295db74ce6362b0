"""PolNeAR articles against the attributions of a reader: cue, content and source by token."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from detente.errors import EvaluationError
from detente.evaluate.attributor import Attributor
from detente.evaluate.files import digest_of, folder_of, text_of_file
from detente.evaluate.result import Evaluation, Gold, Miss, Section, Tally, Told
from detente.evaluate.standoff import Places, read_standoff
from detente.reading.attributions import Attribution

TOKEN = re.compile(r"\w+|[^\w\s]")
ORDER = ("Cue", "Content", "Source")
NEAR = 60
_WORD = re.compile(r"[\w'’]+")
_BEFORE = frozenset((
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would",
    "could", "can", "may", "might", "should", "must", "do", "does", "did", "not", "never",
    "also", "n't", "didn't", "doesn't", "don't", "hasn't", "won't", "wasn't", "isn't", "then",
    "now", "still", "often", "first", "long", "further", "later", "again", "even", "once",
    "twice", "always", "ever", "already", "just", "simply", "well", "so", "to",
))  # fmt: skip
"""Auxiliaries, adverbs and "to" that belong to the cue behind them."""
_BEHIND = re.compile(
    r"\s*:|\s+(?:about|of)\b|\s+in an interview\b|\s+in a statement\b"
    r"|\s+(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\s+(?:today|yesterday)\b"
)
"""What belongs to the cue before it: "said Friday", "told her in an interview", "spoke about"."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article with the places of its attributions by the first annotator."""

    name: str
    text: str
    places: Places


def evaluate_polnear(
    folder: Path, attributor: Attributor, *, n_misses: int = 0, told: Told | None = None
) -> Evaluation:
    """Return how well cue, content and source are found; a crash counts as none found."""
    gold, articles = load_articles(folder)
    tallies = {kind: Tally() for kind in ORDER}
    misses: list[Miss] = []
    crashes = 0
    for number, article in enumerate(articles, start=1):
        if told is not None:
            told(number, len(articles))
        try:
            found = places_of(article.text, attributor.find(article.text, "en"))
        # Whatever a reader stumbles over is an article in which it finds nothing.
        except Exception as error:
            crashes += 1
            misses.append(Miss(place=article.name, what=f"crash: {error!r}", words=""))
            found = {kind: set() for kind in ORDER}
        for kind in ORDER:
            given = tokens_at(article.text, found[kind])
            marked = tokens_at(article.text, _characters(article.places[kind]))
            tallies[kind].add(given, marked)
            if len(misses) < n_misses:
                misses += _misses(article, kind, given, marked)
    matches = tuple(tallies[kind].match(kind.lower()) for kind in ORDER)
    return Evaluation(
        format="polnear",
        gold=gold,
        reader=attributor.name,
        reader_version=attributor.version,
        crashes=crashes,
        sections=(Section(name="", matches=matches),),
        misses=tuple(misses[:n_misses]),
    )


def load_articles(folder: Path) -> tuple[Gold, tuple[Article, ...]]:
    """Return the articles of a folder with `text` and `attributions`, sorted by name."""
    folder_of(folder, "text", "attributions")
    marks: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        marks.setdefault(path.stem.rpartition("_")[0], []).append(path)
    articles, digests, n_attributions = [], [], 0
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem not in marks:
            msg = (
                f"{folder / 'attributions'}: holds no {path.stem}_ANNOTATOR.ann; add it, "
                f"or take {path.name} out of text"
            )
            raise EvaluationError(msg)
        first = marks[path.stem][0]
        text, text_digest = text_of_file(path)
        content, digest = text_of_file(first)
        places, n = read_standoff(content, text, first.name)
        n_attributions += n
        articles.append(Article(path.stem, text, places))
        digests += [(f"text/{path.name}", text_digest), (f"attributions/{first.name}", digest)]
    if not articles:
        msg = f"{folder / 'text'}: holds no .txt file; name a folder with articles"
        raise EvaluationError(msg)
    counts = {
        "articles": len(articles),
        "tokens": sum(len(TOKEN.findall(article.text)) for article in articles),
        "attributions": n_attributions,
    }
    return Gold(name=folder.name, sha256=digest_of(digests), counts=counts), tuple(articles)


def places_of(text: str, attributions: Iterable[Attribution]) -> dict[str, set[int]]:
    """Return the code points of each type, of all attributions together.

    A cue is taken with the auxiliaries and adverbs right before it and a day, "about", "of" or
    colon right behind it, and what is reported inside the content of another attribution is left
    out, as these articles mark it.
    Cue goes before source, source before content: a code point counts for one type only.
    """
    found = _outermost(attributions)
    cue = _characters(_verb_group(text, place) for one in found for place in one.cue[:1])
    cue |= _characters(_with_rest(text, place) for one in found for place in one.cue)
    source = _characters(place for one in found for place in one.source) - cue
    content = _characters(place for one in found for place in one.content) - cue - source
    return {"Cue": cue, "Source": source, "Content": content}


def _outermost(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions whose cue stands in the content of no other."""
    found = list(attributions)
    held = [(start, end, number) for number, one in enumerate(found) for start, end in one.content]
    return [
        one
        for number, one in enumerate(found)
        if not one.cue
        or not any(start <= one.cue[0][0] < end and number != other for start, end, other in held)
    ]


def _verb_group(text: str, cue: tuple[int, int]) -> tuple[int, int]:
    """Return the place of a cue with "has also", "did not", "repeatedly" before it."""
    start = cue[0]
    for word in reversed(list(_WORD.finditer(text, max(0, start - NEAR), start))):
        adverb = word[0].endswith("ly") and word[0].islower()
        if not (adverb or word[0] in _BEFORE) or text[word.end() : start].strip():
            break
        start = word.start()
    return start, cue[1]


def _with_rest(text: str, cue: tuple[int, int]) -> tuple[int, int]:
    """Return the place of a cue with what belongs to it right behind it."""
    behind = _BEHIND.match(text, cue[1])
    return cue[0], behind.end() if behind else cue[1]


def tokens_at(text: str, characters: set[int]) -> set[tuple[int, int]]:
    """Return the tokens whose first code point is among the given ones."""
    return {token.span() for token in TOKEN.finditer(text) if token.start() in characters}


def _misses(
    article: Article, kind: str, given: set[tuple[int, int]], marked: set[tuple[int, int]]
) -> Iterator[Miss]:
    """Yield the differences of one type in an article, neighboring words together."""
    tokens = enumerate(TOKEN.finditer(article.text))
    states = [
        ("missed" if t.span() in marked else "wrong", n, *t.span())
        for n, t in tokens
        if (t.span() in marked) != (t.span() in given)
    ]
    runs = groupby(enumerate(states), key=lambda item: (item[1][0], item[1][1] - item[0]))
    for (what, _), run in runs:
        places = [state for _, state in run]
        start, end = places[0][2], places[-1][3]
        yield Miss(
            place=f"{article.name}, {start} to {end}",
            what=f"{what} {kind.lower()}: {article.text[start:end]}",
            words=article.text[max(0, start - NEAR) : end + NEAR],
        )


def _characters(places: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in places for at in range(start, end)}
