"""What changes with each party and each group of parties at the table, and without."""

from detente.analysis.finding import Finding, SeatsValues
from detente.analysis.prepared import GROUP_SIZE, Prepared, prepare
from detente.analysis.seat_change import seat_change
from detente.analysis.tally import TableTally
from detente.case.model import Case
from detente.sources.frozen import Label

METHOD = (
    "the table of the case against tables with the seats of one party or group changed, and with "
    "everyone seated; expense of exclusion under Kalai-Smorodinsky"
)
EVERYONE = "*"
"""Stands for all unseated parties at once."""
GROUP = "+"
"""Stands for the parties of a group."""


def seats(
    case: Case, *, n_draws: int = 1024, seed: int = 0, group_size: int = GROUP_SIZE
) -> Finding[SeatsValues]:
    """Return what changes if each party, or group of parties, gets a seat or loses it.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.
    group_size : int
        Size up to which every group is looked at; less, with a warning, where there are too many.

    Returns
    -------
    Finding[SeatsValues]
        Counts, shares of draws, changes in points of 100; see the fields of `SeatsValues`.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/seats.md has definitions, assumptions and a worked example; consent as the
    condition of a settlement is that of [Raiffa1982]_ in docs/bibliography.md.
    """
    return seats_finding(prepare(case, n_draws=n_draws, seed=seed, group_size=group_size))


def seats_finding(ready: Prepared) -> Finding[SeatsValues]:
    """Return the seats finding of a case made ready; see `seats`."""
    arrays, case = ready.arrays, ready.case
    row_of = {party: row for row, party in enumerate(arrays.parties)}
    seated = set(arrays.seated)
    changes = []
    for party in (*case.unseated(), *case.seated()):
        table = tuple(sorted(seated ^ {row_of[party]}))
        if table:
            changes.append(seat_change(ready, party, ready.tables[table]))
    everyone = None
    if len(case.unseated()) > 1:
        everyone = seat_change(ready, EVERYONE, ready.tables[tuple(range(len(arrays.parties)))])
    values = SeatsValues(
        changes=tuple(changes),
        everyone=everyone,
        groups=tuple(seat_change(ready, GROUP, after) for after in _groups_in_order(ready)),
        group_size=ready.group_size,
    )
    return ready.finding("seats", METHOD, values, _left_out(ready))


def _groups_in_order(ready: Prepared) -> list[TableTally]:
    """Return the tables with groups changed: smaller groups first, then by the case."""
    case = ready.case
    place = {party: n for n, party in enumerate((*case.unseated(), *case.seated()))}
    keyed = []
    for table, after in ready.groups.items():
        changed = set(table) ^ set(ready.arrays.seated)
        places = sorted(place[ready.arrays.parties[row]] for row in changed)
        keyed.append(((len(changed), places), after))
    return [after for _, after in sorted(keyed, key=lambda pair: pair[0])]


def _left_out(ready: Prepared) -> tuple[Label, ...]:
    if ready.group_size >= ready.wanted_group:
        return ()
    n, wanted = ready.group_size + 1, ready.wanted_group
    sizes = str(n) if n == wanted else f"{n}-{wanted}"
    return (
        Label(
            de=f"Gruppen von {sizes} Parteien, die gemeinsam einen Platz bekommen oder verlieren, "
            "sind zu viele und wurden nicht betrachtet.",
            en=f"Groups of {sizes} parties that get or lose their seats together are too many and "
            "were not looked at.",
        ),
    )
