"""The moves that the section tells, as nodes and arcs of a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.analysis.stability_values import Roadmap, Step
from detente.brief.stability_parts import Shown
from detente.brief.stability_ways import told_way
from detente.brief.stability_why import best_answer, same_as, told_departures
from detente.case.model import Case, Outcome

MAX_NODES = 14
"""Most outcomes in the picture: more would not fit a phone or be read by anybody."""


@dataclass(frozen=True)
class Move:
    """An arrow of the picture."""

    start: int
    """Place of the outcome it leaves."""
    end: int
    """Place of the outcome it reaches."""
    step: Step
    """Who takes it, and whether it pays."""


@dataclass(frozen=True)
class Picture:
    """What is drawn."""

    outcomes: tuple[Outcome, ...]
    """Those explained first, then those that moves and answers pass."""
    moves: tuple[Move, ...]
    """Each once, in the order in which the section tells them."""
    whole: bool
    """Whether every move told is in it."""


def picture(case: Case | None, found: Sequence[Shown], roadmaps: Sequence[Roadmap]) -> Picture:
    """Return the departures, answers and ways that are told, as far as they fit.

    Without a case, as of a graph given directly, those of all parties.
    """
    outcomes = [item.held.outcome for item in found]
    moves: dict[tuple[int, int, tuple[str, ...]], Move] = {}
    whole = True
    for start, steps in _chains(case, found, roadmaps):
        new = [s.outcome for n, s in enumerate(steps) if s.outcome not in outcomes
               and s.outcome not in [earlier.outcome for earlier in steps[:n]]]  # fmt: skip
        if len(outcomes) + len(new) > MAX_NODES:
            whole = False
            continue
        outcomes += new
        at = outcomes.index(start)
        for step in steps:
            end = outcomes.index(step.outcome)
            moves.setdefault((at, end, step.movers), Move(at, end, step))
            at = end
    return Picture(tuple(outcomes), tuple(moves.values()), whole)


def _chains(
    case: Case | None, found: Sequence[Shown], roadmaps: Sequence[Roadmap]
) -> Iterator[tuple[Outcome, tuple[Step, ...]]]:
    """Return steps that follow each other, with where they begin: the foremost way first."""
    home = next((item.held.outcome for item in found if item.is_status_quo), None)
    there = {item.short: told_way(w) for item in found for w in roadmaps
             if w.goal == item.held.outcome and home is not None}  # fmt: skip
    ways = [(home, steps) for steps in there.values() if home is not None and steps]
    yield from ways[:1]
    for place, item in enumerate(found):
        if same_as(case, found, place) is not None:
            continue
        for _, departure in told_departures(case, item.held):
            answer = best_answer(departure)
            answering = answer.steps if answer is not None else ()
            yield item.held.outcome, (departure.step, *answering)
    yield from ways[1:]
