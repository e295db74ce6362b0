"""A case to the files of other tools: Genius, GeniusWeb, score tables, scorable games."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, get_args

from detente.case.export_genius import write_genius
from detente.case.export_geniusweb import write_geniusweb
from detente.case.export_scorable import write_scorable
from detente.case.export_table import write_table
from detente.case.files import write_text
from detente.case.losses import (
    consent_losses,
    in_words,
    middle_losses,
    other_losses,
    party_losses,
    statement_losses,
)
from detente.case.model import Case
from detente.case.portable import Exported, Portable, portable
from detente.errors import CaseError
from detente.sources.frozen import Label, Language

Format = Literal["genius", "geniusweb", "csv", "scorable"]
NOTES = "notes.txt"
"""File that says what the others do not carry."""


def export_case(case: Case, to: Format, language: Language = "en") -> Exported:
    """Return a case as files of another tool, with a note on everything they do not carry.

    Parameters
    ----------
    case
        A case without problems.
    to
        ``genius`` (XML), ``geniusweb`` (JSON), ``csv`` (score table) or ``scorable`` (folder).
    language
        Language of names and notes, and of columns and decimal sign in a table.

    Returns
    -------
    Exported
        Worths equal those of the case in the middle of its ranges, up to the positive factor per
        party that the notes state; a table keeps the ranges.

    Raises
    ------
    CaseError
        If fewer than two parties are at the table, no issue is open, or the format has no room.
    """
    plain = portable(case, language)
    writers: dict[str, Callable[[], tuple[dict[str, str], list[Label]]]] = {
        "genius": lambda: write_genius(plain),
        "geniusweb": lambda: write_geniusweb(plain),
        "csv": lambda: (write_table(case, plain.slug, language), []),
        "scorable": lambda: write_scorable(case, plain),
    }
    if to not in writers:
        msg = f"format {to!r} is unknown; choose one of {', '.join(get_args(Format))}"
        raise CaseError(msg)
    files, changed = writers[to]()
    notes = in_words([*_lost(case, to, plain), *changed], language)
    return Exported({**files, NOTES: _page(case, to, notes, language)}, notes)


def write_exported(
    exported: Exported, folder: Path | str, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write exported files into a folder, made where it is missing; return their paths.

    `CaseError` where one exists and `overwrite` is not set; nothing is written then.
    """
    folder = Path(folder)
    paths = [folder / name for name in exported.files]
    there = [path for path in paths if path.exists()]
    if there and not overwrite:
        msg = f"{there[0]} exists; name another folder, or ask to overwrite"
        raise CaseError(msg)
    for path, text in zip(paths, exported.files.values(), strict=True):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            reason = (trouble.strerror or str(trouble)).lower()
            msg = f"{path.parent}: cannot be made ({reason}); name another folder"
            raise CaseError(msg) from None
        write_text(path, text)
    return tuple(paths)


def _lost(case: Case, to: Format, plain: Portable) -> Iterable[Label]:
    yield from party_losses(case, seats=to == "csv")
    if to != "scorable":
        yield from consent_losses(case)
    yield from statement_losses(case)
    if to != "csv":
        yield from middle_losses(case, (party.id for party in plain.parties))
    yield from other_losses(case)


def _page(case: Case, to: Format, notes: tuple[str, ...], language: Language) -> str:
    title = case.title.in_language(language)
    head = {
        "de": f"{title}: Ausfuhr für {to}. Was die Dateien nicht oder anders enthalten:",
        "en": f"{title}: export to {to}. What the files do not carry, or carry otherwise:",
    }[language]
    none = {"de": "nichts", "en": "nothing"}[language]
    return "".join([f"{head}\n\n", *(f"- {note}\n" for note in notes or (none,))])
