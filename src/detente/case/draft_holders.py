"""Acts to holders: which party can bring an open issue about, or end it, without the others.

Who does something about such an issue, threatens, offers or is asked to do it, holds it; where no
act shows it, who has what it is about, and then a stated assumption; docs/methods/draft.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.case.draft_table import DraftTable, Moves, Words
from detente.case.model import Hold, Issue, Option, Party
from detente.reading.act import Act, ActorType
from detente.record.record import Record

_VOICES = ("reported", "attributed")
_UNREAL = ("denied", "hypothetical")
_OUTSIDE = frozenset({"mediator", "host", "observer"})
_WITH_PRISONERS = ("state", "armed_group")
_BETWEEN_STATES = "IGO"
"""Code of organisations of states: they hold neither fire nor prisoners of their own."""


def with_holders(
    issues: Mapping[str, Issue],
    parties: Mapping[str, Party],
    record: Record,
    table: DraftTable,
    words: Words,
) -> dict[str, Issue]:
    """Return the issues with `held_by`, each holder with acts or a stated assumption."""
    players = {name: party.seat for name, party in parties.items() if party.role == "party"}
    draft = _Holders(record, players, table.moves, words)
    found = {}
    for name, issue in issues.items():
        holders = draft.holders(name) if name in table.moves.one_sided else {}
        down = len(holders) > 1 and name in table.moves.exchanged
        down = down or (bool(holders) and name in table.moves.each)
        options = _only_down(issue.options, words.only_down) if down else issue.options
        found[name] = issue.model_copy(update={"held_by": holders, "options": options})
    return found


@dataclass(frozen=True)
class _Holders:
    """What a record says about who holds what."""

    record: Record
    players: dict[str, bool]
    """Whether each party has a seat."""
    moves: Moves
    words: Words

    def holders(self, issue: str) -> dict[str, Hold]:
        """Return who holds an issue and why: by acts, else by control, else by assumption."""
        told = {party: Hold(because=acts) for party, acts in self._shown(issue).items()}
        if issue in self.moves.each:
            sides = {party: Hold(assume=self.words.each) for party in self._sides(issue)}
            return {p: told.get(p) or sides[p] for p in self.players if p in told or p in sides}
        typed = self._of_type(issue)
        if typed:
            told = {party: hold for party, hold in told.items() if party in typed}
        return (
            told
            or self._control(issue)
            or self._asked_of_the_other(issue)
            or (self._exchanged() if issue in self.moves.exchanged else {})
            or {party: Hold(assume=self.words.of_type) for party in typed}
        )

    def _shown(self, issue: str) -> dict[str, tuple[str, ...]]:
        """Return by party the acts that show that it holds an issue, in the order of the acts."""
        shown: dict[str, dict[str, None]] = {}
        for act in self._acts(issue):
            for party in self._by(act):
                if party in self.players:
                    shown.setdefault(party, {})[act.id] = None
        return {party: tuple(acts) for party, acts in shown.items()}

    def _acts(self, issue: str) -> list[Act]:
        return [
            act
            for act in self.record.acts
            if issue in act.issues and not act.ascribed and act.voice in _VOICES
        ]

    def _by(self, act: Act) -> set[str]:
        """Return the parties that an act shows to hold what it is about.

        Who mediates or hosts holds by its deeds and threats only: its other words are about what
        others do.
        """
        actors, targets = self._parties(act.actors), self._parties(act.targets)
        if act.kind in self.moves.does and act.modality not in _UNREAL:
            return actors
        if act.kind in self.moves.says:
            return actors if act.kind == "threaten" else actors - self._facilitators
        if act.kind in self.moves.undertakes and act.modality not in _UNREAL:
            return actors - self._facilitators if len(actors) == 1 else set()
        return targets - actors - self._facilitators if act.kind in self.moves.asked else set()

    def _parties(self, names: tuple[str, ...]) -> set[str]:
        return {self._behalf.get(name, name) for name in names}

    @cached_property
    def _behalf(self) -> dict[str, str]:
        return {actor.id: actor.represents or actor.id for actor in self.record.actors}

    @cached_property
    def _type(self) -> dict[str, ActorType]:
        return {actor.id: actor.type for actor in self.record.actors}

    @cached_property
    def _facilitators(self) -> set[str]:
        """Parties that help others to talk, even where they want something themselves."""
        roles = {role.actor for role in self.record.roles if role.role in _OUTSIDE}
        hosts = {meeting.host for meeting in self.record.rounds if meeting.host is not None}
        led = {
            party
            for act in self.record.acts
            if act.kind == "mediate" or (act.kind == "host" and not act.issues)
            for party in self._parties(act.actors)
        }
        sides = {
            sat.party
            for meeting in self.record.rounds
            if not meeting.aside
            for sat in meeting.delegations
        }
        return {name for name in roles | hosts | led if not (name in sides and name not in led)}

    def _sides(self, issue: str) -> list[str]:
        """Return the parties at the table, and armed groups that take a position on an issue."""
        code = {actor.id: actor.code for actor in self.record.actors}
        stand = {p.party for p in self.record.positions if p.issue == issue and not p.ascribed}
        found = []
        for party, seat in self.players.items():
            outside = code.get(party) == _BETWEEN_STATES or party in self._facilitators
            armed = self._type.get(party) == "armed_group"
            if not outside and (seat or (armed and party in stand)):
                found.append(party)
        return found

    def _of_type(self, issue: str) -> list[str]:
        """Return those at the table of the type that settles an issue by its own deed."""
        wanted = self.moves.of_type.get(issue)
        return [p for p, seat in self.players.items() if seat and self._type.get(p) == wanted]

    def _control(self, issue: str) -> dict[str, Hold]:
        """Return who is told to have what an issue is about."""
        return {
            entry.party: Hold(because=entry.because)
            for entry in self.record.controls
            if entry.issue == issue and entry.party in self.players
        }

    def _asked_of_the_other(self, issue: str) -> dict[str, Hold]:
        """Return the one at the table that a demand without a name can be meant for.

        Of several others only those that refuse it; two that both demand are each asked.
        """
        acts = [act for act in self._acts(issue) if act.modality != "denied"]
        asking: dict[str, list[str]] = {}
        refusing: dict[str, list[str]] = {}
        for act in acts:
            for party in self._parties(act.actors) & self.players.keys():
                if act.kind in self.moves.asked:
                    asking.setdefault(party, []).append(act.id)
                elif act.kind == "refuse":
                    refusing.setdefault(party, []).append(act.id)
        sides = self._sides(issue)
        others = [party for party in sides if party not in asking]
        if len(others) > 1:
            others = [party for party in others if party in refusing]
        if not others and len(sides) == 2:
            others = sides
        if not asking or len(others) not in (1, 2):
            return {}
        found = {}
        for party in others:
            asked = [act for other, acts in asking.items() if other != party for act in acts]
            because = tuple(dict.fromkeys([*asked, *refusing.get(party, [])]))
            found[party] = Hold(because=because, assume=self.words.other)
        return found

    def _exchanged(self) -> dict[str, Hold]:
        """Return each side at the table, where nobody says who has what is exchanged."""
        sides = [p for p in self._sides("") if self._type.get(p) in _WITH_PRISONERS]
        return {party: Hold(assume=self.words.exchanged) for party in sides}


def _only_down(options: Mapping[str, Option], why: str) -> dict[str, Option]:
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
        update = {"leads_to": tuple(lower), "assume": why}
        found[name] = option.model_copy(update=update)
    return found
