"""Findings are kept with the hash of their case and come back equal."""

from datetime import UTC, datetime
from pathlib import Path

from tests.analysis_cases import changed, orchard

from detente.analysis.finding import Findings
from detente.analysis.run import analyze
from detente.store.project import create_project, open_project

AT = datetime(2025, 2, 19, tzinfo=UTC)


def test_every_question_comes_back_equal_and_by_case(tmp_path: Path) -> None:
    first = analyze(orchard(), n_draws=4)
    second = analyze(changed(orchard(), title="another"), n_draws=4)
    names = list(Findings.model_fields)
    with create_project(tmp_path) as project:
        for findings in (first, second):
            for name in names:
                project.add_finding(getattr(findings, name), at=AT)
    with open_project(tmp_path) as project:
        assert len(project.findings()) == 2 * len(names)
        for findings in (first, second):
            kept = project.findings(findings.settlement.case_sha256)
            assert list(kept) == [getattr(findings, name) for name in names]
        assert project.findings("0" * 64) == ()


def test_an_older_finding_stays_beside_a_newer_one(tmp_path: Path) -> None:
    finding = analyze(orchard(), n_draws=4).burden
    with create_project(tmp_path) as project:
        project.add_finding(finding, at=AT)
        project.add_finding(finding.model_copy(update={"seed": 7}), at=AT)
        assert [kept.seed for kept in project.findings()] == [finding.seed, 7]
