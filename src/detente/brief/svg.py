"""A Vega-Lite specification to an inline SVG: allowed elements only, the same bytes every time."""

from typing import Any

import vl_convert
from lxml import etree

from detente.errors import BriefError

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"}
)
"""Elements a chart needs; anything else is dropped."""
ATTRIBUTES = frozenset(
    {
        "width", "height", "viewBox", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx",
        "dy", "r", "cx", "cy", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
        "stroke-opacity", "stroke-miterlimit", "opacity", "font-family", "font-size",
        "font-weight", "font-style", "text-anchor", "display",
    }
)  # fmt: skip
"""Attributes a chart needs; anything else is dropped, ids and links above all."""


def render_svg(spec: dict[str, Any], name: str, title: str, description: str) -> str:
    """Return the chart as SVG with a title and a description for screen readers."""
    try:
        drawn = vl_convert.vegalite_to_svg(spec)
        root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False))
    except (ValueError, etree.XMLSyntaxError) as error:
        msg = f"chart {name} cannot be drawn: {error}; report it with the case"
        raise BriefError(msg) from error
    _clean(root)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.attrib.pop("height", "")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{name}-{tag}")
        element.text = text
        root.insert(place, element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _clean(root: etree._Element) -> None:
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str) or etree.QName(tag).localname not in ELEMENTS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name in list(element.attrib):
            if name not in ATTRIBUTES:
                del element.attrib[name]
        if element.get("class") == "background" or element.get("d") in ("", "M0,0h0v0h0Z"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
