"""Moves, departures and answers as records: what explanations of stability are made of."""

from typing import Annotated, Literal

from pydantic import Field

from detente.case.model import Outcome
from detente.sources.frozen import Frozen

Concept = Literal["nash", "gmr", "smr", "seq", "sseq"]
"""Whom a party fears when it thinks of leaving; docs/methods/stability.md defines each."""


class Estimate(Frozen):
    """In how many of the plausible value sets something holds, with its sampling error."""

    share: Annotated[float, Field(ge=0, le=1)]
    """`n` / `of`; 0 where `of` is 0."""
    n: int
    """Draws in which it holds."""
    of: int
    """Draws it was looked at in."""
    low: Annotated[float, Field(ge=0, le=1)]
    """Lower end of the 95 percent interval (Wilson) over the draws."""
    high: Annotated[float, Field(ge=0, le=1)]
    """Upper end of it. Where nothing varies, both ends are the share."""


class Ground(Frozen):
    """One place of the case that a statement rests on."""

    path: str
    """Path into the case, such as ``issues.troops.held_by.a`` or ``preferences.a.no_deal``."""
    because: tuple[str, ...] = ()
    """Ids of the acts behind it."""
    assume: str | None = None
    """The assumption behind it; None with no act either: the case gives no reason."""


class Step(Frozen):
    """One step from an outcome to the next."""

    movers: tuple[str, ...]
    """Who takes it: one party; several where they can only take it together."""
    changes: Outcome
    """Issues that change, each with its new option."""
    outcome: Outcome
    """The outcome reached."""
    improves: bool
    """Whether every mover prefers the outcome reached to the one left."""
    gain: float | None = None
    """What the mover gains, points of 100; None for several movers, and where only its order is
    known."""


class Answer(Frozen):
    """How the others can answer one departure, by the rule of one concept."""

    concept: Literal["gmr", "smr", "seq", "sseq"]
    """Rule: gmr any move; seq moves that pay each mover; smr, sseq: and the party cannot escape."""
    deters: bool
    """Whether the answer takes away what the party gained."""
    steps: tuple[Step, ...] = ()
    """Shortest such answer; empty where there is none."""
    after: float | None = None
    """Worth to the party after the answer minus before it left, points of 100; None without an
    answer, and where only its order is known."""
    why_not: Literal["nobody_moves", "nothing_hurts", "escapes"] | None = None
    """Why nobody can answer: no other party can (or, for seq and sseq, wants to) move; none of what
    they reach leaves the party as badly off as before; or it moves on from all that would. None
    where the answer deters."""
    hollow: tuple[Step, ...] = ()
    """Where it escapes: an answer that would hurt, and then the party's way out; else empty."""
    grounds: tuple[Ground, ...] = ()
    """What the answer rests on: who holds what, and what the answering parties want."""


class Departure(Frozen):
    """One move by which a party would gain, and how the others can answer."""

    step: Step
    """The move."""
    answers: tuple[Answer, ...]
    """By concept: gmr, smr, seq, sseq."""
    grounds: tuple[Ground, ...] = ()
    """What the move rests on: who holds what, and what the party wants."""
