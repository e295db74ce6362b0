"""What all charts share: layers of data, row names, the look, the frame.

Names stand only in the data of a chart, never in its expressions, so that no name can become code.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Literal

import altair as alt

from detente.brief.blocks import Chart, Table
from detente.brief.writer import Pen

WIDTH = 500
"""Width of the plotting area in pixels; the row names stand left of it."""
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
INK = "currentColor"
GREY = "#8a8a8a"


def row_labels(
    rows: Sequence[dict[str, Any]], y: alt.Y, weight: Literal["normal", "bold"] = "normal"
) -> Any:
    """Return the layer of row names left of the plot; headers of groups are bold."""
    return (
        layer([{"row": row["row"], "label": row["label"]} for row in rows])
        .mark_text(align="right", baseline="middle", dx=-10, lineHeight=13, fontWeight=weight)
        .encode(x=alt.value(0), y=y, text="label:N")
    )


def over(text: Any) -> list[Any]:
    """Return a layer of words twice: a rim in the color of the page, so that no line crosses it."""
    rim = text.copy()
    rim.mark = rim.mark.copy()
    rim.mark.stroke, rim.mark.strokeWidth, rim.mark.color = "Canvas", 4, "Canvas"
    return [rim, text]


def layer(rows: list[dict[str, Any]]) -> alt.Chart:
    """Return a chart without marks over these rows."""
    data: dict[str, Any] = {"values": rows}
    return alt.Chart(alt.Data.from_dict(data))


def wrapped(words: str, width: int) -> list[str]:
    """Return words as lines; a chart shows at most three."""
    lines = wrap(words, width, break_long_words=True) or [words]
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][: width - 1]}…"]


def finished(chart: Any, height: float, width: float = WIDTH) -> dict[str, Any]:
    """Return the specification with the look of all charts."""
    spec: dict[str, Any] = (
        chart.properties(width=width, height=height, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_mark(aria=False, opacity=1)
        .configure_text(fontSize=12, color=INK)
        .configure_axis(
            labelColor=INK, labelFontSize=11, gridColor=GREY, gridOpacity=0.35,
            domainColor=GREY, tickColor=GREY, aria=False,
        )
        .to_dict()
    )  # fmt: skip
    return spec


def framed(pen: Pen, title: str, description: str, spec: dict[str, Any], table: Table) -> Chart:
    """Return the chart with the next number of the brief."""
    pen.writer.n_charts += 1
    name = f"chart-{pen.writer.n_charts}"
    return Chart(id=name, title=title, description=description, spec=spec, table=table)
