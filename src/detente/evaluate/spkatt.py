"""SpkAtt speeches against the attributions of a reader: cues, sources and messages by token."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from detente.evaluate.attributor import Attributor
from detente.evaluate.result import Evaluation, Miss, Section, Tally, Told
from detente.evaluate.speeches import Mark, Speech, Word, load_speeches

Cues = Literal["predicted", "gold"]
Item = tuple[int, ...]
"""What counts: a cue token, or the first token of a cue and a token of its source or message."""
PARTS = ("cue", "source", "message")


def evaluate_spkatt(
    path: Path,
    attributor: Attributor,
    *,
    cues: Sequence[Cues] = ("predicted", "gold"),
    n_misses: int = 0,
    told: Told | None = None,
) -> Evaluation:
    """Return how well cues, sources and messages are found; a crash counts as none found."""
    gold, speeches = load_speeches(path)
    tallies = {way: {part: Tally() for part in PARTS} for way in cues}
    misses: list[Miss] = []
    crashes = 0
    for number, speech in enumerate(speeches, start=1):
        if told is not None:
            told(number, len(speeches))
        for way in cues:
            try:
                found = read_speech(speech, attributor, way)
            # Whatever a reader stumbles over is a speech in which it finds nothing.
            except Exception as error:
                crashes += 1
                misses.append(Miss(place=speech.name, what=f"crash: {error!r}", words=""))
                found = []
            for part in PARTS[way == "gold" :]:
                given, marked = items(found, part), items(speech.marks, part)
                tallies[way][part].add(given, marked)
                if len(misses) < n_misses:
                    misses += _misses(speech, way, part, given, marked)
    sections = tuple(
        Section(
            name=f"{way} cues",
            matches=tuple(tallies[way][part].match(part) for part in PARTS[way == "gold" :]),
        )
        for way in cues
    )
    return Evaluation(
        format="spkatt",
        gold=gold,
        reader=attributor.name,
        reader_version=attributor.version,
        crashes=crashes,
        sections=sections,
        misses=tuple(misses[:n_misses]),
    )


def read_speech(speech: Speech, attributor: Attributor, way: Cues) -> list[Mark]:
    """Return what a reader finds in a speech, in tokens; words without a cue are left out."""
    if way == "predicted":
        found = attributor.find(speech.text, "de", genre="debate")
        firsts: Sequence[Word | None] = [None] * len(found)
    else:
        firsts = sorted({mark.first for mark in speech.marks})
        places = [speech.places[first] for first in firsts]
        found = attributor.find(speech.text, "de", places, genre="debate")
    marks = []
    for first, one in zip(firsts, found, strict=True):
        cue = speech.words_in(one.cue) if first is None else {first}
        if cue:
            source, message = speech.words_in(one.source), speech.words_in(one.content)
            marks.append(Mark(frozenset(cue), frozenset(source), frozenset(message)))
    return marks


def items(marks: Iterable[Mark], part: str) -> set[Item]:
    """Return what counts of one part; the same pair twice counts once."""
    if part == "cue":
        return {word for mark in marks for word in mark.cue}
    return {(*mark.first, *word) for mark in marks for word in getattr(mark, part)}


def _misses(
    speech: Speech, way: str, part: str, given: set[Item], marked: set[Item]
) -> Iterator[Miss]:
    """Yield the differences of one part of a speech, one for each cue and direction."""
    for what, different in (("missed", marked - given), ("wrong", given - marked)):
        for (sentence, token), group in groupby(sorted(different), key=lambda item: item[:2]):
            words = " ".join(speech.sentences[item[-2]][item[-1]] for item in group)
            of = "" if part == "cue" else f" of “{speech.sentences[sentence][token]}”"
            yield Miss(
                place=f"{speech.name}, sentence {sentence}, {way} cues",
                what=f"{what} {part}{of}: {words}",
                words=" ".join(speech.sentences[sentence]),
            )
