"""Scores on a terminal: the table, errors of points, distributions, what is proven, parts."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.score_result import Comparison, ModelScore, Score
from detente.cli.output import printable
from detente.cli.words import grid, row


def score_blocks(result: Score, groups: bool) -> Iterator[RenderableType]:
    """Yield the table and its hash, then tables of figures, then what a reader must know."""
    counts = ", ".join(f"{number:,} {name}" for name, number in result.gold.counts.items())
    yield Text(printable(f"{result.form} {result.gold.name}: {counts}"))
    yield Text(f"sha256 {result.gold.sha256}")
    yield Text(
        f"{result.n_folds} folds by dossier, seed {result.seed}; differences with 95 % intervals "
        f"from {result.n_resamples:,} draws of dossiers; all figures in points of 100"
    )
    yield points_table(result)
    yield from differences_tables(result)
    spread = [model for model in result.models if model.kind == "distribution"]
    if spread:
        yield distributions_table(spread)
        yield calibration_table(spread)
    if groups:
        yield from group_tables(result)
    if any(model.learned for model in result.models):
        yield Text("* learned from the other folds")
    for warning in result.warnings:
        yield Text(printable(f"note: {warning}"))


def points_table(result: Score) -> Table:
    """Return the errors of every model's point, least first."""
    table = grid(
        "point forecasts", "", "issues", "MAE", "RMSE", "median AE", "within 10", "within 25"
    )
    for model in sorted(result.models, key=lambda model: model.errors.mean_absolute):
        found = model.errors
        row(
            table, _name(model), found.n_issues, f"{found.mean_absolute:.2f}",
            f"{found.root_mean_square:.2f}", f"{found.median_absolute:.2f}",
            f"{found.within_10:.1f} %", f"{found.within_25:.1f} %",
        )  # fmt: skip
    return _right(table)


def distributions_table(models: list[ModelScore]) -> Table:
    """Return score and intervals of the distributions, best first."""
    table = grid("distributions", "", "CRPS", "50 % holds", "80 % holds", "widths")
    for model in sorted(models, key=lambda model: model.errors.crps):
        row(
            table, _name(model), f"{model.errors.crps:.2f}", f"{model.coverage_50:.1f} %",
            f"{model.coverage_80:.1f} %", f"{model.width_50:.0f}, {model.width_80:.0f}",
        )  # fmt: skip
    return _right(table)


def calibration_table(models: list[ModelScore]) -> Table:
    """Return how many outcomes fell into each tenth of their forecast; 10 % each is calibrated."""
    tenths = [f"{10 * (k + 1)}" for k in range(len(models[0].calibration))]
    table = grid("outcomes in each tenth of the forecast, %", "", *tenths)
    for model in models:
        row(table, _name(model), *(f"{100 * share:.0f}" for share in model.calibration))
    return _right(table)


def group_tables(result: Score) -> Iterator[Table]:
    """Yield MAE and CRPS on each part of the table."""
    names = list(dict.fromkeys(part.name for model in result.models for part in model.groups))
    for title, field in (("MAE in parts", "mean_absolute"), ("CRPS in parts", "crps")):
        table = grid(title, "", *names)
        for model in result.models:
            if field == "crps" and model.kind == "point":
                continue
            found = {part.name: f"{getattr(part, field):.2f}" for part in model.groups}
            row(table, _name(model), *(found.get(name, "–") for name in names))
        sizes = {part.name: part.n_issues for model in result.models for part in model.groups[::-1]}
        row(table, "issues", *(sizes[name] for name in names))
        yield _right(table)


def differences_tables(result: Score) -> Iterator[Table]:
    """Yield what each model's errors are less those of the baselines, and what that proves."""
    for what, field in (("MAE", "by_point"), ("CRPS", "by_crps")):
        found = {
            _name(model): made
            for model in result.models
            if (field == "by_point" or model.kind == "distribution")
            and isinstance(made := getattr(model, field), Comparison)
        }
        if not found:
            continue
        base = next(iter(found.values())).against
        table = grid(f"{what} minus that of {base}", "", "issues", "", "95 %", "which is")
        for name, made in sorted(found.items(), key=lambda item: item[1].difference):
            span = f"{made.low:+.2f} to {made.high:+.2f}"
            row(table, name, made.n_issues, f"{made.difference:+.2f}", span, made.verdict)
        yield _right(table)


def _name(model: ModelScore) -> str:
    return f"{model.model} *" if model.learned else model.model


def _right(table: Table) -> Table:
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].no_wrap = True
    return table
