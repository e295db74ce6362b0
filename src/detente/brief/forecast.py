"""Where each issue is likely to end, how sure that is, and how such forecasts did before."""

from collections.abc import Iterator, Sequence

from detente.analysis.forecast_values import ForecastValues, IssueForecast
from detente.brief.blocks import Block, Heading, Points, Row, Section, Statement
from detente.brief.forecast_chart import forecast_chart
from detente.brief.forecast_exchange import exchanges
from detente.brief.forecast_figures import (
    Assumptions,
    chance_percent,
    chance_words,
    label_words,
    likeliest,
    quoted_options,
    range_words,
)
from detente.brief.forecast_power import power
from detente.brief.forecast_record import models_told, track_record
from detente.brief.forecast_rows import placed, rows_table, strips
from detente.brief.forecast_without import without_table
from detente.brief.forecast_words import acts_behind, common_reasons, issue_statements
from detente.brief.writer import Pen, Writer
from detente.sources.frozen import Label


def forecast(writer: Writer) -> Section:
    """Return the forecast of every issue with its track record, exchanges and power indices."""
    pen = Pen(writer, "forecast")
    found = writer.findings.forecast if writer.findings is not None else None
    if found is None:
        return pen.empty()
    values = found.values
    told = [issue for issue in values.issues if _is_told(issue)]
    assumptions = Assumptions(pen, told)
    blocks: list[Block] = [pen.note("forecast.note")]
    if any(issue.at_table is not None for issue in values.issues):
        blocks.append(_overview(pen, values))
    if told:
        blocks += track_record(pen, values.record)
        blocks += [pen.heading("forecast.by_issue"), pen.note("forecast.rows_note")]
    common = common_reasons(told)
    if common:
        words = " ".join(label_words(pen, reason) for reason in common)
        said = pen.say(words, lead=pen.text("forecast.common"))
        blocks.append(Points(statements=(said,)))
    for issue in told:
        blocks += _issue(pen, issue, assumptions, common)
    refused = tuple(_refused(pen, values))
    if refused:
        blocks += [pen.heading("forecast.refused_title"), Points(statements=refused)]
    blocks += exchanges(pen, values)
    blocks += models_told(pen, values)
    blocks += power(pen, values)
    listed = assumptions.listed()
    if listed is not None:
        blocks += [pen.heading("forecast.assumptions_title"), listed]
    blocks.append(pen.note("forecast.limits"))
    return pen.section(blocks)


def _is_told(issue: IssueForecast) -> bool:
    """Return whether there is more to say on an issue than why it has no forecast."""
    return issue.at_table is not None or issue.with_everyone is not None


def _refused(pen: Pen, values: ForecastValues) -> Iterator[Statement]:
    """Return why issues have no forecast, those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for issue in values.issues:
        if issue.refused is not None and not _is_told(issue):
            name = pen.names.issue(issue.issue)
            reasons.setdefault(label_words(pen, issue.refused), []).append(name)
    for reason, names in reasons.items():
        yield pen.say(reason, lead=f"{pen.words.join(names)}:")


def _overview(pen: Pen, values: ForecastValues) -> Block:
    rows = []
    for issue in values.issues:
        found, sure = issue.at_table, issue.confidence
        cells = [pen.text("forecast.none"), "", "", "", ""]
        if found is not None:
            options = likeliest(found)
            cells = [
                quoted_options(pen, issue.issue, options),
                chance_words(pen, options),
                range_words(pen.words, found.interval_50),
                range_words(pen.words, found.interval_80),
                pen.text(f"forecast.level.{sure.level}") if sure else "",
            ]
        head = pen.say(pen.names.issue(issue.issue), acts_behind(issue) if found else ())
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    keys = ("issue", "likeliest", "chance", "interval_50", "interval_80", "confidence")
    columns = [pen.text(f"forecast.column.{key}") for key in keys]
    note = pen.text("forecast.overview_note")
    return pen.table(pen.text("forecast.overview"), columns, rows, (3, 4), note)


def _issue(
    pen: Pen, issue: IssueForecast, assumptions: Assumptions, common: Sequence[Label]
) -> list[Block]:
    said = tuple(issue_statements(pen, issue, common))
    blocks: list[Block] = [Heading(text=pen.names.issue(issue.issue)), Points(statements=said)]
    if issue.at_table is not None:
        blocks.append(_options(pen, issue))
    if placed(pen, issue) or issue.at_table is not None:
        table = rows_table(pen, issue, assumptions)
        chart = forecast_chart(pen, issue, strips(pen, issue), table)
        blocks.append(chart if chart is not None else table)
    return [*blocks, *without_table(pen, issue)]


def _options(pen: Pen, issue: IssueForecast) -> Block:
    rows = []
    today = issue.status_quo.option if issue.status_quo else None
    for option in issue.at_table.options if issue.at_table else ():
        name = pen.names.option(f"{issue.issue}={option.option}")
        if option.option == today:
            name = pen.text("forecast.today", option=name)
        term = pen.text(f"forecast.term.{option.term}")
        cells = (pen.words.number(option.at), chance_percent(pen.words, option.probability), term)
        rows.append(Row(head=pen.say(name), cells=tuple(map(pen.cell, cells))))
    columns = [
        pen.text(f"forecast.column.{key}") for key in ("option", "place", "probability", "term")
    ]
    caption = pen.text("forecast.options_caption", issue=pen.names.issue(issue.issue))
    return pen.table(caption, columns, rows, (1, 2))
