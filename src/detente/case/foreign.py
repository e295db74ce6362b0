"""What a foreign case holds, before it becomes ours: names, evaluations, weights, least worth.

Each importer fills this form; the arithmetic is done here once, in fractions.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from detente.case.model import (
    Case,
    Issue,
    IssuePreference,
    Option,
    Party,
    Preference,
    Value,
)
from detente.case.statements import KEYWORDS
from detente.errors import CaseError
from detente.sources.frozen import Label

_T = TypeVar("_T")
_DECIMAL = re.compile(r"-?(\d{1,30}\.?\d{0,30}|\.\d{1,30})([eE][+-]?\d{1,2})?")


@dataclass(frozen=True)
class ForeignParty:
    """One party: its worth of an outcome is the sum over issues of weight x share."""

    name: str
    weights: tuple[Fraction, ...]
    """Weight of each issue, in the unit of `least`."""
    shares: tuple[tuple[Fraction, ...], ...]
    """Worth of each option as a share of the issue's best, 0 to 1; by issue, then option."""
    least: Fraction
    """Least worth that the party accepts."""
    assume: str
    """What was read, and what could not be kept."""


@dataclass(frozen=True)
class ForeignCase:
    """Issues with their options by name, and the parties."""

    title: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    parties: tuple[ForeignParty, ...]


def case_of(foreign: ForeignCase) -> Case:
    """Return our form of a foreign case; worths keep their proportions exactly.

    Scores are shares of the issue's best option x 100, salience is the weight, and the least worth
    becomes the no-deal value on the scale on which an outcome with every issue's best is worth
    100. Weights above 100 are scaled down together.
    """
    if len(foreign.parties) < 2:
        msg = f"{foreign.title}: has fewer than two parties; put their files beside it"
        raise CaseError(msg)
    issue_ids = ids_of([name for name, _ in foreign.issues], "issue")
    option_ids = [ids_of(options, "option") for _, options in foreign.issues]
    party_ids = ids_of([party.name for party in foreign.parties], "party")
    return Case(
        detente=1,
        title=_label(foreign.title),
        parties={
            name: Party(name=_label(party.name), seat=True, assume=party.assume)
            for name, party in zip(party_ids, foreign.parties, strict=True)
        },
        issues={
            name: Issue(
                name=_label(issue),
                options={
                    option_id: Option(name=_label(option))
                    for option_id, option in zip(ids, options, strict=True)
                },
            )
            for name, (issue, options), ids in zip(
                issue_ids, foreign.issues, option_ids, strict=True
            )
        },
        preferences={
            name: _preference(party, issue_ids, option_ids)
            for name, party in zip(party_ids, foreign.parties, strict=True)
        },
    )


def ids_of(names: Sequence[str], kind: str) -> list[str]:
    """Return one id per name: small letters, digits and _, each only once."""
    found: list[str] = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        if not base or not base[0].isalpha() or base in KEYWORDS:
            base = f"{kind}_{base}".rstrip("_")
        candidates = (base if n == 1 else f"{base}_{n}" for n in range(1, len(names) + 2))
        found.append(next(candidate for candidate in candidates if candidate not in found))
    return found


def exact(text: str) -> Fraction:
    """Return the number that `text` writes, exactly; `ValueError` where it is none or huge."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def once(items: Iterable[_T]) -> list[_T]:
    """Return the items in their order, each only once."""
    return list(dict.fromkeys(items))


def _preference(
    party: ForeignParty, issue_ids: list[str], option_ids: list[list[str]]
) -> Preference:
    total = sum(party.weights, Fraction(0))
    if total <= 0:
        msg = f"party {party.name}: all weights are zero; it wants nothing that could be compared"
        raise CaseError(msg)
    no_deal = 100 * party.least / total
    if not 0 <= no_deal <= 100:
        msg = (
            f"party {party.name}: its least acceptable worth {float(party.least):g} lies outside "
            f"what outcomes can be worth to it (0 to {float(total):g})"
        )
        raise CaseError(msg)
    scale = Fraction(100) / max(Fraction(100), *party.weights)
    if max(party.weights) <= 1:
        scale = Fraction(100)
    return Preference(
        no_deal=_value(no_deal),
        issues={
            issue: IssuePreference(
                salience=_value(weight * scale),
                ideal=options[max(range(len(options)), key=shares.__getitem__)],
                scores={
                    option: _value(100 * share)
                    for option, share in zip(options, shares, strict=True)
                },
                assume="as the imported file says",
            )
            for issue, options, weight, shares in zip(
                issue_ids, option_ids, party.weights, party.shares, strict=True
            )
        },
        assume="as the imported file says",
    )


def _value(number: Fraction) -> Value:
    value = float(number)
    return Value(low=value, high=value, assume="as the imported file says")


def _label(text: str) -> Label:
    return Label(de=text, en=text)
