"""`Record` to a first `Case`: every value a range with a because or a stated assumption.

The rules are those of `data/draft.toml`, explained in ``docs/methods/draft.md``. They know no
party by name, so that swapping two parties in the record swaps exactly them in the case.
"""

from datetime import date

from detente.case.draft_holders import with_holders
from detente.case.draft_issues import draft_issues, settled_issues
from detente.case.draft_parties import draft_parties
from detente.case.draft_scores import PartyWords, draft_preference, draft_red_line
from detente.case.draft_table import DraftTable, Words, draft_table, main_language
from detente.case.model import Case, Issue, Party, Preference, Value
from detente.errors import NoNegotiationError
from detente.reading.issues import catalogue
from detente.record.record import Record
from detente.sources.frozen import Label


def draft_case(record: Record, table: DraftTable | None = None) -> Case:
    """Return a draft of the case that a record holds.

    Parameters
    ----------
    record
        The process as its sources give it.
    table
        Where the ranges come from; None: the table that comes with détente.

    Returns
    -------
    Case
        Parties with seats, open issues with options, ranges for all values, proposed red lines.
        It has no errors by `detente.case.check`, and the same record gives the same case.

    Raises
    ------
    NoNegotiationError
        If the record holds fewer than two parties, shows no two of them at a table or talking with
        each other about what divides them, or no issue is open between them.
    """
    table = table or draft_table()
    words = table.text[main_language(record)]
    parties = draft_parties(record, table, words)
    players = [name for name, party in parties.items() if party.role == "party"]
    _there_is_a_negotiation(parties, players, record)
    open_ = draft_issues(record, players, catalogue(), table, words)
    if not open_.issues:
        settled = ", ".join(sorted(settled_issues(record))) or "none"
        msg = (
            "the sources name no issue that is open between the parties "
            f"(settled: {settled}); add reports that say what is negotiated"
        )
        known = catalogue().issues
        names = [known[i].name.de if i in known else i for i in sorted(settled_issues(record))]
        german = (
            "Die Quellen nennen kein Thema, das zwischen den Parteien offen ist "
            f"(geregelt: {', '.join(names) or 'keines'}); nötig sind Berichte darüber, worüber "
            "verhandelt wird."
        )
        raise NoNegotiationError(msg, german=german)
    issues = with_holders(_with_today(open_.issues, table, words), parties, record, table, words)
    return Case(
        detente=1,
        title=_title(record, parties, table),
        as_of=_as_of(record),
        parties=parties,
        issues=issues,
        preferences={party: _preference(party, record, issues, table, words) for party in players},
        sources=tuple(source.id for source in record.sources),
        left_out=open_.left_out,
    )


def _there_is_a_negotiation(parties: dict[str, Party], players: list[str], record: Record) -> None:
    if len(players) < 2:
        found = ", ".join(players) or "none"
        msg = (
            f"the sources name fewer than two parties that negotiate (found: {found}); "
            "add reports on who talks with whom"
        )
        named = {actor.id: actor.name.de for actor in record.actors}
        german = (
            "Die Quellen nennen keine zwei Parteien, die verhandeln (gefunden: "
            f"{', '.join(named.get(name, name) for name in players) or 'keine'}); nötig sind "
            "Berichte darüber, wer mit wem spricht."
        )
        raise NoNegotiationError(msg, german=german)
    if sum(parties[name].seat for name in players) < 2:
        msg = (
            "the sources report no meeting of two parties that negotiate, and name no two that "
            "take opposing positions and talk with each other; add reports on the talks"
        )
        german = (
            "Die Quellen berichten von keinem Treffen zweier Parteien, die verhandeln, und nennen "
            "keine zwei, die gegeneinander Stellung nehmen und miteinander sprechen; nötig sind "
            "Berichte über die Gespräche."
        )
        raise NoNegotiationError(msg, german=german)


def _with_today(issues: dict[str, Issue], table: DraftTable, words: Words) -> dict[str, Issue]:
    """Return the issues with what is taken to be in force today."""
    found = {}
    for name, issue in issues.items():
        today = table.today.get(name)
        known = {"status_quo": today, "assume": words.today} if today in issue.options else {}
        found[name] = issue.model_copy(update=known)
    return found


def _preference(
    party: str, record: Record, issues: dict[str, Issue], table: DraftTable, words: Words
) -> Preference:
    acts = {act.id: act for act in record.acts}
    positions = [position for position in record.positions if position.party == party]
    place = {act.id: number for number, act in enumerate(record.acts)}
    raised = sorted(
        (position for position in positions if position.issue in issues),
        key=lambda position: min(place.get(act, len(place)) for act in position.because),
    )
    first = raised[0].issue if raised else None
    wanted, red_lines = {}, []
    for name, issue in issues.items():
        on_issue = [position for position in positions if position.issue == name]
        said = PartyWords(
            positions=tuple(position for position in on_issue if position.current),
            n_acts=len({act for position in on_issue for act in position.because}),
            first=name == first,
        )
        wanted[name] = draft_preference(said, name, issue, acts, table, words)
        red_line = draft_red_line(said, name, issue, acts, table)
        if red_line is not None:
            red_lines.append(red_line)
    wide = table.party.no_deal
    return Preference(
        no_deal=Value(low=wide.low, high=wide.high, assume=words.no_deal),
        issues=wanted,
        red_lines=tuple(red_lines),
    )


def _title(record: Record, parties: dict[str, Party], table: DraftTable) -> Label:
    seated = [party.name for party in parties.values() if party.seat and party.name is not None]
    return Label(
        de=f"{table.text['de'].title}: {', '.join(name.de for name in seated)}",
        en=f"{table.text['en'].title}: {', '.join(name.en for name in seated)}",
    )


def _as_of(record: Record) -> date | None:
    days = [source.published for source in record.sources if source.published is not None]
    return max(days, default=None)
