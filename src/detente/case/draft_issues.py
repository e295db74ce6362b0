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

    Issues on which a party stands somewhere go first, then those raised in more acts, then those
    raised earlier. Settled issues stay in the record and are not listed as left out.
    """
    raised = _raised(record)
    held = _held(record, set(parties))
    on_the_table = _on_the_table(record)
    settled = settled_issues(record)
    left_out: dict[str, str] = {}
    open_: list[str] = []
    for issue in raised:
        if issue not in catalogue.issues or issue in settled:
            continue
        if issue in table.left_out.process:
            left_out[issue] = words.process
        elif issue in held or issue in on_the_table:
            open_.append(issue)
        else:
            left_out[issue] = words.mentioned
    first = {issue: place for place, issue in enumerate(raised)}
    order = sorted(open_, key=lambda i: (i not in held, -len(raised[i]), first[i]))
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


def _on_the_table(record: Record) -> set[str]:
    """Return the issues that were talked about, left open, or handed on to further talks."""
    talked = {issue for meeting in record.rounds for issue in meeting.issues}
    open_ = {
        item.issue for item in record.open_items if item.issue is not None and item.kind != "asked"
    }
    acts = {act.id: act for act in record.acts}
    handed_on = {
        issue
        for item in record.agreed
        if item.procedural
        for act in item.because
        if act in acts
        for issue in acts[act].issues
    }
    named = {item.issue for item in record.agreed if item.procedural and item.issue is not None}
    return talked | open_ | handed_on | named


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
