"""Whom quoted words mean: by the same tables and mentions as the rules reader.

What the text itself settles (names, offices, pronouns) comes first, then the tables, then the
name the model gives. Whoever no table knows gets an id from the words of the source.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from detente.reading.act import Actor, Span
from detente.reading.actor_table import ActorTable, PersonRow, actor_table, slug
from detente.reading.cast import Mention
from detente.reading.llm.answer import Party
from detente.reading.mentions import find_mentions
from detente.reading.planted import Planted, without_planted
from detente.reading.reader import language_of_rules
from detente.reading.text import Sentence, segment
from detente.sources.frozen import LANGUAGES, Label
from detente.sources.source import Source

_ARTICLE = re.compile(r"^(?:the|der|die|das|den|dem|des)\s+", re.IGNORECASE)
_JOINTS = re.compile(r"(?:\s|,|\band\b|\bund\b|\bdie\b|\bder\b|\bthe\b|\bsowie\b)*", re.IGNORECASE)
_NAMED_FORMS = ("person", "office", "group", "pronoun", "both_sides")


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom words mean."""

    actor: str
    """Id of the actor named."""
    parties: tuple[str, ...]
    """Ids of those it stands for; itself where it stands for nobody else."""
    sure: bool
    """False where only the model says so."""


class Who:
    """Everyone named in one source; learns those that only the model points at."""

    def __init__(self, source: Source, planted: tuple[Planted, ...]) -> None:
        self._source = source
        self._table = actor_table()
        self._ids = _ids_by_name(self._table)
        self.sentences: tuple[Sentence, ...] = ()
        self._mentions: tuple[Mention, ...] = ()
        self._actors: dict[str, Actor] = {}
        if source.language in LANGUAGES:
            self.sentences = without_planted(
                segment(source.text, language_of_rules(source)), planted
            )
            cast = find_mentions(source, self.sentences)
            self._mentions = cast.mentions
            self._actors = {actor.id: actor for actor in cast.actors}

    def meant(self, party: Party, span: Span) -> Meant:
        """Return whom the words at a place mean; remember those not yet known."""
        here = [m for m in self._mentions if span.start <= m.start and m.end <= span.end]
        if here:
            return self._by_mentions(here, party)
        known = self._by_table(span.quote) or self._by_table(party.name)
        if known is not None:
            self._remember(self._entry(known), span)
            row = self._table.persons.get(known)
            stands_for = self._party_of(row) if row is not None else known
            return Meant(known, (stands_for or known,), sure=self._by_table(span.quote) is not None)
        words = _ARTICLE.sub("", " ".join(span.quote.split()))
        actor = Actor(id=slug(words), name=Label(de=words, en=words), type=party.type or "group")
        self._remember(actor, span)
        return Meant(actor.id, (actor.id,), sure=False)

    def actors(self) -> tuple[Actor, ...]:
        """Return everyone named, in order of first mention."""
        return tuple(sorted(self._actors.values(), key=lambda actor: actor.mentions[0].start))

    def _by_mentions(self, here: list[Mention], party: Party) -> Meant:
        """Return whom the mentions inside the quoted words mean."""
        named = self._by_table(party.name)
        fitting = [m for m in here if named is not None and named in (m.actor, m.party)]
        first = (fitting or [m for m in here if m.form in _NAMED_FORMS] or here)[0]
        if not fitting and len(here) > 1 and self._listed(here):
            return Meant(first.actor, _unique(p for m in here for p in _parties(m)), sure=True)
        return Meant(first.actor, _parties(first), sure=True)

    def _listed(self, here: list[Mention]) -> bool:
        """Tell whether nothing but "and" and commas stands between mentions."""
        text = self._source.text
        return all(_JOINTS.fullmatch(text[a.end : b.start]) for a, b in pairwise(here))

    def _by_table(self, name: str | None) -> str | None:
        return self._ids.get(_key(name)) if name else None

    def _party_of(self, row: PersonRow) -> str | None:
        tenure = row.tenure_at(self._source.published)
        return tenure.party if tenure is not None else None

    def _entry(self, known: str) -> Actor:
        """Return the actor that the tables hold under an id."""
        if known in self._table.rows:
            row = self._table.rows[known]
            return Actor(id=row.id, name=row.name, type=row.type, code=row.code)
        person = self._table.persons[known]
        tenure = person.tenure_at(self._source.published)
        office = self._table.offices[tenure.office] if tenure is not None else None
        state = self._table.rows.get(tenure.party or "") if tenure is not None else None
        label = office and (office.label_f if person.sex == "f" else office.label)
        return Actor(
            id=person.id,
            name=person.name,
            type="person",
            code=state.code if state is not None else None,
            represents=tenure.party if tenure is not None else None,
            office=label,
        )

    def _remember(self, actor: Actor, span: Span) -> None:
        known = self._actors.get(actor.id, actor)
        places = {place.start: place for place in (*known.mentions, span)}
        mentions = tuple(places[start] for start in sorted(places))
        self._actors[actor.id] = known.model_copy(update={"mentions": mentions})


def _parties(mention: Mention) -> tuple[str, ...]:
    return mention.parties or (mention.party or mention.actor,)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _key(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split())).casefold()


def _ids_by_name(table: ActorTable) -> dict[str, str]:
    """Return the ids of the tables by name; a name of two is left out."""
    ids: dict[str, str | None] = {}
    named = [(row.id, (*row.names(), *row.capitals)) for row in table.rows.values()]
    named += [
        (row.id, (row.name.en, row.name.de, *row.short, *row.aliases))
        for row in table.persons.values()
    ]
    for row_id, names in named:
        for name in names:
            key = _key(name)
            ids[key] = row_id if ids.get(key, row_id) == row_id else None
    return {name: row_id for name, row_id in ids.items() if row_id is not None}
