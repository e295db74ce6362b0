"""Problems of consent: unknown or absent parties, quotas that nobody or anybody can meet."""

from collections.abc import Iterator

from detente.case.document import Place
from detente.case.model import Case
from detente.case.slip import Slip, meant


def consent_slips(case: Case) -> Iterator[Slip]:
    """Yield what makes no sense in whose consent a case asks."""
    consent, table = case.consent, case.seated()
    for index, party in enumerate(consent.veto):
        yield from _member(case, ("consent", "veto", index), party, table)
    if consent.quota is not None:
        yield from _quota(("consent", "quota"), consent.quota, len(table))
    for name, group in consent.groups.items():
        place: Place = ("consent", "groups", name)
        for index, party in enumerate(group.members):
            yield from _member(case, (*place, "members", index), party, table)
        if len(set(group.members)) < len(group.members):
            yield Slip((*place, "members"), "names a party twice", "name each member once")
        if group.quota is not None:
            yield from _quota((*place, "quota"), group.quota, len(set(group.members)))


def _member(case: Case, place: Place, party: str, table: tuple[str, ...]) -> Iterator[Slip]:
    if party not in case.parties:
        yield Slip(place, f"unknown party {party}", meant(party, case.parties))
    elif party not in table:
        yield Slip(
            place,
            f"{party} is not at the table",
            f"set parties.{party}.seat to true or leave it out",
        )


def _quota(place: Place, quota: int, n_members: int) -> Iterator[Slip]:
    if quota > n_members:
        yield Slip(
            place,
            f"asks for {quota} of {n_members} parties",
            f"write a number from 1 to {n_members}",
        )
