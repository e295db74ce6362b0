"""The picture of moves for Cytoscape: the same nodes, arrows and places, with what they stand for.

A JSON object that `cytoscape({container, ...file})` opens as it is drawn in the brief, and that
Cytoscape desktop imports as a network. Nothing is laid out there.
"""

import json
from importlib.metadata import version
from typing import Any

from detente.analysis.finding import Finding, Findings
from detente.analysis.stability_values import StabilityValues
from detente.brief.stability_drawing import WIDTH, Drawing, drawing
from detente.brief.stability_moves import Move
from detente.brief.stability_parts import CONCEPTS, explained, shown
from detente.brief.writer import Pen, Writer
from detente.case.model import Case, Outcome
from detente.errors import BriefError
from detente.record.record import Record
from detente.sources.frozen import Language

STYLE: list[dict[str, Any]] = [
    {"selector": "node", "style": {
        "label": "data(label)", "text-valign": "center", "text-halign": "center", "width": 23,
        "height": 23, "background-color": "#fff", "border-width": 2, "border-color": "#6b7280",
        "font-size": 13, "color": "#111"}},
    {"selector": ".looked_at", "style": {
        "width": 30, "height": 30, "border-color": "#111", "font-weight": "bold"}},
    {"selector": ".status_quo", "style": {"shape": "rectangle"}},
    {"selector": ".holds", "style": {"border-style": "double", "border-width": 6}},
    {"selector": "edge", "style": {
        "label": "data(label)", "curve-style": "bezier", "target-arrow-shape": "triangle",
        "width": 1.5, "line-color": "#111", "target-arrow-color": "#111", "font-size": 12,
        "text-background-color": "#fff", "text-background-opacity": 1}},
    {"selector": ".pays_not", "style": {"line-style": "dashed"}},
]  # fmt: skip
"""How Cytoscape draws the classes: as the picture in the brief, in black and white."""


def moves_graph(
    case: Case | None,
    finding: Finding[StabilityValues],
    language: Language,
    record: Record,
    findings: Findings | None = None,
) -> str:
    """Return the picture of moves in the form of Cytoscape, as the text of a file.

    Parameters
    ----------
    case : Case, optional
        The case; None for a graph given directly.
    finding : Finding[StabilityValues]
        Its stability.
    language : str
        Language of the names, ``de`` or ``en``.
    record : Record
        Names of actors that the case does not name.
    findings : Findings, optional
        All findings: outcomes are then called as in the brief, A, B or I, II; else 1, 2.

    Returns
    -------
    str
        JSON; places in pixels from the left and from the top, those of the brief.

    Raises
    ------
    BriefError
        There is nothing to draw: the finding tells no move.
    """
    writer = Writer(record, case, findings, language)
    pen = Pen(writer, "stability")
    found = explained(shown(pen, case, findings, finding.values))
    drawn = drawing(case, found, finding.values.roadmaps)
    if drawn is None:
        msg = "no picture to write: nobody gains by a move, and no way leads from the status quo"
        raise BriefError(msg)
    title = "" if case is None else case.title.in_language(language)
    content = {
        "format_version": "1.0",
        "generated_by": f"detente-{version('detente')}",
        "target_cytoscapejs_version": "~3.0",
        "data": {
            "name": title,
            "title": title,
            "question": finding.question,
            "case_sha256": finding.case_sha256,
            "language": language,
            "width": WIDTH,
            "height": drawn.height,
            "whole": drawn.picture.whole,
        },
        "elements": {
            "nodes": [_node(pen, drawn, place, finding.values) for place in range(_count(drawn))],
            "edges": [
                _edge(pen, number, move) for number, move in enumerate(drawn.picture.moves, start=1)
            ],
        },
        "style": STYLE,
        "layout": {"name": "preset"},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _count(drawn: Drawing) -> int:
    return len(drawn.picture.outcomes)


def _node(pen: Pen, drawn: Drawing, place: int, values: StabilityValues) -> dict[str, Any]:
    """Return an outcome; which concepts it holds under where that is known."""
    outcome, (x, y) = drawn.picture.outcomes[place], drawn.spots[place]
    item = drawn.found[place] if place < len(drawn.found) else None
    holds = item.held.holds if item is not None else _holds(values, outcome)
    classes = [
        name
        for name, true in (
            ("looked_at", item is not None),
            ("passed", item is None),
            ("status_quo", item is not None and item.is_status_quo),
            ("holds", item is not None and any(holds.values())),
        )
        if true
    ]
    data = {
        "id": f"n{place + 1}",
        "label": drawn.letters[place],
        "name": pen.names.outcome(outcome) if item is None else item.name,
        "outcome": outcome,
        "words": pen.names.outcome(outcome),
        "kinds": [] if item is None else list(item.held.kinds),
        "holds": [concept for concept in CONCEPTS if holds.get(concept)] if holds else None,
    }
    return {"data": data, "position": {"x": x, "y": y}, "classes": " ".join(classes)}


def _holds(values: StabilityValues, outcome: Outcome) -> dict[Any, bool]:
    """Return under which concepts an outcome that is only passed holds; empty where not known."""
    nodes = (node for node in values.graph.nodes if node.outcome == outcome)
    return next((dict(node.holds) for node in nodes), {})


def _edge(pen: Pen, number: int, move: Move) -> dict[str, Any]:
    step = move.step
    data = {
        "id": f"m{number}",
        "label": str(number),
        "source": f"n{move.start + 1}",
        "target": f"n{move.end + 1}",
        "parties": list(step.movers),
        "who": pen.names.actors(step.movers),
        "changes": step.changes,
        "words": pen.names.outcome(step.changes),
        "pays": step.improves,
        "gain": step.gain,
    }
    classes = ["pays" if step.improves else "pays_not"]
    classes += ["together"] if len(step.movers) > 1 else []
    return {"data": data, "classes": " ".join(classes)}
