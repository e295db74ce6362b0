"""Moves, departures and answers on a terminal."""

from collections.abc import Sequence

from detente.analysis.stability_values import Answer, Departure, Step
from detente.cli.words import Names

WHY_NOT = {
    "nobody_moves": "no other party can or wants to move",
    "nothing_hurts": "nothing the others reach leaves it as badly off",
    "escapes": "it moves on from all that would hurt",
}


def departure_lines(departure: Departure, names: Names) -> list[str]:
    """Return a move, the answers to it by concept, and what both rest on."""
    lines = [f"  {step_words(departure.step, names)}"]
    said: dict[str, list[str]] = {}
    for answer in departure.answers:
        said.setdefault(answer_words(answer, names), []).append(answer.concept)
    lines += [f"    {', '.join(concepts)}: {words}" for words, concepts in said.items()]
    grounds = [*departure.grounds, *(g for answer in departure.answers for g in answer.grounds)]
    reasons = dict.fromkeys(ground.path for ground in grounds)
    return [*lines, f"    rests on {', '.join(reasons)}"] if reasons else lines


def answer_words(answer: Answer, names: Names) -> str:
    """Return how a move is answered, or why it is not."""
    if not answer.deters:
        hollow = f" ({steps_words(answer.hollow, names)})" if answer.hollow else ""
        return f"no answer: {WHY_NOT[answer.why_not or 'nothing_hurts']}{hollow}"
    after = "" if answer.after is None else f", worth {answer.after:+.1f} to it in the end"
    return f"answered by {steps_words(answer.steps, names)}{after}"


def steps_words(steps: Sequence[Step], names: Names) -> str:
    """Return steps one after the other."""
    return ", then ".join(step_words(step, names) for step in steps)


def step_words(step: Step, names: Names) -> str:
    """Return who moves what, and its gain where that is known."""
    who = names.actors(step.movers) + (" together" if len(step.movers) > 1 else "")
    gain = "" if step.gain is None else f" ({step.gain:+.1f})"
    return f"{who}: {names.outcome(step.changes)}{gain}"
