"""Persons in a text: table rows met by date, and those the text itself introduces."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from detente.reading.actor_table import ActorTable, PersonRow, Sex, slug
from detente.sources.frozen import Label


@dataclass(slots=True)
class Person:
    """One person of the cast; office and party may be learned later in the text."""

    id: str
    """Slug of the usual name."""
    name: Label
    """Usual name."""
    sex: Sex | None
    """As the table or a first name tells."""
    party: str | None
    """Whom the person speaks for."""
    office: str | None
    """Id of the office; None where none is known."""
    surnames: tuple[str, ...]
    """Forms that name the person once introduced."""
    offices: list[str] = field(default_factory=list)
    """Every office that table or text gives, the text's last."""
    office_from_text: bool = False
    """True once the text itself has named the office."""


class People:
    """Everyone introduced so far."""

    def __init__(self, table: ActorTable, published: date | None) -> None:
        self._table = table
        self._published = published
        self.persons: dict[str, Person] = {}
        self._by_surname: dict[str, list[str]] = {}

    def from_table(self, ids: Iterable[str]) -> Person | None:
        """Return the person meant by a name of the table: the one in office on that day."""
        rows = [self._table.persons[person_id] for person_id in ids]
        if len(rows) > 1:
            known = [row for row in rows if row.id in self.persons]
            serving = [row for row in rows if row.tenure_at(self._published) is not None]
            rows = known[-1:] or (serving if len(serving) == 1 else [])
        if not rows:
            return None
        return self.persons.get(rows[0].id) or self._add_row(rows[0])

    def from_text(
        self, words: str, surname: str, sex: Sex | None, office: str | None, party: str | None
    ) -> Person:
        """Return the person whom the text introduces under a name; enrich one it knows."""
        person = self._known(words, surname)
        if person is None:
            person = Person(slug(words), Label(de=words, en=words), sex, party, office, (surname,))
            self._register(person)
        self.learn(person, office, party)
        return person

    def learn(self, person: Person, office: str | None, party: str | None) -> None:
        """Add what the text says: its word on the office counts, the table's on the party."""
        if office is not None:
            if person.office is None or not person.office_from_text:
                person.office, person.office_from_text = office, True
            if office not in person.offices:
                person.offices.append(office)
        if party is not None and person.party is None:
            person.party = party

    def by_surname(self, surname: str) -> Person | None:
        """Return the person introduced under a surname, if there is only one."""
        ids = self._by_surname.get(surname, [])
        return self.persons[ids[0]] if len(ids) == 1 else None

    def _known(self, words: str, surname: str) -> Person | None:
        if slug(words) in self.persons:
            return self.persons[slug(words)]
        return self.by_surname(words) if words == surname else None

    def _add_row(self, row: PersonRow) -> Person:
        tenure = row.tenure_at(self._published)
        surnames = {_surname(name) for name in (row.name.en, row.name.de, *row.aliases)}
        person = Person(
            id=row.id,
            name=row.name,
            sex=row.sex,
            party=tenure.party if tenure else None,
            office=tenure.office if tenure else None,
            surnames=tuple(sorted(surnames | set(row.short))),
            offices=[tenure.office] if tenure else [],
        )
        self._register(person)
        return person

    def _register(self, person: Person) -> None:
        self.persons[person.id] = person
        for surname in person.surnames:
            ids = self._by_surname.setdefault(surname, [])
            if person.id not in ids:
                ids.append(person.id)

    def holders(self, office: str, party: str | None) -> list[Person]:
        """Return those introduced who hold an office, for a party where one is given."""
        return [
            person
            for person in self.persons.values()
            if office in person.offices and (party is None or person.party == party)
        ]


def _surname(name: str) -> str:
    """Return the family name of a usual name: with its particles, without "Jr."."""
    words = [word for word in name.split() if word not in ("Jr.", "III", "II", "VI", "XIV")]
    if len(words) < 2:
        return name
    i = len(words) - 1
    while i > 1 and words[i - 1][0].islower():
        i -= 1
    return " ".join(words[i:])
