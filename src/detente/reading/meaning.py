"""What a cue means in its surroundings: kind, modality, stance, force and voice of the act.

"Accept" with a "no" is a refusal, "not invited" is being left out, "must concede" is a demand, a
question is asked and nothing in it is done.
"""

from dataclasses import dataclass, replace
from typing import cast

from detente.reading.act import Force, Kind, Modality, Stance, Voice
from detente.reading.attribution import Saying
from detente.reading.cues import Cue, Rule
from detente.reading.framed import NEGATIVE, by_model
from detente.reading.kinds import kinds
from detente.reading.modality import Status, in_condition, status_of
from detente.reading.parse import Parse
from detente.reading.provisions import provided
from detente.reading.text import Token
from detente.reading.words import form_in, is_word

_SAID: dict[Kind, Modality] = {
    "refuse": "refused", "leave_open": "left_open", "withhold": "left_open", "deny": "denied",
}  # fmt: skip
_DEEDS_BY_WILL: frozenset[Kind] = frozenset({
    "accept", "withdraw", "lift", "restore", "meet", "sign", "halt", "release", "concede", "join",
    "deploy", "aid", "invite", "agree", "offer", "leave", "cancel", "host", "support",
})  # fmt: skip
_ONLY_SAID: frozenset[Kind] = frozenset({
    "state", "deny", "assure", "warn", "threaten", "blame", "criticise", "demand", "assess", "ask",
    "leave_open", "withhold",
})  # fmt: skip
_MEANS = frozenset({"bedeuten", "heissen", "heißen", "mean", "imply"})
_JUDGES: frozenset[Kind] = frozenset({"assess", "criticise", "ask"})
"""Kinds in which an expert who answers an interview judges, and does not tell a fact."""
_READY = frozenset({"bereit", "ready", "prepared", "willing"})
"""Who is ready, or would be, for a case: an offer on a condition, however it is put."""
_FIRM = frozenset(
    ["niemals", "kategorisch", "strikt", "rundweg", "never", "categorically", "flatly"]
)
_STRONG = frozenset(
    [
        "hart",
        "entschieden",
        "scharf",
        "nachdrücklich",
        "dringend",
        "ultimativ",
        "strongly",
        "firmly",
        "sharply",
        "urgently",
        "bluntly",
        "fiercely",
        "vehement",
        "unnachgiebig",
    ]
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an act is, before it is known who takes part."""

    kind: Kind
    modality: Modality
    stance: Stance | None
    force: Force
    voice: Voice
    status: Status
    ascribed: bool = False
    by_holder: bool = False
    """True where the one who speaks is the actor, not the subject of the cue."""
    suffix: str = ""
    """What was added to the rule's name."""


def meaning_of(parse: Parse, cue: Cue, sayings: tuple[Saying, ...]) -> Meaning:
    """Return what `cue` means; `sayings` are those that hold it, widest first."""
    status = status_of(parse.tokens, parse.clauses, cue, parse.language)
    if _denied_above(parse, cue):
        status = replace(status, negated=not status.negated)
    rule = cue.rule
    if by_model(cue) and rule.kind in NEGATIVE:
        status = replace(status, negated=False)
    meaning = Meaning(
        kind=rule.kind,
        modality=_modality(parse, cue, status),
        stance=rule.stance,
        force=_force(parse, cue, status),
        voice=_voice(cue, sayings, status),
        status=status,
        ascribed=rule.has("ascribed"),
    )
    flagged = _by_flag(meaning, rule, sayings)
    if flagged is not None:
        return flagged
    if _is_ultimatum(parse, meaning):
        return replace(meaning, kind="threaten", stance="against", suffix=".unless")
    for change in (_asked, _obliged, _negated):
        changed = change(parse, meaning, sayings)
        if changed is not None:
            return changed
    if meaning.modality != "hypothetical":
        return replace(meaning, modality=_SAID.get(meaning.kind, meaning.modality))
    return meaning


def _by_flag(meaning: Meaning, rule: Rule, sayings: tuple[Saying, ...]) -> Meaning | None:
    """Return what the flags of a rule make of its meaning; None where they leave it open."""
    if rule.has("by_modal") and meaning.status.asked:
        return replace(meaning, kind="ask", modality="hypothetical", suffix=".asked")
    if rule.has("author") and rule.kind == "ask" and meaning.status.must and sayings:
        return replace(
            meaning, kind="leave_open", modality="left_open", stance="open", by_holder=True,
            suffix=".must",
        )  # fmt: skip
    if rule.has("by_modal") or (rule.has("author") and rule.kind == "ask"):
        return replace(meaning, modality="hypothetical")
    if rule.has("counterfactual"):
        return replace(meaning, modality="hypothetical", by_holder=bool(sayings))
    if rule.has("author") or rule.has("critic") or rule.has("report"):
        return meaning
    if rule.has("judgment") and sayings:
        return replace(meaning, by_holder=True, modality="refused")
    if rule.has("opinion"):
        voice: Voice = "attributed" if meaning.voice == "reported" else meaning.voice
        voice = voice if rule.kind == "assess" or sayings else meaning.voice
        return replace(meaning, voice=voice, by_holder=rule.needs == "said")
    if rule.has("reproach"):
        return replace(meaning, modality="hypothetical", by_holder=True)
    if rule.has("by_must"):
        stance: Stance = "against" if meaning.status.negated else "for"
        return replace(meaning, by_holder=True, stance=stance, modality="happened")
    return None


def _is_ultimatum(parse: Parse, meaning: Meaning) -> bool:
    """Tell whether a deed is announced for the case that something is not done: "unless"."""
    number = meaning.status.condition
    if number is None or kinds()[meaning.kind].verbal or not meaning.status.planned:
        return False
    first = parse.tokens[parse.clauses[number].first]
    return first.text.lower() in ("unless", "sofern", "falls") and (
        first.text.lower() == "unless"
        or any(form_in(parse.tokens[n], "de", "negators") for n in parse.clauses[number].numbers())
    )


def _ends_asking(parse: Parse) -> bool:
    return any(token.text == "?" for token in parse.tokens[-2:])


def _asked(parse: Parse, meaning: Meaning, sayings: tuple[Saying, ...]) -> Meaning | None:
    """A question in the report's own voice asks; nothing in it is done."""
    if not meaning.status.asked:
        return None
    if sayings or not _ends_asking(parse):
        return replace(meaning, modality="hypothetical")
    return replace(
        meaning, kind="ask", modality="hypothetical", voice="author", stance=None, force="plain",
        suffix=".asked",
    )  # fmt: skip


def _obliged(parse: Parse, meaning: Meaning, sayings: tuple[Saying, ...]) -> Meaning | None:
    """What somebody says must be done is demanded; what the report says so is its own view."""
    if not meaning.status.must or meaning.kind in _ONLY_SAID:
        return None
    if not sayings:
        if _in_reported_mood(parse, meaning):
            return replace(meaning, kind="assess", voice="attributed", suffix=".must")
        return replace(
            meaning, kind="assess", modality="hypothetical", voice="author", suffix=".must"
        )
    stance: Stance = "against" if meaning.status.negated else "for"
    return replace(
        meaning, kind="demand", modality="happened", stance=stance, force="strong",
        by_holder=True, suffix=".must",
    )  # fmt: skip


def _in_reported_mood(parse: Parse, meaning: Meaning) -> bool:
    """Tell whether only "solle" or "müsse" obliges: the words of somebody who is not named here."""
    texts = {token.text.lower() for token in parse.tokens}
    plain = texts & {"muss", "müssen", "musste", "mussten", "sollte", "sollten"}
    return meaning.status.must and bool(texts & {"solle", "müsse"}) and not plain


def _negated(parse: Parse, meaning: Meaning, sayings: tuple[Saying, ...]) -> Meaning | None:
    status = meaning.status
    if not status.negated:
        return None
    if meaning.kind == "invite":
        return replace(meaning, kind="leave_out", stance=None, suffix=".not")
    if meaning.kind == "leave_out":
        kind: Kind = "assure" if sayings else "leave_out"
        return replace(
            meaning, kind=kind, modality="denied", stance=None, by_holder=bool(sayings),
            suffix=".not",
        )  # fmt: skip
    if meaning.kind == "refuse" and status.planned and not status.possible:
        return replace(meaning, kind="assure", modality="planned", stance="for", suffix=".not")
    if meaning.kind == "refuse":
        return replace(
            meaning, kind="leave_open", modality="left_open", stance="open", suffix=".not"
        )
    if meaning.kind == "concede" and meaning.stance == "against" and not status.planned:
        return replace(
            meaning, kind="demand", modality="happened", stance="for", force="strong",
            suffix=".kept",
        )  # fmt: skip
    undone = status.planned and status.passive and kinds()[meaning.kind].measure
    if undone and sayings and meaning.kind in _DEEDS_BY_WILL:
        return replace(
            meaning, kind="refuse", modality="refused", stance="against", by_holder=True,
            suffix=".not",
        )  # fmt: skip
    will_not = status.planned or meaning.kind in ("accept", "support")
    if will_not and meaning.kind in _DEEDS_BY_WILL and not status.passive:
        return replace(meaning, kind="refuse", modality="refused", stance="against", suffix=".not")
    return replace(meaning, modality="denied", suffix=".not")


def _denied_above(parse: Parse, cue: Cue) -> bool:
    """Tell whether the clause above says that this is not meant: "this does not mean that ..."."""
    parent = parse.clauses[cue.clause].parent
    if parent is None:
        return False
    tokens = [parse.tokens[n] for n in parse.clauses[parent].numbers()]
    means = any(token.lemma.lower() in _MEANS for token in tokens)
    return means and any(form_in(token, parse.language, "negators") for token in tokens)


def _modality(parse: Parse, cue: Cue, status: Status) -> Modality:
    ready = any(parse.tokens[n].base in _READY for n in cue.words)
    if ready and status.condition is not None:
        return "conditional"
    if status.counterfactual or status.unreal or in_condition(parse.clauses, cue.clause):
        return "hypothetical"
    if status.possible and not cue.rule.noun:
        return "hypothetical"
    if status.condition is not None:
        return "conditional"
    seen = _seen(parse, cue)
    if seen is not None:
        return seen
    on_paper = provided(parse.tokens, parse.clauses, cue, parse.language)
    if on_paper is not None and not cue.rule.has("report"):
        return on_paper
    return "planned" if status.planned or _governed(parse, cue) else "happened"


def _seen(parse: Parse, cue: Cue) -> Modality | None:
    """Return the status that the model sees in a cue which it alone has found."""
    frame = parse.frame_of(cue) if by_model(cue) else None
    return cast("Modality", frame.modality) if frame and frame.modality != "happened" else None


def _governed(parse: Parse, cue: Cue) -> bool:
    """Tell whether the cue is an infinitive: meant, agreed or wanted, and not yet done."""
    if parse.clauses[cue.clause].role == "infinitive":
        return True
    if parse.language == "de" or cue.rule.noun:
        return False
    at = cue.words[0]
    for n in range(at - 1, max(-1, at - 3), -1):
        if parse.tokens[n].text.lower() == "to":
            return n == 0 or not is_word(parse.tokens[n - 1], "en", "implicative")
    return _shares_an_infinitive(parse, cue)


def _shares_an_infinitive(parse: Parse, cue: Cue) -> bool:
    """Tell whether "to" or "will" stands before an earlier verb only: "agreed to meet and sign"."""
    verb = parse.tokens[cue.words[0]]
    if verb.text != verb.lemma:
        return False
    texts = [token.text.lower() for token in parse.tokens[: cue.words[0]]]
    joined = next((n for n in range(len(texts) - 1, -1, -1) if texts[n] in ("and", "or")), None)
    if joined is None or len(texts) - joined > 3:
        return False
    return any(text in ("to", "will", "would", "shall") for text in texts[:joined])


def _force(parse: Parse, cue: Cue, status: Status) -> Force:
    if cue.rule.force == "categorical" or status.even_if:
        return "categorical"
    texts = {parse.tokens[n].text.lower() for n in parse.clauses[cue.clause].numbers()}
    if texts & _FIRM or {"keinen", "umständen"} <= texts or {"keinesfalls"} & texts:
        return "categorical"
    if "no circumstances" in " ".join(sorted(texts)) or {"no", "circumstances"} <= texts:
        return "categorical"
    return "strong" if texts & _STRONG else cue.rule.force


def _voice(cue: Cue, sayings: tuple[Saying, ...], status: Status) -> Voice:
    if any(saying.critic for saying in sayings) or cue.rule.has("critic"):
        return "critic"
    if cue.rule.kind in _JUDGES and any(saying.expert for saying in sayings):
        return "critic"
    if sayings:
        return "attributed"
    if cue.rule.has("author") or cue.rule.has("ascribed"):
        return "author"
    return "author" if status.possible and not cue.rule.noun else "reported"


def is_about_talks(parse: Parse) -> bool:
    """Tell whether a sentence speaks of a negotiation or a conflict at all."""
    return bool(parse.hits) or any(is_word(t, parse.language, "process") or _contains(t)
                                   for t in parse.tokens)  # fmt: skip


def _contains(token: Token) -> bool:
    text = token.text.lower()
    return any(part in text for part in ("verhandlung", "friedens", "negotiat", "gespräch"))
