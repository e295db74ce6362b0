"""Which settlements are possible, which are foremost, and what stands in the way."""

import numpy as np

from detente.analysis.arrays import RedLineMask
from detente.analysis.conflicts import conflicts
from detente.analysis.finding import (
    Finding,
    OptionResult,
    OutcomeResult,
    RedLineResult,
    SettlementValues,
)
from detente.analysis.foremost import shown
from detente.analysis.prepared import Prepared, prepare
from detente.analysis.spread import interval, share, share_of
from detente.case.model import Case

METHOD = (
    "all outcomes enumerated; consent of the seated; Nash, Kalai-Smorodinsky (largest minimum "
    "relative gain), egalitarian, utilitarian (relative gains)"
)


def settlement(
    case: Case, *, n_draws: int = 1024, seed: int = 0, n_sets: int | None = None
) -> Finding[SettlementValues]:
    """Return which settlements are possible and what stands in the way.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.
    n_sets : int, optional
        Most sets of demands to give up that are searched for where there is no settlement, however
        long it takes; without it as many as can be found in some ten seconds, 200 at least.

    Returns
    -------
    Finding[SettlementValues]
        Counts and shares of draws; see the fields of `SettlementValues`.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/settlement.md has definitions, assumptions and a worked example; [Nash1950]_,
    [KalaiSmorodinsky1975]_, [Kalai1977]_ and [Dhillon1999]_ stand in docs/bibliography.md.
    """
    return settlement_finding(prepare(case, n_draws=n_draws, seed=seed, n_sets=n_sets))


def settlement_finding(ready: Prepared) -> Finding[SettlementValues]:
    """Return the settlement finding of a case made ready; see `settlement`."""
    arrays, base = ready.arrays, ready.base
    blocking, warnings = conflicts(arrays, ready.draws, base.exists)
    seated = set(arrays.seated)
    values = SettlementValues(
        n_outcomes=arrays.n_outcomes,
        seated=ready.case.seated(),
        exists=share_of(base.exists),
        count=interval(base.count),
        outcomes=tuple(_outcome(ready, row) for row in shown(arrays, base)),
        options=_options(ready),
        red_lines=tuple(_red_line(ready, line, seated) for line in _lines_in_case_order(ready)),
        conflicts=blocking,
        exact=ready.exact.values,
    )
    return ready.finding("settlement", METHOD, values, warnings)


def _outcome(ready: Prepared, row: int) -> OutcomeResult:
    base, n_draws = ready.base, ready.draws.n_draws
    return OutcomeResult(
        outcome=ready.arrays.outcome(row),
        settlement=share(base.settlement[row], n_draws),
        efficient=share(base.efficient[row], n_draws),
        solutions={name: share(count[row], n_draws) for name, count in base.solutions.items()},
    )


def _options(ready: Prepared) -> tuple[OptionResult, ...]:
    base, arrays = ready.base, ready.arrays
    pairs = [
        (i, o) for i, options in zip(arrays.issues, arrays.options, strict=True) for o in options
    ]
    row_of = {pair: row for row, pair in enumerate(pairs)}
    counts = base.count[base.exists]
    results = []
    for issue, content in ready.case.issues.items():
        for option in content.options:
            containing = base.with_option[row_of[issue, option]]
            results.append(
                OptionResult(
                    issue=issue,
                    option=option,
                    possible=share_of(np.asarray(containing > 0)),
                    frequency=interval(containing[base.exists] / counts),
                )
            )
    return tuple(results)


def _lines_in_case_order(ready: Prepared) -> list[tuple[int, RedLineMask]]:
    lines = list(enumerate(ready.arrays.red_lines))
    place = {party: n for n, party in enumerate(ready.case.players())}
    return sorted(lines, key=lambda x: (place[ready.arrays.parties[x[1].party]], x[1].index))


def _red_line(ready: Prepared, line: tuple[int, RedLineMask], seated: set[int]) -> RedLineResult:
    row, mask = line
    party = ready.arrays.parties[mask.party]
    line_ = ready.case.preferences[party].red_lines[mask.index]
    bars, binds = ready.base.bars[row], ready.base.binds[row]
    if mask.column is None:
        bars = bars[:1]
    without = ~ready.base.exists
    return RedLineResult(
        party=party,
        index=mask.index,
        statement=line_.barred or str(line_),
        seated=mask.party in seated,
        bars=share(int(bars.sum()), ready.arrays.n_outcomes * bars.size),
        binds=share_of(binds),
        blocks=share(int(binds[without].sum()), int(without.sum())),
    )
