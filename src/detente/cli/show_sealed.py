"""Sealed forecasts on a terminal: what was said, how it ended, how the forecasts did."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.sealed import Resolution, Sealed
from detente.analysis.sealed_score import GradedIssue, SealedScore
from detente.cli.output import printable
from detente.cli.show_forecast import chance
from detente.cli.words import grid, row
from detente.sources.frozen import Language

STATES = {
    "open": "open",
    "overdue": "overdue: resolve it",
    "resolved": "",
    "none": "no agreement by the day",
    "void": "the rule does not tell",
}


def seal_blocks(
    sealed: Sealed, language: Language, ended: Sequence[Resolution] = ()
) -> list[RenderableType]:
    """Return what a terminal shows of a sealed forecast."""
    title = printable(sealed.title.in_language(language))
    table = grid("", "issue", "forecast", "50 percent", "80 percent", "options", "ended")
    for issue in sealed.issues:
        options = ", ".join(f"{item.option} {chance(item.probability)}" for item in issue.options)
        intervals = (
            f"{low:.0f}..{high:.0f}" for low, high in (issue.interval_50, issue.interval_80)
        )
        row(
            table,
            issue.issue,
            f"{issue.median:.0f}",
            *intervals,
            options,
            _ended([item for item in ended if item.issue == issue.issue]),
        )
    left_out = ", ".join(sealed.refused)
    blocks: list[RenderableType] = [
        Text(f"\n{title}", style="bold"),
        Text(f"seal {sealed.seal}"),
        Text(
            f"sealed {sealed.at:%Y-%m-%d} by {printable(sealed.by)}, counts until {sealed.until}; "
            f"case {sealed.case_sha256[:12]}, detente {sealed.version}"
        ),
        Text(f"resolved by: {printable(sealed.rule)}"),
        table,
    ]
    return [*blocks, *([Text(f"without a forecast: {left_out}")] if left_out else [])]


def _ended(told: Sequence[Resolution]) -> str:
    if not told:
        return ""
    found = told[-1]
    where = f"{found.option or ''} {found.at_place:g}" if found.at_place is not None else found.end
    return where.strip() + _earlier(len(told) - 1)


def _earlier(number: int) -> str:
    """Return how many earlier words on the end of an issue are kept."""
    return f" ({number} earlier)" if number else ""


def graded_blocks(found: SealedScore) -> list[RenderableType]:
    """Return what a terminal shows of how sealed forecasts did."""
    table = grid(
        "", "seal", "issue", "forecast", "ended", "off by", "CRPS", "in 80 %", "said",
        "Brier", "",
    )  # fmt: skip
    for item in sorted(found.issues, key=lambda item: not item.missed):
        row(table, item.sealed[:8], item.issue, f"{item.median:.0f}", *_numbers(item))
    counts = (
        f"{found.n_resolved} resolved, {found.n_missed} of them missed; {found.n_open} open, "
        f"{found.n_overdue} overdue, {found.n_without_agreement} without an agreement by the day, "
        f"{found.n_void} that no rule tells"
    )
    return [table, Text(f"\n{counts}"), *([Text(_means(found))] if found.n_resolved else [])]


def _numbers(item: GradedIssue) -> tuple[str, ...]:
    if item.place is None or item.absolute_error is None or item.crps is None:
        return ("", "", "", "", "", "", STATES[item.state] + _earlier(item.n_earlier))
    return (
        f"{item.option or ''} {item.place:g}".strip(),
        f"{item.absolute_error:.0f}",
        f"{item.crps:.1f}",
        "yes" if item.in_80 else "no",
        "" if item.probability is None else chance(item.probability),
        "" if item.brier is None else f"{item.brier:.2f}",
        (("missed" if item.missed else "") + _earlier(item.n_earlier)).strip(),
    )


def _means(found: SealedScore) -> str:
    parts = [
        f"off by {found.absolute_error or 0:.1f} points on average",
        f"CRPS {found.crps or 0:.1f}",
        f"50 percent interval held {found.coverage_50 or 0:.0%}",
        f"80 percent interval {found.coverage_80 or 0:.0%}",
    ]
    if found.brier is not None and found.brier_even is not None:
        parts.append(f"Brier {found.brier:.2f} (even chances {found.brier_even:.2f})")
    return "; ".join(parts)
