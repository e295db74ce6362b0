"""Genius scenarios: a domain file and one utility file (profile) per party, in XML.

The utility of an outcome is the sum over issues of weight x evaluation / largest evaluation of the
issue. Weights belong to issues by ``index``; numbers are read as written, never renormalized.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from os.path import commonprefix
from pathlib import Path
from xml.etree.ElementTree import Element

from detente.case.foreign import ForeignCase, ForeignParty, exact, once
from detente.case.xml_tree import read_xml
from detente.errors import CaseError


@dataclass(frozen=True)
class _File:
    path: Path
    root: Element
    issues: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Index, name and options of every issue."""
    is_profile: bool


def read_genius(path: Path) -> ForeignCase:
    """Return the scenario of a folder, or of a domain file with its profiles beside it."""
    folder = path if path.is_dir() else path.parent
    found = [_file(item) for item in sorted(folder.glob("*.xml")) if item.is_file()]
    files = [item for item in found if item is not None]
    domain = _domain(path, files)
    profiles = [
        item for item in files if item.is_profile and _space(item.issues) == _space(domain.issues)
    ]
    if len(profiles) < 2:
        msg = (
            f"{domain.path}: {len(profiles)} profiles with its issues stand beside it, "
            "two at least are needed; put the utility files into the same folder"
        )
        raise CaseError(msg)
    names = _party_names([profile.path.stem for profile in profiles])
    return ForeignCase(
        title=domain.path.stem.removesuffix("_domain").removesuffix("-domain"),
        issues=tuple((name, options) for _, name, options in domain.issues),
        parties=tuple(
            _party(name, profile, domain) for name, profile in zip(names, profiles, strict=True)
        ),
    )


def _domain(path: Path, files: Sequence[_File]) -> _File:
    if not path.is_dir():
        chosen = next((item for item in files if item.path == path), None) or _file(path)
        if chosen is None:
            msg = f"{path}: holds no Genius domain; give the domain file or its folder"
            raise CaseError(msg)
        return chosen
    domains = [item for item in files if not item.is_profile]
    if len(domains) == 1 or (not domains and files):
        return (domains or list(files))[0]
    msg = f"{path}: holds {len(domains)} domain files; name the one to import"
    raise CaseError(msg)


def _file(path: Path) -> _File | None:
    root = read_xml(path)
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    if space is None:
        return None
    issues = []
    for issue in space.iter("issue"):
        kind = (issue.get("vtype") or issue.get("type") or issue.get("etype") or "").lower()
        name = issue.get("name") or issue.get("index") or ""
        if kind and kind != "discrete":
            msg = f"{path}: issue {name!r} is {kind}; only discrete issues can be imported"
            raise CaseError(msg)
        options = once(_option(item) for item in issue.findall("item"))
        issues.append((issue.get("index", ""), name, tuple(options)))
    if not issues:
        return None
    if space.find(".//constraints") is not None or space.find(".//ufun") is not None:
        msg = (
            f"{path}: the utility is not a sum over issues; only additive profiles can be imported"
        )
        raise CaseError(msg)
    evaluated = any(item.get("evaluation") is not None for item in space.iter("item"))
    weighted = space.find(".//weight") is not None
    return _File(path, space, tuple(issues), is_profile=evaluated or weighted)


def _option(item: Element) -> str:
    return item.get("value") or ""


def _space(issues: tuple[tuple[str, str, tuple[str, ...]], ...]) -> dict[str, set[str]]:
    return {name: set(options) for _, name, options in issues}


def _party_names(stems: list[str]) -> list[str]:
    shared = commonprefix(stems)  # noqa: RUF071 - stems, not paths
    cut = max(shared.rfind("_"), shared.rfind("-")) + 1
    return [stem[cut:] or stem for stem in stems]


def _party(name: str, profile: _File, domain: _File) -> ForeignParty:
    weights = _weights(profile)
    elements = {issue.get("name"): issue for issue in profile.root.iter("issue")}
    indices = {issue_name: index for index, issue_name, _ in profile.issues}
    shares = []
    for _, issue_name, options in domain.issues:
        issue = elements[issue_name]
        # an option listed twice counts with its last evaluation, as in Genius
        worth = {
            _option(item): _number(profile.path, item, "evaluation")
            for item in issue.findall("item")
        }
        best = max(worth.values())
        shares.append(tuple(worth[o] / best if best else Fraction(0) for o in options))
    reservation = profile.root.find(".//reservation")
    discount = profile.root.find(".//discount_factor")
    stated = reservation is not None
    least = _number(profile.path, reservation, "value") if reservation is not None else Fraction(0)
    return ForeignParty(
        name=name,
        weights=tuple(weights[indices[issue_name]] for _, issue_name, _ in domain.issues),
        shares=tuple(shares),
        least=least,
        assume=_assume(profile, stated, discount),
    )


def _assume(profile: _File, stated: bool, discount: Element | None) -> str:
    parts = [
        f"Genius profile {profile.path.name}, evaluations divided by the largest of their issue"
    ]
    if not stated:
        parts.append("no reservation value stated, taken as 0")
    if discount is not None and discount.get("value") not in ("0", "1", "0.0", "1.0"):
        parts.append(f"discount factor {discount.get('value')} not kept")
    return "; ".join(parts)


def _weights(profile: _File) -> dict[str, Fraction]:
    weights = {
        weight.get("index", ""): _number(profile.path, weight, "value")
        for weight in profile.root.iter("weight")
    }
    missing = [name for index, name, _ in profile.issues if index not in weights]
    if missing:
        msg = f"{profile.path}: issue {missing[0]!r} has no weight; add one with its index"
        raise CaseError(msg)
    return weights


def _number(path: Path, element: Element, attribute: str) -> Fraction:
    text = element.get(attribute)
    try:
        value = exact((text or "").strip())
    except ValueError:
        msg = f"{path}: {attribute} {text!r} of {element.tag} is not a number; repair the file"
        raise CaseError(msg) from None
    if value < 0:
        msg = f"{path}: {attribute} {text} of {element.tag} is below 0; shift the evaluations"
        raise CaseError(msg)
    return value
