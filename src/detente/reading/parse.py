"""`Parse`: one sentence with everything the steps have found in it so far."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.reading.cast import Mention
from detente.reading.clauses import Clause, clause_at, split_clauses
from detente.reading.cues import Cue, find_cues
from detente.reading.framed import Framed, model_cues
from detente.reading.issues import IssueHit
from detente.reading.roles import Group, find_groups
from detente.reading.text import Sentence, Token
from detente.reading.words import QUOTES
from detente.sources.frozen import Language


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence: its clauses, cues, groups of mentions and issues."""

    language: Language
    sentence: Sentence
    clauses: tuple[Clause, ...]
    cues: tuple[Cue, ...]
    groups: tuple[Group, ...]
    hits: tuple[IssueHit, ...]
    quotes: tuple[tuple[int, int], ...]
    """Half-open ranges of token numbers between quotation marks."""
    framed: tuple[Framed, ...] = ()
    """What the trained model found in it."""
    weak: tuple[IssueHit, ...] = ()
    """Words that name an issue only where an act has no others."""
    mentions: tuple[Mention, ...] = ()
    """Places that name somebody."""

    def frame_of(self, cue: Cue) -> Framed | None:
        """Return the model's frame of a cue."""
        return next((f for f in self.framed if f.head in cue.words or cue.head in f.cue), None)

    def cue_of(self, frame: Framed) -> Cue | None:
        """Return the cue of a frame of the model."""
        return next((c for c in self.cues if frame.head in c.words or c.head in frame.cue), None)

    def groups_in(self, numbers: tuple[int, ...]) -> tuple[Group, ...]:
        """Return the groups whose names stand among the given tokens."""
        places = [self.tokens[n] for n in numbers]
        return tuple(
            group for group in self.groups
            if any(m.start < t.end and t.start < m.end for m in group.mentions for t in places)
        )  # fmt: skip

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def clause_at(self, number: int) -> int:
        """Return the number of the clause in which a token stands."""
        return clause_at(self.clauses, number)


def parse_sentence(
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    hits: tuple[IssueHit, ...],
    language: Language,
    framed: tuple[Framed, ...] = (),
    earlier: Parse | None = None,
) -> Parse:
    """Cut a sentence into clauses and find its groups and cues.

    `earlier` is a parse of the sentence by tables alone; it is gone on from where the mentions are
    still the same.
    """
    kept = earlier if earlier is not None and earlier.mentions == mentions else None
    parse = kept or _by_tables(sentence, mentions, hits, language)
    if not framed:
        return parse
    starts = _adjectives(parse.tokens, mentions)
    more = model_cues(framed, parse.cues, parse.clauses, parse.tokens, language, starts)
    return replace(parse, cues=_sorted((*parse.cues, *more)), framed=framed)


def _by_tables(
    sentence: Sentence, mentions: tuple[Mention, ...], hits: tuple[IssueHit, ...],
    language: Language,
) -> Parse:  # fmt: skip
    tokens = sentence.tokens
    clauses = split_clauses(sentence, language)
    return Parse(
        language=language,
        sentence=sentence,
        clauses=clauses,
        cues=_sorted(find_cues(tokens, clauses, language, _adjectives(tokens, mentions))),
        groups=find_groups(tokens, mentions, clauses, language),
        hits=tuple(hit for hit in hits if not hit.weak),
        weak=tuple(hit for hit in hits if hit.weak),
        quotes=_quoted(tokens),
        mentions=mentions,
    )


def _adjectives(tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> frozenset[int]:
    starts = {mention.start for mention in mentions if mention.form == "adjective"}
    return frozenset(token.index for token in tokens if token.start in starts)


def _sorted(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: (cue.words, cue.rule.order)))


def _quoted(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Return what stands between quotation marks; an open end runs to the end of the sentence."""
    marks = [token.index for token in tokens if token.text in QUOTES]
    if len(marks) == 1:
        only = marks[0]
        closes = only > 0 and tokens[only - 1].end == tokens[only].start
        before = tokens[only].text in '“”«»"' and closes
        return ((0, only),) if before else ((only + 1, len(tokens)),)
    return tuple(
        (first + 1, last) for first, last in list(pairwise(marks))[::2] if last > first + 1
    )
