"""What a reader must know before using a finding: silence, unknown values, missing reasons."""

from collections.abc import Iterator

from detente.analysis.arrays import CaseArrays
from detente.analysis.axes import ValueName
from detente.case.model import Case, Reasoned
from detente.sources.frozen import Label

MANY = 0.5
"""Share of unknown values from which a finding says so."""
FEW = 0.05
"""Share of draws with a settlement below which a finding says so."""


def cautions(arrays: CaseArrays) -> tuple[Label, ...]:
    """Return the warnings that hold for every question on a case.

    Parameters
    ----------
    arrays : CaseArrays
        The case; values 0 to 100.

    Returns
    -------
    tuple of Label
        Sentences in every language of the product.
    """
    case = arrays.case
    ordinal = case.ordinal()
    values = [
        name
        for party, row in zip(arrays.parties, arrays.names, strict=True)
        if party not in ordinal
        for name in row
    ]
    return (
        *_unknown(values),
        *_silent(arrays),
        *_without_acts(case, values),
        *_proposed(case),
        *_left_out(case),
        *_lone(case),
    )


def among_candidates(arrays: CaseArrays) -> tuple[Label, ...]:
    """Return the warning that shares and counts are about some outcomes only, where it is so."""
    if arrays.complete:
        return ()
    n = arrays.n_outcomes
    return (
        Label(
            de="Der Fall hat zu viele denkbare Ergebnisse, um alle in allen Wertesätzen zu prüfen: "
            f"Anteile und Zahlen über die Wertesätze gelten für {n} davon, die in der Mitte aller "
            "Spannen effizient sind; die genauen Zahlen stehen für die Mitte.",
            en="The case has too many outcomes to look at all of them in every value set: shares "
            f"and counts over value sets are about {n} that are efficient with every range at its "
            "middle; exact numbers are given for the middle.",
        ),
    )


def few_settlements(n: int, of: int) -> tuple[Label, ...]:
    """Return the warning that `n` of `of` draws with a settlement are few, where they are."""
    if n == 0 or n >= FEW * of:
        return ()
    return (
        Label(
            de=f"Nur {n} von {of} plausiblen Wertesätzen lassen eine Einigung zu; was über "
            "Einigungen gesagt wird, ruht auf diesen wenigen.",
            en=f"Only {n} of {of} plausible value sets leave a settlement; what is said about "
            "settlements rests on these few.",
        ),
    )


def none_stands_out(n: int, of: int) -> tuple[Label, ...]:
    """Return the warning that `n` of `of` outcomes fare about as well as the foremost, if so."""
    if n < 2:
        return ()
    return (
        Label(
            de=f"Keine Einigung ragt heraus: {n} von {of} Ergebnissen schneiden etwa so gut ab wie "
            "das vorderste; welches von ihnen vorn steht, ist Zufall.",
            en=f"No settlement stands out: {n} of {of} outcomes fare about as well as the "
            "foremost; which of them comes first is chance.",
        ),
    )


def fewer_draws(n: int, wanted: int) -> tuple[Label, ...]:
    """Return the warning that only `n` of `wanted` draws were made, where it is so."""
    if n >= wanted:
        return ()
    return (
        Label(
            de=f"Der Fall ist groß: {n} statt {wanted} Wertesätze wurden gezogen; die Anteile "
            "sind entsprechend gröber.",
            en=f"The case is large: {n} value sets were drawn instead of {wanted}; shares are "
            "coarser accordingly.",
        ),
    )


def reasons(case: Case) -> tuple[str, ...]:
    """Return the ids of the acts behind everything that enters, each once, in case order."""
    return tuple(dict.fromkeys(act for item in _reasoned(case) for act in item.because))


def _reasoned(case: Case) -> Iterator[Reasoned]:
    players = case.players()
    yield from (case.parties[party] for party in players)
    for issue in case.issues.values():
        yield issue
        yield from issue.options.values()
    for party in players:
        preference = case.preferences.get(party)
        if preference is None:
            continue
        yield from (preference, preference.no_deal)
        for wish in preference.issues.values():
            yield from (wish, wish.salience, *wish.scores.values())
        yield from (*preference.red_lines, *preference.ranking, *preference.priorities)
    yield from case.links


def _unknown(values: list[ValueName]) -> Iterator[Label]:
    n = sum(name.value.low <= 0 and name.value.high >= 100 for name in values)
    if values and n > MANY * len(values):
        yield Label(
            de=f"{n} von {len(values)} Werten sind unbekannt (0..100); die Anteile sagen vor "
            "allem, was sich trotzdem sagen lässt.",
            en=f"{n} of {len(values)} values are unknown (0..100); the shares mostly say what "
            "can be said all the same.",
        )


def _silent(arrays: CaseArrays) -> Iterator[Label]:
    case = arrays.case
    for party in case.players():
        preference = case.preferences.get(party)
        wishes = preference.issues.values() if preference else ()
        if preference is not None and (preference.red_lines or preference.ordinal):
            continue
        if all(wish.silent or (not wish.scores and wish.ideal is None) for wish in wishes):
            name = case.party_name(party)
            yield Label(
                de=f"{name.de}: zu keinem Thema ist bekannt, was diese Partei will; "
                "ihre Werte sind reine Spannweite.",
                en=f"{name.en}: what this party wants is known on no issue; "
                "its values are sheer range.",
            )


def _without_acts(case: Case, values: list[ValueName]) -> Iterator[Label]:
    stated = [
        item
        for wants in case.preferences.values()
        for item in (*wants.red_lines, *wants.ranking, *wants.priorities)
    ]
    if not any(name.value.because for name in values) and not any(x.because for x in stated):
        yield Label(
            de="Kein Wert des Falls ruht auf einer Aussage oder Handlung aus einer Quelle; "
            "alle sind Annahmen.",
            en="No value of the case rests on anything said or done in a source; "
            "all are assumptions.",
        )


def _proposed(case: Case) -> Iterator[Label]:
    players = [case.preferences[party] for party in case.players() if party in case.preferences]
    n = sum(line.proposed for preference in players for line in preference.red_lines)
    if n:
        yield Label(
            de=f"Rote Linien, die vorgeschlagen und noch nicht bestätigt sind: {n}.",
            en=f"Red lines that are proposed and not yet confirmed: {n}.",
        )


def _lone(case: Case) -> Iterator[Label]:
    if len(case.seated()) == 1:
        name = case.party_name(case.seated()[0])
        yield Label(
            de=f"Nur eine Partei muss zustimmen ({name.de}); sie entscheidet allein.",
            en=f"Only one party has to consent ({name.en}); it decides alone.",
        )


def _left_out(case: Case) -> Iterator[Label]:
    if case.left_out:
        names = ", ".join(case.left_out)
        yield Label(
            de=f"Themen, die die Quellen nennen und der Fall auslässt: {names}.",
            en=f"Issues that the sources raise and the case leaves out: {names}.",
        )
