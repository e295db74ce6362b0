"""An answered act to an `Act`: every quote anchored, everyone resolved, or the reason why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.reading.act import Act, Named, Role, Span, Time, act_id
from detente.reading.issues import catalogue
from detente.reading.llm.anchor import Region, anchor
from detente.reading.llm.answer import AnsweredAct, Party, Quote, strings_in
from detente.reading.llm.chunks import Chunk
from detente.reading.llm.prompt import made_up_words
from detente.reading.llm.who import Meant, Who
from detente.reading.planted import Planted
from detente.reading.times import TimeHit
from detente.reading.words import QUOTES
from detente.sources.source import Source

READER = "llm"
SCORE, LESS_SURE = 0.6, 0.4
"""Order of acts of a model among all: below rules; lower still where only the model knows who."""


@dataclass(frozen=True, slots=True)
class Page:
    """One source while it is read, with what is known of it without the model."""

    source: Source
    who: Who
    times: Sequence[TimeHit]
    planted: Sequence[Planted]
    version: str
    rule: str


class DroppedError(Exception):
    """An act that cannot point at its words; the message is the reason."""


def build_act(item: AnsweredAct, page: Page, chunk: Chunk) -> tuple[Act, tuple[str, ...]]:
    """Return the act and what was left out of it; `DroppedError` says why there is none."""
    return _Building(item, page, chunk).act()


class _Building:
    """One act in the making."""

    def __init__(self, item: AnsweredAct, page: Page, chunk: Chunk) -> None:
        self._item = item
        self._page = page
        self._text = page.source.text
        self._part = Region(self._text, chunk.start, chunk.end)
        self._notes: list[str] = []
        self._named: list[Named] = []
        self._sure = True

    def act(self) -> tuple[Act, tuple[str, ...]]:
        """Return the act and the notes on it."""
        item, page = self._item, self._page
        self._refuse_example()
        span = _found(anchor(item.span, self._part))
        if any(span.start < p.span.end and p.span.start < span.end for p in page.planted):
            msg = "the act stands in a planted instruction"
            raise DroppedError(msg)
        self._inside = Region(self._text, span.start, span.end)
        cue = self._cue()
        actors = self._parties("actor", item.actors)
        targets = self._parties("target", item.targets)
        speaker = self._speaker()
        content = self._required(item.content)
        act = Act(
            id=act_id(page.source, item.kind, cue),
            source_id=page.source.id,
            kind=item.kind,
            actors=actors,
            targets=targets,
            speaker=speaker,
            addressees=self._addressees(),
            named=tuple(self._named),
            issues=self._issues(),
            options=self._options(),
            stance=item.stance,
            force=item.force,
            modality=item.modality,
            voice=item.voice,
            ascribed=item.ascribed,
            time=self._time(),
            place=self._place(),
            span=span,
            cue=cue,
            content=content,
            condition=self._required(item.condition),
            direct=content is not None and self._in_quotes(content),
            reader=READER,
            reader_version=page.version,
            rule=page.rule,
            score=SCORE if self._sure else LESS_SURE,
        )
        return act, tuple(self._notes)

    def _refuse_example(self) -> None:
        said = strings_in(self._item).casefold()
        words = [word.casefold() for word in made_up_words()]
        text = self._text.casefold()
        if any(word in said and word not in text for word in words):
            msg = "it was copied from the example of the prompt"
            raise DroppedError(msg)

    def _cue(self) -> tuple[Span, ...]:
        """Return the words of the cue in text order; they lie inside the act."""
        spans = {_found(anchor(quote, self._inside)) for quote in self._item.cue}
        ordered = sorted(spans, key=lambda span: (span.start, span.end))
        return tuple(
            span for i, span in enumerate(ordered) if i == 0 or span.start >= ordered[i - 1].end
        )

    def _required(self, quote: Quote | None) -> Span | None:
        if quote is None:
            return None
        return _found(anchor(quote, self._inside, self._part))

    def _optional(self, quote: Quote | None, what: str) -> Span | None:
        found = None if quote is None else anchor(quote, self._inside, self._part)
        if isinstance(found, str):
            self._notes.append(f"{what} left out: {found}")
            return None
        return found

    def _meant(self, role: Role, party: Party, span: Span) -> Meant:
        meant = self._page.who.meant(party, span)
        self._sure = self._sure and meant.sure
        self._named.append(Named(role=role, actor=meant.actor, span=span))
        return meant

    def _parties(self, role: Role, parties: Iterable[Party]) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for party in parties:
            span = _found(anchor(party.words(), self._inside, self._part))
            ids |= dict.fromkeys(self._meant(role, party, span).parties)
        return tuple(ids)

    def _speaker(self) -> str | None:
        party = self._item.speaker
        if party is None:
            return None
        span = _found(anchor(party.words(), self._inside, self._part))
        return self._meant("speaker", party, span).actor

    def _addressees(self) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for party in self._item.addressees:
            span = self._optional(party.words(), "an addressee")
            if span is not None:
                ids |= dict.fromkeys(self._meant("addressee", party, span).parties)
        return tuple(ids)

    def _issues(self) -> tuple[str, ...]:
        known = catalogue().issues
        touched = [option.partition("=")[0] for option in self._options(quiet=True)]
        asked = dict.fromkeys([*self._item.issues, *touched])
        if any(issue not in known for issue in asked):
            self._notes.append("an issue left out: it is not in the catalogue")
        return tuple(issue for issue in asked if issue in known)

    def _options(self, *, quiet: bool = False) -> tuple[str, ...]:
        asked = dict.fromkeys(self._item.options)
        known = tuple(option for option in asked if catalogue().has_option(option))
        if len(known) < len(asked) and not quiet:
            self._notes.append("an option left out: it is not in the catalogue")
        return known

    def _time(self) -> Time | None:
        """Return when: resolved where the words hold a date the rules know."""
        span = self._optional(self._item.time, "a time")
        if span is None:
            return None
        for hit in self._page.times:
            if hit.start < span.end and span.start < hit.end:
                return hit.in_text(self._text)
        return Time(span=span)

    def _place(self) -> str | None:
        span = self._optional(self._item.place, "a place")
        return None if span is None else " ".join(span.quote.split())

    def _in_quotes(self, content: Span) -> bool:
        before = self._text[content.start - 1 : content.start]
        return before in QUOTES or content.quote[0] in QUOTES


def _found(span: Span | str) -> Span:
    if isinstance(span, str):
        raise DroppedError(span)
    return span
