"""`Case`: the negotiation as an analyst edits it. Frozen, validated, every value with its because.

One YAML file holds it (`detente.case.files`); this module only says what it may contain.
Scores, no-deal values, salience and influence run from 0 to 100. A party's worth of an outcome
is the mean of its scores, weighted by salience / sum of salience over the issues of the case.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from detente.sources.frozen import Frozen, Label

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_FRACTION = r"^-?\d{1,60}/\d{1,60}$"
Outcome = dict[str, str]
"""One option for every issue: ``{issue id: option id}``."""


class Reasoned(Frozen):
    """Anything in a case that must say why it stands there."""

    because: tuple[str, ...] = ()
    """Ids of the acts behind it."""
    assume: str | None = None
    """The analyst's stated assumption behind it."""


class Range(Reasoned):
    """A number that may be uncertain: every value from `low` to `high` is plausible.

    In YAML: ``55``, ``55..70``, ``200/3``, or ``{value: 55..70, because: [a1b2c3d4]}``; a value
    without because or assume takes those of the mapping it stands in.
    """

    low: float
    """Lowest plausible value."""
    high: float
    """Highest plausible value, not below `low`."""
    fraction: Annotated[str, Field(pattern=_FRACTION)] | None = None
    """A certain value that no decimal writes, such as ``200/3``; `low` and `high` are near it."""

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
        if self.fraction is not None and not self.low == self.high == float(self.exact_low):
            msg = f"fraction {self.fraction} is not {self.low:g}"
            raise ValueError(msg)
        return self

    def __str__(self) -> str:
        low, high = (_short(value) for value in (self.low, self.high))
        return self.fraction or (low if low == high else f"{low}..{high}")

    @property
    def mid(self) -> float:
        """Middle of the range."""
        return (self.low + self.high) / 2

    @property
    def exact_low(self) -> Fraction:
        """`low` as written, without rounding."""
        return Fraction(self.fraction) if self.fraction else Fraction(repr(self.low))

    @property
    def exact_high(self) -> Fraction:
        """`high` as written, without rounding."""
        return Fraction(self.fraction) if self.fraction else Fraction(repr(self.high))

    @property
    def exact_mid(self) -> Fraction:
        """Middle of the range, without rounding."""
        return (self.exact_low + self.exact_high) / 2


def _short(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


class Value(Range):
    """A number from 0 to 100 that may be uncertain; see `Range`."""

    low: Annotated[float, Field(ge=0, le=100)]
    """Lowest plausible value, 0 to 100."""
    high: Annotated[float, Field(ge=0, le=100)]
    """Highest plausible value, 0 to 100, not below `low`."""


class Shift(Range):
    """A number from -100 to 100 that may be uncertain; see `Range`."""

    low: Annotated[float, Field(ge=-100, le=100)]
    """Lowest plausible value, -100 to 100."""
    high: Annotated[float, Field(ge=-100, le=100)]
    """Highest plausible value, -100 to 100, not below `low`."""


def parse_range(value: object) -> dict[str, object]:
    """Return the fields of ``55``, ``55..70`` or ``200/3``; `ValueError` for anything else."""
    text = str(value).strip()
    try:
        if re.fullmatch(_FRACTION, text):
            near = float(Fraction(text))
            return {"low": near, "high": near, "fraction": text}
        low, dots, high = text.partition("..")
        return {"low": float(low), "high": float(high) if dots else float(low)}
    except (ValueError, ZeroDivisionError):
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
    leads_to: tuple[Id, ...] | None = None
    """Options that whoever holds the issue can turn it into from here; None: any; empty: none, it
    is final. What can be reached in two moves must stand there too."""


class Hold(Reasoned):
    """Why a party can bring an issue about, or end it, alone."""


class Issue(Reasoned):
    """Something that is negotiated."""

    name: Label | None = None
    """Name as shown; None: the id."""
    options: dict[Id, Option]
    """Ways to settle it, in their usual order; two at least."""
    held_by: dict[Id, Hold] = Field(default_factory=dict)
    """Parties that can bring it about or end it alone, each with its reasons; empty: only jointly.
    A list of parties is read as holders without a reason."""
    status_quo: Id | None = None
    """Option in force today, where known."""

    @field_validator("held_by", mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
            return {name: {} for name in value}
        return value


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
    """What the party never accepts, in one of three forms.

    ``never: "peacekeepers in (eu_flag, nato)"``; ``only: "sanctions = lifted"`` with
    ``if: "ceasefire = in_force"``: accepts the first only where the second is true; ``at_least:
    55``: accepts only what is worth that much to it in total.
    """

    never: str | None = None
    """Statement (see `detente.case.statements`) that must not become true."""
    only: str | None = None
    """Statement that may become true only together with `if_`."""
    if_: Annotated[str | None, Field(alias="if")] = None
    """Statement that `only` depends on."""
    at_least: Value | None = None
    """Least worth in total, 0 to 100 on the scale of the party's outcomes."""
    proposed: bool = False
    """True where the draft proposes it and no analyst has confirmed it."""

    @model_validator(mode="after")
    def _in_one_form(self) -> Self:
        forms = [self.never, self.only, self.at_least]
        if sum(form is not None for form in forms) != 1 or (self.only is None) != (
            self.if_ is None
        ):
            msg = "a red line needs one of 'never', 'only' with 'if', and 'at_least'"
            raise ValueError(msg)
        return self

    def __str__(self) -> str:
        if self.only is not None:
            return f"only {self.only} if {self.if_}"
        if self.at_least is not None:
            return f"at least {self.at_least} in total"
        return f"never {self.never}"

    @property
    def barred(self) -> str | None:
        """Statement of what must not become true; None where the line is a least worth."""
        if self.only is not None:
            return f"({self.only}) and not ({self.if_})"
        return self.never


class Interaction(Reasoned):
    """What two issues together add to what they are worth one by one."""

    when: str
    """Statement about two issues."""
    add: Shift
    """Points of 100 added to the worth of outcomes of which `when` is true, -100 to 100."""


class Rank(Reasoned):
    """Outcomes that a party likes equally well: one place of its ranking.

    In YAML: ``"ceasefire = kept"``, a list of such statements, or ``{any_of: [...], much: true}``.
    """

    any_of: Annotated[tuple[str, ...], Field(min_length=1)]
    """Statements; an outcome stands in the first place of which one is true."""
    much: bool = False
    """True where these outcomes are greatly preferred to all that stand lower."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: object) -> object:
        if isinstance(value, str):
            return {"any_of": (value,)}
        if isinstance(value, list | tuple):
            return {"any_of": value}
        if isinstance(value, dict) and isinstance(value.get("any_of"), str):
            return {**value, "any_of": (value["any_of"],)}
        return value


class Priority(Reasoned):
    """Something a party wants to be true, in its place among the other things it wants.

    In YAML: ``"ceasefire = kept"``, or ``{wants: ..., if: ...}``: wanted only where the second is
    true, or ``{wants: ..., iff: ...}``: wanted where the second is true, unwanted where it is not.
    """

    wants: str
    """Statement (see `detente.case.statements`) that should be true."""
    if_: Annotated[str | None, Field(alias="if")] = None
    """Statement without which it does not matter."""
    iff: str | None = None
    """Statement that should be true exactly where `wants` is."""
    weight: Value | None = None
    """Its weight, 0 to 100, where weights and not the order decide; then all have one."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: object) -> object:
        return {"wants": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _with_one_condition(self) -> Self:
        if self.if_ is not None and self.iff is not None:
            msg = "a priority has both 'if' and 'iff'"
            raise ValueError(msg)
        return self

    @property
    def statement(self) -> str:
        """Statement that is true where the priority is met."""
        if self.if_ is not None:
            return f"not ({self.if_}) or ({self.wants})"
        if self.iff is not None:
            both = f"({self.wants}) and ({self.iff})"
            return f"{both} or not ({self.wants}) and not ({self.iff})"
        return self.wants


class Preference(Reasoned):
    """What one party wants.

    In scores by issue or, where only its order is known, as a ranking of outcomes or as priorities.
    """

    no_deal: Value = Value(low=0, high=100)
    """What it gets without a settlement, 0 to 100 on the scale of its outcomes."""
    issues: dict[Id, IssuePreference] = Field(default_factory=dict)
    """By issue; an issue left out is unknown in everything."""
    interactions: tuple[Interaction, ...] = ()
    """What combinations of options add or take away."""
    red_lines: tuple[RedLine, ...] = ()
    """What it never accepts."""
    great: Value | None = None
    """Points of 100 from which on it prefers one outcome greatly to another; None: not said."""
    ranking: tuple[Rank, ...] = ()
    """Outcomes from best to worst; those in no place come last, all alike."""
    priorities: tuple[Priority, ...] = ()
    """What it wants, most important first: the first that tells two outcomes apart decides."""

    @property
    def ordinal(self) -> bool:
        """Whether only the party's order of the outcomes is known."""
        return bool(self.ranking or self.priorities)


class Link(Reasoned):
    """A tie between issues: whenever `if_` is true, `then` must be true."""

    if_: Annotated[str, Field(alias="if")]
    """Statement."""
    then: str
    """Statement."""


class Group(Reasoned):
    """Parties that consent together."""

    members: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Who belongs to it."""
    quota: Annotated[int, Field(ge=1)] | None = None
    """How many of them must accept; None: all."""


class Consent(Reasoned):
    """Whose consent makes an outcome a settlement.

    Without `veto`, `quota` and `groups` everyone at the table must accept. With one of them, what
    they say is what is needed, all of it together.
    """

    rule: Literal["seated", "all"] = "seated"
    """Who is at the table; ``seated``: every party with a seat; ``all``: every party with
    preferences."""
    veto: tuple[Id, ...] = ()
    """Parties each of which must accept."""
    quota: Annotated[int, Field(ge=1)] | None = None
    """How many of those at the table must accept, those with a veto among them."""
    groups: dict[Id, Group] = Field(default_factory=dict)
    """Named groups, each of which must consent."""

    @property
    def unanimous(self) -> bool:
        """Whether everyone at the table must accept."""
        return not (self.veto or self.groups) and self.quota is None


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

    def ordinal(self) -> tuple[str, ...]:
        """Return the ids of the parties of which only the order of outcomes is known."""
        return tuple(
            p for p in self.players() if p in self.preferences and self.preferences[p].ordinal
        )

    def seated(self) -> tuple[str, ...]:
        """Return the ids of those at the table, in file order."""
        everyone = self.consent.rule == "all"
        return tuple(p for p in self.players() if everyone or self.parties[p].seat)

    def unseated(self) -> tuple[str, ...]:
        """Return the ids of the parties with a stake and no seat, in file order."""
        seated = set(self.seated())
        return tuple(p for p in self.players() if p not in seated)
