"""A dictionary of simplemma without unfolding all of it: only the words looked for.

The file holds words in the order of their bytes, each written as what it does not share with the
word before. Unfolding the German one, 1.1 million words, takes a second; here one pass notes where
the words with the same beginning stand.
"""

from collections.abc import Iterator, Mapping

_MARK = b"SMFC1\x00"
"""How a file begins whose words are sorted from their first letter on."""
_OPENING = 5
"""Bytes that words unfolded together begin with."""
_SAME, _WHOLE = 254, 255
"""In place of a number of bytes to drop: the form of the word before; a form spelled out."""
_LONG = 128
"""From here on a byte is only the lowest part of a number."""


class FoldedDictionary(Mapping[str, str]):
    """Words of one language with their dictionary forms, unfolded beginning by beginning."""

    def __init__(self, data: bytes) -> None:
        """Take the content of a dictionary file; `ValueError` where it is of another make."""
        if not data.startswith(_MARK):
            msg = f"a dictionary begins with {data[: len(_MARK)]!r} instead of {_MARK!r}"
            raise ValueError(msg)
        self._data = data
        self._length, self._first = _number(data, len(_MARK))
        self._starts: dict[bytes, tuple[bytes, int]] = {}
        self._unfolded: dict[bytes, dict[bytes, bytes]] = {}
        try:
            complete = self._note_starts(self._first) == self._length
        except IndexError:
            complete = False
        if not complete:
            msg = "a dictionary does not hold as many words as it says"
            raise ValueError(msg)

    def _note_starts(self, at: int) -> int:
        """Note for each beginning where its words stand; return the number of all words."""
        data, starts = self._data, self._starts
        opening = b""
        origin = (opening, at)
        count, last = 0, len(data)
        while at < last:
            shared, length, begin = data[at], data[at + 1], at + 2
            if shared >= _LONG or length >= _LONG:
                shared, length, begin = _word_at(data, at)
            end = begin + length
            if shared < _OPENING:
                opening = (opening[:shared] + data[begin:end])[:_OPENING]
                # A word with the form of the one before needs that one unfolded with it.
                if data[end] != _SAME:
                    origin = (opening, at)
                starts[opening] = origin
            at = end + 1
            if data[end] != _SAME:
                length, begin = (data[at], at + 1) if data[at] < _LONG else _number(data, at)
                at = begin + length
            count += 1
        return count

    def _words(self, opening: bytes) -> dict[bytes, bytes]:
        """Return the words that begin with `opening` and their forms."""
        found = self._unfolded.get(opening)
        if found is not None:
            return found
        found = {}
        if opening in self._starts:
            for word, form in _unfold(self._data, *self._starts[opening]):
                if word[:_OPENING] == opening:
                    found[word] = form
                elif found:
                    break
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
        shared, length, begin = _word_at(data, at)
        at = begin + length
        word = word[:shared] + data[begin:at]
        drop, at = data[at], at + 1
        if drop != _SAME:
            kept = b"" if drop == _WHOLE else word[: len(word) - drop]
            length, begin = _number(data, at)
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
