"""Which cues make acts: a cue that only says what another act is about makes none of its own."""

from dataclasses import replace

from detente.reading.act import Kind
from detente.reading.attribution import Saying
from detente.reading.cues import Cue, Rule
from detente.reading.found import Found
from detente.reading.framed import NEGATIVE, SURE, by_model, kind_of
from detente.reading.judging import alone, as_judged
from detente.reading.kinds import kinds
from detente.reading.meaning import Meaning, is_about_talks, meaning_of
from detente.reading.meetings import met_before
from detente.reading.modality import Status, in_condition, is_possible
from detente.reading.ordering import is_ordered
from detente.reading.parse import Parse
from detente.reading.participants import Participants, participants_of
from detente.reading.places import place_of
from detente.reading.touched import hits_of
from detente.reading.words import form_in, is_word

_OVER = ".over"


def find_all(parse: Parse, sayings: tuple[Saying, ...]) -> list[Found]:
    """Return what becomes an act in one sentence."""
    found = [_find(parse, cue, sayings) for cue in parse.cues]
    kept = [item for item in found if _holds(parse, item, found)]
    kept += [
        item for item in found
        if item.cue.rule.has("report") and _stands_alone(parse, item, kept)
    ]  # fmt: skip
    return kept + [bare for saying in sayings if (bare := _bare(parse, saying, kept)) is not None]


def _find(parse: Parse, cue: Cue, sayings: tuple[Saying, ...]) -> Found:
    around = tuple(saying for saying in sayings if saying.holds(cue.head) and saying.cue != cue)
    meaning = meaning_of(parse, cue, around)
    own = next((saying for saying in sayings if saying.cue == cue), None)
    region = _region(parse, cue)
    if own is not None:
        region += _clauses_of(parse, own, region)
    if own is not None and cue.rule.has("report"):
        meaning = _as_saying(parse, meaning, own)
    people = participants_of(parse, cue, meaning, around, own, region)
    meaning, people = as_judged(parse, cue, meaning, people)
    meaning = alone(parse, cue, meaning, people)
    if _broke_up(meaning, people):
        meaning = replace(meaning, kind="meet", stance=None, suffix=".broken_off")
        people = replace(
            people, actor_groups=people.target_groups, actors=people.targets,
            target_groups=(), targets=(),
        )  # fmt: skip
    if met := met_before(parse, cue, people.actor_groups[:1]):
        parties = tuple(dict.fromkeys(party for group in met for party in group.parties()))
        people = replace(people, actor_groups=met, actors=parties)
        meaning = replace(meaning, modality="happened", stance=None, suffix=_OVER)
    if not people.actors and _told_to(parse, cue, meaning, people):
        people = replace(
            people, actor_groups=people.target_groups, actors=people.targets,
            target_groups=(), targets=(),
        )  # fmt: skip
    return Found(cue, meaning, around, people, region)


def _told_to(parse: Parse, cue: Cue, meaning: Meaning, people: Participants) -> bool:
    """Tell whether the one named before an English infinitive does it: "would see Peru lift"."""
    if parse.language == "de" or cue.rule.noun or meaning.status.passive:
        return False
    if not kinds()[meaning.kind].measure or meaning.modality not in ("planned", "conditional"):
        return False
    at = cue.words[0]
    at -= at > 0 and parse.tokens[at - 1].text == "to"
    return any(group.last == at for group in people.target_groups)


def _broke_up(meaning: Meaning, people: Participants) -> bool:
    """Tell whether talks of several were broken off, and nobody is said to have left them."""
    between = all(group.lead in ("zwischen", "between") for group in people.target_groups)
    ended = meaning.kind in ("leave", "cancel") and not people.actors
    return ended and between and len(people.targets) > 1


def _as_saying(parse: Parse, meaning: Meaning, saying: Saying) -> Meaning:
    """Return the meaning of a saying itself: a claim, or what a critic thinks."""
    modality = "hypothetical" if _is_prospect(parse, saying) else meaning.modality
    if saying.critic:
        return replace(meaning, kind="assess", voice="critic", modality=modality)
    voice = "attributed" if meaning.voice == "reported" else meaning.voice
    return replace(meaning, voice=voice, modality=modality)


def _is_prospect(parse: Parse, saying: Saying) -> bool:
    """Tell whether the words only say what might be."""
    content = parse.tokens[saying.first : saying.last]
    return any(is_possible(token, parse.language) for token in content)


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
    if _is_doubtful(parse, item) or any(is_ordered(parse, item, other) for other in found):
        return False
    unreal = item.meaning.status.unreal or in_condition(parse.clauses, item.cue.clause)
    if (unreal and not rule.has("author")) or not _is_clear(parse, item, found):
        return False
    if rule.has("report") or any(_absorbs(parse, other, item) for other in found):
        return False
    if rule.has("critic"):
        known = bool(item.people.speaker) and not item.people.actors
        return known and is_about_talks(parse)
    if rule.has("counterfactual"):
        return True
    if rule.has("opinion"):
        return _needs_met(parse, item) and bool(item.people.actors or item.people.speaker)
    if rule.has("author") or item.meaning.kind in ("ask", "assess"):
        return _is_comment(parse, item, found)
    if _is_told(parse, item):
        return True
    return _needs_met(parse, item) and (_anybody(item) or _unsigned(parse, item))


def _is_told(parse: Parse, item: Found) -> bool:
    """Tell whether the model is sure of a cue and of who takes part, named in tables or not."""
    frame = parse.frame_of(item.cue)
    if frame is None or frame.score < SURE or kind_of(frame) != item.cue.rule.kind:
        return False
    if by_model(item.cue):
        return _anybody(item)
    return bool(frame.who or frame.target) and (_anybody(item) or is_about_talks(parse))


def _is_doubtful(parse: Parse, item: Found) -> bool:
    """Tell whether a deed that only the model found is said not to be one."""
    if not by_model(item.cue):
        return False
    words = {parse.tokens[n].lower for n in item.cue.words}
    if item.cue.rule.kind == "refuse" and (item.meaning.status.passive or "be" in words):
        return True
    return item.meaning.status.negated and item.cue.rule.kind not in NEGATIVE


def _is_clear(parse: Parse, item: Found, found: list[Found]) -> bool:
    """Tell whether the grammar bears the act at all; where it does not, there is none."""
    meaning, rule = item.meaning, item.cue.rule
    if (
        rule.noun
        and not rule.has("author")
        and (
            meaning.kind in ("ask", "assess")
            or (kinds()[meaning.kind].measure and meaning.status.negated)
        )
    ):
        return False
    if meaning.kind == "assess" and meaning.suffix == ".must" and meaning.voice == "attributed":
        return False
    if rule.kind == "deny" and meaning.status.negated:
        return False
    if rule.kind == "agree" and _of_nothing(parse, item.cue):
        return False
    if rule.has("author") and meaning.kind == "ask" and meaning.status.must:
        return False
    return _is_clear_of_kind(parse, item, found)


def _is_clear_of_kind(parse: Parse, item: Found, found: list[Found]) -> bool:
    """Tell whether everything stands there without which an act of this kind is another one."""
    meaning, people, rule = item.meaning, item.people, item.cue.rule
    if meaning.kind == "meet" and rule.needs not in ("party", "process"):
        return len(people.actors) > 1
    if meaning.kind in ("leave", "cancel") and meaning.status.passive and not people.actors:
        return not any(_pairs(other) and other.cue.clause == item.cue.clause for other in found)
    if rule.kind == "threaten" and not rule.noun:
        return not _is_danger(parse, item)
    if rule.has("unwilling") and not item.sayings:
        return not _by_pronoun(people)
    if rule.kind == "accept" and not people.actors:
        return not is_word(parse.tokens[item.cue.words[0]], parse.language, "permits")
    if rule.kind == "concede" and meaning.status.passive:
        return False
    return rule.kind != "concede" or not _admits(parse, item.cue)


def _admits(parse: Parse, cue: Cue) -> bool:
    """Tell an admission from a concession: "conceded that differences remained"."""
    below = [clause for clause in parse.clauses if clause.parent == cue.clause]
    return len(cue.words) == 1 and any(
        clause.role == "that" and clause.first == cue.words[0] + 1 for clause in below
    )


def _by_pronoun(people: Participants) -> bool:
    return any(mention.form == "pronoun" for g in people.actor_groups for mention in g.mentions)


def _pairs(item: Found) -> bool:
    """Tell whether a noun names talks and those who held them."""
    return item.cue.rule.needs == "pair" and len(item.people.actors) > 1


def _of_nothing(parse: Parse, cue: Cue) -> bool:
    """Tell whether a rule of procedure is quoted: "nothing is agreed until everything is"."""
    words = [parse.tokens[n] for n in parse.clauses[cue.clause].numbers()]
    return any(form_in(word, parse.language, "whatever") for word in words)


def _is_danger(parse: Parse, item: Found) -> bool:
    """Tell whether something is about to go wrong, and nobody threatens."""
    head, tokens = item.cue.head, parse.tokens
    if parse.language == "de" and any(
        token.text.lower() == "es" for token in tokens[max(0, head - 1) : head + 2]
    ):
        return True
    if not item.people.actors and not item.meaning.status.passive:
        return True
    if parse.language == "de":
        return head > 1 and tokens[head - 2].text == "zu"
    after = tokens[head + 1 : head + 3]
    return len(after) == 2 and after[0].text == "to" and is_word(after[1], "en", "mishaps")


def _unsigned(parse: Parse, item: Found) -> bool:
    """Tell whether something is reported without a doer: a measure, or what was talked about."""
    rule = item.cue.rule
    if not hits_of(parse, item):
        return (
            rule.needs == "process"
            and item.meaning.status.passive
            and bool(place_of(parse, item.cue, item.meaning.kind))
        )
    told = kinds()[rule.kind].measure or rule.kind == "sign"
    return rule.needs in ("process", "measure") or (told and item.meaning.status.passive)


def _anybody(item: Found) -> bool:
    people = item.people
    said = item.sayings or item.meaning.voice == "critic"
    return bool(people.actors or people.targets or (said and people.speaker))


def _is_comment(parse: Parse, item: Found, found: list[Found]) -> bool:
    """Tell whether the report comments on the process here, and nobody is quoted."""
    if item.cue.rule.has("by_modal"):
        others = [
            other for other in found
            if other is not item and other.cue.clause == item.cue.clause and not other.cue.rule.noun
            and not other.cue.rule.has("opinion")
        ]  # fmt: skip
        asked = item.meaning.kind == "ask" and others
        if asked or item.sayings:
            return False
        if any(_anybody(other) or other.cue.rule.has("author") for other in others):
            return False
    return is_about_talks(parse) or bool(item.people.targets) or _leaves_a_question(parse, item)


def _leaves_a_question(parse: Parse, item: Found) -> bool:
    """Tell whether a question hangs on words such as "it is unclear": "who will lead"."""
    if item.meaning.kind != "ask":
        return False
    behind = range(max(item.cue.words) + 1, max(item.cue.words) + 3)
    if any(clause.role == "relative" and clause.first in behind for clause in parse.clauses):
        return True
    near = [n for n, c in enumerate(parse.clauses) if c.parent == item.cue.clause]
    near += [item.cue.clause - 1] if item.cue.clause else []
    return any(parse.clauses[n].role in ("whether", "question") for n in near)


def _needs_met(parse: Parse, item: Found) -> bool:
    """Tell whether everything stands there that the rule needs."""
    rule, people = item.cue.rule, item.people
    actors, targets, issues = len(people.actors), len(people.targets), bool(hits_of(parse, item))
    if rule.has("reproach"):
        return bool(item.sayings and actors and targets)
    if rule.has("by_must"):
        return bool(item.sayings and actors and (targets or issues))
    met = {
        "party": _party_met(item),
        "either": bool(actors or targets),
        "pair": actors > 1,
        "issue": bool(actors and issues),
        "holder": bool(actors),
        "actor": bool(actors),
        "about": bool(actors and (targets or issues)),
        "stirred": bool(actors),
        "measure": issues,
        "said": bool(item.sayings and people.speaker),
        "process": issues or actors > 1 or _unsigned(parse, item),
    }
    return met.get(rule.needs, not rule.noun or bool(actors))


def _party_met(item: Found) -> bool:
    """Tell whether a deed has its other side: the one met, attacked, helped, left out."""
    actors, targets = item.people.actors, item.people.targets
    if item.meaning.kind == "assure":
        return bool(actors)
    if kinds()[item.cue.rule.kind].symmetric:
        return len(actors) > 1
    one_sided = item.meaning.status.passive or item.cue.rule.kind == "leave_out"
    return bool(targets) and (bool(actors) or one_sided)


_POINTERS = frozenset({"das", "dies", "this", "that", "it", "es", "so"})
"""Words that stand for what was told before: saying them says nothing further."""
_PLEDGES = ("assure", "offer", "deny", "warn", "threaten", "demand")
_OPEN = ("report", "by_modal", "critic", "by_must", "unwilling")
"""Rules whose surroundings are read on their own."""


_TAKING_IN = (
    "demand", "offer", "propose", "refuse", "threaten", "ask", "leave_open", "withhold", "warn",
)  # fmt: skip
"""Kinds of words whose content is no act of its own."""


def _takes_in(parse: Parse, outer: Found, inner: Found) -> bool:
    """Tell whether the model sees one cue in what the words of another are about."""
    frame = parse.frame_of(outer.cue)
    if frame is None or _is_doubtful(parse, outer) or outer.cue.rule.needs == "stirred":
        return False
    if inner.cue.head in frame.condition:
        return True
    if outer.meaning.kind not in _TAKING_IN:
        return False
    around = [other for other in parse.framed if inner.cue.head in other.content]
    nearest = min(around, key=lambda other: abs(other.head - inner.cue.head), default=None)
    holder = bool(parse.groups_in(frame.who)) or bool(outer.sayings)
    return holder and nearest is frame and not _pairs(inner)


def _absorbs(parse: Parse, other: Found, item: Found) -> bool:
    """Tell whether `item` only says what the act of `other` is about."""
    a, b = other.cue, item.cue
    if a is b or item.meaning.suffix == _OVER or is_ordered(parse, other, item):
        return False
    return _takes_in(parse, other, item) or _absorbs_by_rule(parse, other, item)


def _absorbs_by_rule(parse: Parse, other: Found, item: Found) -> bool:
    """Tell whether clauses and flags say that `item` only says what `other` is about."""
    a, b = other.cue, item.cue
    if b.rule.has("by_must") and a.clause == b.clause and not a.rule.noun:
        return not a.rule.has("report") and not a.rule.has("by_modal")
    if b.rule.has("unwilling") and a.rule.kind in _PLEDGES and a.head < b.head:
        return True
    if b.rule.has("unwilling") and a.clause == b.clause and not a.rule.noun:
        return not any(a.rule.has(flag) for flag in _OPEN) and not kinds()[a.rule.kind].symmetric
    if a.rule.has("unwilling") and a.clause == b.clause and kinds()[b.rule.kind].symmetric:
        return True
    if a.clause == b.clause and _comments_on(a, b):
        return True
    if any(a.rule.has(flag) for flag in _OPEN):
        return False
    if b.rule.noun and (a.rule.noun or a.clause == b.clause):
        return not _helps(other, item) and _absorbs_noun(a, b)
    speaks = kinds()[a.rule.kind].verbal and _anybody(other)
    if a.rule.noun or not (speaks or a.rule.has("author")) or _begins_anew(parse, a, b):
        return False
    if other.people.saying is not None and other.people.saying.holds(b.head):
        return a.rule.kind not in ("deny", "blame", "criticise", "support")
    return _is_content(parse, other, item)


def _begins_anew(parse: Parse, a: Cue, b: Cue) -> bool:
    """Tell whether a semicolon parts a cue from the one before it: "demanded X; Y must go"."""
    return a.clause < b.clause and parse.clauses[b.clause].after == ";"


def _comments_on(a: Cue, b: Cue) -> bool:
    """Tell whether the report weighs in a clause what another cue of it would tell."""
    if a.rule.has("counterfactual"):
        return not b.rule.has("report")
    return b.rule.needs == "pair" and a.rule.has("author")


def _helps(other: Found, item: Found) -> bool:
    """Tell whether a noun names a mediator beside those who talk: "under US mediation"."""
    actors, talking = set(item.people.actors), set(other.people.actors)
    return item.cue.rule.kind == "mediate" and bool(actors) and actors.isdisjoint(talking)


def _absorbs_noun(a: Cue, b: Cue) -> bool:
    """Tell whether a noun only belongs to another cue of its clause."""
    if b.rule.needs == "pair" and a.rule.kind in ("leave", "cancel"):
        return False
    if not a.rule.noun:
        return True
    if a.clause == b.clause and a.rule.needs == b.rule.needs == "measure":
        return a.head > b.head
    return a.clause == b.clause and a.head < b.head and b.head - a.head < 5


def _is_content(parse: Parse, other: Found, item: Found) -> bool:
    """Tell whether a cue stands in what another act says, agrees to or asks for."""
    a, b = other.cue, item.cue
    if a.rule.kind == "agree" and kinds()[b.rule.kind].measure and not b.rule.noun:
        return False
    if a.clause == b.clause:
        return b.head > a.head and parse.language == "en"
    if b.clause not in other.region:
        return False
    role = parse.clauses[b.clause].role
    inner = ("that", "infinitive", "whether", "question")
    return role in inner or _under_content(parse, other, b.clause)


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
    if saying is None or not (saying.parties or saying.critic or saying.speaker_id):
        return False
    if any(saying.holds(other.cue.head) or _same_words(saying, other) for other in kept):
        return False
    inner = [g for g in parse.groups if saying.holds(g.first)]
    words = {t.lower for t in parse.tokens[saying.first : saying.last] if t.text[0].isalnum()}
    unsaid = item.meaning.status.passive or (item.meaning.status.negated and not saying.direct)
    if item.meaning.kind == "state" and (unsaid or words <= _POINTERS):
        return False
    told = saying.direct or (item.meaning.kind == "state" and _tells(parse, item, saying))
    return told or bool(inner) or bool(hits_of(parse, item)) or is_about_talks(parse)


def _tells(parse: Parse, item: Found, saying: Saying) -> bool:
    """Tell a party's statement from keeping up a thing: "maintained that", not "a mentality"."""
    return bool(saying.parties) and parse.clause_at(saying.first) != item.cue.clause


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
