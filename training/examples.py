"""Training examples at word level: debates with marked attribution, and own marked sentences."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from training.markup import Example, load

from detente.reading.tokens import find_pieces

REPORT, DEBATE = 0, 1
GLUED = frozenset({",", ".", "!", "?", ":", ";", ")"})
SPKATT = {
    "Source": "who", "Message": "content", "Addr": "recipient", "Topic": "topic",
    "PTC": "particle", "Cue": "cue",
}  # fmt: skip


@dataclass
class Marked:
    """A frame over words: the number of its first cue word and the words of each part."""

    head: int
    parts: dict[str, set[int]]
    kind: str | None = None
    modality: str | None = None


@dataclass
class Unit:
    """One sentence or short passage: words, which have a blank before them, and frames."""

    words: list[str]
    spaced: list[bool]
    frames: list[Marked]


@dataclass
class Text:
    """Units that follow each other; frames count words from the start of the text."""

    genre: int
    units: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    frames: list[Marked] = field(default_factory=list)


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the places of the words of a text, as the reader cuts them."""
    return [(piece.start, piece.end) for piece in find_pieces(text, 0, len(text))]


def from_markup(paths: Iterable[Path]) -> Iterator[Text]:
    """Yield one text for each marked line."""
    for path in paths:
        for example in load(path):
            yield _text_of(example)


def _text_of(example: Example) -> Text:
    places = words_of(example.text)
    text = Text(REPORT, [(0, len(places))])
    for start, end in places:
        text.words.append(example.text[start:end])
        text.spaced.append(start == 0 or example.text[start - 1].isspace())
    for frame in example.frames:
        parts = {role: _covered(places, spans) for role, spans in frame.spans.items()}
        head = _covered(places, frame.spans["cue"][:1])
        if head:
            text.frames.append(Marked(min(head), parts, frame.kind, frame.modality))
    return text


def _covered(places: list[tuple[int, int]], spans: list[tuple[int, int]]) -> set[int]:
    return {
        n
        for n, (start, end) in enumerate(places)
        if any(start < last and end > first for first, last in spans)
    }


def from_spkatt(path: Path) -> Iterator[Text]:
    """Yield one text for each speech."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield _speech(json.loads(line))


def _speech(speech: dict[str, Any]) -> Text:
    pieces: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    ends: list[int] = []
    at = 0
    for number, sentence in enumerate(speech["Sentences"]):
        for place, token in enumerate(sentence["Tokens"]):
            space = "" if token in GLUED or not pieces else " "
            at += len(space)
            places[f"{number}:{place}"] = (at, at + len(token))
            pieces.append(space + token)
            at += len(token)
        ends.append(at)
    raw = "".join(pieces)
    words = words_of(raw)
    text = Text(DEBATE)
    for start, end in words:
        text.words.append(raw[start:end])
        text.spaced.append(start == 0 or raw[start - 1].isspace())
    first = 0
    for end in ends:
        last = first
        while last < len(words) and words[last][0] < end:
            last += 1
        text.units.append((first, last))
        first = last
    number_of = {}
    for name, place in places.items():
        number_of[name] = set(_between(words, place))
    for annotation in speech["Annotations"]:
        if annotation["Cue"]:
            parts = {
                part: set().union(*(number_of[name] for name in annotation.get(label) or ()))
                for label, part in SPKATT.items()
            }
            head = number_of[annotation["Cue"][0]]
            if head:
                text.frames.append(Marked(min(head), parts))
    return text


def _between(words: list[tuple[int, int]], place: tuple[int, int]) -> Iterator[int]:
    from bisect import bisect_right

    n = max(0, bisect_right(words, (place[0], 1 << 60)) - 1)
    while n < len(words) and words[n][0] < place[1]:
        if words[n][1] > place[0]:
            yield n
        n += 1


def chunks(texts: list[Text], longest: int, random: Random) -> list[Text]:
    """Cut long texts and join short ones to pieces of at most `longest` words, at random places."""
    cut: list[Text] = []
    short: dict[int, list[Text]] = {REPORT: [], DEBATE: []}
    for text in texts:
        if len(text.units) == 1:
            short[text.genre].append(text)
            continue
        limit, begin = random.randint(longest // 3, longest), 0
        for n, (_, last) in enumerate(text.units):
            following = text.units[n + 1][1] if n + 1 < len(text.units) else last + longest * 9
            if following - text.units[begin][0] > limit:
                cut.append(_part(text, text.units[begin][0], last))
                limit, begin = longest, n + 1
    for genre, lines in short.items():
        random.shuffle(lines)
        while lines:
            joined = Text(genre)
            for _ in range(random.choice((1, 1, 2, 3))):
                if lines and len(joined.words) + len(lines[-1].words) <= longest * 1.4:
                    _append(joined, lines.pop())
            if not joined.words:
                joined = lines.pop()
            cut.append(joined)
    random.shuffle(cut)
    return cut


def _part(text: Text, first: int, last: int) -> Text:
    part = Text(text.genre, [], text.words[first:last], text.spaced[first:last])
    for frame in text.frames:
        if first <= frame.head < last:
            parts = {
                name: {n - first for n in numbers if first <= n < last}
                for name, numbers in frame.parts.items()
            }
            part.frames.append(Marked(frame.head - first, parts, frame.kind, frame.modality))
    return part


def _append(joined: Text, text: Text) -> None:
    shift = len(joined.words)
    joined.words += text.words
    joined.spaced += text.spaced
    for frame in text.frames:
        parts = {name: {n + shift for n in numbers} for name, numbers in frame.parts.items()}
        joined.frames.append(Marked(frame.head + shift, parts, frame.kind, frame.modality))
