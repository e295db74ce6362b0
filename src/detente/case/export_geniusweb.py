"""A case as GeniusWeb profiles: one JSON file per party at the table, and the domain.

GeniusWeb wants weights that sum to 1 and writes no deal as an outcome (the reservation bid).
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from detente.case.decimals import decimal_factor, short
from detente.case.import_geniusweb import LISTED, SPACE
from detente.case.json_tree import json_text
from detente.case.portable import Portable, PortableParty, scale_note
from detente.sources.frozen import Label

MAX_SUMS = 200_000
"""Most different sums of one half of the issues, in the search for the reservation bid."""


def write_geniusweb(case: Portable) -> tuple[dict[str, str], list[Label]]:
    """Return the files by name, and what was changed."""
    domain: dict[str, object] = {
        "name": case.slug,
        "issuesValues": {name: {"values": list(options)} for name, options in case.issues},
    }
    files = {f"{case.slug}_domain.json": json_text(domain) + "\n"}
    notes: list[Label] = []
    for party in case.parties:
        body = _profile(case, party, domain, notes)
        files[f"{case.slug}_{party.id}.json"] = json_text({SPACE: body}) + "\n"
    return files, notes


def _profile(
    case: Portable, party: PortableParty, domain: dict[str, object], notes: list[Label]
) -> dict[str, object]:
    weights, utilities, factor = _weighted(party)
    notes.append(scale_note(party.id, factor / 100))
    if tuple(weights) != party.shares:
        notes.append(
            Label(
                de=f"{party.id}: Gewichte, die genau 1 ergeben, statt der des Falls; "
                "der Rest steckt im Nutzen der Optionen",
                en=f"{party.id}: weights that sum to exactly 1 instead of those of the case; "
                "the rest is in the utilities of the options",
            )
        )
    if not all(short(value) for row in utilities for value in row):
        notes.append(
            Label(
                de=f"{party.id}: Nutzen auf 17 Stellen gerundet",
                en=f"{party.id}: utilities rounded to 17 places",
            )
        )
    bid = _reservation(case, party, notes)
    names = [name for name, _ in case.issues]
    return {
        "issueUtilities": {
            name: {LISTED[0]: {"valueUtilities": dict(zip(options, row, strict=True))}}
            for (name, options), row in zip(case.issues, utilities, strict=True)
        },
        "issueWeights": dict(zip(names, weights, strict=True)),
        "domain": domain,
        "name": party.name if re.match("[a-zA-Z0-9]", party.name) else party.id,
        "reservationBid": None if bid is None else {"issuevalues": bid},
    }


def _weighted(
    party: PortableParty,
) -> tuple[list[Fraction], list[list[Fraction]], Fraction]:
    """Return weights that sum to 1, utilities 0 to 1, and the factor of worth / 100 behind them."""
    utilities = [[score / 100 for score in row] for row in party.scores]
    if all(short(value) for row in (party.shares, *utilities) for value in row):
        return list(party.shares), utilities, Fraction(1)
    parts = [[value / 100 for value in row] for row in party.parts()]
    weights = _halves([max(row) for row in parts])
    ratios = [[value / w for value in row] for row, w in zip(parts, weights, strict=True)]
    factor = decimal_factor([value for row in ratios for value in row])
    largest = max(value for row in ratios for value in row)
    while factor * largest > 1:
        factor /= 10
    return weights, [[value * factor for value in row] for row in ratios], factor


def _halves(sizes: Sequence[Fraction]) -> list[Fraction]:
    """Return decimals that sum to 1, one for each size, larger ones for larger sizes."""
    pieces = [Fraction(1)]
    while len(pieces) < len(sizes):
        half = pieces.pop(0) / 2
        pieces = sorted([*pieces, half, half], reverse=True)
    order = sorted(range(len(sizes)), key=lambda index: -sizes[index])
    result = [Fraction(0)] * len(sizes)
    for index, piece in zip(order, pieces, strict=True):
        result[index] = piece
    return result


def _reservation(case: Portable, party: PortableParty, notes: list[Label]) -> dict[str, str] | None:
    """Return the outcome of the least worth that the party accepts; None where it takes any."""
    if party.no_deal == 0:
        return None
    found = least_accepted(party.parts(), party.no_deal)
    if found is None:
        notes.append(
            Label(
                de=f"{party.id}: zu viele Ergebnisse für ein Vorbehaltsgebot; "
                f"ohne Einigung ({_shown(party.no_deal)}) nicht übernommen",
                en=f"{party.id}: too many outcomes to find a reservation bid; "
                f"no deal ({_shown(party.no_deal)}) not carried",
            )
        )
        return None
    worth = sum(row[o] for row, o in zip(party.parts(), found, strict=True))
    if worth < party.no_deal:
        notes.append(
            Label(
                de=f"{party.id}: kein Ergebnis erreicht seinen Wert ohne Einigung "
                f"({_shown(party.no_deal)}); Vorbehaltsgebot ist sein bestes",
                en=f"{party.id}: no outcome is worth its no deal ({_shown(party.no_deal)}); "
                "the reservation bid is its best one",
            )
        )
    elif worth > party.no_deal:
        notes.append(
            Label(
                de=f"{party.id}: ohne Einigung {_shown(party.no_deal)} steht als Ergebnis mit Wert "
                f"{_shown(worth)}: annehmbar bleibt dasselbe, Gewinne zählen von dort",
                en=f"{party.id}: no deal {_shown(party.no_deal)} is written as an outcome worth "
                f"{_shown(worth)}: the same is acceptable, gains are measured from there",
            )
        )
    return {name: options[o] for (name, options), o in zip(case.issues, found, strict=True)}


def least_accepted(parts: Sequence[Sequence[Fraction]], floor: Fraction) -> tuple[int, ...] | None:
    """Return the outcome of least worth that is worth `floor`; the best one where none is.

    `parts` is what each option adds, by issue. None where each half of the issues has more than
    `MAX_SUMS` different sums.
    """
    common = lcm(*(value.denominator for row in parts for value in row))
    halves: list[dict[int, tuple[int, ...]]] = [{0: ()}, {0: ()}]
    taken: list[list[int]] = [[], []]
    for issue, row in enumerate(parts):
        side = 0 if len(halves[0]) <= len(halves[1]) else 1
        taken[side].append(issue)
        grown: dict[int, tuple[int, ...]] = {}
        for total, choice in halves[side].items():
            for option, value in enumerate(row):
                grown.setdefault(total + int(value * common), (*choice, option))
        if len(grown) > MAX_SUMS:
            return None
        halves[side] = grown
    lows, highs = sorted(halves[0]), sorted(halves[1], reverse=True)
    pair = _least_pair(lows, highs, floor * common)
    chosen = dict(zip(taken[0] + taken[1], halves[0][pair[0]] + halves[1][pair[1]], strict=True))
    return tuple(chosen[issue] for issue in range(len(parts)))


def _least_pair(lows: list[int], highs: list[int], floor: Fraction) -> tuple[int, int]:
    """Return the pair of the least sum from `floor`; `lows` ascend, `highs` descend."""
    best = (lows[-1], highs[0])
    place = 0
    for low in lows:
        while place < len(highs) and low + highs[place] >= floor:
            best = min(best, (low, highs[place]), key=sum)
            place += 1
    return best


def _shown(number: Fraction | int) -> str:
    return f"{float(number):.6g}"
