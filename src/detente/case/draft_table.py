"""The table of the draft, `data/draft.toml` or a copy edited by somebody, read and checked."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from detente.case.model import Value
from detente.errors import CaseError
from detente.reading.act import ActorType, Force, Kind, Stance
from detente.record.record import Record
from detente.sources.frozen import Language


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Neighbor(_Row):
    """How an option that nobody spoke about follows one that somebody did."""

    for_: str = Field(alias="for")
    against: str
    open: float
    wider: float

    def slopes(self, stance: Stance) -> tuple[float, float]:
        """Return the least and the most change of worth per point on the scale."""
        if stance == "open":
            return (-self.open, self.open)
        low, _, high = (self.for_ if stance == "for" else self.against).partition("..")
        return (-float(high), -float(low)) if stance == "for" else (float(low), float(high))


class Ascribed(_Row):
    """What changes where a position is ascribed."""

    widen: float


class Salience(_Row):
    """How often, how early and how strongly a party raises an issue."""

    base: Value
    often: float
    often_at_most: int
    early: float
    strong: float
    categorical: float
    silent: Value


class PartyDefaults(_Row):
    """What is assumed of every party alike."""

    influence_seated: Value
    influence_unseated: Value
    no_deal: Value


class LeftOut(_Row):
    """Issues that a case never holds."""

    process: tuple[str, ...]
    whole: tuple[str, ...]


class Moves(_Row):
    """Who can bring an issue about or end it alone."""

    one_sided: tuple[str, ...]
    each: tuple[str, ...]
    exchanged: tuple[str, ...]
    does: tuple[Kind, ...]
    says: tuple[Kind, ...]
    undertakes: tuple[Kind, ...]
    asked: tuple[Kind, ...]
    of_type: dict[str, ActorType]


class Words(_Row):
    """The sentences of a draft."""

    scores: str
    named_no_option: str
    ascribed: str
    silent: str
    influence: str
    no_deal: str
    seat: str
    process: str
    whole: str
    mentioned: str
    less_raised: str
    each: str
    exchanged: str
    other: str
    of_type: str
    only_down: str
    today: str
    title: str


class DraftTable(_Row):
    """Stance and force to ranges, and everything else a draft assumes."""

    max_issues: int
    score: dict[Stance, dict[Force, Value]]
    force: dict[Kind, Force]
    neighbor: Neighbor
    ascribed: Ascribed
    salience: Salience
    party: PartyDefaults
    left_out: LeftOut
    moves: Moves
    today: dict[str, str]
    text: dict[Language, Words]


@cache
def draft_table(path: Path | None = None) -> DraftTable:
    """Return the table in a TOML file, without `path` the one that comes with détente."""
    source = files("detente.case").joinpath("data/draft.toml") if path is None else path
    try:
        return DraftTable.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError) as trouble:
        msg = f"{source}: is no table for drafts ({trouble}); start from a copy of draft.toml"
        raise CaseError(msg) from None


def main_language(record: Record) -> Language:
    """Return the language of most code points of the sources; English on a tie."""
    german = sum(len(source.text) for source in record.sources if source.language == "de")
    return "de" if 2 * german > sum(len(source.text) for source in record.sources) else "en"
