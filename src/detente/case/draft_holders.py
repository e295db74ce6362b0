"""Acts to holders: which party can bring an open issue about, or end it, without the others.

Who does something about such an issue, threatens, offers or refuses to, or is asked to do it, holds
it. Issues that need several by their nature have no holder; docs/methods/draft.md says which.
"""

from collections.abc import Iterable, Mapping

from detente.case.draft_table import Moves
from detente.case.model import Hold, Issue, Option
from detente.reading.act import Act
from detente.record.record import Record

_VOICES = ("reported", "attributed")
_UNREAL = ("denied", "hypothetical")


def with_holders(
    issues: Mapping[str, Issue], parties: Iterable[str], record: Record, moves: Moves
) -> dict[str, Issue]:
    """Return the issues with `held_by`, each holder with the acts that show it."""
    behalf = {actor.id: actor.represents or actor.id for actor in record.actors}
    known = set(parties)
    found = {}
    for name, issue in issues.items():
        shown = _shown(name, record, moves, behalf) if name in moves.one_sided else {}
        holders = {p: Hold(because=tuple(acts)) for p, acts in shown.items() if p in known}
        down = bool(holders) and name in moves.only_ended
        options = _only_down(issue.options) if down else issue.options
        found[name] = issue.model_copy(update={"held_by": holders, "options": options})
    return found


def _shown(
    issue: str, record: Record, moves: Moves, behalf: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return by party the acts that show that it holds an issue, in the order of the acts."""
    shown: dict[str, list[str]] = {}
    for act in record.acts:
        if issue not in act.issues or act.ascribed or act.voice not in _VOICES:
            continue
        for party in dict.fromkeys(behalf.get(actor, actor) for actor in _holders(act, moves)):
            shown.setdefault(party, []).append(act.id)
    return shown


def _holders(act: Act, moves: Moves) -> tuple[str, ...]:
    if act.kind in moves.does and act.modality not in _UNREAL:
        return act.actors
    if act.kind in moves.says:
        return act.actors
    return act.targets if act.kind in moves.asked else ()


def _only_down(options: Mapping[str, Option]) -> dict[str, Option]:
    """Let one-sided moves lead only to options with a lower place on the scale."""
    at = {name: option.at for name, option in options.items()}
    found = {}
    for name, option in options.items():
        place = at[name]
        lower = [
            other
            for other, low in at.items()
            if place is not None and low is not None and low < place
        ]
        found[name] = option.model_copy(update={"leads_to": tuple(lower)})
    return found
