"""Problems of statements: unknown names, statements that decide nothing, contradictions.

Contradictions between parties are findings, not problems; here a party contradicts itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.case.document import Place
from detente.case.model import Case, Issue, Preference
from detente.case.slip import Slip, meant
from detente.case.statements import (
    And,
    Not,
    Or,
    Statement,
    allowed,
    holds,
    issues_of,
    leaves,
    mask,
    options_of,
    parse_statement,
)
from detente.errors import CaseError

MAX_OUTCOMES = 1_000_000
"""Larger spaces of the issues that hang together are not searched for contradictions."""


def demand_slips(case: Case) -> Iterator[Slip]:
    """Yield what is wrong with the red lines and links of a case."""
    written = _Written(case)
    yield from written.slips
    for place, statement in written.statements.items():
        yield from _decides_nothing(place, statement, case.issues)
        if place[-1] == "when" and len(issues_of(statement)) != 2:
            yield Slip(
                place,
                f"'{statement}' is about {len(issues_of(statement))} issues",
                "name two issues: an interaction is what two of them add together",
            )
    yield from _against_own_ideal(case, written)
    yield from _contradictions(case, written)


@dataclass(frozen=True)
class _Written:
    """The statements of a case that can be read, by place, and slips for those that cannot."""

    case: Case

    @cached_property
    def read(self) -> dict[Place, Statement | list[Slip]]:
        return {
            place: _read(place, text, self.case.issues) for place, text in _texts(self.case).items()
        }

    @property
    def statements(self) -> dict[Place, Statement]:
        return {place: item for place, item in self.read.items() if not isinstance(item, list)}

    @property
    def slips(self) -> list[Slip]:
        return [slip for item in self.read.values() if isinstance(item, list) for slip in item]

    def red_lines(self, party: str) -> dict[Place, Statement]:
        """Return what must not become true for one party, by place of the red line."""
        lines: dict[Place, Statement] = {}
        for index in range(len(self.case.preferences[party].red_lines)):
            place = ("preferences", party, "red_lines", index)
            never, only, if_ = (
                self.statements.get((*place, key)) for key in ("never", "only", "if")
            )
            if never is not None:
                lines[(*place, "never")] = never
            elif only is not None and if_ is not None:
                lines[(*place, "only")] = And((only, Not(if_)))
        return lines

    def links(self) -> list[Statement]:
        """Return what every outcome must satisfy."""
        result: list[Statement] = []
        for index in range(len(self.case.links)):
            condition = self.statements.get(("links", index, "if"))
            consequence = self.statements.get(("links", index, "then"))
            if condition is not None and consequence is not None:
                result.append(Or((Not(condition), consequence)))
        return result


def _texts(case: Case) -> dict[Place, str]:
    texts: dict[Place, str] = {}
    for party, preference in case.preferences.items():
        for index, line in enumerate(preference.red_lines):
            for key, text in (("never", line.never), ("only", line.only), ("if", line.if_)):
                if text is not None:
                    texts[("preferences", party, "red_lines", index, key)] = text
        for index, item in enumerate(preference.interactions):
            texts[("preferences", party, "interactions", index, "when")] = item.when
        texts |= _ordinal_texts(("preferences", party), preference)
    for index, link in enumerate(case.links):
        texts[("links", index, "if")] = link.if_
        texts[("links", index, "then")] = link.then
    return texts


def _ordinal_texts(place: Place, preference: Preference) -> dict[Place, str]:
    texts: dict[Place, str] = {}
    for index, rank in enumerate(preference.ranking):
        for number, text in enumerate(rank.any_of):
            texts[(*place, "ranking", index, "any_of", number)] = text
    for index, item in enumerate(preference.priorities):
        for key, words in (("wants", item.wants), ("if", item.if_), ("iff", item.iff)):
            if words is not None:
                texts[(*place, "priorities", index, key)] = words
    return texts


def _read(place: Place, text: str, issues: Mapping[str, Issue]) -> Statement | list[Slip]:
    try:
        statement = parse_statement(text)
    except CaseError as slip:
        return [_from_error(place, slip)]
    slips: list[Slip] = []
    for leaf in leaves(statement):
        if leaf.issue not in issues:
            slips.append(Slip(place, f"unknown issue {leaf.issue}", meant(leaf.issue, issues)))
            continue
        options = issues[leaf.issue].options
        unknown = [option for option in options_of(leaf) if option not in options]
        slips += [
            Slip(place, f"unknown option {name} of issue {leaf.issue}", meant(name, options))
            for name in unknown
        ]
        if not unknown:
            try:
                allowed(leaf, issues[leaf.issue])
            except CaseError as slip:
                slips.append(_from_error(place, slip))
    return slips or statement


def _from_error(place: Place, error: CaseError) -> Slip:
    message, _, advice = str(error).rpartition("; ")
    return Slip(place, message, advice)


def _decides_nothing(
    place: Place, statement: Statement, issues: Mapping[str, Issue]
) -> Iterator[Slip]:
    true = _truth([statement], issues)
    if true is None or not true.size:
        return
    if true.all():
        bars_all = place[-1] == "never"
        yield Slip(
            place,
            f"'{statement}' is true of every outcome",
            "it bars everything; narrow it" if bars_all else "narrow it or remove the line",
            "error" if bars_all else "warning",
        )
    elif not true.any():
        yield Slip(
            place,
            f"'{statement}' is true of no outcome",
            "correct it or remove the line",
            "warning",
        )


def _against_own_ideal(case: Case, written: _Written) -> Iterator[Slip]:
    for party, preference in case.preferences.items():
        ideal = {
            issue: wanted.ideal
            for issue, wanted in preference.issues.items()
            if issue in case.issues and wanted.ideal in case.issues[issue].options
        }
        best = {issue: option for issue, option in ideal.items() if option is not None}
        for place, statement in written.red_lines(party).items():
            about = issues_of(statement)
            if set(about) <= set(best) and holds(statement, best, case.issues):
                yield Slip(
                    place,
                    f"the red line '{statement}' bars what {party} wants most",
                    "change the red line or the ideal",
                    "error" if len(about) == 1 else "warning",
                )


def _contradictions(case: Case, written: _Written) -> Iterator[Slip]:
    links = written.links()
    if _empty_part(links, case.issues) is not None:
        yield Slip(("links",), "the links together allow no outcome", "remove or soften one")
        return
    for party in case.preferences:
        lines = written.red_lines(party)
        if any(_always(item, case.issues) for item in lines.values()):
            continue
        part = _empty_part([*(Not(item) for item in lines.values()), *links], case.issues)
        if part is not None:
            yield Slip(
                ("preferences", party, "red_lines"),
                f"the red lines of {party} on {', '.join(part)} leave it no outcome at all",
                "remove or soften one of them",
            )


def _always(statement: Statement, issues: Mapping[str, Issue]) -> bool:
    true = _truth([statement], issues)
    return true is not None and bool(true.all())


def _empty_part(demands: list[Statement], issues: Mapping[str, Issue]) -> tuple[str, ...] | None:
    """Return the issues on which demands that hang together leave nothing; None: they do not."""
    for part in _parts(demands):
        true = _truth(part, issues)
        if true is not None and true.size and not true.any():
            return tuple(dict.fromkeys(name for item in part for name in issues_of(item)))
    return None


def _parts(demands: list[Statement]) -> list[list[Statement]]:
    """Return the demands in groups that share no issue."""
    groups: list[tuple[set[str], list[Statement]]] = []
    for demand in demands:
        about, members = set(issues_of(demand)), [demand]
        apart = []
        for names, others in groups:
            if names & about:
                about, members = about | names, others + members
            else:
                apart.append((names, others))
        groups = [*apart, (about, members)]
    return [members for _, members in groups]


def _truth(demands: list[Statement], issues: Mapping[str, Issue]) -> NDArray[np.bool_] | None:
    """Return which outcomes of the issues concerned satisfy all demands; None: too many."""
    about = {name for item in demands for name in issues_of(item)}
    space = {name: issue for name, issue in issues.items() if name in about}
    shape = [len(issue.options) for issue in space.values()]
    if prod(shape) > MAX_OUTCOMES:
        return None
    outcomes = np.indices(shape).reshape(len(shape), -1).T
    together = demands[0] if len(demands) == 1 else And(tuple(demands))
    return mask(together, space, outcomes)
