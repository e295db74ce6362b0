"""The forecast finding on a terminal: where issues end, how sure, what models say, who matters."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.forecast_values import (
    Distribution,
    ExchangeForecast,
    ForecastValues,
    IssueForecast,
    OptionPlace,
    PartyPlace,
    PartyPower,
    Record,
)
from detente.cli.words import Names, grid, row, spread

WIDTH = 50
"""Characters of a strip."""
MARKS = " ·:▪█"
"""How many of the equally likely places fall on a character: none, then more and more."""


def forecast_blocks(values: ForecastValues, names: Names) -> list[RenderableType]:
    """Return what a terminal shows of a forecast."""
    blocks: list[RenderableType] = []
    for issue in values.issues:
        blocks += _issue(issue, names)
    if values.exchange.parties:
        blocks += _exchanges(values.exchange, names)
    if values.power:
        blocks.append(_power(values.power, names))
    blocks.append(_record(values.record))
    return blocks


def _issue(issue: IssueForecast, names: Names) -> list[RenderableType]:
    blocks: list[RenderableType] = [Text(f"\n{names.issue(issue.issue)}", style="bold")]
    found = issue.at_table
    if found is None:
        return [*blocks, *([Text(names.label(issue.refused))] if issue.refused else [])]
    if issue.scale_note:
        blocks.append(Text(names.label(issue.scale_note)))
    blocks.append(Text(_words(issue, found, names)))
    blocks += [Text(f"0 |{strip(found)}| 100"), *_confidence(issue, names)]
    blocks += [_options(issue, found, names), _parties(issue, names), _models(issue)]
    return [*blocks, *([_without(issue, names)] if issue.without else [])]


def _words(issue: IssueForecast, found: Distribution, names: Names) -> str:
    best = [option for option in found.options if option.option in found.most_likely]
    named = " or ".join(_option(issue.issue, option, names) for option in best)
    word = best[0].term.replace("_", " ")
    return (
        f"if there is an agreement: {named}, {chance(best[0].probability)} ({word}); "
        f"place {found.median:.0f}, half of the time {_ends(found.interval_50)}, "
        f"four times in five {_ends(found.interval_80)}"
    )


def _ends(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.0f} to {interval[1]:.0f}"


def chance(probability: float) -> str:
    """Return a probability as whole percent; nearly nothing and nearly all keep their doubt."""
    if 0 < probability < 0.01:
        return "<1%"
    if 0.99 < probability < 1:
        return ">99%"
    return f"{probability:.0%}"


def _option(issue: str, option: OptionPlace, names: Names) -> str:
    return names.option(f"{issue}={option.option}")


def strip(found: Distribution) -> str:
    """Return where the forecast lies, as a line of characters from 0 to 100."""
    counts = [0] * WIDTH
    for place in found.quantiles:
        counts[min(int(place / 100 * WIDTH), WIDTH - 1)] += 1
    most = max(counts)
    steps = len(MARKS) - 1
    return "".join(MARKS[-(-count * steps // most)] for count in counts)


def _confidence(issue: IssueForecast, names: Names) -> list[RenderableType]:
    if issue.confidence is None:
        return []
    reasons = " ".join(names.label(reason) for reason in issue.confidence.reasons)
    return [Text(f"confidence {issue.confidence.level}: {reasons}")]


def _options(issue: IssueForecast, found: Distribution, names: Names) -> Table:
    table = grid("", "option", "place", "chance", "")
    for option in found.options:
        word = option.term.replace("_", " ")
        told = chance(option.probability)
        row(table, _option(issue.issue, option, names), f"{option.at:g}", told, word)
    return table


def _parties(issue: IssueForecast, names: Names) -> Table:
    table = grid("", "party", "seat", "place", "salience", "influence", "share of weight")
    for party in issue.parties:
        row(
            table,
            names.actor(party.party),
            "yes" if party.seated else "no",
            _place(party),
            spread(party.salience),
            spread(party.influence),
            spread(party.weight_share, as_percent=True),
        )
    return table


def _place(party: PartyPlace) -> str:
    if party.place is not None:
        return spread(party.place)
    return "none: all alike" if party.indifferent else "not known"


def _models(issue: IssueForecast) -> Table:
    table = grid("", "model", "place", "variant")
    for model in issue.models:
        row(table, model.model.replace("_", " "), spread(model.place), model.variant)
    return table


def _without(issue: IssueForecast, names: Names) -> Table:
    table = grid("", "if", "weighted mean", "forecast", "nearer to", "further from")
    for change in issue.without:
        nearer = [n for n in change.nearer if n.points.mean > 0.5]
        further = [n for n in reversed(change.nearer) if n.points.mean < -0.5]
        row(
            table,
            f"{names.actor(change.party)} {'joins' if change.joins else 'leaves'}",
            f"{change.mean_change.mid:+.1f}",
            f"{change.median_change:+.1f}",
            names.actors(n.party for n in nearer),
            names.actors(n.party for n in further),
        )
    return table


def _exchanges(found: ExchangeForecast, names: Names) -> list[RenderableType]:
    issues = grid("exchanges between issues, one round", "issue", "before", "after")
    for issue in found.issues:
        row(issues, names.issue(issue.issue), spread(issue.before), spread(issue.after))
    parties = grid("", "party", "own exchanges", "those of others", "worse by those of others")
    for party in found.parties:
        ends = (f"{item.mid:+.1f}" for item in (party.own, party.others))
        row(parties, names.actor(party.party), *ends, f"{party.worse:.0%}")
    return [issues, parties]


def _power(found: tuple[PartyPower, ...], names: Names) -> Table:
    table = grid("power by the rule of consent alone", "party", "Banzhaf", "Shapley-Shubik", "")
    for party in found:
        note = "veto" if party.veto else "no say" if party.no_say else ""
        numbers = (party.banzhaf.exact, party.shapley_shubik.exact)
        row(table, names.actor(party.party), *numbers, note)
    return table


def _record(found: Record) -> Text:
    return Text(
        f"\nhow such forecasts did before: {found.n_issues} issues of {found.n_dossiers} dossiers "
        f"that they had not learned from; off by {found.mean_absolute_error:.1f} points on average "
        f"(weighted mean: {found.mean_absolute_error_of_mean:.1f}); the 50 percent interval held "
        f"{found.coverage_50:.0%}, the 80 percent interval {found.coverage_80:.0%} "
        f"({found.origin})"
    )
