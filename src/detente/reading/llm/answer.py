"""The form of an answer: acts whose every span is a quote; whatever does not fit is refused."""

import json
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from detente.reading.act import ActorType, Force, Kind, Modality, Stance, Voice

MAX_QUOTE = 5_000
"""Most code points of a quote."""
MAX_PARTS = 50
"""Most quotes or names in one list of an act."""


class _Answered(BaseModel):
    """Base of the parts of an answer: fields without use are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


def _as_quote(value: Any) -> Any:
    return {"quote": value} if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else value


def _as_several(value: Any) -> Any:
    return (value,) if isinstance(value, str | dict) else _as_list(value)


class Quote(_Answered):
    """Words of the text and what tells which of several equal places is meant."""

    quote: Annotated[str, Field(min_length=1, max_length=MAX_QUOTE)]
    """The words, to the letter."""
    context: Annotated[str | None, Field(max_length=MAX_QUOTE)] = None
    """Longer words of the text that hold the quote."""
    nth: Annotated[int, Field(ge=1)] | None = None
    """Which place it is, counted from 1."""


QuoteField = Annotated[Quote, BeforeValidator(_as_quote)]


class Party(_Answered):
    """Somebody who takes part in an act: the words that name them and who that is."""

    quote: Annotated[str, Field(min_length=1, max_length=200)]
    context: Annotated[str | None, Field(max_length=MAX_QUOTE)] = None
    nth: Annotated[int, Field(ge=1)] | None = None
    name: Annotated[str | None, Field(max_length=200)] = None
    """Usual English name of whom the words mean."""
    type: ActorType | None = None
    """What kind of actor."""

    def words(self) -> Quote:
        """Return the words that name the party."""
        return Quote(quote=self.quote, context=self.context, nth=self.nth)


PartyField = Annotated[Party, BeforeValidator(_as_quote)]
Parties = Annotated[tuple[PartyField, ...], BeforeValidator(_as_list), Field(max_length=MAX_PARTS)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(max_length=MAX_PARTS)]


class AnsweredAct(_Answered):
    """One act as a model answers it; the names of the fields are those of `Act`."""

    kind: Kind
    span: QuoteField
    cue: Annotated[
        tuple[QuoteField, ...],
        BeforeValidator(_as_several),
        Field(min_length=1, max_length=MAX_PARTS),
    ]
    actors: Parties = ()
    targets: Parties = ()
    addressees: Parties = ()
    speaker: PartyField | None = None
    issues: Ids = ()
    options: Ids = ()
    stance: Stance | None = None
    force: Force = "plain"
    modality: Modality = "happened"
    voice: Voice = "reported"
    ascribed: bool = False
    time: QuoteField | None = None
    place: QuoteField | None = None
    content: QuoteField | None = None
    condition: QuoteField | None = None


def check_answer(item: Any) -> AnsweredAct | str:
    """Return the act that an object of an answer is, or why it is none."""
    try:
        return AnsweredAct.model_validate(item)
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"][:2]) or "the whole"
        return f"field {field} does not fit the form"
    except RecursionError:
        return "the object is nested too deeply"


def strings_in(item: AnsweredAct) -> str:
    """Return every text of an act on one line each, for looking words up."""
    return "\n".join(_strings(json.loads(item.model_dump_json())))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inside for text in _strings(part)]
