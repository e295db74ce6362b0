"""What happened, in the order of time; planned, denied and hypothetical things stay out."""

from detente.reading.act import Time
from detente.record.happened import has_happened
from detente.record.happenings import Group, best_first, group_acts, ids
from detente.record.material import Material
from detente.record.record import TimelineEntry
from detente.record.rounds import Sitting


def build_timeline(sittings: tuple[Sitting, ...], material: Material) -> tuple[TimelineEntry, ...]:
    """Return one entry per happening; a round is one, however often it is told.

    An act without a day of its own takes its place, and its time, from the day its source was
    published; without one it keeps the order of the text, after everything that is dated.
    """
    rounds = [[act for act in sitting.acts if act.kind == "meet"] for sitting in sittings]
    in_rounds = {act.id for acts in rounds for act in acts}
    others = [a for a in material.acts if has_happened(a) and a.id not in in_rounds]
    groups = [best_first(acts, material) for acts in rounds if acts]
    groups += group_acts(others, material)
    groups.sort(key=lambda group: min(map(material.time_key, group)))
    return tuple(
        TimelineEntry(act=group[0].id, also=ids(group[1:]), time=_time(group, material))
        for group in groups
    )


def _time(group: Group, material: Material) -> Time | None:
    """Return the time that the best dated act of a group gives."""
    times = [material.time(act) for act in group]
    dated = next((time for time in times if time is not None and time.start is not None), None)
    if dated is not None or any(time is not None for time in times):
        return dated
    return material.shown_time(group[0])
