"""What the rule of consent alone gives each party at the table: exact power indices."""

from fractions import Fraction

from detente.analysis.consent import consent_of
from detente.analysis.forecast_values import PartyPower, Portion
from detente.case.model import Case
from detente.errors import AnalysisError
from detente.kernels.power_index import Rule, banzhaf, n_swings, rule, shapley_shubik


def power(case: Case) -> tuple[PartyPower, ...]:
    """Return the power of those at the table, in the order of the case.

    Empty where the rule has too many groups to count, or nobody whose consent it asks for.
    """
    table = case.seated()
    try:
        given = _rule(case, table)
        if given is None:
            return ()
        swings, shares, orders = n_swings(given), banzhaf(given), shapley_shubik(given)
    except AnalysisError:
        return ()
    return tuple(
        PartyPower(
            party=party,
            veto=not _passes_without(given, row),
            no_say=not swings[row],
            banzhaf=_portion(shares[row]),
            shapley_shubik=_portion(orders[row]),
        )
        for row, party in enumerate(table)
    )


def _rule(case: Case, table: tuple[str, ...]) -> Rule | None:
    quotas = consent_of(case, table, range(len(table)))
    if not quotas:
        return None
    votes = [[int(row in quota.members) for row in range(len(table))] for quota in quotas]
    return rule(votes, [quota.least for quota in quotas])


def _passes_without(given: Rule, row: int) -> bool:
    """Return whether all others together are enough."""
    return all(
        sum(votes) - votes[row] >= quota
        for votes, quota in zip(given.votes, given.quotas, strict=True)
    )


def _portion(value: Fraction) -> Portion:
    return Portion(value=float(value), exact=str(value))
