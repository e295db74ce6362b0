"""How such forecasts did before, on what, and what each model is told."""

from detente.analysis.calibration import shipped
from detente.analysis.forecast_values import ForecastValues, ModelForecast, Record
from detente.brief.blocks import Block, Prose, Row
from detente.brief.quantities import decimal
from detente.brief.writer import Pen


def is_european(record: Record) -> bool:
    """Return whether the method was graded on the data that the package ships with."""
    return record.origin == shipped().origin


def track_record(pen: Pen, record: Record) -> list[Block]:
    """Return how often the intervals held, how far off points were, and on what data."""
    words = pen.words
    held = pen.text(
        "forecast.record.held",
        issues=words.number(record.n_issues),
        dossiers=words.number(record.n_dossiers),
        half=words.percent(record.coverage_50),
        most=words.percent(record.coverage_80),
    )
    errors = pen.text(
        "forecast.record.errors",
        median=decimal(words, record.mean_absolute_error, 1),
        mean=decimal(words, record.mean_absolute_error_of_mean, 1),
        crps=decimal(words, record.crps, 1),
    )
    key = "forecast.record.european" if is_european(record) else "forecast.record.other"
    origin = pen.text(
        "forecast.record.origin",
        origin=words.quoted(record.origin),
        licence=words.quoted(record.licence),
    )
    said = (held, errors, pen.text(key), origin)
    return [
        pen.heading("forecast.record.title"),
        Prose(statements=tuple(pen.say(sentence) for sentence in said)),
    ]


def models_told(pen: Pen, values: ForecastValues) -> list[Block]:
    """Return every model with what it is told and its exact variant; nothing without models."""
    found: dict[str, list[ModelForecast]] = {}
    for issue in values.issues:
        for model in issue.models:
            found.setdefault(model.model, []).append(model)
    rows = []
    for name, answers in found.items():
        told = [tell for model in answers for tell in model.told]
        cells = (
            pen.words.join([pen.text(f"forecast.told.{t}") for t in dict.fromkeys(told)]),
            pen.words.number(len(answers)),
            "; ".join(dict.fromkeys(model.variant for model in answers)),
        )
        head = pen.say(pen.text(f"forecast.model.{name}").cap)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    if not rows:
        return []
    columns = [pen.text(f"forecast.column.{key}") for key in ("model", "told", "issues", "variant")]
    caption, note = pen.text("forecast.models_caption"), pen.text("forecast.models_note")
    table = pen.table(caption, columns, rows, (2,), note)
    return [pen.heading("forecast.models_title"), table]
