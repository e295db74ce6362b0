"""How much a forecast rests on, apart from how likely it says anything is.

Every reason allows a level at most; the lowest counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import (
    Confidence,
    Distribution,
    Level,
    ModelForecast,
    ModelName,
    PartyPlace,
)
from detente.sources.frozen import Label

SAME = 1e-9
"""Places closer than this are equal."""
LEVELS: tuple[Level, ...] = ("low", "moderate", "high")
WIDE, WIDER = 10.0, 30.0
"""Points between the 10th and 90th percentile of the weighted mean from which confidence is at most
moderate, or low."""
TESTED: frozenset[ModelName] = frozenset(
    {
        "mean",
        "mean_unweighted",
        "median",
        "nash",
        "nash_reference",
        "condorcet",
        "election",
        "exchange",
    }
)
"""Models whose place outside the 80 percent interval was seen to go with outcomes outside it: it
held 48 instead of 83 percent. Of an agenda setter that could not be shown; challenges and
bargaining, which run only when asked for, were not looked at."""
FEW = 3
"""Fewest parties with a place below which confidence is at most moderate."""


@dataclass(frozen=True)
class _Reason:
    level: Level
    """The most it allows."""
    words: Label


def confidence(
    issue: IssuePlaces,
    parties: tuple[PartyPlace, ...],
    found: Distribution,
    models: tuple[ModelForecast, ...],
) -> Confidence:
    """Return how much the forecast of one issue rests on.

    Parameters
    ----------
    issue : IssuePlaces
        Where the parties stand.
    parties : tuple of PartyPlace
        The same with their grounds.
    found : Distribution
        The forecast with those at the table.
    models : tuple of ModelForecast
        What the models say.

    Returns
    -------
    Confidence
        The lowest level that a reason allows, reasons that allow least first. What the
        calibration was learned from allows moderate: nobody has tested it on talks of another
        kind. That models agree raises nothing: the forecast is narrower then already.
    """
    seated = [party for party in parties if party.seated]
    reasons = [
        *_silent(seated),
        *_assumed([party for party in seated if party.place is not None]),
        *_ascribed(seated),
        *_ranges(found),
        *_models(found, models),
        *_weights(issue),
        *_few(seated),
        *_absent(parties),
        *_agreed(found, seated),
        _domain(),
    ]
    reasons.sort(key=lambda reason: LEVELS.index(reason.level))
    return Confidence(level=reasons[0].level, reasons=tuple(reason.words for reason in reasons))


def _silent(seated: list[PartyPlace]) -> Iterator[_Reason]:
    unknown = sum(not party.known for party in seated)
    if not unknown:
        words = Label(
            de="Von allen am Tisch ist bekannt, was sie wollen.",
            en="It is known of everyone at the table what they want.",
        )
        yield _Reason("high", words)
        return
    most: Level = "low" if 2 * unknown > len(seated) else "moderate"
    words = Label(
        de=f"Von {unknown} der {len(seated)} am Tisch ist nicht oder kaum bekannt, was sie wollen.",
        en=f"Of {unknown} of the {len(seated)} at the table it is not or hardly known what they "
        "want.",
    )
    yield _Reason(most, words)


def _assumed(placed: list[PartyPlace]) -> Iterator[_Reason]:
    bare = [party for party in placed if not any(ground.because for ground in party.grounds)]
    if not bare:
        return
    most: Level = "low" if 2 * len(bare) > len(placed) else "moderate"
    if len(bare) == len(placed):
        words = Label(
            de="Alle Orte stützen sich auf Annahmen, keiner auf eine Aussage.",
            en="All places rest on assumptions, none on an act.",
        )
    else:
        words = Label(
            de=f"Auf Annahmen statt auf Aussagen stützen sich {len(bare)} der {len(placed)} Orte.",
            en=f"On assumptions instead of acts rest {len(bare)} of the {len(placed)} places.",
        )
    yield _Reason(most, words)


def _ascribed(seated: list[PartyPlace]) -> Iterator[_Reason]:
    n = sum(party.ascribed for party in seated)
    if not n:
        return
    words = Label(
        de=f"Was {n} der {len(seated)} am Tisch wollen, sagen nur andere über sie.",
        en=f"What {n} of the {len(seated)} at the table want is only said by others.",
    )
    yield _Reason("moderate", words)


def _ranges(found: Distribution) -> Iterator[_Reason]:
    width = found.mean.high - found.mean.low
    if width < WIDE:
        return
    words = Label(
        de=f"Die Spannen der Werte verschieben den gewichteten Mittelwert um {width:.0f} Punkte "
        f"({found.mean.low:.0f} bis {found.mean.high:.0f}).",
        en=f"The ranges of the values move the weighted mean by {width:.0f} points "
        f"({found.mean.low:.0f} to {found.mean.high:.0f}).",
    )
    yield _Reason("low" if width >= WIDER else "moderate", words)


def _models(found: Distribution, models: tuple[ModelForecast, ...]) -> Iterator[_Reason]:
    low, high = found.interval_80
    tested = [model for model in models if model.model in TESTED]
    n = sum(not low - SAME <= model.place.mid <= high + SAME for model in tested)
    if not n:
        return
    one = n == 1
    words = Label(
        de=f"{'Eines' if one else n} von {len(tested)} Modellen {'sieht' if one else 'sehen'} das "
        f"Ergebnis außerhalb des 80-Prozent-Intervalls ({low:.0f} bis {high:.0f}); wo das in den "
        "Prüfdaten so war, enthielt es nur jedes zweite Ergebnis.",
        en=f"{'One' if one else n} of {len(tested)} models {'sees' if one else 'see'} the outcome "
        f"outside the 80 percent interval ({low:.0f} to {high:.0f}); where that was so in the "
        "test data, it held only every second outcome.",
    )
    yield _Reason("low", words)


def _weights(issue: IssuePlaces) -> Iterator[_Reason]:
    influence = issue.influence[:, list(issue.seated)]
    if not np.all(influence == 1.0):
        return
    words = Label(
        de="Der Fall sagt nichts über den Einfluss der Parteien; alle zählen gleich.",
        en="The case says nothing of the parties' influence; all count alike.",
    )
    yield _Reason("moderate", words)


def _few(seated: list[PartyPlace]) -> Iterator[_Reason]:
    n = sum(party.place is not None for party in seated)
    if n >= FEW:
        return
    words = Label(
        de=f"Nur {n} Parteien am Tisch haben einen Ort; die meisten Themen, an denen das Verfahren "
        "gelernt hat, hatten mehr als zehn.",
        en=f"Only {n} parties at the table have a place; most issues that the method learned from "
        "had more than ten.",
    )
    yield _Reason("moderate", words)


def _absent(parties: tuple[PartyPlace, ...]) -> Iterator[_Reason]:
    n = sum(party.place is not None and not party.seated for party in parties)
    if not n:
        return
    words = Label(
        de="Eine Partei ohne Platz am Tisch will etwas und zählt hier nicht mit."
        if n == 1
        else f"{n} Parteien ohne Platz am Tisch wollen etwas und zählen hier nicht mit.",
        en="One party without a seat wants something and does not count here."
        if n == 1
        else f"{n} parties without a seat want something and do not count here.",
    )
    yield _Reason("moderate", words)


def _agreed(found: Distribution, seated: list[PartyPlace]) -> Iterator[_Reason]:
    places = [party.place for party in seated if party.place is not None]
    low, high = min(place.low for place in places), max(place.high for place in places)
    if high - low > 1e-6:
        return
    words = Label(
        de="Alle am Tisch stehen am selben Ort; die Spanne der Prognose kommt allein aus Fehlern "
        "der Vergangenheit, und die gab es selten bei Themen, über die alle einig waren.",
        en="All at the table stand at the same place; the width of the forecast comes from past "
        "errors alone, few of which were on issues that all agreed on.",
    )
    yield _Reason("moderate", words)


def _domain() -> _Reason:
    words = Label(
        de="Gelernt und geprüft wurde das Verfahren an Gesetzgebung der Europäischen Union; auf "
        "Verhandlungen anderer Art ist es nicht geprüft.",
        en="The method was learned and graded on law-making in the European Union; it is untested "
        "on talks of another kind.",
    )
    return _Reason("moderate", words)
