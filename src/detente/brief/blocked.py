"""No settlement: which demands exclude each other, and what giving which up would open."""

from collections.abc import Sequence

from detente.analysis.exact import Blocked, PartyAccount, Relaxation
from detente.brief.blocks import Block, Points, Row
from detente.brief.paths import behind_paths, value_words
from detente.brief.quantities import exactly, signed
from detente.brief.terms import terms
from detente.brief.voices import is_silent
from detente.brief.writer import Pen
from detente.case.model import Case

N_SHOWN = 8
"""Conflicts, and relaxations, shown; more are counted."""


def blocked(pen: Pen, case: Case, found: Blocked) -> list[Block]:
    """Return the smallest conflicts, and the smallest relaxations with what they would bring."""
    blocks: list[Block] = [pen.heading("blocked.conflicts")]
    statements = [
        pen.say(
            pen.text(
                "blocked.conflict",
                len(paths),
                members="; ".join(value_words(pen, path) for path in paths),
            ),
            behind_paths(case, paths),
        )
        for paths in found.conflicts[:N_SHOWN]
    ]
    if len(found.conflicts) > N_SHOWN:
        more = len(found.conflicts) - N_SHOWN
        statements.append(pen.say(pen.text("blocked.more", more)))
    blocks.append(Points(statements=tuple(statements)))
    blocks.append(pen.heading("blocked.relaxations"))
    if found.relaxations:
        blocks.append(_relaxations(pen, case, found.relaxations[:N_SHOWN], found))
    else:
        blocks.append(pen.note("blocked.nothing_opens"))
    return blocks


def owner(path: str) -> str:
    """Return whose demand ``preferences.russia.red_lines.0`` is."""
    return path.split(".")[1]


def _relaxations(pen: Pen, case: Case, shown: Sequence[Relaxation], found: Blocked) -> Block:
    columns = [
        pen.text(f"blocked.column.{name}") for name in ("demands", "opens", "owners", "others")
    ]
    rows = [_relaxation(pen, case, relaxation) for relaxation in shown]
    notes = [pen.text("blocked.note")]
    n_found = max(len(found.openings), len(found.relaxations))
    if n_found > len(shown):
        notes.append(pen.text("blocked.more", n_found - len(shown)))
    if not found.complete:
        notes.append(pen.text("blocked.incomplete"))
    return pen.table(pen.text("blocked.caption"), columns, rows, note=" ".join(notes))


def _relaxation(pen: Pen, case: Case, relaxation: Relaxation) -> Row:
    owners = {owner(path) for path in relaxation.demands}
    by_name = {account.party: account for account in relaxation.parties}
    told = [p for p in pen.names.in_order(by_name) if p in owners or not is_silent(case, p)]
    head = pen.say(
        "; ".join(value_words(pen, path) for path in relaxation.demands),
        behind_paths(case, relaxation.demands),
    )
    sides = [[p for p in told if p in owners], [p for p in told if p not in owners]]
    return Row(
        head=head,
        cells=(
            pen.cell(terms(pen, case, relaxation.outcome)),
            *(tuple(pen.say(_gain(pen, by_name[p])) for p in side) for side in sides),
        ),
    )


def _gain(pen: Pen, account: PartyAccount) -> str:
    name = pen.names.actor(account.party)
    if not account.seated:
        name = pen.text("chart.unseated", party=name)
    gain = signed(pen.words, exactly(account.against_no_deal))
    return pen.text("blocked.gain", party=name, gain=gain)
