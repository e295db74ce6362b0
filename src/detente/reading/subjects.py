"""The subject of a verb: by word order, case and number, and what is understood from before.

Where the grammar names a subject that is no known actor, the answer is None, never a neighbour.
"""

from detente.reading.clauses import Clause
from detente.reading.grammar import grammar, in_class, is_finite, is_light
from detente.reading.parse import Parse
from detente.reading.roles import COORDINATORS, Group, inside
from detente.reading.words import QUOTES, STOPS, form_in

_TALKING_ROLES = ("main", "that", "adverbial", "condition")
_WHOM = frozenset({"whom", "whose", "where", "when", "whereby"})


def subject_of(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], head: int, *, inverted: bool = False
) -> Group | None:
    """Return the subject of the verb at `head`; `inverted` where it may follow (", said X")."""
    if clause.role == "infinitive":
        return _controller(parse, clause, groups)
    if parse.language == "de":
        return _german(parse, clause, groups, head, inverted=inverted)
    return _english(parse, clause, groups, head, inverted=inverted)


def verb_of(parse: Parse, clause: Clause, head: int) -> int:
    """Return the number of the first finite verb of a clause, `head` where there is none."""
    found = [n for n in clause.numbers() if is_finite(parse.tokens, n, parse.language)]
    return min([n for n in found if n <= head] or [min(head, len(parse.tokens) - 1)])


def _bare(groups: tuple[Group, ...], clause: Clause) -> list[Group]:
    return [g for g in groups if inside(g, clause) and not g.lead and not g.modifier]


def _opening(parse: Parse, clause: Clause) -> int:
    """Return the number of the first word behind marks and coordinators."""
    for n in clause.numbers():
        token = parse.tokens[n]
        if token.text not in STOPS | QUOTES and not form_in(token, parse.language, "coordinators"):
            return n
    return clause.first


def _coordinated(parse: Parse, clause: Clause) -> bool:
    first = parse.tokens[clause.first]
    return clause.after in COORDINATORS or form_in(first, parse.language, "coordinators")


def _above(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], *, same: bool = True
) -> Group | None:
    """Return the subject of the clause before, which an elliptic clause shares."""
    number = parse.clauses.index(clause)
    for earlier in reversed(parse.clauses[:number]):
        if earlier.has_verb and (earlier.role in ("main", "that") or not same):
            return subject_of(parse, earlier, groups, earlier.last)
    return None


def _controller(parse: Parse, clause: Clause, groups: tuple[Group, ...]) -> Group | None:
    """Return who does what an infinitive says: object of "urge", subject of "agree"."""
    if clause.parent is None:
        return None
    parent = parse.clauses[clause.parent]
    verbs = [n for n in parent.numbers() if in_class(parse.tokens[n], "de", "object_control")]
    subject = subject_of(parse, parent, groups, parent.last)
    separable = parse.tokens[parent.last - 1].text in ("auf", "an") and _asks(parse, parent)
    if verbs or separable:
        others = [
            g for g in groups if inside(g, parent) and g != subject and g.lead in ("", "dat")
            and not g.modifier
        ]  # fmt: skip
        told = [parse.tokens[n] for n in parent.numbers()]
        own = any(in_class(t, parse.language, "possessives") or t.base in _FORCES for t in told)
        return others[-1] if others else (subject if own else None)
    return subject


_FORCES = frozenset(["armee", "truppe", "truppen", "streitkräfte", "heer", "militär", "soldat"])
"""Whom a party orders about without naming whose they are: its own."""


def _asks(parse: Parse, clause: Clause) -> bool:
    return any(
        parse.tokens[n].lemma.lower() in ("fordern", "rufen", "weisen") for n in clause.numbers()
    )


# English


def _english(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], head: int, *, inverted: bool
) -> Group | None:
    own = _bare(groups, clause)
    verb = verb_of(parse, clause, head)
    if (controlled := _told_to(parse, clause, own, verb, head)) is not None:
        return controlled
    before = [group for group in own if group.last <= verb]
    if clause.role == "relative":
        return _english_relative(parse, clause, groups, before, verb)
    if before:
        return before[0]
    opening = _opening(parse, clause)
    if _is_understood(parse, opening, verb):
        if _coordinated(parse, clause):
            return _above(parse, clause, groups)
        if clause.after == "," and not inverted and clause is not parse.clauses[0]:
            return _above(parse, clause, groups)
        return own[0] if own else None
    if not clause.has_verb and parse.tokens[opening].text.endswith("ing"):
        return _above(parse, clause, groups)
    return None


def _is_understood(parse: Parse, opening: int, verb: int) -> bool:
    """Tell whether nothing that could be a subject stands before the verb."""
    return all(is_light(parse.tokens[n]) or n >= verb for n in range(opening, verb + 1))


def _told_to(parse: Parse, clause: Clause, own: list[Group], verb: int, head: int) -> Group | None:
    """Return whom another asks to do it: "Egypt asked the mission to leave"."""
    tokens = parse.tokens
    if head <= verb or not in_class(tokens[verb], "en", "object_control"):
        return None
    to = next((n for n in range(head - 1, verb, -1) if tokens[n].text == "to"), None)
    if to is None or head - to > 3:
        return None
    between = [
        g for g in own if verb < g.first and g.last <= to
    ]  # fmt: skip
    return between[-1] if between else None


def _english_relative(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], before: list[Group], verb: int
) -> Group | None:
    opening = _opening(parse, clause)
    word = parse.tokens[opening].text.lower()
    own = [group for group in before if group.first > opening]
    if own:
        return own[0]
    led = form_in(parse.tokens[opening], "en", "prepositions")
    if word in _WHOM or led or not _is_understood(parse, opening + 1, verb):
        return None
    return antecedent_of(parse, clause, groups)


def antecedent_of(parse: Parse, clause: Clause, groups: tuple[Group, ...]) -> Group | None:
    """Return the group right before a relative clause, which its pronoun stands for."""
    near = [
        g for g in groups
        if g.last in (clause.first, clause.first - 1) and not g.modifier
    ]  # fmt: skip
    return near[-1] if near else None


def met_in_relative(parse: Parse, clause: Clause) -> bool:
    """Tell whether a relative clause tells who was met: "whom he met", "mit dem er sprach"."""
    words = [parse.tokens[n].text.lower() for n in clause.numbers()[:2]]
    return words[:1] == ["whom"] or (len(words) > 1 and words[0] in ("mit", "with"))


# German


def _german(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], head: int, *, inverted: bool
) -> Group | None:
    own = _bare(groups, clause)
    if clause.role == "relative":
        return _german_relative(parse, clause, groups, own)
    if clause.elliptic and clause.role == "main":
        if _coordinated(parse, clause):
            return _above(parse, clause, groups)
        if clause.after == "," and clause is not parse.clauses[0]:
            turns = _turns(parse, clause, own)
            goes_on = turns or not (inverted or _reported_before(parse, clause))
            shared = _above(parse, clause, groups) if goes_on else None
            return shared or _nominative(parse, clause, own, head)
    return _nominative(parse, clause, own, head)


def _turns(parse: Parse, clause: Clause, own: list[Group]) -> bool:
    """Tell whether a clause without a subject turns against the one before: ", betonte aber"."""
    words = (parse.tokens[n] for n in clause.numbers())
    return not own and any(form_in(token, "de", "adversatives") for token in words)


def _reported_before(parse: Parse, clause: Clause) -> bool:
    """Tell whether what stands before a clause are somebody's words or a subordinate clause."""
    before = parse.clauses[parse.clauses.index(clause) - 1]
    words = [parse.tokens[n] for n in before.numbers()]
    quoted = any(first < clause.first for first, _ in parse.quotes)
    return (
        quoted
        or before.role in ("condition", "adverbial")
        or any(form_in(token, "de", "subjunctive") for token in words)
    )


def _german_relative(
    parse: Parse, clause: Clause, groups: tuple[Group, ...], own: list[Group]
) -> Group | None:
    first = parse.tokens[clause.first]
    pronoun = parse.tokens[clause.first + 1] if form_in(first, "de", "prepositions") else first
    led = pronoun is not first or pronoun.text.lower() in grammar("de", "oblique_relatives")
    if led:
        return own[0] if own else None
    antecedent = antecedent_of(parse, clause, groups)
    verb = next((parse.tokens[n].text for n in reversed(clause.numbers())
                 if is_finite(parse.tokens, n, "de")), "")  # fmt: skip
    if antecedent is None:
        return own[0] if own and pronoun.text.lower() != "der" else None
    dative = pronoun.text.lower() == "der" and _is_feminine(parse, antecedent)
    if dative or (own and not _agrees(parse, antecedent, verb)):
        return own[0] if own else None
    return antecedent


def _is_feminine(parse: Parse, group: Group) -> bool:
    return parse.tokens[group.first].text.lower() == "die" and not _is_plural(parse, group)


def _nominative(parse: Parse, clause: Clause, own: list[Group], head: int) -> Group | None:
    """Return the first group that case and number allow; None where something else is subject."""
    if not own:
        return None
    verb = verb_of(parse, clause, head)
    if _another_is_subject(parse, clause, own, verb):
        return None
    text = parse.tokens[verb].text
    sure = [group for group in own if _is_marked(parse, group)]
    agreeing = [group for group in own if _agrees(parse, group, text)]
    if sure and len(own) > 1 and own[0] not in sure:
        return sure[0]
    return (agreeing or own)[0]


def _is_marked(parse: Parse, group: Group) -> bool:
    """Tell whether an article shows that a group is the subject: "der Iran"."""
    return parse.tokens[group.first].text.lower() in ("der", "ein")


def _another_is_subject(parse: Parse, clause: Clause, own: list[Group], verb: int) -> bool:
    """Tell whether a pronoun or noun before the first group is the subject: "Der Plan stärkt X"."""
    opening = _opening(parse, clause)
    if own[0].first <= opening:
        return False
    word = parse.tokens[opening].text.lower()
    if clause.role in ("that", "adverbial", "condition", "whether") and opening + 1 < len(
        parse.tokens
    ):
        word = parse.tokens[opening + 1].text.lower()
        if own[0].first <= opening + 1:
            return False
        return word in ("er", "es", "man", "wir", "ich")
    before_verb = list(range(opening, verb))
    if not before_verb or own[0].first < verb:
        return False
    if word in grammar("de", "pronouns") and verb == opening + 1:
        return word not in ("das", "dies")
    if word not in ("der", "ein"):
        return _follows_pronoun(parse, verb, own[0])
    nouns = [
        parse.tokens[n] for n in before_verb if parse.tokens[n].text[0].isupper() and n > opening
    ]
    feminine = bool(nouns) and nouns[0].text.lower().endswith(
        tuple(grammar("de", "feminine_endings"))
    )
    return bool(nouns) and not feminine


def _follows_pronoun(parse: Parse, verb: int, group: Group) -> bool:
    """Tell whether a pronoun behind the verb is the subject: "Gestern forderte er Israel auf"."""
    following = parse.tokens[verb + 1] if verb + 1 < len(parse.tokens) else None
    if following is None or group.first <= verb + 1:
        return False
    return following.text in ("er", "sie", "es", "man", "wir", "ich")


def _agrees(parse: Parse, group: Group, verb: str) -> bool:
    """Tell whether number of verb and group fit, as far as both can be told."""
    number, plural = verb.lower(), _is_plural(parse, group)
    if plural is None:
        return True
    if number in grammar("de", "plural_verbs") or (
        number.endswith("en") and number not in grammar("de", "singular_verbs")
    ):
        return plural
    if number in grammar("de", "singular_verbs") or number.endswith(("t", "te")):
        return not plural
    return True


def _is_plural(parse: Parse, group: Group) -> bool | None:
    words = parse.tokens[group.first : group.last]
    first = words[0].text.lower() if words else ""
    if len(group.parties()) > 1 or any(word.text == "und" for word in words):
        return True
    if first in ("der", "das", "ein"):
        return False
    if any(in_class(word, "de", "plural") for word in words):
        return True
    if group.mentions[-1].form == "person":
        return False
    if first in ("die", "beide", "alle"):
        return None
    return False if group.mentions[-1].form in ("name", "capital") else None
