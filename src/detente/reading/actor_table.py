"""The actors that reports usually name: states, blocs, organisations, armed groups, office holders.

Reads the tables in ``data/``; holds names and grammar only, no views and no text.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from detente.reading.act import ActorType
from detente.reading.tables import cached, load_csv, load_toml
from detente.sources.frozen import Label, Language

Sex = Literal["m", "f"]

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One state, bloc, organisation, armed group, movement or named group."""

    id: str
    """Stable name, such as ``russia``."""
    type: ActorType
    """What kind of actor."""
    code: str | None
    """Three-letter country code; for others the code of their home state, or IGO, NGO."""
    name: Label
    """Name as shown, without article."""
    article_de: str | None
    """German article of the name in the nominative; None where it takes none."""
    plural: bool
    """True where the name takes a plural verb in German, such as "die USA"."""
    home: str | None
    """State it mainly comes from or acts in; None for states and international bodies."""
    adjectives: Mapping[Language, tuple[str, ...]]
    """Adjectives that name it; German ones as stems."""
    people: Mapping[Language, tuple[str, ...]]
    """Words for its people, masculine singular."""
    capitals: tuple[str, ...]
    """Capitals and seats that stand for its government."""
    aliases: tuple[str, ...]
    """Further names, both languages."""

    def names(self) -> tuple[str, ...]:
        """Return every name, shown names first."""
        return (self.name.en, self.name.de, *self.aliases)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One office of a person and the time it was held."""

    party: str | None
    """Id of the state or organisation represented."""
    office: str
    """Id of the office."""
    first: int
    """First year."""
    last: int
    """Last year, included."""
    first_month: int = 1
    """Month of the first year in which it began; January where unknown."""
    last_month: int = 12
    """Month of the last year in which it ended, included; December where unknown."""

    def covers(self, day: date) -> bool:
        """Tell whether the office can have been held on `day`, to the month."""
        month = (day.year, day.month)
        return (self.first, self.first_month) <= month <= (self.last, self.last_month)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One office holder or negotiator."""

    id: str
    """Slug of the usual name."""
    name: Label
    """Usual name in both languages."""
    sex: Sex
    """For German titles and for pronouns."""
    tenures: tuple[Tenure, ...]
    """Offices, earliest first."""
    short: tuple[str, ...]
    """Names that are safe without a first name."""
    aliases: tuple[str, ...]
    """Further spellings of the full name."""

    def tenure_at(self, published: date | None) -> Tenure | None:
        """Return the office held in that month, if all offices of the month serve one party.

        Without a day it is the last office, if all offices ever held serve one party.
        """
        if published is None:
            one_party = len({tenure.party for tenure in self.tenures}) == 1
            return self.tenures[-1] if one_party else None
        held = [tenure for tenure in self.tenures if tenure.covers(published)]
        return held[-1] if len({tenure.party for tenure in held}) == 1 else None


@dataclass(frozen=True, slots=True)
class Office:
    """An office or role that names a person."""

    id: str
    """Stable name, such as ``foreign_minister``."""
    label: Label
    """Name for a man."""
    label_f: Label
    """Name for a woman."""
    nouns: Mapping[Language, tuple[str, ...]]
    """Nouns that name it."""


@dataclass(frozen=True, slots=True)
class GroupNoun:
    """A noun for people without names, such as "officials" or "Kritiker"."""

    id: str
    """Stable name, such as ``officials``."""
    label: Label
    """Name as shown."""
    nouns: Mapping[Language, tuple[str, ...]]
    """Nouns that name it."""
    stands_for: bool
    """True where it speaks for the state beside it."""
    itself: bool
    """True where "the Russian ..." is no other actor than Russia."""
    party: bool
    """True where the group is a party of its own."""
    single: Mapping[Language, tuple[str, ...]]
    """Nouns, in lower case, for one of them who answers in an interview without a name."""


@dataclass(frozen=True, slots=True)
class ActorTable:
    """All tables, read once."""

    rows: Mapping[str, ActorRow]
    """States, organisations and groups by id."""
    persons: Mapping[str, PersonRow]
    """Persons by id."""
    offices: Mapping[str, Office]
    """Offices by id."""
    groups: Mapping[str, GroupNoun]
    """Nouns for groups by id."""


def slug(name: str) -> str:
    """Return an ASCII id for a name: lower case, words joined by underscores."""
    plain = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    joined = re.sub(r"[^a-z0-9]+", "_", ascii_only.replace("'", "")).strip("_")
    if not joined:
        joined = "x" + "_".join(f"{ord(char):x}" for char in name[:8])
    return joined if joined[0].isalpha() else f"n{joined}"


@cached
def actor_table() -> ActorTable:
    """Return the tables of the product."""
    rows = {row["id"]: _state(row) for row in load_csv("states.csv")}
    rows |= {row["id"]: _organisation(row) for row in load_csv("organisations.csv")}
    return ActorTable(
        rows=MappingProxyType(rows),
        persons=MappingProxyType(_persons()),
        offices=MappingProxyType(_offices()),
        groups=MappingProxyType(_groups()),
    )


def _pieces(cell: str) -> tuple[str, ...]:
    return tuple(piece for piece in cell.split("|") if piece)


def _state(row: dict[str, str]) -> ActorRow:
    return ActorRow(
        id=row["id"],
        type="state",
        code=row["code"] or None,
        name=Label(de=row["de"], en=row["en"]),
        article_de=row["article_de"] or None,
        plural=row["number"] == "p",
        home=None,
        adjectives={"en": _pieces(row["adj_en"]), "de": _pieces(row["adj_de"])},
        people={"en": _pieces(row["people_en"]), "de": _pieces(row["people_de"])},
        capitals=_pieces(row["capitals"]),
        aliases=_pieces(row["aliases"]),
    )


def _organisation(row: dict[str, str]) -> ActorRow:
    kinds: dict[str, ActorType] = {
        "bloc": "bloc", "organisation": "organisation", "armed_group": "armed_group",
        "movement": "movement", "group": "group",
    }  # fmt: skip
    return ActorRow(
        id=row["id"],
        type=kinds[row["type"]],
        code=row["code"] or None,
        name=Label(de=row["de"], en=row["en"]),
        article_de=row["article_de"] or None,
        plural=row["number"] == "p",
        home=row["home"] or None,
        adjectives={"en": _pieces(row["adj_en"]), "de": _pieces(row["adj_de"])},
        people={"en": (), "de": ()},
        capitals=_pieces(row["seats"] or ""),
        aliases=_pieces(row["aliases"]),
    )


def _persons() -> dict[str, PersonRow]:
    by_name: dict[str, list[dict[str, str]]] = {}
    for row in load_csv("persons.csv"):
        by_name.setdefault(row["name"], []).append(row)
    persons = {}
    for name, rows in by_name.items():
        tenures = [
            Tenure(row["party"] or None, row["office"], *_years_and_months(row)) for row in rows
        ]
        de = next((row["de"] for row in rows if row["de"]), name)
        persons[slug(name)] = PersonRow(
            id=slug(name),
            name=Label(de=de, en=name),
            sex="f" if rows[0]["sex"] == "f" else "m",
            tenures=tuple(sorted(tenures, key=lambda tenure: (tenure.first, tenure.last))),
            short=tuple(dict.fromkeys(p for row in rows for p in _pieces(row["short"]))),
            aliases=tuple(dict.fromkeys(p for row in rows for p in _pieces(row["aliases"]))),
        )
    return persons


def _years_and_months(row: dict[str, str]) -> tuple[int, int, int, int]:
    """Return first year, last year, first month, last month of ``2019`` or ``2019-05``."""
    first, _, first_month = row["from"].partition("-")
    last, _, last_month = row["to"].partition("-")
    return int(first or 1), int(last or 9999), int(first_month or 1), int(last_month or 12)


def _offices() -> dict[str, Office]:
    offices = {}
    for key, entry in load_toml("offices.toml").items():
        label = entry["label"]
        offices[key] = Office(
            id=key,
            label=Label(de=label["de"], en=label["en"]),
            label_f=Label(de=label["de_f"], en=label["en"]),
            nouns={"de": tuple(entry["de"]), "en": tuple(entry["en"])},
        )
    return offices


def _groups() -> dict[str, GroupNoun]:
    return {
        key: GroupNoun(
            id=key,
            label=Label(**entry["label"]),
            nouns={"de": tuple(entry["de"]), "en": tuple(entry["en"])},
            stands_for=entry.get("stands_for", False),
            itself=entry.get("itself", False),
            party=entry.get("party", False),
            single={
                "de": tuple(entry.get("one_de", ())),
                "en": tuple(entry.get("one_en", ())),
            },
        )
        for key, entry in load_toml("groups.toml").items()
    }
