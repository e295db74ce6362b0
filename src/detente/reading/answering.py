"""Whom an act answers whose words only point back: "Moscow denied that" at once after Kyiv's."""

from collections.abc import Sequence

from detente.reading.act import Act, Kind, Named

_ANSWERS: frozenset[Kind] = frozenset({"deny", "refuse", "accept"})
_ANSWERED: frozenset[Kind] = frozenset({
    "state", "demand", "offer", "propose", "blame", "criticise", "threaten", "warn", "assess",
})  # fmt: skip


def may_answer(act: Act) -> bool:
    """Tell whether an act is a yes or no to somebody whom its sentence does not name."""
    return act.kind in _ANSWERS and bool(act.actors) and not act.targets


def answering(act: Act, before: Act | None) -> Act:
    """Return an act with those it answers as its targets: who did the act before it."""
    if before is None or not set(before.actors).isdisjoint(act.actors):
        return act
    named = tuple(
        Named(role="target", actor=one.actor, span=one.span)
        for one in before.named
        if one.role == "actor"
    )
    return act.model_copy(update={"targets": before.actors, "named": (*act.named, *named)})


def last_word(acts: Sequence[Act], before: Act | None) -> Act | None:
    """Return the last act of words that the next may answer, else the one `before` these."""
    return next((act for act in reversed(acts) if _is_word(act)), before)


def _is_word(act: Act) -> bool:
    return act.kind in _ANSWERED and bool(act.actors) and act.voice != "critic"
