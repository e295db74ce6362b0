"""What each model says about one issue, with its exact variant and what it is told."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.analysis.forecast_market import EXCHANGE
from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import ModelForecast, ModelName, ModelsSpread, Told
from detente.analysis.spread import interval
from detente.case.model import Case, Consent
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.bargain import bargain_alone
from detente.kernels.challenge import challenge
from detente.kernels.condorcet import condorcet
from detente.kernels.nash_choice import FAR, nash_point
from detente.kernels.outcomes import FloatArray
from detente.kernels.procedural import agenda_setter
from detente.sources.frozen import Label

LEAST = 1e-3
"""Share of votes that asks for nobody's consent, for a rule without a quota."""
COST = 1.0
"""Cost of failure beside a known reference point: as bad as the whole scale."""
SAME = 1e-6
"""Places closer than this are equal."""
Notes = tuple[Label, ...]


@dataclass(frozen=True)
class Model:
    """A named variant."""

    name: ModelName
    variant: str
    """With every named option."""
    told: tuple[Told, ...]
    run: Callable[[Case, IssuePlaces], tuple[FloatArray, Notes] | None]
    """Places, one per draw, and what to know of them; None where it says nothing."""
    usual: bool = True
    """Whether it runs unasked; the others take long to load on a machine where they never ran."""


def model_forecasts(
    case: Case, issue: IssuePlaces, *, all_models: bool = False
) -> tuple[ModelForecast, ...]:
    """Return what the models say, with those at the table.

    Parameters
    ----------
    case : Case
        For its rule of consent and its status quo.
    issue : IssuePlaces
        Places 0 to 100, draw by draw; somebody at the table has one.
    all_models : bool
        Whether those that take long to load on a new machine are asked as well.

    Returns
    -------
    tuple of ModelForecast
        In the order of `MODELS`; a model that cannot be asked is left out.
    """
    found = []
    for model in MODELS:
        said = model.run(case, issue) if model.usual or all_models else None
        if said is not None:
            place, notes = said
            found.append(
                ModelForecast(
                    model=model.name,
                    variant=model.variant,
                    told=model.told,
                    place=interval(np.clip(place, 0.0, 100.0)),
                    notes=notes,
                )
            )
    return tuple(found)


def models_spread(models: tuple[ModelForecast, ...]) -> ModelsSpread:
    """Return how far the medians of the models lie apart, and which are outermost."""
    places = {model.model: model.place.mid for model in models}
    low, high = min(places.values()), max(places.values())
    return ModelsSpread(
        low=low,
        high=high,
        lowest=tuple(name for name, place in places.items() if place <= low + SAME),
        highest=tuple(name for name, place in places.items() if place >= high - SAME),
    )


def _mean(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    return weighted_mean(issue.among(issue.at_table), issue.weight), ()


def _plain(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    place = issue.among(issue.at_table)
    return weighted_mean(place, np.ones_like(place)), ()


def _median(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    return weighted_median(issue.among(issue.at_table), issue.weight), ()


def _nash(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    return nash_point(issue.among(issue.at_table), issue.weight), ()


def _nash_reference(case: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes] | None:
    status_quo = issue.scale.at(case.issues[issue.issue].status_quo)
    if status_quo is None:
        return None
    place = nash_point(issue.among(issue.at_table), issue.weight, status_quo.at, cost=COST)
    return place, (
        Label(
            de="Ohne Einigung bleibt der Status quo, und das kostet jeden zusätzlich so viel wie "
            "die ganze Skala; wörtlich genommen (Kosten 0) sagt der Status quo schlecht voraus.",
            en="Without agreement the status quo stays, and that costs everybody as much as the "
            "whole scale besides; taken literally (cost 0) the status quo forecasts badly.",
        ),
    )


def _condorcet(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    return condorcet(issue.among(issue.at_table), issue.weight).mean, ()


def _election(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    place = issue.among(issue.at_table)
    return condorcet(place, issue.weight, chain="conditional").mean, ()


def _agenda(case: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes] | None:
    """Return what every party at the table would get through, on average, proposing in turn."""
    status_quo = issue.scale.at(case.issues[issue.issue].status_quo)
    rows = np.flatnonzero(issue.at_table)
    rule = _rule(case.consent, len(rows), len(issue.seated))
    if status_quo is None or rule is None:
        return None
    quota, any_quota = rule
    place = issue.among(issue.at_table)
    vetoes = np.array([party in case.consent.veto for party in issue.parties])
    got = [
        agenda_setter(
            place, np.ones_like(place), status_quo.at, place[:, row], quota=quota, vetoes=vetoes
        )
        for row in rows
        if any_quota or vetoes.any()
    ]
    return (np.mean(got, axis=0), _of_proposers(got)) if got else None


def _rule(consent: Consent, n_placed: int, n_seated: int) -> tuple[float, bool] | None:
    """Return the share of votes that is needed, and whether there is a quota at all."""
    if consent.groups:
        return None
    if consent.quota is not None:
        return min(consent.quota, n_seated, n_placed) / n_placed, True
    return (1.0, True) if consent.unanimous else (LEAST, False)


def _of_proposers(got: list[FloatArray]) -> Notes:
    middle = [float(np.median(place)) for place in got]
    low, high = min(middle), max(middle)
    if round(low) == round(high):
        return (
            Label(
                de="Dasselbe, wer von denen am Tisch auch den Vorschlag macht.",
                en="The same whoever at the table makes the proposal.",
            ),
        )
    return (
        Label(
            de="Mittel über alle am Tisch, die reihum den Vorschlag machen; je nach Vorschlagendem "
            f"{low:.0f} bis {high:.0f}.",
            en="Mean over all at the table, each making the proposal in turn; from "
            f"{low:.0f} to {high:.0f} by who proposes.",
        ),
    )


def _challenge(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    found = challenge(issue.among(issue.at_table), issue.salience / 100, issue.influence)
    open_ = float((found.settled < 0).mean())
    if not open_:
        return found.forecast, ()
    share = f"{open_:.0%}"
    return found.forecast, (
        Label(
            de=f"In {share.replace('%', ' %')} der Wertesätze kommt das Modell nicht zur Ruhe; das "
            "Ergebnis hängt dort davon ab, wann man aufhört.",
            en=f"In {share} of the value sets the model does not come to rest; there the result "
            "depends on when one stops.",
        ),
    )


def _bargain(_: Case, issue: IssuePlaces) -> tuple[FloatArray, Notes]:
    return bargain_alone(issue.among(issue.at_table), issue.salience, issue.influence), ()


_WEIGHED: tuple[Told, ...] = ("places", "salience", "influence")
MODELS = (
    Model("mean", "weights = influence x salience", _WEIGHED, _mean),
    Model("mean_unweighted", "equal weights", ("places",), _plain),
    Model("median", "weights = influence x salience; tie = midpoint", _WEIGHED, _median),
    Model(
        "nash", f"utility = quadratic; no agreement costs {FAR:g} scales, for all", _WEIGHED, _nash
    ),
    Model(
        "nash_reference",
        f"utility = quadratic; reference = status quo; cost = {COST:g} scale",
        (*_WEIGHED, "reference"),
        _nash_reference,
    ),
    Model(
        "condorcet",
        "mean over stated places; utility = linear; votes = proportional; power = 1; "
        "chain = uniform_challenger",
        _WEIGHED,
        _condorcet,
    ),
    Model(
        "election",
        "mean over stated places; utility = linear; votes = proportional; power = 1; "
        "chain = conditional",
        _WEIGHED,
        _election,
    ),
    Model(
        "agenda",
        "each proposes in turn; one vote each; consent as in the case; reference = status quo; "
        "cost = 0",
        ("places", "reference", "consent"),
        _agenda,
    ),
    Model(
        "challenge",
        "Scholz reconstruction, default options; conflict = nobody; stop = settled; 20 rounds",
        _WEIGHED,
        _challenge,
        usual=False,
    ),
    Model(
        "bargain", "KTAB, default rules; issue alone; mean at the end", _WEIGHED, _bargain,
        usual=False,
    ),
)  # fmt: skip
"""All models of one issue, weighted mean first."""


def exchange_model(place: FloatArray, notes: Notes = ()) -> ModelForecast:
    """Return the outcome of exchanges between issues as the forecast of a model.

    Parameters
    ----------
    place : float64 array, shape (n_draws,)
        Outcome of one issue after a round of exchanges, 0 to 100.
    notes : tuple of Label
        What to know of it.

    Returns
    -------
    ModelForecast
        Beside those of `model_forecasts`.
    """
    return ModelForecast(
        model="exchange",
        variant=EXCHANGE,
        told=(*_WEIGHED, "issues_together"),
        place=interval(np.clip(place, 0.0, 100.0)),
        notes=notes,
    )
