"""Words to word pieces: the most likely cut of a word under a unigram vocabulary."""

import unicodedata
from collections.abc import Sequence

from detente.errors import ReadingError

UNKNOWN = 3
_SPACE = "\u2581"
_LONGEST_WORD = 48
_MOST_PIECES = 8
_CACHED = 200_000


class Pieces:
    """A unigram vocabulary; cuts words and remembers the cuts."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        """Take pieces and their log probabilities, by number; 0 to 3 are marks of the model."""
        if len(pieces) != len(scores):
            msg = f"{len(pieces)} pieces but {len(scores)} scores"
            raise ReadingError(msg)
        self._numbers = {piece: n for n, piece in enumerate(pieces) if n > UNKNOWN}
        self._scores = list(scores)
        self._longest = max(map(len, pieces))
        self._unknown = min(scores) - 10.0
        self._cuts: dict[tuple[str, bool], tuple[int, ...]] = {}

    def cut(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """Return the numbers of the pieces of `word`, at most eight.

        `spaced` says that a blank is before it. Ties go to the cut whose last piece begins first.
        """
        key = (word, spaced)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= _CACHED:
                self._cuts.clear()
            found = self._cuts[key] = self._best(_prepared(word, spaced))[:_MOST_PIECES]
        return found

    def _best(self, text: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(text)
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(text) + 1)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self._longest), end):
                number = self._numbers.get(text[start:end])
                if number is None:
                    if end - start > 1:
                        continue
                    score = best[start] + self._unknown
                    number = UNKNOWN
                else:
                    score = best[start] + self._scores[number]
                if score > best[end]:
                    best[end], came[end] = score, (start, number)
        cut: list[int] = []
        end = len(text)
        while end > 0:
            end, number = came[end]
            cut.append(number)
        return tuple(reversed(cut)) or (UNKNOWN,)


def _prepared(word: str, spaced: bool) -> str:
    plain = unicodedata.normalize("NFKC", word)[:_LONGEST_WORD]
    plain = "".join(c for c in plain if c.isprintable() and not c.isspace())
    return (_SPACE if spaced else "") + plain
