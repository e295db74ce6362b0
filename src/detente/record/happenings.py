"""The same happening told more than once: acts that report it are put together.

Two acts tell the same where kind, status and doers agree and nothing else speaks against it;
a denial never joins a report.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from detente.reading.act import Act
from detente.record.material import Material
from detente.record.places import same_place

SAME_NEWS = timedelta(days=4)
"""Undated acts of two reports can be the same only if the reports lie this close."""

Group = tuple[Act, ...]
"""Acts that tell the same, best one first."""


def group_acts(acts: Iterable[Act], material: Material) -> tuple[Group, ...]:
    """Return the acts put together by happening, in the order of time of their best acts."""
    buckets: dict[tuple[str, str], list[list[Act]]] = {}
    groups: list[list[Act]] = []
    for act in sorted(acts, key=material.time_key):
        bucket = buckets.setdefault((act.kind, act.modality), [])
        home = next((group for group in bucket if _same(group[0], act, material)), None)
        if home is None:
            home = []
            bucket.append(home)
            groups.append(home)
        home.append(act)
    return tuple(
        sorted(
            (best_first(group, material) for group in groups),
            key=lambda group: min(map(material.time_key, group)),
        )
    )


def ids(acts: Sequence[Act]) -> tuple[str, ...]:
    """Return the ids of acts, each once, in order."""
    return tuple(dict.fromkeys(act.id for act in acts))


def best_first(group: Sequence[Act], material: Material) -> Group:
    """Return acts that tell the same with the one that shows it best in front."""
    return tuple(sorted(group, key=lambda act: (*_poverty(act), material.time_key(act))))


def _poverty(act: Act) -> tuple[bool, int, float]:
    """Return how little an act shows: claims after facts, bare ones after full ones."""
    dated = act.time is not None and act.time.start is not None
    filled = (act.actors, act.targets, act.issues, act.options, act.place, dated)
    return (act.voice != "reported", -sum(map(bool, filled)), -act.score)


def _same(one: Act, other: Act, material: Material) -> bool:
    if one.kind == "meet" and not same_place(one.place, other.place):
        return False
    targets, other_targets = set(material.targets(one)), set(material.targets(other))
    issues, other_issues = set(one.issues), set(other.issues)
    options, other_options = set(one.options), set(other.options)
    if not (
        _compatible(targets, other_targets)
        and _compatible(issues, other_issues)
        and _compatible(options, other_options)
        and same_time(one, other, material)
    ):
        return False
    if bool(issues) != bool(other_issues) and one.kind not in ("meet", "blame"):
        return False
    doers, other_doers = set(material.holders(one)), set(material.holders(other))
    if doers and other_doers:
        return doers <= other_doers or other_doers <= doers
    return bool(targets & other_targets) or bool(options & other_options)


def same_time(one: Act, other: Act, material: Material) -> bool:
    """Tell whether two acts can fall on the same day."""
    a, b = material.time(one), material.time(other)
    if a and b and a.start and a.end and b.start and b.end:
        return a.start <= b.end and b.start <= a.end
    if one.source_id == other.source_id:
        return True
    day, other_day = (material.day(x) or material.published[x.source_id] for x in (one, other))
    return day is None or other_day is None or abs(day - other_day) <= SAME_NEWS


def _compatible(a: set[str], b: set[str]) -> bool:
    return not a or not b or bool(a & b)
