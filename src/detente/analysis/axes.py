"""The order of the axes: issues, options and parties of a case, and the names of its values.

Issues and options stand in the order of their ids, parties in the order of what they want, not of
what they are called: neither a name nor a place in the file can touch a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.model import (
    Case,
    Issue,
    IssuePreference,
    Preference,
    Range,
    Reasoned,
    Value,
)

UNKNOWN = Value(low=0, high=100)
"""A value that the case does not give."""
_BEST = Value(low=100, high=100)
_NEVER = Value(low=0, high=0)


@dataclass(frozen=True)
class ValueName:
    """One number of the case and its reasons."""

    path: str
    """Path into the case, such as ``preferences.ukraine.no_deal``."""
    value: Range
    """Its range, with its own reasons or those of the mapping it stands in."""


def sorted_issues(case: Case) -> dict[str, Issue]:
    """Return the issues of a case with their options, both in the order of their ids."""
    return {
        name: issue.model_copy(update={"options": dict(sorted(issue.options.items()))})
        for name, issue in sorted(case.issues.items())
    }


def preference_of(case: Case, party: str) -> Preference:
    """Return what a party wants; nothing known where the case does not say."""
    return case.preferences.get(party, Preference())


def value_names(case: Case, party: str, issues: dict[str, Issue]) -> tuple[ValueName, ...]:
    """Name every value of a party; reasons are handed down from the mapping around it."""
    preference = preference_of(case, party)
    path = f"preferences.{party}"
    named = [_named(f"{path}.no_deal", preference.no_deal, preference)]
    for name, issue in issues.items():
        wish = preference.issues.get(name)
        place = f"{path}.issues.{name}"
        salience = UNKNOWN if wish is None else wish.salience
        named.append(_named(f"{place}.salience", salience, wish, preference))
        for option in issue.options:
            score = score_of(wish, option)
            named.append(_named(f"{place}.scores.{option}", score, wish, preference))
    return tuple(named)


def further_names(case: Case, party: str) -> tuple[ValueName, ...]:
    """Name what interactions add for a party, then the least worths among its red lines."""
    preference = preference_of(case, party)
    path = f"preferences.{party}"
    added = [
        _named(f"{path}.interactions.{index}.add", item.add, item, preference)
        for index, item in enumerate(preference.interactions)
    ]
    least = [
        _named(f"{path}.red_lines.{index}.at_least", line.at_least, line, preference)
        for index, line in enumerate(preference.red_lines)
        if line.at_least is not None
    ]
    return (*added, *least)


def influence_names(case: Case, parties: Sequence[str]) -> tuple[ValueName, ...]:
    """Name the influence of each party; none where the case says nothing of anybody's."""
    stated = [case.parties[party].influence for party in parties]
    if all((value.low, value.high) == (UNKNOWN.low, UNKNOWN.high) for value in stated):
        return ()
    return tuple(
        _named(f"parties.{party}.influence", value, case.parties[party])
        for party, value in zip(parties, stated, strict=True)
    )


def score_of(wish: IssuePreference | None, option: str) -> Value:
    """Return what an option is worth to a party; its ideal 100, anything unsaid unknown."""
    if wish is None:
        return UNKNOWN
    return wish.scores.get(option, _BEST if wish.ideal == option else UNKNOWN)


def _named(path: str, value: Range, *around: Reasoned | None) -> ValueName:
    for holder in (value, *around):
        if holder is not None and (holder.because or holder.assume):
            reasons = {"because": holder.because, "assume": holder.assume}
            return ValueName(path, value.model_copy(update=reasons))
    return ValueName(path, value)


def wants_of(case: Case, party: str, issues: dict[str, Issue]) -> tuple[object, ...]:
    """Return all that enters about a party except what it is called; sortable."""
    names = value_names(case, party, issues)
    ranges = tuple((name.value.low, name.value.high) for name in names)
    preference = preference_of(case, party)
    lines = tuple(str(line) for line in preference.red_lines)
    added = tuple(
        (item.when, item.add.exact_low, item.add.exact_high) for item in preference.interactions
    )
    influence = case.parties[party].influence
    return (
        party not in case.seated(),
        ranges,
        lines,
        added,
        (influence.low, influence.high),
        party not in case.consent.veto,
        tuple(party not in group.members for group in case.consent.groups.values()),
        _order_of(preference),
    )


def _order_of(preference: Preference) -> tuple[object, ...]:
    """Return what is known of a party's order of outcomes apart from scores; sortable."""
    great = preference.great or _NEVER
    return (
        (great.low, great.high),
        tuple((rank.any_of, rank.much) for rank in preference.ranking),
        tuple(
            (item.statement, (item.weight or UNKNOWN).low, (item.weight or UNKNOWN).high)
            for item in preference.priorities
        ),
    )


def alike_rows(wants: Sequence[tuple[object, ...]]) -> tuple[tuple[int, ...], ...]:
    """Return groups of rows that want the same, two at least in each."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for row, wanted in enumerate(wants):
        groups.setdefault(wanted, []).append(row)
    return tuple(tuple(rows) for rows in groups.values() if len(rows) > 1)
