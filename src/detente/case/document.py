"""YAML text to plain data with the place of every value; nothing here knows what a case is.

Refused with its line: what is not YAML, a key written twice, an anchor used again, a tag, a file
that is too long or nested too deep.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from detente.errors import CaseError, InvalidCaseError, Problem

Place = tuple[str | int, ...]
"""Keys and list indices from the top of the document to a value."""
MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20
_PLAIN = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _PLAIN}


@dataclass(frozen=True)
class Document:
    """One YAML mapping with the node of every value."""

    text: str
    """The text as read."""
    name: str | None
    """Name of the file; None where there is none."""
    data: dict[str, object]
    """Mappings, lists, text, numbers, booleans, dates."""
    nodes: dict[Place, Node]
    """Where every value stands."""
    keys: dict[Place, Node]
    """Where the key of every value of a mapping stands."""

    def line(self, place: Place) -> int | None:
        """Return the line of a value, or of the nearest thing around it, counted from 1."""
        for length in range(len(place), 0, -1):
            node = self.keys.get(place[:length]) or self.nodes.get(place[:length])
            if node is not None:
                return int(node.start_mark.line) + 1
        return None


def read_text(path: Path) -> str:
    """Return the text of a case file; `CaseError` where it cannot be read as UTF-8."""
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            msg = f"{path}: {path.stat().st_size} bytes are too many for a case; is it the file?"
            raise CaseError(msg)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as slip:
        msg = f"{path}: byte {slip.start} is not UTF-8; save the case as UTF-8 text"
        raise CaseError(msg) from None
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        msg = f"{path}: cannot be read ({reason}); check the name and the rights"
        raise CaseError(msg) from None


def parse_document(text: str, name: str | None = None) -> Document:
    """Return the mapping in `text`; `InvalidCaseError` names the line of what cannot be read."""
    if len(text) > MAX_CHARACTERS:
        _refuse(
            f"{len(text)} characters are more than {MAX_CHARACTERS}", "split the case", name, None
        )
    if _brackets(text) > 10 * MAX_DEPTH:
        _refuse("nested too deep", f"use at most {MAX_DEPTH} levels", name, None)
    root = _compose(text, name)
    if not isinstance(root, MappingNode):
        found = "nothing" if root is None else "a list" if _is_list(root) else "a single value"
        _refuse(
            f"the file holds {found}, not a case",
            "begin with 'detente: 1', then title, parties, issues, preferences",
            name,
            None if root is None else 1,
        )
    walk = _Walk(name)
    walk.seen.add(id(root))
    data = walk.mapping(root, ())
    return Document(text, name, data, walk.nodes, walk.keys)


def _brackets(text: str) -> int:
    """Return how many brackets are open at most, without reading the text as YAML."""
    steps = (1 if bracket in "[{" else -1 for bracket in re.findall(r"[\[{\]}]", text))
    return max(accumulate(steps), default=0)


def _is_list(node: Node) -> bool:
    return isinstance(node, SequenceNode)


def _compose(text: str, name: str | None) -> Node | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor defined twice; using one is refused below
            node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as slip:
        mark = slip.problem_mark or slip.context_mark
        reason = " ".join(str(slip.problem or slip.context).split())
        line = None if mark is None else mark.line + 1
        if "\\t" in reason:
            advice = "indent with blanks instead of tabs"
        else:
            advice = "check indentation, colons and quotation marks there and in the line above"
        _refuse(f"not readable as YAML: {reason}", advice, name, line)
    except YAMLError as slip:
        reason = str(slip).strip().splitlines()[0]
        _refuse(f"not readable as YAML: {reason}", "save the case as plain text", name, None)
    except RecursionError:
        _refuse("nested too deep", f"use at most {MAX_DEPTH} levels", name, None)
    return node


@dataclass
class _Walk:
    """Turns nodes into plain data, once each."""

    name: str | None
    nodes: dict[Place, Node] = field(default_factory=dict)
    keys: dict[Place, Node] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    constructor: SafeConstructor = field(default_factory=lambda: YAML(typ="safe").constructor)

    def value(self, node: Node, place: Place) -> object:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            _refuse(
                "an anchor is used again",
                "write the value out where it is used",
                self.name,
                line,
                place,
            )
        if len(place) > MAX_DEPTH:
            _refuse("nested too deep", f"use at most {MAX_DEPTH} levels", self.name, line)
        if str(node.tag) not in _TAGS:
            _refuse(f"tag {node.tag} is not allowed", "write a plain value", self.name, line, place)
        self.seen.add(id(node))
        self.nodes[place] = node
        if isinstance(node, MappingNode):
            return self.mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value, name in self.entries(node, place):
            if name in data:
                line = key.start_mark.line + 1
                _refuse(
                    f"key {name!r} is written twice",
                    "keep one of them",
                    self.name,
                    line,
                    (*place, name),
                )
            self.seen.add(id(key))
            self.keys[(*place, name)] = key
            data[name] = self.value(value, (*place, name))
        return data

    def entries(self, node: MappingNode, place: Place) -> Iterator[tuple[Node, Node, str]]:
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                line = key.start_mark.line + 1
                _refuse(
                    "a key is a list or mapping", "use plain names as keys", self.name, line, place
                )
            yield key, value, str(key.value)

    def scalar(self, node: Node) -> object:
        try:
            return self.constructor.construct_object(node)
        except (YAMLError, ValueError):
            return str(node.value)


def _refuse(
    message: str, advice: str, name: str | None, line: int | None, place: Place = ()
) -> NoReturn:
    path = ".".join(map(str, place)) or "case"
    raise InvalidCaseError([Problem(path, message, advice, line=line, file=name)])
