"""What an act is once it is known who takes part: alone, together, or as a critic."""

from dataclasses import replace

from detente.reading.act import Voice
from detente.reading.cues import Cue
from detente.reading.experts import is_expert, is_institute
from detente.reading.meaning import Meaning
from detente.reading.parse import Parse
from detente.reading.participants import Participants
from detente.reading.words import is_word

_JUDGING = ("criticise", "assess", "blame", "warn", "support")


def as_judged(
    parse: Parse, cue: Cue, meaning: Meaning, people: Participants
) -> tuple[Meaning, Participants]:
    """Return meaning and participants of an act, changed where an expert judges others.

    A critic is never an actor, and has no stance of a party.
    """
    if not _judges(parse, cue, meaning, people):
        return meaning, people
    return (
        replace(meaning, voice="critic", stance=None),
        replace(people, actor_groups=(), actors=()),
    )


def _judges(parse: Parse, cue: Cue, meaning: Meaning, people: Participants) -> bool:
    if meaning.kind not in _JUDGING or meaning.voice == "author" or cue.rule.noun:
        return False
    said = people.saying.speaker if people.saying else None
    speaker = said or next(iter(people.actor_groups), None)
    if speaker is None or (speaker.parties() and not is_institute(speaker)):
        return False
    return is_expert(parse, speaker, cue.head)


def alone(parse: Parse, cue: Cue, meaning: Meaning, people: Participants) -> Meaning:
    """Return what an act means that takes several and is done by one.

    Whoever agrees alone says yes to another, or promises something ("commits itself");
    whoever signs as a mediator or witness mediates;
    those who promise together agree.
    """
    if _clears_the_way(cue, meaning, people):
        voice: Voice = "attributed" if meaning.voice == "attributed" else "author"
        return replace(meaning, kind="assess", voice=voice, stance=None, suffix=".thing")
    if len(people.actors) != 1:
        return replace(meaning, kind="agree") if _is_joint(parse, cue, meaning, people) else meaning
    first = parse.tokens[cue.words[0]]
    if meaning.kind == "agree" and _binds_itself(parse, cue):
        return replace(meaning, kind="offer")
    if meaning.kind == "agree" and first.text == "committed":
        return replace(meaning, kind="support")
    with_another = any(
        token.text == "with" for token in parse.tokens[cue.words[-1] + 1 : cue.words[-1] + 3]
    )
    if with_another:
        return meaning
    if meaning.kind == "agree" and len(cue.words) == 1 and first.lemma.lower() == "agree":
        return replace(meaning, kind="accept")
    if meaning.kind == "sign":
        following = parse.tokens[cue.words[0] : parse.clauses[cue.clause].last]
        for n, token in enumerate(following):
            near = following[n + 1 : n + 4] if token.text in ("as", "als") else ()
            if any(is_word(word, parse.language, "go_betweens") for word in near):
                return replace(meaning, kind="mediate", stance=None)
    return meaning


def _binds_itself(parse: Parse, cue: Cue) -> bool:
    bases = {parse.tokens[n].base for n in cue.words}
    own = {parse.tokens[n].lower for n in cue.words} & _ITSELF
    return bool(own) and bool(bases & {"commit", "bind", "verpflichten"})


_ITSELF = frozenset({"itself", "himself", "herself", "themselves", "sich"})


def _clears_the_way(cue: Cue, meaning: Meaning, people: Participants) -> bool:
    """Tell whether a thing, not somebody, "paves the way": what comes of it is weighed."""
    if meaning.kind != "mediate" or people.actors or meaning.status.passive:
        return False
    return not cue.rule.noun and len(cue.words) > 1


def _is_joint(parse: Parse, cue: Cue, meaning: Meaning, people: Participants) -> bool:
    """Tell whether several promise the same, and nobody in particular: "both sides promised"."""
    if meaning.kind != "offer" or len(people.actors) < 2 or people.targets:
        return False
    return is_word(parse.tokens[cue.head], parse.language, "promises") or any(
        is_word(parse.tokens[n], parse.language, "promises") for n in cue.words
    )
