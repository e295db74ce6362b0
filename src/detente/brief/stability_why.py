"""Who can leave and who can answer, outcome by outcome, in sentences."""

from collections.abc import Sequence

from detente.analysis.stability_supposed_values import SupposedDeparture
from detente.analysis.stability_values import (
    Answer,
    Departure,
    Ground,
    Held,
    PartyHold,
    Step,
)
from detente.brief.blocks import Block, Heading, Mark, Points, Prose, Statement
from detente.brief.messages import Phrase
from detente.brief.stability_parts import (
    Shown,
    assumed,
    behind,
    movers,
    points,
    steps_words,
)
from detente.brief.stability_table import often_words, verdict_words
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

N_DEPARTURES = 2
"""Moves told of a party that leaves an outcome; of one that stays, one."""
Mover = PartyHold | SupposedDeparture
"""Who moves, and whether it has a seat."""
STRICTEST = ("sseq", "seq", "smr", "gmr")
"""Answers, those that also pay those who give them first."""


def who_leaves(
    pen: Pen, case: Case, found: Sequence[Shown], place: int, *, certain: bool
) -> list[Block]:
    """Return why one outcome holds or not: who leaves, who answers, what groups can do."""
    item = found[place]
    held, often = item.held, often_words(pen, item, certain=certain)
    said = [
        verdict_words(pen, item),
        *([often] if often else []),
        *_apart(pen, held),
    ]
    same = same_as(case, found, place)
    if same is not None:
        said.append(pen.text("stability.same", name=same.name))
    blocks: list[Block] = [Heading(text=item.name.cap)]
    blocks.append(Prose(statements=tuple(pen.say(words) for words in said)))
    told: list[Statement] = []
    if same is None:
        told += [s for hold in _in_order(pen, case, held) for s in departures(pen, hold)]
    told += [pen.say(words) for words in _groups(pen, held)]
    return [*blocks, Points(statements=tuple(told))] if told else blocks


def same_as(case: Case | None, found: Sequence[Shown], place: int) -> Shown | None:
    """Return an outcome told before with the same moves, answers and gains; None without one."""
    alike = _likeness(case, found[place].held)
    earlier = (item for item in found[:place] if _likeness(case, item.held) == alike)
    return next(earlier, None) if alike else None


def _likeness(case: Case | None, held: Held) -> list[object]:
    return [
        (hold.party, hold.n_departures, *_told_of(step), *map(_told_of, answers))
        for hold, departure in told_departures(case, held)
        for step, answers in [(departure.step, _answers(departure))]
    ]


def _answers(departure: Departure) -> tuple[Step, ...]:
    answer = best_answer(departure)
    return answer.steps if answer is not None else ()


def _told_of(step: Step) -> tuple[object, ...]:
    gain = None if step.gain is None else round(step.gain, 1)
    return step.movers, tuple(step.changes.items()), gain, step.improves


def told_departures(case: Case | None, held: Held) -> list[tuple[PartyHold, Departure]]:
    """Return the departures that are told: not those of parties that have said nothing.

    Without a case nobody counts as silent.
    """
    return [
        (hold, departure)
        for hold in held.parties
        if case is None or not is_silent(case, hold.party)
        for departure in _first(hold)
    ]


def _first(hold: PartyHold) -> tuple[Departure, ...]:
    return hold.departures[: N_DEPARTURES if hold.firmest is None else 1]


def best_answer(departure: Departure) -> Answer | None:
    """Return the answer that deters under the most demanding concept; None where none does."""
    answers = {answer.concept: answer for answer in departure.answers}
    found = [answers[c] for c in STRICTEST if c in answers and answers[c].deters]
    return found[0] if found else None


def departures(pen: Pen, hold: PartyHold) -> list[Statement]:
    """Return a statement for each move by which a party would gain."""
    said = [departure_statement(pen, hold, departure) for departure in _first(hold)]
    more = hold.n_departures - len(said)
    if said and more > 0:
        said.append(pen.say(pen.text("stability.more", more, party=pen.names.actor(hold.party))))
    return said


def departure_statement(
    pen: Pen, hold: Mover, departure: Departure, marks: tuple[Mark, ...] = ()
) -> Statement:
    """Return a move by which a party would gain, how it is answered, and what both rest on."""
    grounds = departure_grounds(departure)
    words = " ".join([_move(pen, hold, departure), *_answered(pen, hold, departure)])
    marks = (*marks, *(() if hold.seated else (pen.mark("unseated"),)))
    return pen.say(words, behind(grounds), (*marks, *assumed(pen, grounds)))


def departure_grounds(departure: Departure) -> tuple[Ground, ...]:
    """Return what a departure and the answer told to it rest on."""
    answer = best_answer(departure)
    return (*departure.grounds, *(answer.grounds if answer else ()))


def _in_order(pen: Pen, case: Case, held: Held) -> list[PartyHold]:
    """Return the parties with a better move, those nobody can answer first, then by name."""
    by_party = {hold.party: hold for hold in held.parties if not is_silent(case, hold.party)}
    order = [by_party[party] for party in pen.names.in_order(by_party)]
    return sorted(order, key=lambda hold: hold.firmest is not None)


def _move(pen: Pen, hold: Mover, departure: Departure) -> Phrase:
    subject, step = pen.names.subject([hold.party]), departure.step
    fields = {"party": subject.cap, "move": pen.names.outcome(step.changes)}
    if step.gain is None:
        return pen.text("stability.prefers", subject.number, **fields)
    return pen.text("stability.gains", subject.number, gain=points(pen, step.gain), **fields)


def _answered(pen: Pen, hold: Mover, departure: Departure) -> list[Phrase]:
    """Return how a departure is answered, or why nobody can."""
    subject = pen.names.subject([hold.party])
    answer = best_answer(departure)
    if answer is None:
        why = next((a.why_not for a in departure.answers if a.concept == "gmr"), None)
        key = "nobody_moves" if why == "nobody_moves" else "nothing_hurts"
        return [pen.text(f"stability.unanswered.{key}", subject.number, party=subject.nom)]
    said = [pen.text("stability.answered", steps=steps_words(pen, answer.steps))]
    if answer.after is None or answer.after >= 0:
        said.append(pen.text("stability.no_better", subject.number, party=subject.cap))
    else:
        loss = points(pen, answer.after)
        fields = {"party": subject.cap, "loss": loss}
        said.append(pen.text("stability.worse", subject.number, **fields))
    paid = all(step.improves for step in answer.steps)
    said.append(pen.text("stability.pays" if paid else "stability.pays_not"))
    out = _escape(hold, departure)
    if answer.concept in ("seq", "gmr") and out is not None and out.hollow:
        ways = pen.names.outcome(out.hollow[-1].changes)
        fields = {"party": subject.cap, "move": ways}
        said.append(pen.text("stability.escapes", subject.number, **fields))
    return said


def _escape(hold: Mover, departure: Departure) -> Answer | None:
    """Return the answer from which a party has a way out, as the last of its steps."""
    for answer in departure.answers:
        own = answer.hollow and answer.hollow[-1].movers == (hold.party,)
        if answer.why_not == "escapes" and own:
            return answer
    return None


def _apart(pen: Pen, held: Held) -> list[Phrase]:
    """Return what else is known of an outcome: the table alone, all at once, foresight, doubt."""
    said = []
    if not held.holds["gmr"] and held.holds_at_table["gmr"]:
        said.append(pen.text("stability.at_table"))
    still = [party for party in held.at_rest if held.party(party).n_moves]
    if still and not held.holds["nash"]:
        said.append(pen.text("stability.at_rest", parties=pen.names.actors(still)))
    if held.simultaneous is not None:
        said.append(pen.text(f"stability.at_once_{'yes' if held.simultaneous else 'no'}"))
    if held.limited_move:
        said += _foresight(pen, held)
    unsure = [hold.party for hold in held.parties if _is_open(hold)]
    if unsure:
        said.append(pen.text("stability.open_orders", parties=pen.names.actors(unsure)))
    for strength in ("strong", "weak"):
        found = [h.party for h in held.parties if h.strength.get("seq") == strength]
        if found:
            said.append(pen.text(f"stability.{strength}", parties=pen.names.actors(found)))
    return said


def _foresight(pen: Pen, held: Held) -> list[Phrase]:
    found = []
    for holds, key in ((True, "foresight_yes"), (False, "foresight_no")):
        depths = [str(depth) for depth, value in held.limited_move.items() if value is holds]
        if depths:
            found.append(pen.text(f"stability.{key}", depths=pen.words.join(depths)))
    return found


def _is_open(hold: PartyHold) -> bool:
    """Return whether it hangs on orders that the ranges leave open that a party stays."""
    read = hold.variants.get("seq", {}).values()
    return any(read) and not all(read)


def _groups(pen: Pen, held: Held) -> list[Phrase]:
    """Return who would leave together, and whether somebody can answer that."""
    by_members: dict[tuple[str, ...], list[str]] = {}
    for breaker in held.breakers:
        if len(breaker.members) > 1:
            by_members.setdefault(breaker.members, []).append(breaker.concept)
    said = []
    for members, concepts in by_members.items():
        answered = {"cgmr": "never", "cseq": "unpaid", "csmr": "evaded"}
        key = next((word for concept, word in answered.items() if concept in concepts), "answered")
        who = movers(pen, members)
        said.append(pen.text(f"stability.group.{key}", parties=who))
    return said
