"""GeniusWeb profiles: one JSON file per party, each with the domain inside it.

The utility of an outcome is the sum over issues of weight x utility; nothing is divided. Ranges
of numbers are linear between two ends; they are written out as options.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from detente.case.decimals import decimal
from detente.case.foreign import (
    MAX_FILES,
    ForeignCase,
    ForeignIssue,
    ForeignParty,
    number_range,
)
from detente.case.json_tree import mapping, number, read_json
from detente.errors import CaseError
from detente.sources.frozen import Label

SPACE = "LinearAdditiveUtilitySpace"
LISTED = ("DiscreteValueSetUtilities", "discreteutils")
"""What a table of utilities is called, in newer and older files."""
RANGED = ("NumberValueSetUtilities", "numberutils")


@dataclass(frozen=True)
class _File:
    path: Path
    domain: str
    issues: tuple[ForeignIssue, ...]
    body: dict[str, object] | None
    """What stands in the utility space; None where the file is a domain."""

    @property
    def shape(self) -> dict[str, frozenset[str]]:
        return {issue.name: frozenset(issue.options) for issue in self.issues}


def read_geniusweb(path: Path) -> ForeignCase:
    """Return the scenario of a folder of profiles, or of one of them with the others beside it."""
    folder = path if path.is_dir() else path.parent
    paths = sorted(item for item in folder.glob("*.json") if item.is_file())
    if len(paths) > MAX_FILES:
        msg = f"{folder}: holds more than {MAX_FILES} JSON files; put one scenario into a folder"
        raise CaseError(msg)
    files = [item for item in map(_file, paths) if item is not None]
    chosen = _chosen(path, files)
    profiles = [item for item in files if item.body is not None and item.shape == chosen.shape]
    if len(profiles) < 2:
        msg = (
            f"{chosen.path}: {len(profiles)} profiles with its domain stand in the folder, two at "
            "least are needed; put the profiles into the same folder"
        )
        raise CaseError(msg)
    return ForeignCase(
        title=chosen.domain or folder.resolve().name,
        issues=chosen.issues,
        parties=tuple(_party(profile, chosen.issues) for profile in profiles),
    )


def _chosen(path: Path, files: Sequence[_File]) -> _File:
    if not path.is_dir():
        found = next((item for item in files if item.path == path), None) or _file(path)
        if found is None:
            msg = f"{path}: holds no {SPACE} and no domain; give a GeniusWeb profile"
            raise CaseError(msg)
        return found
    if not files:
        msg = f"{path}: holds no {SPACE}; give a folder with GeniusWeb profiles"
        raise CaseError(msg)
    other = next((item for item in files if item.shape != files[0].shape), None)
    if other is not None:
        msg = (
            f"{path}: {files[0].path.name} and {other.path.name} have different domains; "
            "name the profile to import"
        )
        raise CaseError(msg)
    return files[0]


def _file(path: Path) -> _File | None:
    data = read_json(path)
    if not isinstance(data, dict):
        return None
    if "issuesValues" in data:
        return _File(path, _text(data.get("name")), _issues(path, data, ""), None)
    if SPACE not in data:
        for key, value in data.items():
            if isinstance(value, dict) and "domain" in value:
                msg = f"{path}: {key} is not a sum over issues; only {SPACE} can be imported"
                raise CaseError(msg)
        return None
    body = mapping(data[SPACE], f"{path}: {SPACE}")
    where = f"{SPACE}.domain"
    domain = mapping(body.get("domain"), f"{path}: {where}")
    return _File(path, _text(domain.get("name")), _issues(path, domain, f"{where}."), body)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _issues(path: Path, domain: dict[str, object], prefix: str) -> tuple[ForeignIssue, ...]:
    place = f"{path}: {prefix}issuesValues"
    values = mapping(domain.get("issuesValues"), place)
    return tuple(_issue(name, item, f"{place}.{name}") for name, item in values.items())


def _issue(name: str, value: object, where: str) -> ForeignIssue:
    item = mapping(value, where)
    if "range" in item:
        ends = mapping(item["range"], f"{where}.range")
        low, high, step = (
            number(ends.get(key), f"{where}.range.{key}") for key in ("low", "high", "step")
        )
        numbers, at = number_range(low, high, step, where)
        return ForeignIssue(name, tuple(map(decimal, numbers)), at)
    options = item.get("values")
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        msg = f"{where}: has neither a list of texts under values nor a range; repair the file"
        raise CaseError(msg)
    return ForeignIssue(name, tuple(dict.fromkeys(options)))


def _party(profile: _File, issues: Sequence[ForeignIssue]) -> ForeignParty:
    body, place = profile.body or {}, f"{profile.path}: {SPACE}"
    utilities = mapping(body.get("issueUtilities"), f"{place}.issueUtilities")
    stated = mapping(body.get("issueWeights"), f"{place}.issueWeights")
    weights, shares = [], []
    for issue in issues:
        weight = number(stated.get(issue.name), f"{place}.issueWeights.{issue.name}")
        _check_share(weight, f"{place}.issueWeights.{issue.name}")
        weights.append(weight)
        shares.append(
            _shares(issue, utilities.get(issue.name), f"{place}.issueUtilities.{issue.name}")
        )
    least = _least(body.get("reservationBid"), issues, weights, shares, place)
    return ForeignParty(
        name=_text(body.get("name")) or profile.path.stem,
        weights=tuple(weights),
        shares=tuple(shares),
        least=least or Fraction(0),
        assume=_assume(profile.path.name, stated=least is not None, total=sum(weights)),
    )


def _shares(issue: ForeignIssue, value: object, where: str) -> tuple[Fraction, ...]:
    item = mapping(value, where)
    for key in LISTED:
        if key in item:
            table = mapping(mapping(item[key], f"{where}.{key}").get("valueUtilities"), where)
            return tuple(
                _utility(table.get(option), f"{where}.{option}") for option in issue.options
            )
    for key in RANGED:
        if key in item:
            return _between(issue, mapping(item[key], f"{where}.{key}"), f"{where}.{key}")
    msg = f"{where}: has neither {LISTED[0]} nor {RANGED[0]}; only these can be imported"
    raise CaseError(msg)


def _between(issue: ForeignIssue, ends: dict[str, object], where: str) -> tuple[Fraction, ...]:
    if issue.at is None:
        msg = f"{where}: is for numbers, but the domain lists options; align the two"
        raise CaseError(msg)
    low, high = (number(ends.get(key), f"{where}.{key}") for key in ("lowValue", "highValue"))
    first, last = (_utility(ends.get(f"{key}Utility"), f"{where}.{key}Utility")
                   for key in ("low", "high"))  # fmt: skip
    values = [Fraction(option) for option in issue.options]
    if high <= low or low > values[0] or high < values[-1]:
        msg = (
            f"{where}: runs from {decimal(low)} to {decimal(high)}, the domain from "
            f"{issue.options[0]} to {issue.options[-1]}; align the two"
        )
        raise CaseError(msg)
    return tuple(first + (last - first) * (value - low) / (high - low) for value in values)


def _utility(value: object, where: str) -> Fraction:
    utility = number(value, where)
    _check_share(utility, where)
    return utility


def _check_share(value: Fraction, where: str) -> None:
    if not 0 <= value <= 1:
        msg = f"{where}: {float(value):g} is not between 0 and 1; repair the profile"
        raise CaseError(msg)


def _least(
    bid: object,
    issues: Sequence[ForeignIssue],
    weights: Sequence[Fraction],
    shares: Sequence[tuple[Fraction, ...]],
    place: str,
) -> Fraction | None:
    """Return what the reservation bid is worth; issues it leaves out count nothing."""
    if bid is None:
        return None
    where = f"{place}.reservationBid"
    chosen = mapping(mapping(bid, where).get("issuevalues"), f"{where}.issuevalues")
    least = Fraction(0)
    for name, value in chosen.items():
        option = decimal(value) if isinstance(value, Fraction) else value
        index = next((n for n, issue in enumerate(issues) if issue.name == name), None)
        if index is None or option not in issues[index].options:
            msg = f"{where}: {name} = {option} is not in the domain; repair the profile"
            raise CaseError(msg)
        least += weights[index] * shares[index][issues[index].options.index(str(option))]
    return least


def _assume(name: str, *, stated: bool, total: Fraction | int) -> Label:
    german = [f"GeniusWeb-Profil {name}, Gewicht mal Nutzen, durch nichts geteilt"]
    english = [f"GeniusWeb profile {name}, weight times utility, divided by nothing"]
    if stated:
        german.append("Mindestwert ist der Wert des Vorbehaltsgebots")
        english.append("the least worth is that of the reservation bid")
    else:
        german.append("kein Vorbehaltsgebot, Mindestwert als 0 gelesen")
        english.append("no reservation bid, its worth taken as 0")
    if total != 1:
        german.append(
            f"die Gewichte ergeben {decimal(Fraction(total))} statt 1 und blieben, wie sie sind"
        )
        english.append(
            f"the weights sum to {decimal(Fraction(total))} instead of 1 and were kept as they are"
        )
    return Label(de="; ".join(german), en="; ".join(english))
