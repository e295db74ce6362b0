"""What options that the case does not have would change, on a terminal; marked as supposed."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.stability_supposed_values import Supposed, SupposedAnswer, SupposedOutcome
from detente.analysis.stability_values import Concept, Ground, StabilityValues
from detente.cli.output import printable
from detente.cli.show_moves import answer_words, departure_lines
from detente.cli.words import Names, grid, row


def supposed_blocks(values: StabilityValues, names: Names) -> list[RenderableType]:
    """Return what is supposed and what would follow; nothing where nothing is supposed."""
    found = values.supposed
    if found is None:
        return []
    blocks: list[RenderableType] = [
        Text(f"\nsupposed, not in the case: {names.label(found.title)}", style="bold")
    ]
    blocks += [Text(f"  {_ground(ground)}") for ground in found.added]
    if not found.looked_at:
        return [*blocks, Text(names.label(found.why_not) if found.why_not else "not looked at")]
    counts = ", ".join(
        f"{concept} {n} then {found.n_after[concept]}" for concept, n in found.n_before.items()
    )
    blocks.append(Text(f"of the {values.n_outcomes} outcomes of the case hold: {counts}"))
    blocks += [Text(line) for line in _remarks(found, names)]
    title = "does it hold with what is supposed"
    title += "" if values.certain else " (share of value sets)"
    table = grid(title, "", "outcome", *found.n_before, "versions")
    for place, item in enumerate(found.outcomes, start=1):
        cells = [_verdict(item, c, certain=values.certain) for c in found.n_before]
        seq = f"{item.n_holding['seq']} of {item.n_extensions} (seq)" if item.possible else ""
        row(table, place, names.outcome(item.outcome), *cells, seq)
    blocks.append(table)
    for place, item in enumerate(found.outcomes, start=1):
        lines = list(_lines(item, names))
        if lines:
            blocks.append(Text(f"\n{place}. {names.outcome(item.extended)}", style="bold"))
            blocks += [Text(line) for line in lines]
    return blocks


def _ground(ground: Ground) -> str:
    reasons = [*ground.because, *([ground.assume] if ground.assume else [])]
    return printable(f"{ground.path}: {', '.join(reasons)}")


def _remarks(found: Supposed, names: Names) -> Iterator[str]:
    if found.indifferent:
        yield f"it makes no difference to: {names.actors(found.indifferent)}"
    if found.reordered:
        yield (
            "with it these order the outcomes of the case otherwise, even while nothing of it is "
            f"done: {names.actors(found.reordered)}"
        )


def _verdict(item: SupposedOutcome, concept: Concept, *, certain: bool) -> str:
    if not item.possible:
        return "ruled out"
    words = {True: "yes", False: "no"}
    before, after = words[item.before[concept]], words[item.after[concept]]
    old, new = item.shares_before.get(concept), item.shares_after.get(concept)
    if not certain and old is not None and new is not None:
        return f"{before} {old.share:.0%}, then {after} {new.share:.0%}"
    return after if before == after else f"{before}, then {after}"


def _lines(item: SupposedOutcome, names: Names) -> Iterator[str]:
    """Yield who would leave and who could answer."""
    turns: dict[tuple[str, str], list[str]] = {}
    for turn in item.turns:
        how = "would stay" if turn.after else "would leave"
        turns.setdefault((turn.party, how), []).append(turn.concept)
    for (party, how), concepts in turns.items():
        yield f"{names.actor(party)} {how} ({', '.join(concepts)})"
    for found in item.departures:
        first, *rest = departure_lines(found.departure, names)
        yield f"{first}, newly possible"
        yield from rest
    answers: dict[str, list[str]] = {}
    for answer in item.answers:
        answers.setdefault(_answer(answer, names), []).append(answer.answer.concept)
    for words, kinds in answers.items():
        yield f"  {words} ({', '.join(kinds)})"


def _answer(found: SupposedAnswer, names: Names) -> str:
    move = f"{names.actor(found.party)}: {names.outcome(found.step.changes)}"
    newly = "newly" if found.after else "no longer"
    return f"{move}, {newly} {answer_words(found.answer, names).replace('no answer', 'answered')}"
