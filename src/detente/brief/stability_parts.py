"""What every part of the stability section needs: names of outcomes, steps, shares, grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.analysis.finding import Findings, Share
from detente.analysis.stability_values import (
    Concept,
    Estimate,
    Ground,
    Held,
    StabilityValues,
    Step,
)
from detente.brief.assumptions import in_language
from detente.brief.blocks import Mark, Statement
from detente.brief.exact import exact_of, named_of
from detente.brief.messages import Phrase
from detente.brief.quantities import decimal
from detente.brief.settlement import packages
from detente.brief.writer import Pen
from detente.case.model import Case, Outcome

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
"""Columns of the table."""
FIRMEST: tuple[Concept, ...] = ("nash", "sseq", "seq", "smr", "gmr")
"""The most demanding first."""
N_EXPLAINED = 3
"""Settlements that are explained; the status quo comes on top."""
TOGETHER = "*"
"""Stands for those at the table when they move together."""


@dataclass(frozen=True)
class Shown:
    """An outcome that is looked at, and what it is called."""

    held: Held
    """Whether it holds."""
    name: Phrase
    """Its name in a sentence: ``settlement A``."""
    short: str
    """Its name in a picture: ``A``."""

    @property
    def is_status_quo(self) -> bool:
        """Whether it is in force today."""
        return "status_quo" in self.held.kinds


def shown(
    pen: Pen, case: Case | None, findings: Findings | None, values: StabilityValues
) -> list[Shown]:
    """Return the outcomes looked at with the names that the settlement section gives them."""
    known = [] if findings is None or case is None else _known(case, findings)
    found, number = [], 0
    for held in values.outcomes:
        if "status_quo" in held.kinds:
            name, short = pen.text("stability.status_quo"), pen.text("stability.status_quo_short")
        else:
            short = Phrase(next((label for o, label in known if o == held.outcome), ""))
            number += not short
            short = short or Phrase(str(number))
            settles = bool({"foremost", "named"} & set(held.kinds))
            key = "stability.settlement" if settles else "stability.outcome"
            name = pen.text(key, numeral=short)
        found.append(Shown(held, name, short))
    return found


def explained(found: Sequence[Shown]) -> list[Shown]:
    """Return the outcomes explained: the first settlements, those asked for, the status quo."""
    others = [item for item in found if not item.is_status_quo]
    chosen = [i for n, i in enumerate(others) if n < N_EXPLAINED or "asked" in i.held.kinds]
    return [*chosen, *(item for item in found if item.is_status_quo)]


def name_of(found: Sequence[Shown], outcome: Outcome) -> Phrase | None:
    """Return the name of an outcome looked at; None of another."""
    return next((item.name for item in found if item.held.outcome == outcome), None)


def firmest(held: Held) -> Concept | None:
    """Return the most demanding concept under which every party stays."""
    return next((concept for concept in FIRMEST if held.holds[concept]), None)


def difference(pen: Pen, start: Outcome, end: Outcome) -> str:
    """Return in words what an outcome changes; issues that are left as they are go unsaid."""
    return pen.names.outcome({issue: end[issue] for issue in end if end[issue] != start[issue]})


def movers(pen: Pen, parties: Iterable[str]) -> str:
    """Return who takes a step, several as those who take it together."""
    names = list(parties)
    key = "stability.together" if len(names) > 1 else "stability.alone"
    return pen.text(key, parties=pen.names.actors(names))


def steps_words(pen: Pen, steps: Iterable[Step]) -> str:
    """Return steps one after the other, each with its mover."""
    said = [
        pen.text(
            "stability.step", who=movers(pen, s.movers), changes=pen.names.outcome(s.changes)
        )
        for s in steps
    ]  # fmt: skip
    return pen.text("stability.then").join(said)


def points(pen: Pen, value: float) -> str:
    """Return an amount of points without a sign; what rounds to nothing keeps its doubt."""
    size = abs(value)
    if 0 < size < 0.05:
        return pen.text("stability.tiny", value=decimal(pen.words, 0.1, 1))
    return decimal(pen.words, size, 0 if float(size).is_integer() else 1)


def share_of(estimate: Estimate) -> Share:
    """Return an estimate as a share of plausible value sets."""
    return Share(share=estimate.share, n=estimate.n, of=estimate.of)


def share_words(pen: Pen, estimate: Estimate) -> str:
    """Return an estimate for a table: share and sampling error, or plain words without one."""
    error = error_words(pen, estimate)
    if not error:
        return pen.words.share_cell(share_of(estimate))
    share = pen.words.percent(estimate.share)
    return pen.text("stability.share_error", share=share, error=error)


def error_words(pen: Pen, estimate: Estimate) -> str:
    """Return the ends of the interval; empty where nothing varies."""
    if estimate.low == estimate.high:
        return ""
    low, high = pen.words.percent(estimate.low), pen.words.percent(estimate.high)
    return pen.text("number.range", low=low, high=high)


def behind(grounds: Iterable[Ground]) -> list[str]:
    """Return the ids of the acts behind grounds."""
    return list(dict.fromkeys(act for ground in grounds for act in ground.because))


def assumed(pen: Pen, grounds: Iterable[Ground]) -> tuple[Mark, ...]:
    """Return the mark of what rests on an assumption, or on nothing that the case names."""
    rests = any(ground.assume or not ground.because for ground in grounds)
    return (pen.mark("assumed"),) if rests else ()


def reason_cell(pen: Pen, grounds: Iterable[Ground]) -> tuple[Statement, ...]:
    """Return the words and assumptions behind grounds; plain words where the case names none."""
    grounds = list(grounds)
    acts = [pen.writer.act(act) for act in behind(grounds)]
    found = [pen.quote(act) for act in acts if act is not None]
    language = pen.words.language
    said = dict.fromkeys(in_language(g.assume, language) for g in grounds if g.assume)
    found += [pen.say(words, marks=(pen.mark("assumed"),)) for words in said]
    if found:
        return tuple(found)
    lost = behind(grounds)
    return (pen.say(pen.text("stability.lost_reason" if lost else "stability.no_reason"), lost),)


def _known(case: Case, findings: Findings) -> list[tuple[Outcome, str]]:
    """Return the outcomes that the settlement section names."""
    exact = exact_of(case, findings)
    found: list[tuple[Outcome, str]] = []
    if exact is None or not exact.certain:
        letters = enumerate(packages(case, findings))
        found += [(package.outcome, chr(ord("A") + n)) for n, package in letters]
    if exact is not None:
        found += [(item.outcome, item.numeral) for item in named_of(case, exact)]
    return found
