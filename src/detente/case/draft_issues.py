"""Record to issues: what is open, what is settled, what is left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.case.draft_table import DraftTable, Words
from detente.case.model import Issue, Option
from detente.reading.act import Act
from detente.reading.issues import Catalogue, CatalogueIssue
from detente.record.record import Record

_SAYING_VOICES = ("reported", "attributed")


@dataclass(frozen=True)
class OpenIssues:
    """What a case negotiates, and what it leaves out with the reason."""

    issues: dict[str, Issue]
    left_out: dict[str, str]


def draft_issues(
    record: Record, parties: Iterable[str], catalogue: Catalogue, table: DraftTable, words: Words
) -> OpenIssues:
    """Return the open issues of a record in the order of the catalogue, the most raised only.

    Issues on which a party stands somewhere go first, then those left open or passed on to further
    talks, then those raised in more acts, then those raised earlier. Settled issues stay in the
    record and are not listed as left out.
    """
    raised = _raised(record)
    held = _held(record, set(parties))
    topics = _topics(record)
    passed_on = _passed_on(record)
    settled = settled_issues(record)
    left_out: dict[str, str] = {}
    open_: list[str] = []
    for issue in raised:
        if issue not in catalogue.issues or issue in settled:
            continue
        if issue in table.left_out.process:
            left_out[issue] = words.process
        elif issue in held | topics | passed_on:
            open_.append(issue)
        else:
            left_out[issue] = words.mentioned
    parts = [issue for issue in open_ if issue in held or issue not in table.left_out.whole]
    if len(parts) >= 2:
        left_out |= {issue: words.whole for issue in open_ if issue not in parts}
        open_ = parts
    first = {issue: place for place, issue in enumerate(raised)}
    order = sorted(
        open_, key=lambda i: (i not in held, i not in passed_on, -len(raised[i]), first[i])
    )
    left_out |= dict.fromkeys(order[table.max_issues :], words.less_raised)
    kept = set(order[: table.max_issues])
    return OpenIssues(
        {
            name: _issue(catalogue.issues[name], record, raised[name])
            for name in catalogue.issues
            if name in kept
        },
        left_out,
    )


def settled_issues(record: Record) -> set[str]:
    """Return the issues whose substance is agreed, not only the way of talking on."""
    return {item.issue for item in record.agreed if item.issue is not None and not item.procedural}


def _raised(record: Record) -> dict[str, list[Act]]:
    """Return the acts that touch each issue, issues in the order in which they come up."""
    raised: dict[str, list[Act]] = {}
    for act in record.acts:
        for issue in act.issues:
            raised.setdefault(issue, []).append(act)
    return raised


def _held(record: Record, parties: set[str]) -> set[str]:
    return {p.issue for p in record.positions if p.current and p.party in parties}


def _topics(record: Record) -> set[str]:
    """Return the issues that were talked about."""
    met = [act for act in record.acts if act.kind == "meet" and act.modality == "happened"]
    talked = {issue for meeting in record.rounds if not meeting.aside for issue in meeting.issues}
    return talked | {issue for act in met for issue in act.issues}


def _passed_on(record: Record) -> set[str]:
    """Return the issues that a party leaves open, or that further talks shall settle."""
    open_ = {
        item.issue for item in record.open_items if item.issue is not None and item.kind != "asked"
    }
    acts = {act.id: act for act in record.acts}
    procedural = [item for item in record.agreed if item.procedural]
    named = {item.issue for item in procedural if item.issue is not None}
    shown = [acts[act] for item in procedural for act in item.because if act in acts]
    return open_ | named | {issue for act in shown for issue in act.issues}


def _issue(known: CatalogueIssue, record: Record, acts: list[Act]) -> Issue:
    options = {
        name: Option(name=option.name, at=option.at) for name, option in known.options.items()
    }
    named = [
        touched.partition("=")[2]
        for source in ([touched for act in acts for touched in act.options], _positioned(record))
        for touched in source
        if touched.startswith(f"{known.id}=")
    ]
    because = tuple(act.id for act in acts if act.voice in _SAYING_VOICES) or (acts[0].id,)
    for name in named:
        if name not in options:
            options[name] = Option(because=because)
    return Issue(name=known.name, options=options, because=because)


def _positioned(record: Record) -> list[str]:
    return [touched for position in record.positions for touched in position.options]
