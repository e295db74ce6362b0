"""A folded dictionary knows what was written into it, however the words share their letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.folded_dictionary import FoldedDictionary

words = st.text(alphabet="abcäßé’-\U0001d400", min_size=1, max_size=12)
long_words = st.integers(120, 300).map(lambda n: "abcdefghi" + "z" * n)
dictionaries = st.dictionaries(words | long_words, words | long_words, max_size=40)


def number(n: int) -> bytes:
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + number(n >> 7)


def shared(first: bytes, second: bytes) -> int:
    n = 0
    while n < min(len(first), len(second)) and first[n] == second[n]:
        n += 1
    return n


def folded(forms: dict[str, str]) -> bytes:
    """Write a dictionary as simplemma does."""
    data = b"SMFC1\x00" + number(len(forms))
    before, same = b"", b""
    for word, form in sorted((w.encode(), f.encode()) for w, f in forms.items()):
        kept = shared(before, word)
        data += number(kept) + number(len(word) - kept) + word[kept:]
        drop = len(word) - shared(word, form)
        if form == same:
            data += b"\xfe"
        elif drop > 60:
            data += b"\xff" + number(len(form)) + form
        else:
            rest = form[len(word) - drop :]
            data += bytes([drop]) + number(len(rest)) + rest
        before, same = word, form
    return data


@given(dictionaries, st.lists(words, max_size=10))
def test_every_word_has_the_form_that_was_written(forms: dict[str, str], others: list[str]) -> None:
    dictionary = FoldedDictionary(folded(forms))
    assert dict(dictionary) == forms
    assert len(dictionary) == len(forms)
    for word in others:
        assert dictionary.get(word) == forms.get(word)


def test_words_of_one_form_over_several_beginnings_are_found_in_any_order() -> None:
    forms = dict.fromkeys(("ging", "gingen", "gehe", "gehst", "geht", "zu gehen", "a"), "gehen")
    for word in forms:
        assert FoldedDictionary(folded(forms))[word] == "gehen"


def test_a_word_that_is_not_there_is_a_missing_key() -> None:
    dictionary = FoldedDictionary(folded({"Haus": "Haus", "Hauses": "Haus"}))
    assert "Häuser" not in dictionary
    assert "Hau" not in dictionary
    with pytest.raises(KeyError):
        dictionary["Hausen"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\x80\x04pickled", b"SMFC1\x01\x00",
     folded({"ein": "ein", "eines": "ein"})[:-1]],
    ids=["empty", "another make", "sorted from the end", "cut off"],
)  # fmt: skip
def test_a_file_of_another_make_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="a dictionary"):
        FoldedDictionary(data)
