"""How many cues, sources and messages of reported speech in German debates the reader finds.

Run with the path of SpkAtt speeches (JSON lines with `Sentences` and `Annotations`). Token level,
micro: a cue is a token that stands in some cue; a source or message is a pair of the first token
of the cue and a token. Cues are predicted; sources are found only where they name a known actor
or a pronoun stands for one, since a saying keeps no other speaker.
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from detente.reading.attribution import Saying
from detente.reading.issues import find_issues
from detente.reading.kinds import kinds
from detente.reading.mentions import find_mentions
from detente.reading.parse import Parse, parse_sentence
from detente.reading.running import sayings_of
from detente.reading.text import segment
from detente.sources.source import Source

Pairs = set[tuple[str, str]]
GLUED = frozenset({",", ".", "!", "?", ":", ";", ")"})


def text_of(speech: dict[str, Any]) -> tuple[str, dict[int, str]]:
    """Return the words of a speech as one text, and which token begins at which place."""
    pieces: list[str] = []
    names: dict[int, str] = {}
    at = 0
    for number, sentence in enumerate(speech["Sentences"]):
        for place, token in enumerate(sentence["Tokens"]):
            space = "" if token in GLUED or not pieces else " "
            at += len(space)
            names[at] = f"{number}:{place}"
            pieces.append(space + token)
            at += len(token)
    return "".join(pieces), names


def parses_of(text: str) -> list[Parse]:
    """Return the parses of a speech."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id=f"s{digest[:8]}", name="speech", language="de", text=text, sha256=digest)
    sentences = segment(text, "de")
    mentions = find_mentions(source, sentences).mentions
    hits = find_issues(sentences, "de")
    return [
        parse_sentence(
            sentence,
            tuple(mention for mention in mentions if mention.sentence == sentence.index),
            tuple(hit for hit in hits if hit.sentence == sentence.index),
            "de",
        )
        for sentence in sentences
    ]


def predicted(parse: Parse, saying: Saying, names: dict[int, str]) -> tuple[set[str], Pairs, Pairs]:
    """Return the cue tokens, source pairs and message pairs of one saying."""

    def named(first: int, last: int) -> list[str]:
        tokens = parse.tokens[first:last]
        return [names[token.start] for token in tokens if token.start in names]

    cue = [name for n in sorted(saying.words) for name in named(n, n + 1)]
    if not cue:
        return set(), set(), set()
    group = saying.speaker
    source = named(group.first, group.last) if group else []
    message = [name for name in named(saying.first, saying.last) if name not in cue]
    return set(cue), {(cue[0], name) for name in source}, {(cue[0], name) for name in message}


def annotated(speech: dict[str, Any]) -> tuple[set[str], Pairs, Pairs]:
    """Return the cue tokens, source pairs and message pairs that people marked."""
    cues: set[str] = set()
    sources: Pairs = set()
    messages: Pairs = set()
    for note in speech["Annotations"]:
        if note["Cue"]:
            cues |= set(note["Cue"])
            first = min(note["Cue"], key=lambda name: tuple(map(int, name.split(":"))))
            sources |= {(first, name) for name in note["Source"]}
            messages |= {(first, name) for name in note["Message"]}
    return cues, sources, messages


def score(speeches: list[dict[str, Any]]) -> Counter[str]:
    """Return the counts behind every figure."""
    counts: Counter[str] = Counter()
    for speech in speeches:
        text, names = text_of(speech)
        parses = parses_of(text)
        cues: set[str] = set()
        sources: Pairs = set()
        messages: Pairs = set()
        sayings = sayings_of(parses, [None] * len(parses), frozenset())
        for parse, own in zip(parses, sayings, strict=True):
            cues |= words_of_saying(parse, names)
            for saying in own:
                cue, source, message = predicted(parse, saying, names)
                cues, sources, messages = cues | cue, sources | source, messages | message
        gold_cues, gold_sources, gold_messages = annotated(speech)
        count(counts, "cue", cues, gold_cues)
        count(counts, "source", sources, gold_sources)
        count(counts, "message", messages, gold_messages)
    return counts


def count(counts: Counter[str], name: str, mine: set[Any], gold: set[Any]) -> None:
    """Add what was found of one part of a speech to the counts."""
    counts[f"{name} hit"] += len(mine & gold)
    counts[f"{name} given"] += len(mine)
    counts[f"{name} gold"] += len(gold)


def words_of_saying(parse: Parse, names: dict[int, str]) -> set[str]:
    """Return the tokens of cues that are made of words, whether or not a clause follows."""
    heads = [cue.head for cue in parse.cues if kinds()[cue.rule.kind].verbal]
    return {names[parse.tokens[n].start] for n in heads if parse.tokens[n].start in names}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speeches", type=Path, help="JSON lines of annotated speeches")
    options = parser.parse_args()
    lines = options.speeches.read_text("utf-8").splitlines()
    counts = score([json.loads(line) for line in lines if line.strip()])
    for name in ("cue", "source", "message"):
        hit = counts[f"{name} hit"]
        precision = 100 * hit / max(counts[f"{name} given"], 1)
        recall = 100 * hit / max(counts[f"{name} gold"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:10} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}")


if __name__ == "__main__":
    main()
