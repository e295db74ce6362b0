"""Where a command's material comes from: reports named on the line, or a project."""

import importlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from detente import pipeline
from detente.cli.reader_options import ReaderChoice
from detente.errors import SourceError, StoreError
from detente.pipeline import Step
from detente.reading.act import Reading
from detente.reading.knowledge import FILE
from detente.reading.tables import current_tables
from detente.sources.source import Source

if TYPE_CHECKING:
    from detente.analysis.finding import Finding
    from detente.case.model import Case
    from detente.store.project import Project


def sources_of_reports(
    reports: Sequence[str], told: dict[str, Any], step: Step | None = None
) -> list[tuple[Source, bytes]]:
    """Receive every report once; all that cannot be received are named in one error."""
    if list(reports).count("-") > 1:
        msg = "standard input (-) can be read once; pass the other reports as files"
        raise typer.BadParameter(msg)
    received: dict[str, tuple[Source, bytes]] = {}
    problems: list[str] = []
    for number, report in enumerate(reports, start=1):
        if step is not None:
            step("receive", number, len(reports))
        try:
            name, data = pipeline.take(report)
            source = pipeline.receive(data, name, **told)
        except SourceError as error:
            problems.append(str(error))
            continue
        received.setdefault(source.sha256, (source, data))
    if problems:
        raise SourceError("\n".join(problems))
    return list(received.values())


def readings_of_reports(
    reports: Sequence[str], told: dict[str, Any], chosen: ReaderChoice, step: Step | None = None
) -> list[Reading]:
    """Receive and read every report with the reader chosen; nothing is kept."""
    received = sources_of_reports(reports, told | chosen.told(), step)
    return chosen.read_all([source for source, _ in received], step)


def now() -> datetime:
    """Return the time of a decision or a reading, with its zone."""
    return datetime.now(UTC)


def project_at(path: Path | None) -> "Project":
    """Open the project in `path`, or the one in this folder; loads the database only now.

    The knowledge file of the project holds from here on, unless the command named another.
    """
    store = importlib.import_module("detente.store.project")
    project: Project = store.open_project(path or Path())
    if not current_tables().sha256:
        use_knowledge(None, project.path)
    return project


def use_knowledge(named: Path | None, project: Path | None) -> None:
    """Let the file `named`, else that of a project, hold for the rest of the command."""
    file = named
    if file is None and project is not None and (project / FILE).exists():
        file = project / FILE
    if file is not None:
        pipeline.put_knowledge(file)


def in_a_project() -> bool:
    """Return whether this folder is a project."""
    return Path("detente.db").exists()


def refuse_nothing_named(path: Path | None) -> None:
    """Raise `StoreError` where neither a report nor a project is named and none is here."""
    if path is None and not in_a_project():
        msg = (
            "no report is named and this folder is no project; name a report, or make a project "
            "with detente init"
        )
        raise StoreError(msg)


def readings_of_project(path: Path | None) -> list[Reading]:
    """Return the newest reading of every source of a project, decisions applied."""
    refuse_nothing_named(path)
    with project_at(path) as project:
        readings = project.current_readings()
        if not readings:
            msg = (
                f"the project in {project.path} has no reading; run detente add, then detente read"
            )
            raise StoreError(msg)
        return list(readings)


def case_file_of_project(path: Path | None) -> Path | None:
    """Return the file with the case of a project; None where there is none."""
    file = (path or Path()) / "case.yaml"
    return file if file.exists() else None


def case_of_project(path: Path | None) -> "Case | None":
    """Return the case of a project; None where there is none."""
    file = case_file_of_project(path)
    return None if file is None else pipeline.load_case(file)


def keep_findings(path: Path | None, findings: "Iterable[Finding[Any]]") -> None:
    """Keep findings in a project, with the time they were made; one that is read-only stays."""
    with project_at(path) as project:
        if project.is_read_only:
            return
        for finding in findings:
            project.add_finding(finding, at=now())
