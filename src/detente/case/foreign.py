"""What a foreign case holds, before it becomes ours: names, shares, weights, least worth.

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
    Consent,
    Issue,
    IssuePreference,
    Option,
    Party,
    Preference,
    Value,
)
from detente.case.statements import KEYWORDS
from detente.errors import CaseError
from detente.sources.frozen import Label, Language

_T = TypeVar("_T")
MAX_OPTIONS = 1_001
"""Most options of an issue; ranges of numbers are written out up to this."""
MAX_SCORES = 20_000
"""Most scores (parties x options) of a case."""
MAX_FILES = 200
"""Most files that are read from one folder."""
MAX_DIGITS = 60
"""Most digits above or below the line of a fraction in a case."""
NO_REASON = Label(de="so die eingelesene Datei", en="as the imported file says")


@dataclass(frozen=True)
class ForeignIssue:
    """One issue with its options by name."""

    name: str
    options: tuple[str, ...]
    at: tuple[float, ...] | None = None
    """Places of the options on a scale from 0 to 100, where they are numbers."""


@dataclass(frozen=True)
class ForeignParty:
    """One party: its worth of an outcome is the sum over issues of weight x share."""

    name: str
    weights: tuple[Fraction, ...]
    """Weight of each issue, in the unit of `least`."""
    shares: tuple[tuple[Fraction, ...], ...]
    """What share of the weight each option earns, 0 to 1; by issue, then option."""
    least: Fraction | None
    """Least worth that the party accepts; None: unknown."""
    assume: Label
    """How it was read, and what could not be kept."""
    seat: bool = True
    """Whether its consent is asked."""


def party_of_points(
    name: str,
    rows: Sequence[Sequence[Fraction]],
    least: Fraction | None,
    assume: Label,
    *,
    seat: bool = True,
) -> ForeignParty:
    """Return a party that adds up points: a row per issue, a number per option, none below 0."""
    best = [max(row) for row in rows]
    return ForeignParty(
        name=name,
        weights=tuple(best),
        shares=tuple(
            tuple(value / top if top else Fraction(0) for value in row)
            for row, top in zip(rows, best, strict=True)
        ),
        least=least,
        assume=assume,
        seat=seat,
    )


@dataclass(frozen=True)
class ForeignCase:
    """Issues, parties, and whose consent the other tool asks."""

    title: str
    issues: tuple[ForeignIssue, ...]
    parties: tuple[ForeignParty, ...]
    veto: tuple[int, ...] = ()
    """Places in `parties` of those that must accept."""
    quota: int | None = None
    """How many must accept; None: all."""
    consent: Label | None = None
    """Where `veto` and `quota` come from."""


def case_of(foreign: ForeignCase, language: Language = "en") -> Case:
    """Return our form of a foreign case; worths keep their proportions exactly.

    Scores are shares x 100, salience is the weight times a power of ten, and the least worth
    becomes the no-deal value on the scale on which full shares of every issue are worth 100.
    """
    _check_size(foreign)
    issue_ids = ids_of([issue.name for issue in foreign.issues], "issue")
    option_ids = [ids_of(issue.options, "option") for issue in foreign.issues]
    party_ids = ids_of([party.name for party in foreign.parties], "party")
    consent = Consent(
        veto=tuple(party_ids[index] for index in foreign.veto),
        quota=foreign.quota,
        assume=foreign.consent.in_language(language) if foreign.consent else None,
    )
    return Case(
        detente=1,
        title=_label(foreign.title),
        parties={
            name: Party(
                name=_label(party.name), seat=party.seat, assume=party.assume.in_language(language)
            )
            for name, party in zip(party_ids, foreign.parties, strict=True)
        },
        issues={
            name: _issue(issue, ids)
            for name, issue, ids in zip(issue_ids, foreign.issues, option_ids, strict=True)
        },
        preferences={
            name: _preference(party, issue_ids, option_ids, NO_REASON.in_language(language))
            for name, party in zip(party_ids, foreign.parties, strict=True)
        },
        consent=consent,
    )


def ids_of(names: Sequence[str], kind: str) -> list[str]:
    """Return one id per name: small letters, digits and _, each only once."""
    found: dict[str, None] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        if not base or not base[0].isalpha() or base in KEYWORDS:
            base = f"{kind}_{base}".rstrip("_")
        candidates = (base if n == 1 else f"{base}_{n}" for n in range(1, len(names) + 2))
        found[next(candidate for candidate in candidates if candidate not in found)] = None
    return list(found)


def once(items: Iterable[_T]) -> list[_T]:
    """Return the items in their order, each only once."""
    return list(dict.fromkeys(items))


def number_range(
    low: Fraction, high: Fraction, step: Fraction, where: str
) -> tuple[list[Fraction], tuple[float, ...]]:
    """Return the numbers from `low` to at most `high`, and their places from 0 to 100."""
    if step <= 0 or high < low:
        msg = f"{where}: is no range of numbers; give a low and a higher end and a step above 0"
        raise CaseError(msg)
    count = int((high - low) / step) + 1
    if count > MAX_OPTIONS:
        msg = (
            f"{where}: has {count} numbers, more than {MAX_OPTIONS} options; "
            "name the ones that matter, or take a larger step"
        )
        raise CaseError(msg)
    numbers = [low + index * step for index in range(count)]
    width = max(high - low, step)
    return numbers, tuple(float(100 * (number - low) / width) for number in numbers)


def _check_size(foreign: ForeignCase) -> None:
    if len(foreign.parties) < 2:
        msg = f"{foreign.title}: has fewer than two parties; put their files beside it"
        raise CaseError(msg)
    for issue in foreign.issues:
        if len(issue.options) < 2:
            msg = (
                f"{foreign.title}: issue {issue.name!r} has {len(issue.options)} option; nothing "
                "is negotiated there, so remove the issue from every file, or add an option"
            )
            raise CaseError(msg)
    scores = len(foreign.parties) * sum(len(issue.options) for issue in foreign.issues)
    if scores > MAX_SCORES or any(len(issue.options) > MAX_OPTIONS for issue in foreign.issues):
        msg = (
            f"{foreign.title}: {scores} scores are more than a case takes (at most {MAX_SCORES}, "
            f"{MAX_OPTIONS} options an issue); leave out parties or join options"
        )
        raise CaseError(msg)


def _issue(issue: ForeignIssue, ids: list[str]) -> Issue:
    at = issue.at or (None,) * len(ids)
    return Issue(
        name=_label(issue.name),
        options={
            option_id: Option(name=_label(option), at=place)
            for option_id, option, place in zip(ids, issue.options, at, strict=True)
        },
    )


def _preference(
    party: ForeignParty, issue_ids: list[str], option_ids: list[list[str]], assume: str
) -> Preference:
    total = sum(party.weights, Fraction(0))
    if total <= 0:
        msg = f"party {party.name}: all weights are zero; it wants nothing that could be compared"
        raise CaseError(msg)
    # what no outcome reaches stays out of reach: scores go down until it is worth 100
    full = max(total, party.least or Fraction(0))
    scale = _scale(max(party.weights))
    return Preference(
        no_deal=Value(low=0, high=100)
        if party.least is None
        else exact_value(100 * party.least / full, assume),
        issues={
            issue: IssuePreference(
                salience=exact_value(weight * scale, assume),
                ideal=options[max(range(len(options)), key=shares.__getitem__)],
                scores={
                    option: exact_value(100 * share * total / full, assume)
                    for option, share in zip(options, shares, strict=True)
                },
                assume=assume,
            )
            for issue, options, weight, shares in zip(
                issue_ids, option_ids, party.weights, party.shares, strict=True
            )
        },
        assume=assume,
    )


def _scale(largest: Fraction) -> Fraction:
    scale = Fraction(100) if largest <= 1 else Fraction(1)
    while largest * scale > 100:
        scale /= 10
    return scale


def exact_value(number: Fraction, assume: str) -> Value:
    """Return a certain value, as a fraction where no decimal writes it."""
    near = float(number)
    if Fraction(repr(near)) == number:
        return Value(low=near, high=near, assume=assume)
    if max(len(str(number.numerator)), len(str(number.denominator))) > MAX_DIGITS:
        msg = (
            f"a value near {near:g} needs a fraction of more than {MAX_DIGITS} digits to be kept "
            "exactly; round the numbers in the files"
        )
        raise CaseError(msg)
    return Value(low=near, high=near, fraction=f"{number}", assume=assume)


def _label(text: str) -> Label:
    return Label(de=text, en=text)
