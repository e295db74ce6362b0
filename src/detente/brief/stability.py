"""Whether settlements would hold: who can leave, who can answer, which way leads there."""

from collections.abc import Iterator

from detente.analysis.stability_values import Ground, StabilityValues
from detente.brief.blocks import Block, Prose, Section, Statement
from detente.brief.stability_changes import effects, frozen
from detente.brief.stability_chart import moves_chart
from detente.brief.stability_fragile import fragility, inverse
from detente.brief.stability_grounds import grounds_part
from detente.brief.stability_parts import Shown, behind, explained, points, shown
from detente.brief.stability_table import (
    concepts_table,
    holders,
    often_words,
    parties_table,
    verdict_words,
)
from detente.brief.stability_ways import ways
from detente.brief.stability_why import (
    best_answer,
    departure_grounds,
    told_departures,
    who_leaves,
)
from detente.brief.voices import is_silent
from detente.brief.writer import Pen, Writer
from detente.case.model import Case


def stability(writer: Writer) -> Section:
    """Return which outcomes hold and why, the ways there, and what would change the answer."""
    pen = Pen(writer, "stability")
    found = writer.stability
    if writer.case is None or found is None:
        return pen.empty()
    values = found.values
    if not values.looked_at:
        said = pen.say(_why_not(pen, values))
        return pen.section([Prose(statements=(said,))])
    blocks: list[Block] = [pen.note("stability.note"), *holders(pen, writer.case, values)]
    outcomes = shown(pen, writer.case, writer.findings, values)
    if outcomes:
        blocks += _told(pen, writer.case, values, outcomes)
    else:
        blocks.append(Prose(statements=(pen.say(pen.text("stability.no_outcome")),)))
    blocks += frozen(pen, values, outcomes)
    blocks += effects(pen, values, outcomes)
    blocks += grounds_part(pen, _grounds(writer.case, values, explained(outcomes)))
    blocks.append(pen.note("stability.limits"))
    return pen.section(blocks)


def stability_words(pen: Pen, case: Case) -> Iterator[Statement]:
    """Say whether the foremost outcome looked at would hold; nothing where none is."""
    found = pen.writer.stability
    if found is None or not found.values.looked_at:
        return
    values = found.values
    outcomes = shown(pen, case, pen.writer.findings, values)
    if not outcomes:
        return
    item = outcomes[0]
    said = [verdict_words(pen, item), often_words(pen, item, certain=values.certain)]
    told = [
        (hold, departure)
        for hold, departure in told_departures(case, item.held)
        if hold.firmest is None and best_answer(departure) is None
    ]
    grounds: list[Ground] = []
    for hold, departure in told[:1]:
        subject = pen.names.subject([hold.party])
        fields = {"party": subject.cap, "move": pen.names.outcome(departure.step.changes)}
        gain = departure.step.gain
        if gain is None:
            said.append(pen.text("stability.prefers", subject.number, **fields))
        else:
            fields["gain"] = points(pen, gain)
            said.append(pen.text("stability.gains", subject.number, **fields))
        grounds += departure_grounds(departure)
    words = " ".join(sentence for sentence in said if sentence)
    lead = pen.text("opening.lead.stability")
    yield pen.say(words, behind(grounds), lead=lead, see="stability")


def _told(pen: Pen, case: Case, values: StabilityValues, outcomes: list[Shown]) -> list[Block]:
    """Return what is told of the outcomes looked at."""
    first = explained(outcomes)
    blocks: list[Block] = [pen.heading("stability.table"), _counts(pen, values)]
    blocks += [concepts_table(pen, case, values, outcomes), parties_table(pen, first)]
    silent = [hold.party for hold in first[0].held.parties if is_silent(case, hold.party)]
    if silent:
        words = pen.text("stability.silent", parties=pen.names.actors(silent))
        blocks.append(Prose(statements=(pen.say(words, (), (pen.mark("silent"),)),)))
    for place in range(len(first)):
        blocks += who_leaves(pen, case, first, place, certain=values.certain)
    chart = moves_chart(pen, case, first, values.roadmaps)
    if chart is not None:
        blocks += [pen.heading("stability.picture"), chart]
    blocks += ways(pen, first, values.roadmaps)
    blocks += fragility(pen, case, outcomes)
    return [*blocks, *inverse(pen, case, outcomes)]


def _grounds(case: Case, values: StabilityValues, first: list[Shown]) -> list[Ground]:
    """Return what all moves, answers and ways that are told rest on."""
    told = [d for item in first for _, d in told_departures(case, item.held)]
    goals = [item.held.outcome for item in first]
    ways_there = [way for way in values.roadmaps if way.goal in goals]
    found = [ground for departure in told for ground in departure_grounds(departure)]
    return [*found, *(ground for way in ways_there for ground in way.grounds)]


def _counts(pen: Pen, values: StabilityValues) -> Block:
    """Return how many of all outcomes hold."""
    counts = values.n_equilibria
    n = {name: pen.words.number(counts[name]) for name in ("nash", "seq", "gmr")}
    words = pen.text("stability.counts", n=pen.words.number(values.n_outcomes), **n)
    return Prose(statements=(pen.say(words),))


def _why_not(pen: Pen, values: StabilityValues) -> str:
    if values.why_not is None:
        return pen.text("stability.not_looked")
    return values.why_not.in_language(pen.words.language)
