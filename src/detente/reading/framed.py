"""Frames of the trained model in their sentence, as cues and parts that rules can use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from detente.reading.act import Kind, Stance
from detente.reading.clauses import Clause, clause_at
from detente.reading.cues import Cue, Rule
from detente.reading.frames.find import Frame
from detente.reading.standing import stands_as
from detente.reading.tables import load_toml
from detente.reading.text import Sentence, Token
from detente.sources.frozen import Language

MODEL = "frames"
"""What stands in the name of a rule for a cue that the model alone found."""
SURE, SURE_KIND = 0.8, 0.75
"""How likely cue and kind must be for a frame to count without a rule of the tables."""
NEGATIVE: tuple[Kind, ...] = ("refuse", "leave_out", "deny", "withhold", "leave_open")
"""Kinds whose cue holds its "not" already where the model found it."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame with the numbers its tokens have in one sentence; parts elsewhere are left out."""

    head: int
    """First word of the cue."""
    cue: tuple[int, ...]
    kind: str
    modality: str
    score: float
    kind_score: float
    who: tuple[int, ...] = ()
    target: tuple[int, ...] = ()
    content: tuple[int, ...] = ()
    condition: tuple[int, ...] = ()


def by_sentence(sentences: Sequence[Sentence], frames: Iterable[Frame]) -> list[tuple[Framed, ...]]:
    """Return for each sentence the frames whose cue stands in it, in text order."""
    first: list[int] = []
    total = 0
    for sentence in sentences:
        first.append(total)
        total += len(sentence.tokens)
    found: list[list[Framed]] = [[] for _ in sentences]
    number = 0
    for frame in sorted(frames, key=lambda frame: frame.head):
        while number + 1 < len(first) and first[number + 1] <= frame.head:
            number += 1
        found[number].append(_local(frame, first[number], len(sentences[number].tokens)))
    return [tuple(own) for own in found]


def doers_of(sentences: Sequence[Sentence], framed: Sequence[Sequence[Framed]]) -> frozenset[int]:
    """Return the first code point of every word that stands for somebody who says or does."""
    return frozenset(
        sentence.tokens[number].start
        for sentence, frames in zip(sentences, framed, strict=True)
        for frame in frames
        for number in frame.who
    )


def _local(frame: Frame, shift: int, length: int) -> Framed:
    def here(numbers: Iterable[int]) -> tuple[int, ...]:
        return tuple(n - shift for n in numbers if shift <= n < shift + length)

    parts = frame.parts
    return Framed(
        head=frame.head - shift,
        cue=here(frame.cue),
        kind=frame.kind,
        modality=frame.modality,
        score=frame.score,
        kind_score=frame.kind_score,
        who=here(parts.get("who", ())),
        target=here(parts.get("target", ())),
        content=here(parts.get("content", ())),
        condition=here(parts.get("condition", ())),
    )


def model_cues(
    framed: Sequence[Framed], known: Sequence[Cue], clauses: Sequence[Clause],
    tokens: tuple[Token, ...], language: Language, adjectives: frozenset[int],
) -> list[Cue]:  # fmt: skip
    """Return a cue for each frame that no rule of the tables has found."""
    taken = {number for cue in known for number in cue.words}
    cues = []
    for frame in framed:
        sure = frame.score >= SURE and frame.kind_score >= SURE_KIND
        wish = tokens[frame.head].base in _WISHES
        if not sure or wish or not taken.isdisjoint(frame.cue):
            continue
        rule = rule_of(frame, tokens, language)
        if not stands_as(tokens, frame.head, language, adjectives, noun=rule.noun):
            continue
        cues.append(Cue(rule, clause_at(clauses, frame.head), frame.cue, frame.head))
    return cues


def rule_of(frame: Framed, tokens: Sequence[Token], language: Language) -> Rule:
    """Return the rule that stands for what the model found."""
    kind = kind_of(frame)
    says = kind in ("state", "assess") and bool(frame.content)
    noun = language == "de" and tokens[frame.head].text[0].isupper() and frame.head > 0
    return Rule(
        name=f"{language}.{frame.kind}.{MODEL}",
        kind=kind,
        elements=(),
        noun=noun,
        stance=_STANCES.get(kind),
        force="plain",
        needs="",
        flags=frozenset({"report"} if says else ()),
        order=10_000,
    )


_WISHES = ("want", "wollen", "mögen", "möchten")
"""Verbs whose meaning hangs on what follows; the tables have rules of their own for them."""
_SAYING: tuple[Kind, ...] = (
    "state", "assess", "ask", "deny", "assure", "warn", "demand", "propose", "threaten", "offer",
    "blame", "criticise",
)  # fmt: skip
"""Kinds whose content is somebody's words or thoughts."""

_STANCES: dict[Kind, Stance] = {
    "agree": "for", "sign": "for", "demand": "for", "offer": "for", "propose": "for",
    "accept": "for", "support": "for", "refuse": "against", "criticise": "against",
    "threaten": "against", "leave_open": "open",
}  # fmt: skip


def by_model(cue: Cue) -> bool:
    """Tell whether only the model found a cue, and no rule of the tables."""
    return cue.rule.name.endswith(f".{MODEL}")


def is_verbal(frame: Framed) -> bool:
    """Tell whether a frame reports words."""
    return kind_of(frame) in _SAYING


def kind_of(frame: Framed) -> Kind:
    """Return the kind of act that stands for what the model names more finely."""
    return cast("Kind", load_toml("kinds.toml")["model"].get(frame.kind, frame.kind))
