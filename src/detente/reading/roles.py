"""Who takes part in a clause: groups of mentions and what governs them.

Works on order, articles and prepositions; a mention that only describes a noun, as in "the
Russian plan", is a modifier, not a party to the clause.
"""

from dataclasses import dataclass, replace
from itertools import chain

from detente.reading.cast import Mention
from detente.reading.clauses import DATED, Clause
from detente.reading.grammar import grammar, in_class
from detente.reading.text import Token
from detente.reading.words import STOPS, form_in, is_verbal, is_word
from detente.sources.frozen import Language

_REACH = 7
COORDINATORS = frozenset({"and", "but", "und", "aber", "doch", "yet", "sondern"})
"""Words that join a clause which may share the subject before it."""
_SEATED = frozenset({"regierung", "führung", "government", "leadership", "regierungen"})


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions joined by "and" or apposition, with the word that governs them."""

    mentions: tuple[Mention, ...]
    first: int
    """Number of the first token of its noun phrase."""
    last: int
    """One past the number of its last token."""
    lead: str = ""
    """Preposition, ``dat`` or ``gen`` that governs it; empty where it may be the subject."""
    modifier: bool = False
    """True where it only describes a noun that is no person or body."""

    def parties(self) -> tuple[str, ...]:
        """Return the parties meant, each once, in text order."""
        named = chain.from_iterable(
            mention.parties or ((mention.party,) if mention.party else ())
            for mention in self.mentions
        )
        return tuple(dict.fromkeys(named))

    def people(self) -> tuple[str, ...]:
        """Return the persons of no party whom it lists; empty where it names one or none."""
        free = [m.actor for m in self.mentions if m.form == "person" and m.party is None]
        each = tuple(dict.fromkeys(free))
        return each if len(each) > 1 else ()

    def person(self) -> str | None:
        """Return the person it names, first of several, or the actor who stands for no party."""
        if several := self.people():
            return several[0]
        for mention in reversed(self.mentions):
            if mention.form in ("person", "office", "pronoun") or not (
                mention.party or mention.parties
            ):
                return mention.actor if mention.actor != mention.party else None
        return None


def find_groups(
    tokens: tuple[Token, ...], mentions: tuple[Mention, ...], clauses: tuple[Clause, ...],
    language: Language,
) -> tuple[Group, ...]:  # fmt: skip
    """Return the groups of a sentence in text order; none reaches from one clause to another."""
    clause_of = {n: k for k, clause in enumerate(clauses) for n in clause.numbers()}
    groups: list[list[tuple[Mention, int, int]]] = []
    for mention in mentions:
        if _is_colouring(tokens, mention) or _is_over(tokens, mention, mentions, language):
            continue
        first, last = _tokens_of(tokens, mention)
        together = groups and clause_of.get(groups[-1][-1][1]) == clause_of.get(first)
        if together and _joined(tokens, groups[-1][-1], first, mention, language):
            groups[-1].append((mention, first, last))
        else:
            groups.append([(mention, first, last)])
    groups = [part for members in groups for part in _behind_a_phrase(tokens, members, language)]
    merged: list[Group] = []
    openers = {clause.first for clause in clauses if clause.role == "relative"}
    for members in groups:
        group = _behind_pronoun(_group(tokens, members, language), openers)
        before = merged[-1] if merged else None
        same = before and clause_of.get(before.last - 1) == clause_of.get(group.last - 1)
        whole = _coordinated(tokens, before, group, language) if before and same else None
        whole = whole or (_merged(tokens, before, group, language) if before else None)
        if whole is not None:
            merged[-1] = whole
        else:
            merged.append(group)
    return tuple(merged)


def _behind_a_phrase(
    tokens: tuple[Token, ...], members: list[tuple[Mention, int, int]], language: Language
) -> list[list[tuple[Mention, int, int]]]:
    """Part "after the war over X, A and B signed": what a phrase governs, and who signed."""
    first, last = members[0], members[-1]
    verb = last[2] < len(tokens) and is_verbal(tokens[last[2]], language)
    comma = tokens[first[2]].text == "," if first[2] < len(tokens) else False
    if len(members) <= 2 or language == "de" or not (verb and comma):
        return [members]
    lead = _english_lead(tokens, first[1], members)[1]
    return [members[:1], members[1:]] if lead not in ("", "between", "among", "of") else [members]


def _behind_pronoun(group: Group, openers: set[int]) -> Group:
    """Take the relative pronoun out of a phrase: "den beide Seiten ablehnten"."""
    if group.first in openers and group.last > group.first + 1:
        return replace(group, first=group.first + 1, lead="")
    return group


def _coordinated(
    tokens: tuple[Token, ...], one: Group, two: Group, language: Language
) -> Group | None:
    """Return two subjects joined by "and" as one: "President X and the prime minister of Y"."""
    between = tokens[one.last : two.first]
    if not 0 < len(between) < 5 or not form_in(between[0], language, "and"):
        return None
    free = not (one.lead or two.lead or one.modifier or two.modifier)
    if not free or any(is_verbal(t, language) or t.text in STOPS for t in between):
        return None
    return Group((*one.mentions, *two.mentions), one.first, two.last)


def _merged(tokens: tuple[Token, ...], one: Group, two: Group, language: Language) -> Group | None:
    """Return two groups as one phrase: "the Russian head of the fund, Kirill Dmitriev"."""
    if two.first < one.last:
        titled = one.mentions[-1].form == "adjective" and one.parties() != two.parties()
        mentions = one.mentions if titled and one.parties() else (*one.mentions, *two.mentions)
        return Group(mentions, one.first, two.last, one.lead, one.modifier and two.modifier)
    apposed = one.last + 1 == two.first and tokens[one.last].text == "," and not two.lead
    if not apposed or in_class(tokens[two.first], language, "possessives"):
        return None
    if two.person() and set(two.parties()) <= set(one.parties()):
        return Group((*one.mentions, *two.mentions), one.first, two.last, one.lead, one.modifier)
    return None


def _is_colouring(tokens: tuple[Token, ...], mention: Mention) -> bool:
    """Tell whether a compound only takes sides in a word, as in "pro-Russian"."""
    token = tokens[_tokens_of(tokens, mention)[0]]
    return token.text.lower().startswith(("pro-", "anti-"))


def _is_over(
    tokens: tuple[Token, ...], mention: Mention, mentions: tuple[Mention, ...], language: Language
) -> bool:
    """Tell whether an adjective belongs to an office that is over: "the former Finnish ..."."""
    first, last = _tokens_of(tokens, mention)
    if mention.form != "adjective" or not any(
        in_class(token, language, "former") for token in tokens[max(0, first - 2) : first]
    ):
        return False
    end = tokens[last - 1].end
    return any(m.form == "person" and not m.party and 0 < m.start - end < 30 for m in mentions)


def _tokens_of(tokens: tuple[Token, ...], mention: Mention) -> tuple[int, int]:
    """Return the half-open range of token numbers a mention covers."""
    inside = [t.index for t in tokens if t.start < mention.end and t.end > mention.start]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)


def _joined(
    tokens: tuple[Token, ...], before: tuple[Mention, int, int], first: int, mention: Mention,
    language: Language,
) -> bool:  # fmt: skip
    """Tell whether two mentions belong to one phrase: nothing but joining words between."""
    between = tokens[before[2] : first]
    if len(between) > _REACH:
        return False
    if not between and "pronoun" in (before[0].form, mention.form):
        return False
    if _continues_a_list(tokens, between, before[0], mention):
        return True
    comma = apposed = joiner = other = False
    for token in between:
        if token.text == ",":
            comma = True
        elif token.text in STOPS and token.text != "-":
            return False
        elif form_in(token, language, "joiners"):
            joiner = joiner or form_in(token, language, "and")
        elif (
            form_in(token, language, "prepositions")
            or is_verbal(token, language)
            or (language == "en" and token.text in ("to", "that", "who", "whose"))
        ):
            return False
        else:
            apposed = apposed or form_in(token, language, "determiners")
            other = other or not (token.text[0].isupper() or _describes(token))
    if not between or not comma:
        return not other if language == "en" else joiner or not apposed
    same = mention.party is not None and before[0].party == mention.party
    return joiner or same


_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "the"})
_LISTED = frozenset({"name", "capital", "group", "demonym", "person"})


def _continues_a_list(
    tokens: tuple[Token, ...], between: tuple[Token, ...], before: Mention, mention: Mention
) -> bool:
    """Tell whether two names stand in a list that ends with "and": "A, B, der C und die D"."""
    texts = [token.text.lower() for token in between]
    if texts[:2] == ["and", "of"] and set(texts[2:]) <= _ARTICLES:  # "commanders of X and of Y"
        return True
    if before.form not in _LISTED or mention.form not in _LISTED:
        return False
    if before.actor == mention.actor or (before.party == mention.party and before.party):
        return False
    if texts[:1] in (["und"], ["and"]) and set(texts[1:]) <= _ARTICLES:
        return True
    if texts[:1] != [","] or not set(texts[1:]) <= _ARTICLES | {"and"}:
        return False
    rest = tokens[between[0].index + 1 :]
    for token in rest[1:]:
        text = token.text.lower()
        if text in ("und", "and"):
            return True
        if text != "," and text not in _ARTICLES and not token.text[0].isupper():
            return False
    return False


def _group(
    tokens: tuple[Token, ...], members: list[tuple[Mention, int, int]], language: Language
) -> Group:
    first, last = members[0][1], members[-1][2]
    mentions = tuple(mention for mention, _, _ in members)
    start, lead = (_german_lead if language == "de" else _english_lead)(tokens, first, members)
    modifier = all(_describes_a_thing(tokens, member, language) for member in members)
    return Group(mentions, start, last, lead, modifier)


def _describes_a_thing(
    tokens: tuple[Token, ...], member: tuple[Mention, int, int], language: Language
) -> bool:
    """Tell whether an adjective or possessive is followed by a noun that cannot act."""
    mention, _, last = member
    possessive = language == "en" and last < len(tokens) and tokens[last].text in ("'s", "’s", "'")
    compound = mention.form == "compound" and not _is_whole(tokens, member)
    if mention.form != "adjective" and not possessive and not compound:
        return False
    if compound:
        return not _names_people(tokens[last - 1], language) and not _is_noun_after(
            tokens, last, language
        )
    return not _is_noun_after(tokens, last + possessive, language)


def _is_whole(tokens: tuple[Token, ...], member: tuple[Mention, int, int]) -> bool:
    """Tell whether a mention is a word of its own, and no noun follows it: "Israel war"."""
    mention, first, last = member
    alone = mention.start == tokens[first].start and mention.end == tokens[last - 1].end
    followed = last < len(tokens) and tokens[last].text[0].isupper()
    return alone and "-" not in tokens[first].text and not followed


def _is_noun_after(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether the noun that follows names persons or a body."""
    for token in tokens[i : i + 4]:
        if _names_people(token, language):
            return True
        if token.text in STOPS or form_in(token, language, "prepositions"):
            return False
        if language == "de" and token.text[0].isupper():
            return False
    return False


def _names_people(token: Token, language: Language) -> bool:
    if is_word(token, language, "people") or in_class(token, language, "victims"):
        return True
    ends = ("minister", "präsident", "vertreter", "truppen", "unterhändler", "delegation", "chef")
    return language == "de" and token.lemma.lower().endswith(ends)


def _german_lead(
    tokens: tuple[Token, ...], first: int, members: list[tuple[Mention, int, int]]
) -> tuple[int, str]:
    """Walk left from a German phrase to the article or preposition that governs it."""
    mention = members[0][0]
    weak = mention.form == "adjective" and tokens[first].text.endswith(("en", "em"))
    bare = first
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        token = tokens[i]
        text = token.text.lower()
        if text == "der" and _is_masculine(tokens, i, members[0][2]):
            return i, ""
        if text == "der":
            genitive = weak or (bare == first and mention.form in ("name", "capital", "group"))
            lead = "dat" if genitive or _ends_weak(tokens, i + 1, first) else ""
            return _hop(tokens, i, lead, "de")
        if form_in(token, "de", "oblique"):
            return _hop(tokens, i, "gen" if text in ("des", "eines") else "dat", "de")
        if form_in(token, "de", "prepositions"):
            return _hop(tokens, i, text, "de")
        if text in ("die", "das", "ein", "eine", "seine", "ihre", "sein", "ihr", "beide"):
            before = tokens[i - 1] if i else None
            led = before is not None and _governs(before)
            return (i - 1, before.text.lower()) if led and before else (i, "")
        title = text[0].isalpha() and _names_people(token, "de") and token.text[0].isupper()
        if not title and not (token.text[0].islower() and text.endswith(("e", "er", "en", "em"))):
            break
        if is_verbal(token, "de") or text in grammar("de", "pronouns"):
            break
        bare = i
    loose_genitive = mention.form == "adjective" and tokens[first].text.endswith("er")
    last = members[0][2]
    holds_office = last < len(tokens) and _names_people(tokens[last], "de")
    named = mention.form in ("name", "capital") and tokens[first].text.endswith("s")
    named = named and not holds_office
    if loose_genitive or (named and tokens[first].lemma != tokens[first].text):
        return _hop(tokens, bare, "gen", "de") if bare == first else (bare, "gen")
    return bare, ""


def _is_masculine(tokens: tuple[Token, ...], article: int, last: int) -> bool:
    """Tell whether "der" stands before a masculine noun, as in "der Iran": a nominative."""
    phrase = tokens[article + 1 : last + 1]
    weak = any(token.text[0].islower() and token.text.endswith("en") for token in phrase)
    nouns = [token for token in phrase if token.text[0].isupper()]
    plural = bool(nouns) and nouns[0].text.lower() in grammar("de", "plural")
    return not weak and not plural and any(in_class(token, "de", "masculine") for token in nouns)


def _governs(before: Token) -> bool:
    """Tell a preposition from the connective of the same form: "während die USA betonen"."""
    return form_in(before, "de", "prepositions") and before.text.lower() not in (
        "während", "seit", "bis",
    )  # fmt: skip


def _ends_weak(tokens: tuple[Token, ...], i: int, first: int) -> bool:
    """Tell whether the adjective behind "der" has the ending of dative or genitive."""
    return i < first and tokens[i].text[0].islower() and tokens[i].text.endswith("en")


_STYLES = frozenset({"Republic", "Kingdom", "State", "Federation", "Union"})


def _hop(tokens: tuple[Token, ...], i: int, lead: str, language: Language) -> tuple[int, str]:
    """Pass from "the representatives of X" to the representatives, who stand for X."""
    if i > 1 and lead == "of" and tokens[i - 1].text in _STYLES and tokens[i - 2].text == "the":
        return _hop(tokens, i - 3, "of", language) if tokens[i - 3].text == "of" else (i - 2, "")
    before = tokens[i - 1] if i else None
    seated = before is not None and before.lemma.lower() in _SEATED
    if lead == "in" and seated:
        lead = "of"
    if (
        lead in ("", "dat", "gen")
        and before is not None
        and form_in(before, language, "prepositions")
    ):
        return i - 1, before.text.lower()
    if lead not in ("dat", "gen", "von", "aus", "of", "from", "vom") or i == 0:
        return i, lead
    if not _names_people(tokens[i - 1], language):
        return i, lead
    walk = _german_lead if language == "de" else _english_lead
    stand_in = Mention("", None, tokens[i - 1].start, tokens[i - 1].end, 0, "office")
    return walk(tokens, i - 1, [(stand_in, i - 1, i)])


def _english_lead(
    tokens: tuple[Token, ...], first: int, members: list[tuple[Mention, int, int]]
) -> tuple[int, str]:
    """Walk left from an English phrase to the preposition that governs it."""
    start = first
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        token = tokens[i]
        text = token.text.lower()
        if text in ("to", "of") or form_in(token, "en", "prepositions"):
            return _hop(tokens, i, text, "en")
        if token.text in DATED or text.isdigit():
            break
        if token.text in STOPS or (not text[0].isalnum() and text not in ("'s", "’s", "-")):
            break
        if tokens[i + 1].text.lower() in ("the", "a", "an") and i + 1 < first:
            break
        if form_in(token, "en", "coordinators") or form_in(token, "en", "verb_leads"):
            break
        if token.text[0].islower() and (
            is_verbal(token, "en")
            or text.endswith("ing")
            or not (form_in(token, "en", "determiners") or _describes(token))
        ):
            break
        start = i
    return start, ""


def _describes(token: Token) -> bool:
    """Tell whether an English word before a name can belong to its phrase."""
    if is_word(token, "en", "people"):
        return True
    return token.text.endswith(
        ("al", "ic", "ern", "ior", "ive", "ary", "top", "rmer", "leader", "y", "ed", "ous", "ist")
    )


def inside(group: Group, clause: Clause) -> bool:
    """Tell whether a group's last word stands in a clause."""
    return any(first <= group.last - 1 < last for first, last in clause.pieces)
