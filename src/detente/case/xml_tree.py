"""XML to a tree without doctype, entities or network: a file can only say what stands in it."""

from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from detente.errors import CaseError

MAX_BYTES = 4_000_000


def read_xml(path: Path) -> Element:
    """Return the root element of an XML file; `CaseError` where it is none or has a doctype."""
    try:
        data = path.read_bytes()
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        msg = f"{path}: cannot be read ({reason}); check the name and the rights"
        raise CaseError(msg) from None
    if len(data) > MAX_BYTES:
        msg = f"{path}: {len(data)} bytes are more than {MAX_BYTES}; is it the right file?"
        raise CaseError(msg)
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(path)
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as slip:
        msg = f"{path}:{slip.lineno}: is not XML ({expat.ErrorString(slip.code)}); repair the file"
        raise CaseError(msg) from None


def _refuse_doctype(path: Path) -> None:
    msg = f"{path}: declares a document type, which could hide entities; remove the declaration"
    raise CaseError(msg)
