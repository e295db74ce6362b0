"""How an issue was decided, from three columns that a table of our own form may have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.evaluate.resolved import Line, Role

PROCEDURE = ("role", "votes", "quota")
"""Columns of who proposes and must agree, of votes, and of the share of them that is needed."""
ROLES: dict[str, Role] = {"": "", "setter": "setter", "veto": "veto"}


@dataclass(frozen=True)
class Procedure:
    """How one issue was decided."""

    quota: float | None
    """Share of the votes that a decision needs; None where nothing is said of it."""
    roles: dict[int, Role]
    """Number of a line -> part of its party in the procedure."""
    votes: dict[int, float]
    """Number of a line -> votes of its party; a line without a number has one vote."""


def procedure_of(lines: Sequence[Line], slips: list[str]) -> Procedure:
    """Return how the issue of some lines was decided; what is wrong goes to `slips`."""
    here = [line for line in lines if line.text("position")]
    votes = dict(_votes(here, slips))
    quota = _quota(lines, slips)
    if quota is not None and votes and not any(votes.values()):
        slips.append(
            f"line {here[0].number}: the issue has a quota and nobody with a position has votes; "
            "give votes, or no quota"
        )
    return Procedure(quota, dict(_roles(lines, slips)), votes)


def _roles(lines: Sequence[Line], slips: list[str]) -> Iterator[tuple[int, Role]]:
    setter: int | None = None
    for line in lines:
        told = line.text("role")
        role = ROLES.get(told.lower())
        if role is None:
            slips.append(
                f"line {line.number}: role {told!r} is not known; write setter (who makes the "
                "proposal), veto (whose consent is needed), or nothing"
            )
            continue
        if role == "setter" and setter is not None:
            slips.append(
                f"line {line.number}: the setter stands in line {setter} already; keep one"
            )
            continue
        setter = line.number if role == "setter" else setter
        yield line.number, role


def _votes(lines: Sequence[Line], slips: list[str]) -> Iterator[tuple[int, float]]:
    if not any(line.text("votes") for line in lines):
        return
    for line in lines:
        if not line.text("votes"):
            slips.append(
                f"line {line.number}: votes is empty and others on the issue have some; give a "
                "number, 0 for none"
            )
        number = line.number_in("votes", slips, high=None)
        if number is not None:
            yield line.number, number


def _quota(lines: Sequence[Line], slips: list[str]) -> float | None:
    """Return the share that each line of an issue repeats or leaves empty."""
    found: Fraction | None = None
    first = ""
    for line in lines:
        told = line.text("quota")
        share = _share(told)
        if told and share is None:
            slips.append(
                f"line {line.number}: quota {told!r} is not a share of the votes above 0 and up "
                "to 1; write 1 for unanimity, otherwise such as 62/87 or 0.7"
            )
        if share is None:
            continue
        if found is not None and share != found:
            slips.append(f"line {line.number}: quota {told} is {first} in a line before")
        found, first = (share, told) if found is None else (found, first)
    return None if found is None else float(found)


def _share(text: str) -> Fraction | None:
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return share if 0 < share <= 1 else None
