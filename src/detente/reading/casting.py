"""Collects actors and mentions while a text is read, and hands them over as a `Cast`."""

from dataclasses import replace

from detente.reading.act import Actor, Span
from detente.reading.actor_table import ActorTable, GroupNoun, Office, slug
from detente.reading.cast import Cast, Mention, MentionForm
from detente.reading.people import People, Person
from detente.sources.frozen import Label

BOTH_SIDES = "both_sides"
ALL_SIDES = "all_sides"
_DELEGATIONS = "negotiators"


class Casting:
    """The cast of one text in the making."""

    def __init__(self, text: str, table: ActorTable, people: People) -> None:
        self._text = text
        self._table = table
        self._people = people
        self._actors: dict[str, Actor] = {}
        self._by_sentence: dict[int, list[Mention]] = {}
        self.last_seen: dict[str, int] = {}

    def add(
        self,
        actor: str,
        party: str | None,
        span: tuple[int, int],
        sentence: int,
        form: MentionForm,
        parties: tuple[str, ...] = (),
    ) -> None:
        """Note that the text names an actor at a place."""
        mention = Mention(actor, party, span[0], span[1], sentence, form, parties)
        self._by_sentence.setdefault(sentence, []).append(mention)
        self.last_seen[actor] = sentence

    def mentions_in(self, sentence: int) -> list[Mention]:
        """Return the mentions noted in a sentence so far, in text order."""
        return sorted(self._by_sentence.get(sentence, ()), key=lambda mention: mention.start)

    def name_parties(self, sentence: int, parties: tuple[str, ...]) -> None:
        """Say whose the delegations of a sentence are, where it names two parties."""
        here = self._by_sentence.get(sentence, [])
        for i, mention in enumerate(here):
            if mention.actor == _DELEGATIONS:
                here[i] = replace(mention, parties=parties)

    def settle_both_sides(self, place: int, sentence: int, parties: tuple[str, ...]) -> None:
        """Say later whom "both sides" at a place means."""
        here = self._by_sentence[sentence]
        for i, mention in enumerate(here):
            if mention.start == place:
                here[i] = replace(mention, parties=parties)

    def row(self, row_id: str) -> str:
        """Enter a row of the tables into the cast; return its id."""
        if row_id not in self._actors:
            row = self._table.rows[row_id]
            self._actors[row_id] = Actor(id=row_id, name=row.name, type=row.type, code=row.code)
        return row_id

    def person(self, person: Person) -> str:
        """Enter a person into the cast; return the id."""
        label = None
        if person.office is not None:
            office = self._table.offices[person.office]
            label = office.label_f if person.sex == "f" else office.label
        self._actors[person.id] = Actor(
            id=person.id,
            name=person.name,
            type="person",
            code=self._code(person.party),
            represents=person.party,
            office=label,
        )
        return person.id

    def holder(self, office: Office, party: str) -> str:
        """Enter an office whose holder is not named; return the id."""
        actor_id = f"{party}_{office.id}"
        self._actors.setdefault(
            actor_id,
            Actor(
                id=actor_id,
                name=self._of(office.label, party),
                type="office",
                code=self._code(party),
                represents=party,
                office=office.label,
            ),
        )
        return actor_id

    def group(self, group: GroupNoun, party: str | None) -> str:
        """Enter people without names into the cast; return the id."""
        actor_id = group.id if party is None else f"{party}_{group.id}"
        represents = party if group.stands_for else None
        self._actors.setdefault(
            actor_id,
            Actor(
                id=actor_id,
                name=self._of(group.label, party),
                type="group",
                code=self._code(party),
                represents=represents,
            ),
        )
        return actor_id

    def organisation(self, words: str) -> str:
        """Enter an organisation that no table knows; return the id."""
        actor_id = slug(words)
        name = Label(de=words, en=words)
        self._actors.setdefault(actor_id, Actor(id=actor_id, name=name, type="organisation"))
        return actor_id

    def governments(self) -> tuple[str, ...]:
        """Return the states whose government or capital speaks or acts in the text."""
        noted = [mention for here in self._by_sentence.values() for mention in here]
        speaking = [m for m in noted if m.form in ("capital", "group") and m.actor == m.party]
        rows = [self._table.rows.get(mention.actor) for mention in speaking]
        return tuple(dict.fromkeys(row.id for row in rows if row and row.type == "state"))

    def parties_by_sentence(self) -> list[tuple[str, ...]]:
        """Return the parties that each sentence speaks of, in text order."""
        return [
            tuple(dict.fromkeys(m.party for m in here if m.party is not None))
            for _, here in sorted(self._by_sentence.items())
        ]

    def all_sides(self) -> str:
        """Enter "the three", "die vier" into the cast; return the id."""
        label = Label(de="alle Seiten", en="all sides")
        self._actors.setdefault(ALL_SIDES, Actor(id=ALL_SIDES, name=label, type="group"))
        return ALL_SIDES

    def both_sides(self) -> str:
        """Enter "both sides" into the cast; return the id."""
        label = Label(de="beide Seiten", en="both sides")
        self._actors.setdefault(BOTH_SIDES, Actor(id=BOTH_SIDES, name=label, type="group"))
        return BOTH_SIDES

    def finish(self) -> Cast:
        """Return the cast: mentions in text order without overlaps, actors by first mention.

        Behind them come parties that only somebody of theirs stands for, without a mention.
        """
        kept: list[Mention] = []
        noted = [mention for here in self._by_sentence.values() for mention in here]
        for mention in sorted(noted, key=lambda m: (m.start, -m.end)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        spans: dict[str, list[Span]] = {}
        for mention in kept:
            span = Span.cut(self._text, mention.start, mention.end)
            spans.setdefault(mention.actor, []).append(span)
        for person in self._people.persons.values():
            if person.id in spans:
                self.person(person)
        for mention in kept:
            for party in (mention.party, *mention.parties):
                if party is not None and party in self._table.rows:
                    spans.setdefault(self.row(party), [])
        actors = tuple(
            self._actors[actor_id].model_copy(update={"mentions": tuple(places)})
            for actor_id, places in spans.items()
        )
        return Cast(actors=actors, mentions=tuple(kept))

    def _of(self, label: Label, party: str | None) -> Label:
        if party is None:
            return label
        owner = self._actors[party].name if party in self._actors else None
        if owner is None:
            owner = (
                self._table.rows[party].name
                if party in self._table.rows
                else Label(de=party, en=party)
            )
        return Label(de=f"{label.de} ({owner.de})", en=f"{label.en} ({owner.en})")

    def _code(self, party: str | None) -> str | None:
        row = self._table.rows.get(party) if party is not None else None
        return row.code if row is not None else None
