"""Record, case and findings to a `Brief`; section by section, in the order an analyst reads."""

from collections.abc import Callable

from detente.analysis.finding import Finding, Findings
from detente.analysis.stability_values import StabilityValues
from detente.brief.blocks import Section
from detente.brief.burden import burden
from detente.brief.document import Brief
from detente.brief.exact import certain_of
from detente.brief.forecast import forecast
from detente.brief.measures import measures
from detente.brief.method import closing, method, sources
from detente.brief.open_items import open_items
from detente.brief.opening import no_negotiation, opening
from detente.brief.positions import positions
from detente.brief.robustness import robustness
from detente.brief.rounds import rounds
from detente.brief.seats import seats
from detente.brief.settlement import settlement
from detente.brief.stability import stability as stability_section
from detente.brief.supposed import supposed as supposed_section
from detente.brief.timeline import timeline
from detente.brief.writer import Writer
from detente.case.model import Case
from detente.case.suppose import Supposition
from detente.errors import BriefError
from detente.record.record import Record
from detente.sources.frozen import Language
from detente.sources.source import Sharing

ANALYSES: tuple[Callable[[Writer], Section], ...] = (
    settlement,
    burden,
    seats,
    stability_section,
    supposed_section,
    forecast,
    robustness,
)
"""What follows from a case."""
ACCOUNT = (timeline, rounds, positions, measures, open_items)
"""The account, in its order."""
SHARING: tuple[Sharing, ...] = ("clear", "green", "amber", "amber+strict", "red")
"""Sharing marks, the strictest last."""


def build_brief(
    record: Record,
    case: Case | None,
    findings: Findings | None,
    language: Language,
    *,
    notes: tuple[str, ...] = (),
    pair: tuple[str, str] | None = None,
    stability: Finding[StabilityValues] | None = None,
    supposed: Supposition | None = None,
) -> Brief:
    """Return the brief on a record, its case and the findings on it.

    Without a case it says that the sources hold nothing to negotiate and tells what they hold; a
    case without sources is accounted for alone; with
    a case and no findings it gives the account and says that nothing was computed, but for
    `stability`, which a case has where parties are known only by their order. `notes` are
    remarks of the program, printed with the limits. `supposed` is what the stability finding has
    been asked with. `pair` names two parties for the plot of
    efficient settlements; `BriefError` where the case has no such parties.
    """
    writer = Writer(record, case, findings, language)
    writer.stability = stability if findings is None else findings.stability
    writer.supposed = supposed
    writer.pair = _checked(pair, case)
    writer.words.certain = bool(case and findings and certain_of(case, findings))
    wanted = ACCOUNT if case is not None and record.sources else _told(record)
    if case is not None:
        wanted = (*wanted, *_answered(writer))
    writer.written = tuple(section.__name__ for section in wanted)
    first = opening(writer) if case is not None else no_negotiation(writer)
    sections = tuple(section(writer) for section in wanted)
    last = closing(writer, notes)
    return Brief(
        language=language,
        title=case.title.in_language(language) if case else writer.words.text("page.no_title"),
        subtitle=_subtitle(writer),
        sharing=max((s.sharing for s in record.sources), key=SHARING.index, default="clear"),
        negotiation=case is not None,
        opening_title=writer.words.text("opening.title"),
        opening=first,
        sections=sections,
        quotes=writer.footnotes.quotes(),
        sources=sources(writer),
        closing=last,
        method=method(writer),
    )


def _answered(writer: Writer) -> tuple[Callable[[Writer], Section], ...]:
    """Return the sections on what follows from the case."""
    found = {
        "stability": writer.stability,
        "supposed": writer.supposed if writer.stability is not None else None,
        "forecast": None if writer.findings is None else writer.findings.forecast,
    }
    return tuple(
        section
        for section in ANALYSES
        if section.__name__ not in found or found[section.__name__] is not None
    )


def _checked(pair: tuple[str, str] | None, case: Case | None) -> tuple[str, str] | None:
    if pair is None or case is None:
        return None
    players = case.players()
    for party in pair:
        if party not in players:
            msg = f"pair names {party!r}, which is no party of the case; name two of {players}"
            raise BriefError(msg)
    if pair[0] == pair[1]:
        msg = f"pair names {pair[0]!r} twice; name two parties"
        raise BriefError(msg)
    return pair


def _told(record: Record) -> tuple[Callable[[Writer], Section], ...]:
    """Return the sections that a record without a case has something for."""
    ledger = (*record.agreed, *record.concessions, *record.measures)
    material: tuple[tuple[Callable[[Writer], Section], object], ...] = (
        (timeline, record.timeline),
        (rounds, record.rounds),
        (positions, record.positions),
        (measures, ledger or record.rounds),
        (open_items, (*record.open_items, *record.contradictions)),
    )
    return tuple(section for section, found in material if found)


def _subtitle(writer: Writer) -> str:
    words, record = writer.words, writer.record
    count = words.text("page.sources", len(record.sources))
    if not record.sources:
        count = words.text("page.no_sources")
    if writer.case is not None and writer.case.as_of is not None:
        return words.text("page.subtitle", sources=count, day=words.day(writer.case.as_of))
    return count
