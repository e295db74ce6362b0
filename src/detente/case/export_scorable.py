"""A case as a scorable game: ``config.txt`` and a table of points per party at the table.

The game calls issues A, B, C and options A1, A2; what they were called is in the notes.
"""

from collections.abc import Sequence
from string import ascii_uppercase

from detente.case.decimals import decimal, decimal_factor, short
from detente.case.import_scorable import VETO
from detente.case.losses import consent_rule
from detente.case.model import Case
from detente.case.portable import Portable, PortableParty, scale_note
from detente.errors import CaseError
from detente.sources.frozen import Label


def write_scorable(case: Case, portable: Portable) -> tuple[dict[str, str], list[Label]]:
    """Return the files by name, and what was changed; `CaseError` where the game has no room."""
    if len(portable.issues) > len(ascii_uppercase):
        msg = (
            f"{len(portable.issues)} issues are more than a scorable game can name "
            f"({len(ascii_uppercase)}); leave some out, or choose another format"
        )
        raise CaseError(msg)
    notes = list(_consent(case))
    roles = dict(zip(case.consent.veto, VETO, strict=False))
    lines, files = [], {}
    for party in portable.parties:
        name = " ".join(party.name.replace(",", " ").split()) or party.id
        lines.append(f"{name},{party.id},{roles.get(party.id, 'player')},-,-\n")
        files[f"scores_files/{party.id}.txt"] = _table(party, notes)
    notes += [_legend(letter, *issue) for letter, issue in zip(ascii_uppercase, portable.issues,
              strict=False)]  # fmt: skip
    best = _best(portable.parties[0])
    notes.append(
        Label(
            de=f"erster Vorschlag (initial_deal.txt): das Beste für {portable.parties[0].id}",
            en=f"first proposal (initial_deal.txt): the best of {portable.parties[0].id}",
        )
    )
    return {"config.txt": "".join(lines), "initial_deal.txt": best + "\n", **files}, notes


def _consent(case: Case) -> Sequence[Label]:
    consent, n_table = case.consent, len(case.seated())
    kept = (
        len(consent.veto) <= len(VETO)
        and not consent.groups
        and consent.quota == max(1, n_table - 1)
    )
    if kept:
        return ()
    rule = consent_rule(case)
    return (
        Label(
            de="das Spiel verlangt die Vetoparteien p1, p2 und alle bis auf eine; im Fall gilt: "
            f"{rule.de}",
            en="the game asks for the veto parties p1, p2 and all but one; the case asks for: "
            f"{rule.en}",
        ),
    )


def _table(party: PortableParty, notes: list[Label]) -> str:
    parts = party.parts()
    factor = decimal_factor([*(value for row in parts for value in row), party.no_deal])
    rows = [[value * factor for value in row] for row in parts]
    least = party.no_deal * factor
    notes.append(scale_note(party.id, factor))
    if not all(short(value) for row in [*rows, [least]] for value in row):
        notes.append(
            Label(
                de=f"{party.id}: Punkte auf 17 Stellen gerundet",
                en=f"{party.id}: points rounded to 17 places",
            )
        )
    lines = [", ".join(map(decimal, row)) for row in [*rows, [least]]]
    return "\n".join(lines) + "\n"


def _best(party: PortableParty) -> str:
    chosen = [max(range(len(row)), key=row.__getitem__) for row in party.parts()]
    pairs = zip(ascii_uppercase, chosen, strict=False)
    return ",".join(f"{letter}{option + 1}" for letter, option in pairs)


def _legend(letter: str, name: str, options: Sequence[str]) -> Label:
    listed = ", ".join(f"{letter}{n} {option}" for n, option in enumerate(options, start=1))
    return Label(de=f"{letter} = {name}: {listed}", en=f"{letter} = {name}: {listed}")
