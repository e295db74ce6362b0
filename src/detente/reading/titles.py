"""Offices and groups without a name: "the foreign minister", "US-Vertreter", "Kritiker"."""

from detente.reading.actor_table import ActorTable, GroupNoun
from detente.reading.attachment import Attachment, attachment_of, is_former
from detente.reading.casting import Casting
from detente.reading.lexicon import Hit, lexicon
from detente.reading.people import MEDIATOR, People, Person
from detente.reading.sighting import Sighting
from detente.reading.tokens import plain_word

_ARTICLES = frozenset({"der", "die", "dem", "den", "des", "the"})
_OPEN_OFFICES = frozenset({"leader", "expert", "adviser", "commander", "diplomat", "lawmaker",
                           "minister", "counterpart"})  # fmt: skip
_MINISTERS = frozenset({"Minister", "Ministers", "Ministerin", "minister"})
_MINISTRIES = ("ministry", "ministerium", "ministeriums", "außenamt", "präsidialamt")
_WITHOUT_PARTY = "political_parties"
_TOO_OPEN = frozenset({"side", "seite", "ministers", "leaders", "team", "rebel"})


class Titles:
    """Resolves offices and group nouns, sentence by sentence."""

    def __init__(self, table: ActorTable, people: People, cast: Casting) -> None:
        self._table = table
        self._people = people
        self._cast = cast
        self._attached: set[int] = set()
        self._merged: set[int] = set()
        self._modifiers: set[int] = set()
        self._open: set[int] = set()
        self._governments: list[str] = []
        self.place: str | None = None
        """State in whose capital the sentence is set, or whose name heads the section."""

    def begin(self, sighting: Sighting) -> None:
        """Prepare a sentence: see which adjectives are part of a group or an office."""
        self._merged.clear()
        self._modifiers.clear()
        for hit in sighting.hits:
            if hit.kind in ("office", "group"):
                found = self._attachment(sighting, hit)
                if hit.kind == "office" and is_former(sighting.tokens, hit):
                    if found is not None and found.hit is not None:
                        self._merged.add(found.hit.start)
                    continue
                if hit.id == _WITHOUT_PARTY:
                    continue
                if found is not None and found.merges and found.hit is not None:
                    if hit.id in ("counterpart", "expert"):
                        continue
                    beside = self._beside_name(sighting, hit)
                    (self._modifiers if beside else self._merged).add(found.hit.start)

    def attach(self, office: Hit) -> None:
        """Note that an office stands beside the name of its holder."""
        self._attached.add(office.start)

    def is_open(self, sentence: int) -> bool:
        """Tell whether a sentence names an office whose holder the text does not settle."""
        return sentence in self._open

    def is_modifier(self, hit: Hit) -> bool:
        """Tell whether a nation only describes the office beside a name: "EU envoy Klaar"."""
        return hit.start in self._modifiers

    def is_merged(self, hit: Hit) -> bool:
        """Tell whether a nation is part of a longer phrase, as in "Russian officials"."""
        return hit.start in self._merged

    def read(self, sighting: Sighting, hit: Hit) -> None:
        """Note an office or group noun where the text settles whom it means."""
        if self._describes_next(sighting, hit):
            return
        if self._beside_name(sighting, hit):
            past = is_former(sighting.tokens, hit)
            if hit.state is not None and hit.state in self._table.rows and not past:
                self._note_state_in_word(sighting, hit)
            return
        word = sighting.tokens[hit.stop - 1].text.rpartition("-")[2]
        group = (
            hit.id if hit.kind == "group" else lexicon(sighting.language).group_of(plain_word(word))
        )
        found = self._attachment(sighting, hit)
        if group is not None:
            self._read_group(sighting, hit, self._table.groups[group], found)
        else:
            self._read_office(sighting, hit, found)

    def _beside_name(self, sighting: Sighting, hit: Hit) -> bool:
        return hit.kind == "office" and hit.start in self._attached

    def _describes_next(self, sighting: Sighting, hit: Hit) -> bool:
        """Tell whether a group noun only describes the next noun: "rebel leader"."""
        return hit.kind == "group" and any(
            other.first == hit.stop and other.kind in ("group", "office", "person", "short")
            for other in sighting.hits
        )

    def _attachment(self, sighting: Sighting, hit: Hit) -> Attachment | None:
        return attachment_of(sighting.tokens, hit, sighting.hits, sighting.language)

    def _note_state_in_word(self, sighting: Sighting, hit: Hit) -> None:
        """Note "US" in "US-Präsident Trump"."""
        token = sighting.tokens[hit.first]
        cut = token.text.find("-")
        if hit.state is not None and cut > 0:
            span = (token.start, token.start + cut)
            row = self._cast.row(hit.state)
            self._cast.add(row, row, span, sighting.sentence.index, "compound")

    def _span(self, hit: Hit, found: Attachment | None) -> tuple[int, int]:
        if found is not None and found.merges and found.hit is not None:
            return min(found.hit.start, hit.start), hit.end
        return hit.start, hit.end

    def _read_group(
        self, sighting: Sighting, hit: Hit, group: GroupNoun, found: Attachment | None
    ) -> None:
        span, index = self._span(hit, found), sighting.sentence.index
        if found is None:
            self._read_bare_group(sighting, hit, group)
            return
        if found.row not in self._table.rows:
            return
        own = self._table.rows[found.row]
        self._cast.row(found.row)
        if group.itself or (own.type in ("armed_group", "movement") and group.party):
            if group.id == "government":
                self._governments.append(found.row)
            if found.merges or found.hit is None or found.hit.kind == "capital":
                self._cast.add(found.row, found.row, span, index, "group")
            return
        if group.id == _WITHOUT_PARTY and found.hit is not None:
            if found.merges:
                return
            span = (min(span[0], found.hit.start), max(span[1], found.hit.end))
        actor = self._cast.group(group, found.row)
        party = actor if group.party else found.row if group.stands_for else None
        self._cast.add(actor, party, span, index, "group")

    def _read_bare_group(self, sighting: Sighting, hit: Hit, group: GroupNoun) -> None:
        """Note a group without a nation: the government of the only state it can be, critics ..."""
        span, index = (hit.start, hit.end), sighting.sentence.index
        word = sighting.tokens[hit.stop - 1].text.lower()
        if group.id == "government":
            if self.place is not None and word.endswith(_MINISTRIES):
                self._cast.add(self._cast.row(self.place), self.place, span, index, "group")
                return
            states = list(dict.fromkeys(self._governments))
            states = states if len(states) == 1 else self._facing_rebels()
            if len(states) == 1 and word in ("regierung", "government"):
                self._cast.add(self._cast.row(states[0]), states[0], span, index, "group")
            return
        before = sighting.tokens[hit.first - 1].text if hit.first else ""
        if group.id in ("troops", "residents", "allies") or word in _TOO_OPEN:
            return
        if group.id == _WITHOUT_PARTY or (group.id == "mediators" and before in ("als", "as")):
            return
        if group.id == "rebels":
            meant = self._only_armed_group(sighting, hit)
            if meant is not None:
                self._cast.add(meant, meant, span, index, "group")
                return
        if self.place is not None and group.stands_for and _of_a_ministry(sighting, hit):
            self._cast.row(self.place)
            actor = self._cast.group(group, self.place)
            self._cast.add(actor, self.place, span, index, "group")
            return
        actor = self._cast.group(group, None)
        self._cast.add(actor, actor if group.party else None, span, index, "group")

    def _facing_rebels(self) -> list[str]:
        """Return the home of the armed groups named so far: whose "the government" is."""
        rows = self._table.rows
        homes = (
            rows[actor].home
            for actor in self._cast.last_seen
            if actor in rows and rows[actor].type in ("armed_group", "movement")
        )
        return list(dict.fromkeys(home for home in homes if home is not None and home in rows))

    def _only_armed_group(self, sighting: Sighting, hit: Hit) -> str | None:
        """Return whom "the rebels" means where the text has named one armed group so far."""
        before = sighting.tokens[hit.first - 1].text.lower() if hit.first else ""
        after = sighting.tokens[hit.stop].text if hit.stop < len(sighting.tokens) else ""
        if before not in _ARTICLES or after in ("in", "im", "of", "from", "aus", "von", "der"):
            return None
        named = {
            actor
            for actor in self._cast.last_seen
            if actor in self._table.rows
            and self._table.rows[actor].type in ("armed_group", "movement")
        }
        return named.pop() if len(named) == 1 else None

    def _read_office(self, sighting: Sighting, hit: Hit, found: Attachment | None) -> None:
        span, index = self._span(hit, found), sighting.sentence.index
        party = found.row if found is not None else None
        if self._is_plural(sighting, hit) or is_former(sighting.tokens, hit):
            return
        if party is not None and _chairs(sighting, hit):
            chairs = [
                p for p in self._people.holders(MEDIATOR, None) if p.id in self._cast.last_seen
            ]
            if len(chairs) == 1:
                self._cast.add(chairs[0].id, chairs[0].party, span, index, "office")
            return
        holder = self._holder(sighting, hit, party)
        if holder is not None:
            self._cast.add(self._cast.person(holder), holder.party, span, index, "office")
        elif party is not None and hit.id not in ("counterpart", "expert"):
            self._cast.row(party)
            actor = self._cast.holder(self._table.offices[hit.id], party)
            self._cast.add(actor, party, span, index, "office")
        elif self._is_definite(sighting, hit) or hit.id == "counterpart":
            self._open.add(index)

    def _holder(self, sighting: Sighting, hit: Hit, party: str | None) -> Person | None:
        """Return the holder of an office whom the text has named, if it can be only one."""
        if party is None and not self._is_definite(sighting, hit):
            return None
        if hit.id == "minister" and _names_a_field(sighting, hit):
            return None
        mentioned = self._cast.last_seen
        holders = [p for p in self._people.holders(hit.id, party) if p.id in mentioned]
        if len(holders) > 1:
            near = sighting.sentence.index - 1
            holders = [p for p in holders if mentioned[p.id] >= near]
        return holders[0] if len(holders) == 1 else None

    def _is_plural(self, sighting: Sighting, hit: Hit) -> bool:
        """Tell whether a German office stands for several holders: "die Präsidenten"."""
        before = [
            token.text.lower() for token in sighting.tokens[max(0, hit.first - 2) : hit.first]
        ]
        noun = sighting.tokens[hit.stop - 1].text
        if sighting.language == "en":
            return False
        if noun.endswith("s") and not any(word.endswith("es") for word in before):
            return True
        return "die" in before and not noun.endswith(("in", "te"))

    def _is_definite(self, sighting: Sighting, hit: Hit) -> bool:
        if hit.first == 0 or (
            hit.id in _OPEN_OFFICES and sighting.language == "en" and hit.first < 1
        ):
            return False
        article = sighting.tokens[hit.first - 1].text
        noun = sighting.tokens[hit.stop - 1].text
        before = sighting.tokens[hit.first - 2].text if hit.first > 1 else ""
        many = article.lower() == "die" or (article == "der" and before[:1].isupper())
        if many and sighting.language == "de" and not noun.endswith("in"):
            return False  # "die Minister", "Rat der Minister"
        return article.lower() in _ARTICLES


def _of_a_ministry(sighting: Sighting, hit: Hit) -> bool:
    """Tell whether officials are those of a ministry that stands beside them."""
    return any(
        other.kind == "group"
        and " ".join(t.text for t in sighting.tokens[other.first : other.stop])
        .lower()
        .removesuffix("s")
        .endswith(_MINISTRIES)
        and (other.stop == hit.first or 0 <= other.first - hit.stop <= 2)
        for other in sighting.hits
    )


def _chairs(sighting: Sighting, hit: Hit) -> bool:
    """Tell whether an office is to chair or mediate: the nation beside it is not represented."""
    noun = sighting.tokens[hit.stop - 1].text.lower()
    return hit.id == MEDIATOR or noun.startswith(("chair", "vorsitzende"))


def _names_a_field(sighting: Sighting, hit: Hit) -> bool:
    """Tell whether a minister is one of many: "justice minister", "Wasserminister"."""
    return hit.stop - hit.first > 1 or sighting.tokens[hit.first].text not in _MINISTERS
