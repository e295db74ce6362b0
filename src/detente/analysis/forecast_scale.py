"""Options of an issue -> places on its scale, or why there is none."""

from dataclasses import dataclass

from detente.analysis.forecast_values import OptionPlace
from detente.case.model import Case, Issue
from detente.sources.frozen import Label

ENDS = (0.0, 100.0)
"""Places of the two options of an issue whose case states none, in their order."""


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

    As the case states it; two options whose places it does not state lie at 0 and 100 in their
    order, for any two places further apart than nothing give the same forecast in words.
    """
    content = case.issues[issue]
    stated = {name: option.at for name, option in content.options.items()}
    known = {name: at for name, at in stated.items() if at is not None}
    if not known and len(stated) == len(ENDS):
        return Scale(_placed(dict(zip(stated, ENDS, strict=True))), note=_by_order(case, issue))
    if len(known) < len(stated):
        missing = [name for name in stated if name not in known]
        return Scale((), why_not=_unordered(case, issue, missing, content))
    if len(set(known.values())) == 1:
        return Scale((), why_not=_one_place(case, issue))
    return Scale(_placed(known))


def _placed(places: dict[str, float]) -> tuple[OptionPlace, ...]:
    return tuple(OptionPlace(option=name, at=at) for name, at in places.items())


def _by_order(case: Case, issue: str) -> Label:
    low, high = (case.option_name(issue, option) for option in case.issues[issue].options)
    return Label(
        de=f"Der Fall gibt für die zwei Optionen keine Orte an; „{low.de}“ steht bei 0, "
        f"„{high.de}“ bei 100, nach ihrer Reihenfolge.",
        en=f"The case states no places for the two options; “{low.en}” stands at 0, “{high.en}” "
        "at 100, by their order.",
    )


def _unordered(case: Case, issue: str, missing: list[str], content: Issue) -> Label:
    name = case.issue_name(issue)
    options = [case.option_name(issue, option) for option in missing]
    if len(missing) == len(content.options):
        return Label(
            de=f"Keine Prognose zu „{name.de}“: Die {len(missing)} Optionen haben keine "
            "Reihenfolge auf einer Skala. Mit „at: 0“ bis „at: 100“ je Option bekommen sie eine.",
            en=f"No forecast on “{name.en}”: its {len(missing)} options have no order on a scale. "
            "Give each a place with 'at: 0' to 'at: 100'.",
        )
    return Label(
        de=f"Keine Prognose zu „{name.de}“: ohne Ort auf der Skala: "
        f"{', '.join(f'„{option.de}“' for option in options)}. Mit „at“ einen angeben.",
        en=f"No forecast on “{name.en}”: without a place on the scale: "
        f"{', '.join(f'“{option.en}”' for option in options)}. Give one with 'at'.",
    )


def _one_place(case: Case, issue: str) -> Label:
    name = case.issue_name(issue)
    return Label(
        de=f"Keine Prognose zu „{name.de}“: Alle Optionen stehen am selben Ort der Skala; nichts "
        "unterscheidet die Ergebnisse.",
        en=f"No forecast on “{name.en}”: all its options stand at the same place of the scale; "
        "nothing tells outcomes apart.",
    )
