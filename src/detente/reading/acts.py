"""A parse to its acts: puts cue, meaning, roles, issues, time and place together, with every word."""

from dataclasses import dataclass, field
from functools import cache

from detente.reading.act import Act, Kind, Named, Role, Span, Time, act_id
from detente.reading.attribution import Saying, owner_of
from detente.reading.cues import Cue, Rule
from detente.reading.kinds import kinds
from detente.reading.meaning import Meaning, is_about_talks, meaning_of
from detente.reading.modality import Status, in_condition
from detente.reading.participants import Participants, participants_of
from detente.reading.roles import Group
from detente.reading.parse import Parse
from detente.reading.tables import load_toml
from detente.reading.times import TimeHit
from detente.reading.words import QUOTES, STOPS
from detente.sources.source import Source

READER, VERSION = "rules", "1"


@dataclass(slots=True)
class Found:
    """A cue with what it means and who takes part; becomes an act if it holds."""

    cue: Cue
    meaning: Meaning
    sayings: tuple[Saying, ...]
    people: Participants
    region: list[int] = field(default_factory=list)
    """Numbers of the clauses the act is about: its own and those that hang on it."""


def acts_of(
    parse: Parse, sayings: tuple[Saying, ...], source: Source, times: tuple[TimeHit, ...]
) -> list[Act]:
    """Return the acts of one sentence in text order."""
    found = [_find(parse, cue, sayings) for cue in parse.cues]
    kept = [item for item in found if _holds(parse, item, found)]
    kept += [
        item for item in found
        if item.cue.rule.has("report") and _stands_alone(parse, item, kept)
    ]  # fmt: skip
    kept += [found for saying in sayings if (found := _bare(parse, saying, kept)) is not None]
    acts = [_act(parse, item, source, times) for item in kept]
    unique = {act.id: act for act in reversed(acts)}
    return sorted(unique.values(), key=lambda act: (act.cue[0].start, act.cue[-1].end, act.kind))


def _find(parse: Parse, cue: Cue, sayings: tuple[Saying, ...]) -> Found:
    around = tuple(saying for saying in sayings if saying.holds(cue.head) and saying.cue != cue)
    meaning = meaning_of(parse, cue, around)
    own = next((saying for saying in sayings if saying.cue == cue), None)
    region = _region(parse, cue)
    if own is not None and not cue.rule.has("report"):
        region += _clauses_of(parse, own, region)
    people = participants_of(parse, cue, meaning, around, own, region)
    return Found(cue, meaning, around, people, region)


def _region(parse: Parse, cue: Cue) -> list[int]:
    """Return the clause of the cue and all that hang on it."""
    region = [cue.clause]
    for number, clause in enumerate(parse.clauses):
        if clause.parent in region and number not in region and number > cue.clause:
            region.append(number)
    return region


def _clauses_of(parse: Parse, saying: Saying, known: list[int]) -> list[int]:
    """Return the clauses that stand in the content of a saying."""
    return [
        n
        for n, clause in enumerate(parse.clauses)
        if n not in known and saying.first <= clause.first < saying.last
    ]


def _holds(parse: Parse, item: Found, found: list[Found]) -> bool:
    """Tell whether a cue makes an act of its own."""
    rule = item.cue.rule
    if in_condition(parse.clauses, item.cue.clause) and not rule.has("author"):
        return False
    if rule.has("report") or any(_absorbs(parse, other, item) for other in found):
        return False
    if rule.has("author") or item.meaning.kind in ("ask", "assess"):
        return _is_comment(parse, item, found)
    if rule.has("critic"):
        return item.meaning.voice == "critic" and is_about_talks(parse)
    return _needs_met(parse, item) and (_anybody(item) or _unsigned(parse, item))


def _unsigned(parse: Parse, item: Found) -> bool:
    """Tell whether something is reported without a doer: a measure, or what was talked about."""
    rule = item.cue.rule
    if not _hits(parse, item):
        return rule.needs == "process" and item.meaning.status.passive and bool(_place(parse, item))
    return rule.needs in ("process", "measure") or (
        kinds()[rule.kind].measure and item.meaning.status.passive
    )


def _anybody(item: Found) -> bool:
    people = item.people
    return bool(people.actors or people.targets or (item.sayings and people.speaker))


def _is_comment(parse: Parse, item: Found, found: list[Found]) -> bool:
    """Tell whether the report comments on the process here, and nobody is quoted."""
    if item.cue.rule.has("by_modal"):
        others = [
            other for other in found
            if other is not item and other.cue.clause == item.cue.clause and not other.cue.rule.noun
        ]  # fmt: skip
        asked = item.meaning.kind == "ask" and others
        if asked or item.sayings:
            return False
        if any(_anybody(other) or other.cue.rule.has("author") for other in others):
            return False
    if item.cue.rule.has("critic") and item.people.actors:
        return False
    return is_about_talks(parse) or bool(item.people.targets)


def _needs_met(parse: Parse, item: Found) -> bool:
    people, needs = item.people, item.cue.rule.needs
    issues = bool(_hits(parse, item))
    if item.cue.rule.has("reproach"):
        return bool(item.sayings) and bool(people.actors) and bool(people.targets)
    if item.cue.rule.has("by_must"):
        return bool(item.sayings) and bool(people.actors) and (bool(people.targets) or issues)
    if needs == "party" and item.meaning.kind == "assure":
        return bool(people.actors)
    if needs == "party" and kinds()[item.cue.rule.kind].symmetric:
        return len(people.actors) > 1
    if needs == "either":
        return bool(people.actors or people.targets)
    if needs == "party":
        return (
            (bool(people.actors) and bool(people.targets))
            or (item.meaning.status.passive and (bool(people.targets)))
            or (bool(people.targets) and item.cue.rule.kind == "leave_out")
        )
    if needs == "pair":
        return len(people.actors) > 1
    if needs in ("issue", "holder"):
        return bool(people.actors) and (issues or needs == "holder")
    if needs == "measure":
        return issues
    if needs == "process":
        return issues or len(people.actors) > 1 or _unsigned(parse, item)
    if needs == "stirred":
        return bool(people.actors)
    return not item.cue.rule.noun or bool(people.actors)


def _absorbs(parse: Parse, other: Found, item: Found) -> bool:
    """Tell whether `item` only says what the act of `other` is about."""
    a, b = other.cue, item.cue
    if b.rule.has("by_must") and a is not b and a.clause == b.clause:
        return not a.rule.has("report") and not a.rule.has("by_modal")
    if (
        a is b
        or a.rule.has("by_must")
        or a.rule.has("report")
        or a.rule.has("by_modal")
        or a.rule.has("critic")
    ):
        return False
    same = a.clause == b.clause
    if b.rule.noun and not a.rule.noun and same:
        return not (a.rule.has("author") and b.rule.needs == "pair")
    if b.rule.noun and a.rule.noun:
        if same and a.rule.needs == b.rule.needs == "measure":
            return a.head > b.head
        return same and a.head < b.head and b.head - a.head < 5
    if a.rule.noun or (not kinds()[a.rule.kind].verbal and not a.rule.has("author")):
        return False
    if not _anybody(other) and not a.rule.has("author"):
        return False
    if other.people.saying is not None and other.people.saying.holds(b.head):
        return a.rule.kind not in ("deny", "blame", "criticise", "support")
    under = b.clause in other.region and not same
    if under and parse.clauses[b.clause].role not in ("that", "infinitive", "whether", "question"):
        under = _under_content(parse, other, b.clause)
    to_verb = same and b.head > a.head and parse.language == "en"
    if a.rule.kind == "agree" and kinds()[b.rule.kind].measure and not b.rule.noun:
        return False
    return under or to_verb


def _under_content(parse: Parse, other: Found, number: int) -> bool:
    parent = parse.clauses[number].parent
    while parent is not None and parent != other.cue.clause:
        if parse.clauses[parent].role in ("that", "infinitive", "whether"):
            return True
        parent = parse.clauses[parent].parent
    return False


def _stands_alone(parse: Parse, item: Found, kept: list[Found]) -> bool:
    """Tell whether a saying is an act: a party speaks, and no act was found in its words."""
    saying = item.people.saying
    if saying is None or not (saying.parties or saying.critic):
        return False
    if any(saying.holds(other.cue.head) or _same_words(saying, other) for other in kept):
        return False
    inner = [g for g in parse.groups if saying.holds(g.first)]
    return bool(inner) or bool(_hits(parse, item)) or is_about_talks(parse)


def _same_words(saying: Saying, other: Found) -> bool:
    """Tell whether an act has the words of a saying as its content already."""
    own = other.people.saying
    return own is not None and own.first < saying.last and saying.first < own.last


def _bare(parse: Parse, saying: Saying, kept: list[Found]) -> Found | None:
    """Return what "according to X" and "X: ..." report, where no act was found in the words."""
    group = saying.speaker
    if saying.cue is not None or not saying.words or not (saying.parties or saying.critic):
        return None
    if any(saying.holds(other.cue.head) for other in kept) or not is_about_talks(parse):
        return None
    words = tuple(n for n in saying.words if parse.tokens[n].text[0].isalpha())
    if not words and group is not None:
        words = tuple(range(group.first, group.last))
    if not words:
        return None
    kind: Kind = "assess" if saying.critic else "state"
    plain = parse.tokens[words[0]].text.lower() if saying.words == words else "label"
    name = f"{parse.language}.{kind}.{plain}"
    rule = Rule(name, kind, (), False, None, "plain", "", frozenset({"report"}), 0)
    meaning = Meaning(
        kind, "happened", None, "plain", "critic" if saying.critic else "attributed", Status()
    )
    groups = (group,) if group else ()
    people = Participants(
        groups if saying.parties else (), (), groups, saying.parties, (), saying.speaker_id,
        (), saying,
    )  # fmt: skip
    cue = Cue(rule, parse.clause_at(words[0]), words, words[0])
    return Found(cue, meaning, (), people, _clauses_of(parse, saying, []))


def _hits(parse: Parse, item: Found) -> list[tuple[str, str | None]]:
    """Return the issues, with options, that the words of an act touch."""
    places = {n for clause in item.region for n in parse.clauses[clause].numbers()}
    spans = [(parse.tokens[n].start, parse.tokens[n].end) for n in places]
    return [
        (hit.issue, hit.option)
        for hit in parse.hits
        if any(start < hit.end and end > hit.start for start, end in spans)
    ]


def _act(parse: Parse, item: Found, source: Source, times: tuple[TimeHit, ...]) -> Act:
    text, people, meaning = source.text, item.people, item.meaning
    cue = _cue_spans(parse, item.cue, text)
    kind = _kind(item)
    hits = _hits(parse, item)
    span = _span(parse, item, text)
    return Act(
        id=act_id(source, kind, cue),
        source_id=source.id,
        kind=kind,
        actors=people.actors,
        targets=people.targets,
        speaker=people.speaker,
        addressees=people.addressees,
        named=_named(parse, item, text),
        issues=tuple(dict.fromkeys(issue for issue, _ in hits)),
        options=tuple(dict.fromkeys(f"{issue}={option}" for issue, option in hits if option)),
        stance=meaning.stance,
        force=meaning.force,
        modality=meaning.modality,
        voice=meaning.voice,
        ascribed=meaning.ascribed,
        time=_time(span, times),
        place=_place(parse, item),
        span=span,
        cue=cue,
        content=_content(parse, item, text),
        condition=_condition(parse, item, text),
        direct=any(saying.direct for saying in item.sayings),
        reader=READER,
        reader_version=VERSION,
        rule=item.cue.rule.name + meaning.suffix,
        score=_score(item),
    )


def _kind(item: Found) -> Kind:
    return item.meaning.kind


def _cue_spans(parse: Parse, cue: Cue, text: str) -> tuple[Span, ...]:
    """Return the words of a cue, neighbours joined."""
    runs: list[list[int]] = []
    for n in cue.words:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return tuple(
        Span.cut(text, parse.tokens[first].start, parse.tokens[last].end) for first, last in runs
    )


def _cut(parse: Parse, text: str, first: int, last: int) -> Span | None:
    """Return the span of tokens ``first..last``, without marks at its ends."""
    marks = STOPS | QUOTES
    while first < last and parse.tokens[first].text in marks:
        first += 1
    while last > first and parse.tokens[last - 1].text in marks | {"."}:
        last -= 1
    if first >= last:
        return None
    return Span.cut(text, parse.tokens[first].start, parse.tokens[last - 1].end)


def _span(parse: Parse, item: Found, text: str) -> Span:
    """Return the words an analyst would quote: the main clause with all that hangs on it."""
    top = item.cue.clause
    while (parent := parse.clauses[top].parent) is not None:
        top = parent
    numbers = {top, item.cue.clause, *item.region}
    first = min(parse.clauses[n].first for n in numbers)
    last = max(parse.clauses[n].last for n in numbers)
    for saying in item.sayings:
        first = min(first, saying.first, *saying.words)
        last = max(last, saying.last if saying.cue is None else 0, *(w + 1 for w in saying.words))
    for group in item.people.groups:
        first, last = min(first, group.first), max(last, group.last)
    whole = _cut(parse, text, first, last)
    return whole or Span.cut(text, parse.sentence.start, parse.sentence.end)


def _named(parse: Parse, item: Found, text: str) -> tuple[Named, ...]:
    roles: tuple[tuple[Role, tuple[Group, ...]], ...] = (
        ("actor", item.people.actor_groups),
        ("target", item.people.target_groups),
        ("speaker", item.people.speaker_groups),
    )
    return tuple(
        Named(role=role, actor=mention.actor, span=Span.cut(text, mention.start, mention.end))
        for role, groups in roles
        for group in groups
        for mention in group.mentions
    )


def _content(parse: Parse, item: Found, text: str) -> Span | None:
    saying = item.people.saying or (item.sayings[-1] if item.sayings else None)
    if saying is not None:
        return _cut(parse, text, saying.first, saying.last)
    if not kinds()[item.meaning.kind].verbal:
        return None
    below = [parse.clauses[n] for n in item.region if n != item.cue.clause]
    if not below:
        return None
    return _cut(parse, text, below[0].first, max(clause.last for clause in below))


def _condition(parse: Parse, item: Found, text: str) -> Span | None:
    number = item.meaning.status.condition
    if number is None:
        return None
    return _cut(parse, text, parse.clauses[number].first, parse.clauses[number].last)


def _time(span: Span, times: tuple[TimeHit, ...]) -> Time | None:
    return next((hit.time for hit in times if span.start <= hit.start < span.end), None)


@cache
def _cities() -> frozenset[str]:
    return frozenset(load_toml("words.toml")["cities"]["names"])


def _place(parse: Parse, item: Found) -> str | None:
    """Return where the act took place, if its clause says so."""
    numbers = parse.clauses[item.cue.clause].numbers()
    for n in numbers:
        if parse.tokens[n].text.lower() not in ("in", "im", "at", "nach", "to"):
            continue
        for length in (2, 1):
            words = parse.tokens[n + 1 : n + 1 + length]
            name = " ".join(token.text for token in words)
            if name in _cities():
                return name
    if item.meaning.kind not in ("meet", "host", "cancel", "join", "invite"):
        return None
    for group in parse.groups:
        names = [token.text for token in parse.tokens[group.first : group.last]]
        leads = names[0].lower() in ("in", "im", "nach", "to", "at")
        named = group.mentions[0].form in ("name", "capital") and group.first in numbers
        if leads and named and len(names) < 4 and names[1] not in ("die", "den", "dem"):
            return " ".join(name for name in names[1:] if name not in ("der", "the"))
    return None


def _score(item: Found) -> float:
    score = 0.9 if not item.cue.rule.noun else 0.7
    if not item.people.actors:
        score -= 0.15
    if item.people.followed_up:
        score -= 0.1
    return round(max(score, 0.1), 2)


def owner(parse: Parse, cue: Cue) -> Group | None:
    """Return whose act a noun names."""
    return owner_of(parse, cue)
