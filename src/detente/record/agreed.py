"""What has been settled between parties, and whether it is only how to talk on."""

from collections.abc import Sequence

from detente.reading.act import Act
from detente.record.facilitators import find_facilitators
from detente.record.happened import has_happened
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.positions import PROCEDURAL, issues_settled, options_of
from detente.record.record import Agreed
from detente.record.rounds import Sitting

_Key = tuple[tuple[str, ...], str | None, tuple[str, ...]]


def build_agreed(material: Material, sittings: Sequence[Sitting]) -> tuple[Agreed, ...]:
    """Return agreements that happened, one per issue, in order of time.

    One side that agrees alone has accepted, not settled anything, unless the text reports it as an
    undertaking in what it signed with others; topics that working groups are to discuss are not
    settled by setting up the groups. Witnesses and mediators who sign with two sides are none.
    """
    found: dict[_Key, list[Act]] = {}
    helping = find_facilitators(material).mediators
    for act in sorted(material.acts, key=material.time_key):
        if act.kind not in ("agree", "sign") or not has_happened(act):
            continue
        parties = material.sorted_parties(material.parties((*act.actors, *act.targets)))
        sides = tuple(party for party in parties if party not in helping)
        parties = sides if len(sides) > 1 else parties
        if len(parties) == 1:
            parties = _co_signers(act, parties[0], sittings, material)
        if len(parties) < 2:
            continue
        for issue in issues_settled(act) or (None,):
            options = options_of(act, issue) if issue is not None else ()
            found.setdefault((parties, issue, options), []).append(act)
    return tuple(
        Agreed(
            parties=parties,
            issue=issue,
            options=options,
            procedural=issue == PROCEDURAL,
            because=ids(acts),
        )
        for (parties, issue, options), acts in _told_once(found).items()
    )


def _told_once(found: dict[_Key, list[Act]]) -> dict[_Key, list[Act]]:
    """Join what a source tells without details, as in its heading, to what it tells in full."""
    kept = {key: list(acts) for key, acts in found.items()}
    for (parties, issue, options), acts in found.items():
        fuller = [key for key in kept if key[:2] == (parties, issue) and key[2]]
        told = {act.source_id for key in fuller for act in kept[key]}
        if issue is None or options or not told.issuperset(act.source_id for act in acts):
            continue
        kept[fuller[0]] += kept.pop((parties, issue, options))
    return kept


def _co_signers(
    act: Act, party: str, sittings: Sequence[Sitting], material: Material
) -> tuple[str, ...]:
    """Return with whom a party undertook something, by a signature told before in the same text."""
    if act.kind != "agree" or act.voice != "reported" or not act.options:
        return ()
    for sitting in sittings:
        if party in sitting.parties and any(
            other.kind == "sign"
            and other.source_id == act.source_id
            and other.cue[0].start < act.cue[0].start
            for other in sitting.acts
        ):
            return material.sorted_parties(sitting.parties)
    return ()
