"""Options of an issue -> places on its scale, or why there is none."""

from dataclasses import dataclass

from detente.analysis.forecast_values import OptionPlace
from detente.case.model import Case
from detente.sources.frozen import Label

ENDS = (0.0, 100.0)
"""Places of the two options of an issue whose case states none."""


@dataclass(frozen=True)
class Scale:
    """Where the options of an issue lie."""

    options: tuple[OptionPlace, ...]
    """Every option, in the order of the case; empty where they have no order."""
    note: Label | None = None
    """How the places were got where the case does not state them."""
    why_not: Label | None = None
    """Why there is no scale; None where there is one."""

    def at(self, option: str | None) -> OptionPlace | None:
        """Return an option with its place; None for none, and where there is no scale."""
        return next((item for item in self.options if item.option == option), None)


def scale_of(case: Case, issue: str) -> Scale:
    """Return where the options of an issue lie.

    As the case states it. Of two options whose places it does not state, the one in force today
    lies at 0 and the other at 100, or they go by their ids: either way gives the mirror image of
    the other, and the order in the file must not matter.
    """
    stated = {name: option.at for name, option in case.issues[issue].options.items()}
    known = {name: at for name, at in stated.items() if at is not None}
    if not known and len(stated) == len(ENDS):
        today = case.issues[issue].status_quo
        first = today or min(stated)
        found = {name: ENDS[name != first] for name in stated}
        return Scale(_placed(found), note=_from_today() if today else _by_id())
    if len(known) < len(stated):
        return Scale((), why_not=_unordered(len(stated) - len(known), len(stated)))
    if len(set(known.values())) == 1:
        return Scale((), why_not=_one_place())
    return Scale(_placed(known))


def _placed(places: dict[str, float]) -> tuple[OptionPlace, ...]:
    return tuple(OptionPlace(option=name, at=at) for name, at in places.items())


def _from_today() -> Label:
    return Label(
        de="Der Fall gibt für die zwei Optionen keine Orte an; die heute geltende steht bei 0, die "
        "andere bei 100.",
        en="The case states no places for the two options; the one in force today stands at 0, the "
        "other at 100.",
    )


def _by_id() -> Label:
    return Label(
        de="Der Fall gibt für die zwei Optionen keine Orte an; die im Alphabet der Kürzel erste "
        "steht bei 0, die andere bei 100.",
        en="The case states no places for the two options; the first by the alphabet of their ids "
        "stands at 0, the other at 100.",
    )


def _unordered(n_missing: int, n_options: int) -> Label:
    if n_missing == n_options:
        return Label(
            de=f"Keine Prognose: Die {n_options} Optionen haben keine Reihenfolge auf einer Skala. "
            "Mit „at: 0“ bis „at: 100“ je Option bekommen sie eine.",
            en=f"No forecast: the {n_options} options have no order on a scale. Give each a place "
            "with 'at: 0' to 'at: 100'.",
        )
    return Label(
        de=f"Keine Prognose: {n_missing} der {n_options} Optionen "
        f"{'hat' if n_missing == 1 else 'haben'} keinen Ort auf der Skala. Mit „at“ einen angeben.",
        en=f"No forecast: {n_missing} of the {n_options} options "
        f"{'has' if n_missing == 1 else 'have'} no place on the scale. Give one with 'at'.",
    )


def _one_place() -> Label:
    return Label(
        de="Keine Prognose: Alle Optionen stehen am selben Ort der Skala; nichts unterscheidet die "
        "Ergebnisse.",
        en="No forecast: all options stand at the same place of the scale; nothing tells outcomes "
        "apart.",
    )
