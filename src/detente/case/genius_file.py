"""One Genius XML file: its issues with options, and whether it is a domain or a profile.

Only direct children count: items and weights inside a ``similarity_function`` are not the issue's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

from detente.case.decimals import decimal, exact
from detente.case.foreign import ForeignIssue, number_range, once
from detente.case.xml_tree import line_of, read_xml
from detente.errors import CaseError

_NOT_ADDITIVE = ("constraints", "ufun", "utility_function", "utility")


@dataclass(frozen=True)
class GeniusFile:
    """A domain, or a profile: the same issues with evaluations and weights."""

    path: Path
    space: Element
    """The ``utility_space`` element."""

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Issue elements by name, in the order of the file."""
        return {_name(element): element for element in below(self.space, "issue")}

    @cached_property
    def issues(self) -> tuple[ForeignIssue, ...]:
        """Issues with options; `CaseError` where one cannot be a list of options."""
        for tag in _NOT_ADDITIVE:
            found = self.space.find(f".//{tag}")
            if found is not None:
                msg = (
                    f"{self.path}:{line_of(found)}: the utility is not a sum over issues "
                    f"({tag}); only additive profiles can be imported"
                )
                raise CaseError(msg)
        self._check_names()
        return tuple(self._issue(name, element) for name, element in self.elements.items())

    @property
    def is_profile(self) -> bool:
        """Whether it says what a party wants."""
        return (
            any(item.get("evaluation") is not None for item in below(self.space, "item"))
            or next(below(self.space, "weight"), None) is not None
        )

    def bounds(self, element: Element) -> tuple[Fraction, Fraction]:
        """Return the least and the largest number of an issue of integers."""
        holder = element if element.get("lowerbound") is not None else element.find("range")
        if holder is None:
            holder = element
        low, high = (self.number(holder, key, signed=True) for key in ("lowerbound", "upperbound"))
        if low.denominator != 1 or high.denominator != 1:
            msg = f"{self.where(element)} has bounds that are no whole numbers; repair them"
            raise CaseError(msg)
        return low, high

    def number(self, element: Element, attribute: str, *, signed: bool = False) -> Fraction:
        """Return what an attribute writes, exactly; below 0 only where `signed`."""
        text = element.get(attribute)
        place = f"{self.path}:{line_of(element)}"
        try:
            value = exact((text or "").strip())
        except ValueError:
            msg = f"{place}: {attribute} {text!r} of {element.tag} is not a number; repair the file"
            raise CaseError(msg) from None
        if value < 0 and not signed:
            msg = f"{place}: {attribute} {text} of {element.tag} is below 0; shift the evaluations"
            raise CaseError(msg)
        return value

    def where(self, element: Element) -> str:
        """Return file, line and name of an issue."""
        return f"{self.path}:{line_of(element)}: issue {_name(element)!r}"

    def _check_names(self) -> None:
        for what, names in (
            ("name", [_name(element) for element in below(self.space, "issue")]),
            ("index", [element.get("index", "") for element in self.elements.values()]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None and (what == "name" or self.is_profile):
                msg = f"{self.path}: two issues have the {what} {twice!r}; give each its own"
                raise CaseError(msg)

    def _issue(self, name: str, element: Element) -> ForeignIssue:
        options = once(item.get("value") or "" for item in element.findall("item"))
        kinds = {(element.get(key) or "").lower() for key in ("vtype", "type", "etype")}
        if "real" in kinds:
            msg = (
                f"{self.where(element)} is real; its values cannot be listed, so write the ones "
                "that matter as a discrete issue"
            )
            raise CaseError(msg)
        if options or "integer" not in kinds:
            if not options:
                msg = f"{self.where(element)} has no items; add its options"
                raise CaseError(msg)
            return ForeignIssue(name, tuple(options))
        low, high = self.bounds(element)
        numbers, at = number_range(low, high, Fraction(1), self.where(element))
        return ForeignIssue(name, tuple(map(decimal, numbers)), at)


def read_genius_file(path: Path) -> GeniusFile | None:
    """Return the Genius domain or profile in a file; None where it holds neither."""
    root = read_xml(path)
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    if space is None or next(below(space, "issue"), None) is None:
        return None
    return GeniusFile(path, space)


def below(element: Element, tag: str) -> Iterator[Element]:
    """Yield the elements called `tag`, in order, none from a similarity function."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == "similarity_function":
            continue
        if child.tag == tag:
            yield child
        waiting.extend(reversed(child))


def _name(element: Element) -> str:
    return element.get("name") or element.get("index") or ""
