"""Options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.sources.frozen import Language

Reports = Annotated[
    list[str] | None,
    typer.Argument(metavar="REPORT", help="Files of reports; - is standard input."),
]
ProjectPath = Annotated[
    Path | None,
    typer.Option("--project", "-p", metavar="DIR", help="Folder of the project."),
]
KnowledgePath = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="FILE", help="Add actors, persons, issues and words (TOML)."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (see detente schema).")]
Draws = Annotated[
    int, typer.Option(min=1, max=65536, help="Value sets drawn from the ranges of the case.")
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the draws.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of the reports, such as cp1252.")
]
SourceLanguage = Annotated[
    str | None,
    typer.Option(
        "--source-lang", metavar="CODE", help="Language of the reports; found out if left out."
    ),
]
NamesLanguage = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of names; that of the case if left out."),
]
AskedOutcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="ISSUE=OPTION,...",
        help="Stability: look at this outcome too; issues left out are at their status quo.",
    ),
]
Supposed = Annotated[
    Path | None,
    typer.Option(
        "--suppose",
        metavar="FILE",
        help="Stability: what if a party had the options in this file?",
    ),
]
Cytoscape = Annotated[
    str | None,
    typer.Option(
        "--cytoscape",
        metavar="FILE",
        help="Stability: write the picture of moves for Cytoscape too (JSON).",
    ),
]
CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="Case file.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing case.")]


def given(**options: Any) -> dict[str, Any]:
    """Return the options that were given, ready for `pipeline.receive`."""
    return {
        name: value.date() if isinstance(value, datetime) else value
        for name, value in options.items()
        if value is not None
    }


def outcomes_of(texts: list[str] | None) -> list[dict[str, str]]:
    """Return the outcomes of ``issue=option,issue=option``."""
    found = []
    for text in texts or ():
        outcome: dict[str, str] = {}
        for part in text.split(","):
            issue, equals, option = (word.strip() for word in part.partition("="))
            if not (issue and equals and option):
                msg = f"{part.strip()!r} is not ISSUE=OPTION, such as quay=open"
                raise typer.BadParameter(msg, param_hint="--outcome")
            if issue in outcome:
                msg = f"{issue} is given twice in one outcome; give --outcome once for each"
                raise typer.BadParameter(msg, param_hint="--outcome")
            outcome[issue] = option
        found.append(outcome)
    return found
