"""Problems of sense: names that lead nowhere, missing seats and preferences, missing reasons.

A case in the right form goes in, slips come out; statements are looked at in `demands`.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from itertools import chain

from detente.case.document import Place
from detente.case.model import Case, IssuePreference, Preference, Reasoned, Value
from detente.case.slip import Slip, meant
from detente.case.statements import KEYWORDS

UNREASONED = "has neither because nor assume"
"""Message about a value that says nothing on why it stands there."""


def sense_slips(case: Case) -> Iterator[Slip]:
    """Yield what makes no sense in a case of the right form."""
    yield from _party_slips(case)
    yield from _issue_slips(case)
    yield from _preference_slips(case)
    yield from _reason_slips(case)


def act_slips(case: Case, known: Container[str]) -> Iterator[Slip]:
    """Yield every because that names an act which is not in `known`."""
    consent = ((place, item.because) for place, item in _consent(case))
    for place, because in chain(_stated(case), consent):
        for act in because:
            if act not in known:
                yield Slip(
                    (*place, "because"),
                    f"act {act} is not in the record",
                    "name an act of the record, or state an assumption instead",
                )


def _stated(case: Case) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield every because with its place, one that is taken from around it only there."""
    for name, party in case.parties.items():
        yield ("parties", name), party.because
        yield from _own(("parties", name, "influence"), party.influence, party)
    for name, issue in case.issues.items():
        yield ("issues", name), issue.because
        for holder, hold in issue.held_by.items():
            yield ("issues", name, "held_by", holder), hold.because
        for key, option in issue.options.items():
            yield ("issues", name, "options", key), option.because
    for name, preference in case.preferences.items():
        yield from _stated_by(preference, ("preferences", name))
    for index, link in enumerate(case.links):
        yield ("links", index), link.because


def _stated_by(preference: Preference, place: Place) -> Iterator[tuple[Place, tuple[str, ...]]]:
    yield place, preference.because
    yield from _own((*place, "no_deal"), preference.no_deal, preference)
    for key, wanted in preference.issues.items():
        here = (*place, "issues", key)
        yield from _own(here, wanted, preference)
        yield from _own((*here, "salience"), wanted.salience, wanted)
        for option_id, score in wanted.scores.items():
            yield from _own((*here, "scores", option_id), score, wanted)
    for index, item in enumerate(preference.interactions):
        yield (*place, "interactions", index), item.because
    for index, line in enumerate(preference.red_lines):
        yield (*place, "red_lines", index), line.because
    for here, entry in _order(preference, place):
        yield from _own(here, entry, preference)


def _consent(case: Case) -> Iterator[tuple[Place, Reasoned]]:
    yield ("consent",), case.consent
    for name, group in case.consent.groups.items():
        yield ("consent", "groups", name), group


def _own(
    place: Place, reasoned: Reasoned, around: Reasoned
) -> Iterator[tuple[Place, tuple[str, ...]]]:
    if reasoned.because != around.because:
        yield place, reasoned.because


def _party_slips(case: Case) -> Iterator[Slip]:
    if len(case.players()) < 2:
        yield Slip(("parties",), "fewer than two parties negotiate", "add the other side")
    elif not case.seated():
        yield Slip(
            ("parties",), "no party has a seat", "set 'seat: true' for those who must consent"
        )
    for name, party in case.parties.items():
        if party.role == "party" and name not in case.preferences:
            yield Slip(
                ("parties", name),
                f"party {name} has no preferences",
                f"add preferences.{name}, or give it 'role: observer'",
            )


def _issue_slips(case: Case) -> Iterator[Slip]:
    if not case.issues:
        yield Slip(("issues",), "no issue is open", "add what is negotiated, with its options")
    for name, issue in case.issues.items():
        place = ("issues", name)
        if len(issue.options) < 2:
            yield Slip(
                (*place, "options"),
                f"issue {name} has fewer than two options",
                "add another way to settle it",
            )
        for word in (name, *issue.options):
            if word in KEYWORDS:
                where = place if word == name else (*place, "options", word)
                yield Slip(where, f"{word!r} is a word of statements", "choose another name")
        for holder in issue.held_by:
            if holder not in case.parties:
                yield Slip(
                    (*place, "held_by", holder),
                    f"unknown party {holder}",
                    meant(holder, case.parties),
                )
        if issue.status_quo is not None and issue.status_quo not in issue.options:
            yield _unknown_option((*place, "status_quo"), issue.status_quo, issue.options)


def _unknown_option(place: Place, option: str, known: Iterable[str]) -> Slip:
    return Slip(place, f"unknown option {option}", meant(option, known))


def _preference_slips(case: Case) -> Iterator[Slip]:
    for party, preference in case.preferences.items():
        place = ("preferences", party)
        if party not in case.parties:
            yield Slip(place, f"unknown party {party}", meant(party, case.parties))
        elif case.parties[party].role != "party":
            role = case.parties[party].role
            yield Slip(
                place,
                f"{party} has the role {role} and preferences",
                "remove its preferences, or give it 'role: party'",
            )
        for issue, wanted in preference.issues.items():
            here = (*place, "issues", issue)
            if issue not in case.issues:
                yield Slip(here, f"unknown issue {issue}", meant(issue, case.issues))
            else:
                yield from _wanted_slips(wanted, case.issues[issue].options, here)


def _wanted_slips(
    wanted: IssuePreference, known: Collection[str], place: tuple[str, ...]
) -> Iterator[Slip]:
    for option in wanted.scores:
        if option not in known:
            yield _unknown_option((*place, "scores", option), option, known)
    if wanted.ideal is None:
        return
    if wanted.ideal not in known:
        yield _unknown_option((*place, "ideal"), wanted.ideal, known)
        return
    ideal = wanted.scores.get(wanted.ideal, Value(low=100, high=100))
    for option, value in wanted.scores.items():
        if option != wanted.ideal and value.low > ideal.high:
            yield Slip(
                (*place, "scores", option),
                f"{option} is worth more than the ideal {wanted.ideal}",
                "change the ideal or one of the two scores",
            )


def _reason_slips(case: Case) -> Iterator[Slip]:
    for place, reasoned in _reasoned(case):
        if reasoned.because or reasoned.assume or not _needs_reason(reasoned):
            continue
        if isinstance(reasoned, IssuePreference) and not _bare_values(reasoned):
            continue
        yield Slip(
            place,
            UNREASONED,
            "name the acts behind it, or state the assumption in a sentence",
            "warning",
        )


def _needs_reason(reasoned: Reasoned) -> bool:
    return not (isinstance(reasoned, Value) and reasoned.low == 0 and reasoned.high == 100)


def _bare_values(wanted: IssuePreference) -> list[Value]:
    values = [wanted.salience, *wanted.scores.values()]
    return [v for v in values if not (v.because or v.assume) and _needs_reason(v)]


def _reasoned(case: Case) -> Iterator[tuple[Place, Reasoned]]:
    """Yield everything that must say why it stands there, with its place."""
    for name, party in case.parties.items():
        yield ("parties", name, "influence"), party.influence
    for name, issue in case.issues.items():
        for holder, hold in issue.held_by.items():
            yield ("issues", name, "held_by", holder), hold
    for name, preference in case.preferences.items():
        yield from _reasoned_preference(preference, ("preferences", name))
    for index, link in enumerate(case.links):
        yield ("links", index), link


def _reasoned_preference(preference: Preference, place: Place) -> Iterator[tuple[Place, Reasoned]]:
    yield (*place, "no_deal"), preference.no_deal
    for issue, wanted in preference.issues.items():
        yield (*place, "issues", issue), wanted
    for index, item in enumerate(preference.interactions):
        yield (*place, "interactions", index), item
    for index, line in enumerate(preference.red_lines):
        yield (*place, "red_lines", index), line
    yield from _order(preference, place)


def _order(preference: Preference, place: Place) -> Iterator[tuple[Place, Reasoned]]:
    """Yield what says how a party orders the outcomes, with its place."""
    if preference.great is not None:
        yield (*place, "great"), preference.great
    for index, rank in enumerate(preference.ranking):
        yield (*place, "ranking", index), rank
    for index, item in enumerate(preference.priorities):
        yield (*place, "priorities", index), item
