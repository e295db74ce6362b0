"""A parse to its acts: puts all that was found in a sentence together, with every word."""

from dataclasses import replace

from detente.reading.act import Act, Named, Role, Span, act_id
from detente.reading.answering import answering, last_word, may_answer
from detente.reading.attribution import Saying
from detente.reading.carried import said_before, takes_up
from detente.reading.cues import Cue
from detente.reading.found import Found
from detente.reading.frames import MODEL_VERSION
from detente.reading.holding import find_all
from detente.reading.kinds import kinds
from detente.reading.modality import is_unreal
from detente.reading.parse import Parse
from detente.reading.places import place_of, time_of
from detente.reading.roles import Group
from detente.reading.times import TimeHit
from detente.reading.touched import issues_of, may_touch
from detente.reading.words import QUOTES, STOPS, form_in
from detente.sources.source import Source

RULES = ("rules", f"4+frames.{MODEL_VERSION}")
"""Name and version of the reader that joins tables and model."""
TABLES = ("tables", "4")
"""Name and version of the same reader without the model."""


_ABOUT_NOBODY = ("assess", "ask")
"""Kinds that are done to nobody: whoever they name is what they are about."""


def acts_of(
    parse: Parse, sayings: tuple[Saying, ...], source: Source, times: tuple[TimeHit, ...],
    topic: tuple[str, ...] = (), answered: Act | None = None, made_by: tuple[str, str] = RULES,
) -> list[Act]:  # fmt: skip
    """Return the acts of one sentence in text order.

    `topic` are the issues spoken of before it, `answered` is the act that it may answer.

    A question in a heading or of an interviewer is no act: the text below answers it.
    """
    if parse.sentence.kind == "heading" and any(t.text == "?" for t in parse.tokens[-2:]):
        return []
    found = find_all(parse, sayings)
    acts = [_act(parse, item, source, times, topic, made_by) for item in found]
    pointing = {
        act.id for act, item in zip(acts, found, strict=True)
        if may_answer(act) and takes_up(parse, item)
    }  # fmt: skip
    unique = {act.id: act for act in reversed(acts)}
    ordered: list[Act] = []
    for act in sorted(unique.values(), key=lambda act: (*_place(act), act.kind)):
        earlier = last_word(ordered, answered)
        ordered.append(answering(act, earlier) if act.id in pointing else act)
    return ordered


def _place(act: Act) -> tuple[int, int]:
    return act.cue[0].start, act.cue[-1].end


def _act(
    parse: Parse, item: Found, source: Source, times: tuple[TimeHit, ...],
    topic: tuple[str, ...], made_by: tuple[str, str],
) -> Act:  # fmt: skip
    text, people, meaning = source.text, item.people, item.meaning
    cue = _cue_spans(parse, item.cue, text)
    kind = meaning.kind
    hits = issues_of(parse, item)
    carried = () if hits or not takes_up(parse, item) else said_before(parse, item, topic)
    if not hits and not carried:
        hits = may_touch(parse, item)
    if kind in _ABOUT_NOBODY:
        people = replace(people, targets=(), target_groups=())
        item = replace(item, people=people)
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
        issues=carried or tuple(dict.fromkeys(issue for issue, _ in hits)),
        options=tuple(dict.fromkeys(f"{issue}={option}" for issue, option in hits if option)),
        stance=meaning.stance,
        force=meaning.force,
        modality=meaning.modality,
        voice=meaning.voice,
        ascribed=meaning.ascribed,
        time=time_of(parse, item.cue, times, text),
        place=place_of(parse, item.cue, meaning.kind),
        span=span,
        cue=cue,
        content=_content(parse, item, text),
        condition=_condition(parse, item, text),
        direct=_is_direct(parse, item),
        reader=made_by[0],
        reader_version=made_by[1],
        rule=item.cue.rule.name + meaning.suffix,
        score=_score(item, bool(carried)),
    )


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
        if _stands_here(parse, group):
            first, last = min(first, group.first), max(last, group.last)
    whole = _cut(parse, text, first, last)
    return whole or Span.cut(text, parse.sentence.start, parse.sentence.end)


def _stands_here(parse: Parse, group: Group) -> bool:
    """Tell a group of this sentence from the speaker of an earlier one whose words run on."""
    sentence = parse.sentence
    return all(sentence.start <= mention.start < sentence.end for mention in group.mentions)


def _named(parse: Parse, item: Found, text: str) -> tuple[Named, ...]:
    roles: tuple[tuple[Role, tuple[Group, ...]], ...] = (
        ("actor", item.people.actor_groups),
        ("target", item.people.target_groups),
        ("speaker", item.people.speaker_groups),
    )
    return tuple(
        Named(role=role, actor=actor, span=Span.cut(text, mention.start, mention.end))
        for role, groups in roles
        for group in groups
        for mention in group.mentions
        for actor in mention.parties or (mention.actor,)
    )


def _content(parse: Parse, item: Found, text: str) -> Span | None:
    saying = item.people.saying or (item.sayings[-1] if item.sayings else None)
    if saying is not None:
        return _cut(parse, text, saying.first, saying.last)
    if not kinds()[item.meaning.kind].verbal:
        return None
    frame = parse.frame_of(item.cue)
    if frame is not None and (seen := _own_words(parse, item, frame.content)):
        return _cut(parse, text, *seen)
    if (quoted := _quoted(parse, item)) is not None:
        return _cut(parse, text, *quoted)
    below = [
        parse.clauses[n] for n in item.region
        if n != item.cue.clause and parse.clauses[n].role not in ("relative", "adverbial")
    ]  # fmt: skip
    if not below:
        return None
    return _cut(parse, text, below[0].first, max(clause.last for clause in below))


def _own_words(parse: Parse, item: Found, numbers: tuple[int, ...]) -> tuple[int, int] | None:
    """Return the longest run of the numbered words that no other act of the sentence may claim.

    The model may run on from "blamed her for the war" into "and doubted that ...".
    """
    own = _root(parse, item.cue.clause)
    others = {_root(parse, cue.clause) for cue in parse.cues} - {own}
    runs: list[list[int]] = []
    for n in numbers:
        if n in item.cue.words or _root(parse, parse.clause_at(n)) in others:
            continue
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    longest = max(runs, key=len, default=[])
    return (longest[0], longest[-1] + 1) if len(longest) > 1 else None


def _root(parse: Parse, number: int) -> int:
    """Return the main clause on which a clause hangs in the end."""
    while (parent := parse.clauses[number].parent) is not None:
        number = parent
    return number


def _is_direct(parse: Parse, item: Found) -> bool:
    """Tell whether the content stands in quotation marks."""
    sayings = (item.people.saying, *item.sayings)
    quoted = kinds()[item.meaning.kind].verbal and _quoted(parse, item) is not None
    return quoted or any(saying is not None and saying.direct for saying in sayings)


def _quoted(parse: Parse, item: Found) -> tuple[int, int] | None:
    """Return the words in quotation marks that stand in the clause of the cue."""
    numbers = set(parse.clauses[item.cue.clause].numbers())
    return next((span for span in parse.quotes if span[0] in numbers), None)


def _condition(parse: Parse, item: Found, text: str) -> Span | None:
    number = item.meaning.status.condition
    if number is None:
        frame = parse.frame_of(item.cue)
        if frame is None or not frame.condition or not _is_bound(parse, frame.condition):
            return None
        return _cut(parse, text, frame.condition[0], frame.condition[-1] + 1)
    return _cut(parse, text, parse.clauses[number].first, parse.clauses[number].last)


def _is_bound(parse: Parse, numbers: tuple[int, ...]) -> bool:
    """Tell a condition from a case that makes no difference ("even if") and from mere words."""
    number = parse.clause_at(numbers[0])
    clause = parse.clauses[number]
    words = [parse.tokens[n] for n in clause.numbers()][:3]
    if clause.role == "even_if":
        return False
    bound = any(
        form_in(word, parse.language, group) for word in words for group in ("condition", "bound")
    )
    return clause.role == "condition" or bound or is_unreal(
        parse.tokens, parse.clauses, number, parse.language
    )  # fmt: skip


def _score(item: Found, carried: bool) -> float:
    score = 0.9 if not item.cue.rule.noun else 0.7
    if not item.people.actors:
        score -= 0.15
    if item.people.followed_up:
        score -= 0.1
    if carried:
        score -= 0.2
    return round(max(score, 0.1), 2)
