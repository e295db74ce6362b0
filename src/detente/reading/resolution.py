"""Goes through the sentences in order and settles whom each name, title and pronoun means."""

from collections.abc import Sequence

from detente.reading.actor_table import actor_table
from detente.reading.attachment import Attachment, attachment_of, is_former
from detente.reading.capitals import stands_for_government
from detente.reading.cast import Cast, Mention
from detente.reading.casting import Casting
from detente.reading.lexicon import Hit
from detente.reading.names import NameRun, office_beside, sex_of
from detente.reading.people import People, Person
from detente.reading.pronouns import is_plural_pronoun, person_meant, pronoun_sex
from detente.reading.quotations import quoted_places
from detente.reading.sighting import Sighting
from detente.reading.talks import Pair, both_sides_at, find_pairs
from detente.reading.text import Sentence
from detente.reading.titles import Titles
from detente.sources.source import Source


class Resolver:
    """The state of reading one text: whom it has introduced, who talks with whom."""

    def __init__(self, source: Source, sentences: Sequence[Sentence]) -> None:
        self._source = source
        self._table = actor_table()
        self._people = People(self._table, source.published)
        self._cast = Casting(source.text, self._table, self._people)
        self._titles = Titles(self._table, self._people, self._cast)
        self._quoted = quoted_places(source.text, sentences)
        self._pairs: list[Pair] = []

    def introduce(self, sighting: Sighting) -> None:
        """Meet everyone whom a sentence gives a full name."""
        for hit in sighting.hits:
            if hit.kind == "person":
                self._enrich(sighting, self._people.from_table(hit.ids), hit.first, hit.stop)
        for run in sighting.runs:
            if run.is_person and run.stop - run.first > 1:
                self._introduce_run(sighting, run)

    def read(self, sighting: Sighting) -> None:
        """Note every mention of a sentence."""
        self._titles.begin(sighting)
        by_place: dict[int, list[Hit | NameRun]] = {}
        for item in (*sighting.hits, *sighting.runs):
            by_place.setdefault(item.first, []).append(item)
        i = 0
        while i < len(sighting.tokens):
            stop = self._pronoun_or_sides(sighting, i)
            if stop is not None:
                i = stop
                continue
            for item in by_place.get(i, ()):
                self._read_item(sighting, item)
            i += 1
        here = find_pairs(sighting.sentence, self._mentions_of(sighting))
        self._pairs += here
        if here:
            self._cast.name_parties(sighting.sentence.index, here[-1])

    def finish(self) -> Cast:
        """Return the cast of the text."""
        return self._cast.finish()

    def _mentions_of(self, sighting: Sighting) -> list[Mention]:
        here = [m for m in self._cast.mentions if m.sentence == sighting.sentence.index]
        return sorted(here, key=lambda m: m.start)

    def _read_item(self, sighting: Sighting, item: Hit | NameRun) -> None:
        if isinstance(item, NameRun):
            self._read_run(sighting, item)
        elif item.kind in ("person", "short"):
            self._read_person(sighting, item)
        elif item.kind in ("office", "group"):
            self._titles.read(sighting, item)
        elif not self._titles.is_merged(item):
            self._read_row(sighting, item)

    def _read_row(self, sighting: Sighting, hit: Hit) -> None:
        """Note a state, bloc, organisation or group of the tables."""
        index = sighting.sentence.index
        if hit.id in self._table.persons:
            self._read_word_of_person(sighting, hit)
            return
        row = self._cast.row(hit.id) if hit.kind != "capital" else hit.id
        span = (hit.start, hit.end)
        if hit.kind == "capital":
            if stands_for_government(sighting.tokens, hit, sighting.hits):
                self._cast.add(self._cast.row(hit.id), hit.id, span, index, "capital")
        elif hit.kind == "name":
            hyphen = hit.stop < len(sighting.tokens) and sighting.tokens[hit.stop].text == "-"
            attached = hyphen and sighting.tokens[hit.stop].start == hit.end
            self._cast.add(row, row, span, index, "adjective" if attached else "name")
        elif hit.kind == "members":
            self._cast.add(row, row, span, index, "group")
        elif hit.kind in ("adjective", "city_adjective"):
            self._cast.add(row, row, span, index, "adjective")
        elif hit.kind == "demonym":
            self._cast.add(row, row, span, index, "demonym")
        else:
            self._cast.add(row, row, span, index, "compound")

    def _read_word_of_person(self, sighting: Sighting, hit: Hit) -> None:
        """Note a word such as "Trump-Regierung" or "Putin-Besuch"."""
        person = self._people.from_table(hit.ids)
        if person is None:
            return
        span, index = (hit.start, hit.end), sighting.sentence.index
        if hit.kind == "administration":
            if person.party in self._table.rows and person.party is not None:
                self._cast.add(self._cast.row(person.party), person.party, span, index, "group")
        else:
            self._cast.add(self._cast.person(person), person.party, span, index, "compound")

    def _read_person(self, sighting: Sighting, hit: Hit) -> None:
        person = self._people.from_table(hit.ids)
        if person is None:
            return
        self._enrich(sighting, person, hit.first, hit.stop)
        span = (hit.start, hit.end)
        self._cast.add(
            self._cast.person(person), person.party, span, sighting.sentence.index, "person"
        )

    def _read_run(self, sighting: Sighting, run: NameRun) -> None:
        tokens = sighting.tokens
        span = (tokens[run.first].start, tokens[run.stop - 1].end)
        index = sighting.sentence.index
        if not run.is_person:
            actor = self._cast.organisation(self._source.text[span[0] : span[1]])
            self._cast.add(actor, actor, span, index, "name")
            return
        person = self._introduce_run(sighting, run)
        self._cast.add(self._cast.person(person), person.party, span, index, "person")

    def _introduce_run(self, sighting: Sighting, run: NameRun) -> Person:
        tokens = sighting.tokens[run.first : run.stop]
        words = " ".join(token.text for token in tokens)
        last = len(tokens) - 1
        while last > 1 and tokens[last - 1].text[0].islower():
            last -= 1
        surname = " ".join(token.text for token in tokens[last:]) if len(tokens) > 1 else words
        office, party = self._office_and_party(sighting, run.office)
        sex = sex_of(tokens[0].text) if len(tokens) > 1 else None
        return self._people.from_text(words, surname, sex, office, party)

    def _enrich(self, sighting: Sighting, person: Person | None, first: int, stop: int) -> None:
        """Learn office and party of a person from the words beside the name."""
        if person is None:
            return
        beside = office_beside(sighting.tokens, first, stop, sighting.hits)
        office, party = self._office_and_party(sighting, beside)
        self._people.learn(person, office, party)

    def _office_and_party(
        self, sighting: Sighting, beside: Hit | None
    ) -> tuple[str | None, str | None]:
        """Return the office and the party that the words beside a name give."""
        if beside is None or is_former(sighting.tokens, beside):
            return None, None
        self._titles.attach(beside)
        office = beside.id
        if office == "counterpart":
            earlier = [h for h in sighting.hits if h.kind == "office" and h.first < beside.first]
            office = earlier[-1].id if earlier else "counterpart"
        found = attachment_of(sighting.tokens, beside, sighting.hits, sighting.language)
        return (office if office != "counterpart" else None), self._party(office, found)

    def _party(self, office: str, found: Attachment | None) -> str | None:
        if found is None or office in ("expert", "lawmaker"):
            return None
        return found.row

    def _pronoun_or_sides(self, sighting: Sighting, i: int) -> int | None:
        """Note a pronoun or "both sides" at token `i`; return where to go on, or None."""
        tokens, index = sighting.tokens, sighting.sentence.index
        quoted = tokens[i].start in self._quoted
        stop = both_sides_at(tokens, i)
        if stop is not None:
            pair = () if quoted else self._current_pair(sighting)
            span = (tokens[i].start, tokens[stop - 1].end)
            self._cast.add(self._cast.both_sides(), None, span, index, "both_sides", pair)
            return stop
        if quoted:
            return None
        span = (tokens[i].start, tokens[i].end)
        sex = pronoun_sex(tokens, i)
        if sex is not None:
            meant = person_meant(sex, sighting.sentence, self._cast.mentions, self._people)
            if meant is not None:
                party = self._people.persons[meant].party
                self._cast.add(meant, party, span, index, "pronoun")
                return i + 1
        elif is_plural_pronoun(tokens, i):
            self._read_they(sighting, span)
        return None

    def _read_they(self, sighting: Sighting, span: tuple[int, int]) -> None:
        """Note "they" where the sentence before speaks of both parties or of one group only."""
        index = sighting.sentence.index
        before = [m for m in self._cast.mentions if m.sentence == index - 1]
        sides = [m for m in before if m.form == "both_sides"]
        groups = {m.actor: m for m in before if m.form == "group"}
        if sides and sides[-1].parties:
            parties = sides[-1].parties
            self._cast.add(self._cast.both_sides(), None, span, index, "pronoun", parties)
        elif len(before) == len(groups) == 1:
            (group,) = groups.values()
            self._cast.add(group.actor, group.party, span, index, "pronoun")

    def _current_pair(self, sighting: Sighting) -> tuple[str, ...]:
        """Return the two parties of the talks that the text speaks of at this point."""
        here = find_pairs(sighting.sentence, self._mentions_of(sighting))
        pairs = here or self._pairs
        return pairs[-1] if pairs else ()
