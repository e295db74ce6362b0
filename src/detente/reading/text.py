"""Text to sentences and tokens that know their place in the unedited text.

Takes any text in German or English; joins sentences that are broken over lines, keeps
headings, bylines and datelines apart; never edits, trims or normalizes the text.
"""

import re
from dataclasses import dataclass

from detente.reading.blocks import SentenceKind, find_blocks
from detente.reading.tables import load_toml
from detente.reading.tokens import Piece, Token, find_pieces, to_tokens
from detente.sources.frozen import Language

__all__ = ["Sentence", "SentenceKind", "Token", "segment"]

_ENDS = frozenset(".!?…")
_CLOSING = frozenset("\"'“”’‘»«›‹)]")
_OPENING = frozenset("\"'„“‚‘»«›‹([")
_WORDS = load_toml("sentences.toml")
_OPENERS = frozenset(_WORDS["openers"])
_MAY_END = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|(?:{'|'.join(map(re.escape, _WORDS['may_end']))})\.|\w\.|\d+\."
)
_FEWEST_BEFORE = 2
"""Words before a number that may end a sentence; "Article 5. Prisoners" stays one heading."""
_NEVER_END = frozenset(_WORDS["never_end"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading, byline or dateline of a text."""

    start: int
    """First code point of the first token."""
    end: int
    """One past the last code point of the last token."""
    tokens: tuple[Token, ...]
    """Its words and marks in order; never empty."""
    kind: SentenceKind
    """What stands here."""
    paragraph: int
    """Number of its block in the text, counted from 0."""
    index: int
    """Number in the text, counted from 0."""


def segment(text: str, language: Language) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order; every token lies in exactly one."""
    sentences: list[Sentence] = []
    for paragraph, block in enumerate(find_blocks(text)):
        pieces = find_pieces(text, block.start, block.end)
        if language == "en":
            pieces = [part for i in range(len(pieces)) for part in _counted(pieces, i)]
        for run in _split(pieces) if block.kind == "body" else [pieces]:
            if run:
                tokens = to_tokens(run, language)
                start, end = tokens[0].start, tokens[-1].end
                number = len(sentences)
                sentences.append(Sentence(start, end, tokens, block.kind, paragraph, number))
    return tuple(sentences)


def _counted(pieces: list[Piece], i: int) -> list[Piece]:
    """Return piece `i`, or a number and its full stop: English writes no ordinal as "23."."""
    piece = pieces[i]
    within = i >= _FEWEST_BEFORE and all(
        before.kind in ("word", "number", "dotted") for before in pieces[i - _FEWEST_BEFORE : i]
    )
    if piece.kind != "ordinal" or not within or not _begins_upper(pieces, i + 1):
        return [piece]
    stop = piece.end - 1
    return [
        Piece("number", piece.start, stop, piece.text[:-1]),
        Piece("mark", stop, piece.end, "."),
    ]


def _begins_upper(pieces: list[Piece], i: int) -> bool:
    return i < len(pieces) and pieces[i].text[0].isupper()


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    """Cut the pieces of a block after each sentence."""
    runs: list[list[Piece]] = []
    begin = i = 0
    while i < len(pieces):
        stop = _end_of_sentence(pieces, i)
        if stop is None:
            i += 1
            continue
        runs.append(pieces[begin:stop])
        begin = i = stop
    runs.append(pieces[begin:])
    return runs


def _end_of_sentence(pieces: list[Piece], i: int) -> int | None:
    """Return where the next sentence begins if piece `i` ends one, else None."""
    piece = pieces[i]
    if piece.kind in ("dotted", "ordinal"):
        return i + 1 if _abbreviation_ends(pieces, i) else None
    if piece.text[0] not in _ENDS:
        return None
    stop = i + 1
    while stop < len(pieces) and _closes(pieces, stop):
        stop += 1
    if stop >= len(pieces):
        return None
    return stop if _may_begin(pieces, stop, soft=piece.text not in (".",)) else None


def _closes(pieces: list[Piece], i: int) -> bool:
    """Tell whether piece `i`, right after an end mark, still belongs to the sentence."""
    piece, before = pieces[i], pieces[i - 1]
    if piece.start != before.end:
        return False
    if piece.text[0] in _ENDS:
        return True
    if piece.text in _CLOSING:
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        return following is None or following.start > piece.end or not following.text[0].isalnum()
    return False


def _may_begin(pieces: list[Piece], i: int, *, soft: bool) -> bool:
    """Tell whether a sentence may begin with piece `i`."""
    piece = pieces[i]
    gap = piece.start > pieces[i - 1].end
    if piece.text in _OPENING and i + 1 < len(pieces):
        return gap or piece.text in "„“»«"
    first = piece.text[0]
    if not gap:
        return piece.kind == "word" and first.isupper() and _follows_a_word(pieces, i)
    if first.islower():
        return False
    return first not in ",;:.!?)]…" and (not soft or first not in "-–—")


def _follows_a_word(pieces: list[Piece], i: int) -> bool:
    """Tell whether the word before an end mark without blank is an ordinary one."""
    if i < 2:
        return False
    before = pieces[i - 2].text
    return len(before) > 1 and before[-1].islower() and len(pieces[i].text) > 1


def _abbreviation_ends(pieces: list[Piece], i: int) -> bool:
    """Tell whether an abbreviation or ordinal also ends its sentence."""
    word = pieces[i].text
    if i + 1 >= len(pieces) or word in _NEVER_END or not _MAY_END.fullmatch(word):
        return False
    following = pieces[i + 1]
    if following.text in "„“»" and i + 2 < len(pieces):
        following = pieces[i + 2]
    return following.text in _OPENERS and i > 0 and not (word[0].isdigit() and i < 2)
