"""Whose consent makes an outcome a settlement, for any table."""

from collections.abc import Sequence

from detente.case.model import Case
from detente.kernels.problem import Quota


def consent_of(case: Case, parties: Sequence[str], table: Sequence[int]) -> tuple[Quota, ...]:
    """Return what consent a table asks for.

    Parameters
    ----------
    case : Case
        The case; its consent names vetoes, a quota, and groups.
    parties : sequence of str
        Id of each row.
    table : sequence of int
        Rows of those at the table, which may be others than the case says.

    Returns
    -------
    tuple of Quota
        Every one must be met. Everyone at the table where the case states neither veto, quota
        nor groups. Who is not at the table has no veto and counts in no group; a quota stays
        what it is, at most the number of those left. A group nobody of which is left asks for
        nothing.
    """
    rows = tuple(sorted(table))
    consent = case.consent
    if consent.unanimous:
        return (Quota(rows, len(rows)),) if rows else ()
    found = []
    vetoes = tuple(row for row in rows if parties[row] in consent.veto)
    if vetoes:
        found.append(Quota(vetoes, len(vetoes)))
    if consent.quota is not None and rows:
        found.append(Quota(rows, min(consent.quota, len(rows))))
    for group in consent.groups.values():
        members = tuple(row for row in rows if parties[row] in group.members)
        if members:
            wanted = len(members) if group.quota is None else min(group.quota, len(members))
            found.append(Quota(members, wanted))
    return tuple(found)


def needed(consent: Sequence[Quota]) -> frozenset[int]:
    """Return the rows of the parties without each of which there is no settlement."""
    return frozenset(
        row for quota in consent if quota.least == len(quota.members) for row in quota.members
    )
