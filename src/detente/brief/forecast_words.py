"""The forecast of an issue in sentences; likelihood and confidence never share one."""

from collections.abc import Iterator, Sequence

from detente.analysis.forecast_values import Distribution, ForecastValues, IssueForecast, Level
from detente.brief.blocks import Statement
from detente.brief.forecast_figures import (
    chance_words,
    label_words,
    likeliest,
    quoted_options,
    range_words,
)
from detente.brief.forecast_record import is_european
from detente.brief.messages import Phrase
from detente.brief.writer import Pen
from detente.sources.frozen import Label

N_NAMED = 3
"""Issues named on the findings page, those with the likeliest option first."""
LEVELS: tuple[Level, ...] = ("low", "moderate", "high")


def common_reasons(issues: Sequence[IssueForecast]) -> tuple[Label, ...]:
    """Return what holds confidence down on every issue and decides none; empty for a single one.

    The reason that comes first decides the level of an issue, and stays with it.
    """
    sure = [issue.confidence for issue in issues if issue.confidence is not None]
    if len(sure) < 2:
        return ()
    first = [one.reasons[0] for one in sure]
    return tuple(
        reason
        for reason in sure[0].reasons
        if reason not in first and all(reason in one.reasons for one in sure)
    )


def issue_statements(
    pen: Pen, issue: IssueForecast, common: Sequence[Label] = ()
) -> Iterator[Statement]:
    """Return what is likely, how sure that is, how the models differ, and with everyone seated.

    Reasons that are `common` to all issues stand elsewhere.
    """
    behind = acts_behind(issue)
    if issue.refused is not None:
        words = label_words(pen, issue.refused)
        yield pen.say(words, lead=pen.text("forecast.lead.table"))
    if issue.at_table is not None:
        found = issue.at_table
        words = f"{_likeliest(pen, issue, found)} {_place(pen, issue, found)}"
        yield pen.say(words, behind, lead=pen.text("forecast.lead.likelihood"))
    if issue.confidence is not None:
        level = pen.text(f"forecast.level.{issue.confidence.level}")
        told = [reason for reason in issue.confidence.reasons if reason not in common]
        reasons = [label_words(pen, reason) for reason in told]
        words = " ".join([pen.text("forecast.confidence", level=level), *reasons])
        yield pen.say(words, lead=pen.text("forecast.lead.confidence"))
    if issue.models_spread is not None:
        yield pen.say(_spread(pen, issue), lead=pen.text("forecast.lead.models"))
    if issue.with_everyone is not None:
        found = issue.with_everyone
        words = pen.text(
            "forecast.everyone",
            median=pen.words.number(found.median),
            inner=range_words(pen.words, found.interval_50),
            outer=range_words(pen.words, found.interval_80),
            options=quoted_options(pen, issue.issue, likeliest(found)),
            chance=chance_words(pen, likeliest(found)),
        )
        yield pen.say(words, lead=pen.text("forecast.lead.everyone"))
    if issue.scale_note is not None:
        words = label_words(pen, issue.scale_note)
        yield pen.say(words, lead=pen.text("forecast.lead.scale"))
    placeless = [p.party for p in issue.parties if p.place is None or not p.known]
    if placeless:
        words = pen.text("forecast.placeless", parties=pen.names.actors(placeless))
        yield pen.say(words, lead=pen.text("forecast.lead.placeless"))


def acts_behind(issue: IssueForecast) -> list[str]:
    """Return the acts behind the places of those at the table."""
    seated = [party for party in issue.parties if party.seated and party.known]
    return list(dict.fromkeys(a for p in seated for g in p.grounds for a in g.because))


def opening_words(pen: Pen, values: ForecastValues) -> str:
    """Return the likeliest options of a few issues, how sure that is, and on what it was tested."""
    told = [issue for issue in values.issues if issue.at_table is not None]
    if not told:
        return pen.text("forecast.opening.none", len(values.issues))
    named = _foremost(told)
    parts = [
        pen.text(
            "forecast.opening.part",
            issue=pen.names.issue(issue.issue),
            options=quoted_options(pen, issue.issue, likeliest(found)),
            chance=chance_words(pen, likeliest(found)),
        )
        for issue in named
        if (found := issue.at_table) is not None
    ]
    said: list[str] = [pen.text("forecast.opening.some", issues="; ".join(parts))]
    if len(told) > len(named):
        said.append(pen.text("forecast.opening.more", len(told) - len(named)))
    if len(values.issues) > len(told):
        said.append(pen.text("forecast.opening.refused", len(values.issues) - len(told)))
    said.append(_levels(pen, told))
    if is_european(values.record):
        said.append(pen.text("forecast.opening.origin"))
    return " ".join(said)


def acts_of_opening(values: ForecastValues) -> list[str]:
    """Return the acts behind the issues that the findings page names."""
    told = [issue for issue in values.issues if issue.at_table is not None]
    return list(dict.fromkeys(act for issue in _foremost(told) for act in acts_behind(issue)))


def _foremost(told: Sequence[IssueForecast]) -> list[IssueForecast]:
    """Return the issues with the likeliest option, in the order of the case."""
    chance = {
        issue.issue: max(option.probability for option in issue.at_table.options)
        for issue in told
        if issue.at_table is not None
    }
    first = sorted(chance, key=lambda issue: -chance[issue])[:N_NAMED]
    return [issue for issue in told if issue.issue in first]


def _levels(pen: Pen, told: Sequence[IssueForecast]) -> Phrase:
    levels = {issue.confidence.level for issue in told if issue.confidence is not None}
    found = [level for level in LEVELS if level in levels]
    shown = [pen.text(f"forecast.level.{level}") for level in found]
    key = "forecast.opening.confidence" if len(shown) == 1 else "forecast.opening.confidences"
    return pen.text(key, low=shown[0], high=shown[-1])


def _likeliest(pen: Pen, issue: IssueForecast, found: Distribution) -> Phrase:
    options = likeliest(found)
    return pen.text(
        "forecast.likeliest",
        len(options),
        options=quoted_options(pen, issue.issue, options),
        chance=chance_words(pen, options),
    )


def _place(pen: Pen, issue: IssueForecast, found: Distribution) -> Phrase:
    ends = min(issue.scale, key=lambda o: o.at), max(issue.scale, key=lambda o: o.at)
    low, high = (pen.words.quoted(pen.names.option(f"{issue.issue}={o.option}")) for o in ends)
    return pen.text(
        "forecast.place",
        median=pen.words.number(found.median),
        low=low,
        low_at=pen.words.number(ends[0].at),
        high=high,
        high_at=pen.words.number(ends[1].at),
        inner=range_words(pen.words, found.interval_50),
        outer=range_words(pen.words, found.interval_80),
    )


def _spread(pen: Pen, issue: IssueForecast) -> str:
    spread = issue.models_spread
    if spread is None:
        return ""
    low, high = pen.words.number(spread.low), pen.words.number(spread.high)
    if low == high:
        return pen.text("forecast.models_agree", place=low)
    names = [
        pen.words.join([pen.text(f"forecast.model.{model}") for model in models])
        for models in (spread.lowest, spread.highest)
    ]
    return pen.text("forecast.models_spread", low=low, high=high, lowest=names[0], highest=names[1])
