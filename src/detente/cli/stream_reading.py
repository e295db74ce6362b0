"""Many or huge reports as JSON lines: what is found leaves at once, in order."""

from pathlib import Path

import typer

from detente import pipeline
from detente.cli.output import json_line, print_whole
from detente.errors import SourceError
from detente.schemas import document
from detente.sources.frozen import Language


def stream_reports(
    reports: list[str] | None,
    encoding: str | None,
    language: str | None,
    processes: int | None,
    reader: str = "rules",
) -> None:
    """Print one line for each part; files that cannot be read are named in one error at the end."""
    if not reports or "-" in reports:
        msg = "--stream reads files and folders; name at least one, and no standard input (-)"
        raise typer.BadParameter(msg)
    spoken: Language | None = "de" if language == "de" else "en" if language == "en" else None
    if language is not None and spoken is None:
        msg = f"--stream reads German and English only, not {language!r}; give de or en"
        raise typer.BadParameter(msg)
    missing = [report for report in reports if not Path(report).exists()]
    if missing:
        msg = f"there is no file or folder {missing[0]}; check the name"
        raise SourceError(msg)
    n_failed = 0
    parts = pipeline.stream(
        reports, processes=processes, encoding=encoding, language=spoken, reader=reader
    )
    for part in parts:
        n_failed += part.error is not None
        print_whole(json_line(document("part", part)))
    if n_failed:
        msg = f"{n_failed} parts or files could not be read; their lines say why (key error)"
        raise SourceError(msg)
