"""Places of parties on a scale for the tests of the forecast models: a published case, and any."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

EMISSIONS_SCALE = (4.0, 10.0)
"""Years until emission standards for medium-sized cars would apply, European Community, 1989."""
EMISSIONS = {
    # position, salience, capability; Bueno de Mesquita (1994), table 1
    "Netherlands": (4, 80, "0.08"),
    "Belgium": (7, 40, "0.08"),
    "Luxembourg": (4, 20, "0.03"),
    "Germany": (4, 80, "0.16"),
    "France": (10, 60, "0.16"),
    "Italy": (10, 60, "0.16"),
    "United Kingdom": (10, 90, "0.16"),
    "Ireland": (7, 10, "0.05"),
    "Denmark": (4, 100, "0.05"),
    "Greece": (7, 70, "0.08"),
}


def emissions():
    """Return places and weights of the published case."""
    places = np.array([row[0] for row in EMISSIONS.values()], dtype=float)
    weights = [float(Fraction(row[2]) * row[1]) for row in EMISSIONS.values()]
    return places, np.array(weights)


@st.composite
def parties(draw, least=1, most=6, silent=True):
    """Draw whole places 0 to 100 (None: no position) and whole weights 0 to 20."""
    n = draw(st.integers(least, most))
    spots = st.one_of(st.sampled_from([0, 25, 50, 75, 100]), st.integers(0, 100))
    some = st.one_of(st.none(), spots) if silent else spots
    places = draw(st.lists(some, min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(0, 20), min_size=n, max_size=n))
    if all(place is None for place in places):
        places[0] = draw(spots)
    return places, weights


def arrays(places, weights):
    """Return places with NaN for none, and weights, as floats."""
    return (
        np.array([np.nan if p is None else p for p in places], dtype=float),
        np.array(weights, dtype=float),
    )


def voices(places, weights):
    """Return (place, weight) of everybody with a position; equal weights where nobody has any."""
    stated = [
        (Fraction(p), Fraction(w)) for p, w in zip(places, weights, strict=True) if p is not None
    ]
    if not any(w for _, w in stated):
        return [(p, Fraction(1)) for p, _ in stated]
    return stated
