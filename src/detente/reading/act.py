"""`Span`, `Actor`, `Act`: what an actor said or did, tied to its exact words.

A record of what a source says, not of what is true: `voice` and `modality` keep the two apart.
"""

import hashlib
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from detente.errors import SpanMismatchError
from detente.sources.frozen import Frozen, Label
from detente.sources.source import Source

Kind = Literal[
    "meet", "agree", "sign", "demand", "offer", "propose", "accept", "refuse", "concede",
    "leave_open", "withhold", "threaten", "warn", "blame", "criticise", "deny", "assure",
    "impose", "lift", "restore", "withdraw", "deploy", "attack", "halt", "release", "aid",
    "appoint", "expel", "invite", "leave_out", "join", "leave", "cancel", "host", "mediate",
    "support", "violate", "state", "assess", "ask",
]  # fmt: skip
Stance = Literal["for", "against", "open"]
Force = Literal["weak", "plain", "strong", "categorical"]
Modality = Literal[
    "happened", "planned", "hypothetical", "conditional", "refused", "denied", "left_open"
]
Voice = Literal["reported", "attributed", "critic", "author"]
ActorType = Literal[
    "state", "bloc", "organisation", "armed_group", "movement", "office", "person", "group"
]
Role = Literal["actor", "target", "speaker", "addressee"]
ReviewState = Literal["proposed", "accepted", "corrected", "rejected"]


class Span(Frozen):
    """A half-open range of code points in a source's text, with the words that stand there."""

    start: Annotated[int, Field(ge=0)]
    """First code point, counted from 0."""
    end: Annotated[int, Field(gt=0)]
    """One past the last code point."""
    quote: Annotated[str, Field(min_length=1)]
    """``text[start:end]`` of the source, to the letter."""

    @model_validator(mode="after")
    def _length_fits(self) -> Self:
        if self.end - self.start != len(self.quote):
            msg = (
                f"span {self.start}..{self.end} has {self.end - self.start} code points, "
                f"its quote {len(self.quote)}"
            )
            raise ValueError(msg)
        return self

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> "Span":
        """Return the span from `start` to `end` of `text`, quote included."""
        return cls(start=start, end=end, quote=text[start:end])


class Actor(Frozen):
    """Anyone a source names: state, bloc, organisation, armed group, office holder, person."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    """Stable name, such as ``russia`` or ``marco_rubio``."""
    name: Label
    """Name as shown, without article."""
    type: ActorType
    """What kind of actor."""
    code: str | None = None
    """Three-letter country code of states; other codes where one is usual."""
    represents: str | None = None
    """Id of the actor a person or office speaks for; None for all others."""
    office: Label | None = None
    """Office of a person, as the source or the tables give it."""
    mentions: tuple[Span, ...] = ()
    """Every place that names this actor, pronouns included, in text order.

    None where only somebody who stands for the actor is named.
    """


class Named(Frozen):
    """One place where an act names who takes part in it."""

    role: Role
    """Part played in the act."""
    actor: str
    """Id of the actor meant."""
    span: Span
    """The words that name it."""


class Time(Frozen):
    """When, as written and as resolved; both ends None where the text does not settle it."""

    span: Span | None = None
    """The words of the text; None where the date is taken from the day of publication."""
    start: date | None = None
    """First day it can mean."""
    end: date | None = None
    """Last day it can mean, included."""
    basis: Literal["written", "relative", "published"] = "written"
    """Written out; resolved from the day of publication; that day itself."""


class Review(Frozen):
    """What a person decided about an act, and when."""

    state: ReviewState = "proposed"
    """Proposed until a person decides."""
    by: str | None = None
    """Who decided."""
    at: datetime | None = None
    """When, with time zone."""
    reason: str | None = None
    """Why; bulk decisions need one."""


class Act(Frozen):
    """Something an actor said or did, with the words that show it.

    `modality` is the status of what the act is about: ``happened`` (done or said),
    ``planned``, ``hypothetical`` (asked, possible, counterfactual), ``conditional``,
    ``refused`` (the actor will not), ``denied`` (the actor says it is not so),
    ``left_open`` (the actor does not decide). Only ``happened`` ever counts as done.
    """

    id: Annotated[str, Field(pattern=r"^a[0-9a-f]{8,64}$")]
    """Made from source, kind and cue (`act_id`): reading again gives the same id."""
    source_id: str
    """The source whose text the spans point into."""
    kind: Kind
    """What kind of act."""
    actors: tuple[str, ...] = ()
    """Ids of the parties that act: states, blocs, groups, not their speakers. Text order."""
    targets: tuple[str, ...] = ()
    """Ids of the parties it is done to or said about. Text order."""
    speaker: str | None = None
    """Id of the person or party whose words these are; None in the report's own voice."""
    addressees: tuple[str, ...] = ()
    """Ids of those spoken to."""
    named: tuple[Named, ...] = ()
    """Where the act names its actors, targets and speaker."""
    issues: tuple[str, ...] = ()
    """Ids of the issues touched."""
    options: tuple[str, ...] = ()
    """Options touched, as ``issue=option``; `stance` applies to them."""
    stance: Stance | None = None
    """Whether the actors are for, against or open about the options (or the issue)."""
    force: Force = "plain"
    """How strongly."""
    modality: Modality = "happened"
    """Status of what the act is about; see above."""
    voice: Voice = "reported"
    """Reported as fact, attributed to a speaker, a quoted critic's, or the author's own."""
    ascribed: bool = False
    """True where author or critic ascribes a position without an act of the party itself."""
    time: Time | None = None
    """When the act took place."""
    place: str | None = None
    """Where, as the source names it."""
    span: Span
    """The whole act: the clause or sentence that an analyst would quote."""
    cue: tuple[Span, ...]
    """The words that make it this kind of act; several pieces where a verb is split."""
    content: Span | None = None
    """What was said, where the act reports words."""
    condition: Span | None = None
    """The condition it is bound to, where there is one."""
    direct: bool = False
    """True where the content stands in quotation marks."""
    reader: str
    """Which reader made it."""
    reader_version: str
    """Version of that reader."""
    rule: str
    """The rule or model that made it."""
    score: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How sure the reader is; an order, not a probability."""
    review: Review = Review()
    """What people decided about it."""

    def spans(self) -> tuple[Span, ...]:
        """Return every span of the act."""
        optional = (self.content, self.condition, self.time.span if self.time else None)
        return (
            self.span,
            *self.cue,
            *(named.span for named in self.named),
            *(span for span in optional if span is not None),
        )


class Reading(Frozen):
    """What one reader found in one source; it cannot hold an act without its words."""

    source: Source
    """The text read."""
    actors: tuple[Actor, ...]
    """Everyone it names, in order of first mention."""
    acts: tuple[Act, ...]
    """What they said or did, in text order."""
    reader: str
    """Which reader."""
    reader_version: str
    """Its version."""
    warnings: tuple[str, ...] = ()
    """What the reader could not do, in words."""

    @model_validator(mode="after")
    def _quotes_stand_in_the_text(self) -> Self:
        spans = [span for act in self.acts for span in act.spans()]
        spans += [span for actor in self.actors for span in actor.mentions]
        for span in spans:
            check_span(self.source, span)
        return self


def check_span(source: Source, span: Span) -> None:
    """Raise `SpanMismatchError` unless the quote stands at its span in the source."""
    found = source.text[span.start : span.end]
    if found != span.quote:
        msg = (
            f"source {source.name}: span {span.start}..{span.end} holds {found!r}, "
            f"not {span.quote!r}; read the source again"
        )
        raise SpanMismatchError(msg)


def act_id(source: Source, kind: Kind, cue: tuple[Span, ...]) -> str:
    """Return the id of an act: the same source, kind and cue always give the same id."""
    places = ",".join(f"{span.start}-{span.end}" for span in cue)
    digest = hashlib.sha256(f"{source.sha256}|{kind}|{places}".encode()).hexdigest()
    return f"a{digest[:8]}"
