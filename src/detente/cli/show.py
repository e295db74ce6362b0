"""Records as tables for a terminal; the same content as ``--json``, shortened for the eye."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.finding import Finding, Interval, Share
from detente.case.model import Case, Value
from detente.reading.act import Act, Reading, Span
from detente.record.record import Record

QUOTE_LENGTH = 100


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _row(table: Table, *cells: object) -> None:
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def _names(values: Iterable[str]) -> str:
    return ", ".join(values)


def _short(span: Span) -> str:
    words = " ".join(span.quote.split())
    return words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1] + "…"


def acts_table(reading: Reading) -> Table:
    """Return one row per act: id, kind, who to whom, about what, status, words."""
    table = _table("", "id", "kind", "who → whom", "about", "status", "words")
    for act in reading.acts:
        who = f"{_names(act.actors) or '–'} → {_names(act.targets) or '–'}"
        about = _names(act.options or act.issues)
        _row(table, act.id, act.kind, who, about, _status(act), _short(act.span))
    return table


def _status(act: Act) -> str:
    voice = f"{act.voice}: {act.speaker}" if act.speaker else act.voice
    return f"{act.modality}, {'ascribed, ' if act.ascribed else ''}{voice}"


def explanation(act: Act, reading: Reading) -> RenderableType:
    """Return one act with the rule that made it and the words it fired on."""
    lines = [
        Text.assemble((f"{act.id}  {act.kind}", "bold"), f"  {act.rule}  (score {act.score:.2f})"),
        Text(f"  by {act.reader} {act.reader_version}; {_status(act)}"),
        Text(f"  cue      {' … '.join(repr(span.quote) for span in act.cue)}"),
    ]
    for named in act.named:
        lines.append(Text(f"  {named.role:<8} {named.actor} ← {named.span.quote!r}"))
    for label, span in (("content", act.content), ("if", act.condition)):
        if span is not None:
            lines.append(Text(f"  {label:<8} {_short(span)}"))
    if act.issues:
        lines.append(Text(f"  about    {_names(act.options or act.issues)} ({act.stance or '–'})"))
    lines.append(Text(f"  words    [{act.span.start}:{act.span.end}] {_short(act.span)}"))
    return Group(*lines, Text(""))


def review_table(acts: Sequence[Act]) -> Table:
    """Return one row per act with its state, who decided and why."""
    table = _table("", "id", "state", "by", "kind", "who", "words", "reason")
    for act in acts:
        review = act.review
        who = _names(act.actors)
        _row(table, act.id, review.state, review.by, act.kind, who, _short(act.span), review.reason)
    return table


def record_tables(record: Record) -> list[Table]:
    """Return timeline, seats, positions, measures, agreed and open items."""
    words = {act.id: act for act in record.acts}
    timeline = _table("timeline", "when", "kind", "who", "words", "act")
    for entry in record.timeline:
        act = words[entry.act]
        when = entry.time.start if entry.time and entry.time.start else None
        _row(timeline, when, act.kind, _names(act.actors), _short(act.span), act.id)
    seats = _table("roles", "actor", "role", "acts")
    for role in record.roles:
        _row(seats, role.actor, role.role, _names(role.because))
    positions = _table("positions", "party", "issue", "options", "stance", "force", "acts")
    for item in record.positions:
        stance = f"{item.stance}{' (ascribed)' if item.ascribed else ''}"
        stance += "" if item.current else " (replaced)"
        _row(
            positions, item.party, item.issue, _names(item.options), stance, item.force,
            _names(item.because),
        )  # fmt: skip
    return [timeline, seats, positions, *_ledgers(record)]


def _ledgers(record: Record) -> list[Table]:
    measures = _table("measures", "by", "against", "issue", "status", "acts")
    for measure in record.measures:
        by, against = _names(measure.by), _names(measure.against)
        _row(measures, by, against, measure.issue, measure.status, _names(measure.because))
    concessions = _table("concessions", "party", "issue", "acts")
    for concession in record.concessions:
        _row(concessions, concession.party, concession.issue, _names(concession.because))
    agreed = _table("agreed", "parties", "issue", "options", "acts")
    for item in record.agreed:
        issue = f"{item.issue or ''}{' (procedural)' if item.procedural else ''}"
        _row(agreed, _names(item.parties), issue, _names(item.options), _names(item.because))
    still = _table("open", "kind", "party", "issue", "acts")
    for entry in record.open_items:
        _row(still, entry.kind, entry.party, entry.issue, _names(entry.because))
    return [measures, concessions, agreed, still]


def _range(value: Value) -> str:
    return f"{value.low:g}" if value.low == value.high else f"{value.low:g}..{value.high:g}"


def case_tables(case: Case) -> list[Table]:
    """Return parties, issues and preferences of a case."""
    parties = _table(case.title.en, "party", "seat", "role", "influence", "no deal")
    for name, party in case.parties.items():
        wants = case.preferences.get(name)
        seat = "yes" if name in case.seated() else "no"
        no_deal = _range(wants.no_deal) if wants else ""
        _row(parties, name, seat, party.role, _range(party.influence), no_deal)
    scores = _table("scores", "issue", "option", *case.players())
    for issue_id, issue in case.issues.items():
        for option in issue.options:
            cells = [_score(case, party, issue_id, option) for party in case.players()]
            _row(scores, issue_id, option, *cells)
    lines = _table("red lines", "party", "never", "because")
    for name, wants in case.preferences.items():
        for line in wants.red_lines:
            reason = _names(line.because) or line.assume
            _row(lines, name, line.never + (" (proposed)" if line.proposed else ""), reason)
    return [parties, scores, lines]


def _score(case: Case, party: str, issue: str, option: str) -> str:
    wants = case.preferences.get(party)
    on_issue = wants.issues.get(issue) if wants else None
    if on_issue is None:
        return "?"
    value = on_issue.scores.get(option)
    if value is None:
        return "100" if option == on_issue.ideal else "?"
    return _range(value)


def show_finding(case: Case, finding: Finding) -> None:  # type: ignore[type-arg]
    """Print a finding: its values as a tree of names and numbers, then method and warnings."""
    console = Console()
    for path, text in _leaves(finding.values, ""):
        console.print(Text(f"{path:<48} {text}"), soft_wrap=True)
    for warning in finding.warnings:
        console.print(Text(f"note: {warning}"))
    console.print(
        Text(
            f"{finding.method}; {finding.n_draws} draws, seed {finding.seed}, "
            f"case {finding.case_sha256[:12]}, detente {finding.version}"
        )
    )


def _leaves(value: object, path: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, Share):
        yield path, f"{value.share:.0%} ({value.n} of {value.of})"
    elif isinstance(value, Interval):
        yield path, f"{value.mid:.1f} ({value.low:.1f} to {value.high:.1f})"
    elif isinstance(value, dict):
        yield path, _names(f"{key}={item}" for key, item in value.items())
    elif isinstance(value, tuple):
        if all(isinstance(item, str | int) for item in value):
            yield path, _names(str(item) for item in value)
        else:
            for number, item in enumerate(value):
                yield from _leaves(item, f"{path}.{number}")
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            yield from _leaves(getattr(value, name), f"{path}.{name}".lstrip("."))
    else:
        yield path, str(value)
