"""The status of what a clause says: done, planned, possible, conditional, negated, demanded.

Reads negators, auxiliaries and the clauses above and below; what a "no" or a "would" means for the
kind of act is decided where the act is made.
"""

import itertools
from dataclasses import dataclass

from detente.reading.act import Kind
from detente.reading.clauses import Clause
from detente.reading.cues import Cue
from detente.reading.text import Token
from detente.reading.words import STOPS, form_in, is_verbal
from detente.sources.frozen import Language

_BEFORE = 6
_EN_INFINITIVE = 4


@dataclass(frozen=True, slots=True)
class Status:
    """What the words around a cue say about it."""

    negated: bool = False
    planned: bool = False
    possible: bool = False
    must: bool = False
    counterfactual: bool = False
    asked: bool = False
    passive: bool = False
    condition: int | None = None
    """Number of the clause that holds the condition."""
    even_if: bool = False
    """True where it holds even in the case named."""
    unreal: bool = False
    """True where its clause tells of nothing that took place: "before", "had it", "those who"."""


def status_of(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], cue: Cue, language: Language
) -> Status:
    """Return what negators, auxiliaries and neighbouring clauses say about a cue."""
    clause = clauses[cue.clause]
    around = _auxiliaries(tokens, clause, cue, language)
    counterfactual = _counterfactual(tokens, clause, cue, language)
    subordinate = _below(clauses, cue.clause, all_the_way=cue.rule.kind in _ANNOUNCED)
    condition = next((n for n in subordinate if clauses[n].role == "condition"), None)
    return Status(
        negated=_negated(tokens, clause, cue, language),
        planned=any(_plans(tokens, i, cue, language) for i in around),
        possible=any(
            is_possible(tokens[i], language) and not _failed(tokens, i, language) for i in around
        ),
        must=clause.role != "condition" and any(_obliges(tokens, i, language) for i in around),
        counterfactual=counterfactual,
        asked=_asked(tokens, clauses, cue.clause),
        passive=not cue.rule.has("intransitive") and _passive(tokens, clause, cue, language),
        condition=condition,
        even_if=any(clauses[n].role == "even_if" for n in subordinate),
        unreal=is_unreal(tokens, clauses, cue.clause, language),
    )


def _auxiliaries(
    tokens: tuple[Token, ...], clause: Clause, cue: Cue, language: Language
) -> list[int]:
    """Return the numbers of the tokens that may be auxiliaries of the cue."""
    if language == "de":
        return [n for n in clause.numbers() if n not in cue.words]
    numbers = []
    for n in range(cue.words[0] - 1, max(clause.first - 1, cue.words[0] - 1 - _BEFORE), -1):
        if tokens[n].text in STOPS:
            break
        numbers.append(n)
    return numbers


def is_possible(token: Token, language: Language) -> bool:
    """Tell whether a word makes a clause a mere possibility."""
    if language == "de":
        return token.lower in _GERMAN_POSSIBLE
    return form_in(token, "en", "possible") and token.text != "May"


_GERMAN_POSSIBLE = frozenset(
    [
        "könnte",
        "könnten",
        "dürfte",
        "dürften",
        "möglicherweise",
        "vielleicht",
        "womöglich",
        "eventuell",
        "kann",
        "können",
        "könne",
        "mag",
        "mögen",
    ]
)


def _failed(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether somebody tried and could not: "could not agree"."""
    following = tokens[i + 1 : i + 2]
    return (
        language == "en"
        and tokens[i].lower == "could"
        and bool(following)
        and following[0].lower in ("not", "n't", "n’t")
    )


def _obliges(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    token = tokens[i]
    if language == "de":
        lemma, text = token.base, token.lower
        last = i + 1 == len(tokens) or tokens[i + 1].text in STOPS | {"."}
        arranged = text in ("sollte", "sollten") and last
        return lemma == "müssen" or (text in ("solle", "sollten", "sollte") and not arranged)
    if token.lower in ("have", "has") and i + 1 < len(tokens):
        return tokens[i + 1].text == "to"
    return form_in(token, "en", "must") and token.base != "needs"


def _plans(tokens: tuple[Token, ...], i: int, cue: Cue, language: Language) -> bool:
    token = tokens[i]
    text, lemma = token.lower, token.base
    if language == "en":
        if form_in(token, "en", "future") or lemma in ("plan", "intend", "expect", "prepare"):
            return lemma not in ("want", "seek", "hope") or "to" in _texts(tokens, i, cue)
        return False
    if lemma in ("wollen", "sollen", "planen", "beabsichtigen"):
        return text not in ("sollte", "sollten") or not _obliges(tokens, i, language)
    if text in ("geplant", "vorgesehen", "bereit"):
        return True
    if text in ("wird", "werden", "werde", "würde", "würden"):
        due = any(form_in(other, "de", "deadlines") for other in tokens)
        return due or _is_infinitive(tokens, cue)
    return False


def _texts(tokens: tuple[Token, ...], i: int, cue: Cue) -> list[str]:
    return [token.lower for token in tokens[i : cue.words[0]]]


def _is_infinitive(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Tell whether the German cue verb stands as an infinitive, not as a participle."""
    token = tokens[cue.head]
    if not token.lower.endswith("n"):
        return False
    following = tokens[token.index + 1 : token.index + 3]
    if any(word.text in ("werden", "worden") for word in following):
        return True
    if "ge" in token.text[:-4] and token.base != token.lower:
        return False
    return token.base == token.lower or "zu" in token.text


def _counterfactual(
    tokens: tuple[Token, ...], clause: Clause, cue: Cue, language: Language
) -> bool:
    texts = [tokens[n].lower for n in clause.numbers()]
    if language == "de":
        return any(text in ("hätte", "hätten", "wäre", "wären") for text in texts)
    before = [tokens[n].lower for n in range(max(0, cue.words[0] - 4), cue.words[0])]
    return any(
        first in ("would", "could", "should", "might") and second == "have"
        for first, second in itertools.pairwise(before)
    )


def _negated(tokens: tuple[Token, ...], clause: Clause, cue: Cue, language: Language) -> bool:
    """Tell whether the clause denies its cue; a double negation counts as none."""
    numbers = clause.numbers()
    if _is_cleft(tokens, cue.words[0], language):
        return True
    if language == "en":
        return _negated_english(tokens, clause, cue)
    count = 0
    for place, n in enumerate(numbers):
        if n in cue.words or not form_in(tokens[n], "de", "negators"):
            continue
        following = tokens[numbers[place + 1]] if place + 1 < len(numbers) else None
        if following is not None and form_in(following, "de", "negator_exceptions"):
            continue
        count += 1
    return count > 0


_IT = {"en": "it", "de": "es"}
_IS = {"en": ("is", "was", "were"), "de": ("ist", "sind", "war", "waren")}
_NOT = {"en": ("not", "n't"), "de": ("nicht",)}
_WHO = {"en": ("who", "that", "which"), "de": ("der", "die", "das", "welche", "welcher")}


def _is_cleft(tokens: tuple[Token, ...], cue: int, language: Language) -> bool:
    """Tell whether somebody else did it: "it was not the four who signed"."""
    words = [token.lower for token in tokens[:cue]]
    pronoun = next((n for n in range(cue - 1, 0, -1) if words[n] in _WHO[language]), None)
    if language == "de":
        while pronoun is not None and words[pronoun - 1] != ",":
            earlier = range(pronoun - 1, 0, -1)
            pronoun = next((n for n in earlier if words[n] in _WHO["de"]), None)
    if pronoun is None or any(word in STOPS and word != "," for word in words[pronoun:]):
        return False
    main = words[max(0, pronoun - 12) : pronoun]
    return any(
        main[n] == _IT[language] and {main[n - 1] if n else "", main[n + 1]} & {*_IS[language]}
        and any(word in _NOT[language] for word in main)
        for n in range(len(main) - 1)
    )  # fmt: skip


_NOTHING = ("no", "neither", "not", "never", "little")


def _negated_english(tokens: tuple[Token, ...], clause: Clause, cue: Cue) -> bool:
    for n in range(cue.words[0] - 1, max(clause.first - 1, cue.words[0] - 8), -1):
        text = tokens[n].lower
        if text in ("neither", "nobody", "none", "never") or (
            text == "no" and n <= clause.first + 1
        ):
            return True
        if tokens[n].base in ("fail", "failure"):
            return True
        if text in ("not", "n't", "cannot", "longer"):
            after = tokens[n + 1].lower if n + 1 < len(tokens) else ""
            return after not in ("only", "just", "least", "merely")
    within = range(cue.words[0], cue.words[-1])
    if any(tokens[n].lower in _NOTHING for n in within if n not in cue.words):
        return True
    after_cue = [tokens[n].lower for n in clause.numbers() if n > cue.words[-1]][:2]
    return bool(after_cue) and after_cue[0] in ("no", "neither", "none", "nothing")


def _passive(tokens: tuple[Token, ...], clause: Clause, cue: Cue, language: Language) -> bool:
    head = tokens[cue.head]
    if language == "de":
        return _passive_german(tokens, clause, cue)
    if cue.rule.noun or not (head.text.endswith(("ed", "en", "wn")) or head.text in _PARTICIPLES):
        return False
    for n in range(cue.words[0] - 1, max(clause.first - 1, cue.words[0] - 5), -1):
        if tokens[n].base in ("be", "get", "being", "been"):
            return True
        if tokens[n].text in STOPS or tokens[n].text == "to":
            break
    return names_its_agent(tokens, cue)


def names_its_agent(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Tell whether an English participle is followed by its agent."""
    following = tokens[cue.words[-1] + 1 : cue.words[-1] + 3]
    if len(following) < 2 or following[0].text != "by":
        return False
    agent = following[1].text
    return not (
        agent[0].isdigit() or agent.endswith("ing") or form_in(following[1], "en", "counts")
    )


_PARTICIPLES = frozenset(
    [
        "met",
        "held",
        "sent",
        "left",
        "cut",
        "hit",
        "shot",
        "put",
        "made",
        "told",
        "sold",
        "fought",
        "brought",
    ]
)


def _passive_german(tokens: tuple[Token, ...], clause: Clause, cue: Cue) -> bool:
    head = tokens[cue.head]
    if cue.rule.noun or not _is_participle(head):
        return False
    texts = [tokens[n].lower for n in clause.numbers() if n not in cue.words]
    would = {"würde", "würden"}.intersection(texts) and "werden" not in texts
    if any(text in _HAVE for text in texts) or (would and head.text == head.lemma):
        return False
    passive = ("wird", "werden", "wurde", "wurden", "worden", "werde", "würde", "würden")
    stative = ("ist", "sind", "war", "waren", "sei", "seien", "bleibt", "blieb", "blieben")
    clear = head.text.startswith("ge") and head.base != head.text
    bare = head.text.endswith("t") and clear and "werden" not in texts
    if bare and clause.numbers()[-1] != cue.head and len(clause.pieces) > 1:
        return True
    return any(text in passive or text in stative for text in texts)


_HAVE = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten"])


def _is_participle(token: Token) -> bool:
    text = token.text
    if text.lower() == token.base and not ("ge" in text[:-3] and text.endswith("t")):
        return _prefixed_like_participle(text)
    return text.endswith(("t", "en")) and not text.endswith("nden")


def _prefixed_like_participle(text: str) -> bool:
    return text.startswith(("be", "er", "ver", "zer", "ent")) and text.endswith(_STRONG_ENDINGS)


_STRONG_ENDINGS = (
    "lassen", "geben", "halten", "raten", "fallen", "laufen", "kommen", "schlagen", "tragen",
)  # fmt: skip


def _asked(tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int) -> bool:
    if tokens[-1].text == "?" or (len(tokens) > 1 and tokens[-2].text == "?"):
        return True
    at: int | None = number
    while at is not None:
        if clauses[at].role in ("whether", "question"):
            return True
        at = clauses[at].parent
    return False


_ANNOUNCED: frozenset[Kind] = frozenset({"threaten", "warn", "offer"})


def _below(clauses: tuple[Clause, ...], number: int, *, all_the_way: bool) -> list[int]:
    """Return what hangs on a clause, and conditions on its infinitive or right before it.

    With `all_the_way` also conditions of what is announced: "threatened that X would, should Y".
    """
    found = [n for n, clause in enumerate(clauses) if clause.parent == number]
    found += [
        n for n, clause in enumerate(clauses)
        if clause.parent in found and clauses[clause.parent].role == "infinitive"
        and clause.role == "condition"
    ]  # fmt: skip
    if all_the_way:
        found += [n for n in range(number + 1, len(clauses)) if clauses[n].role == "condition"]
    if number and clauses[number - 1].role == "condition" and clauses[number].role == "main":
        found.append(number - 1)
    return found


def in_condition(clauses: tuple[Clause, ...], number: int) -> bool:
    """Tell whether a clause is, or hangs in, a condition."""
    at: int | None = number
    while at is not None:
        if clauses[at].role in ("condition", "even_if"):
            return True
        at = clauses[at].parent
    return False


def is_unreal(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int, language: Language
) -> bool:
    """Tell whether a clause, or one it hangs in, tells of nothing that took place."""
    at: int | None = number
    while at is not None:
        clause = clauses[at]
        words = [tokens[n] for n in clause.numbers() if tokens[n].text[0].isalnum()]
        words = [w for w in words if not form_in(w, language, "coordinators")] or words
        if _is_not_yet(clauses, clause, words, language):
            return True
        if words and _opens_with_verb(tokens, clauses, at, words[0], language):
            return True
        if clause.role == "relative" and _is_generic(tokens, clause, language):
            return True
        at = clause.parent
    return False


def _is_not_yet(
    clauses: tuple[Clause, ...], clause: Clause, words: list[Token], language: Language
) -> bool:
    """Tell whether a clause says what has to come first: "before the IRA had handed over arms"."""
    if clause.role == "main" or not any(form_in(w, language, "not_yet") for w in words[:3]):
        return False
    if language == "de":
        return is_verbal(words[-1], "de") and not any(
            form_in(w, "de", "finite") for w in words[:-1]
        )
    return any(other is not clause and other.role == "main" for other in clauses)


def _opens_with_verb(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int, opening: Token,
    language: Language,
) -> bool:  # fmt: skip
    """Tell an inverted condition: "Had it accepted, ...", "Gibt es keine Einigung, ..."."""
    if tokens[-1].text == "?" or tokens[-2:][0].text == "?":
        return False
    if language == "de" and number and clauses[number - 1].role == "condition":
        return False
    if form_in(opening, language, "inverted"):
        if language == "en" and _is_participle_behind(tokens, opening.index):
            return False
        return clauses[number].role in ("main", "condition", "fragment")
    followed = number == 0 and any(c.after == "," and c.role == "main" for c in clauses[1:2])
    return language == "de" and followed and opening.index == 0 and is_verbal(opening, "de")


def _is_participle_behind(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell "had wanted", whose subject stands before it, from "had it wanted"."""
    if i == 0 or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    return following.text.endswith("ed") or form_in(following, "en", "participles")


def _is_generic(tokens: tuple[Token, ...], clause: Clause, language: Language) -> bool:
    """Tell whether a relative clause picks out whoever does it: "fighters who lay down arms"."""
    at = clause.first - 1
    if at >= 0 and tokens[at].text == ",":
        at -= 1
    if at < 0 or not _is_present(tokens, clause, language):
        return False
    noun = tokens[at]
    if form_in(noun, language, "whoever"):
        return True
    if noun.lemma == noun.text or noun.text[0].isupper() != (language == "de"):
        people = language == "de" or noun.text.endswith("ans")
        return noun.text[0].isupper() and people and _is_bare(tokens, at, language)
    return _is_bare(tokens, at, language)


def _is_bare(tokens: tuple[Token, ...], at: int, language: Language) -> bool:
    """Tell whether a plural stands without an article or name before it."""
    before = tokens[at - 1] if at else None
    return before is None or form_in(before, language, "prepositions") or form_in(
        before, language, "whoever"
    )  # fmt: skip


def _is_present(tokens: tuple[Token, ...], clause: Clause, language: Language) -> bool:
    """Tell whether a relative clause stands in the present tense."""
    words = [tokens[n] for n in clause.numbers() if tokens[n].text[0].isalpha()]
    if language == "en":
        verb = next((word for word in words[1:] if not word.text.endswith("ly")), None)
        return verb is not None and (
            verb.text in ("are", "do", "is", "lay")
            or verb.text == verb.lemma
            or verb.text.endswith("s")
        )
    last = words[-1]
    return last.text in ("sind", "ist") or (
        last.text == last.lemma and last.text.endswith("n") and last.text != "haben"
    )
