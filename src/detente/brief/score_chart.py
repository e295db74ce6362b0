"""A picture of a score: differences with their intervals, and calibration of the distributions."""

from typing import Any

import altair as alt

from detente.analysis.score_result import Comparison, ModelScore, Score
from detente.brief.chart_parts import GREY, INK, finished, layer
from detente.brief.messages import Messages
from detente.brief.svg import render_svg
from detente.errors import BriefError
from detente.sources.frozen import Language

WIDTH, STEP = 320, 22
"""Width of a panel and height of a row, in pixels."""
SIDE = 200
"""Height of the panel of calibration, in pixels."""
BLUE, ORANGE = "#1f6fb4", "#c2571a"
NUMBERS: dict[Language, dict[str, Any]] = {
    "de": {
        "decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""],
        "percent": "\N{NO-BREAK SPACE}%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}  # fmt: skip
"""How numbers are written on axes."""
COLORS = {"better": BLUE, "worse": ORANGE, "not proven": GREY, "in sample": INK}


def score_svg(result: Score, language: Language = "en") -> str:
    """Return the picture as SVG; names of models are those that the command takes."""
    words = Messages(language)
    points = [(model, model.by_point) for model in result.models]
    spreads = [model for model in result.models if model.kind == "distribution"]
    verdicts: set[str] = {made.verdict for _, made in points if made is not None}
    verdicts |= {model.by_crps.verdict for model in spreads if model.by_crps is not None}
    panels = [_differences("score.by_point", points, verdicts, words)]
    if spreads:
        by_crps = [(model, model.by_crps) for model in spreads]
        panels.append(_differences("score.by_crps", by_crps, verdicts, words))
        panels.append(_calibration(spreads, words))
    drawn = [panel for panel in panels if panel is not None]
    if not drawn:
        msg = "a picture of one model shows nothing; score others beside it"
        raise BriefError(msg)
    chart = alt.vconcat(*drawn, spacing=28)
    spec = finished_concat(chart, language)
    issues = words.number(result.gold.counts["issues"])
    title = words.text("score.title", issues=issues, table=result.gold.name)
    return render_svg(spec, "score", title, words.text("score.describes"))


def finished_concat(chart: Any, language: Language) -> dict[str, Any]:
    """Return the specification of panels with the look of all charts."""
    look = finished(layer([]).mark_point(), 10, 10)["config"]
    look["locale"] = {"number": NUMBERS[language]}
    spec: dict[str, Any] = {**chart.to_dict(), "config": look, "background": "white"}
    return spec


def _differences(
    title: str,
    found: list[tuple[ModelScore, Comparison | None]],
    verdicts: set[str],
    words: Messages,
) -> Any:
    rows = [
        {
            "model": model.model, "difference": made.difference, "low": made.low,
            "high": made.high, "verdict": words.text(f"score.verdict.{made.verdict}"),
        }
        for model, made in found
        if made is not None
    ]  # fmt: skip
    if not rows:
        return None
    rows.sort(key=lambda one: (one["difference"], one["model"]))
    names: list[Any] = [one["model"] for one in rows]
    y = alt.Y("model:N", sort=None, title=None, scale=alt.Scale(domain=names))
    shown: dict[str, str] = {
        words.text(f"score.verdict.{name}"): COLORS[name] for name in COLORS if name in verdicts
    }
    color = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=list(shown), range=list(shown.values())),
        legend=alt.Legend(title=None, orient="bottom"),
    )
    lines = layer(rows).mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=words.text(title)), x2="high:Q", y=y, color=color
    )  # fmt: skip
    dots = layer(rows).mark_point(filled=True, size=50).encode(x="difference:Q", y=y, color=color)
    zero = layer([{"at": 0}]).mark_rule(color=INK, strokeDash=[3, 3]).encode(x="at:Q")
    return alt.layer(zero, lines, dots).properties(width=WIDTH, height=STEP * len(rows))


def _calibration(models: list[ModelScore], words: Messages) -> Any:
    rows = []
    for model in models:
        level = reached = 0.0
        rows.append({"model": model.model, "level": level, "excess": 0.0})
        for number, share in enumerate(model.calibration, start=1):
            reached += share
            level = number / len(model.calibration)
            rows.append({"model": model.model, "level": level, "excess": reached - level})
    names = [model.model for model in models]
    x = alt.X("level:Q", title=words.text("score.level"), axis=alt.Axis(format="%"))
    y = alt.Y("excess:Q", title=words.text("score.excess"), axis=alt.Axis(format="+.0%"))
    color = alt.Color("model:N", sort=names, legend=alt.Legend(title=None))
    dash = alt.StrokeDash("model:N", sort=names, legend=None)
    lines = layer(rows).mark_line(strokeWidth=1.5).encode(x=x, y=y, color=color, strokeDash=dash)
    zero = layer([{"excess": 0}]).mark_rule(color=INK).encode(y="excess:Q")
    panel = alt.layer(zero, lines).resolve_scale(color="independent", strokeDash="independent")
    return panel.properties(width=WIDTH, height=SIDE)
