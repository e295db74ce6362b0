"""Changes to the text of a case that leave every other character as it was.

A change is a path such as ``preferences.russia.no_deal`` with its new value. A path ending in
``.+`` appends to a list; the value `REMOVE` takes something out.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from detente.case.document import Document, Place, parse_document
from detente.case.layout import Plain, flow
from detente.errors import CaseError, InvalidCaseError


class Remove(Enum):
    """What to write for something that shall go."""

    REMOVE = "remove"


REMOVE = Remove.REMOVE
Change: TypeAlias = "Plain | Remove"


def edit(text: str, changes: Mapping[str, Change], name: str | None = None) -> str:
    """Return the text of a case with the changes made, in their order.

    A number or range given for a value with reasons replaces the number and keeps the reasons.
    `CaseError` where a path leads nowhere.
    """
    for path, value in changes.items():
        text = _change(parse_document(text, name), path, value)
    return text


def plain_value(text: str) -> Plain:
    """Return what `text` means as a value in a case: ``true``, ``30``, ``30..50``, ``[a, b]``."""
    try:
        value = parse_document(f"x: {text}").data["x"]
    except InvalidCaseError:
        return text
    return value if isinstance(value, bool | int | float | str | list | dict) else text


def _change(document: Document, path: str, value: Change) -> str:
    place = _place(document, path)
    if place[-1] == "+":
        return _add(document, place[:-1], None, value, path)
    node = document.nodes.get(place)
    if node is not None and isinstance(value, Remove):
        return _remove(document, place)
    if node is None:
        return _add(document, place[:-1], str(place[-1]), value, path)
    if isinstance(node, MappingNode) and isinstance(value, int | float | str):
        node = document.nodes.get((*place, "value"), node)
    return _replace(document, place, node, value)


def _place(document: Document, path: str) -> Place:
    place: Place = ()
    for step in path.split("."):
        in_list = isinstance(document.nodes.get(place), SequenceNode)
        place = (*place, int(step) if in_list and step.isdigit() else step)
    return place


def _replace(document: Document, place: Place, node: Node, value: Change) -> str:
    text, start, end = document.text, node.start_mark.index, _end(document.text, node)
    if start == end and place in document.keys:
        start = end = text.index(":", document.keys[place].end_mark.index) + 1
    gap = " " if start > 0 and text[start - 1] == ":" else ""
    if isinstance(node, CollectionNode) and not node.flow_style:
        start = len(text[: node.start_mark.index].rstrip())
        gap = " "
    return text[:start] + gap + _written(value) + text[end:]


def _add(document: Document, parent: Place, key: str | None, value: Change, path: str) -> str:
    node = document.nodes.get(parent)
    if not parent:
        return _append_block(document.text, key, value)
    wanted = SequenceNode if key is None else MappingNode
    if isinstance(value, Remove) or not isinstance(node, wanted):
        msg = f"path {path} leads to nothing in the case; set what stands above it"
        raise CaseError(msg)
    item = _written(value) if key is None else f"{key}: {_written(value)}"
    text, end = document.text, _end(document.text, node)
    if node.flow_style:
        comma = ", " if node.value else ""
        inside = len(text[: end - 1].rstrip())
        return text[:inside] + comma + item + text[end - 1 :]
    first = node.value[0][0] if isinstance(node, MappingNode) else node.value[0]
    column = first.start_mark.column if key is not None else node.start_mark.column
    bullet = "- " if key is None else ""
    end = _line_end(text, end)
    return f"{text[:end]}{_newline(text)}{' ' * column}{bullet}{item}{text[end:]}"


def _append_block(text: str, key: str | None, value: Change) -> str:
    new = _newline(text)
    return f"{text.rstrip()}{new}{new}{key}: {_written(value)}{new}"


def _remove(document: Document, place: Place) -> str:
    text, node, parent = document.text, document.nodes[place], document.nodes.get(place[:-1])
    start = document.keys.get(place, node).start_mark.index
    end = _end(text, node)
    if isinstance(parent, CollectionNode) and len(parent.value) == 1:
        return _replace(document, place[:-1], parent, {} if isinstance(parent, MappingNode) else [])
    if isinstance(parent, CollectionNode) and parent.flow_style:
        before = text[:start].rstrip()
        after = text[end:].lstrip()
        if after.startswith(","):
            return before + (" " if before.endswith(",") else "") + after[1:].lstrip()
        return before.removesuffix(",") + after
    line_start = text.rfind("\n", 0, start) + 1
    lead = text[line_start:start]
    end = _line_end(text, end) + 1
    if isinstance(parent, MappingNode) and lead.strip() == "-":
        return text[:start] + text[end:].lstrip(" ")
    return text[:line_start] + text[end:]


def _written(value: Change) -> str:
    if isinstance(value, Remove):
        msg = "there is nothing to remove"
        raise CaseError(msg)
    return flow(value)


def _end(text: str, node: Node) -> int:
    """Return where a node's own text ends: block collections are marked past the blanks after."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, MappingNode) else last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end
