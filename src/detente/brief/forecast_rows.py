"""The rows of an issue's strip and of the table beside it: forecast, models, parties."""

from collections.abc import Iterator

from detente.analysis.forecast_values import (
    Distribution,
    IssueForecast,
    ModelForecast,
    PartyPlace,
)
from detente.brief.blocks import Mark, Row, Statement, Table
from detente.brief.forecast_chart import Kind, Strip
from detente.brief.forecast_figures import (
    Assumptions,
    label_words,
    range_words,
    share_cell,
    spread_cell,
)
from detente.brief.messages import Phrase
from detente.brief.writer import Pen

COLUMNS = ("row", "place", "interval_50", "interval_80", "spread", "weight", "basis")


def strips(pen: Pen, issue: IssueForecast) -> list[Strip]:
    """Return the rows of the chart, in the order of the table."""
    found: list[Strip] = []
    for key, kind, values in _forecasts(issue):
        found.append(_forecast(pen, key, kind, values))
    if issue.at_table is not None:
        name, mean = pen.text("forecast.model.mean").cap, issue.at_table.mean
        place = pen.words.number(mean.mid)
        found.append(Strip(name, "point", place, mean.mid, (mean.low, mean.high)))
    models = other_models(issue)
    if models:
        found.append(Strip(pen.text("chart.forecast.models"), "header"))
    for model in models:
        name, at = pen.text(f"forecast.model.{model.model}").cap, model.place
        place = pen.words.number(at.mid)
        found.append(Strip(name, "point", place, at.mid, (at.low, at.high)))
    parties = placed(pen, issue)
    if parties:
        found.append(Strip(pen.text("chart.forecast.parties"), "header"))
    for party in parties:
        if party.place is not None:
            name = pen.names.actor(party.party)
            at, seated = party.place, party.seated
            label = name if seated else pen.text("chart.unseated", party=name)
            mark: Kind = "seated" if seated else "unseated"
            place = pen.words.number(at.mid)
            found.append(Strip(label, mark, place, at.mid, (at.low, at.high)))
    return found


def rows_table(pen: Pen, issue: IssueForecast, assumptions: Assumptions) -> Table:
    """Return the table with the rows of the chart, and what each party's place rests on."""
    rows = [_forecast_row(pen, key, values) for key, _, values in _forecasts(issue)]
    if issue.at_table is not None:
        mean = issue.at_table.mean
        place, spread = pen.words.number(mean.mid), spread_cell(pen.words, mean)
        rows.append(_row(pen, pen.text("forecast.model.mean").cap, place, spread=spread))
    rows += [_model_row(pen, model) for model in other_models(issue)]
    rows += [_party_row(pen, party, assumptions) for party in placed(pen, issue)]
    columns = [pen.text(f"forecast.column.{name}") for name in COLUMNS]
    caption = pen.text("chart.forecast.table", issue=pen.names.issue(issue.issue))
    return pen.table(caption, columns, rows, range(1, 6))


def placed(pen: Pen, issue: IssueForecast) -> list[PartyPlace]:
    """Return the parties whose place is known: those at the table first, each group by name."""
    by_name = {p.party: p for p in issue.parties if p.place is not None and p.known}
    ordered = [by_name[party] for party in pen.names.in_order(by_name)]
    return sorted(ordered, key=lambda party: not party.seated)


def other_models(issue: IssueForecast) -> list[ModelForecast]:
    """Return the models beside the weighted mean, which is told with the forecast."""
    return [model for model in issue.models if model.model != "mean" or issue.at_table is None]


def _forecasts(issue: IssueForecast) -> Iterator[tuple[str, Kind, Distribution]]:
    if issue.at_table is not None:
        yield "row_forecast", "forecast", issue.at_table
    if issue.with_everyone is not None:
        yield "row_everyone", "other", issue.with_everyone


def _forecast(pen: Pen, key: str, kind: Kind, values: Distribution) -> Strip:
    place = pen.words.number(values.median)
    name = pen.text(f"forecast.{key}")
    return Strip(name, kind, place, values.median, values.interval_80, values.interval_50)


def _forecast_row(pen: Pen, key: str, values: Distribution) -> Row:
    inner, outer = (range_words(pen.words, x) for x in (values.interval_50, values.interval_80))
    place = pen.words.number(values.median)
    return _row(pen, pen.text(f"forecast.{key}"), place, inner, outer)


def _model_row(pen: Pen, model: ModelForecast) -> Row:
    spread = spread_cell(pen.words, model.place)
    name = pen.text(f"forecast.model.{model.model}").cap
    notes = tuple(pen.say(label_words(pen, note)) for note in model.notes)
    return _row(pen, name, pen.words.number(model.place.mid), spread=spread, basis=notes)


def _party_row(pen: Pen, party: PartyPlace, assumptions: Assumptions) -> Row:
    marks: list[Mark] = [] if party.seated else [pen.mark("unseated")]
    if party.ascribed:
        marks.append(pen.mark("ascribed"))
    because = dict.fromkeys(act for ground in party.grounds for act in ground.because)
    head = pen.say(pen.names.actor(party.party), because, marks)
    place = pen.words.number(party.place.mid) if party.place else Phrase("")
    spread = spread_cell(pen.words, party.place) if party.place else ""
    cells = ("", "", spread, share_cell(pen.words, party.weight_share))
    basis = pen.cell(assumptions.named(party.grounds))
    return Row(head=head, cells=(pen.cell(place), *map(pen.cell, cells), basis))


def _row(
    pen: Pen,
    name: str,
    place: str,
    inner: str = "",
    outer: str = "",
    spread: str = "",
    basis: tuple[Statement, ...] = (),
) -> Row:
    head = pen.say(name)
    cells = tuple(map(pen.cell, (place, inner, outer, spread, "")))
    return Row(head=head, cells=(*cells, basis))
