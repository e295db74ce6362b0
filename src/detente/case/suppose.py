"""`Supposition`: what an analyst adds to a case for the sake of a question, and both together.

A small file in the form of a case: parties, issues, options, who holds them, what everyone would
want. All faults are named at once, each with line and advice.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.case.check import formed, sense
from detente.case.document import Document, Place, parse_document, read_text
from detente.case.model import Case
from detente.case.order_slips import UNPLACED
from detente.case.reasons import REASONS
from detente.case.sense import UNREASONED
from detente.case.slip import Slip
from detente.case.suppose_join import Joined, join
from detente.errors import InvalidCaseError, Problem
from detente.sources.frozen import Label


@dataclass(frozen=True)
class Addition:
    """One thing that is supposed, and why."""

    path: str
    """Path into the case with the supposition, such as ``issues.blockade``."""
    because: tuple[str, ...]
    """Ids of the acts behind it."""
    assume: str | None
    """The assumption behind it."""


@dataclass(frozen=True)
class Supposition:
    """What is added to a case, and the case with it."""

    title: Label
    """What is supposed, in a few words."""
    case: Case
    """The case with what is supposed."""
    parties: tuple[str, ...]
    """Parties that the case does not have."""
    issues: tuple[str, ...]
    """Issues that the case does not have; each has its option as things are as `status_quo`."""
    options: dict[str, tuple[str, ...]]
    """Options added to issues of the case, by issue."""
    added: tuple[Addition, ...]
    """Everything that is supposed, in the order of the file."""

    def is_supposed(self, path: str) -> bool:
        """Return whether a path leads to something supposed, or wishes with something supposed."""
        wished = path.startswith("preferences.")
        return any(
            f"{path}.".startswith(f"{item.path}.") or (wished and item.path.startswith(f"{path}."))
            for item in self.added
        )


def load_supposition(path: Path | str, case: Case) -> Supposition:
    """Return the supposition in a file; `InvalidCaseError` with all its problems."""
    return suppose(case, read_text(Path(path)), str(path))


def suppose(case: Case, text: str, name: str | None = None) -> Supposition:
    """Return what a YAML text adds to a case; `InvalidCaseError` with all its problems."""
    document = parse_document(text, name)
    joined = join(case, document.data)
    slips = [*joined.slips, *_head_slips(document.data)]
    union, sensible, found = formed(joined.data)
    if sensible is not None:
        found += sense(sensible)
        found += _whole_slips(sensible, case, joined)
    before = {slip.place for slip in sense(case)}
    slips += [slip for slip in _stricter(found, before) if _is_about(slip, joined)]
    if slips or union is None:
        raise InvalidCaseError(_problems(slips, joined, document))
    return Supposition(
        title=Label.model_validate(document.data["title"]),
        case=union,
        parties=tuple(p for p in union.parties if p not in case.parties),
        issues=tuple(i for i in union.issues if i not in case.issues),
        options={
            name: tuple(o for o in union.issues[name].options if o not in issue.options)
            for name, issue in case.issues.items()
            if len(union.issues[name].options) > len(issue.options)
        },
        added=tuple(_addition(place, joined) for place in joined.added),
    )


def _head_slips(data: dict[str, object]) -> Iterator[Slip]:
    title = data.get("title")
    labeled = isinstance(title, dict) and set(title) == {"de", "en"}
    if not (isinstance(title, str) and title.strip()) and not labeled:
        advice = "say in a few words what is supposed, as one text or with 'de' and 'en'"
        yield Slip(("title",), "the supposition has no title", advice)
    if data.get("detente", 1) != 1:
        yield Slip(("detente",), f"{data['detente']} is not a version of the form", "use 1")


def _whole_slips(union: Case, case: Case, joined: Joined) -> Iterator[Slip]:
    """Yield what is missing for the question to make sense."""
    new = [name for name in union.issues if name not in case.issues]
    if not any(place[0] == "issues" for place in joined.added):
        yield Slip(
            ("issues",),
            "nothing is added that a party could do",
            "add an issue with options and 'held_by', options of an issue, or a holder of one",
        )
    for name in new:
        if not union.issues[name].held_by:
            yield Slip(
                ("issues", name),
                f"nobody can change {name} alone, so nothing follows from it",
                f"name who can in issues.{name}.held_by",
            )
        if union.issues[name].status_quo is None:
            yield Slip(
                ("issues", name),
                f"nothing says which option of {name} is as things are",
                "name it as 'status_quo': with it the settlements of the case are looked at",
            )
    for party in union.players():
        if party in union.preferences and not union.preferences[party].ordinal:
            yield from _unsaid(union, case, party)


def _unsaid(union: Case, case: Case, party: str) -> Iterator[Slip]:
    """Yield the additions of which nothing says what a party with points thinks of them."""
    wishes = union.preferences[party].issues
    fresh = party not in case.preferences
    for name, issue in union.issues.items():
        place: Place = ("preferences", party, "issues", name)
        wish = wishes.get(name)
        if name not in case.issues or fresh:
            if wish is None:
                yield Slip(
                    place,
                    f"nothing says what {party} wants on {name}",
                    f"add preferences.{party}.issues.{name} with scores, or 'silent: true'",
                )
            continue
        for option in issue.options:
            known = option in case.issues[name].options or wish is None or wish.silent
            if not known and wish is not None and option not in wish.scores:
                yield Slip(
                    (*place, "scores", option),
                    f"nothing says what {option} is worth to {party}",
                    f"add preferences.{party}.issues.{name}.scores.{option}, 0..100 if unknown",
                )


def _stricter(slips: Iterable[Slip], before: Container[Place]) -> Iterator[Slip]:
    """Yield slips of the case with the supposition; what it leaves unsaid is an error here."""
    for slip in slips:
        if slip.message == UNREASONED:
            advice = f"{slip.advice}; 'assume' at the top of the supposition holds for all of it"
            yield Slip(slip.place, slip.message, advice)
        elif slip.message.endswith(UNPLACED) and slip.place not in before:
            advice = "write the whole ranking, with what is added, into the supposition"
            yield Slip(slip.place, slip.message, advice)
        else:
            yield slip


def _is_about(slip: Slip, joined: Joined) -> bool:
    """Return whether a slip is due to what is supposed: notes on the case itself are not."""
    if slip.severity == "warning":
        return False
    if slip.message == UNREASONED:
        return any(slip.place[: len(place)] == place for place in joined.added)
    return True


def _problems(slips: list[Slip], joined: Joined, document: Document) -> list[Problem]:
    found = []
    for slip in dict.fromkeys(slips):
        line = document.line(_own_place(slip.place, joined))
        path = ".".join(map(str, slip.place)) or "supposition"
        found.append(Problem(path, slip.message, slip.advice, line=line, file=document.name))
    return sorted(found, key=lambda problem: problem.line or 0)


def _own_place(place: Place, joined: Joined) -> Place:
    """Return where something of the case with the supposition stands in the supposition."""
    for around, before in joined.shifts.items():
        index = place[len(around)] if len(place) > len(around) else None
        if place[: len(around)] == around and isinstance(index, int) and index >= before:
            return (*around, index - before, *place[len(around) + 1 :])
    return place


def _addition(place: Place, joined: Joined) -> Addition:
    node: object = joined.data
    for step in place:
        if isinstance(node, dict):
            node = node.get(str(step))
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
    because, assume = (node.get(key) if isinstance(node, dict) else None for key in REASONS)
    acts = tuple(map(str, because)) if isinstance(because, list) else ()
    return Addition(".".join(map(str, place)), acts, str(assume) if assume else None)
