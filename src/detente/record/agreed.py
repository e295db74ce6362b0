"""What has been settled between parties, and whether it is only how to talk on."""

from detente.reading.act import Act
from detente.record.happened import has_happened
from detente.record.happenings import ids
from detente.record.material import Material
from detente.record.positions import PROCEDURAL, issues_settled, options_of
from detente.record.record import Agreed

_Key = tuple[tuple[str, ...], str | None, tuple[str, ...]]


def build_agreed(material: Material) -> tuple[Agreed, ...]:
    """Return agreements that happened, one per issue, in order of time.

    One side that agrees alone has accepted, not settled anything; topics that working groups
    are to discuss are not settled by setting up the groups.
    """
    found: dict[_Key, list[Act]] = {}
    for act in sorted(material.acts, key=material.time_key):
        if act.kind not in ("agree", "sign") or not has_happened(act):
            continue
        parties = material.sorted_parties(material.parties((*act.actors, *act.targets)))
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
        for (parties, issue, options), acts in found.items()
    )
