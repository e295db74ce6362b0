"""What the rule of consent alone gives each party at the table."""

from collections.abc import Sequence

from detente.analysis.forecast_values import ForecastValues, PartyPower, Portion
from detente.brief.blocks import Block, Prose, Row
from detente.brief.writer import Pen


def power(pen: Pen, values: ForecastValues) -> list[Block]:
    """Return the power indices; a sentence where every party at the table has a veto."""
    if not values.power:
        return []
    blocks: list[Block] = [pen.heading("forecast.power.title"), pen.note("forecast.power.note")]
    if all(party.veto for party in values.power):
        share = _portion(pen, values.power[0].banzhaf)
        words = pen.text("forecast.power.unanimous", len(values.power), share=share)
        return [*blocks, Prose(statements=(pen.say(words),))]
    said = [
        pen.say(pen.text(f"forecast.power.{key}", parties=pen.names.actors(parties)))
        for key, parties in (
            ("veto", [p.party for p in values.power if p.veto]),
            ("no_say", [p.party for p in values.power if p.no_say]),
        )
        if parties
    ]
    if said:
        blocks.append(Prose(statements=tuple(said)))
    return [*blocks, _table(pen, values.power)]


def _table(pen: Pen, found: Sequence[PartyPower]) -> Block:
    by_name = {party.party: party for party in found}
    rows = []
    for party in pen.names.in_order(by_name):
        entry = by_name[party]
        veto = pen.text("forecast.power.yes" if entry.veto else "forecast.power.no")
        cells = (veto, _portion(pen, entry.banzhaf), _portion(pen, entry.shapley_shubik))
        head = pen.say(pen.names.actor(party))
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    columns = [pen.text("positions.column.party")]
    columns += [pen.text(f"forecast.column.{key}") for key in ("veto", "banzhaf", "shapley")]
    return pen.table(pen.text("forecast.power.caption"), columns, rows, (2, 3))


def _portion(pen: Pen, portion: Portion) -> str:
    percent = pen.words.percent(portion.value)
    if "/" not in portion.exact:
        return percent
    return pen.text("forecast.power.portion", exact=portion.exact, percent=percent)
