"""`Case`: the negotiation as an analyst edits it. Frozen, validated, every value with its because.

One YAML file holds it (`detente.case.files`); this module only says what it may contain.
Scores, no-deal values, salience and influence run from 0 to 100. A party's worth of an outcome
is the mean of its scores, weighted by salience / sum of salience over the issues of the case.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from detente.sources.frozen import Frozen, Label

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Outcome = dict[str, str]
"""One option for every issue: ``{issue id: option id}``."""


class Reasoned(Frozen):
    """Anything in a case that must say why it stands there."""

    because: tuple[str, ...] = ()
    """Ids of the acts behind it."""
    assume: str | None = None
    """The analyst's stated assumption behind it."""


class Value(Reasoned):
    """A number that may be uncertain: every value from `low` to `high` is plausible.

    In YAML: ``55``, ``55..70``, or ``{value: 55..70, because: [a1b2c3d4]}``; a value without
    because or assume takes those of the mapping it stands in.
    """

    low: Annotated[float, Field(ge=0, le=100)]
    """Lowest plausible value, 0 to 100."""
    high: Annotated[float, Field(ge=0, le=100)]
    """Highest plausible value, 0 to 100, not below `low`."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: object) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float | str):
            return parse_range(value)
        if isinstance(value, dict) and "value" in value:
            rest = {key: item for key, item in value.items() if key != "value"}
            return {**parse_range(value["value"]), **rest}
        return value

    @model_validator(mode="after")
    def _not_upside_down(self) -> Self:
        if self.low > self.high:
            msg = f"range {self.low:g}..{self.high:g} is upside down"
            raise ValueError(msg)
        return self

    @property
    def mid(self) -> float:
        """Middle of the range."""
        return (self.low + self.high) / 2


def parse_range(value: object) -> dict[str, float]:
    """Return low and high of ``55``, ``"55"`` or ``"55..70"``; `ValueError` for anything else."""
    low, dots, high = str(value).partition("..")
    try:
        return {"low": float(low), "high": float(high) if dots else float(low)}
    except ValueError:
        msg = f"{value!r} is not a number or a range such as 55..70"
        raise ValueError(msg) from None


class Party(Reasoned):
    """An actor that takes part in the case."""

    name: Label | None = None
    """Name as shown; None: the id."""
    seat: bool
    """True where its consent is asked at the table."""
    influence: Value = Value(low=0, high=100)
    """Capacity to shape the outcome, 0 to 100."""
    role: Literal["party", "host", "mediator", "observer"] = "party"
    """Hosts, mediators and observers have a role and no preferences."""


class Option(Reasoned):
    """One way an issue can be settled."""

    name: Label | None = None
    """Name as shown; None: the id."""
    at: Annotated[float, Field(ge=0, le=100)] | None = None
    """Place on the issue's scale, 0 to 100; None where the issue has no order."""


class Issue(Reasoned):
    """Something that is negotiated."""

    name: Label | None = None
    """Name as shown; None: the id."""
    options: dict[Id, Option]
    """Ways to settle it, in their usual order; two at least."""
    held_by: tuple[Id, ...] = ()
    """Parties that can bring it about or end it alone; empty: only jointly."""
    status_quo: Id | None = None
    """Option in force today, where known."""


class IssuePreference(Reasoned):
    """What one party wants on one issue."""

    salience: Value = Value(low=0, high=100)
    """Weight of the issue to the party, 0 to 100."""
    ideal: Id | None = None
    """Its best option: worth 100 where `scores` does not say otherwise."""
    scores: dict[Id, Value] = Field(default_factory=dict)
    """Worth of options, 0 to 100; an option left out is unknown: 0..100."""
    silent: bool = False
    """True where no source says what the party wants here: shown as silence."""
    ascribed: bool = False
    """True where only an author or critic says so."""


class RedLine(Reasoned):
    """A condition on outcomes that the party never accepts."""

    never: str
    """Statement (see `detente.case.statements`) that must not become true."""
    proposed: bool = False
    """True where the draft proposes it and no analyst has confirmed it."""


class Preference(Reasoned):
    """What one party wants."""

    no_deal: Value = Value(low=0, high=100)
    """What it gets without a settlement, 0 to 100 on the scale of its outcomes."""
    issues: dict[Id, IssuePreference] = Field(default_factory=dict)
    """By issue; an issue left out is unknown in everything."""
    red_lines: tuple[RedLine, ...] = ()
    """Conditions it never accepts."""


class Link(Reasoned):
    """A tie between issues: whenever `if_` is true, `then` must be true."""

    if_: Annotated[str, Field(alias="if")]
    """Statement."""
    then: str
    """Statement."""


class Consent(Frozen):
    """Whose consent makes an outcome a settlement."""

    rule: Literal["seated", "all"] = "seated"
    """``seated``: every party with a seat; ``all``: every party with preferences."""


class Case(Frozen):
    """Parties, issues with options, preferences, red lines, links, consent."""

    detente: Literal[1]
    """Version of the form."""
    title: Label
    """Name of the case."""
    as_of: date | None = None
    """Day for which it holds."""
    parties: dict[Id, Party]
    """Who takes part; order has no meaning."""
    issues: dict[Id, Issue]
    """What is negotiated and still open."""
    preferences: dict[Id, Preference] = Field(default_factory=dict)
    """What each party wants; hosts, mediators and observers have none."""
    links: tuple[Link, ...] = ()
    """Ties between issues."""
    consent: Consent = Consent()
    """Whose consent is needed."""
    sources: tuple[str, ...] = ()
    """Ids of the sources it was drafted from."""
    left_out: dict[Id, str] = Field(default_factory=dict)
    """Issues that the sources raise and the case leaves out, each with the reason."""

    def party_name(self, party: str) -> Label:
        """Return the name of a party, its id where it has none."""
        return self.parties[party].name or Label(de=party, en=party)

    def issue_name(self, issue: str) -> Label:
        """Return the name of an issue, its id where it has none."""
        return self.issues[issue].name or Label(de=issue, en=issue)

    def option_name(self, issue: str, option: str) -> Label:
        """Return the name of an option, its id where it has none."""
        return self.issues[issue].options[option].name or Label(de=option, en=option)

    def players(self) -> tuple[str, ...]:
        """Return the ids of the parties that have preferences, in file order."""
        return tuple(p for p, party in self.parties.items() if party.role == "party")

    def seated(self) -> tuple[str, ...]:
        """Return the ids of those whose consent is asked, in file order."""
        everyone = self.consent.rule == "all"
        return tuple(p for p in self.players() if everyone or self.parties[p].seat)

    def unseated(self) -> tuple[str, ...]:
        """Return the ids of the parties with a stake and no seat, in file order."""
        seated = set(self.seated())
        return tuple(p for p in self.players() if p not in seated)
