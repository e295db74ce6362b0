"""Genius scenarios: a domain file and one utility file (profile) per party, in XML.

The utility of an outcome is the sum over issues of weight x evaluation / largest evaluation of the
issue (rule ``genius``), or of weight x evaluation (rule ``raw``). Weights belong to issues by
``index``; numbers are read as written, never renormalized.
"""

from collections.abc import Sequence
from fractions import Fraction
from os.path import commonprefix
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from detente.case.foreign import MAX_FILES, ForeignCase, ForeignIssue, ForeignParty
from detente.case.genius_file import GeniusFile, below, read_genius_file
from detente.case.xml_tree import line_of
from detente.errors import CaseError
from detente.sources.frozen import Label

Rule = Literal["genius", "raw"]
_READ_AS = {
    "genius": Label(
        de="jede Bewertung geteilt durch die größte ihres Themas (Regel genius)",
        en="each evaluation divided by the largest of its issue (rule genius)",
    ),
    "raw": Label(
        de="Bewertungen, wie sie dastehen, durch nichts geteilt (Regel raw)",
        en="evaluations as they stand, divided by nothing (rule raw)",
    ),
}


def read_genius(path: Path, rule: Rule = "genius") -> ForeignCase:
    """Return the scenario of a folder, or of a domain file with its profiles beside it."""
    folder = path if path.is_dir() else path.parent
    found = [read_genius_file(item) for item in _xml_files(folder)]
    files = [item for item in found if item is not None]
    domain = _domain(path, files)
    alone = sum(not item.is_profile for item in files) < 2
    profiles = [item for item in files if item.is_profile and _belongs(item, domain, alone)]
    if len(profiles) < 2:
        msg = (
            f"{domain.path}: {len(profiles)} profiles with its issues stand beside it, "
            "two at least are needed; put the utility files into the same folder"
        )
        raise CaseError(msg)
    title = domain.path.stem.removesuffix("_domain").removesuffix("-domain")
    names = _party_names([profile.path.stem for profile in profiles], title)
    return ForeignCase(
        title=title,
        issues=domain.issues,
        parties=tuple(
            _party(name, profile, domain.issues, rule)
            for name, profile in zip(names, profiles, strict=True)
        ),
    )


def _xml_files(folder: Path) -> list[Path]:
    found = sorted(item for item in folder.glob("*.xml") if item.is_file())
    if len(found) > MAX_FILES:
        msg = f"{folder}: holds more than {MAX_FILES} XML files; put one scenario into a folder"
        raise CaseError(msg)
    return found


def _domain(path: Path, files: Sequence[GeniusFile]) -> GeniusFile:
    if not path.is_dir():
        chosen = next((item for item in files if item.path == path), None)
        chosen = chosen or read_genius_file(path)
        if chosen is None:
            msg = f"{path}: holds no Genius domain; give the domain file or its folder"
            raise CaseError(msg)
        return chosen
    domains = [item for item in files if not item.is_profile]
    if len(domains) == 1 or (not domains and files):
        return (domains or list(files))[0]
    msg = f"{path}: holds {len(domains)} domain files; name the one to import"
    raise CaseError(msg)


def _belongs(profile: GeniusFile, domain: GeniusFile, alone: bool) -> bool:
    """Whether a profile is one of the domain's; `CaseError` where it almost is."""
    names, wanted = set(profile.elements), set(domain.elements)
    if names != wanted:
        if alone and names & wanted:
            odd = next(name for name in [*domain.elements, *profile.elements] if
                       name not in names & wanted)  # fmt: skip
            lacks = "has no" if odd in wanted else "has the"
            msg = (
                f"{profile.path}: {lacks} issue {odd!r}, unlike {domain.path.name}; align the files"
            )
            raise CaseError(msg)
        return False
    options = {issue.name: issue.options for issue in domain.issues}
    for issue in profile.issues:
        odd_ones = set(issue.options) ^ set(options[issue.name])
        if odd_ones:
            msg = (
                f"{profile.where(profile.elements[issue.name])}: option {min(odd_ones)!r} stands "
                f"only there or only in {domain.path.name}; align the files"
            )
            raise CaseError(msg)
    return True


def _party_names(stems: list[str], title: str) -> list[str]:
    for mark in "_-":
        if all(stem.startswith(title + mark) and len(stem) > len(title) + 1 for stem in stems):
            return [stem[len(title) + 1 :] for stem in stems]
    shared = commonprefix(stems)  # noqa: RUF071 - stems, not paths
    cut = max(shared.rfind("_"), shared.rfind("-")) + 1
    return [stem[cut:] or stem for stem in stems]


def _party(
    name: str, profile: GeniusFile, issues: Sequence[ForeignIssue], rule: Rule
) -> ForeignParty:
    weights = _weights(profile)
    scaled, shares = [], []
    for issue in issues:
        element = profile.elements[issue.name]
        worth = _worth(profile, element, issue.options)
        best = max(worth)
        weight = weights[element.get("index", "")]
        discrete = element.find("item") is not None
        if discrete and best and (rule == "genius" or best > 1):
            worth = [value / best for value in worth]
            weight = weight if rule == "genius" else weight * best
        scaled.append(weight)
        shares.append(tuple(worth))
    reservation = next(below(profile.space, "reservation"), None)
    least = Fraction(0) if reservation is None else profile.number(reservation, "value")
    return ForeignParty(
        name=name,
        weights=tuple(scaled),
        shares=tuple(shares),
        least=least,
        assume=_assume(profile, rule, reservation, least > sum(scaled)),
    )


def _worth(profile: GeniusFile, element: Element, options: Sequence[str]) -> list[Fraction]:
    items = element.findall("item")
    if items:
        # an option listed twice counts with its last evaluation, as in Genius
        by_name = {item.get("value") or "": profile.number(item, "evaluation") for item in items}
        return [by_name[option] for option in options]
    evaluator = element.find("evaluator")
    if evaluator is None or (evaluator.get("ftype") or "linear").lower() != "linear":
        msg = f"{profile.where(element)} has no linear evaluator; only linear ones can be imported"
        raise CaseError(msg)
    slope, offset = (profile.number(evaluator, key, signed=True) for key in ("slope", "offset"))
    low, _ = profile.bounds(element)
    return [min(max(slope * (int(o) - low) + offset, Fraction(0)), Fraction(1)) for o in options]


def _weights(profile: GeniusFile) -> dict[str, Fraction]:
    weights = {
        weight.get("index", ""): profile.number(weight, "value")
        for weight in below(profile.space, "weight")
    }
    for name, element in profile.elements.items():
        if element.get("index", "") not in weights:
            msg = (
                f"{profile.path}:{line_of(element)}: issue {name!r} has no weight; "
                "add one with its index"
            )
            raise CaseError(msg)
    return weights


def _assume(profile: GeniusFile, rule: Rule, reservation: Element | None, beyond: bool) -> Label:
    read_as, name = _READ_AS[rule], profile.path.name
    german, english = (
        [f"Genius-Profil {name}, {read_as.de}"],
        [f"Genius profile {name}, {read_as.en}"],
    )
    if reservation is None:
        german.append("kein Mindestwert angegeben, als 0 gelesen")
        english.append("no reservation value stated, taken as 0")
    if beyond:
        german.append("kein Ergebnis erreicht den Mindestwert")
        english.append("no outcome reaches the reservation value")
    discount = next(below(profile.space, "discount_factor"), None)
    factor = None if discount is None else discount.get("value")
    if factor is not None and factor.strip() not in ("0", "1", "0.0", "1.0"):
        german.append(f"Abzinsung {factor} nicht übernommen")
        english.append(f"discount factor {factor} not kept")
    indices = {element.get("index", "") for element in profile.elements.values()}
    spare = [w for w in below(profile.space, "weight") if w.get("index", "") not in indices]
    if any(profile.number(weight, "value") for weight in spare if weight.get("index") != "0"):
        german.append("Gewichte ohne Thema nicht übernommen")
        english.append("weights that belong to no issue not kept")
    if next(below(profile.space, "uncertainty"), None) is not None:
        german.append("Angaben zur Unsicherheit nicht übernommen")
        english.append("settings of uncertainty not kept")
    return Label(de="; ".join(german), en="; ".join(english))
