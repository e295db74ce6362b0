"""A case as NegMAS objects, for those who simulate there; NegMAS is loaded only when asked for.

NegMAS has another licence (AGPL) and is no part of this product: nothing else here needs it.
"""

import importlib
from dataclasses import dataclass
from typing import Any

from detente.case.losses import (
    consent_losses,
    in_words,
    middle_losses,
    other_losses,
    party_losses,
    statement_losses,
)
from detente.case.model import Case
from detente.case.portable import PortableParty, portable
from detente.errors import CaseError
from detente.sources.frozen import Language


@dataclass(frozen=True)
class NegmasScenario:
    """What NegMAS needs for a simulation, and what it does not carry."""

    issues: tuple[Any, ...]
    """Issues of NegMAS, in the order of the case; names are issue ids, values option ids."""
    outcome_space: Any
    """All outcomes: tuples of option ids."""
    ufuns: dict[str, Any]
    """By party at the table, a linear additive utility function: worth / 100."""
    notes: tuple[str, ...]
    """One sentence for each thing that was lost or changed."""


def to_negmas(case: Case, language: Language = "en") -> NegmasScenario:
    """Return a case as issues, outcome space and utility functions of NegMAS.

    Parameters
    ----------
    case
        A case without problems.
    language
        Language of the notes.

    Returns
    -------
    NegmasScenario
        Utilities are worth / 100 in the middle of all ranges, as floating-point numbers (an error
        below 1e-12); the reserved value is the no-deal value / 100.

    Raises
    ------
    CaseError
        If NegMAS is not installed, fewer than two parties are at the table, or no issue is open.
    """
    plain = portable(case, language)
    outcomes, preferences = _negmas("outcomes"), _negmas("preferences")
    issues = tuple(
        outcomes.make_issue(list(issue.options), name=name) for name, issue in case.issues.items()
    )
    space = outcomes.make_os(issues, name=plain.slug)
    ufuns = {party.id: _ufun(preferences, case, party, space) for party in plain.parties}
    lost = [
        *party_losses(case, seats=False),
        *consent_losses(case),
        *statement_losses(case),
        *middle_losses(case, ufuns),
        *other_losses(case),
    ]
    return NegmasScenario(issues, space, ufuns, in_words(lost, language))


def _ufun(preferences: Any, case: Case, party: PortableParty, space: Any) -> Any:
    tables = {
        name: preferences.TableFun(
            {
                option: float(score / 100)
                for option, score in zip(issue.options, scores, strict=True)
            }
        )
        for (name, issue), scores in zip(case.issues.items(), party.scores, strict=True)
    }
    return preferences.LinearAdditiveUtilityFunction(
        values=tables,
        weights={name: float(w) for name, w in zip(case.issues, party.shares, strict=True)},
        outcome_space=space,
        reserved_value=float(party.no_deal / 100),
        name=party.id,
    )


def _negmas(part: str) -> Any:
    try:
        return importlib.import_module(f"negmas.{part}")
    except ImportError as trouble:
        msg = f"NegMAS cannot be loaded ({trouble}); install negmas into the same environment"
        raise CaseError(msg) from None
