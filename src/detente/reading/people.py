"""Persons in a text: table rows met by date, and those the text itself introduces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.reading.actor_table import ActorTable, PersonRow, Sex, actor_table, slug
from detente.reading.inflection import name_forms
from detente.reading.lexicon import keys_of
from detente.reading.tables import cached
from detente.sources.frozen import Label

MEDIATOR = "mediator"
"""Office of those who chair or mediate talks."""


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
        self._by_words: dict[tuple[str, ...], list[str]] = {}
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        self._by_office: dict[str, list[str]] = {}

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
        person = self._known(words, surname) or self._served(words, office, party)
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
                self._by_office.setdefault(office, []).append(person.id)
        if party is not None and person.party is None:
            person.party = party

    def leave(self, person: Person) -> None:
        """Let a former office holder stand for nobody, unless the table has a present office."""
        row = self._table.persons.get(person.id)
        serves = self._published is not None and row and row.tenure_at(self._published)
        if not serves and self._is_state(person.party):
            person.party = person.office = None

    def mediates(self, person: Person) -> None:
        """Note that a person chairs or mediates: the mark is the office, whatever it was."""
        person.office, person.office_from_text = MEDIATOR, True
        if MEDIATOR not in person.offices:
            person.offices.append(MEDIATOR)
            self._by_office.setdefault(MEDIATOR, []).append(person.id)

    def by_given_name(self, word: str) -> Person | None:
        """Return the only person introduced whose full name begins with a word."""
        named = [
            person
            for person in self.persons.values()
            if any(_opens(label, word) for label in (person.name.en, person.name.de))
        ]
        return named[0] if len(named) == 1 else None

    def _is_state(self, party: str | None) -> bool:
        row = self._table.rows.get(party) if party is not None else None
        return row is not None and row.type == "state"

    def by_surname(self, surname: str) -> Person | None:
        """Return the person introduced under a surname, if there is only one."""
        ids = self._by_surname.get(surname, [])
        return self.persons[ids[0]] if len(ids) == 1 else None

    def _known(self, words: str, surname: str) -> Person | None:
        if slug(words) in self.persons:
            return self.persons[slug(words)]
        return self.by_surname(words) if words == surname else None

    def _served(self, words: str, office: str | None, party: str | None) -> Person | None:
        """Return the only person of the table with that surname in that office on that day."""
        rows = [
            row
            for row in _rows_by_surname().get(words, ())
            if any(
                tenure.office == office
                and party in (None, tenure.party)
                and (self._published is None or tenure.covers(self._published))
                for tenure in row.tenures
            )
        ]
        if office is None or len(rows) != 1:
            return None
        return self.persons.get(rows[0].id) or self._add_row(rows[0])

    def _add_row(self, row: PersonRow) -> Person:
        tenure = row.tenure_at(self._published)
        surnames = _surnames(row)
        person = Person(
            id=row.id,
            name=row.name,
            sex=row.sex,
            party=tenure.party if tenure else None,
            office=tenure.office if tenure else None,
            surnames=tuple(sorted({*surnames, *row.short})),
            offices=[tenure.office] if tenure else [],
        )
        self._register(person)
        return person

    def _register(self, person: Person) -> None:
        self.persons[person.id] = person
        for surname in _written(person.surnames):
            ids = self._by_surname.setdefault(surname, [])
            if person.id not in ids:
                ids.append(person.id)
            words = keys_of(surname)
            if words and words not in self._by_words:
                self._by_first_word.setdefault(words[0], []).append(words)
                self._by_words[words] = ids
        for office in person.offices:
            self._by_office.setdefault(office, []).append(person.id)

    def surname_at(self, keys: Sequence[str], i: int) -> tuple[list[Person], int] | None:
        """Return those introduced under the surname at word `i`, and where it ends."""
        best: tuple[str, ...] = ()
        for words in self._by_first_word.get(keys[i], ()):
            if len(words) > len(best) and tuple(keys[i : i + len(words)]) == words:
                best = words
        if not best:
            return None
        ids = self._by_words[best]
        return [self.persons[person_id] for person_id in ids], i + len(best)

    def holders(self, office: str, party: str | None) -> list[Person]:
        """Return those introduced who hold an office, for a party where one is given."""
        return [
            self.persons[person_id]
            for person_id in self._by_office.get(office, ())
            if party is None or self.persons[person_id].party == party
        ]


def _opens(name: str, word: str) -> bool:
    given, _, rest = name.partition(" ")
    return bool(rest) and word in (given, *name_forms(given, "de"))


_FAMILY_NAME_FIRST = frozenset({"china", "north_korea", "south_korea", "north_vietnam", "taiwan"})


def _written(surnames: Iterable[str]) -> list[str]:
    """Return surnames with their German genitive and with a capital at the start."""
    forms: dict[str, None] = {}
    for surname in (*surnames, *_second_halves(surnames)):
        for form in name_forms(surname, "de"):
            forms |= {form: None, form[0].upper() + form[1:]: None}
    return list(forms)


def _second_halves(surnames: Iterable[str]) -> list[str]:
    """Return what follows the hyphen of a double surname: "Coronel-Ferrer"."""
    halves = [surname.rpartition("-")[2] for surname in surnames if surname[:1].isupper()]
    return [
        half for half in halves if half not in surnames and half[:1].isupper() and len(half) > 3
    ]


def _surnames(row: PersonRow) -> tuple[str, ...]:
    names = (row.name.en, row.name.de, *row.aliases)
    if row.tenures[0].party in _FAMILY_NAME_FIRST:
        return tuple(dict.fromkeys(name.split()[0] for name in names))
    return tuple(dict.fromkeys(_surname(name) for name in names))


@cached
def _rows_by_surname() -> dict[str, list[PersonRow]]:
    index: dict[str, list[PersonRow]] = {}
    for row in actor_table().persons.values():
        for surname in _surnames(row):
            index.setdefault(surname, []).append(row)
    return index


def _surname(name: str) -> str:
    """Return the family name of a usual name: with its particles, without "Jr."."""
    words = [word for word in name.split() if word not in ("Jr.", "III", "II", "VI", "XIV")]
    if len(words) < 2:
        return name
    i = len(words) - 1
    while i > 1 and words[i - 1][0].islower():
        i -= 1
    return " ".join(words[i:])
