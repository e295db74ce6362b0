"""`Knowledge`: actors, persons, issues and words that an analyst adds in a file of a project."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from detente.reading.act import Force, Kind, Stance
from detente.sources.frozen import Frozen, Label, Language

FILE = "knowledge.toml"
"""Name of the file in the folder of a project."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1, pattern=r"^[^|#\n\r]+$")]
Pattern = Annotated[str, Field(min_length=1, pattern=r"^[^\n\r]+$")]
Day = Annotated[str, Field(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$")]
Texts = tuple[Text, ...]
ByLanguage = dict[Language, tuple[Pattern, ...]]


class AddedActor(Frozen):
    """A state, organisation, armed group or other actor, or more names for a known one."""

    type: Literal["state", "bloc", "organisation", "armed_group", "movement", "group"] | None = None
    """What kind of actor; needed for a new one, left out for a known one."""
    name: Label | None = None
    """Name as shown, without article; needed for a new one, left out for a known one."""
    code: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """Three-letter country code; for others that of their home state, IGO or NGO."""
    article_de: Literal["der", "die", "das"] | None = None
    """German article of the name."""
    plural: bool = False
    """True where the German name takes a plural verb."""
    home: Id | None = None
    """State it mainly comes from or acts in."""
    adjectives: dict[Language, Texts] = Field(default_factory=dict)
    """Adjectives that name it; German ones as stems ("russisch")."""
    people: dict[Language, Texts] = Field(default_factory=dict)
    """Words for its people, masculine singular; of a state only."""
    seats: Texts = ()
    """Capitals and cities that stand for it."""
    aliases: Texts = ()
    """Further names and spellings, both languages."""


class AddedPerson(Frozen):
    """One office of a person."""

    name: Text
    """Usual name with first name."""
    de: Text | None = None
    """Usual name in German where it is another."""
    sex: Literal["m", "f"]
    """For German titles and for pronouns."""
    party: Id | None = None
    """Id of the actor represented."""
    office: Id
    """Id of the office, such as ``leader``, ``foreign_minister``, ``envoy``, ``negotiator``."""
    since: Day | None = Field(default=None, alias="from")
    """First year or month of the office, such as "2019" or "2019-05"."""
    until: Day | None = Field(default=None, alias="to")
    """Last year or month of the office, included."""
    short: Texts = ()
    """Names that are safe without the first name."""
    aliases: Texts = ()
    """Further spellings of the full name."""


class AddedOption(Frozen):
    """One way to settle an issue, or more words for a known one."""

    name: Label | None = None
    """Name as shown; needed for a new option."""
    at: float | None = Field(default=None, ge=0, le=100)
    """Place on the issue's scale, 0 to 100; left out where the issue has no order."""
    says: ByLanguage = Field(default_factory=dict)
    """Words that say the option, issue included."""
    near: ByLanguage = Field(default_factory=dict)
    """Words that say the option where the issue is named in the same sentence."""


class AddedIssue(Frozen):
    """Something that is negotiated, or more words and options for a known issue."""

    name: Label | None = None
    """Name as shown; needed for a new issue."""
    pax: tuple[str, ...] = ()
    """Codes of the PA-X taxonomy that fit best."""
    words: ByLanguage = Field(default_factory=dict)
    """Words that name the issue, by language."""
    looks_like: ByLanguage = Field(default_factory=dict, alias="not")
    """Words that look like it and are something else."""
    options: dict[Id, AddedOption] = Field(default_factory=dict)
    """Options by id, in their usual order."""


class AddedWords(Frozen):
    """Words that make a clause an act: one entry for each kind and manner."""

    kind: Kind
    """What kind of act they make."""
    stance: Stance | None = None
    """For, against or open about what is touched."""
    force: Force = "plain"
    """How strongly."""
    verbs: ByLanguage = Field(default_factory=dict)
    """Patterns of verbs; German separable ones as ``ab+nicken``; ``a|b`` is either word."""
    nouns: ByLanguage = Field(default_factory=dict)
    """Patterns of nouns."""
    forms: dict[Text, Text] = Field(default_factory=dict)
    """Forms that are no regular ones of their verb, with the verb: ``greenlit = "greenlight"``."""
    needs: Literal["", "actor", "party", "either", "issue", "process", "pair"] = ""
    """What must stand beside the words for the clause to count."""
    report: bool = False
    """True where what the words bring in is read for further acts: "sagen dass"."""

    @model_validator(mode="after")
    def _has_words(self) -> "AddedWords":
        if not any((*self.verbs.values(), *self.nouns.values())):
            msg = 'has no words; add verbs = { de = ["..."], en = ["..."] } or nouns'
            raise ValueError(msg)
        return self


class Knowledge(Frozen):
    """Everything in a knowledge file; it adds to the tables of the product and removes nothing."""

    actors: dict[Id, AddedActor] = Field(default_factory=dict)
    """Actors by id."""
    persons: tuple[AddedPerson, ...] = ()
    """Offices of persons, one entry for each."""
    issues: dict[Id, AddedIssue] = Field(default_factory=dict)
    """Issues by id."""
    words: tuple[AddedWords, ...] = ()
    """Words that make acts."""
