"""Counts of what tables settle on, draw by draw, compiled by numba; imported only for large jobs.

Says the same as the plain counts (`detente.analysis.counting`), which it is tested against.
"""

import numpy as np

from detente.kernels.compiling import compiled, part
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.settlement import OFFSET, TOLERANCE
from detente.kernels.sweep_form import (
    N_RULES,
    REACHED_RULE,
    TOGETHER,
    Change,
    Details,
    PerDraw,
    PerOutcome,
    Scratch,
    Space,
    Tables,
    Values,
)
from detente.kernels.sweep_rules import efficient, name


@compiled
def sweep(
    space: Space, values: Values, tables: Tables, room: Scratch, found: PerDraw,
    outcomes: PerOutcome, changes: Change, details: Details,
) -> None:  # fmt: skip  # pragma: no cover
    """Count some tables, for every draw, each against that of the case.

    Parameters
    ----------
    space, values, tables : Space, Values, Tables
        The case, some of its draws, and the tables; the first of these is that of the case.
    room : Scratch
        From `scratch`.
    found, outcomes : PerDraw, PerOutcome
        Filled in, for the last of the tables, as many as they have room for: all of them, or all
        but that of the case.
    changes, details : Change, Details
        Filled in; what has no room is not counted. Worths in points of 100.
    """
    first = len(tables.rows) - len(found.n_settled)
    for draw in range(len(values.no_deal)):
        for party in range(len(room.worth)):
            if space.n_grid:
                _fill_grid(
                    space.first, space.kept, values.parts, draw, party, room.grid, room.worth
                )
            else:
                _fill_listed(space.outcomes, values.parts, draw, party, room.worth)
        _add_interactions(space.interaction_party, space.applies, values.added, draw, room.worth)
        _judge(space, values.no_deal, values.least_worth, draw, room)
        for table in range(len(tables.rows)):
            n, n_moved = _settle(tables, table, room)
            if table == 0 and len(details.with_option):
                _detail(space, tables, values.no_deal, draw, n, room, details)
            if table == 0 and first > 0:
                continue
            slot = table - first
            if slot < len(changes.lost):
                _compare(tables, table, slot, draw, n_moved, room, changes)
            found.n_settled[slot, draw] = n
            if n:
                k = _gather(tables, table, slot, draw, n, room, found, outcomes)
                _add_prospects(tables, values.no_deal, table, slot, draw, n, k, room, outcomes)
                m = efficient(
                    n,
                    k,
                    room.points,
                    room.sums,
                    room.window,
                    room.window_sums,
                    room.order,
                    room.kept,
                )
                name(tables, values, table, draw, m, k, room)
                _add_efficient(slot, draw, m, room, found, outcomes)
                _add_named(space, slot, draw, m, room, found, outcomes)


@part
def _fill_grid(
    first: IntArray, kept: IntArray, parts: FloatArray, draw: int, party: int,
    grid: FloatArray, worth: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the worth of all combinations to one party, the last issue changing fastest."""
    size = 1
    grid[0] = 0.0
    for issue in range(len(first) - 2, -1, -1):
        for option in range(first[issue + 1] - first[issue] - 1, -1, -1):
            part, start = parts[draw, party, first[issue] + option], option * size
            for prefix in range(size):
                grid[start + prefix] = part + grid[prefix]
        size *= first[issue + 1] - first[issue]
    if len(kept):
        for o in range(len(kept)):
            worth[party, o] = grid[kept[o]]
    else:
        for o in range(size):
            worth[party, o] = grid[o]


@part
def _fill_listed(
    outcomes: IntArray, parts: FloatArray, draw: int, party: int, worth: FloatArray
) -> None:  # pragma: no cover
    """Fill in the worth of listed outcomes to one party."""
    for o in range(len(outcomes)):
        total = parts[draw, party, outcomes[o, 0]]
        for issue in range(1, outcomes.shape[1]):
            total += parts[draw, party, outcomes[o, issue]]
        worth[party, o] = total


@part
def _add_interactions(
    parties: IntArray, applies: BoolArray, added: FloatArray, draw: int, worth: FloatArray
) -> None:  # pragma: no cover
    for i in range(len(parties)):
        for o in range(applies.shape[1]):
            if applies[i, o]:
                worth[parties[i], o] += added[draw, i]


@part
def _judge(
    space: Space, no_deal: FloatArray, least_worth: FloatArray, draw: int, room: Scratch
) -> None:  # pragma: no cover
    """Fill in what each outcome crosses, whom it leaves below no deal, and who accepts it."""
    worth, lines, below, accepts = room.worth, room.lines, room.below, room.accepts
    n_parties, n_outcomes = len(worth), len(lines)
    for o in range(n_outcomes):
        lines[o] = space.lines[o]
        accepts[o] = space.refused[o]
        below[o] = 0
    for line in space.least_lines:
        party = space.line_party[line]
        least = least_worth[draw, line] - TOLERANCE
        for o in range(n_outcomes):
            if worth[party, o] < least:
                lines[o] |= 1 << line
                accepts[o] |= 1 << party
    for party in range(n_parties):
        least, bit = no_deal[draw, party] - TOLERANCE, 1 << party
        for o in range(n_outcomes):
            below[o] |= bit if worth[party, o] < least else 0
            room.steps[party, o] = np.floor(worth[party, o] / TOLERANCE + OFFSET)
    everyone = (1 << n_parties) - 1
    for o in range(n_outcomes):
        accepts[o] = everyone & ~(accepts[o] | below[o])


@part
def consents(tables: Tables, table: int, accepting: int) -> bool:  # pragma: no cover
    """Return whether those who accept (as bits) meet every quota of a table."""
    for q in range(tables.first_quota[table], tables.first_quota[table + 1]):
        yes, n = accepting & tables.members[q], 0
        while yes:
            yes &= yes - 1
            n += 1
        if n < tables.least[q]:
            return False
    return True


@compiled
def look_up(tables: Tables) -> None:  # pragma: no cover
    """Fill in `tables.known`."""
    for table in range(tables.known.shape[0]):
        for accepting in range(tables.known.shape[1]):
            tables.known[table, accepting] = consents(tables, table, accepting)


@part
def _settle(tables: Tables, table: int, room: Scratch) -> tuple[int, int]:  # pragma: no cover
    """List the settlements of a table, and those not in common with the case; return how many."""
    n = n_moved = 0
    looked_up = tables.known.shape[1] > 0
    for o in range(len(room.accepts)):
        if looked_up:
            is_settled = tables.known[table, room.accepts[o]]
        else:
            is_settled = consents(tables, table, room.accepts[o])
        room.agreed[n] = o
        n += is_settled
        if table == 0:
            room.settled[o] = is_settled
        room.moved[n_moved] = o
        n_moved += is_settled != room.settled[o]
    return n, n_moved


@part
def _compare(
    tables: Tables, table: int, slot: int, draw: int, n_moved: int, room: Scratch,
    changes: Change,
) -> None:  # fmt: skip  # pragma: no cover
    """Count what the settlements of a table and of the case do not have in common."""
    start, stop = tables.first_demand[table], tables.first_demand[table + 1]
    for place in range(n_moved):
        o = room.moved[place]
        if room.settled[o]:
            changes.lost[slot, draw] += 1
        else:
            changes.won[slot, draw] += 1
            crosses = (room.lines[o] & tables.absent_lines[table]) != 0
            changes.won_crossing[slot, draw] += crosses
        if room.settled[o] != tables.grows[table]:
            continue
        n, only = 0, 0
        for demand in range(start, stop):
            violated = room.lines[o] & tables.demand_line[demand]
            if tables.demand_line[demand] == 0:
                violated = room.below[o] & tables.demand_party[demand]
            if violated:
                n += 1
                only = demand - start
                changes.refused[slot, draw, only] += 1
        if n == 1:
            changes.refused_alone[slot, draw, only] += 1


@part
def _gather(
    tables: Tables, table: int, slot: int, draw: int, n: int, room: Scratch, found: PerDraw,
    outcomes: PerOutcome,
) -> int:  # fmt: skip  # pragma: no cover
    """Set out the settlements of a table as points; return how many parties sit at it."""
    absent = tables.absent_lines[table]
    for place in range(n):
        o = room.agreed[place]
        outcomes.settlement[slot, o] += 1
        found.crossing_absent[slot, draw] += (room.lines[o] & absent) != 0
        room.sums[place] = 0.0
    k = 0
    while k < tables.rows.shape[1] and tables.rows[table, k] >= 0:
        party = tables.rows[table, k]
        for place in range(n):
            step = room.steps[party, room.agreed[place]]
            room.points[k, place] = step
            room.sums[place] += step
        k += 1
    for c in range(k, TOGETHER):
        for place in range(n):
            room.points[c, place] = 0.0
    return k


@part
def _add_prospects(
    tables: Tables, no_deal: FloatArray, table: int, slot: int, draw: int, n: int, k: int,
    room: Scratch, outcomes: PerOutcome,
) -> None:  # fmt: skip  # pragma: no cover
    """Add the least relative gain of every settlement of a draw."""
    least = room.scores[0]
    for place in range(n):
        least[place] = np.inf
    for c in range(k):
        party = tables.rows[table, c]
        base, most = no_deal[draw, party], -np.inf
        for place in range(n):
            gain = room.worth[party, room.agreed[place]] - base
            room.scores[1, place] = gain
            most = max(most, gain)
        if most > TOLERANCE:
            for place in range(n):
                relative = max(room.scores[1, place], 0.0) / most
                least[place] = min(least[place], relative)
    if least[0] < np.inf:
        for place in range(n):
            outcomes.prospect[slot, room.agreed[place]] += least[place]


@part
def _add_efficient(
    slot: int, draw: int, m: int, room: Scratch, found: PerDraw, outcomes: PerOutcome
) -> None:  # pragma: no cover
    """Add up the efficient settlements of one draw."""
    for place in range(m):
        outcomes.efficient[slot, room.agreed[room.kept[place]]] += 1
    for party in range(len(room.worth)):
        total = 0.0
        for place in range(m):
            total += room.worth[party, room.agreed[room.kept[place]]]
        found.mean_worth[slot, draw, party] = total / m


@part
def _add_named(
    space: Space, slot: int, draw: int, m: int, room: Scratch, found: PerDraw,
    outcomes: PerOutcome,
) -> None:  # fmt: skip  # pragma: no cover
    """Add up what the rules name in one draw."""
    worth, n_parties = room.worth, len(room.worth)
    for rule in range(N_RULES):
        n = 0
        for place in range(m):
            n += room.hits[place] >> rule & 1
        for place in range(m):
            if not room.hits[place] >> rule & 1:
                continue
            o = room.agreed[room.kept[place]]
            outcomes.named[slot, rule, o] += 1
            for party in range(n_parties):
                found.named_worth[slot, draw, rule, party] += worth[party, o] / n
            if rule == REACHED_RULE:
                for issue in range(space.outcomes.shape[1]):
                    found.reached_options[slot, draw, space.outcomes[o, issue]] += 1.0 / n
                for i in range(len(space.interaction_party)):
                    if space.applies[i, o]:
                        found.reached_interactions[slot, draw, i] += 1.0 / n


@part
def _detail(
    space: Space, tables: Tables, no_deal: FloatArray, draw: int, n: int, room: Scratch,
    details: Details,
) -> None:  # fmt: skip  # pragma: no cover
    """Count the settlements of the table of the case in detail, in one draw."""
    n_parties = len(room.worth)
    for place in range(n):
        o = room.agreed[place]
        for issue in range(space.outcomes.shape[1]):
            details.with_option[draw, space.outcomes[o, issue]] += 1
        if room.below[o]:
            for party in range(n_parties):
                details.below[draw, party] += room.below[o] >> party & 1
        if room.lines[o]:
            crossing = _owners(room.lines[o], space.line_party)
            for party in range(n_parties):
                details.crossing[draw, party] += crossing >> party & 1
    if n:
        _extremes(no_deal, draw, n, room.worth, room.agreed, details.least, details.most)
    if len(space.line_party):
        _detail_lines(space, tables, draw, room, details)


@part
def _owners(lines: int, line_party: IntArray) -> int:  # pragma: no cover
    """Return the owners of some red lines, as bits."""
    owners = 0
    for line in range(len(line_party)):
        if lines >> line & 1:
            owners |= 1 << line_party[line]
    return owners


@part
def _extremes(
    no_deal: FloatArray, draw: int, n: int, worth: FloatArray, agreed: IntArray,
    smallest: FloatArray, largest: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in what the worst and the best settlement bring each party."""
    for party in range(len(worth)):
        least, most = np.inf, -np.inf
        for place in range(n):
            least = min(least, worth[party, agreed[place]])
            most = max(most, worth[party, agreed[place]])
        smallest[draw, party] = least - no_deal[draw, party]
        largest[draw, party] = most - no_deal[draw, party]


@part
def _detail_lines(
    space: Space, tables: Tables, draw: int, room: Scratch, details: Details
) -> None:  # pragma: no cover
    """Mark the red lines that alone keep some outcome from being a settlement."""
    for o in range(len(room.lines)):
        crossed = room.lines[o]
        if not crossed:
            continue
        owners = twice = 0
        for line in range(len(space.line_party)):
            if crossed >> line & 1:
                details.bars[draw, line] += 1
                owner = 1 << space.line_party[line]
                twice |= owners & owner
                owners |= owner
        if room.settled[o]:
            continue
        single = owners & ~twice & ~room.below[o]
        for line in range(len(space.line_party)):
            owner = 1 << space.line_party[line]
            if crossed >> line & 1 and single & owner and not details.binds[draw, line]:
                details.binds[draw, line] = consents(tables, 0, room.accepts[o] | owner)
