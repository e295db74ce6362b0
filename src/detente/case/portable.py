"""A case as other tools can carry it: parties at the table, certain numbers, plain names.

Ranges become their middle, unknown values 50; everything stays a fraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.case.foreign import ids_of
from detente.case.model import Case, IssuePreference, Value
from detente.errors import CaseError
from detente.sources.frozen import Label, Language

_UNKNOWN = Value(low=0, high=100)
_BEST = Value(low=100, high=100)


@dataclass(frozen=True)
class Exported:
    """Files of another tool, by name, and what they do not carry."""

    files: dict[str, str]
    """Text by file name; a name may contain one folder."""
    notes: tuple[str, ...]
    """One sentence for each thing that was lost or changed, and how utilities are scaled."""


@dataclass(frozen=True)
class PortableParty:
    """What one party wants: its worth of an outcome is the sum of shares x scores, 0 to 100."""

    id: str
    name: str
    shares: tuple[Fraction, ...]
    """Salience of each issue as a share; they sum to 1."""
    scores: tuple[tuple[Fraction, ...], ...]
    """Score of each option, 0 to 100; by issue, then option."""
    no_deal: Fraction
    """Worth of no deal, 0 to 100."""

    def parts(self) -> list[list[Fraction]]:
        """Return what each option adds to the worth of an outcome, 0 to 100."""
        return [
            [share * score for score in row]
            for share, row in zip(self.shares, self.scores, strict=True)
        ]


@dataclass(frozen=True)
class Portable:
    """Issues and options by unique names, and parties."""

    slug: str
    """Title as the beginning of file names."""
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    parties: tuple[PortableParty, ...]


def portable(case: Case, language: Language) -> Portable:
    """Return a case with the names of one language; `CaseError` where nothing could be written."""
    if len(case.seated()) < 2 or not case.issues:
        msg = "a case for another tool needs two parties at the table and an issue; seat them first"
        raise CaseError(msg)
    ordinal = [party for party in case.seated() if party in case.ordinal()]
    if ordinal:
        msg = (
            f"only the order of outcomes is known of {', '.join(ordinal)}, and other tools need "
            "points; give scores by issue instead"
        )
        raise CaseError(msg)
    issue_names = unique_names([(i, case.issue_name(i)) for i in case.issues], language)
    names = unique_names([(p, case.party_name(p)) for p in case.seated()], language)
    return Portable(
        slug=ids_of([plain(case.title.in_language(language))], "case")[0][:40].rstrip("_"),
        issues=tuple(
            (name, option_names(case, issue, language))
            for name, issue in zip(issue_names, case.issues, strict=True)
        ),
        parties=tuple(
            portable_party(case, party, name)
            for party, name in zip(case.seated(), names, strict=True)
        ),
    )


def portable_party(case: Case, party: str, name: str) -> PortableParty:
    """Return the middle of what one party wants, exactly."""
    wants = case.preferences[party]
    items = [wants.issues.get(issue, IssuePreference()) for issue in case.issues]
    weights = [item.salience.exact_mid for item in items]
    total = sum(weights, Fraction(0))
    return PortableParty(
        id=party,
        name=name,
        shares=tuple(w / total if total else Fraction(1, len(weights)) for w in weights),
        scores=tuple(
            tuple(
                item.scores.get(o, _BEST if o == item.ideal else _UNKNOWN).exact_mid
                for o in issue.options
            )
            for item, issue in zip(items, case.issues.values(), strict=True)
        ),
        no_deal=wants.no_deal.exact_mid,
    )


def option_names(case: Case, issue: str, language: Language) -> tuple[str, ...]:
    """Return the names of an issue's options, each only once."""
    options = [(option, case.option_name(issue, option)) for option in case.issues[issue].options]
    return tuple(unique_names(options, language))


def unique_names(named: Sequence[tuple[str, Label]], language: Language) -> list[str]:
    """Return names on one line, with the id where a name is empty or not the only one."""
    names = [plain(label.in_language(language)) for _, label in named]
    return [
        name if name and names.count(name) == 1 else f"{name} ({id_})".strip()
        for name, (id_, _) in zip(names, named, strict=True)
    ]


def plain(text: str) -> str:
    """Return a text on one line without anything that is not printed."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def scale_note(party: str, factor: Fraction) -> Label:
    """Return how utilities of a party follow from its worths."""
    return Label(de=f"{party}: Nutzen = Wert x {factor}", en=f"{party}: utility = worth x {factor}")
