"""What of a case a format of another tool cannot carry, in sentences: nothing is lost silently."""

from collections.abc import Iterable, Iterator

from detente.case.model import Case, IssuePreference, Range, Reasoned, Value
from detente.sources.frozen import Label, Language

UNKNOWN = Value(low=0, high=100)
_SHOWN = 3


def statement_losses(case: Case) -> Iterator[Label]:
    """Yield red lines, interactions, links and consent rules: no format here carries them."""
    for party, wants in case.preferences.items():
        for line in wants.red_lines:
            yield Label(
                de=f"rote Linie von {party} nicht übernommen: {line}",
                en=f"red line of {party} not carried: {line}",
            )
        for item in wants.interactions:
            yield Label(
                de=f"Wechselwirkung von {party} nicht übernommen: {item.when}, {item.add}",
                en=f"interaction of {party} not carried: {item.when}, {item.add}",
            )
    for link in case.links:
        yield Label(
            de=f"Verknüpfung nicht übernommen: wenn {link.if_}, dann {link.then}",
            en=f"link not carried: if {link.if_}, then {link.then}",
        )


def consent_losses(case: Case) -> Iterator[Label]:
    """Yield who need not consent although the format will ask everyone."""
    if not case.consent.unanimous:
        rule = consent_rule(case)
        yield Label(
            de=f"das Format verlangt die Zustimmung aller; im Fall gilt: {rule.de}",
            en=f"the format asks everyone's consent; the case asks for: {rule.en}",
        )


def consent_rule(case: Case) -> Label:
    """Return whose consent a case asks, in words."""
    consent = case.consent
    german, english = [], []
    if consent.veto:
        german.append(f"Veto von {', '.join(consent.veto)}")
        english.append(f"veto of {', '.join(consent.veto)}")
    if consent.quota is not None:
        german.append(f"{consent.quota} von {len(case.seated())} Parteien")
        english.append(f"{consent.quota} of {len(case.seated())} parties")
    for name, group in consent.groups.items():
        members, least = ", ".join(group.members), group.quota or len(group.members)
        german.append(f"Gruppe {name}: {least} von {members}")
        english.append(f"group {name}: {least} of {members}")
    if consent.unanimous:
        return Label(de="alle am Tisch", en="everyone at the table")
    return Label(de="; ".join(german), en="; ".join(english))


def party_losses(case: Case, *, seats: bool) -> Iterator[Label]:
    """Yield parties that are left out; those without a seat only where `seats` are not kept."""
    if case.unseated() and not seats:
        names = ", ".join(case.unseated())
        yield Label(
            de=f"nicht am Tisch und weggelassen: {names}",
            en=f"not at the table and left out: {names}",
        )
    others = ", ".join(name for name, party in case.parties.items() if party.role != "party")
    if others:
        yield Label(
            de=f"Gastgeber, Vermittler oder Beobachter, weggelassen: {others}",
            en=f"host, mediator or observer, left out: {others}",
        )


def middle_losses(case: Case, parties: Iterable[str]) -> Iterator[Label]:
    """Yield ranges that are written as their middle, and unknown values written as 50."""
    ranges, unknown = [], []
    for path, value in _values(case, parties):
        if value is None or (value.low, value.high) == (0, 100):
            unknown.append(path)
        elif value.low < value.high:
            ranges.append(path)
    if ranges:
        yield Label(
            de=f"{len(ranges)} Spannen als ihre Mitte geschrieben: {_listed(ranges)}",
            en=f"{len(ranges)} ranges written as their middle: {_listed(ranges)}",
        )
    if unknown:
        yield Label(
            de=f"{len(unknown)} unbekannte Werte als 50 geschrieben: {_listed(unknown)}",
            en=f"{len(unknown)} unknown values written as 50: {_listed(unknown)}",
        )


def other_losses(case: Case) -> Iterator[Label]:
    """Yield the fields of a case that no format here has a place for, where they say something."""
    issues = case.issues.values()
    present = {
        ("Einfluss", "influence"): any(p.influence != UNKNOWN for p in case.parties.values()),
        ("geltende Optionen", "options in force"): any(issue.status_quo for issue in issues),
        ("wer etwas allein kann", "who can act alone"): any(issue.held_by for issue in issues),
        ("Plätze auf Skalen", "places on scales"): any(
            option.at is not None for issue in issues for option in issue.options.values()
        ),
        ("Begründungen", "reasons"): any(_reasoned(case)),
        ("Quellen", "sources"): bool(case.sources),
        ("weggelassene Themen", "issues left out"): bool(case.left_out),
    }
    german, english = ([names[n] for names, found in present.items() if found] for n in (0, 1))
    if german:
        yield Label(
            de=f"nicht übernommen: {', '.join(german)}", en=f"not carried: {', '.join(english)}"
        )


def in_words(labels: Iterable[Label], language: Language) -> tuple[str, ...]:
    """Return sentences in one language."""
    return tuple(label.in_language(language) for label in labels)


def _values(case: Case, parties: Iterable[str]) -> Iterator[tuple[str, Range | None]]:
    for party in parties:
        wants = case.preferences[party]
        yield f"preferences.{party}.no_deal", wants.no_deal
        for name, issue in case.issues.items():
            place = f"preferences.{party}.issues.{name}"
            item = wants.issues.get(name, IssuePreference())
            yield f"{place}.salience", item.salience
            for option in issue.options:
                if option in item.scores or option != item.ideal:
                    yield f"{place}.scores.{option}", item.scores.get(option)


def _listed(paths: list[str]) -> str:
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" +{more}" if more > 0 else "")


def _reasoned(case: Case) -> Iterator[bool]:
    items: list[Reasoned] = [*case.parties.values(), *case.preferences.values()]
    for wants in case.preferences.values():
        items += wants.issues.values()
    for issue in case.issues.values():
        items += issue.held_by.values()
    for item in items:
        yield bool(item.because or item.assume)
