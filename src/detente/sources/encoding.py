"""Bytes to text: which encoding, and a clear message where none fits.

A given encoding decides. Without one: a byte order mark, then UTF-8, then what the page itself
declares, then UTF-16 without a mark, then windows-1252 where the result looks like German or
English. A byte order mark is part of the encoding, not of the text.
"""

import codecs

import charset_normalizer

from detente.errors import SourceError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, longest first where one begins with another."""
EXPECTED = frozenset(
    "äöüÄÖÜßéèêëáàâãåæçñóòôõøœúùûíìîïÿýÉÈÊËÁÀÂÃÅÆÇÑÓÒÔØŒÚÙÛÍÌÎÏ"
    "„“”‚‘’»«›‹–—…§°€£©®·•½¼¾²³´¿¡\u00a0\u00ad"
)
"""What stands beside ASCII in German and English texts written in an eight-bit encoding."""
NOT_FOR_TEXTS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Codecs that decode bytes to strings, but not the bytes of texts (and some take for ever)."""
SAMPLE = 200_000
"""Bytes looked at when an encoding is guessed."""


def decode(data: bytes, name: str, *, encoding: str | None, declared: str | None = None) -> str:
    """Return the text of `data`; `SourceError` names the option and a value to try."""
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, codec)
    for candidate in ("utf-8", declared, _bare_utf16(data)):
        text = _try(data, candidate)
        if text is not None:
            return text
    return _decode_eight_bit(data, name)


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(_codec(encoding))
    except UnicodeDecodeError as error:
        msg = (
            f"{name} is not {encoding}: byte 0x{data[error.start]:02x} at {error.start} does not "
            f"fit; try --encoding {guess(data)}"
        )
    except (LookupError, ValueError):
        msg = f"there is no text encoding {encoding!r}; try --encoding {guess(data)} for {name}"
    raise SourceError(msg)


def _try(data: bytes, codec: str | None) -> str | None:
    if codec is None:
        return None
    try:
        return data.decode(_codec(codec))
    except (LookupError, ValueError):
        return None


def _codec(encoding: str) -> str:
    """Return the name of a codec for texts; `LookupError` for any other."""
    codec = codecs.lookup(encoding).name
    if codec.replace("_", "-") in NOT_FOR_TEXTS:
        raise LookupError(encoding)
    return "utf-8-sig" if codec == "utf-8" else codec


def _bare_utf16(data: bytes) -> str | None:
    """Return the UTF-16 without a mark that `data` seems to be in, by where its zeros stand."""
    sample = data[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_eight_bit(data: bytes, name: str) -> str:
    text = _try(data, "windows-1252")
    if text is not None and looks_western(text):
        return text
    msg = f"{name} is not UTF-8 text; try --encoding {guess(data)}"
    raise SourceError(msg)


def looks_western(text: str) -> bool:
    """Say whether what stands beside ASCII is what German and English texts use."""
    beside = [character for character in text if not character.isascii()]
    strange = sum(character not in EXPECTED for character in beside)
    return strange <= 0.05 * len(beside)


def guess(data: bytes) -> str:
    """Return the name of an encoding worth trying."""
    if _try(data, "utf-8") is not None:
        return "utf-8"
    western = _try(data, "windows-1252")
    if western is not None and looks_western(western):
        return "windows-1252"
    best = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    return "windows-1252" if best is None else best.encoding
