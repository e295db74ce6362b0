"""Names as the brief shows them: parties, actors, issues, options, conditions on outcomes.

A party's name in a sentence stands in the nominative; everywhere else it stands bare, after a
colon or in a list, so that no sentence needs a case that the name's grammar does not give.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from detente.brief.grammar import as_subject, is_plural
from detente.brief.messages import Messages, Phrase
from detente.case.layout import short_range
from detente.case.model import Case, RedLine
from detente.case.statements import (
    And,
    Comparison,
    Membership,
    Not,
    Or,
    Statement,
    allowed,
    parse_statement,
)
from detente.errors import CaseError
from detente.reading.issues import catalogue
from detente.record.record import Record
from detente.sources.frozen import Label


@dataclass(frozen=True)
class Subject:
    """One or more names as the subject of a sentence."""

    nom: Phrase
    """In the nominative, with articles."""
    number: int
    """1 where the verb stands in the singular, 2 in the plural."""

    @property
    def cap(self) -> str:
        """The nominative with a capital first letter."""
        return self.nom.cap


class Names:
    """Looks up what ids are called in the language of the brief."""

    def __init__(self, record: Record, case: Case | None, words: Messages) -> None:
        self._words = words
        self._case = case
        self._actors = {actor.id: actor for actor in record.actors}

    def actor(self, actor: str) -> str:
        """Return the name of a party or any other actor; the case has the first word."""
        party = self._case.parties.get(actor) if self._case is not None else None
        label = party.name if party is not None else None
        if label is None and actor in self._actors:
            label = self._actors[actor].name
        return self._shown(label, actor)

    def subject(self, actors: Iterable[str]) -> Subject:
        """Return the actors, in the order of their names, as the subject of a sentence."""
        language = self._words.language
        names = [self.actor(actor) for actor in self.in_order(actors)]
        parts = [as_subject(name, language) for name in names]
        plural = len(names) > 1 or any(is_plural(name, language) for name in names)
        return Subject(Phrase(self._words.join(parts)), 2 if plural else 1)

    def actors(self, actors: Iterable[str]) -> str:
        """Return the bare names, in their order, as a list."""
        return self._words.join([self.actor(actor) for actor in self.in_order(actors)])

    def in_order(self, actors: Iterable[str]) -> list[str]:
        """Return actors in the alphabetical order of the names shown, each once."""
        return sorted(dict.fromkeys(actors), key=lambda a: (_alphabetical(self.actor(a)), a))

    def issue(self, issue: str) -> str:
        """Return the name of an issue."""
        if self._case is not None and issue in self._case.issues:
            return self._shown(self._case.issues[issue].name, issue)
        known = catalogue().issues.get(issue)
        return self._shown(known.name if known else None, issue)

    def option(self, touched: str) -> str:
        """Return the name of an option given as ``issue=option``."""
        issue, _, option = touched.partition("=")
        held = self._case.issues.get(issue) if self._case is not None else None
        if held is not None and option in held.options:
            return self._shown(held.options[option].name, option)
        known = catalogue().issues.get(issue)
        found = known.options.get(option) if known else None
        return self._shown(found.name if found else None, option)

    def options(self, touched: Iterable[str]) -> str:
        """Return the names of options, any of them meant, as a list."""
        return self._words.text("names.or").join(self.option(item) for item in touched)

    def condition(self, statement: str) -> str:
        """Return a statement about outcomes in words; as written where it cannot be parsed."""
        if self._case is None:
            return statement
        try:
            return self._in_words(parse_statement(statement), self._case)
        except CaseError:
            return statement

    def _in_words(self, statement: Statement, case: Case) -> str:
        match statement:
            case Comparison() | Membership():
                return self._leaf(statement, case, barred=False)
            case Not(Comparison() | Membership() as leaf):
                return self._leaf(leaf, case, barred=True)
            case Not(operand):
                return self._words.text("condition.not", operand=self._in_words(operand, case))
            case And(operands):
                parts = [self._in_words(operand, case) for operand in operands]
                return self._words.text("condition.and").join(parts)
            case Or(operands):
                parts = [self._in_words(operand, case) for operand in operands]
                return self._words.text("condition.or").join(parts)

    def red_line(self, line: RedLine) -> str:
        """Return in words what the owner of a red line never accepts."""
        if line.at_least is not None:
            return self._words.text("condition.at_least", worth=short_range(line.at_least))
        if line.only is not None and line.if_ is not None:
            parts = {"only": self.condition(line.only), "if_": self.condition(line.if_)}
            return self._words.text("condition.only", **parts)
        return self.never(line.barred or "")

    def never(self, statement: str) -> str:
        """Return in words that a statement about outcomes must not become true."""
        try:
            parsed = parse_statement(statement) if self._case else None
            if self._case and isinstance(parsed, Comparison | Membership):
                return self._leaf(parsed, self._case, barred=False, key="condition.never_leaf")
        except CaseError:
            return self._words.text("condition.never", condition=statement)
        return self._words.text("condition.never", condition=self.condition(statement))

    def _leaf(
        self,
        leaf: Comparison | Membership,
        case: Case,
        *,
        barred: bool,
        key: str = "condition.leaf",
    ) -> str:
        if leaf.issue not in case.issues:
            return str(leaf)
        chosen = allowed(leaf, case.issues[leaf.issue])
        options = [o for o in case.issues[leaf.issue].options if (o in chosen) != barred]
        shown = self.options(f"{leaf.issue}={option}" for option in options)
        return self._words.text(key, issue=self.issue(leaf.issue), options=shown)

    def outcome(self, outcome: dict[str, str]) -> str:
        """Return an outcome in words."""
        return self._words.text("names.and_then").join(
            self._words.text(
                "condition.leaf", issue=self.issue(issue), options=self.option(f"{issue}={option}")
            )
            for issue, option in outcome.items()
        )

    def _shown(self, label: Label | None, fallback: str) -> str:
        if label is None:
            return fallback.replace("_", " ")
        return label.in_language(self._words.language)


def _alphabetical(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char))
