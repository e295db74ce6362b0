"""What happened, in the order of time; planned, denied and hypothetical things stay out."""

from detente.reading.act import Act, Time
from detente.record.happenings import group_acts, ids
from detente.record.material import Material
from detente.record.record import TimelineEntry

_NO_HAPPENING = frozenset({"assess", "ask"})


def build_timeline(material: Material) -> tuple[TimelineEntry, ...]:
    """Return one entry per happening.

    An act without a day of its own takes its place, and its time, from the day its source was
    published; without one it keeps the order of the text, after everything that is dated.
    """
    told = [act for act in material.acts if has_happened(act)]
    return tuple(
        TimelineEntry(act=group[0].id, also=ids(group[1:]), time=_time(group, material))
        for group in group_acts(told, material)
    )


def has_happened(act: Act) -> bool:
    """Tell whether a source reports an act as done, in its own voice or a speaker's."""
    return (
        act.modality == "happened"
        and act.voice in ("reported", "attributed")
        and not act.ascribed
        and act.kind not in _NO_HAPPENING
    )


def _time(group: tuple[Act, ...], material: Material) -> Time | None:
    for act in group:
        if act.time is not None and act.time.start is not None:
            return act.time
    if any(act.time is not None for act in group):
        return None
    published = material.published[group[0].source_id]
    if published is None:
        return None
    return Time(start=published, end=published, basis="published")
