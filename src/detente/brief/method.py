"""How the brief came about: sources, method, limits, what it must not be used for."""

import re
from importlib.metadata import version

from detente.analysis.finding import Finding
from detente.brief.blocks import Method, Note, Points, Row, Section, SourceNote
from detente.brief.writer import Pen, Writer

REVIEWED = ("accepted", "corrected")
WORD = re.compile(r"\w+")


def closing(writer: Writer, notes: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the sections on method, limits and misuse."""
    return _method(writer), _limits(writer, notes)


def sources(writer: Writer) -> tuple[SourceNote, ...]:
    """Return what is known about every source."""
    acts = [act.source_id for act in writer.record.acts]
    return tuple(
        SourceNote(
            **source.model_dump(include=set(SourceNote.model_fields) - {"n_code_points", "n_acts"}),
            n_code_points=len(source.text),
            n_acts=acts.count(source.id),
        )
        for source in writer.record.sources
    )


def method(writer: Writer) -> Method:
    """Return what is needed to get the same brief again."""
    findings = _findings(writer)
    first = findings[0] if findings else None
    acts = writer.record.acts
    return Method(
        version=first.version if first else version("detente"),
        case_sha256=first.case_sha256 if first else None,
        seed=first.seed if first else None,
        n_draws=first.n_draws if first else None,
        methods=tuple(f"{finding.question}: {finding.method}" for finding in findings),
        readers=tuple(dict.fromkeys(f"{act.reader} {act.reader_version}" for act in acts)),
        n_acts=len(acts),
        n_reviewed=sum(act.review.state in REVIEWED for act in acts),
    )


def _findings(writer: Writer) -> list[Finding]:  # type: ignore[type-arg]
    found = writer.findings
    if found is None:
        return [] if writer.stability is None else [writer.stability]
    made = (
        found.settlement,
        found.burden,
        found.seats,
        found.stability,
        found.forecast,
        found.robustness,
    )
    return [finding for finding in made if finding is not None]


def _method(writer: Writer) -> Section:
    pen, used = Pen(writer, "method"), method(writer)
    facts = {
        "version": used.version,
        "readers": ", ".join(used.readers),
        "case": used.case_sha256 or "",
        "seed": "" if used.seed is None else str(used.seed),
        "draws": "" if used.n_draws is None else pen.words.number(used.n_draws),
        "reviewed": pen.text(
            "method.reviewed_of",
            n=pen.words.number(used.n_reviewed),
            of=pen.words.number(used.n_acts),
        ),
    }
    for finding in _findings(writer):
        facts[finding.question] = pen.text(f"method.how.{finding.question}")
    rows = [
        Row(head=pen.say(pen.text(f"method.{name}")), cells=(pen.cell(value),))
        for name, value in facts.items()
        if value
    ]
    columns = (pen.text("method.column.what"), pen.text("method.column.value"))
    table = pen.table(pen.text("method.caption"), columns, rows)
    keys = ("method.road", "method.draws_note") if _findings(writer) else ("method.road",)
    blocks = (*(pen.note(key) for key in keys), table)
    return Section(id="method", title=pen.text("method.title"), blocks=blocks)


def _limits(writer: Writer, notes: tuple[str, ...]) -> Section:
    pen = Pen(writer, "limits")
    keys = ["reading", "silence", "order", "designations"]
    if writer.case is not None:
        keys[1:1] = ["assumes", "cannot_see", "flips"]
    statements = [pen.say(pen.text(f"limits.{key}")) for key in keys]
    language = writer.words.language
    warnings = [
        _named(pen, w.in_language(language))
        for finding in _findings(writer)
        # The section on stability says its own with names; alone, it must give the others, too.
        if finding.question != "stability" or writer.findings is None
        for w in finding.warnings
    ]
    missing = len(writer.footnotes.missing)
    if missing:
        statements.append(pen.say(pen.text("limits.missing", missing)))
    blocks: list[Points | Note] = [Points(statements=tuple(statements)), pen.note("limits.misuse")]
    remarks = list(dict.fromkeys([*notes, *warnings]))
    if remarks:
        said = [pen.say(remark) for remark in remarks]
        blocks += [pen.note("limits.remarks"), Points(statements=tuple(said))]
    return Section(id="limits", title=pen.text("limits.title"), blocks=tuple(blocks))


def _named(pen: Pen, remark: str) -> str:
    """Return a remark with names in place of the ids of issues that the case leaves out."""
    left_out = pen.writer.case.left_out if pen.writer.case is not None else {}
    return WORD.sub(
        lambda word: pen.names.issue(word[0]) if word[0] in left_out else word[0], remark
    )
