"""How such forecasts did before, on what, and what each model is told."""

from functools import cache

from detente.analysis.calibration import shipped
from detente.analysis.forecast_values import ForecastValues, ModelForecast, ModelName, Record
from detente.brief.blocks import Block, Prose, Row
from detente.brief.messages import Messages
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
        origin=_data(pen, record) or words.quoted(record.origin),
        licence=in_catalogue(pen, "forecast.record.licence", record.licence)
        or words.quoted(record.licence),
    )
    said = (held, errors, pen.text(key), origin)
    return [
        pen.heading("forecast.record.title"),
        Prose(statements=tuple(pen.say(sentence) for sentence in said)),
    ]


def variant_words(pen: Pen, model: ModelName, variant: str) -> str:
    """Return the exact variant of a model; as the finding has it where it is none we know."""
    return in_catalogue(pen, f"forecast.variant.{model}", variant) or variant


def in_catalogue(pen: Pen, key: str, said: str, **fields: object) -> str:
    """Return words that a finding has in English in the language of the brief.

    Empty where the catalogue has other words under this key.
    """
    return pen.text(key, **fields) if english().text(key, **fields) == said else ""


def _data(pen: Pen, record: Record) -> str:
    """Return what was learned from, where the origin is written as that of the package is."""
    fields = {
        "data": record.origin.rpartition("; ")[0],
        "issues": record.n_issues,
        "dossiers": record.n_dossiers,
    }
    return in_catalogue(pen, "forecast.record.data", record.origin, **fields)


@cache
def english() -> Messages:
    """Return the messages in English, the language of findings that have one."""
    return Messages("en")


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
            "; ".join(dict.fromkeys(variant_words(pen, m.model, m.variant) for m in answers)),
        )
        head = pen.say(pen.text(f"forecast.model.{name}").cap)
        rows.append(Row(head=head, cells=tuple(map(pen.cell, cells))))
    if not rows:
        return []
    columns = [pen.text(f"forecast.column.{key}") for key in ("model", "told", "issues", "variant")]
    caption, note = pen.text("forecast.models_caption"), pen.text("forecast.models_note")
    table = pen.table(caption, columns, rows, (2,), note)
    return [pen.heading("forecast.models_title"), table]
