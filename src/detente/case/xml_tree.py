"""XML to a tree without doctype, entities or network: a file can only say what stands in it."""

from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from detente.errors import CaseError

MAX_BYTES = 4_000_000
MAX_DEPTH = 50
"""Most elements inside each other."""
_LINE = "{detente}line"


def read_xml(path: Path) -> Element:
    """Return the root element of an XML file; `CaseError` where it is none or has a doctype."""
    data = read_limited(path)
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            msg = (
                f"{path}:{parser.CurrentLineNumber}: more than {MAX_DEPTH} elements inside each "
                "other; is it the right file?"
            )
            raise CaseError(msg)
        builder.start(tag, {**attributes, _LINE: str(parser.CurrentLineNumber)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(path)
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as slip:
        msg = f"{path}:{slip.lineno}: is not XML ({expat.ErrorString(slip.code)}); repair the file"
        raise CaseError(msg) from None
    except CaseError:
        raise
    except (LookupError, ValueError):
        msg = f"{path}: is in an encoding that cannot be read; save it as UTF-8"
        raise CaseError(msg) from None


def line_of(element: Element) -> str:
    """Return the line of the file on which an element begins."""
    return element.get(_LINE, "1")


def read_limited(path: Path) -> bytes:
    """Return the bytes of a file of another tool; `CaseError` where there are too many."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            msg = f"{path}: {size} bytes are more than {MAX_BYTES}; is it the right file?"
            raise CaseError(msg)
        return path.read_bytes()
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        msg = f"{path}: cannot be read ({reason}); check the name and the rights"
        raise CaseError(msg) from None


def _refuse_doctype(path: Path) -> None:
    msg = f"{path}: declares a document type, which could hide entities; remove the declaration"
    raise CaseError(msg)
