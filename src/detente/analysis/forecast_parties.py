"""Where each party stands on an issue and what it weighs there, with the reasons."""

import numpy as np

from detente.analysis.axes import preference_of
from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import PartyPlace
from detente.analysis.grounds import ground
from detente.analysis.interval import Interval
from detente.analysis.spread import interval
from detente.analysis.stability_values import Ground
from detente.case.model import Case
from detente.kernels.outcomes import BoolArray, FloatArray

NOTHING = Interval(low=0.0, mid=0.0, high=0.0, mean=0.0)


def party_places(case: Case, issue: IssuePlaces) -> tuple[PartyPlace, ...]:
    """Return where every party stands on one issue, in the order of the case."""
    row_of = {party: row for row, party in enumerate(issue.parties)}
    return tuple(_place(case, issue, party, row_of[party]) for party in case.players())


def _place(case: Case, issue: IssuePlaces, party: str, row: int) -> PartyPlace:
    wish = preference_of(case, party).issues.get(issue.issue)
    seated, present = row in issue.seated, bool(issue.present[row])
    return PartyPlace(
        party=party,
        seated=seated,
        place=interval(issue.position[:, row]) if present else None,
        known=bool(issue.known[row]),
        best=_best(issue, row),
        salience=interval(issue.salience[:, row]),
        influence=interval(issue.influence[:, row]),
        weight_share=interval(_share(issue, row, seated=seated)) if present else NOTHING,
        silent=wish is None or wish.silent,
        ascribed=wish is not None and wish.ascribed,
        indifferent=bool(issue.indifferent[row]),
        grounds=_grounds(case, issue.issue, party),
    )


def _best(issue: IssuePlaces, row: int) -> tuple[tuple[str, float], ...]:
    share = issue.best[:, row].mean(axis=0)
    named = zip((option.option for option in issue.scale.options), share, strict=True)
    found = [(option, round(float(part), 12)) for option, part in named if part > 0]
    return tuple(sorted(found, key=lambda item: -item[1]))


def _share(issue: IssuePlaces, row: int, *, seated: bool) -> FloatArray:
    """Return the party's part of the weight (n_draws,), 0 to 1: at the table, or of all."""
    among: BoolArray = issue.at_table if seated else issue.present
    weight = np.where(among, issue.weight, 0.0)
    total = weight.sum(axis=1)
    equal = np.where(among, 1.0, 0.0)[row] / among.sum()
    return np.where(total > 0, weight[:, row] / np.where(total > 0, total, 1.0), equal)


def _grounds(case: Case, issue: str, party: str) -> tuple[Ground, ...]:
    """Return where the case says what a party wants and weighs, acts of every value together."""
    preference = preference_of(case, party)
    path = f"preferences.{party}"
    found = []
    wish = preference.issues.get(issue)
    if wish is not None:
        place = f"{path}.issues.{issue}"
        stated = ground(place, wish, wish.salience, *wish.scores.values())
        handed_down = not stated.because and stated.assume is None
        found.append(ground(place, preference) if handed_down else stated)
    elif preference.ordinal:
        kind = "ranking" if preference.ranking else "priorities"
        found.append(ground(f"{path}.{kind}", preference, *preference.ranking))
    influence = case.parties[party].influence
    if influence.because or influence.assume:
        found.append(ground(f"parties.{party}.influence", influence))
    return tuple(found)
