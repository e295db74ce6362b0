"""What must follow the words of a cue: another case, a claim, a question and not a topic."""

from detente.reading.clauses import Clause
from detente.reading.text import Token
from detente.reading.words import form_in
from detente.sources.frozen import Language

_ELSE = frozenset({"without", "otherwise", "ohne", "sonst", "andernfalls", "ansonsten"})
_INVERTED = frozenset({"had", "were", "hätte", "hätten", "wäre", "wären", "gäbe", "käme"})


def told_otherwise(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int, words: list[int]
) -> bool:
    """Tell whether "would ... have" closes a supposition: "had it come, it would have failed".

    The case itself must be named: by "if", an inverted verb, "without" or "otherwise".
    """
    clause = clauses[number]
    if clause.role not in ("main", "that", "adverbial") or tokens[-1].text == "?":
        return False
    if tokens[words[0]].index == 0 or not _done(tokens, clause, words):
        return False
    if any(tokens[n].lower in _ELSE for n in clause.numbers()):
        return True
    return any(
        other is not clause
        and (other.role == "condition" or tokens[other.first].lower in _INVERTED)
        for other in clauses
    )


def _done(tokens: tuple[Token, ...], clause: Clause, words: list[int]) -> bool:
    """Tell whether a participle closes what would have been."""
    behind = [tokens[n] for n in clause.numbers() if n > max(words) and tokens[n].text.isalpha()]
    if not behind:
        return False
    if tokens[words[0]].lower in _INVERTED:
        return behind[-1].text.endswith(("t", "en")) and behind[-1].text.islower()
    first = next((token for token in behind if not token.text.endswith("ly")), behind[0])
    return first.text.endswith(("ed", "en", "wn", "ne")) or form_in(
        first, "en", "past_or_participle"
    ) or form_in(first, "en", "participles") or first.text in _STRONG  # fmt: skip


_STRONG = frozenset(
    ["been", "come", "become", "gone", "got", "done", "had", "run", "begun", "stood", "sat"]
)


def tells_a_fact(tokens: tuple[Token, ...], following: list[Clause]) -> bool:
    """Tell "insists that it is no party", a claim, from "insists that it be a party"."""
    that = next((clause for clause in following if clause.role == "that"), None)
    if that is None:
        return False
    texts = {tokens[n].lower for n in that.numbers()}
    return bool(texts & _INDICATIVE) and not texts & {"should", "must", "be"}


_INDICATIVE = frozenset(
    ["is", "are", "was", "were", "has", "had", "does", "did", "will", "would", "can", "could"]
)


def is_asked(tokens: tuple[Token, ...], clause: Clause, language: str) -> bool:
    """Tell whether a clause holds a question: "when that will be", "ob er kommt"."""
    own: Language = "de" if language == "de" else "en"
    opening = tokens[clause.first]
    asked = any(form_in(opening, own, group) for group in ("question", "whether"))
    return asked or opening.lower == "when"


def names_a_topic(tokens: tuple[Token, ...], words: list[int], language: str) -> bool:
    """Tell "the question of sanctions", which is a topic, from "the question whether ..."."""
    own: Language = "de" if language == "de" else "en"
    for n in words:
        if tokens[n].base.lower() not in ("frage", "question") or n + 2 >= len(tokens):
            continue
        lead, noun = tokens[n + 1].lower, tokens[n + 2]
        asked = form_in(noun, own, "question") or form_in(noun, own, "whether")
        if lead in ("der", "des", "nach", "of") and not asked:
            return True
    return False
