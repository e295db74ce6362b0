"""Finds the names, adjectives, offices and group nouns of the tables in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.reading.actor_table import ActorRow, actor_table
from detente.reading.inflection import adjective_forms, name_forms, noun_forms, people_forms
from detente.reading.tables import cached, load_toml
from detente.reading.tokens import Token, find_pieces, plain_word
from detente.sources.frozen import Language

HitKind = Literal[
    "name", "person", "short", "adjective", "demonym", "capital", "city_adjective", "office",
    "group", "members", "administration", "compound",
]  # fmt: skip

_PRIORITY: dict[HitKind, int] = {
    "person": 0, "name": 1, "short": 2, "adjective": 3, "demonym": 4, "capital": 5,
    "city_adjective": 6, "office": 7, "group": 8, "members": 9, "administration": 10,
    "compound": 11,
}  # fmt: skip
_SHOUTED = 5
_BOTH_LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a sentence that a table knows."""

    kind: HitKind
    """What it is."""
    ids: tuple[str, ...]
    """Rows it can mean; several where persons share a name."""
    first: int
    """Index of its first token."""
    stop: int
    """Index after its last token."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    state: str | None = None
    """Actor named inside the same word, as in "US-Präsident"."""

    @property
    def id(self) -> str:
        """Return the first row it can mean."""
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class _Entry:
    keys: tuple[str, ...]
    kind: HitKind
    ids: tuple[str, ...]


class Lexicon:
    """Every written form of the tables for one language, by first word."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._exact: dict[str, list[_Entry]] = {}
        self._nouns: dict[str, list[_Entry]] = {}
        table = actor_table()
        for row in table.rows.values():
            self._add_row(row)
        self._add_persons()
        for office in table.offices.values():
            for noun in office.nouns[language]:
                self._add_noun("office", office.id, noun_forms(noun, language))
        for group in table.groups.values():
            self._add_noun("group", group.id, group.nouns[language])
        for entries in (*self._exact.values(), *self._nouns.values()):
            entries.sort(key=lambda entry: (-len(entry.keys), _PRIORITY[entry.kind]))

    def longest(self, keys: Sequence[str], i: int) -> _Entry | None:
        """Return the longest entry that begins at key `i`; names before nouns on a tie."""
        noun_key = keys[i].lower() if self.language == "en" else keys[i]
        exact, nouns = self._exact.get(keys[i]), self._nouns.get(noun_key)
        if exact is None and nouns is None:
            return None
        best: _Entry | None = None
        for lower, entries in ((False, exact or ()), (self.language == "en", nouns or ())):
            for entry in entries:
                if best is not None and len(entry.keys) <= len(best.keys):
                    break
                window = tuple(keys[i : i + len(entry.keys)])
                if (tuple(key.lower() for key in window) if lower else window) == entry.keys:
                    best = entry
                    break
        return best

    def whole(self, word: str) -> tuple[HitKind, str] | None:
        """Return what a single word is, or None; offices and groups count as nouns."""
        entry = self.longest((word,), 0)
        return (entry.kind, entry.ids[0]) if entry is not None and len(entry.keys) == 1 else None

    def group_of(self, word: str) -> str | None:
        """Return the group that a noun names, even where it also names an office."""
        key = word.lower() if self.language == "en" else word
        for entry in self._nouns.get(key, ()):
            if entry.kind == "group" and len(entry.keys) == 1:
                return entry.ids[0]
        return None

    def _add_row(self, row: ActorRow) -> None:
        for name in row.names():
            self._add("name", row.id, name_forms(name, self.language))
            if len(name) >= _SHOUTED:
                self._add("name", row.id, (name.upper(),))
            if name.startswith("the "):
                self._add("name", row.id, ("T" + name[1:],))
        for stem in row.adjectives[self.language]:
            self._add("adjective", row.id, adjective_forms(stem, self.language))
            if self.language == "de":
                capital = stem[0].upper() + stem[1:]
                self._add("adjective", row.id, adjective_forms(capital, "de"))
        for people in row.people[self.language]:
            self._add("demonym", row.id, people_forms(people, self.language))
        for capital in row.capitals:
            self._add("capital", row.id, name_forms(capital, self.language))
            if self.language == "de" and " " not in capital:
                self._add("city_adjective", row.id, (_city_adjective(capital),))

    def _add_persons(self) -> None:
        by_form: dict[tuple[HitKind, str], list[str]] = {}
        for person in actor_table().persons.values():
            for name in (person.name.en, person.name.de, *person.aliases):
                for form in name_forms(name, self.language):
                    by_form.setdefault(("person", form), []).append(person.id)
            for short in person.short:
                for form in name_forms(short, self.language):
                    by_form.setdefault(("short", form), []).append(person.id)
        for (kind, form), ids in by_form.items():
            self._put(self._exact, _Entry(keys_of(form), kind, tuple(dict.fromkeys(ids))))

    def _add(self, kind: HitKind, row_id: str, forms: Iterable[str]) -> None:
        for form in dict.fromkeys(forms):
            self._put(self._exact, _Entry(keys_of(form), kind, (row_id,)))

    def _add_noun(self, kind: HitKind, row_id: str, forms: Iterable[str]) -> None:
        for form in dict.fromkeys(forms):
            keys = keys_of(form.lower() if self.language == "en" else form)
            self._put(self._nouns, _Entry(keys, kind, (row_id,)))

    @staticmethod
    def _put(index: dict[str, list[_Entry]], entry: _Entry) -> None:
        if entry.keys:
            index.setdefault(entry.keys[0], []).append(entry)


def _city_adjective(capital: str) -> str:
    return capital + ("r" if capital.endswith("e") else "er")


def keys_of(form: str) -> tuple[str, ...]:
    """Cut a written form into the keys of its words."""
    if form.isalpha():
        return (plain_word(form),)
    return tuple(plain_word(piece.text) for piece in find_pieces(form, 0, len(form)))


@cached
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language; built once."""
    return Lexicon(language)


_CONTEXTS = load_toml("contexts.toml")
_NOT_BEFORE = frozenset(_CONTEXTS["not_before"])
_NOT_AFTER = frozenset(_CONTEXTS["not_after"])
_NOT_AFTER_OF = frozenset(_CONTEXTS["not_after_of"])
_DIRECTIONS = frozenset(_CONTEXTS["direction"]["nouns"])
_WESTERN = frozenset(_CONTEXTS["direction"]["western_de"])
_CITY_HEADS = frozenset(_CONTEXTS["city_adjective_heads"])


def find_hits(tokens: Sequence[Token], language: Language) -> list[Hit]:
    """Return what the tables know in a sentence: longest first, left to right, no overlap."""
    words = lexicon(language)
    keys = tuple(plain_word(token.text) for token in tokens)
    hits: list[Hit] = []
    i = 0
    while i < len(tokens):
        entry = words.longest(keys, i) or _compound_office(keys[i], language)
        if entry is None or _vetoed(entry, keys, i):
            i += 1
            continue
        stop = i + len(entry.keys)
        hits.append(Hit(entry.kind, entry.ids, i, stop, tokens[i].start, tokens[stop - 1].end))
        i = stop
    return hits


_OFFICE_TAILS = tuple(
    (tail, office)
    for tail, office in (
        ("minister", "minister"), ("beauftragter", "envoy"), ("beauftragte", "envoy"),
        ("botschafter", "ambassador"), ("vermittler", "mediator"), ("unterhändler", "negotiator"),
        ("sprecher", "spokesperson"), ("chef", "leader"),
    )
)  # fmt: skip
_ENDINGS = ("", "s", "n", "in", "innen")


def _compound_office(word: str, language: Language) -> _Entry | None:
    """Return the office in a German compound that no table knows: "Informationsminister"."""
    if language != "de" or not word[:1].isupper() or not word.isalpha():
        return None
    for tail, office in _OFFICE_TAILS:
        for ending in _ENDINGS:
            if word.endswith(tail + ending) and len(word) > len(tail + ending) + 3:
                return _Entry((word,), "office", (office,))
    return None


def _vetoed(entry: _Entry, keys: tuple[str, ...], i: int) -> bool:
    """Tell whether the words around say that a name is no actor here."""
    after = keys[i + len(entry.keys)] if i + len(entry.keys) < len(keys) else ""
    before = keys[i - 1] if i else ""
    if entry.kind in ("name", "adjective", "capital") and after in _NOT_BEFORE:
        return True
    if entry.kind == "name" and before in _NOT_AFTER:
        return True
    if entry.kind == "adjective" and _is_part_of_a_title(entry, before):
        return True
    if before in ("of", "von") and i > 1 and keys[i - 2] in _NOT_AFTER_OF:
        return True
    if entry.kind == "city_adjective":
        return after not in _CITY_HEADS
    if entry.ids == ("west",):
        return _is_direction(entry, before, after)
    return False


def _is_part_of_a_title(entry: _Entry, before: str) -> bool:
    """Tell whether a German adjective has a capital inside a sentence, as in a title."""
    word = entry.keys[0]
    small = word[0].lower() + word[1:]
    if word == small or not before.isalpha() or small not in _german_adjectives():
        return False
    known = lexicon("de").whole(small)
    return known is not None and known[0] == "adjective"


@cached
def _german_adjectives() -> frozenset[str]:
    """Return the first words of German adjectives, so that English loads no German lexicon."""
    stems = (stem for row in actor_table().rows.values() for stem in row.adjectives["de"])
    forms = (form for stem in stems for form in adjective_forms(stem, "de"))
    return frozenset(key for form in forms for key in keys_of(form)[:1])


def _is_direction(entry: _Entry, before: str, after: str) -> bool:
    if entry.keys == ("Westen",):
        return before.lower() in ("im", "in", "aus", "nach") or after in ("des", "der", "von")
    if entry.kind != "adjective":
        return after in _DIRECTIONS
    if entry.keys[0].lower().startswith("westlich"):
        return after not in _WESTERN
    following = lexicon("en").whole(after) if after else None
    placed = following is not None and following[0] in ("name", "capital")
    return placed or after in _DIRECTIONS
