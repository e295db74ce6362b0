"""Problems of one-way options: unknown ones, and moves in a row that make no move."""

from collections.abc import Iterator

from detente.case.document import Place
from detente.case.model import Case, Issue
from detente.case.slip import Slip, meant


def move_slips(case: Case) -> Iterator[Slip]:
    """Yield what is wrong with the one-way options of a case."""
    for name, issue in case.issues.items():
        stated = [key for key, option in issue.options.items() if option.leads_to is not None]
        if stated and not issue.held_by:
            yield Slip(
                ("issues", name, "options", stated[0], "leads_to"),
                f"nobody can change {name} alone, so leads_to says nothing",
                f"name those who can in issues.{name}.held_by, or remove it",
                "warning",
            )
        for option in stated:
            yield from _option_slips(issue, ("issues", name, "options", option, "leads_to"), option)


def reached(issue: Issue, option: str) -> tuple[str, ...]:
    """Return the options that whoever holds an issue can turn one of its options into.

    The option itself among them, in the order of the issue.
    """
    leads_to = issue.options[option].leads_to
    return tuple(o for o in issue.options if o == option or leads_to is None or o in leads_to)


def _option_slips(issue: Issue, place: Place, option: str) -> Iterator[Slip]:
    leads_to = issue.options[option].leads_to or ()
    for index, end in enumerate(leads_to):
        if end not in issue.options:
            yield Slip((*place, index), f"unknown option {end}", meant(end, issue.options))
        elif end == option:
            yield Slip((*place, index), f"{option} leads to itself", "leave it out", "warning")
    for through in leads_to:
        if through not in issue.options:
            continue
        missing = [o for o in reached(issue, through) if o != option and o not in leads_to]
        if missing:
            yield Slip(
                place,
                f"{option} leads to {through} and that to {missing[0]}, but {option} does not "
                f"lead to {missing[0]}",
                f"add {missing[0]}: two moves of one party in a row are one move",
            )
            return
