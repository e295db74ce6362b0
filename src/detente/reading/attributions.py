"""Reported words anywhere in a text: who says what, by which words, as ranges of code points.

Takes a text and its language, and where wanted the cues; knows nothing of acts, parties, issues.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.reading.attribution import Saying
from detente.reading.issues import find_issues
from detente.reading.kinds import kinds
from detente.reading.mentions import find_mentions
from detente.reading.parse import Parse
from detente.reading.passage import mediators, read_through
from detente.reading.running import sayings_of
from detente.reading.text import segment
from detente.sources.frozen import Language
from detente.sources.source import Source

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of code points of a text, in text order, none empty, none overlapping."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that are reported as somebody's, and how they are reported."""

    cue: Ranges
    """The words that attribute; empty where words run on from a sentence before."""
    source: Ranges
    """The words that name whose words or thoughts they are."""
    content: Ranges
    """What is said or thought."""
    addressee: Ranges
    """The words that name those spoken to."""
    rule: str
    """The rule or model that found it."""
    score: float
    """How sure it is, 0 to 1; an order, not a probability."""


def find_attributions(
    text: str, language: Language, cues: Sequence[tuple[int, int]] | None = None
) -> tuple[Attribution, ...]:
    """Return the attributions of a text in text order; with `cues` exactly one for each cue."""
    found = _attributions(text, language)
    if cues is None:
        return tuple(found)
    return tuple(_at(cue, found) for cue in cues)


def _at(cue: tuple[int, int], found: Sequence[Attribution]) -> Attribution:
    """Return what was found at a given cue; without source and content where nothing was."""
    for one in found:
        if any(start < cue[1] and cue[0] < end for start, end in one.cue):
            return one
    return Attribution((cue,), (), (), (), "cue.given", 0.0)


def _attributions(text: str, language: Language) -> list[Attribution]:
    """Return the sayings of all sentences, and the words of saying that introduce nothing."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(id=f"s{digest[:8]}", name="text", language=language, text=text, sha256=digest)
    sentences = segment(text, language)
    mentions, hits = defaultdict(list), defaultdict(list)
    for mention in find_mentions(source, sentences).mentions:
        mentions[mention.sentence].append(mention)
    for hit in find_issues(sentences, language):
        hits[hit.sentence].append(hit)
    parses, voices = read_through(sentences, mentions, hits, language)
    neutral = mediators(sentences, mentions, language)
    found: list[Attribution] = []
    for parse, sayings in zip(parses, sayings_of(parses, voices, neutral), strict=True):
        said = [_of_saying(parse, saying) for saying in sayings]
        taken = {number for saying in sayings for number in saying.words}
        said += [
            Attribution(_ranges(parse, [cue.head]), (), (), (), f"cue.{cue.rule.kind}", 0.2)
            for cue in parse.cues
            if kinds()[cue.rule.kind].verbal and cue.head not in taken
        ]
        found += sorted(said, key=lambda one: (one.cue, one.content))
    return found


def _of_saying(parse: Parse, saying: Saying) -> Attribution:
    group = saying.speaker
    content = [number for number in range(saying.first, saying.last) if saying.holds(number)]
    return Attribution(
        cue=_ranges(parse, sorted(saying.words)),
        source=_ranges(parse, range(group.first, group.last)) if group else (),
        content=_ranges(parse, content),
        addressee=(),
        rule="saying" if saying.words else "saying.runs_on",
        score=0.7 if group else 0.4,
    )


def _ranges(parse: Parse, numbers: Iterable[int]) -> Ranges:
    """Return the places of tokens, neighbors joined; `numbers` in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1][1] = number + 1
        else:
            runs.append([number, number + 1])
    return tuple((parse.tokens[first].start, parse.tokens[last - 1].end) for first, last in runs)
