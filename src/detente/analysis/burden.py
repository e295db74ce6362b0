"""At whose expense: gain and loss per party and issue, the unseated included."""

import numpy as np

from detente.analysis.burden_exchange import exchange_burden
from detente.analysis.finding import (
    BurdenValues,
    Finding,
    InteractionPart,
    IssuePart,
    PartyBurden,
    PartyRange,
    SettlementBurden,
)
from detente.analysis.foremost import foremost
from detente.analysis.prepared import Prepared, prepare
from detente.analysis.spread import interval, share, share_of
from detente.analysis.worth import crossed_in, settled_in
from detente.case.model import Case, Outcome
from detente.case.statements import holds, parse_statement
from detente.kernels.burden import parts_against_ideal, parts_against_no_deal
from detente.kernels.outcomes import BoolArray, FloatArray, worth_of
from detente.kernels.settlement import TOLERANCE

METHOD = (
    "worth against no deal, own best options and status quo, split by issue; all settlements; "
    "exchanges between issues by the change of utility, own and others'"
)


def burden(case: Case, *, n_draws: int = 1024, seed: int = 0) -> Finding[BurdenValues]:
    """Return at whose expense the settlements are.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.

    Returns
    -------
    Finding[BurdenValues]
        Gains and losses in points of 100; see the fields of `BurdenValues`.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/burden.md has definitions, assumptions and a worked example; the additive worth
    is that of [KeeneyRaiffa1976]_ in docs/bibliography.md.
    """
    return burden_finding(prepare(case, n_draws=n_draws, seed=seed))


def burden_finding(ready: Prepared) -> Finding[BurdenValues]:
    """Return the burden finding of a case made ready; see `burden`."""
    values = BurdenValues(
        settlements=tuple(_account(ready, row) for row in foremost(ready.arrays, ready.base)),
        parties=tuple(_range(ready, party) for party in ready.case.players()),
        exchange=exchange_burden(ready),
    )
    return ready.finding("burden", METHOD, values)


def _account(ready: Prepared, row: int) -> SettlementBurden:
    """Return who pays for one settlement, in the draws in which it is one."""
    arrays, draws = ready.arrays, ready.draws
    outcome = arrays.outcomes[row]
    agreed = settled(ready, row)
    no_deal, share_, scores = draws.no_deal, draws.share, draws.scores
    gains = parts_against_no_deal(share_, scores, no_deal, outcome)[:, :, agreed]
    losses = parts_against_ideal(share_, scores, outcome)[:, :, agreed]
    changes = _against_status_quo(ready, row)
    return SettlementBurden(
        outcome=arrays.outcome(row),
        share=share_of(agreed),
        parties=tuple(
            _party(
                ready,
                row,
                party,
                gains,
                losses,
                None if changes is None else changes[:, agreed],
                agreed,
            )
            for party in ready.case.players()
        ),
    )


def settled(ready: Prepared, row: int) -> BoolArray:
    """Return the draws in which one outcome is a settlement.

    Parameters
    ----------
    ready : Prepared
        The case; worths in points of 100.
    row : int
        An outcome.

    Returns
    -------
    bool array, shape (n_draws,)
        True where every quota of the consent at the table of the case is met.
    """
    return np.asarray(settled_in(ready.arrays, ready.draws, [row])[0])


def _against_status_quo(ready: Prepared, row: int) -> FloatArray | None:
    """Return worth minus worth of the status quo; (n_parties, n_draws)."""
    arrays = ready.arrays
    today = [ready.case.issues[issue].status_quo for issue in arrays.issues]
    known = [option for option in today if option is not None]
    if len(known) < len(today):
        return None
    places = [options.index(o) for options, o in zip(arrays.options, known, strict=True)]
    worth = worth_of(ready.draws.parts(), np.array([arrays.outcomes[row], places]))
    change: FloatArray = worth[:, 0] - worth[:, 1]
    place: dict[int, int] = {}
    for item, added in zip(arrays.interactions, ready.draws.added, strict=True):
        index = place[item.party] = place.get(item.party, -1) + 1
        when = ready.case.preferences[arrays.parties[item.party]].interactions[index].when
        before = holds(parse_statement(when), _today(ready.case), ready.case.issues)
        change[item.party] += added * (float(item.applies[row]) - float(before))
    return change


def _today(case: Case) -> Outcome:
    return {name: issue.status_quo or "" for name, issue in case.issues.items()}


def _party(
    ready: Prepared,
    row: int,
    party: str,
    gains: FloatArray,
    losses: FloatArray,
    changes: FloatArray | None,
    agreed: BoolArray,
) -> PartyBurden:
    arrays = ready.arrays
    p = arrays.parties.index(party)
    tied = _interactions(ready, row, p, agreed)
    gain = gains[p].sum(axis=0) + sum(here for here, _ in tied)
    lost = losses[p].sum(axis=0) + sum(here - most for here, most in tied)
    return PartyBurden(
        party=party,
        seated=p in arrays.seated,
        against_no_deal=interval(gain),
        against_ideal=interval(lost),
        against_status_quo=None if changes is None else interval(changes[p]),
        worse_than_no_deal=share_of(np.asarray(gain < -TOLERANCE)),
        red_lines_crossed=_crossed(ready, row, p, agreed),
        by_issue=tuple(
            _part(ready, row, issue, gains[p], losses[p]) for issue in ready.case.issues
        ),
        by_interaction=tuple(
            InteractionPart(
                index=index, against_no_deal=interval(here), against_ideal=interval(here - most)
            )
            for index, (here, most) in enumerate(tied)
        ),
    )


def _interactions(
    ready: Prepared, row: int, party: int, agreed: BoolArray
) -> list[tuple[FloatArray, FloatArray]]:
    """Return what each interaction of a party adds, and the most it can add; (n_agreed,)."""
    pairs = zip(ready.arrays.interactions, ready.draws.added[:, agreed], strict=True)
    return [
        (added if item.applies[row] else np.zeros_like(added), np.maximum(added, 0.0))
        for item, added in pairs
        if item.party == party
    ]


def _crossed(ready: Prepared, row: int, party: int, agreed: BoolArray) -> tuple[int, ...]:
    """Return the red lines of a party that a settlement crosses in some draw in which it is one."""
    arrays, draws = ready.arrays, ready.draws
    return tuple(
        line.index
        for place, line in enumerate(arrays.red_lines)
        if line.party == party and crossed_in(arrays, draws, place, row)[agreed].any()
    )


def _part(
    ready: Prepared, row: int, issue: str, gains: FloatArray, losses: FloatArray
) -> IssuePart:
    i = ready.arrays.issues.index(issue)
    return IssuePart(
        issue=issue,
        option=ready.arrays.options[i][ready.arrays.outcomes[row, i]],
        against_no_deal=interval(gains[i]),
        against_ideal=interval(losses[i]),
    )


def _range(ready: Prepared, party: str) -> PartyRange:
    """Return what settlements as such bring one party, over the draws that have one."""
    base = ready.base
    p = ready.arrays.parties.index(party)
    n_draws = int(base.exists.sum())
    count = base.count[base.exists]
    below = base.below[p, base.exists]
    return PartyRange(
        party=party,
        seated=p in ready.arrays.seated,
        least=interval(base.least[p, base.exists]),
        most=interval(base.most[p, base.exists]),
        below_no_deal=interval(below / count),
        always_below=share(int((below == count).sum()), n_draws),
        ever_below=share(int((below > 0).sum()), n_draws),
        crosses_red_line=interval(base.crossing[p, base.exists] / count),
    )
