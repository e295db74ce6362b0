"""A sentence to its clauses: runs of tokens between stops and connectives, each with its role.

No parser stands behind this: commas and connectives cut, and what stays without a verb of its
own is joined to the clause that waits for one. Each clause knows its parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.reading.cases import PROVIDED, opens_a_case, provides_for, supposes, verb_follows
from detente.reading.grammar import grammar, is_finite, is_german_verb
from detente.reading.text import Sentence, Token
from detente.reading.words import QUOTES, STOPS, form_in, is_verbal, words
from detente.sources.frozen import Language

Role = Literal[
    "main", "that", "whether", "question", "condition", "even_if", "adverbial", "relative",
    "infinitive", "fragment",
]  # fmt: skip

_REACH = 5
_STRONG = (":", ";")
REPORTED = "reported"
"""What stands for the connective that English leaves out after a verb of saying."""
RESUMED = "resumed"
"""What stands for the comma that English leaves out behind a relative clause."""


@dataclass(slots=True)
class Clause:
    """One clause of a sentence; several pieces where another clause stands inside it."""

    role: Role
    pieces: list[tuple[int, int]]
    """Half-open ranges of token numbers."""
    parent: int | None = None
    """Number of the clause it hangs on; None for main clauses."""
    has_verb: bool = False
    after: str = ""
    """The mark or connective it was cut at."""
    closed: bool = False
    """True where its verb stands last, as in German subordinate clauses."""
    elliptic: bool = False
    """True where it opens with its verb and takes the subject of the clause before."""

    @property
    def first(self) -> int:
        """Number of its first token."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """One past its last token."""
        return self.pieces[-1][1]

    def numbers(self) -> list[int]:
        """Return the numbers of its tokens in order."""
        return [i for first, last in self.pieces for i in range(first, last)]


def clause_at(clauses: Sequence[Clause], number: int) -> int:
    """Return the number of the clause in which a token stands; 0 where it stands in none."""
    for n, clause in enumerate(clauses):
        if any(first <= number < last for first, last in clause.pieces):
            return n
    return 0


def split_clauses(sentence: Sentence, language: Language) -> tuple[Clause, ...]:
    """Return the clauses of `sentence` in the order of their first token."""
    clauses: list[Clause] = []
    for after, first, last in _cut(sentence.tokens, language):
        _place(clauses, _describe(sentence.tokens, after, first, last, language))
    return tuple(clauses) or (Clause("main", [(0, len(sentence.tokens))]),)


def _cut(tokens: tuple[Token, ...], language: Language) -> list[tuple[str, int, int]]:
    """Return (mark before, first, last) of every run between stops and connectives."""
    runs: list[tuple[str, int, int]] = []
    first, after, verb_seen = 0, "", False
    for i, token in enumerate(tokens):
        if token.text in STOPS and not _is_within(tokens, first, i, language):
            runs.append((after, first, i))
            first, after, verb_seen = i + 1, token.text, False
        elif i > first and _connects(tokens, i, verb_seen, language):
            runs.append((after, first, i))
            first, after, verb_seen = i, token.lower, False
        elif language == "en" and _reports(tokens, first, i):
            runs.append((after, first, i))
            first, after, verb_seen = i, REPORTED, False
        elif language == "en" and verb_seen and _resumes(tokens, first, i):
            runs.append((after, first, i))
            first, after, verb_seen = i, RESUMED, False
        verb_seen = verb_seen or is_finite(tokens, i, language)
    runs.append((after, first, len(tokens)))
    return [run for run in runs if run[1] < run[2]]


def _inside_word(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a hyphen or comma stands inside one word or number, not between two."""
    token = tokens[i]
    if token.text != "-":
        return False
    close = i > 0 and tokens[i - 1].end == token.start
    return close or (i + 1 < len(tokens) and tokens[i + 1].start == token.end)


def _is_within(tokens: tuple[Token, ...], first: int, i: int, language: Language) -> bool:
    """Tell whether a mark stands inside a word, an aside or a list, where it cuts nothing."""
    return (
        _inside_word(tokens, i)
        or _is_aside(tokens, i, language)
        or _in_a_list(tokens, first, i, language)
    )


def _in_a_list(tokens: tuple[Token, ...], first: int, i: int, language: Language) -> bool:
    """Tell whether a comma stands in a list of names that ends with "and": "A, B and C"."""
    if tokens[i].text != "," or i == 0 or not tokens[i - 1].text[0].isupper():
        return False
    if tokens[first].lower in ("after", "because", "when", "als", "nachdem", "weil", "if"):
        return False
    names = 0
    for token in tokens[i + 1 : i + 16]:
        text = token.lower
        if form_in(token, language, "and"):
            return names > 0
        if token.text[0].isupper():
            names += 1
        elif text != "," and (text not in _ARTICLES or not names):
            return False
    return False


_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "the"})


def _is_aside(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether a bracket belongs to a short aside such as "(GAM)", which cuts nothing."""
    if tokens[i].text not in ("(", ")"):
        return False
    step = 1 if tokens[i].text == "(" else -1
    for n in range(i + step, i + 6 * step, step):
        if not 0 <= n < len(tokens):
            return False
        if tokens[n].text in ("(", ")"):
            return tokens[n].text != tokens[i].text
        if is_finite(tokens, n, language):
            return False
    return False


def _connects(tokens: tuple[Token, ...], i: int, verb_seen: bool, language: Language) -> bool:
    """Tell whether a clause begins at token `i` without a stop before it."""
    token = tokens[i]
    if token.lower not in _connectives(language):
        return False
    if token.lower == "should":
        return verb_seen and opens_a_case(tokens, i, language)
    if form_in(token, language, "coordinators"):
        return (
            verb_seen
            and verb_follows(tokens, i + 1, language)
            and not (language == "de" and _closes_its_verb(tokens, i))
        )
    if language == "de":
        return False
    if token.lower == "that":
        return not form_in(tokens[i - 1], "en", "prepositions") and not _points_back(tokens, i)
    if token.lower == "once" and tokens[min(i + 1, len(tokens) - 1)].text != "the":
        return False
    if form_in(token, "en", "adverbial"):
        return verb_seen and verb_follows(tokens, i + 1, language)
    if form_in(token, "en", "question") or form_in(token, "en", "relative"):
        return not form_in(tokens[i - 1], "en", "prepositions")
    return supposes(tokens, i)


_BEHIND_A_PRONOUN = frozenset(
    ["back", "down", "up", "off", "out", "away", "aside", "as", "too", "again", "outright", ".",
     ",", ";", "?", "!"]
)  # fmt: skip


def _points_back(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether "that" stands for something said before: "turned that down"."""
    return i + 1 >= len(tokens) or tokens[i + 1].lower in _BEHIND_A_PRONOUN


@cache
def _connectives(language: Language) -> frozenset[str]:
    """Return the words at which `_connects` can find that a clause begins."""
    groups = ("adverbial", "question", "relative", "even", "condition", "whether")
    coordinators = words(language, "coordinators")
    if language == "de":
        return coordinators
    return coordinators.union({"that", "should"}, *(words(language, group) for group in groups))


def _reports(tokens: tuple[Token, ...], first: int, i: int) -> bool:
    """Tell whether the words of somebody begin at token `i` without "that": "X said Y would"."""
    at = i - 1
    while at > first and form_in(tokens[at], "en", "days"):
        at -= 1
    if at <= first or not form_in(tokens[at], "en", "report") or form_in(tokens[i], "en", "days"):
        return False
    opening = tokens[i]
    if opening.text in QUOTES or opening.lower in ("that", "to", "by", "of", "so", "with"):
        return False
    for n in range(i + 1, min(i + 14, len(tokens))):
        if tokens[n].text in STOPS or tokens[n].text == "that":
            return False
        if is_finite(tokens, n, "en") and not form_in(tokens[i], "en", "prepositions"):
            return not form_in(tokens[n - 1], "en", "coordinators")
    return False


_AUXILIARIES = frozenset(
    ["haben", "hat", "hatte", "hatten", "werden", "wird", "wurde", "wurden", "sind", "waren", "ist"]
)


def _closes_its_verb(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether only the participle of the verb follows: "haben A und B ... beschlossen"."""
    opened = False
    for n in range(i - 1, max(-1, i - 12), -1):
        if tokens[n].text in STOPS:
            break
        opened = opened or tokens[n].lower in _AUXILIARIES
    if not opened or is_verbal(tokens[i + 1], "de"):
        return False
    for n in range(i + 2, len(tokens)):
        if tokens[n].text in STOPS | {"."}:
            last = tokens[n - 1].text
            return last.endswith(("t", "en")) and last[0].islower()
        if is_verbal(tokens[n], "de") and n + 1 < len(tokens):
            following = tokens[n + 1].text
            if following not in STOPS | {"."}:
                return False
    return False


def _resumes(tokens: tuple[Token, ...], first: int, i: int) -> bool:
    """Tell whether the verb of the main clause comes behind "who ...": "men who fled were back"."""
    if tokens[first].lower not in ("who", "which", "that") or i < first + 3:
        return False
    if not form_in(tokens[i], "en", "finite") or tokens[i].text in ("'s", "’s"):
        return False
    before = tokens[i - 1]
    opens = form_in(before, "en", "verb_leads") or form_in(before, "en", "coordinators")
    return not opens and not form_in(before, "en", "finite")


def _describe(
    tokens: tuple[Token, ...], after: str, first: int, last: int, language: Language
) -> Clause:
    run = [token for token in tokens[first:last] if token.text not in QUOTES]
    has_verb = any(
        is_finite(tokens, token.index, language) and (before is None or before.text != "zu")
        for before, token in zip([None, *run], run, strict=False)
    )
    clause = Clause("fragment", [(first, last)], has_verb=has_verb, after=after)
    opening = [token for token in run if not form_in(token, language, "coordinators")]
    if not opening:
        return clause
    if language == "de" and after == "," and _opens_with_plural_verb(opening):
        clause.has_verb = True
    clause.role = _role(tokens, opening, clause, language)
    clause.elliptic = clause.role == "main" and (
        is_finite(tokens, opening[0].index, language) or _shares_present(opening, clause)
    )
    clause.closed = clause.role in ("relative", "that") and is_verbal(run[-1], language)
    return clause


def _shares_present(opening: list[Token], clause: Clause) -> bool:
    """Tell whether "and rejects" opens with a verb in the present: its own subject is missing."""
    head = opening[0]
    return clause.after in ("and", "but") and head.base in grammar("en", "present")


def _opens_with_plural_verb(run: list[Token]) -> bool:
    """Tell whether a run opens with a verb whose plural looks like its infinitive."""
    head = run[0]
    if len(run) < 2 or not (head.text[0].islower() and head.text.endswith("en")):
        return False
    if head.lemma != head.text or form_in(head, "de", "prepositions"):
        return False
    return form_in(run[1], "de", "determiners") or run[1].text[0].isupper()


def _role(tokens: tuple[Token, ...], run: list[Token], clause: Clause, language: Language) -> Role:
    head, second = run[0], run[1] if len(run) > 1 else None
    if second and form_in(head, language, "even") and form_in(second, language, "condition"):
        return "even_if"
    if (head.index or language == "en") and opens_a_case(tokens, head.index, language):
        return "condition"
    for role, group in (
        ("that", "that"), ("whether", "whether"), ("condition", "condition"),
    ):  # fmt: skip
        if form_in(head, language, group):
            if head.lower in PROVIDED and not provides_for(tokens, head.index):
                continue
            return role  # type: ignore[return-value]
    if language == "de":
        return _german_role(tokens, run, clause)
    return _english_role(tokens, run, clause)


def _english_role(tokens: tuple[Token, ...], run: list[Token], clause: Clause) -> Role:
    head, second = run[0], run[1] if len(run) > 1 else None
    if clause.after == REPORTED:
        return "that"
    if clause.after == "" and form_in(head, "en", "question"):
        if tokens[-1].text == "?":
            return "main"
        if head.index == 0:
            return "question"
    if form_in(head, "en", "question") and _is_asked(tokens, head):
        return "question"
    if form_in(head, "en", "relative") or _is_led_relative(head, second):
        return "relative"
    if form_in(head, "en", "question"):
        return "question"
    if form_in(head, "en", "adverbial") and not (second and _names_a_time(second)):
        return "adverbial" if clause.has_verb else "fragment"
    return "main" if clause.has_verb or _participle(head) else "fragment"


def _is_asked(tokens: tuple[Token, ...], head: Token) -> bool:
    """Tell "unclear who will pay" from "those who will pay"."""
    before = tokens[head.index - 1] if head.index else None
    return before is not None and (before.base in _ASKED or before.lower in _ASKED)


_ASKED = frozenset(
    ["open", "clear", "unclear", "certain", "uncertain", "say", "said", "decide", "know", "known",
     "ask", "wonder", "determine", "settle", "discuss", "disclose", "reveal", "undecided", "doubt"]
)  # fmt: skip


def _is_led_relative(head: Token, second: Token | None) -> bool:
    """Tell whether a clause opens with "to which", "with whom"."""
    led = form_in(head, "en", "prepositions") and second is not None
    return led and second is not None and second.text in ("which", "whom", "whose")


def _names_a_time(token: Token) -> bool:
    """Tell whether a word makes "until", "since", "after" a preposition: "until July"."""
    text = token.lower
    times = ("mid", "last", "then", "now", "late", "early", "today", "yesterday", "this")
    return text in times or text[0].isdigit() or token.text in DATED


DATED = frozenset(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
     "Saturday", "Sunday"]
)  # fmt: skip
"""English names of months and days."""


def _participle(token: Token) -> bool:
    return token.text.endswith("ing") and token.text != token.lemma and token.text[0].islower()


def _german_role(tokens: tuple[Token, ...], run: list[Token], clause: Clause) -> Role:
    head, second = run[0], run[1] if len(run) > 1 else None
    purpose = form_in(head, "de", "purpose")
    infinitive = _has_infinitive(run) and (not clause.has_verb or purpose)
    if form_in(head, "de", "adverbial") and (clause.has_verb or _ends_on_infinitive(run)):
        clause.has_verb = True
        return "adverbial"
    if clause.after == "" and head.lower in _OPENS_A_CASE:
        return "condition" if tokens[-1].text != "?" else "main"
    if clause.after == "" and form_in(head, "de", "question") and tokens[-1].text != "?":
        return "main" if form_in(head, "de", "relative") else "question"
    if clause.after:
        lead = second if form_in(head, "de", "prepositions") and second else head
        if lead.lower == "wo" and head.index > 1 and tokens[head.index - 2].text[0].isupper():
            return "relative"
        if form_in(lead, "de", "question") and not form_in(lead, "de", "relative"):
            return "question"
        if form_in(lead, "de", "relative") and _verb_last(run, lead) and not infinitive:
            return "relative"
    if infinitive:
        return "infinitive"
    return "main" if clause.has_verb else "fragment"


_OPENS_A_CASE = ("sollte", "sollten", "hätte", "hätten", "wäre", "wären", "gäbe", "käme", "kämen")


def _verb_last(run: list[Token], lead: Token) -> bool:
    """Tell a relative clause (verb last) from a clause that opens with its article."""
    place = run.index(lead)
    if place + 2 < len(run) and is_german_verb(run[place + 2]):
        return place + 3 == len(run)
    if place + 1 < len(run) and is_german_verb(run[place + 1]):
        return True
    words = [token for token in run if token.text[0].isalpha()]
    if place + 2 < len(run) and run[place + 2].text == "und":
        return is_german_verb(words[-1])
    return (bool(words) and is_german_verb(words[-1])) or _ends_on_infinitive(words)


def _ends_on_infinitive(run: list[Token]) -> bool:
    return bool(run) and run[-1].text[0].islower() and run[-1].text.endswith("en")


def _has_infinitive(run: list[Token]) -> bool:
    """Tell whether the run holds "zu" with an infinitive, or one with "zu" inside."""
    for token, following in zip(run, [*run[1:], None], strict=True):
        if token.text == "zu" and following is not None:
            if following.text[0].islower() and following.text.endswith("n"):
                return True
        elif _has_zu_inside(token):
            return True
    return False


def _has_zu_inside(token: Token) -> bool:
    """Tell whether a word is an infinitive such as "aufzuheben"."""
    text = token.text
    if not (text[0].islower() and text.endswith("n") and "zu" in text[2:-3]):
        return False
    return token.lemma == text.replace("zu", "", 1) or "zu" not in token.lemma


def _place(clauses: list[Clause], clause: Clause) -> None:
    """Add a run to the clauses: as a piece of an open one, or as a clause of its own."""
    open_clause = _open(clauses)
    if clause.role == "fragment" and clause.after in _STRONG:
        clause.role = "main"
    if clause.role == "fragment" and clauses:
        last = clauses[-1]
        closed = last.closed and open_clause is not None and open_clause is not last
        (open_clause if closed and open_clause else last).pieces.append(clause.pieces[0])
        return
    trails = open_clause is not None and open_clause.after == "," and _trails(clauses, open_clause)
    waits = open_clause is not None and not open_clause.has_verb and not trails
    if open_clause is not None and waits and clause.role == "main" and clause.after not in _STRONG:
        open_clause.pieces.append(clause.pieces[0])
        open_clause.has_verb = clause.has_verb
        open_clause.role = "main"
        return
    if clause.role not in ("main", "fragment") and clauses:
        clause.parent = len(clauses) - 1
    clauses.append(clause)


def _trails(clauses: list[Clause], clause: Clause) -> bool:
    """Tell whether a clause only goes on with a participle: ", killing two people"."""
    return clause.role == "main" and not clause.has_verb and clause is not clauses[0]


def _open(clauses: list[Clause]) -> Clause | None:
    """Return the last clause that may still wait for its verb."""
    for clause in reversed(clauses):
        if clause.role in ("main", "fragment"):
            return clause
    return None
