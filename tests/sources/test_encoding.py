"""Texts in older encodings are decoded; where none is sure, the message names one to try."""

import pytest

from detente.errors import SourceError
from detente.sources.receive import receive

GERMAN = "Der Außenminister erklärte: „Wir prüfen die Vorschläge für Gespräche über Öl.“\n" * 3
RUSSIAN = "Делегации встретились во вторник, чтобы обсудить прекращение огня.\n" * 3


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"],
)
def test_usual_encodings_are_recognised(encoding: str) -> None:
    assert receive(GERMAN.encode(encoding), "x").text == GERMAN


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "iso-8859-15", "utf-7"])
def test_any_other_encoding_can_be_named(encoding: str) -> None:
    text = GERMAN.replace("„", '"').replace("“", '"')
    assert receive(text.encode(encoding), "x", encoding=encoding).text == text


def test_a_named_encoding_that_does_not_fit_names_one_that_does() -> None:
    with pytest.raises(SourceError, match=r"x is not ascii: byte 0xc3 at 6.*--encoding utf-8"):
        receive(GERMAN.encode(), "x", encoding="ascii")


def test_utf8_that_is_none_names_the_byte_and_an_encoding_to_try() -> None:
    with pytest.raises(
        SourceError, match=r"byte 0xdf at 6 does not fit; try --encoding windows-1252"
    ):
        receive(GERMAN.encode("windows-1252"), "x", encoding="utf-8")


@pytest.mark.parametrize("encoding", ["latin-99", "", "hex", "rot13", "punycode", "a\x00b"])
def test_a_name_that_is_no_text_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError, match="try --encoding utf-8"):
        receive(GERMAN.encode(), "x", encoding=encoding)


def test_a_cyrillic_encoding_is_not_taken_for_a_western_one() -> None:
    with pytest.raises(SourceError, match=r"is not UTF-8 text; try --encoding \w+"):
        receive(RUSSIAN.encode("koi8_r"), "x")


def test_a_page_may_declare_its_own_encoding() -> None:
    page = f'<html><head><meta charset="cp850"></head><body><p>{GERMAN}</p></body></html>'
    data = page.replace("„", '"').replace("“", '"').encode("cp850")
    assert "Außenminister erklärte" in receive(data, "x").text


def test_a_page_that_declares_wrongly_but_is_utf8_is_read_as_utf8() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{GERMAN}</p></body></html>'
    assert "Außenminister" in receive(page.encode(), "x").text


def test_a_mark_inside_the_text_stays() -> None:
    assert (
        receive(b"\xef\xbb\xbf\xef\xbb\xbfTalks went on.", "x", language="en").text[0] == "\ufeff"
    )
