"""At whose expense exchanges between issues are: own and others', by issue, and in scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.analysis.burden_exchange_values import (
    CrossedLine,
    ExchangeBurden,
    IssueExpense,
    PartyExpense,
    ScoredExchange,
    ScoredPart,
    TradedIssue,
)
from detente.analysis.draws import Draws
from detente.analysis.forecast_market import (
    EXCHANGE,
    SAME,
    Traded,
    exchanges_of,
    middle_places,
    some,
    some_places,
    traded,
    why_none,
)
from detente.analysis.forecast_places import IssuePlaces, places
from detente.analysis.prepared import Prepared
from detente.analysis.spread import interval, share_of
from detente.case.statements import holds, issues_of, parse_statement
from detente.kernels.outcomes import FloatArray

AS_NEAR = 1e-6
"""Points by which options may differ in distance and still be equally near."""


@dataclass(frozen=True, eq=False)
class _Ends:
    """Which options are nearest to the outcomes before and after the exchanges, and what is so."""

    ready: Prepared
    draws: Draws
    chance: dict[str, tuple[FloatArray, FloatArray]]
    """By issue, before and after: 1 for the nearest option of a draw, equal parts where several
    are as near (n_options, n_draws); options in the order of the arrays."""

    def truth(self, statement: str, when: int) -> FloatArray:
        """Return where a statement on issues that entered holds before (0) or after (1).

        From 0 to 1, since several options can be as near (n_draws,).
        """
        parsed = parse_statement(statement)
        about = list(dict.fromkeys(issues_of(parsed)))
        arrays, found = self.ready.arrays, np.zeros(self.draws.n_draws)
        options = [arrays.options[arrays.issues.index(issue)] for issue in about]
        for chosen in product(*(range(len(some_)) for some_ in options)):
            named = {i: o[n] for i, o, n in zip(about, options, chosen, strict=True)}
            if holds(parsed, named, self.ready.case.issues):
                pairs = zip(about, chosen, strict=True)
                found += np.prod([self.chance[i][when][n] for i, n in pairs], axis=0)
        return found


def exchange_burden(ready: Prepared) -> ExchangeBurden:
    """Return at whose expense one round of exchanges with equal gain is.

    Parameters
    ----------
    ready : Prepared
        The case; of its draws `FEW_DRAWS` are looked at.

    Returns
    -------
    ExchangeBurden
        Own exchanges and those of others add up to the change of utility, issue parts to each of
        them; see `PartyExpense`. With why not, where fewer than two issues can be traded.

    Notes
    -----
    docs/methods/burden.md has a worked example. Outcomes lie anywhere on their scales; in scores
    they count as the option nearest to them, or as several in equal parts.
    """
    everything = places(ready, ready.draws)
    fewer = some_places(ready, everything)
    round_ = traded(fewer, middle_places(ready, everything))
    if round_ is None:
        return ExchangeBurden(why_not=why_none())
    case, market, draws = ready.case, round_.market, some(ready.draws)
    ends = _Ends(
        ready,
        draws,
        {
            name: (_nearest(ready, fewer[name], round_, 0), _nearest(ready, fewer[name], round_, 1))
            for name in market.issues
        },
    )
    return ExchangeBurden(
        variant=EXCHANGE,
        n_draws=draws.n_draws,
        issues=tuple(
            TradedIssue(
                issue=name,
                before=interval(round_.found.outcome[:, 0, at]),
                after=interval(round_.found.outcome[:, -1, at]),
                nearest_before=_named(ready, name, ends.chance[name][0]),
                nearest_after=_named(ready, name, ends.chance[name][1]),
            )
            for name, at in market.in_case_order(case)
        ),
        left_out=tuple(party for party in case.players() if party not in market.parties),
        parties=tuple(_expense(ends, round_, party, row) for party, row in market.players(case)),
        exchanges=exchanges_of(case, round_),
    )


def _nearest(ready: Prepared, issue: IssuePlaces, round_: Traded, when: int) -> FloatArray:
    """Return which options are nearest to the outcome of an issue; (n_options, n_draws)."""
    options = ready.arrays.options[ready.arrays.issues.index(issue.issue)]
    stated = {option.option: option.at for option in issue.scale.options}
    at = np.array([stated[option] for option in options])
    outcome = round_.found.outcome[:, -when, round_.market.issues.index(issue.issue)]
    distance = np.abs(outcome - at[:, None])
    nearest = distance <= distance.min(axis=0) + AS_NEAR
    return np.asarray(nearest / nearest.sum(axis=0))


def _named(ready: Prepared, name: str, chance: FloatArray) -> tuple[tuple[str, float], ...]:
    options = ready.arrays.options[ready.arrays.issues.index(name)]
    found = {option: interval(row).mean for option, row in zip(options, chance, strict=True)}
    listed = [(option, min(found[option], 1.0)) for option in ready.case.issues[name].options]
    return tuple(sorted((o for o in listed if o[1] > 0), key=lambda o: -round(o[1], 9)))


def _expense(ends: _Ends, round_: Traded, party: str, row: int) -> PartyExpense:
    market, case = round_.market, ends.ready.case
    own, others = (
        part[:, 0, row] for part in (round_.found.own_by_issue, round_.found.third_by_issue)
    )
    placed = [
        (name, at)
        for name, at in market.in_case_order(case)
        if not np.isnan(market.position[:, row, at]).any()
    ]
    total = own.sum(axis=1) + others.sum(axis=1)
    return PartyExpense(
        party=party,
        seated=party in case.seated(),
        own=interval(own.sum(axis=1)),
        others=interval(others.sum(axis=1)),
        total=interval(total),
        loses=share_of(np.asarray(total < -SAME)),
        by_issue=tuple(
            IssueExpense(
                issue=name,
                own=interval(own[:, at]),
                others=interval(others[:, at]),
                total=interval(own[:, at] + others[:, at]),
            )
            for name, at in placed
        ),
        scored=_scored(ends, market.rows[row], [name for name, _ in placed]),
    )


def _scored(ends: _Ends, row: int, entered: Sequence[str]) -> ScoredExchange:
    """Return what the exchanges mean to one party in its scores, on the issues that entered."""
    case, arrays = ends.ready.case, ends.ready.arrays
    of_issues = [_of_issue(ends, row, issue) for issue in arrays.issues if issue in entered]
    parts = [*of_issues, *_of_interactions(ends, row, entered)]
    before = np.sum([first for _, first, _ in parts], axis=0)
    after = np.sum([last for _, _, last in parts], axis=0)
    in_order = sorted(of_issues, key=lambda part: list(case.issues).index(part[0][0]))
    return ScoredExchange(
        whole=len(entered) == len(arrays.issues),
        before=interval(before),
        after=interval(after),
        change=interval(after - before),
        parts=tuple(
            ScoredPart(issues=about, before=interval(first), after=interval(last))
            for about, first, last in (*in_order, *parts[len(of_issues) :])
        ),
        red_lines=tuple(_crossed(ends, row, entered)),
    )


_Part = tuple[tuple[str, ...], FloatArray, FloatArray]


def _of_issue(ends: _Ends, row: int, issue: str) -> _Part:
    i = ends.ready.arrays.issues.index(issue)
    draws = ends.draws
    before, after = (
        draws.share[row, i] * ((chance * draws.scores[i][row]).sum(axis=0) - draws.no_deal[row])
        for chance in ends.chance[issue]
    )
    return (issue,), before, after


def _of_interactions(ends: _Ends, row: int, entered: Sequence[str]) -> Iterator[_Part]:
    arrays, case = ends.ready.arrays, ends.ready.case
    own = [place for place, item in enumerate(arrays.interactions) if item.party == row]
    stated = case.preferences[arrays.parties[row]].interactions if own else ()
    for place, item in zip(own, stated, strict=True):
        about = tuple(dict.fromkeys(issues_of(parse_statement(item.when))))
        if set(about) <= set(entered):
            added = ends.draws.added[place]
            yield about, added * ends.truth(item.when, 0), added * ends.truth(item.when, 1)


def _crossed(ends: _Ends, row: int, entered: Sequence[str]) -> Iterator[CrossedLine]:
    """Return the red lines that are crossed in some draw, by what they state of issues."""
    preference = ends.ready.case.preferences[ends.ready.arrays.parties[row]]
    for index, line in enumerate(preference.red_lines):
        if line.barred is None or not set(issues_of(parse_statement(line.barred))) <= set(entered):
            continue
        before, after = (min(interval(ends.truth(line.barred, when)).mean, 1.0) for when in (0, 1))
        if before > SAME or after > SAME:
            yield CrossedLine(index=index, before=before, after=after)
