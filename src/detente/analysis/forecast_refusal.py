"""Where there is no forecast, since what the case knows cannot tell outcomes apart."""

from detente.analysis.forecast_places import IssuePlaces
from detente.kernels.outcomes import BoolArray
from detente.sources.frozen import Label

FEWEST = 2
"""Fewest parties whose places are known."""


def refusal(issue: IssuePlaces, rows: BoolArray) -> Label | None:
    """Return why there is no forecast from some parties; None where there is one.

    Parameters
    ----------
    issue : IssuePlaces
        Where the parties stand.
    rows : bool array, shape (n_parties,)
        Those who take part and have a place.

    Returns
    -------
    Label or None
        Nobody has said anything, or wants any option more than another; only one does, so that a
        forecast would repeat its demand; or the places of fewer than `FEWEST` are known better
        than as anywhere on the scale.
    """
    if rows.sum() < FEWEST and issue.indifferent[list(issue.seated)].any():
        return _indifferent(bool(rows.any()))
    if not rows.any():
        return Label(
            de="Keine Prognose: Von denen am Tisch ist nicht bekannt, was sie wollen.",
            en="No forecast: nothing is known of what those at the table want.",
        )
    if rows.sum() == 1:
        return Label(
            de="Keine Prognose: Nur von einer Partei am Tisch ist bekannt, was sie "
            "will; eine Prognose gäbe nur ihre Forderung wieder.",
            en="No forecast: of one party at the table only is it known what it "
            "wants; a forecast would repeat its demand.",
        )
    if (issue.known & rows).sum() < FEWEST:
        return Label(
            de="Keine Prognose: Die Spannen lassen offen, wo auf der Skala die "
            "Parteien stehen; engere Werte für ihre Optionen würden Ergebnisse unterscheidbar "
            "machen.",
            en="No forecast: the ranges leave open where on the scale the parties "
            "stand; narrower values of their options would tell outcomes apart.",
        )
    return None


def _indifferent(one_wants: bool) -> Label:
    if one_wants:
        return Label(
            de="Keine Prognose: Nur eine Partei am Tisch zieht eine Option den anderen vor; eine "
            "Prognose gäbe nur ihre Forderung wieder.",
            en="No forecast: one party at the table only prefers any option to the others; a "
            "forecast would repeat its demand.",
        )
    return Label(
        de="Keine Prognose: Niemand am Tisch zieht eine Option einer anderen vor; nichts "
        "unterscheidet die Ergebnisse.",
        en="No forecast: nobody at the table prefers any option to another; nothing tells outcomes "
        "apart.",
    )
