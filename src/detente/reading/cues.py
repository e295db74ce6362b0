"""The words that make a clause an act: finds the patterns of `data/cues_*.toml` in clauses.

What comes out says where the words stand and which rule they satisfy; who acts is not decided here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.reading.act import Force, Kind, Stance
from detente.reading.clauses import Clause
from detente.reading.following import is_asked, names_a_topic, tells_a_fact, told_otherwise
from detente.reading.standing import is_infinitive, stands_as
from detente.reading.tables import cached, current_tables, load_toml
from detente.reading.text import Token
from detente.reading.words import folded, form_in
from detente.sources.frozen import Language

_GAP, _WIDE_GAP = 3, 9
_LOOSE = frozenset(
    [
        "sich",
        "in",
        "im",
        "auf",
        "an",
        "zu",
        "zur",
        "von",
        "gegen",
        "für",
        "aus",
        "kein",
        "keine",
        "nicht",
        "bei",
        "be",
    ]
)
_FLAGS = (
    "patient",
    "by_must",
    "ascribed",
    "report",
    "author",
    "critic",
    "intransitive",
    "by_modal",
    "reproach",
    "judgment",
    "unwilling",
    "wish",
    "then_whether",
    "opinion",
    "counterfactual",
)


_Forms = list[tuple[str, ...]]
"""The forms under which each token of a sentence is looked up."""


def forms_of(token: Token) -> tuple[str, ...]:
    """Return the forms under which a token is looked up; the last one is as it stands."""
    return _forms(token.lower, token.base, current_tables().sha256)


@lru_cache(maxsize=65536)
def _forms(text: str, lemma: str, _: str) -> tuple[str, ...]:
    text = folded(text)
    lemma = _irregular().get(text, folded(lemma))
    if lemma == text:
        return (text[:-1], text) if text.endswith("s") and len(text) > 4 else (text,)
    return lemma, text


@cached
def _irregular() -> dict[str, str]:
    """Return the verb forms that the lemmas of the tokens leave as they are."""
    return {str(form): str(verb) for form, verb in load_toml("words.toml")["irregular"].items()}


@dataclass(frozen=True, slots=True)
class Word:
    """One alternative of a pattern: a form or lemma, an open end, or a separable verb."""

    form: str
    particle: str = ""
    capital: bool = False

    def fits(self, token: Token) -> bool:
        """Tell whether `token` is this word, particle left out of account."""
        if (self.capital or self.form[0] == "*") != token.text[0].isupper() and (
            self.capital or token.index > 1
        ):
            return False
        if self.form == "sein" and form_in(token, "de", "own"):
            return False
        forms = forms_of(token)
        if self.form[0] == "*":
            return any(form.endswith(self.form[1:]) for form in forms)
        if self.form[-1] == "*":
            return forms[-1].startswith(self.form[:-1])
        return self.form in forms


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern, filled by any of its words."""

    words: tuple[Word, ...]
    wide: bool = False
    """True where many words may stand before it (English only)."""
    tight: bool = False
    """True where no word may stand before it: "give _in" (English only)."""
    forms: frozenset[str] | None = None
    """Every form that fills it, particles joined or apart; None where a word has an open end."""

    def may_hold(self, forms: tuple[str, ...]) -> bool:
        """Tell fast, by forms alone, that a token cannot be one of its words."""
        return self.forms is None or not self.forms.isdisjoint(forms)

    def holds(self, token: Token) -> bool:
        """Tell whether `token`, which it may hold, is one of its words."""
        return any(word.fits(token) for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with what it means."""

    name: str
    kind: Kind
    elements: tuple[Element, ...]
    noun: bool
    stance: Stance | None
    force: Force
    needs: str
    flags: frozenset[str]
    order: int

    def has(self, flag: str) -> bool:
        """Tell whether the rule carries a flag of the data file."""
        return flag in self.flags


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule that fired: which words of which clause."""

    rule: Rule
    clause: int
    words: tuple[int, ...]
    """Numbers of its tokens in the sentence, ascending."""
    head: int
    """Number of its verb or noun."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All rules of a language, reachable by one of their words."""

    language: Language
    by_word: dict[str, tuple[tuple[Rule, int], ...]]
    open_ended: tuple[tuple[Rule, int, str], ...]
    suffixes: tuple[str, ...]

    def rules_at(self, base: str, forms: tuple[str, ...]) -> tuple[tuple[Rule, int], ...]:
        """Return the rules that a token may begin, with the place it would fill."""
        return _rules_at(self, base, forms)

    def look_up(self, lemma: str, forms: tuple[str, ...]) -> Iterator[tuple[Rule, int]]:
        """Yield the rules that a word of these forms may begin."""
        for form in forms:
            yield from self.by_word.get(form, ())
        if lemma.endswith(self.suffixes):
            for rule, place, ending in self.open_ended:
                if lemma.endswith(ending):
                    yield rule, place


@lru_cache(maxsize=65536)
def _rules_at(
    rules: Lexicon, base: str, forms: tuple[str, ...]
) -> tuple[tuple[Rule, int], ...]:  # fmt: skip
    return tuple(rules.look_up(folded(base), forms))


@cached
def lexicon(language: Language) -> Lexicon:
    """Return the compiled cues of a language."""
    by_word: dict[str, list[tuple[Rule, int]]] = {}
    open_ended: list[tuple[Rule, int, str]] = []
    for rule in _rules(language):
        place = _anchor(rule)
        for word in rule.elements[place].words:
            if word.form[0] == "*":
                open_ended.append((rule, place, word.form[1:]))
                continue
            for key in {word.form.rstrip("*"), word.particle + word.form}:
                by_word.setdefault(key, []).append((rule, place))
    return Lexicon(
        language,
        {key: tuple(rules) for key, rules in by_word.items()},
        tuple(open_ended),
        tuple(sorted({ending for _, _, ending in open_ended})) or ("\0",),
    )


def _rules(language: Language) -> Iterator[Rule]:
    order = 0
    for group in load_toml(f"cues_{language}.toml")["group"]:
        flags = frozenset(flag for flag in _FLAGS if group.get(flag))
        for noun, patterns in ((False, "verbs"), (True, "nouns")):
            for pattern in group.get(patterns, ()):
                order += 1
                plain = re.sub(r"[^\w|]+", "_", pattern.split("|")[0].replace("+", ""))
                label = group.get("finer", group["kind"])
                yield Rule(
                    name=f"{language}.{label}.{plain.strip('_').lower()}",
                    kind=group["kind"],
                    elements=tuple(_elements(pattern)),
                    noun=noun,
                    stance=group.get("stance"),
                    force=group.get("force", "plain"),
                    needs=group.get("needs", ""),
                    flags=flags,
                    order=order,
                )


_NEVER = {"not": "not|never", "nicht": "nicht|nie|niemals"}
"""What may stand for a "not" that belongs to a cue."""


def _elements(pattern: str) -> Iterator[Element]:
    wide = False
    for part in pattern.split():
        if part == "...":
            wide = True
            continue
        tight = part.startswith("_")
        part = _NEVER.get(part, part)
        words = tuple(_word(option) for option in part.lstrip("_").split("|"))
        yield Element(words, wide, tight, _closed_forms(words))
        wide = False


def _closed_forms(words: tuple[Word, ...]) -> frozenset[str] | None:
    if any(word.form[0] == "*" or word.form[-1] == "*" for word in words):
        return None
    return frozenset(form for word in words for form in (word.form, word.particle + word.form))


def _word(option: str) -> Word:
    capital = option.lstrip("*")[:1].isupper()
    particle, plus, form = folded(option).rpartition("+")
    return Word(form, particle.replace("+", "") if plus else "", capital)


def _anchor(rule: Rule) -> int:
    """Return the place of the word by which a rule is looked up."""
    for place, element in enumerate(rule.elements):
        forms = [word.form for word in element.words]
        if not _LOOSE.intersection(forms) and not any(form[0] == "*" for form in forms):
            return place
    return 0


def find_cues(
    tokens: tuple[Token, ...],
    clauses: tuple[Clause, ...],
    language: Language,
    adjectives: frozenset[int] = frozenset(),
) -> tuple[Cue, ...]:
    """Return the cues of a sentence in text order; longer patterns win over shorter ones.

    `adjectives` are the numbers of the tokens that name an actor as an adjective.
    """
    forms = [forms_of(token) for token in tokens]
    found: list[Cue] = []
    for number in range(len(clauses)):
        found += _best(_matches(tokens, forms, clauses, number, language, adjectives))
    return tuple(sorted(found, key=lambda cue: (cue.words, cue.rule.order)))


def _best(cues: Iterable[Cue]) -> list[Cue]:
    """Keep the longest cue of every word."""
    kept: list[Cue] = []
    taken: set[int] = set()
    for cue in sorted(cues, key=lambda cue: (-len(cue.words), cue.rule.order, cue.words)):
        if taken.isdisjoint(cue.words):
            kept.append(cue)
            taken.update(cue.words)
    return kept


def _matches(
    tokens: tuple[Token, ...], forms: _Forms, clauses: tuple[Clause, ...], number: int,
    language: Language, adjectives: frozenset[int],
) -> Iterator[Cue]:  # fmt: skip
    inside = clauses[number].numbers()
    rules = lexicon(language)
    for i in inside:
        for rule, place in rules.rules_at(tokens[i].base, forms[i]):
            words = _match(tokens, forms, inside, rule, place, i, language)
            if words is None:
                continue
            head = _head(tokens, words, rule, language)
            if stands_as(tokens, head, language, adjectives, noun=rule.noun) and _goes_with(
                tokens, clauses, number, rule, words
            ):
                yield Cue(rule, number, tuple(sorted(set(words))), head)


def _goes_with(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int, rule: Rule,
    words: list[int],
) -> bool:  # fmt: skip
    """Tell whether what must follow a rule's words follows them, or stands before them."""
    following = [clause for clause in clauses if clause.parent == number]
    if rule.has("then_whether"):
        behind = range(max(words) + 1, max(words) + 3)
        if rule.kind == "withhold":
            return any(is_asked(tokens, clause, rule.name[:2]) for clause in clauses[:number])
        near = [clause for clause in clauses if clause.first in behind]
        return any(clause.role in ("whether", "question") for clause in near)
    if rule.has("wish"):
        return _wishes(tokens, clauses[number], following, words)
    if rule.has("unwilling"):
        return _unwilling(tokens, clauses[number], words)
    if rule.has("counterfactual"):
        return told_otherwise(tokens, clauses, number, words)
    if tokens[words[0]].base == "concede":
        return rule.has("report") == any(clause.role == "that" for clause in following)
    if tokens[words[0]].base == "insist" and rule.kind == "demand":
        return not tells_a_fact(tokens, following)
    if rule.kind == "ask" and names_a_topic(tokens, words, rule.name[:2]):
        return False
    return not rule.has("by_modal") or _supposes(tokens, clauses[number], words[0])


def _supposes(tokens: tuple[Token, ...], clause: Clause, modal: int) -> bool:
    """Tell a supposition from a month, a permission, a failure and a mere attribute."""
    text = tokens[modal].text
    following = [token.text for token in tokens[modal + 1 : modal + 3]]
    failed = text == "could" and following[:1] in (["not"], ["n't"], ["n’t"])
    allowed = text == "may" and following[:1] == ["be"] and following[-1].endswith("ed")
    return not (text == "May" or failed or allowed or clause.role == "relative")


def _wishes(
    tokens: tuple[Token, ...], clause: Clause, following: list[Clause], words: list[int]
) -> bool:
    """Tell wanting something from somebody from meaning to do it oneself."""
    after = [token for token in tokens[max(words) + 1 :] if token.text[0].isalnum()]
    if not after:
        return False
    if tokens[words[0]].base in ("wollen", "mögen", "möchten"):
        that = any(other.role == "that" for other in following)
        own = [token for token in after if token.index in clause.numbers()]
        if own and own[-1].lower in _GRANTED_DE:
            return True
        return that or not any(is_infinitive(token) for token in after)
    if [token.lower for token in after[:2]] == ["to", "be"] and after[2:3]:
        return after[2].lower in _GRANTED_EN
    return clause.first <= after[0].index < clause.last and after[0].lower not in (
        "to", "no", "nothing",
    )  # fmt: skip


_GRANTED_DE = ("dürfen", "können")
_GRANTED_EN = (
    "able", "allowed", "permitted", "recognized", "recognised", "represented", "involved", "heard",
    "consulted", "included",
)  # fmt: skip
"""What one wants others to grant: "wants to be able to found a party"."""


def _unwilling(tokens: tuple[Token, ...], clause: Clause, words: list[int]) -> bool:
    """Tell whether a deed follows "will not": neither "be" nor a participle."""
    rest = [tokens[n] for n in clause.numbers() if tokens[n].text[0].isalpha()]
    if tokens[words[0]].base in ("werden", "wollen"):
        rest = [token for token in rest if token.index not in words]
        deed = rest[-1] if rest else tokens[words[0]]
        return is_infinitive(deed, last=True) and not form_in(deed, "de", "unwillable")
    after = [token for token in rest if token.index > words[-1]][:1]
    return bool(after) and not form_in(after[0], "en", "unwillable")


def _match(
    tokens: tuple[Token, ...], forms: _Forms, inside: list[int], rule: Rule, place: int, i: int,
    language: Language,
) -> list[int] | None:  # fmt: skip
    """Fill every place of `rule`, with token `i` at `place`; None if one stays empty."""
    if language == "en":
        if place == 0:
            return _match_in_order(tokens, forms, inside, rule, i)
        return _match_around(tokens, forms, inside, rule, place, i)
    words = _fill(tokens, forms, inside, rule.elements[place], [i], language)
    if words is None:
        return None
    for other, element in enumerate(rule.elements):
        if other != place:
            rest = [n for n in inside if n not in words]
            rest.sort(key=lambda n: abs(n - i))
            more = _fill(tokens, forms, inside, element, rest, language)
            if more is None:
                return None
            words += more
    return words


def _match_around(
    tokens: tuple[Token, ...], forms: _Forms, inside: list[int], rule: Rule, place: int, i: int
) -> list[int] | None:
    """Match an English pattern that is looked up by a later word."""
    for start in range(max(inside[0], i - _GAP - _WIDE_GAP), i):
        if not rule.elements[0].may_hold(forms[start]):
            continue
        words = _match_in_order(tokens, forms, inside, rule, start)
        if words is not None and words[place] == i:
            return words
    return None


def _match_in_order(
    tokens: tuple[Token, ...], forms: _Forms, inside: list[int], rule: Rule, i: int
) -> list[int] | None:
    words: list[int] = []
    at, stop, end = i, i + 1, inside[-1] + 1
    for element in rule.elements:
        if words:
            at = words[-1] + 1
            stop = at + 1 + (_WIDE_GAP if element.wide else 0 if element.tight else _GAP)
        closed = element.forms
        for n in range(at, min(stop, end)):
            if closed is not None and closed.isdisjoint(forms[n]):
                continue
            if element.holds(tokens[n]):
                words.append(n)
                break
        else:
            return None
    return words


def _fill(
    tokens: tuple[Token, ...], forms: _Forms, inside: list[int], element: Element,
    candidates: Iterable[int], language: Language,
) -> list[int] | None:  # fmt: skip
    """Return the tokens that fill one place: one, or verb and particle."""
    for n in candidates:
        for word in element.words if element.may_hold(forms[n]) else ():
            if word.particle:
                if Word(word.particle + word.form).fits(tokens[n]):
                    return [n]
                if word.fits(tokens[n]):
                    particle = _particle(tokens, inside, n, word.particle, language)
                    if particle is not None:
                        return [n, particle]
            elif word.fits(tokens[n]):
                return [n]
    return None


def _particle(
    tokens: tuple[Token, ...], inside: list[int], verb: int, particle: str, language: Language
) -> int | None:
    """Return the verb particle behind `verb` that closes its clause."""
    for place, n in enumerate(inside):
        if n <= verb or tokens[n].lower != particle:
            continue
        following = inside[place + 1] if place + 1 < len(inside) else None
        if following is None or following != n + 1 or not tokens[following].text[0].isalnum():
            return n
        governs = form_in(tokens[n], language, "prepositions")
        behind = form_in(tokens[following], language, "prepositions")
        if form_in(tokens[following], language, "coordinators"):
            return n
        if len(particle) > 3 and (behind or not governs):
            return n
    return None


def _head(tokens: tuple[Token, ...], words: list[int], rule: Rule, language: Language) -> int:
    """Return the verb of a German pattern, the first word of an English one but for "neither"."""
    if language == "de" and not rule.noun:
        for n in words:
            if tokens[n].text[0].islower() and tokens[n].lemma.endswith("n"):
                return n
    if tokens[words[0]].lower == "neither" and len(words) > 1:
        return words[1]
    return words[0]
