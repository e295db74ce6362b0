"""`Record`: the process as the sources give it. Every entry names the acts behind it.

Acts come in, a record goes out; nothing here is a number or a judgement of ours.
"""

from typing import Literal

from detente.reading.act import Act, Actor, Force, Stance, Time
from detente.sources.frozen import Frozen
from detente.sources.source import Source

Because = tuple[str, ...]
"""Ids of the acts behind an entry; never empty in a record."""

AbsenceReason = Literal["not_invited", "declined", "cancelled", "left", "unstated"]
RoleKind = Literal["seated", "absent", "host", "mediator", "observer", "affected"]
MeasureStatus = Literal["in_force", "planned", "reversal_agreed", "reversed"]
OpenKind = Literal["left_open", "withheld", "asked", "disputed"]


class RoleEntry(Frozen):
    """What an actor is in this process; an actor may have several roles."""

    actor: str
    """Id of the actor."""
    role: RoleKind
    """Seated has a place at the table now; absent: it left, or had reason to be there; affected:
    an open issue is about it, or it reacted."""
    because: Because
    """Acts behind it."""


class Delegation(Frozen):
    """One party in one round, with those who led it."""

    party: str
    """Id of the party."""
    heads: tuple[str, ...] = ()
    """Ids of the persons named for it."""
    because: Because
    """Acts behind it."""


class Absence(Frozen):
    """One party that a round went without."""

    party: str
    """Id of the party."""
    reason: AbsenceReason
    """Why, as reported; ``unstated`` where the source does not say."""
    because: Because
    """Acts that report the absence."""
    denied_by: Because = ()
    """Acts that contradict it (a denial stands beside the claim, neither cancels the other)."""
    reactions: Because = ()
    """Acts of the absent party that answer it."""


class Round(Frozen):
    """One meeting of the process."""

    id: str
    """``r1``, ``r2`` ... in order of time, then of the text."""
    place: str | None = None
    """Where, as the source names it."""
    host: str | None = None
    """Id of the actor on whose ground or by whose invitation."""
    time: Time | None = None
    """When."""
    delegations: tuple[Delegation, ...]
    """Who sat there."""
    absent: tuple[Absence, ...] = ()
    """Who did not, and had reason to."""
    issues: tuple[str, ...] = ()
    """Issues that were discussed there."""
    aside: bool = False
    """True for a meeting that is none of the table: of outsiders among themselves, or of one side
    with others who do not negotiate with it; it gives nobody a seat."""
    because: Because
    """Acts behind it."""


class TimelineEntry(Frozen):
    """One happening, in the order of time; several sources may report it."""

    act: str
    """Id of the act that shows it best."""
    also: tuple[str, ...] = ()
    """Ids of acts in other sources (or later in the same) that report the same."""
    time: Time | None = None
    """When; None keeps the order of the text."""


class Position(Frozen):
    """Where a party stands on an issue, from one act on."""

    party: str
    """Id of the party."""
    issue: str
    """Id of the issue."""
    options: tuple[str, ...] = ()
    """Options the stance applies to, as ``issue=option``; empty: the issue as a whole."""
    stance: Stance
    """For, against or open."""
    force: Force
    """How strongly."""
    since: Time | None = None
    """Time of the act."""
    ascribed: bool = False
    """True where an author or critic ascribes it."""
    current: bool = True
    """False once a later act of the same party replaces it."""
    because: Because
    """Acts behind it."""


class Contradiction(Frozen):
    """Two acts that cannot both stand; both are kept."""

    party: str | None = None
    """Whose acts; None where two sources or parties contradict each other."""
    issue: str | None = None
    """About which issue; None where it is about the process."""
    because: tuple[str, str]
    """The two acts."""


class Measure(Frozen):
    """A one-sided act against or for another that can be reversed."""

    by: tuple[str, ...]
    """Ids of those who took it; empty where the source does not say."""
    against: tuple[str, ...]
    """Ids of those it meets."""
    issue: str | None = None
    """Issue it belongs to."""
    status: MeasureStatus
    """In force, planned, reversal agreed, reversed."""
    answers: str | None = None
    """Act it answers."""
    reversed_by: Because = ()
    """Acts that reverse it or agree to."""
    because: Because
    """Acts behind it."""


class Control(Frozen):
    """A party that is told to have what an issue is about: troops, sanctions, prisoners."""

    party: str
    """Id of the party."""
    issue: str
    """Id of the issue."""
    because: Because
    """Acts in whose words it is told."""


class Concession(Frozen):
    """A move of a party's own position towards another's that has happened."""

    party: str
    """Id of the party that moved."""
    issue: str | None = None
    """On which issue."""
    to: tuple[str, ...] = ()
    """Ids of those it moved towards."""
    because: Because
    """Acts behind it."""


class Agreed(Frozen):
    """Something settled between parties; no longer open in a case."""

    parties: tuple[str, ...]
    """Ids of those who agreed."""
    issue: str | None = None
    """About which issue."""
    options: tuple[str, ...] = ()
    """What was agreed, as ``issue=option``."""
    procedural: bool = False
    """True where only the way of talking on was agreed: working groups, a next round."""
    because: Because
    """Acts behind it."""


class OpenItem(Frozen):
    """Something a source leaves open."""

    kind: OpenKind
    """Left open or withheld by a party, asked by the author, disputed between parties."""
    party: str | None = None
    """Who leaves it open; None where the author asks."""
    issue: str | None = None
    """About which issue."""
    because: Because
    """Acts behind it."""


class Record(Frozen):
    """The process: who met, who was missing, what was done, agreed, refused, left open."""

    sources: tuple[Source, ...]
    """The sources, by day of publication, then as given."""
    actors: tuple[Actor, ...]
    """Everyone named, joined over the sources; mentions only where there is one source."""
    acts: tuple[Act, ...]
    """All acts that are not rejected, source by source in text order."""
    roles: tuple[RoleEntry, ...]
    """Who is what in the process."""
    rounds: tuple[Round, ...]
    """The meetings."""
    timeline: tuple[TimelineEntry, ...]
    """What happened (and only that), in the order of time."""
    positions: tuple[Position, ...]
    """Who stands where; replaced positions kept with ``current`` False."""
    contradictions: tuple[Contradiction, ...]
    """Acts that cannot both stand."""
    measures: tuple[Measure, ...]
    """The ledger of measures."""
    concessions: tuple[Concession, ...]
    """Concessions that have happened; talk about concessions is none."""
    agreed: tuple[Agreed, ...]
    """What has been settled."""
    open_items: tuple[OpenItem, ...]
    """What is left open."""
    controls: tuple[Control, ...] = ()
    """Who has what an issue is about."""

    def act(self, act_id: str) -> Act:
        """Return the act with this id; `KeyError` where there is none."""
        for act in self.acts:
            if act.id == act_id:
                return act
        raise KeyError(act_id)

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id; `KeyError` where there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)
