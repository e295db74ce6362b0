"""What would change if a party had options that the case does not have: supposed, and marked so."""

from collections.abc import Iterator

from detente.analysis.stability_supposed_values import (
    Supposed,
    SupposedAnswer,
    SupposedDeparture,
    SupposedOutcome,
)
from detente.analysis.stability_values import Concept, StabilityValues
from detente.brief.blocks import Block, Heading, Points, Prose, Row, Section, Statement
from detente.brief.paths import value_words
from detente.brief.stability_parts import (
    CONCEPTS,
    FIRMEST,
    Shown,
    assumed,
    behind,
    reason_cell,
    share_words,
    shown,
    steps_words,
)
from detente.brief.stability_why import departure_statement
from detente.brief.voices import is_silent
from detente.brief.writer import Pen, Writer

N_DEPARTURES = 4
"""Moves newly possible that are told of one outcome; the finding names more."""


def supposed(writer: Writer) -> Section:
    """Return what is supposed, and which outcomes would hold with it that did not, or no longer."""
    found, supposition = writer.stability, writer.supposed
    assert found is not None
    assert supposition is not None
    pen = Pen(writer.supposing(supposition.case), "supposed")
    title = pen.text("supposed.title", title=supposition.title.in_language(pen.words.language))
    values = found.values.supposed
    blocks: list[Block] = [pen.note("supposed.note")]
    if values is None or not values.looked_at:
        why = None if values is None else values.why_not
        said = pen.text("stability.not_looked")
        words = said if why is None else why.in_language(pen.words.language)
        blocks.append(Prose(statements=(pen.say(words),)))
        return Section(id="supposed", title=title, blocks=tuple(blocks))
    blocks.append(_added(pen, values))
    assert writer.case is not None
    names = shown(pen, writer.case, writer.findings, found.values)
    together = list(zip(names, values.outcomes, strict=True))
    blocks += _verdicts(pen, found.values, values, together)
    for name, item in together:
        blocks += _told(pen, name, item)
    blocks.append(pen.note("supposed.limits"))
    return Section(id="supposed", title=title, blocks=tuple(blocks))


def _added(pen: Pen, values: Supposed) -> Block:
    """Return everything that is supposed, with the reason."""
    rows = []
    for ground in values.added:
        head = pen.say(_added_words(pen, ground.path), marks=(pen.mark("supposed"),))
        rows.append(Row(head=head, cells=(reason_cell(pen, [ground]),)))
    columns = [pen.text(f"stability.column.{name}") for name in ("ground", "reason")]
    return pen.table(pen.text("supposed.added_caption"), columns, rows)


def _added_words(pen: Pen, path: str) -> str:
    """Return in words what is supposed at a path."""
    case = pen.writer.case
    assert case is not None
    match path.split("."):
        case ["parties", party]:
            key = "supposed.party_seated" if case.parties[party].seat else "supposed.party"
            return pen.text(key, party=pen.names.actor(party))
        case ["preferences", party]:
            return pen.text("supposed.wishes", party=pen.names.actor(party))
        case ["issues", issue]:
            content = case.issues[issue]
            return pen.text(
                "supposed.issue",
                issue=pen.names.issue(issue),
                options=pen.names.options(f"{issue}={option}" for option in content.options),
                today=pen.names.option(f"{issue}={content.status_quo}"),
                holders=pen.names.actors(content.held_by),
            )
        case ["issues", issue, "options", option]:
            shown_option = pen.names.option(f"{issue}={option}")
            return pen.text("supposed.option", issue=pen.names.issue(issue), option=shown_option)
        case ["links", number]:
            link = case.links[int(number)]
            parts = {"if_": pen.names.condition(link.if_), "then": pen.names.condition(link.then)}
            return pen.text("supposed.link", **parts)
        case [*_, "leads_to", _]:
            return value_words(pen, path.rpartition(".")[0])
        case _:
            return value_words(pen, path)


def _verdicts(
    pen: Pen,
    whole: StabilityValues,
    values: Supposed,
    together: list[tuple[Shown, SupposedOutcome]],
) -> list[Block]:
    """Return how many outcomes of the case hold before and after, and those looked at."""
    counts = {
        f"{name}_{when}": pen.words.number(numbers[name])
        for name in ("nash", "seq", "gmr")
        for when, numbers in (("before", values.n_before), ("after", values.n_after))
    }
    said = [pen.text("supposed.counts", n=pen.words.number(whole.n_outcomes), **counts)]
    for key, parties in (("indifferent", values.indifferent), ("reordered", values.reordered)):
        if parties:
            said.append(pen.text(f"supposed.{key}", parties=pen.names.actors(parties)))
    blocks: list[Block] = [Prose(statements=tuple(pen.say(words) for words in said))]
    rows = []
    for name, item in together:
        head = pen.say(pen.names.outcome(item.outcome), lead=f"{name.name.cap}:")
        cells = tuple(_verdict(pen, item, concept, certain=whole.certain) for concept in CONCEPTS)
        rows.append(Row(head=head, cells=cells))
    columns: list[str] = [pen.text("stability.column.outcome")]
    columns += [pen.text(f"stability.concept.{concept}").cap for concept in CONCEPTS]
    note = pen.text("supposed.table_note")
    return [*blocks, pen.table(pen.text("supposed.table_caption"), columns, rows, note=note)]


def _verdict(
    pen: Pen, item: SupposedOutcome, concept: Concept, *, certain: bool
) -> tuple[Statement, ...]:
    if not item.possible:
        return pen.cell(pen.text("stability.na"))
    before, after = item.before[concept], item.after[concept]
    if before is after:
        said = pen.text("stability.holds" if after else "stability.not_holds")
    else:
        said = pen.text("supposed.starts" if after else "supposed.ceases")
    old, new = item.shares_before.get(concept), item.shares_after.get(concept)
    if certain or old is None or new is None or not (old.of and new.of):
        return pen.cell(said)
    shares = {"before": share_words(pen, old), "after": share_words(pen, new)}
    return pen.cell(pen.text("supposed.shares", holds=said, **shares))


def _told(pen: Pen, name: Shown, item: SupposedOutcome) -> list[Block]:
    """Return why one outcome holds or not with what is supposed: who leaves, who answers."""
    if not item.possible:
        words = pen.text("supposed.impossible", name=name.name.cap)
        return [Prose(statements=(pen.say(words),))]
    said = [_whole_verdict(pen, name, item)]
    if item.n_extensions > 1:
        counts = {c: pen.words.number(item.n_holding[c]) for c in ("nash", "seq", "gmr")}
        of = pen.words.number(item.n_extensions)
        said.append(pen.text("supposed.versions", of=of, **counts))
    told = [*_departures(pen, item), *_answers(pen, item)]
    if not told:
        said.append(pen.text("supposed.nothing_new"))
    blocks: list[Block] = [Heading(text=name.name.cap)]
    blocks.append(Prose(statements=tuple(pen.say(words) for words in said)))
    return [*blocks, Points(statements=tuple(told))] if told else blocks


def _whole_verdict(pen: Pen, name: Shown, item: SupposedOutcome) -> str:
    before = next((concept for concept in FIRMEST if item.before[concept]), None)
    after = next((concept for concept in FIRMEST if item.after[concept]), None)
    fields = {"name": name.name.cap}
    for when, concept in (("before", before), ("after", after)):
        if concept is not None:
            fields[when] = pen.text(f"stability.concept_name.{concept}")
    if before == after:
        return pen.text(f"supposed.verdict.{'same' if after else 'same_not'}", **fields)
    if after is None:
        return pen.text("supposed.verdict.ceases", **fields)
    return pen.text(f"supposed.verdict.{'starts' if before is None else 'other'}", **fields)


def _departures(pen: Pen, item: SupposedOutcome) -> Iterator[Statement]:
    marks = (pen.mark("supposed"),)
    heard = [d for d in item.departures if _speaks(pen, d)]
    for found in heard[:N_DEPARTURES]:
        yield departure_statement(pen, found, found.departure, marks)
    more = len(heard) - N_DEPARTURES
    if more > 0:
        yield pen.say(pen.text("supposed.more", more))


def _answers(pen: Pen, item: SupposedOutcome) -> Iterator[Statement]:
    """Yield the moves of the case that are newly answered or evaded, concepts told together."""
    groups: dict[tuple[str, str], list[SupposedAnswer]] = {}
    for found in item.answers:
        if _speaks(pen, found):
            groups.setdefault((found.party, _answer_words(pen, found, "{concepts}")), []).append(
                found
            )
    for group in groups.values():
        first = group[0]
        names = [pen.text(f"stability.concept_name.{found.answer.concept}") for found in group]
        grounds = [*first.grounds, *first.answer.grounds]
        marks = (pen.mark("supposed"), *(() if first.seated else (pen.mark("unseated"),)))
        yield pen.say(
            _answer_words(pen, first, pen.words.join(names)),
            behind(grounds),
            (*marks, *assumed(pen, grounds)),
        )


def _answer_words(pen: Pen, found: SupposedAnswer, concepts: str) -> str:
    fields = {
        "party": pen.names.actor(found.party),
        "move": pen.names.outcome(found.step.changes),
        "concepts": concepts,
    }
    if not found.after:
        return pen.text("supposed.evaded", **fields)
    return pen.text("supposed.answered", steps=steps_words(pen, found.answer.steps), **fields)


def _speaks(pen: Pen, found: SupposedDeparture | SupposedAnswer) -> bool:
    """Return whether a party has said or is supposed to want anything."""
    case = pen.writer.case
    return case is not None and not is_silent(case, found.party)
