"""Findings in a project: each with the hash of the case it answers, kept beside older ones."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from detente.analysis.finding import (
    BurdenValues,
    Finding,
    RobustnessValues,
    SeatsValues,
    SettlementValues,
)
from detente.analysis.forecast_values import ForecastValues
from detente.analysis.stability_values import StabilityValues
from detente.store import clock
from detente.store.tables import findings

FORMS: dict[str, TypeAdapter[Any]] = {
    "settlement": TypeAdapter(Finding[SettlementValues]),
    "burden": TypeAdapter(Finding[BurdenValues]),
    "seats": TypeAdapter(Finding[SeatsValues]),
    "stability": TypeAdapter(Finding[StabilityValues]),
    "forecast": TypeAdapter(Finding[ForecastValues]),
    "robustness": TypeAdapter(Finding[RobustnessValues]),
}
"""Form of the finding for each question."""


def add(connection: Connection, finding: Finding[Any], at: datetime) -> None:
    """Keep a finding."""
    connection.execute(
        findings.insert().values(
            question=finding.question,
            case_sha256=finding.case_sha256,
            made_at=clock.kept(at),
            record=finding.model_dump_json(),
        )
    )


def every(connection: Connection, case_sha256: str | None = None) -> tuple[Finding[Any], ...]:
    """Return all findings, or those on one case, oldest first."""
    wanted = select(findings.c.question, findings.c.record).order_by(findings.c.number)
    if case_sha256 is not None:
        wanted = wanted.where(findings.c.case_sha256 == case_sha256)
    return tuple(
        FORMS[row.question].validate_json(row.record) for row in connection.execute(wanted)
    )
