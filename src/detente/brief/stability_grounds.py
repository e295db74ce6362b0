"""What the moves and answers told rest on: wishes and restrictions of the case, each once."""

from collections.abc import Iterable

from detente.analysis.stability_values import Ground
from detente.brief.blocks import Block, Row
from detente.brief.paths import value_words
from detente.brief.stability_parts import reason_cell
from detente.brief.writer import Pen


def grounds_part(pen: Pen, grounds: Iterable[Ground]) -> list[Block]:
    """Return a table of grounds; who holds what has its own table before."""
    by_path: dict[str, tuple[str, Ground]] = {}
    for ground in grounds:
        if ".held_by." not in ground.path:
            by_path.setdefault(ground.path, (value_words(pen, ground.path), ground))
    if not by_path:
        return []
    told = sorted(by_path.values(), key=lambda entry: (entry[0].casefold(), entry[1].path))
    rows = [Row(head=pen.say(words), cells=(reason_cell(pen, [at]),)) for words, at in told]
    columns = [pen.text(f"stability.column.{name}") for name in ("ground", "reason")]
    table = pen.table(pen.text("stability.grounds_caption"), columns, rows)
    return [pen.heading("stability.grounds"), table]
