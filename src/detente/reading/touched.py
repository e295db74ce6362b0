"""Which issues the words of an act touch: those of its region, and those of an accord as a whole.

`hits_of` is what the rules ask for when they need an issue; `issues_of` is what an act is about.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from detente.reading.clauses import Clause
from detente.reading.cues import Cue
from detente.reading.issues import IssueHit
from detente.reading.kinds import kinds
from detente.reading.meaning import Meaning
from detente.reading.modality import is_possible
from detente.reading.parse import Parse
from detente.reading.tables import cached, load_toml
from detente.reading.text import Token
from detente.reading.word_patterns import PatternIndex
from detente.reading.words import form_in
from detente.sources.frozen import Language

FORMAT, ACCORD = "negotiation_format", "peace_treaty"
_OF_ENVOYS = "diplomatic_relations"
_OF_FIGHTERS = "irregular_forces"
Touched = list[tuple[str, str | None]]

_NEAR = 7
"""How far the issue of a measure may stand from the noun that names it."""

_NONE = frozenset({"leave_out", "join"})
"""Kinds that are about a seat, not about an issue."""
_ROUND_ABOUT_TALKS = frozenset({"mediate", "host", "invite"})
"""Kinds that are about the talks as a whole."""
_WHOLE = frozenset(
    {"sign", "agree", "accept", "refuse", "support", "threaten", "leave", "criticise"}
)
"""Kinds whose object may be an accord as a whole."""
_OF_TALKS = frozenset({"agree", "cancel", "refuse"})
"""Kinds whose object may be talks: whether they take place at all."""
_BEFORE = ("that", "whether", "question", "infinitive")
_COMMENTS = frozenset({"ask", "assess"})
_TAGS = frozenset({"assure", "warn", "demand", "propose", "offer", "threaten", "deny"})
_LOOK_BACK, _SHORT = 4, 6
_GOVERNED = ("of", "to", "with")
_ABOUT_ALL = frozenset({"meet", "leave", "cancel", "state"})
"""Kinds that need clear words for an issue."""
_FEW = 2
"""How many issues weak words may name at once."""
_ASKING = frozenset(
    ["wer", "wen", "wem", "was", "wo", "wann", "wie", "wohin", "welche", "welcher", "welches",
     "who", "whom", "what", "where", "when", "how", "which"]
)  # fmt: skip


class Item(Protocol):
    """What is asked of an act in the making."""

    @property
    def cue(self) -> Cue:
        """The words that make it an act."""

    @property
    def meaning(self) -> Meaning:
        """What they mean."""

    @property
    def region(self) -> list[int]:
        """Numbers of the clauses the act is about."""


def hits_of(parse: Parse, item: Item) -> Touched:
    """Return the issues, with options, that the words of an act touch."""
    return _hits_in(parse, item, _region(parse, item))


def issues_of(parse: Parse, item: Item) -> Touched:
    """Return the issues, with options, that an act is about."""
    kind = item.meaning.kind
    if kind in _NONE:
        return []
    region = _region(parse, item)
    around = [*_content_before(parse, item), *region, *_content_after(parse, item)]
    if item.cue.rule.has("counterfactual"):
        around = [n for n, _ in enumerate(parse.clauses)]
    found = _hits_in(parse, item, around)
    if kind in _ROUND_ABOUT_TALKS:
        found = [(issue, option) for issue, option in found if issue != FORMAT]
    if not any(issue not in (FORMAT, ACCORD) for issue, _ in found):
        if _is_of_accord(parse, item, around):
            return [hit for hit in found if hit[0] == ACCORD] or [(ACCORD, None)]
        if kind in _OF_TALKS and _object(parse, item, region, "talks"):
            return found or [(FORMAT, None)]
    if not found and _signs(parse, item, region):
        return [(ACCORD, None)]
    return found


def _signs(parse: Parse, item: Item, region: list[int]) -> bool:
    """Tell whether a paper is signed, or is not, that the words do not name again."""
    if item.meaning.kind == "sign":
        return not may_touch(parse, item)
    if item.meaning.kind != "refuse":
        return False
    words = (parse.tokens[n] for clause in region for n in parse.clauses[clause].numbers())
    return any(form_in(word, parse.language, "signing") for word in words)


def may_touch(parse: Parse, item: Item) -> Touched:
    """Return the issues that the weak words of an act may mean, where no others name one."""
    if item.meaning.kind in _NONE | _ROUND_ABOUT_TALKS | _COMMENTS | _ABOUT_ALL:
        return []
    around = [
        *_content_before(parse, item), *_region(parse, item), *_content_after(parse, item)
    ]  # fmt: skip
    places = _places(parse, item, around)
    hits = [hit for hit in _hits_at(parse, parse.weak, places) if not _is_name(parse, hit)]
    mine = _of_leaving(parse, item)
    found: Touched = [(hit.issue, None) for hit in hits if hit.issue not in mine]
    return list(dict.fromkeys(found))[:_FEW]


def words_of(parse: Parse, item: Item) -> list[int]:
    """Return the numbers of the words that an act is about, in order."""
    clauses = {
        *_content_before(parse, item), *_region(parse, item), *_content_after(parse, item)
    }  # fmt: skip
    numbers = {n for clause in clauses for n in parse.clauses[clause].numbers()}
    return sorted(numbers - _of_other_verbs(parse, item.cue)) or list(item.cue.words)


def _region(parse: Parse, item: Item) -> list[int]:
    return [
        n for n in item.region
        if parse.clauses[n].role != "relative" or parse.clauses[n].first > item.cue.words[0]
        or n == item.cue.clause
    ]  # fmt: skip


def _hits_in(parse: Parse, item: Item, region: list[int]) -> Touched:
    """Return the issues whose words stand in `region`, as far as they are the act's."""
    mine = _of_leaving(parse, item)
    hits = _hits_at(parse, parse.hits, _places(parse, item, region))
    return [
        (hit.issue, hit.option)
        for hit in hits
        if hit.issue not in mine
        and not _is_title(parse, hit)
        and not _is_part(hit, hits)
        and not (hit.issue == _OF_FIGHTERS and _is_name(parse, hit))
    ]


def _places(parse: Parse, item: Item, region: list[int]) -> set[int]:
    """Return the numbers of the words of `region` that are the act's own."""
    places = {n for clause in region for n in parse.clauses[clause].numbers()}
    if not item.cue.rule.has("counterfactual"):
        places -= _of_other_verbs(parse, item.cue)
    if item.cue.rule.needs == "measure":
        places &= set(range(item.cue.head - _NEAR, item.cue.head + _NEAR))
    return places


def _hits_at(parse: Parse, hits: Sequence[IssueHit], places: set[int]) -> list[IssueHit]:
    if not hits:
        return []
    spans = [(parse.tokens[n].start, parse.tokens[n].end) for n in sorted(places)]
    return [hit for hit in hits if any(a < hit.end and b > hit.start for a, b in spans)]


def _is_name(parse: Parse, hit: IssueHit) -> bool:
    """Tell whether words only name somebody: "NATO said"."""
    return any(
        mention.start <= hit.start and hit.end <= mention.end
        for group in parse.groups for mention in group.mentions
    )  # fmt: skip


def _is_part(hit: IssueHit, hits: list[IssueHit]) -> bool:
    """Tell whether words only belong to the name of another issue: "recognize the independence"."""
    return any(
        other.issue != hit.issue
        and other.start <= hit.start and hit.end <= other.end
        and other.end - other.start > hit.end - hit.start
        for other in hits
    )  # fmt: skip


def _is_title(parse: Parse, hit: IssueHit) -> bool:
    """Tell whether a word only says who somebody is: "the ambassador, Smith, signed"."""
    if hit.issue != _OF_ENVOYS or hit.option is not None:
        return False
    mentions = [mention for group in parse.groups for mention in group.mentions]
    persons = [m for m in mentions if m.form in ("person", "office")]
    if any(m.start <= hit.start and hit.end <= m.end for m in persons):
        return True
    after = [token for token in parse.tokens if token.start >= hit.end][:2]
    return any(m.start == token.start for m in persons for token in after if _follows(after, token))


def _follows(after: list[Token], token: Token) -> bool:
    return token is after[0] or after[0].text == ","


def _content_before(parse: Parse, item: Item) -> list[int]:
    """Return the clauses before the cue that are what the act is about: "Ob X, ließ er offen"."""
    number = item.cue.clause
    own = parse.clauses[number]
    if item.meaning.kind in _TAGS and _is_tag(parse, number):
        return [n for n in range(number) if n not in item.region]
    if not kinds()[item.meaning.kind].verbal and item.meaning.kind not in _COMMENTS:
        return []
    if own.parent is not None and own.role not in ("that", "relative"):
        return []
    before: list[int] = []
    for n in range(number - 1, -1, -1):
        clause = parse.clauses[n]
        if clause.role == "main" or n in item.region:
            break
        before.append(n)
        if _is_content(parse, clause):
            return before[::-1]
    return []


def _is_tag(parse: Parse, number: int) -> bool:
    """Tell whether a clause only closes what somebody said: "..., he assured the country"."""
    own = parse.clauses[number]
    return (
        number == len(parse.clauses) - 1 > 0
        and own.role == "main" and own.after == ","
        and parse.clauses[number - 1].role == "main"
        and own.last - own.first <= _SHORT
    )  # fmt: skip


def _content_after(parse: Parse, item: Item) -> list[int]:
    """Return the German clauses that run on without "dass": "Er drohte, man werde gehen"."""
    if parse.language != "de" or not kinds()[item.meaning.kind].verbal or item.cue.rule.noun:
        return []
    number = item.cue.clause + 1
    if not (number < len(parse.clauses) and _runs_on(parse, item, number)):
        return []
    found = [number]
    for n in range(number + 1, len(parse.clauses)):
        if parse.clauses[n].parent in found:
            found.append(n)
    return [n for n in found if n not in item.region]


def _runs_on(parse: Parse, item: Item, number: int) -> bool:
    clause = parse.clauses[number]
    return (
        clause.role == "main" and clause.after == "," and not clause.elliptic
        and item.cue.clause == number - 1
        and any(
            form_in(parse.tokens[n], "de", "subjunctive") or is_possible(parse.tokens[n], "de")
            for n in clause.numbers()
        )
    )  # fmt: skip


def _is_content(parse: Parse, clause: Clause) -> bool:
    if clause.role in _BEFORE:
        return clause.parent is None
    return clause.role == "relative" and parse.tokens[clause.first].text.lower() in _ASKING


def _is_of_accord(parse: Parse, item: Item, region: list[int]) -> bool:
    """Tell whether an accord as a whole is concluded, welcomed or turned down."""
    kind = item.meaning.kind
    if kind == "sign":
        return not _object(parse, item, region, "other_paper")
    return kind in _WHOLE and _object(parse, item, region, "accord")


def _object(parse: Parse, item: Item, region: list[int], what: str) -> bool:
    """Tell whether an act is done to what the words of a group name, not under or after it."""
    clauses = [n for n in region if n == item.cue.clause or _holds_object(parse, item, n)]
    numbers = {n for clause in clauses for n in parse.clauses[clause].numbers()}
    numbers -= _of_other_verbs(parse, item.cue)
    return any(
        match.first in numbers
        and (_is_governed(parse, item.cue, match.first) or not _is_beside(parse, match.first))
        for match in words_for(parse.language, what).find(parse.tokens)
    )


def _is_governed(parse: Parse, cue: Cue, at: int) -> bool:
    """Tell whether only a preposition of the verb and an article stand before a noun."""
    last = cue.words[-1]
    own = parse.tokens[last].lower in _GOVERNED
    between = [token.lower for token in parse.tokens[last + (not own) : at]]
    return bool(between) and between[0] in _GOVERNED and len(between) <= _LOOK_BACK


def _holds_object(parse: Parse, item: Item, number: int) -> bool:
    clause = parse.clauses[number]
    return clause.role in ("infinitive", "that") or number in _content_after(parse, item)[:1]


def _is_beside(parse: Parse, at: int) -> bool:
    """Tell whether a preposition stands before a noun, its article and adjectives."""
    rows = load_toml("touched.toml")[parse.language]
    before = [token.text.lower() for token in parse.tokens[max(0, at - _LOOK_BACK) : at]][::-1]
    for word, next_word in pairwise([*before, ""]):
        if word in rows["beside"]:
            return True
        if word in rows["determiner"]:
            return next_word in rows["beside"]
        if word in rows["onto"]:
            return False
    return False


@cached
def words_for(language: Language, group: str) -> PatternIndex[str]:
    """Return the finder of one group of words of `data/touched.toml`."""
    patterns: Sequence[str] = load_toml("touched.toml")[language][group]
    return PatternIndex((pattern, group) for pattern in patterns)


def _of_other_verbs(parse: Parse, cue: Cue) -> set[int]:
    """Return the words of a clause that another verb of it takes: "offered X and dropped Y"."""
    if cue.rule.noun:
        return set()
    numbers = parse.clauses[cue.clause].numbers()
    heads = [
        other.head for other in parse.cues
        if other.clause == cue.clause and not other.rule.noun and other.head != cue.head
    ]  # fmt: skip
    taken: set[int] = set()
    for n in numbers:
        if not form_in(parse.tokens[n], parse.language, "coordinators"):
            continue
        opens = parse.language == "en" and n + 1 == cue.words[0]
        if n < cue.head and (opens or any(head < n for head in heads)):
            taken |= {other for other in numbers if other < n}
        if n > cue.head and any(head > n for head in heads):
            closes = parse.language == "de" or any(head == n + 1 for head in heads)
            taken |= {other for other in numbers if closes and other > n}
    return taken


def _of_leaving(parse: Parse, item: Item) -> set[str]:
    """Return the issues that only the verb of leaving touches: "pulled out of a council"."""
    if item.meaning.kind != "leave":
        return set()
    words = [parse.tokens[n] for n in item.cue.words]
    return {
        hit.issue for hit in parse.hits
        if any(word.start < hit.end and word.end > hit.start for word in words)
        and hit.issue == "troop_withdrawal"
    }  # fmt: skip
