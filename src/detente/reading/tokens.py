"""Text to tokens: words, numbers, abbreviations and marks with their places and lemmas.

Places count code points of the text as it is; nothing is repaired. Soft hyphens and zero-width
marks stay inside their word and are left out of its lemma only.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from detente.reading.tables import load_toml
from detente.sources.frozen import Language
from detente.sources.word_forms import form_of, is_known

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARK = "\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\ufe00-\ufe0f"
_LETTER = r"[^\W\d_]"
_IN_WORD = rf"[\w{_MARK}{_INVISIBLE}]"

_DOTTED = "|".join(map(re.escape, load_toml("sentences.toml")["abbreviations"]))

# "Verhand-" at the end of a line, "lungen" on the next; but not "Nord-" before "und Südkorea"
_HYPHENATION = r"-[ \t]*\r?\n[ \t]*(?=[^\W\d_])(?!(?:und|oder|sowie|bzw|bis|and|or|to)\b)"
TOKEN = re.compile(
    rf"""
    (?P<address> (?:https?://|www\.)[^\s<>"“”„»«]*[^\s<>"“”„»«.,;:!?)\]'’]
               | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ )
  | (?P<dotted> (?<!\w)(?:{_LETTER}\.){{2,}}(?!\w)          # U.S.  p.m.  z.B.
              | (?<!\w)(?:{_DOTTED})\.(?!\w)                # Dr.  bzw.
              | (?<!\w)No\.(?=\s\d)
              | (?<![\w'’]){_LETTER}\.(?=[ \t]?{_LETTER}) ) # initials, "z. B."
  | (?P<ordinal> (?<![\w.,])\d{{1,3}}\.(?=[ \t]*\r?\n?[ \t]*{_LETTER})(?!{_LETTER}) )
  | (?P<number> \d+(?:[.,:]\d+)*(?:-?{_LETTER}{_IN_WORD}*(?:-{_IN_WORD}+)*)? )
  | (?P<negation> (?<=\w)n['’]t(?!\w) )
  | (?P<clitic> (?<=\w)['’](?:s|S|re|ve|ll|d|m)(?!\w) )
  | (?P<word> {_LETTER}(?:(?!n['’]t(?!\w)){_IN_WORD})*
              (?:(?:[-‐‑/](?={_LETTER})|-(?=\d)|['’](?!(?:s|S|re|ve|ll|d|m|t)(?!\w))(?={_LETTER})|&(?=[A-Z])|{_HYPHENATION})
                 (?:(?!n['’]t(?!\w)){_IN_WORD})+)* )
  | (?P<dots> \.{{2,}}|…|-{{2,}} )
  | (?P<mark> [^\s{_INVISIBLE}\x00-\x1f\x7f-\x9f][{_MARK}\u200d]* )
    """,
    re.VERBOSE,
)
"""One alternative per kind of token; what it skips is white space or invisible."""

_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_IRREGULAR: dict[Language, dict[str, str]] = {
    "en": {
        "n't": "not", "'s": "'s", "left": "leave", "ca": "can", "wo": "will", "saw": "see",
        "laid": "lay", "fell": "fall", "felt": "feel", "said": "say", "found": "find",
        "me": "i", "him": "he", "them": "they", "us": "we", "whom": "who",
    },
    "de": {"ließ": "lassen", "liess": "lassen", "ihm": "er", "ihn": "er", "ihnen": "sie",
           "umgehend": "umgehend", "entsprechend": "entsprechend"},
}  # fmt: skip
_LONGEST_LOOKED_UP = 60
_SPLIT_LOWER = re.compile(r"-[ \t]*\r?\n[ \t]*(?=[a-zà-öø-ÿ])")
_SPLIT_UPPER = re.compile(r"-[ \t]*\r?\n[ \t]*")
_PLAIN_MARKS = str.maketrans({"‐": "-", "‑": "-", "’": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a text."""

    start: int
    """First code point in the source's text."""
    end: int
    """One past the last code point."""
    text: str
    """``source.text[start:end]``."""
    lemma: str
    """Dictionary form; lower case unless a noun or name."""
    index: int
    """Place in its sentence, counted from 0."""
    lower: str
    """The text in lower case."""
    base: str
    """The lemma in lower case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token before its sentence is known: kind and place only."""

    kind: str
    start: int
    end: int
    text: str


def find_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Cut ``text[start:end]`` into pieces, in order; white space is between them."""
    return [
        Piece(match.lastgroup or "mark", match.start(), match.end(), match.group())
        for match in TOKEN.finditer(text, start, end)
    ]


def to_tokens(pieces: list[Piece], language: Language) -> tuple[Token, ...]:
    """Number the pieces of one sentence and give them lemmas."""
    first_word = next((i for i, piece in enumerate(pieces) if piece.kind == "word"), 0)
    return tuple(
        _token(piece, i, language, first=i == first_word) for i, piece in enumerate(pieces)
    )


def _token(piece: Piece, index: int, language: Language, *, first: bool) -> Token:
    found, lower, base = _forms_of(piece.text, piece.kind in _INFLECTED, first, language)
    return Token(piece.start, piece.end, piece.text, found, index, lower, base)


_INFLECTED = frozenset({"word", "negation", "clitic"})


@lru_cache(maxsize=65536)
def _forms_of(text: str, inflected: bool, first: bool, language: Language) -> tuple[str, str, str]:
    """Return the lemma of a word or mark, and word and lemma in lower case."""
    found = lemma(text, language, first=first) if inflected else text
    return found, text.lower(), found.lower()


def plain_word(word: str) -> str:
    """Return a word as a dictionary has it: composed, nothing invisible, not broken at a line."""
    return word if word.isascii() and "\n" not in word else _composed(word)


@lru_cache(maxsize=65536)
def _composed(word: str) -> str:
    seen = _UNSEEN.sub("", word)
    if "\n" in seen:
        seen = _SPLIT_UPPER.sub("-", _SPLIT_LOWER.sub("", seen))
    return unicodedata.normalize("NFC", seen).translate(_PLAIN_MARKS)


@lru_cache(maxsize=65536)
def lemma(word: str, language: Language, *, first: bool = False) -> str:
    """Return the dictionary form of `word`; `first` says that it opens a sentence."""
    plain = plain_word(word)
    if not plain or len(plain) > _LONGEST_LOOKED_UP:
        return plain.lower() or word
    lower = plain.lower()
    if lower in _IRREGULAR[language] and not plain.isupper():
        return _IRREGULAR[language][lower]
    found = form_of(plain, language)
    if "ss" in plain and "ß" in found and "ß" not in plain:
        found = found.replace("ß", "ss")
    if language == "en":
        return _english(plain, found, first=first)
    if first and plain[0].isupper() and found[0].isupper():
        verb = form_of(lower, language)
        if verb[0].islower() and verb.endswith("n") and verb != lower:
            return verb
        if not is_known(plain, language) and is_known(lower, language):
            return verb
    return found


def _english(plain: str, found: str, *, first: bool) -> str:
    known = is_known(plain, "en")
    if plain.isupper() and len(plain) > 1:
        return plain
    if plain[0].isupper() and not known and not first:
        return plain
    return found
