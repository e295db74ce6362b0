"""A dictionary of simplemma without unfolding all of it: only the words looked for.

The file holds words in the order of their bytes, each written as what it does not share with the
word before. Unfolding the German one, 1.1 million words, takes a second; here one pass notes where
the words with the same beginning stand.
"""

import re
from collections.abc import Iterator, Mapping

_MARK = b"SMFC1\x00"
"""How a file begins whose words are sorted from their first letter on."""
_OPENING = 5
"""Bytes that words unfolded together begin with."""
_KEPT = 2_000
"""Beginnings whose words are kept unfolded."""
_SAME, _WHOLE = 254, 255
"""In place of a number of bytes to drop: the form of the word before; a form spelled out."""
_LONG = 128
"""From here on a byte is only the lowest part of a number."""
_RUN = b"|".join(b"%b.{%d}" % (re.escape(bytes([n])), n) for n in range(_LONG))
_REST = re.compile(
    rb"(?s)(?: [%b-\x7f] (?>%b) (?> \xfe | [^\xfe] (?>%b) ) )*+".replace(b" ", b"")
    % (bytes([_OPENING]), _RUN, _RUN)
)
"""Words that begin as the one before does, with their forms: most words, passed over at once."""


class FoldedDictionary(Mapping[str, str]):
    """Words of one language with their dictionary forms, unfolded beginning by beginning."""

    def __init__(self, data: bytes) -> None:
        """Take the content of a dictionary file; `ValueError` where it is of another make."""
        if not data.startswith(_MARK):
            msg = f"a dictionary begins with {data[: len(_MARK)]!r} instead of {_MARK!r}"
            raise ValueError(msg)
        self._data = data
        self._length, self._first = _number(data, len(_MARK))
        self._starts: dict[bytes, int] = {}
        self._seeds: dict[bytes, bytes] = {}
        self._unfolded: dict[bytes, dict[bytes, bytes]] = {}
        try:
            self._note_starts(self._first)
        except IndexError:
            msg = "a dictionary ends inside a word"
            raise ValueError(msg) from None

    def _note_starts(self, at: int) -> None:
        """Note for each beginning where its words stand, and which ones hang on those before."""
        data, starts = self._data, self._starts
        opening = seed = b""
        while at < len(data):
            shared, length, begin = data[at], data[at + 1], at + 2
            if shared >= _LONG or length >= _LONG:
                shared, length, begin = _word_at(data, at)
            end = begin + length
            if shared < _OPENING:
                opening = (opening[:shared] + data[begin:end])[:_OPENING]
                if data[end] == _SAME:
                    self._seeds[opening] = seed
                else:
                    starts[opening], seed = at, opening
            at = end + 1
            if data[end] != _SAME:
                length, begin = (data[at], at + 1) if data[at] < _LONG else _number(data, at)
                at = begin + length
            rest = _REST.match(data, at)
            at = rest.end() if rest else at
        if at > len(data):
            raise IndexError(at)

    def _words(self, opening: bytes) -> dict[bytes, bytes]:
        """Return the words that begin with `opening` and their forms."""
        found = self._unfolded.get(opening)
        if found is not None:
            return found
        found = {}
        seed = self._seeds.get(opening, opening)
        if seed in self._starts:
            for word, form in _unfold(self._data, seed, self._starts[seed]):
                if word[:_OPENING] == opening:
                    found[word] = form
                elif found:
                    break
            if len(self._unfolded) >= _KEPT:
                self._unfolded.clear()
            self._unfolded[opening] = found
        return found

    def __getitem__(self, key: str) -> str:
        """Return the dictionary form of a word; `KeyError` where it is not known."""
        word = key.encode("utf-8", "surrogatepass")
        return self._words(word[:_OPENING])[word].decode()

    def __iter__(self) -> Iterator[str]:
        """Yield every word, sorted by its bytes."""
        for word, _ in _unfold(self._data, b"", self._first):
            yield word.decode()

    def __len__(self) -> int:
        """Return the number of words."""
        return self._length


def _unfold(data: bytes, word: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield words and forms from `at` on; `word` begins as the word before does."""
    form = b""
    while at < len(data):
        shared, length, begin = data[at], data[at + 1], at + 2
        if shared >= _LONG or length >= _LONG:
            shared, length, begin = _word_at(data, at)
        at = begin + length
        word = word[:shared] + data[begin:at]
        drop, at = data[at], at + 1
        if drop != _SAME:
            kept = b"" if drop == _WHOLE else word[: len(word) - drop]
            length, begin = (data[at], at + 1) if data[at] < _LONG else _number(data, at)
            at = begin + length
            form = kept + data[begin:at]
        yield word, form


def _word_at(data: bytes, at: int) -> tuple[int, int, int]:
    """Return how many bytes a word shares with the one before, how many it adds, and where."""
    shared, at = _number(data, at)
    return shared, *_number(data, at)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number written seven bits a byte, lowest first, and where it ends."""
    number = shift = 0
    while data[at] >= _LONG:
        number |= (data[at] - _LONG) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1
