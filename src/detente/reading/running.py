"""Words that run on over sentences: quotations, the subjunctive, statements, interviews."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.reading.attribution import Saying, find_sayings
from detente.reading.going_on import all_quoted, covers_subjunctive, runs_on
from detente.reading.kinds import kinds
from detente.reading.parse import Parse
from detente.reading.subjects import subject_of
from detente.reading.words import QUOTES

_OPENING, _CLOSING = frozenset("„«"), frozenset("»")
_QUESTIONS = 3
"""From how many questions in headings on a text is an interview."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a stretch of text holds as a whole."""

    speaker: str | None
    """Id of the person or party; None for somebody unnamed."""
    parties: tuple[str, ...] = ()
    """Parties the speaker stands for."""


def sayings_of(
    parses: Sequence[Parse], voices: Sequence[Voice | None], neutral: frozenset[str]
) -> list[tuple[Saying, ...]]:
    """Return the sayings of every sentence; `voices` are those of a whole stretch of text.

    `neutral` holds those who mediate: their words are attributed, not a critic's.
    """
    found: list[tuple[Saying, ...]] = []
    last: Saying | None = None
    actor: Saying | None = None
    paragraph, opened = -1, False
    for parse, voice in zip(parses, voices, strict=True):
        if parse.sentence.paragraph != paragraph:
            last, paragraph, opened = None, parse.sentence.paragraph, False
            actor = None
        own = tuple(
            _fair(_by_the_same(parse, saying, last or actor), neutral)
            for saying in find_sayings(parse)
        )
        sayings = own
        free = not covers_subjunctive(parse, own)
        if last is not None and free and (runs_on(parse) or all_quoted(parse) or opened):
            direct = opened or all_quoted(parse)
            sayings = (_whole(parse, last, direct=direct), *own)
        elif actor is not None and free and _is_about_him(parse):
            sayings = (_whole(parse, actor, direct=False), *own)
        elif voice is not None and parse.sentence.kind == "body":
            whole = Saying(
                0, len(parse.tokens), None, voice.speaker, voice.parties,
                expert=_is_expert(voice, neutral),
            )  # fmt: skip
            sayings = (whole, *own)
        last = sayings[0] if sayings and voice is None else last
        actor = _acting(parse)
        opened = _stays_open(parse, opened=opened)
        found.append(sayings)
    return _named_later(parses, found)


def _by_the_same(parse: Parse, saying: Saying, before: Saying | None) -> Saying:
    """Give "he said", "sagte sie" the speaker before, where nobody else is known to be meant."""
    if before is None or saying.speaker is not None or saying.cue is None or saying.critic:
        return saying
    near = parse.tokens[max(0, saying.cue.head - 1) : saying.cue.head + 2]
    if not any(token.lower in _HE for token in near):
        return saying
    speaker = replace(before.speaker, first=0, last=0) if before.speaker else None
    return replace(
        saying, speaker=speaker, speaker_id=before.speaker_id, parties=before.parties,
        critic=before.critic,
    )  # fmt: skip


_HE = frozenset({"he", "she", "er", "sie"})


def _is_expert(voice: Voice, neutral: frozenset[str]) -> bool:
    """Tell whether somebody answers who speaks for no party and does not mediate."""
    return voice.speaker is not None and not voice.parties and voice.speaker not in neutral


def _acting(parse: Parse) -> Saying | None:
    """Return the person who acts with words in a sentence: "X nannte den Plan unannehmbar"."""
    for cue in parse.cues:
        if cue.rule.noun or cue.rule.flags or not kinds()[cue.rule.kind].verbal:
            continue
        subject = subject_of(parse, parse.clauses[cue.clause], parse.groups, cue.head)
        if subject is not None and (person := subject.person()) and subject.parties():
            return Saying(0, 0, subject, person, subject.parties())
    return None


def _is_about_him(parse: Parse) -> bool:
    """Tell whether a sentence in the subjunctive goes on with what "er" or "sie" says."""
    verbs = ("wolle", "werde", "könne", "sei", "habe")
    texts = [token.text.lower() for token in parse.tokens]
    return runs_on(parse) and any(
        verb in verbs and pronoun in ("er", "sie") for verb, pronoun in pairwise(texts)
    )


def _whole(parse: Parse, saying: Saying, *, direct: bool) -> Saying:
    """Return a saying that covers a whole sentence, by the speaker of another one."""
    speaker = replace(saying.speaker, first=0, last=0) if saying.speaker else None
    return Saying(
        0, len(parse.tokens), speaker, saying.speaker_id, saying.parties, saying.critic,
        direct=direct,
    )  # fmt: skip


def _fair(saying: Saying, neutral: frozenset[str]) -> Saying:
    return replace(saying, critic=False) if saying.speaker_id in neutral else saying


def _stays_open(parse: Parse, *, opened: bool) -> bool:
    """Tell whether a quotation goes on behind this sentence."""
    marks = sum(token.text in QUOTES - {"‚", "‘", "‹", "›"} for token in parse.tokens)
    return opened != (marks % 2 == 1)


def _named_later(
    parses: Sequence[Parse], found: list[tuple[Saying, ...]]
) -> list[tuple[Saying, ...]]:
    """Give quoted sentences the speaker who is named where the quotation ends: "A. B", said X."""
    opened, begun = False, -1
    for i, parse in enumerate(parses):
        if i and parse.sentence.paragraph != parses[i - 1].sentence.paragraph:
            opened = False
        still = _stays_open(parse, opened=opened)
        if still and not opened:
            begun = i
        if opened and not still and found[i] and found[i][0].cue is not None:
            for n in range(begun, i):
                found[n] = found[n] or (_whole(parses[n], found[i][0], direct=True),)
        opened = still
    return found


def is_interview(kinds_and_ends: Sequence[tuple[str, str]]) -> bool:
    """Tell whether questions in headings or lines of their own carry the text."""
    return sum(kind == "heading" and end == "?" for kind, end in kinds_and_ends) >= _QUESTIONS
