"""A supposition joined to a case, on plain data: it may add, and change nothing that stands there.

The fragment has the form of a case file; what cannot be joined comes back as slips.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from detente.case.document import Place
from detente.case.model import Case
from detente.case.reasons import REASONS, Data, with_reasons
from detente.case.slip import Slip

FIELDS = ("title", *REASONS, "parties", "issues", "preferences", "links")
"""What a supposition may hold at its top, besides ``detente``."""
_LEAVE_OUT = "leave it out: a supposition adds and changes nothing; to change it, edit the case"
_APPENDED = ("red_lines", "interactions")
_ORDERS = ("ranking", "priorities")


@dataclass
class Joined:
    """A case with what is supposed, as plain data."""

    data: Data
    """The case with the additions."""
    added: list[Place] = field(default_factory=list)
    """Where something was added."""
    slips: list[Slip] = field(default_factory=list)
    """What could not be joined; places are those of the supposition."""
    shifts: dict[Place, int] = field(default_factory=dict)
    """Entries that a list had before, by the place of the list."""


def join(case: Case, fragment: Data) -> Joined:
    """Return a case with a supposition; reasons at its top hold for all in it that states none."""
    base = case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    joined = Joined(base)
    for name in fragment:
        if name not in (*FIELDS, "detente"):
            what = "is no part of a supposition" if name in Case.model_fields else "is unknown here"
            joined.slips.append(Slip((name,), f"{name} {what}", f"use {', '.join(FIELDS)}"))
    extra = with_reasons(_reasoned(fragment))
    for name, party in _block(extra, "parties", joined):
        if name in case.parties:
            advice = f"leave it out here; what it wants stands under preferences.{name}"
            joined.slips.append(Slip(("parties", name), f"{name} is a party of the case", advice))
        else:
            _add(joined, ("parties", name), party)
    for name, issue in _block(extra, "issues", joined):
        if name in case.issues and isinstance(issue, dict):
            _join_issue(joined, case, name, issue)
        else:
            _add(joined, ("issues", name), issue)
    for name, wants in _block(extra, "preferences", joined):
        if name in case.preferences and isinstance(wants, dict):
            _join_wants(joined, case, name, wants)
        else:
            _add(joined, ("preferences", name), wants)
    if "links" in extra:
        _append(joined, ("links",), extra["links"])
    return joined


def _reasoned(fragment: Data) -> Data:
    """Return a supposition in which all that states no reason takes the one at its top."""
    reasons = {key: fragment[key] for key in REASONS if key in fragment}
    result = copy.deepcopy({k: v for k, v in fragment.items() if k not in REASONS})
    for block in ("parties", "issues", "preferences"):
        entries = result.get(block)
        for entry in entries.values() if isinstance(entries, dict) else ():
            _fill(entry, reasons)
            _name_holders(entry)
            for inner in _inside(entry):
                _fill(inner, {key: entry[key] for key in REASONS if key in entry})
    links = result.get("links")
    for link in links if isinstance(links, list) else ():
        _fill(link, reasons)
    return result


def _inside(entry: object) -> Iterator[object]:
    """Yield what inside a block of a supposition takes no reason from around it."""
    if not isinstance(entry, dict):
        return
    for name in ("options", "held_by"):
        yield from entry[name].values() if isinstance(entry.get(name), dict) else ()
    for name in _APPENDED:
        yield from entry[name] if isinstance(entry.get(name), list) else ()


def _name_holders(issue: object) -> None:
    """Write holders that are listed as entries, which may have reasons of their own."""
    holders = issue.get("held_by") if isinstance(issue, dict) else None
    listed = isinstance(holders, list) and all(isinstance(holder, str) for holder in holders)
    if isinstance(issue, dict) and isinstance(holders, list) and listed:
        issue["held_by"] = {holder: {} for holder in holders}


def _fill(entry: object, reasons: Data) -> None:
    if isinstance(entry, dict) and not any(key in entry for key in REASONS):
        entry.update(reasons)


def _block(extra: Data, name: str, joined: Joined) -> Iterator[tuple[str, object]]:
    block = extra.get(name, {})
    if isinstance(block, dict):
        yield from block.items()
    else:
        advice = "write 'name: ...' lines, indented"
        joined.slips.append(Slip((name,), f"{name} is not a block of named entries", advice))


def _join_issue(joined: Joined, case: Case, name: str, issue: Data) -> None:
    place: Place = ("issues", name)
    for key, value in issue.items():
        if key == "options" and isinstance(value, dict):
            for option, content in value.items():
                _join_option(joined, case, (*place, "options", option), content)
        elif key == "held_by" and isinstance(value, list | dict):
            reasons = {k: issue[k] for k in REASONS if k in issue}
            stated = value if isinstance(value, dict) else {}
            holders: Data = {str(holder): stated.get(holder) or reasons for holder in value}
            _join_holders(joined, case, name, holders)
        elif key not in REASONS:
            joined.slips.append(Slip((*place, key), f"{key} of {name} is said by the case",
                                     _LEAVE_OUT))  # fmt: skip


def _join_option(joined: Joined, case: Case, place: Place, content: object) -> None:
    name, option = str(place[1]), str(place[3])
    known = case.issues[name].options.get(option)
    if known is None:
        _add(joined, place, content)
        return
    leads = content.get("leads_to") if isinstance(content, dict) else None
    alone = isinstance(content, dict) and not set(content) - {"leads_to", *REASONS}
    if not alone or known.leads_to is None or not isinstance(leads, list):
        advice = _LEAVE_OUT
        if known.leads_to is not None:
            advice += "; 'leads_to' may name options that it leads to as well"
        joined.slips.append(Slip(place, f"{option} is an option of the case", advice))
    else:
        _append(joined, (*place, "leads_to"), [o for o in leads if o not in known.leads_to])


def _join_holders(joined: Joined, case: Case, name: str, holders: Data) -> None:
    for holder, reasons in holders.items():
        place: Place = ("issues", name, "held_by", holder)
        if holder in case.issues[name].held_by:
            message = f"{holder} can change {name} alone in the case already"
            joined.slips.append(Slip(place, message, "leave it out here"))
        else:
            _add(joined, place, reasons)


def _join_wants(joined: Joined, case: Case, party: str, wants: Data) -> None:
    known = case.preferences[party]
    for key, value in wants.items():
        place: Place = ("preferences", party, key)
        if key == "issues" and isinstance(value, dict):
            for name, wish in value.items():
                _join_wish(joined, case, (*place, name), wish)
        elif key in _APPENDED:
            _append(joined, place, value)
        elif key in _ORDERS and getattr(known, key):
            # A place means nothing without the others: the whole order is written anew.
            _node(joined.data, place[:-1])[key] = []
            _append(joined, place, value)
        elif key not in REASONS:
            advice = _LEAVE_OUT if key not in _ORDERS else f"{party} has none of these in the case"
            joined.slips.append(Slip(place, f"{key} of {party} is said by the case", advice))


def _join_wish(joined: Joined, case: Case, place: Place, wish: object) -> None:
    party, name = str(place[1]), str(place[3])
    if name not in case.issues:
        _add(joined, place, wish)
        return
    for key, value in wish.items() if isinstance(wish, dict) else ():
        if key == "scores" and isinstance(value, dict):
            for option, score in value.items():
                here: Place = (*place, "scores", option)
                if option in case.issues[name].options:
                    message = f"what {option} is worth to {party} is said by the case"
                    joined.slips.append(Slip(here, message, _LEAVE_OUT))
                else:
                    _add(joined, here, score)
        elif key not in REASONS:
            message = f"{key} of {name} for {party} is said by the case"
            joined.slips.append(Slip((*place, key), message, _LEAVE_OUT))


def _add(joined: Joined, place: Place, content: object) -> None:
    _node(joined.data, place[:-1])[str(place[-1])] = content
    joined.added.append(place)


def _append(joined: Joined, place: Place, entries: object) -> None:
    around = _node(joined.data, place[:-1])
    before = cast("list[object]", around.get(str(place[-1]), []))
    if not isinstance(entries, list):
        message, advice = f"{place[-1]} is not a list", "write a list, such as [north]"
        joined.slips.append(Slip(place, message, advice))
        return
    around[str(place[-1])] = [*before, *entries]
    joined.shifts[place] = len(before)
    joined.added += [(*place, len(before) + n) for n in range(len(entries))]


def _node(data: Data, place: Place) -> Data:
    """Return the mapping at a place, made where there is none."""
    for step in place:
        data = cast("Data", data.setdefault(str(step), {}))
    return data
