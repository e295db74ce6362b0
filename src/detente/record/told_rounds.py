"""Rounds that no act of meeting tells of: "in every round", "the last meeting", "at the talks".

Such words show that there is a table. At it sit those who make and answer demands in the same
report, without hosts, mediators and those who are said to be missing.
"""

import re
from collections.abc import Sequence

from detente.reading.act import Act, Span
from detente.record.facilitators import Facilitators
from detente.record.happened import has_happened
from detente.record.material import Material
from detente.record.places import same_place, state_of_place
from detente.record.rounds import BARGAINING, Sitting, grounds

_ROUND_EN = r"(?:rounds?|meetings?|sessions?|summit|conference|talks|negotiations)"
_ROUND_DE = (
    r"(?:\w*[Rr]unden?|\w*[Tt]reffens?|\w*[Gg]espräche?n?|\w*[Vv]erhandlung(?:en)?|Sitzung(?:en)?"
    r"|\w*[Gg]ipfels?|\w*[Kk]onferenz)"
)
_TALKS = {
    "en": re.compile(
        rf"\b(?:in|at|during|after|since)\s+(?:every|each|the|this|these|that|their|all|both|"
        rf"previous|earlier|recent)\s+(?:\w+\s+){{0,2}}{_ROUND_EN}\b"
        rf"|\b(?:last|latest|previous|first|second|third|\w+th|\d+(?:st|nd|rd|th))\s+"
        rf"(?:\w+\s+){{0,2}}{_ROUND_EN}\b"
        r"|\b(?:[Tt]he|their)\s+(?:\w+\s+)?(?:talks|negotiations)\b"
    ),
    "de": re.compile(
        rf"\b(?:[Ii]n|[Bb]ei|[Ww]ährend|[Nn]ach|[Ss]eit|[Aa]uf|[Zz]u)\s+(?:jeder|jedem|den|der|dem|"
        rf"diesen|dieser|diesem|ihren|ihrer|ihrem|allen|beiden)\s+(?:\w+\s+){{0,2}}{_ROUND_DE}\b"
        rf"|\b[Bb]eim\s+(?:\w+\s+)?{_ROUND_DE}\b"
        rf"|\b(?:letzte|jüngste|vorige|erste|zweite|dritte|\w+te|\d+\.)[nrms]?\s+"
        rf"(?:\w+\s+)?{_ROUND_DE}\b"
        r"|\b(?:[Dd]ie|[Dd]er|ihre)\s+(?:\w+\s+)?(?:\w*[Vv]erhandlungen|\w*[Gg]espräche)\b"
    ),
}
"""Words for talks that take place or took place."""
_TO_COME = re.compile(
    r"\b(?:next|new|future|coming|further|possible|planned|nächste\w*|neue\w*|künftige\w*|"
    r"kommende\w*|weitere\w*|mögliche\w*|geplante\w*|return to|resume|rejoin|join|call for|start|"
    r"begin|open|cancel\w*|ahead of|before|away from|aufnehmen|beginnen|vor)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"^[^.;]{0,30}\b(?:will|to be|planned|scheduled|should|soll|sollen|wird|werden|geplant|"
    r"vorgesehen|absagen|abgesagt)\b"
)
_WHERE = re.compile(r"^(?:[^.;,]{0,30})\s(?:in|im)\s+((?:[A-ZÄÖÜ][\w-]+\s?){1,2})")
_BEFORE = 16
"""Code points before such words in which a verb can say that they are still to come."""
_TALKING = ("state", "armed_group", "movement", "bloc")
_TABLE = 2


def told_rounds(
    sittings: Sequence[Sitting], facilitators: Facilitators, material: Material
) -> tuple[Sitting, ...]:
    """Return one round for each source that speaks of talks and tells of no meeting.

    A source whose parties sat together in a known round tells of that one.
    """
    found: list[Sitting] = []
    for source in material.sources:
        if any(source.id in sitting.sources for sitting in sittings):
            continue
        places = _talks(source.text, source.language)
        acts = _bargaining(source.id, material)
        if not places or not acts:
            continue
        parties = _at_the_table(acts, [at for at, _ in places], facilitators, material)
        known = any(parties <= sitting.parties for sitting in (*sittings, *found))
        if len(parties) >= _TABLE and not known:
            found.append(_sitting(acts, parties, [where for _, where in places if where], material))
    return tuple(found)


def _talks(text: str, language: str) -> list[tuple[int, str | None]]:
    """Return where a text speaks of talks that are held, and in which town if it says so."""
    found = []
    pattern = _TALKS.get(language)
    for match in pattern.finditer(text) if pattern else ():
        around = text[max(0, match.start() - _BEFORE) : match.end()]
        after = text[match.end() : match.end() + 60]
        if _TO_COME.search(around) or _PLANNED.search(after):
            continue
        found.append((match.start(), _town(after)))
    return found


def _town(after: str) -> str | None:
    """Return the town that the words right behind "the talks" name."""
    where = _WHERE.match(after)
    words = where[1].split() if where else []
    names = [" ".join(words), *words[:1]]
    return next((name for name in names if name and state_of_place(name)), None)


def _bargaining(source: str, material: Material) -> list[Act]:
    """Return the acts of a source by which somebody negotiates, in text order."""
    return [
        act for act in material.acts_of[source]
        if act.kind in BARGAINING
        and act.modality not in ("denied", "hypothetical")
        and not act.ascribed
        and material.own(act)
    ]  # fmt: skip


def _at_the_table(
    acts: Sequence[Act], places: Sequence[int], facilitators: Facilitators, material: Material
) -> set[str]:
    """Return who negotiates: all where they are two, else who is named with the talks.

    Nobody where somebody shuts others out: those who do so have the seats.
    """
    apart = {*facilitators.mediators, *facilitators.hosts}
    kept_out = [
        act for act in material.acts_of[acts[0].source_id]
        if act.kind == "leave_out" and has_happened(act)
    ]  # fmt: skip
    if any(material.holders(act) for act in kept_out):
        return set()
    missing = {party for act in kept_out for party in material.targets(act)}

    def members(chosen: Sequence[Act]) -> set[str]:
        held = {party for act in chosen for party in material.holders(act)}
        return {p for p in held - apart - missing if material.by_id[p].type in _TALKING}

    everyone = members(acts)
    if len(everyone) == _TABLE:
        return everyone
    near = members([act for act in acts if any(_holds(act.span, at) for at in places)])
    if len(near) >= _TABLE:
        return near
    facing = [act for act in acts if everyone & set(material.targets(act))]
    answered = {
        party
        for act in facing
        for party in material.holders(act)
        if any(party in material.targets(other) for other in facing)
    }
    return answered & everyone


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _sitting(
    acts: Sequence[Act], parties: set[str], towns: Sequence[str], material: Material
) -> Sitting:
    """Return a round shown by the first act of each who sits there, and by who lent the ground."""
    order = material.sorted_parties(parties)
    shown = [next(act for act in acts if p in material.holders(act)) for p in order]
    hosting = [
        act for act in material.acts_of[acts[0].source_id]
        if act.kind == "host" and has_happened(act)
    ]  # fmt: skip
    places = [*towns, *(act.place for act in hosting if act.place)]
    sitting = Sitting(
        acts=[*dict.fromkeys(shown), *hosting], parties=set(parties), places=_once(places)
    )
    hosts = [party for act in hosting for party in material.holders(act)]
    sitting.hosts = tuple(dict.fromkeys((*hosts, *grounds(sitting))))
    return sitting


def _once(places: Sequence[str]) -> list[str]:
    """Leave out places that are another name of one before."""
    kept: list[str] = []
    for place in places:
        if not any(same_place(place, other) for other in kept):
            kept.append(place)
    return kept
