"""Goes through the sentences in order and settles whom each name, title and pronoun means."""

from collections.abc import Sequence

from detente.reading.actor_table import Sex, actor_table
from detente.reading.attachment import attachment_of, belongs_to, is_former, owner_word
from detente.reading.capitals import stands_for_government, state_of_heading, state_of_place
from detente.reading.cast import Cast, Mention, MentionForm
from detente.reading.casting import Casting
from detente.reading.lexicon import Hit, lexicon
from detente.reading.mediation import leads_talks
from detente.reading.names import (
    NameRun,
    is_name_like,
    is_particle,
    is_party_name,
    is_surname_place,
    office_beside,
    sex_of,
)
from detente.reading.people import People, Person
from detente.reading.pronouns import is_plural_pronoun, person_meant, pronoun_sex
from detente.reading.quotations import quoted_places
from detente.reading.sighting import Sighting
from detente.reading.tables import load_toml
from detente.reading.talks import (
    Pair,
    both_sides_at,
    counted_at,
    find_joint_states,
    find_pairs,
    fits,
    last_of_size,
    leading_pair,
)
from detente.reading.text import Sentence
from detente.reading.titles import Titles
from detente.reading.tokens import Token, plain_word
from detente.sources.source import Source

_GOVERNMENTS = ("Regierungen", "governments")
_NEEDS_HOME = frozenset(load_toml("contexts.toml")["needs_home"])
_TOPIC_NOUNS = frozenset(load_toml("contexts.toml")["topic_nouns"])


class Resolver:
    """The state of reading one text: whom it has introduced, who talks with whom."""

    def __init__(
        self, source: Source, sentences: Sequence[Sentence], doers: frozenset[int] = frozenset()
    ) -> None:
        self._source = source
        self._doers = doers
        self._table = actor_table()
        self._people = People(self._table, source.published)
        self._cast = Casting(source.text, self._table, self._people)
        self._titles = Titles(self._table, self._people, self._cast)
        self._quoted = quoted_places(source.text, sentences)
        self._pairs: list[Pair] = []
        self._loose_pairs: list[Pair] = []
        self._joint_states: list[Pair] = []
        self._open_sides: list[tuple[int, int, str]] = []
        self._section: str | None = None
        self._homes: set[str | None] = set()

    def introduce(self, sighting: Sighting) -> None:
        """Meet everyone whom a sentence gives a full name, and the places of those it names."""
        rows = self._table.rows
        here = [hit.id for hit in sighting.hits if hit.id in rows and hit.id not in _NEEDS_HOME]
        self._homes.update(row_id for one in here for row_id in (one, rows[one].home))
        for hit in sighting.hits:
            beside = office_beside(sighting.tokens, hit.first, hit.stop, sighting.hits)
            if hit.kind == "person" or (hit.kind == "short" and beside is not None):
                self._enrich(sighting, self._people.from_table(hit.ids), hit.first, hit.stop)
        for run in sighting.runs:
            if run.is_person and run.stop - run.first > 1:
                self._introduce_run(sighting, run)

    def read(self, sighting: Sighting) -> None:
        """Note every mention of a sentence."""
        if sighting.sentence.kind == "heading":
            self._section = state_of_heading(sighting.tokens, sighting.language)
        self._titles.place = state_of_place(sighting.tokens, sighting.hits) or self._section
        self._titles.begin(sighting)
        by_place: dict[int, list[Hit | NameRun]] = {}
        items: list[Hit | NameRun] = [*sighting.hits, *sighting.runs]
        for item in items:
            by_place.setdefault(item.first, []).append(item)
        taken = {i for item in items for i in range(item.first, item.stop)}
        i = 0
        while i < len(sighting.tokens):
            stop = self._pronoun_or_sides(sighting, i)
            if stop is not None:
                i = stop
                continue
            if i not in by_place:
                i = self._surname(sighting, i, taken)
                continue
            for item in by_place[i]:
                self._read_item(sighting, item)
            i += 1
        here = find_pairs(sighting.sentence, self._mentions_of(sighting))
        self._pairs += here
        self._loose_pairs += find_pairs(
            sighting.sentence, self._mentions_of(sighting), mutual=False
        )
        self._joint_states += find_joint_states(sighting.sentence, self._mentions_of(sighting))
        if here:
            self._cast.name_parties(sighting.sentence.index, here[-1])

    def finish(self) -> Cast:
        """Return the cast of the text.

        "Both sides" before any pair was named means the only pair that the text names later;
        "both governments" the only two whose governments it names; else the two that most
        sentences speak of, where no third comes near.
        """
        leading = leading_pair(self._cast.parties_by_sentence()) if self._open_sides else None
        for place, index, noun in self._open_sides:
            fitting = {frozenset(pair): pair for pair in self._pairs if fits(pair, noun)}
            if not fitting and noun in _GOVERNMENTS and len(self._cast.governments()) == 2:
                self._cast.settle_both_sides(place, index, self._cast.governments())
            if leading and not fitting and noun not in _GOVERNMENTS:
                fitting = {frozenset(leading): leading}
            if len(fitting) == 1:
                self._cast.settle_both_sides(place, index, *fitting.values())
        return self._cast.finish()

    def _mentions_of(self, sighting: Sighting) -> list[Mention]:
        return self._cast.mentions_in(sighting.sentence.index)

    def _recent(self, sighting: Sighting) -> list[list[Mention]]:
        """Return the mentions of this sentence, the one before and the one before that."""
        index = sighting.sentence.index
        return [self._cast.mentions_in(index - back) for back in range(3)]

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
        if hit.id in _NEEDS_HOME and self._table.rows[hit.id].home not in self._homes:
            return
        row = self._cast.row(hit.id) if hit.kind != "capital" else hit.id
        span = (hit.start, hit.end)
        if hit.kind == "capital":
            if stands_for_government(sighting.tokens, hit, sighting.hits):
                self._cast.add(self._cast.row(hit.id), hit.id, span, index, "capital")
        elif hit.kind == "name":
            hyphen = hit.stop < len(sighting.tokens) and sighting.tokens[hit.stop].text == "-"
            attached = hyphen and sighting.tokens[hit.stop].start == hit.end
            self._cast.add(row, row, span, index, self._form_of_name(sighting, hit, attached))
        elif hit.kind == "members":
            self._cast.add(row, row, span, index, "group")
        elif hit.kind in ("adjective", "city_adjective"):
            self._cast.add(row, row, span, index, "adjective")
        elif hit.kind == "demonym":
            self._cast.add(row, row, span, index, "demonym")
        else:
            self._cast.add(row, row, span, index, "compound")

    def _form_of_name(self, sighting: Sighting, hit: Hit, attached: bool) -> MentionForm:
        """Tell a name that only describes the next noun from one that stands for itself."""
        if attached or self._titles.is_modifier(hit):
            return "adjective"
        after = sighting.tokens[hit.stop].text if hit.stop < len(sighting.tokens) else ""
        topic = sighting.language == "en" and after in _TOPIC_NOUNS
        return "compound" if topic else "name"

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

    def _surname(self, sighting: Sighting, i: int, taken: set[int]) -> int:
        """Note a surname that the text has introduced; return where to go on."""
        found = self._people.surname_at(sighting.keys, i) if i not in taken else None
        if found is None and i not in taken:
            given = self._given_name(sighting, i)
            found = ([given], i + 1) if given is not None else None
        if found is None or not is_surname_place(sighting.tokens, i, sighting.language):
            return i + 1
        persons, stop = found
        if len(persons) > 1:
            seen = self._cast.last_seen
            near = sighting.sentence.index - 2
            persons = [person for person in persons if seen.get(person.id, -9) >= near]
        if len(persons) == 1 and taken.isdisjoint(range(i, stop)):
            person = persons[0]
            span = (sighting.tokens[i].start, sighting.tokens[stop - 1].end)
            index = sighting.sentence.index
            self._cast.add(self._cast.person(person), person.party, span, index, "person")
        return stop

    def _given_name(self, sighting: Sighting, i: int) -> Person | None:
        """Return the person named in full before whose given name stands alone at token `i`."""
        token, language = sighting.tokens[i], sighting.language
        if not is_name_like(token, language) or lexicon(language).whole(sighting.keys[i]):
            return None
        beside = (*sighting.tokens[max(0, i - 1) : i], *sighting.tokens[i + 1 : i + 2])
        if any(is_name_like(other, language) or is_particle(other.text) for other in beside):
            return None
        person = self._people.by_given_name(sighting.keys[i])
        return person if person is not None and person.id in self._cast.last_seen else None

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
            words = [plain_word(token.text) for token in tokens[run.first : run.stop]]
            actor = self._cast.organisation(self._source.text[span[0] : span[1]])
            itself = actor if is_party_name(words) else None
            self._cast.add(actor, itself, span, index, "name")
            return
        person = self._introduce_run(sighting, run)
        self._cast.add(self._cast.person(person), person.party, span, index, "person")

    def _introduce_run(self, sighting: Sighting, run: NameRun) -> Person:
        tokens = sighting.tokens[run.first : run.stop]
        words = " ".join(token.text for token in tokens)
        last = len(tokens) - 1
        while last > 1 and is_particle(tokens[last - 1].text):
            last -= 1
        surname = " ".join(token.text for token in tokens[last:]) if len(tokens) > 1 else words
        office, party = self._office_and_party(sighting, run.office)
        if party is None and run.office is None:
            party = belongs_to(sighting.tokens, run.first, run.stop, sighting.hits)
        sex = sex_of(tokens[0].text) if len(tokens) > 1 else None
        person = self._people.from_text(words, surname, sex, office, party)
        self._note_role(sighting, person, run.office, run.stop)
        return person

    def _enrich(self, sighting: Sighting, person: Person | None, first: int, stop: int) -> None:
        """Learn office and party of a person from the words beside the name."""
        if person is None:
            return
        beside = office_beside(sighting.tokens, first, stop, sighting.hits)
        office, party = self._office_and_party(sighting, beside)
        if party is None and beside is None:
            party = belongs_to(sighting.tokens, first, stop, sighting.hits)
        self._people.learn(person, office, party)
        self._note_role(sighting, person, beside, stop)

    def _note_role(self, sighting: Sighting, person: Person, beside: Hit | None, stop: int) -> None:
        """Note that an office is over, and that a person chairs or mediates."""
        if beside is not None and is_former(sighting.tokens, beside):
            self._people.leave(person)
        if leads_talks(sighting.tokens, stop):
            self._people.mediates(person)

    def _office_and_party(
        self, sighting: Sighting, beside: Hit | None
    ) -> tuple[str | None, str | None]:
        """Return the office and the party that the words beside a name give."""
        if beside is None:
            return None, None
        self._titles.attach(beside)
        for hit in reversed(sighting.hits):  # "mediator General X": the first counts
            if hit.kind == "office" and hit.stop == beside.first:
                self._titles.attach(hit)
                beside = hit
        if is_former(sighting.tokens, beside):
            return None, None
        office: str | None = beside.id
        if office == "counterpart":
            earlier = [h for h in sighting.hits if h.kind == "office" and h.first < beside.first]
            office = earlier[-1].id if earlier else None
        if office in ("expert", "lawmaker") or _opposes(sighting.tokens, beside):
            return office, None
        found = attachment_of(sighting.tokens, beside, sighting.hits, sighting.language)
        if found is not None:
            return office, None if _heads_a_body(sighting, beside, found.hit) else found.row
        if beside.id == "counterpart":
            return office, None
        return office, self._owner(sighting, beside) or self._colleague(sighting, beside)

    def _colleague(self, sighting: Sighting, office: Hit) -> str | None:
        """Return the party of the minister to whom another is joined by "and"."""
        first = office.first - 1
        if first > 0 and sighting.tokens[first].text[0].isupper():
            first -= 1  # "Postal Minister"
        if office.id != "minister" or sighting.tokens[first].text not in ("and", "und"):
            return None
        for hit in sighting.hits:
            if hit.kind == "person" and hit.stop == first:
                person = self._people.from_table(hit.ids)
                return person.party if person is not None else None
        return None

    def _owner(self, sighting: Sighting, office: Hit) -> str | None:
        """Return the party meant by "his", "deren" or "ihr" before an office."""
        owner = owner_word(sighting.tokens, office)
        if owner is None:
            return self._possessor(sighting, office)
        index = sighting.sentence.index
        if owner == "whose":
            here = [m.party for m in self._mentions_of(sighting) if m.start < office.start]
            return here[-1] if here else None
        before = self._cast.mentions_in(index - 1)
        parties = {m.party for m in before}
        unnamed = all(m.form not in ("person", "office", "pronoun") for m in before)
        if len(parties) == 1 and unnamed:  # "Peru was left out. Sein Präsident ..."
            return parties.pop()
        if owner in ("m", "f"):
            sex: Sex = "m" if owner == "m" else "f"
            meant = person_meant(sex, self._recent(sighting), self._people)
            return meant.party if meant is not None else None
        return parties.pop() if len(parties) == 1 else None

    def _possessor(self, sighting: Sighting, office: Hit) -> str | None:
        """Return the party of the person in "Sadat's foreign minister", "Trumps Gesandter"."""
        last = office.first - 1
        if last > 0 and sighting.tokens[last].text in ("'s", "’s"):
            last -= 1
        elif sighting.language == "en":
            return None
        for mention in self._mentions_of(sighting):
            genitive = sighting.language == "en" or sighting.tokens[last].text.endswith("s")
            if mention.form == "person" and genitive and mention.end == sighting.tokens[last].end:
                return mention.party
        return None

    def _pronoun_or_sides(self, sighting: Sighting, i: int) -> int | None:
        """Note a pronoun or "both sides" at token `i`; return where to go on, or None."""
        tokens, index = sighting.tokens, sighting.sentence.index
        quoted = tokens[i].start in self._quoted
        stop = both_sides_at(tokens, i)
        if stop is not None:
            pair = () if quoted else self._current_pair(sighting, tokens[stop - 1].text)
            span = (tokens[i].start, tokens[stop - 1].end)
            self._cast.add(self._cast.both_sides(), None, span, index, "both_sides", pair)
            if not quoted and not pair:
                self._open_sides.append((span[0], index, tokens[stop - 1].text))
            return stop
        if quoted:
            return None
        counted = counted_at(tokens, i, sighting.language)
        if counted is not None:
            number, stop = counted
            parties = last_of_size(self._cast.parties_by_sentence(), number)
            if parties:
                span = (tokens[i].start, tokens[stop - 1].end)
                self._cast.add(self._cast.all_sides(), None, span, index, "both_sides", parties)
                return stop
        span = (tokens[i].start, tokens[i].end)
        sex = pronoun_sex(tokens, i, acts=tokens[i].start in self._doers)
        if sex is not None:
            meant = person_meant(sex, self._recent(sighting), self._people)
            if meant is not None and not self._titles.is_open(index):
                self._cast.add(meant.actor, meant.party, span, index, "pronoun")
                return i + 1
        elif is_plural_pronoun(tokens, i):
            self._read_they(sighting, span)
        return None

    def _read_they(self, sighting: Sighting, span: tuple[int, int]) -> None:
        """Note "they" where the sentence before speaks of both parties or of one group only."""
        index = sighting.sentence.index
        before = self._cast.mentions_in(index - 1)
        sides = [m for m in before if m.form == "both_sides"]
        groups = {m.actor: m for m in before if m.form == "group"}
        if sides and sides[-1].parties:
            parties = sides[-1].parties
            self._cast.add(self._cast.both_sides(), None, span, index, "pronoun", parties)
        elif len(before) == len(groups) == 1:
            (group,) = groups.values()
            self._cast.add(group.actor, group.party, span, index, "pronoun")

    def _current_pair(self, sighting: Sighting, noun: str) -> tuple[str, ...]:
        """Return the two parties of the talks that the text speaks of at this point."""
        here = find_pairs(sighting.sentence, self._mentions_of(sighting))
        joint = self._joint_states if noun in _GOVERNMENTS else []
        for pairs in (here, self._pairs, self._loose_pairs, joint):
            fitting = next((pair for pair in reversed(pairs) if fits(pair, noun)), None)
            if fitting is not None:
                return fitting
        return ()


def _heads_a_body(sighting: Sighting, office: Hit, nation: Hit | None) -> bool:
    """Tell whether an office heads some body of a nation: "Chef der nordirischen Polizei"."""
    if office.id != "leader" or nation is None or nation.kind != "adjective":
        return False
    governs = any(hit.kind == "group" and hit.first == nation.stop for hit in sighting.hits)
    return nation.first >= office.stop and not governs


def _opposes(tokens: Sequence[Token], office: Hit) -> bool:
    """Tell whether an office leads the opposition: its holder does not stand for the state."""
    words = " ".join(token.text for token in tokens[office.first : office.stop]).lower()
    return words.startswith(("opposition", "oppositions"))
