"""Whose words are reported where: a parse to its sayings, outer ones before inner ones.

Knows verbs and nouns of saying with a clause, a colon or quotation marks, before or behind their
content; "laut", "zufolge", "according to", "so X"; and the German subjunctive that runs on.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from detente.reading.act import Kind
from detente.reading.cues import Cue
from detente.reading.framed import SURE_KIND, Framed, by_model, is_verbal, kind_of
from detente.reading.grammar import in_class, is_finite
from detente.reading.kinds import kinds
from detente.reading.parse import Parse
from detente.reading.roles import Group, inside
from detente.reading.subjects import subject_of
from detente.reading.words import QUOTES, form_in, is_word

_SHORT_LABEL = 7
_TOLD: tuple[Kind, ...] = ("state", "assess", "deny", "assure", "warn", "ask")
"""Kinds under which the model alone may see somebody's words."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Reported words: who says them and where they stand."""

    first: int
    """Number of the first token of the content."""
    last: int
    """One past its last token."""
    speaker: Group | None = None
    """Group that names the speaker; None where it names no known actor."""
    speaker_id: str | None = None
    """Id of the person or party whose words they are."""
    parties: tuple[str, ...] = ()
    """Parties the speaker stands for."""
    critic: bool = False
    """True where the speaker is no party: experts, critics, observers."""
    expert: bool = False
    """True where someone without a part in the talks answers an interview: facts, judgments."""
    direct: bool = False
    """True where the content stands in quotation marks."""
    cue: Cue | None = None
    """The reporting cue; None for "laut" and for words that run on."""
    words: tuple[int, ...] = ()
    """Numbers of the words that attribute."""

    def holds(self, number: int) -> bool:
        """Tell whether a token stands in the content."""
        return self.first <= number < self.last and number not in self.words


def find_sayings(parse: Parse) -> tuple[Saying, ...]:
    """Return the sayings that stand in one sentence, widest first."""
    found = [saying for cue in parse.cues if (saying := _by_cue(parse, cue)) is not None]
    found += [saying for saying in (_by_preposition(parse), _by_label(parse)) if saying is not None]
    framed = [saying for frame in parse.framed if (saying := _by_frame(parse, frame)) is not None]
    framed = [saying for saying in framed if not _is_told_better(saying, found)]
    found = framed + [
        saying for saying in found if not any(_overlap(saying, other) for other in framed)
    ]
    return tuple(sorted(found, key=lambda saying: (saying.first - saying.last, saying.first)))


def _is_told_better(framed: Saying, found: list[Saying]) -> bool:
    """Tell whether the grammar knows who speaks where the model knows nobody."""
    return framed.speaker_id is None and any(
        saying.speaker_id is not None and _overlap(framed, saying) for saying in found
    )


def _by_frame(parse: Parse, frame: Framed) -> Saying | None:
    """Return what the model sees reported, by whom; None where a frame reports nothing."""
    content = _within(parse, frame)
    if not content or not is_verbal(frame):
        return None
    first, last = content[0], content[-1] + 1
    outside = [
        g for g in parse.groups_in(frame.who) if not set(range(g.first, g.last)) <= set(content)
    ]
    cue = parse.cue_of(frame)
    speaker = outside[0] if outside else None
    if not _may_report(cue, frame, speaker):
        return None
    words = tuple(n for n in range(first, last) if n not in set(content))
    saying = _said_by(parse, speaker, (first, last), cue, frame.cue)
    return replace(saying, words=(*frame.cue, *words))


def _within(parse: Parse, frame: Framed) -> tuple[int, ...]:
    """Return the content of a frame that may hang on its cue.

    A clause that hangs on another reports only what hangs on it; a noun only what follows it;
    where the same one says something else, his first words end: "accused X of Y and said Z".
    """
    frame = _until_next(parse, frame)
    home = parse.clause_at(frame.head)
    if parse.clauses[home].role in ("adverbial", "condition", "relative"):
        below = {home}
        for number, clause in enumerate(parse.clauses):
            if clause.parent in below:
                below.add(number)
        return tuple(n for n in frame.content if parse.clause_at(n) in below)
    noun = parse.language == "de" and frame.head > 0 and parse.tokens[frame.head].text[0].isupper()
    return tuple(n for n in frame.content if not noun or n > frame.head)


def _until_next(parse: Parse, frame: Framed) -> Framed:
    """Return a frame whose content ends before the next saying of the same one.

    Where the model leaves out the cue of that saying, its words are left out as well.
    """
    left_out = [
        other.head
        for other in parse.framed
        if frame.head < other.head and other.head not in frame.content and is_verbal(other)
    ]
    own = set(frame.content)
    if left_out and frame.content and frame.content[0] > frame.head:
        own = {n for n in own if n < min(left_out)}
        frame = replace(frame, content=tuple(sorted(own)))
    ends = [
        other.head
        for other in parse.framed
        if frame.head < other.head and other.head in own and other.content and is_verbal(other)
        and other.who and other.who[0] not in own
    ]  # fmt: skip
    if not ends:
        return frame
    last = min(ends)
    while last - 1 in own and form_in(parse.tokens[last - 1], parse.language, "and"):
        last -= 1
    return replace(frame, content=tuple(n for n in frame.content if n < last))


def _may_report(cue: Cue | None, frame: Framed, speaker: Group | None) -> bool:
    """Tell whether a frame with content is sure enough to be somebody's words."""
    if cue is None or by_model(cue):
        return kind_of(frame) in _TOLD and frame.kind_score >= SURE_KIND and bool(frame.who)
    if cue.rule.has("report"):
        return True
    if cue.rule.needs == "stirred":
        return False
    named = speaker is not None and speaker.lead not in ("of", "gen")
    return named and kinds()[cue.rule.kind].verbal


def _overlap(one: Saying, other: Saying) -> bool:
    """Tell whether two sayings are one: the same cue, or more than half of the words shared."""
    if one.cue is not None and one.cue == other.cue:
        return True
    shared = min(one.last, other.last) - max(one.first, other.first)
    return 2 * shared > max(one.last - one.first, other.last - other.first)


def _by_cue(parse: Parse, cue: Cue) -> Saying | None:
    """Return what a verb or noun of saying reports; None if nothing follows it."""
    if cue.rule.has("report"):
        content = _noun_content(parse, cue) if cue.rule.noun else _verb_content(parse, cue)
    else:
        content = _loose_content(parse, cue)
    if content is None:
        return None
    clause = parse.clauses[cue.clause]
    if cue.rule.noun:
        speaker = owner_of(parse, cue)
    else:
        outside = tuple(
            group for group in parse.groups if not content[0] <= group.first < content[1]
        )
        speaker = subject_of(parse, clause, outside, cue.head, inverted=True)
        speaker = speaker or _behind(parse, cue, outside)
    if content[1] <= clause.first and (more := _behind_semicolon(parse, cue)) is not None:
        saying = _said_by(parse, speaker, (content[0], more), cue, cue.words)
        return replace(saying, words=tuple(clause.numbers()))
    return _said_by(parse, speaker, content, cue, cue.words)


def _loose_content(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return the words that a verb such as "demand" reports without a connective."""
    rule = cue.rule
    if rule.noun or rule.flags - {"intransitive"} or not kinds()[rule.kind].verbal:
        return None
    if rule.needs == "stirred":
        return None
    if (going_on := _second_part(parse, cue)) is not None:
        return going_on
    before = _clauses_before(parse, cue)
    if before is None:
        return None
    quoted = any(first < before[1] for first, _ in parse.quotes)
    return before if quoted or _subjunctive(parse, cue.clause - 1) else None


def _second_part(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return the words behind a mark that go on with what somebody says."""
    for number in range(cue.clause + 1, len(parse.clauses)):
        clause = parse.clauses[number]
        reported = clause.after == "," and clause.role == "main" and _subjunctive(parse, number)
        if reported and not _subjunctive(parse, cue.clause):
            last = number
            while last + 1 < len(parse.clauses) and _goes_on(parse, last + 1):
                last += 1
            return clause.first, max(one.last for one in parse.clauses[number : last + 1])
        if clause.after == ":" and number == cue.clause + 1:
            return clause.first, len(parse.tokens)
        if clause.after in (":", ";"):
            words = _MODAL if clause.after == ";" else _BACKSHIFTED
            told = _subjunctive(parse, number) or _has_one_of(parse, number, words)
            return (clause.first, len(parse.tokens)) if told else None
    return None


def _behind_semicolon(parse: Parse, cue: Cue) -> int | None:
    """Return where words end that go on behind ", he said;"; None where they do not."""
    after = parse.clauses[cue.clause + 1 : cue.clause + 2]
    if cue.rule.noun or not after or after[0].after != ";":
        return None
    number = cue.clause + 1
    told = _subjunctive(parse, number) or _has_one_of(parse, number, _BACKSHIFTED)
    return len(parse.tokens) if told else None


def _has_one_of(parse: Parse, number: int, words: frozenset[str]) -> bool:
    """Tell whether an English clause has a mood or tense of reported words."""
    return parse.language == "en" and any(
        parse.tokens[n].lower in words for n in parse.clauses[number].numbers()
    )


_MODAL = frozenset({"would", "must", "should", "could"})
_BACKSHIFTED = _MODAL | {"had", "was", "were"}


def _behind(parse: Parse, cue: Cue, groups: tuple[Group, ...]) -> Group | None:
    """Return the speaker that stands behind its verb: ", said X"."""
    clause = parse.clauses[cue.clause]
    behind = [g for g in groups if inside(g, clause) and g.first > cue.head and not g.lead]
    return behind[0] if behind and parse.language == "en" and not behind[0].modifier else None


def _said_by(
    parse: Parse, speaker: Group | None, content: tuple[int, int], cue: Cue | None,
    words: tuple[int, ...],
) -> Saying:  # fmt: skip
    parties = speaker.parties() if speaker else ()
    person = speaker.person() if speaker else None
    where = words[0] if words else content[0]
    critic = not parties and (
        (person is not None and not _in_office(parse, speaker))
        or _critics_near(parse, where, content)
    )
    direct = any(first <= content[1] and last >= content[0] for first, last in parse.quotes)
    speaker_id = person or (parties[0] if parties else None)
    return Saying(
        *content, speaker, speaker_id, parties, critic, direct=direct, cue=cue, words=words
    )


def _in_office(parse: Parse, speaker: Group | None) -> bool:
    """Tell whether a speaker of unknown party is given an office."""
    if speaker is None:
        return False
    words = parse.tokens[speaker.first : speaker.last]
    return any(mention.form == "office" for mention in speaker.mentions) or any(
        is_word(word, parse.language, "people") for word in words
    )


def _critics_near(parse: Parse, number: int, content: tuple[int, int]) -> bool:
    clause = parse.clauses[parse.clause_at(number)]
    return any(
        is_word(parse.tokens[n], parse.language, "critics")
        for n in clause.numbers()
        if not content[0] <= n < content[1]
    )


def owner_of(parse: Parse, cue: Cue) -> Group | None:
    """Return whose act a noun names: possessive, adjective or genitive beside it."""
    before = [g for g in parse.groups if g.last <= cue.head and cue.head - g.last <= 4]
    if before and not before[-1].lead and _owns(parse, before[-1], cue):
        return before[-1]
    if (answering := _answers_with(parse, cue)) is not None:
        return answering
    leads = ("gen", "dat", "von", "vom", "durch", "by", "of", "from", "seitens")
    after = [g for g in parse.groups if 0 < g.first - cue.head <= 3 and g.lead in leads]
    if after:
        return after[0]
    if before and before[-1].modifier and _same_clause(parse, before[-1], cue):
        return before[-1]
    return None


def _answers_with(parse: Parse, cue: Cue) -> Group | None:
    """Return who does what a noun names by doing it: "X answered with the expulsion of ..."."""
    near = [token.text.lower() for token in parse.tokens[max(0, cue.head - 3) : cue.head]]
    clause = parse.clauses[cue.clause]
    verbs = {parse.tokens[n].lemma.lower() for n in clause.numbers()}
    if not verbs & _ANSWERING or not set(near) & {"mit", "with"}:
        return None
    return subject_of(parse, clause, parse.groups, clause.last)


_ANSWERING = frozenset({"antworten", "reagieren", "answer", "respond", "react", "retaliate"})


def _owns(parse: Parse, group: Group, cue: Cue) -> bool:
    """Tell whether a noun belongs to the group before it: no verb between, or "its" before it."""
    if not _same_clause(parse, group, cue):
        return False
    between = range(group.last, cue.head)
    genitive = parse.language == "de" and parse.tokens[group.last - 1].text.endswith(
        ("s", "’", "'")
    )
    if genitive and len(between) <= 1:
        return True
    if not any(is_finite(parse.tokens, n, parse.language) for n in between):
        return True
    near = parse.tokens[max(group.last, cue.head - 3) : cue.head]
    return any(in_class(token, parse.language, "possessives") for token in near)


def _same_clause(parse: Parse, group: Group, cue: Cue) -> bool:
    return inside(group, parse.clauses[cue.clause])


def _noun_content(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return the clause that hangs on a noun such as "statement"."""
    inner = _piece_behind(parse, cue)
    if inner is not None:
        return inner
    number = cue.clause + 1
    if number >= len(parse.clauses):
        return None
    clause, home = parse.clauses[number], parse.clauses[cue.clause]
    if home.last - cue.head > 2 or (clause.role != "that" and not _subjunctive(parse, number)):
        return None
    return clause.first, clause.last


def _piece_behind(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return reported words that stand between a noun and its verb: "Xs Worte, es sei so, ..."."""
    for (_, end), (first, last) in pairwise(parse.clauses[cue.clause].pieces):
        if cue.head < end <= cue.head + 2 and parse.language == "de":
            told = any(form_in(token, "de", "subjunctive") for token in parse.tokens[first:last])
            return (first, last) if told else None
    return None


def _verb_content(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    following = _clauses_behind(parse, cue)
    if following:
        return following
    trailing = _clauses_before(parse, cue)
    if trailing:
        return trailing
    clause = parse.clauses[cue.clause]
    for first, last in parse.quotes:
        if clause.first <= first < clause.last or abs(first - clause.last) <= 2:
            return first, last
    return None


def _clauses_behind(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return the run of clauses that report what the verb introduces."""
    number = cue.clause + 1
    clauses = parse.clauses
    while number < len(clauses) and clauses[number].first < cue.words[-1]:
        number += 1
    if number >= len(clauses) or not _opens_content(parse, number):
        return None
    last = number
    while last + 1 < len(clauses) and _goes_on(parse, last + 1):
        last += 1
    return clauses[number].first, max(clauses[n].last for n in range(number, last + 1))


def _opens_content(parse: Parse, number: int) -> bool:
    clause = parse.clauses[number]
    if clause.role in ("that", "whether", "question"):
        return clause.role == "that" or clause.parent == number - 1
    if clause.after == ":" or clause.role == "infinitive":
        return clause.after == ":" or not form_in(
            parse.tokens[clause.first], parse.language, "purpose"
        )
    if parse.language == "de":
        return (
            clause.after == ","
            and clause.role in ("main", "condition")
            and (_subjunctive(parse, number))
        )
    return False


def _goes_on(parse: Parse, number: int) -> bool:
    """Tell whether a clause still belongs to the content before it."""
    clause = parse.clauses[number]
    if clause.role not in ("main", "fragment"):
        return True
    reports = any(cue.clause == number and cue.rule.has("report") for cue in parse.cues)
    if reports:
        return False
    if parse.language == "de":
        return _subjunctive(parse, number) and not (clause.elliptic and clause.after == ",")
    return clause.after in (",", "and", "or") or (clause.after == "but" and clause.elliptic)


def _clauses_before(parse: Parse, cue: Cue) -> tuple[int, int] | None:
    """Return the content in front of ", said X", up to the clause of the verb."""
    clause = parse.clauses[cue.clause]
    if cue.clause == 0 or clause.after not in (",", "–", "—", "") or len(clause.pieces) > 3:
        return None
    opening = clause.first
    while opening < cue.head and parse.tokens[opening].text in QUOTES:
        opening += 1
    if parse.language == "de" and opening != cue.words[0]:
        return None
    if parse.language == "en" and cue.words[0] - opening > 2 + _phrase_before(parse, cue):
        return None
    quoted = [(first, last) for first, last in parse.quotes if last <= clause.first]
    if quoted and any(cue.rule.has("report") for cue in parse.cues if cue.head < quoted[0][0]):
        return None
    return quoted[-1] if quoted and quoted[-1][0] > 1 else (0, clause.first)


def _phrase_before(parse: Parse, cue: Cue) -> int:
    """Return how many words the subject in front of an English verb takes."""
    clause = parse.clauses[cue.clause]
    return max(8, sum(g.last - g.first for g in parse.groups if inside(g, clause)))


def _subjunctive(parse: Parse, number: int) -> bool:
    clause = parse.clauses[number]
    return parse.language == "de" and any(
        form_in(parse.tokens[n], "de", "subjunctive") for n in clause.numbers()
    )


def _by_preposition(parse: Parse) -> Saying | None:
    """Return the saying of "laut X", "X zufolge", "according to X", ", so X"."""
    tokens = parse.tokens
    for group in parse.groups:
        words = _attributing_words(parse, group)
        if words:
            return _said_by(parse, group, (0, len(tokens)), None, words)
    for token in tokens[:-1]:
        text = token.text.lower()
        if text == "laut" or (text == "according" and tokens[token.index + 1].text == "to"):
            near = tokens[token.index + 1 : token.index + 5]
            if any(is_word(word, parse.language, "critics") for word in near):
                return Saying(0, len(tokens), critic=True, words=(token.index,))
    return None


def _attributing_words(parse: Parse, group: Group) -> tuple[int, ...]:
    tokens, first = parse.tokens, group.first
    if parse.language == "en":
        if (
            first >= 1
            and tokens[first].text == "to"
            and tokens[first - 1].text.lower() == "according"
        ):
            return (first - 1, first)
        return ()
    if tokens[first].text.lower() == "laut":
        return (first,)
    if group.last < len(tokens) and tokens[group.last].text.lower() == "zufolge":
        return (group.last,)
    lead = [token.text.lower() for token in tokens[max(0, first - 2) : first + 1]]
    if any(
        text in ("angaben", "ansicht", "einschätzung", "darstellung", "worten") for text in lead
    ):
        return (max(0, first - 1),)
    clause = parse.clauses[parse.clause_at(first)]
    for piece_first, piece_last in clause.pieces[1:] or clause.pieces:
        opens = tokens[piece_first].text.lower() == "so" and piece_first < first <= piece_first + 3
        if opens and piece_first > 0 and not _has_verb(parse, piece_first, piece_last):
            return (piece_first,)
    return ()


def _has_verb(parse: Parse, first: int, last: int) -> bool:
    return any(form_in(token, parse.language, "finite") for token in parse.tokens[first:last])


def _by_label(parse: Parse) -> Saying | None:
    """Return the saying of "X: ..." where X is all that stands before the colon."""
    for token in parse.tokens[: _SHORT_LABEL + 1]:
        if token.text == ":" and parse.groups and parse.groups[0].last <= token.index:
            clause = parse.clauses[0]
            if clause.has_verb or clause.last > token.index or parse.groups[0].lead:
                return None
            content = (token.index + 1, len(parse.tokens))
            return _said_by(parse, parse.groups[0], content, None, (token.index,))
    return None
