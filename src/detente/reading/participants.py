"""Who acts, on whom, and who speaks: a cue with its meaning to its participants."""

from dataclasses import dataclass
from itertools import pairwise

from detente.reading.attribution import Saying, owner_of
from detente.reading.cues import Cue
from detente.reading.experts import is_institute
from detente.reading.framed import by_model
from detente.reading.grammar import in_class
from detente.reading.kinds import kinds
from detente.reading.meaning import Meaning
from detente.reading.parse import Parse
from detente.reading.roles import Group, inside
from detente.reading.subjects import antecedent_of, met_in_relative, subject_of

_WITH = frozenset({"mit", "with", "zwischen", "between"})
_AGENT = frozenset({"von", "vom", "durch", "by", "seitens"})
_NOT_TARGETS = frozenset({
    "nach", "seit", "laut", "unter", "under", "during", "since", "after", "vor", "before",
    "following", "amid", "neben", "trotz", "despite", "than",
})  # fmt: skip
_CONTENT = ("that", "infinitive", "whether", "question", "main", "condition")
_AMONG = frozenset({"in", "bei", "unter", "among", "across", "im"})
_PLACE = frozenset({"in", "im", "at", "near", "inside", "aus", "across", "bei", "within"})
_ON_THE_GROUND = frozenset({"attack", "deploy", "withdraw", "aid", "restore"})
_ABOUT_WORDS = frozenset({"refuse", "accept", "support", "criticise"})
_TOWARDS = frozenset({"gegen", "against", "to", "on", "an", "von", "by"})
_PRONOUNS = frozenset(
    ["wir", "ich", "man", "we", "i", "er", "sie", "es", "it", "he", "she", "they", "dies", "das"]
)
_OWN_SIDE = frozenset(
    ["government", "country", "side", "delegation", "party", "movement", "regierung", "land",
     "seite", "partei", "bewegung"]
)  # fmt: skip
"""What speakers call those they speak for: "his government", "seine Seite"."""
_SPEECH = frozenset({
    "demand", "offer", "propose", "accept", "refuse", "leave_open", "withhold", "threaten", "warn",
    "blame", "criticise", "deny", "assure", "support", "state", "assess", "ask",
})  # fmt: skip


_BY_ANYBODY = frozenset(
    {
        "demand",
        "refuse",
        "accept",
        "threaten",
        "propose",
        "support",
        "warn",
        "deny",
        "leave_open",
        "offer",
        "assure",
        "withhold",
    }
)
"""Acts of words that a person of no known party does for himself."""


@dataclass(frozen=True, slots=True)
class Participants:
    """The parties of an act and the words that name them."""

    actor_groups: tuple[Group, ...] = ()
    target_groups: tuple[Group, ...] = ()
    speaker_groups: tuple[Group, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    saying: Saying | None = None
    """What a reporting cue reports itself."""
    followed_up: bool = False
    """True where the actor is named outside the clause of the cue."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group that takes part."""
        return (*self.actor_groups, *self.target_groups, *self.speaker_groups)


def participants_of(
    parse: Parse, cue: Cue, meaning: Meaning, around: tuple[Saying, ...], own: Saying | None,
    region: list[int],
) -> Participants:  # fmt: skip
    """Return who takes part in the act of `cue`; `around` are the sayings that hold it."""
    if meaning.kind in ("ask", "assess") and meaning.voice == "author":
        return _of_comment(parse, region)
    doers, patients = _doers(parse, cue, meaning, around)
    holder = next((s for s in reversed(around) if s.speaker_id or s.parties), None)
    holder = holder or (around[-1] if around else None)
    actors = _parties(doers)
    followed = bool(doers) and not inside(doers[0], parse.clauses[cue.clause])
    if own is not None and own.speaker is not None and (cue.rule.has("report") or not doers):
        doers = (own.speaker,) if own.speaker else ()
        actors = own.parties
    elif holder is not None and (meaning.by_holder or _means_holder(parse, cue, doers)):
        if meaning.by_holder and not patients:
            patients = doers
        partners = () if meaning.by_holder else doers
        doers = (*((holder.speaker,) if holder.speaker else ()), *partners)
        actors = tuple(dict.fromkeys((*holder.parties, *_parties(partners))))
        followed = False
    if not actors and meaning.voice != "critic" and meaning.kind in _BY_ANYBODY:
        actors = tuple(dict.fromkeys(person for g in doers for person in _persons(g)))
    doers = (*doers, *_heads(parse, cue, doers, actors))
    seen = _visible(parse, cue, around)
    targets = patients or _targets(parse, cue, meaning, doers, region, seen)
    outer = around[0] if around else own
    speaker = outer.speaker_id if outer else _spoken_by(meaning, doers)
    speaker_groups = (outer.speaker,) if outer and outer.speaker else ()
    return Participants(
        doers, targets, speaker_groups, actors,
        tuple(party for party in _parties(targets) if party not in actors),
        speaker, _addressees(parse, cue, own, outer), own, followed,
    )  # fmt: skip


def _addressees(
    parse: Parse, cue: Cue, own: Saying | None, outer: Saying | None
) -> tuple[str, ...]:
    """Return the parties spoken to: "told the Security Council", "sagte er seinem Gastgeber"."""
    saying = own or outer
    if saying is None or saying.cue is None:
        return ()
    head, clause = saying.cue.head, parse.clauses[saying.cue.clause]
    near = [
        g for g in parse.groups
        if inside(g, clause) and head < g.first <= head + 4 and g != saying.speaker
        and not saying.first <= g.first < saying.last
    ]  # fmt: skip
    told = parse.tokens[head].text in ("told", "tells", "tell", "assured", "informed")
    spoken = [g for g in near if g.lead in ("dat", "gegenüber") or (told and not g.lead)]
    return _parties(tuple(spoken[:1]))


def _heads(
    parse: Parse, cue: Cue, doers: tuple[Group, ...], actors: tuple[str, ...]
) -> tuple[Group, ...]:
    """Return the persons named for a delegation: "delegations led by X and Y"."""
    if not doers or any(group.person() for group in doers):
        return ()
    clause = parse.clauses[cue.clause]
    return tuple(
        g
        for g in parse.groups
        if g not in doers
        and g.lead
        and g.lead not in _WITH | _PLACE
        and any(mention.form in ("person", "office") for mention in g.mentions)
        and inside(g, clause)
        and 0 < g.first - doers[0].first < 9
        and set(g.parties()) <= set(actors)
    )


def _of_comment(parse: Parse, region: list[int]) -> Participants:
    near = [parse.clauses[n] for n in region if parse.clauses[n].role != "adverbial"]
    near += [parse.clauses[n] for n in region[:1]]
    groups = tuple(g for g in parse.groups if any(inside(g, clause) for clause in near))
    return Participants(target_groups=groups, targets=_parties(groups))


def _parties(groups: tuple[Group, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for group in groups for party in group.parties()))


def _persons(group: Group) -> tuple[str, ...]:
    person = group.person()
    return group.people() or ((person,) if person else ())


def _spoken_by(meaning: Meaning, doers: tuple[Group, ...]) -> str | None:
    """Return who speaks, where the act itself is one of words: a person, else the party."""
    if meaning.kind not in _SPEECH or meaning.ascribed or not doers:
        return None
    return doers[0].person() or next(iter(doers[0].parties()), None)


def _doers(
    parse: Parse, cue: Cue, meaning: Meaning, around: tuple[Saying, ...]
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Return (those who act, those it is done to) by grammar, by the model where it tells none."""
    groups = _visible(parse, cue, around)
    framed = _framed(parse, cue, groups)
    if framed is not None and by_model(cue):
        return framed
    doers, patients = _by_grammar(parse, cue, meaning, groups)
    if framed is None or doers or patients or cue.rule.has("patient") or meaning.status.passive:
        return doers, patients
    return framed


def _by_grammar(
    parse: Parse, cue: Cue, meaning: Meaning, groups: tuple[Group, ...]
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Return (those who act, those it is done to) as far as the grammar says."""
    if cue.rule.needs == "holder":
        return _holders(parse, cue, groups), ()
    if cue.rule.needs == "stirred":
        clause = parse.clauses[cue.clause]
        return tuple(g for g in groups if g.lead in _AMONG and inside(g, clause))[:1], ()
    if cue.rule.noun:
        if cue.rule.needs == "pair":
            pair = [g for g in groups if g.lead in _WITH and 0 < g.first - cue.head < 12]
            return tuple(pair), ()
        owner = owner_of(parse, cue)
        return ((owner,) if owner and owner in groups else ()), ()
    subject = subject_of(parse, parse.clauses[cue.clause], groups, cue.head)
    found = (subject, *likewise_of(parse, cue, groups)) if subject else ()
    if cue.rule.has("patient"):
        return (), found
    if meaning.status.passive:
        clause = parse.clauses[cue.clause]
        agents = tuple(g for g in groups if inside(g, clause) and _is_agent(parse, g))
        return agents, found
    if kinds()[cue.rule.kind].symmetric:
        clause = parse.clauses[cue.clause]
        partners = tuple(
            g for g in groups
            if inside(g, clause) and g not in found and _is_partner(g, cue)
            and not any(other.rule.noun and other.head == g.last for other in parse.cues)
        )  # fmt: skip
        if clause.role == "relative" and met_in_relative(parse, clause):
            head = antecedent_of(parse, clause, groups)
            partners = (*partners, head) if head and head not in found else partners
        return (*found, *partners), ()
    return found, ()


def _framed(
    parse: Parse, cue: Cue, groups: tuple[Group, ...]
) -> tuple[tuple[Group, ...], tuple[Group, ...]] | None:
    """Return doers and patients as the model sees them; None where it names nobody who acts."""
    frame = parse.frame_of(cue)
    if frame is None or not (frame.who or frame.target):
        return None
    who = tuple(g for g in parse.groups_in(frame.who) if g in groups)
    target = tuple(g for g in parse.groups_in(frame.target) if g in groups and g not in who)
    if not who and not target:
        return None
    if who and not _opens(parse, frame.who, who[0]):
        return None
    if kinds()[cue.rule.kind].symmetric:
        return (*who, *target), ()
    if cue.rule.kind == "leave_out" and not target:
        return (), who
    return who, target


def _opens(parse: Parse, words: tuple[int, ...], group: Group) -> bool:
    """Tell whether the words that name a doer begin with a group that may act."""
    first = next((n for n in words if parse.tokens[n].text[0].isalnum()), words[0])
    governed = group.lead in _WITH | _NOT_TARGETS | {"of", "gen"}
    return group.first <= first < group.last and not governed


def _is_agent(parse: Parse, group: Group) -> bool:
    """Tell the doer of a passive from an attribute: "the airport of Sanaa"."""
    if group.lead not in _AGENT:
        return False
    before = parse.tokens[group.first - 1] if group.first else None
    if before is not None and parse.language == "en":
        return not before.text.endswith(("ation", "ition", "ction", "ment"))
    attribute = before is not None and before.text[0].isupper() and parse.language == "de"
    return not attribute


def _is_partner(group: Group, cue: Cue) -> bool:
    """Tell whether a group meets or agrees with the subject."""
    if cue.rule.needs == "party":
        return group.first > cue.head and group.lead in (
            "",
            "in",
            "to",
            "nach",
            "mit",
            "with",
            "dat",
        )
    met = cue.rule.kind == "meet" and not group.lead and not group.modifier
    return (group.lead in _WITH and not group.modifier) or (met and group.first > cue.head)


def _visible(parse: Parse, cue: Cue, around: tuple[Saying, ...]) -> tuple[Group, ...]:
    """Leave out the groups that speak, and those outside the words that hold the cue."""
    if not around:
        return parse.groups
    inner = around[-1]
    return tuple(g for g in parse.groups if inner.holds(g.first) and g != inner.speaker)


def _holders(parse: Parse, cue: Cue, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return whom a position is ascribed to: "for Kyiv ... is indispensable"."""
    clause = parse.clauses[cue.clause]
    own = [group for group in groups if inside(group, clause)]
    led = [group for group in own if group.lead in ("für", "for", "to")]
    return tuple((led or [group for group in own if not group.lead])[:1])


def _means_holder(parse: Parse, cue: Cue, doers: tuple[Group, ...]) -> bool:
    """Tell whether the one who speaks acts: "that it would ...", "we will ..."."""
    partners_only = kinds()[cue.rule.kind].symmetric and doers and doers[0].first > cue.head
    if doers and not partners_only:
        return False
    if cue.rule.noun:
        before = parse.tokens[max(0, cue.head - 2) : cue.head]
        return any(in_class(token, parse.language, "possessives") for token in before)
    clause = parse.clauses[cue.clause]
    words = [parse.tokens[n].text.lower() for n in clause.numbers()]
    texts = {*words[:8], *(two for one, two in pairwise(words) if one in ("wolle", "werde"))}
    own_side = any(
        in_class(one, parse.language, "possessives") and two.base in _OWN_SIDE
        for one, two in pairwise(parse.tokens[n] for n in clause.numbers())
    )
    pronoun = own_side or bool(texts & _PRONOUNS)
    return pronoun or clause.role == "infinitive" or clause.elliptic


def _targets(
    parse: Parse, cue: Cue, meaning: Meaning, doers: tuple[Group, ...], region: list[int],
    groups: tuple[Group, ...],
) -> tuple[Group, ...]:  # fmt: skip
    """Return the group it is done to or said about: nearest and least indirect first."""
    if kinds()[meaning.kind].symmetric or meaning.ascribed:
        return ()
    used = set(_parties(doers))
    clause = parse.clauses[cue.clause]
    candidates = [
        g for g in groups
        if g not in doers and inside(g, clause) and g.parties() and not set(g.parties()) <= used
        and g.lead not in _NOT_TARGETS and not _is_option(parse, g)
        and not _is_moved(g, meaning) and not _is_place_of(parse, g)
        and not (g.lead and is_institute(g))
        and g not in likewise_of(parse, cue, groups)
    ]  # fmt: skip
    ranked = sorted(candidates, key=lambda g: (_rank(g, cue, meaning), abs(g.first - cue.head)))
    ranked = [g for g in ranked if _rank(g, cue, meaning) < 9]
    if ranked:
        return (ranked[0],)
    if not kinds()[meaning.kind].verbal:
        return ()
    below = [
        g for n in region if parse.clauses[n].role in _CONTENT for g in groups
        if inside(g, parse.clauses[n]) and not g.lead and not set(g.parties()) <= used
        and g.parties() and not _is_option(parse, g)
    ]  # fmt: skip
    return tuple(below[:1])


def _is_place_of(parse: Parse, group: Group) -> bool:
    """Tell whether a city only says which thing is meant: "des Flughafens von Sanaa"."""
    before = parse.tokens[group.first - 1] if group.first else None
    noun = before is not None and before.text[0].isupper() and parse.language == "de"
    return noun and group.lead in ("von", "in") and group.mentions[0].form == "capital"


def likewise_of(parse: Parse, cue: Cue, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return those who do the same: "as did Syria and Jordan", "ebenso Syrien"."""
    last = cue.words[-1]
    for token in parse.tokens[last + 1 : -1]:
        if token.lower == "ebenso" or (
            token.lower == "as" and parse.tokens[token.index + 1].lower in _LIKEWISE
        ):
            return tuple(g for g in groups if g.first > token.index and not g.modifier
                         and g.lead in ("", "dat"))  # fmt: skip
    return ()


_LIKEWISE = frozenset({"do", "does", "did", "has", "have", "had", "is", "are", "was", "were"})


def _is_moved(group: Group, meaning: Meaning) -> bool:
    """Tell whether a group is what a measure moves: "withdraw their fighters"."""
    unnamed = group.mentions[-1].form == "group" and not group.lead
    return unnamed and kinds()[meaning.kind].measure


def _rank(group: Group, cue: Cue, meaning: Meaning) -> int:
    """Return how likely a group is the target; 9 and more is none."""
    before = group.first < cue.head
    german = cue.rule.name.startswith("de.")
    if group.lead == "dat":
        return 0
    if not group.lead and not group.modifier:
        return 9 if before and cue.rule.noun else 1
    if group.lead in _PLACE:
        return 6 if meaning.kind in _ON_THE_GROUND else 9
    if group.lead in _AGENT and meaning.kind not in ("demand", "accept", "refuse", "criticise"):
        return 9
    if group.lead == "gen":
        return 9 if before and not (german and meaning.kind in _ABOUT_WORDS) else 5
    if group.modifier:
        return 4 if not before else 9
    return 3


def _is_option(parse: Parse, group: Group) -> bool:
    """Tell whether a group only names a way to settle an issue, as in "troops from NATO states"."""
    start = group.mentions[0].start
    end = group.mentions[-1].end
    return group.lead not in _TOWARDS and any(
        hit.option is not None and hit.start < end and hit.end > start for hit in parse.hits
    )
