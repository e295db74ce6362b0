"""Bytes to `Source`: what was received is recognised by its content, decoded and hashed."""

import hashlib
import importlib
import os
import stat
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol, TypedDict, Unpack, cast

from pydantic import ValidationError

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.frozen import AnyLanguage
from detente.sources.limits import MAX_BYTES, check_length, check_size
from detente.sources.sniff import recognise
from detente.sources.source import Sharing, Source


class Given(TypedDict, total=False):
    """What the caller knows about a source; it overrides what the bytes state."""

    media_type: str
    """What the bytes are, such as ``text/plain``; recognised by content where not given."""
    encoding: str
    """Encoding of the text, such as ``windows-1252``."""
    language: AnyLanguage
    """Language of the text; detected where not given."""
    any_language: bool
    """True where a language other than German and English will do."""
    title: str
    publisher: str
    url: str
    published: date
    licence: str
    reliability: str
    sharing: Sharing


class Format(Protocol):
    """What every format module offers."""

    def extract(self, data: bytes, name: str, encoding: str | None) -> Content:
        """Return what the bytes say; `SourceError` where they say nothing."""


FORMATS = {
    "text/plain": "detente.sources.plain",
    "text/html": "detente.sources.html",
    "application/pdf": "detente.sources.pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "detente.sources.docx"
    ),
}
"""Module for each media type; loaded when the first source of that type comes."""
EXTRAS = {"pypdf": "pdf", "docx": "docx"}
"""Extra that brings a package some formats need."""


def receive(data: bytes, name: str, **given: Unpack[Given]) -> Source:
    """Return the source that `data` is; `SourceError` says why it is none."""
    check_size(len(data), name)
    if not data:
        msg = f"{name} is empty; pass a report with text"
        raise SourceError(msg)
    media_type = given.get("media_type") or recognise(data, name)
    content = _format(media_type, name).extract(data, name, given.get("encoding"))
    check_length(content.text, name)
    sha256 = hashlib.sha256(data).hexdigest()
    fields: dict[str, object] = {
        "id": f"s{sha256[:8]}",
        "name": name,
        "title": given.get("title", content.title),
        "publisher": given.get("publisher", content.publisher),
        "url": given.get("url", content.url),
        "published": given.get("published", content.published),
        "language": given.get("language")
        or _language(content.text, name, any_language=given.get("any_language", False)),
        "media_type": media_type,
        "text": content.text,
        "sha256": sha256,
        "licence": given.get("licence"),
        "reliability": given.get("reliability"),
        "sharing": given.get("sharing", "clear"),
    }
    try:
        return Source.model_validate(fields)
    except ValidationError as error:
        raise SourceError(_not_allowed(error)) from None


ALLOWED = {
    "language": "the code of one, such as de, en or fr",
    "published": "a day such as 2025-02-18",
    "reliability": "an Admiralty grade, A to F and 1 to 6, such as B2",
    "sharing": "clear, green, amber, amber+strict or red",
}
"""What may be given for a field, where that is not any text."""


def _not_allowed(error: ValidationError) -> str:
    detail = error.errors()[0]
    field = str(detail["loc"][0])
    return f"{field} {detail['input']!r} is not allowed; give {ALLOWED.get(field, 'a text')}"


def read_stream(stream: BinaryIO | None) -> bytes:
    """Return what standard input holds, within the limit; `SourceError` where it is closed."""
    try:
        if stream is not None:
            return stream.read(MAX_BYTES + 1)
        reason = "it is closed"
    except (OSError, ValueError) as error:
        reason = str(error)
    msg = f"standard input cannot be read ({reason}); pass the report through a pipe or as a file"
    raise SourceError(msg)


def shown(name: str | Path) -> str:
    """Return a file name that can be printed and kept: one line, no controls, no broken bytes."""
    text = os.fsencode(str(name)).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file within the limit; `SourceError` says why there are none."""
    file, name = Path(path), shown(path)
    try:
        found = file.stat()
        if stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode):
            check_size(found.st_size, name)
            with file.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "a device"
        msg = f"{name} is {what}, not a file; pass the files with the reports"
    except SourceError:
        raise
    except FileNotFoundError:
        msg = f"there is no file {name}; check the name and the folder"
    except PermissionError:
        msg = f"{name} may not be read; change its permissions"
    except (OSError, ValueError) as error:
        msg = f"{name} cannot be read ({error}); check the name and the disk"
    raise SourceError(msg)


def _format(media_type: str, name: str) -> Format:
    module = FORMATS.get(media_type)
    if module is None:
        msg = f"{name}: media type {media_type!r} is not read; use one of {', '.join(FORMATS)}"
        raise SourceError(msg)
    try:
        return cast("Format", importlib.import_module(module))
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "")
        if extra is None:
            raise
        msg = f"{name} is {media_type}, which needs an extra; run: pip install 'detente[{extra}]'"
    raise SourceError(msg)


def _language(text: str, name: str, *, any_language: bool) -> AnyLanguage:
    module = importlib.import_module("detente.sources.language")
    return cast("AnyLanguage", module.detect(text, name, any_language=any_language))
