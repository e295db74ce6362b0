"""Acts to record: the arrow from readings to the process, one table per module.

Only what happened counts as done; denials stand beside reports; nothing is decided here that the
sources leave open.
"""

from collections.abc import Sequence

from detente.reading.act import Actor, Reading
from detente.reading.actor_table import actor_table
from detente.record.agreed import build_agreed
from detente.record.attendance import find_attendance
from detente.record.concessions import build_concessions
from detente.record.contradictions import build_contradictions
from detente.record.controls import find_controls
from detente.record.facilitators import find_facilitators
from detente.record.material import Material, gather
from detente.record.measures import build_measures
from detente.record.open_items import build_open_items
from detente.record.positions import build_positions, find_stands
from detente.record.record import Record, Round
from detente.record.rounds import find_sittings
from detente.record.seats import build_roles, build_rounds
from detente.record.table import set_aside
from detente.record.timeline import Process, build_timeline
from detente.record.told_rounds import told_rounds


def build_record(readings: Sequence[Reading]) -> Record:
    """Return the record of the process that `readings` tell of.

    Readings of dated sources may come in any order; undated ones count as latest, in the order
    given. Raises `RecordError` where two different texts carry the same source id.
    """
    material = gather(readings)
    stands = find_stands(material)
    positions = build_positions(stands)
    facilitators = find_facilitators(material)
    met = find_sittings(material, facilitators)
    told = told_rounds(met, facilitators, material)
    sittings = tuple(sorted((*met, *told), key=lambda s: min(map(material.time_key, s.acts))))
    set_aside(sittings, facilitators, material)
    attendance = find_attendance(sittings, facilitators, material)
    rounds = build_rounds(sittings, material)
    open_items = build_open_items(material, stands)
    roles = build_roles(material, rounds, attendance, facilitators, positions, open_items)
    agreed = build_agreed(material, sittings)
    process = Process.of(roles, positions, open_items, agreed)
    return Record(
        sources=material.sources,
        actors=(*material.actors, *_hosts_unnamed(rounds, material)),
        acts=material.acts,
        roles=roles,
        rounds=rounds,
        timeline=build_timeline(sittings, material, process),
        positions=positions,
        contradictions=build_contradictions(material, stands),
        measures=build_measures(material),
        concessions=build_concessions(material, stands, roles),
        agreed=agreed,
        open_items=open_items,
        controls=find_controls(material),
    )


def _hosts_unnamed(rounds: tuple[Round, ...], material: Material) -> tuple[Actor, ...]:
    """Return the hosts that are known by the place of a round only, from the tables."""
    hosts = dict.fromkeys(meeting.host for meeting in rounds if meeting.host is not None)
    rows = actor_table().rows
    return tuple(
        Actor(id=host, name=rows[host].name, type=rows[host].type, code=rows[host].code)
        for host in hosts
        if host not in material.by_id
    )
