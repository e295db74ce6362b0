"""Positions to scores, salience and proposed red lines, by the table of the draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.draft_table import DraftTable, Words
from detente.case.model import Issue, IssuePreference, RedLine, Value
from detente.case.statements import Comparison, Membership, Statement
from detente.reading.act import Act, Force, Stance
from detente.record.record import Position

NOTHING = "none"
"""Id of the option that, where an issue has it, means that nothing comes of the issue."""
_FORCES: tuple[Force, ...] = ("weak", "plain", "strong", "categorical")


@dataclass(frozen=True)
class _Word:
    """What a party says about one option."""

    stance: Stance
    force: Force
    ascribed: bool
    because: tuple[str, ...]


@dataclass(frozen=True)
class PartyWords:
    """Everything one party says about one issue."""

    positions: tuple[Position, ...]
    """Its current positions on the issue, in the order of the record."""
    n_acts: int
    """Acts with which it raised the issue, replaced positions included."""
    first: bool
    """Whether it is the issue that the party raised first."""


def draft_preference(
    said: PartyWords, issue_id: str, issue: Issue, acts: dict[str, Act], table: DraftTable,
    words: Words,
) -> IssuePreference:  # fmt: skip
    """Return what a party wants on one issue, as far as its words carry."""
    if not said.positions:
        silent = table.salience.silent
        if (silent.low, silent.high) != (0, 100):
            silent = silent.model_copy(update={"assume": words.silent})
        return IssuePreference(salience=silent, silent=True, assume=words.silent)
    spoken = _spoken(said.positions, issue_id, issue, acts, table)
    because = tuple(dict.fromkeys(act for p in said.positions for act in p.because))
    ascribed = all(position.ascribed for position in said.positions)
    assume = words.scores if spoken else words.named_no_option
    if ascribed:
        assume = f"{words.ascribed}; {assume}"
    low, high = _salience(said, acts, table, ascribed)
    ranges = _ranges(spoken, issue, table) if spoken else {}
    return IssuePreference(
        salience=Value(low=low, high=high, because=because, assume=assume),
        ideal=_ideal(spoken, ranges),
        scores={
            option: Value(low=low, high=high, because=because, assume=assume)
            for option, (low, high) in ranges.items()
        },
        ascribed=ascribed,
        because=because,
        assume=assume,
    )


def draft_red_line(
    said: PartyWords, issue_id: str, issue: Issue, acts: dict[str, Act], table: DraftTable
) -> RedLine | None:
    """Return the red line that a party's own categorical refusals propose, if any."""
    spoken = _spoken(said.positions, issue_id, issue, acts, table)
    barred = [
        option
        for option in issue.options
        if option in spoken
        and (spoken[option].stance, spoken[option].force) == ("against", "categorical")
        and not spoken[option].ascribed
    ]
    if not barred or len(barred) == len(issue.options):
        return None
    never: Statement = (
        Comparison(issue_id, "=", barred[0])
        if len(barred) == 1
        else Membership(issue_id, tuple(barred))
    )
    because = tuple(dict.fromkeys(act for option in barred for act in spoken[option].because))
    return RedLine(never=str(never), proposed=True, because=because)


def _spoken(
    positions: Sequence[Position],
    issue_id: str,
    issue: Issue,
    acts: dict[str, Act],
    table: DraftTable,
) -> dict[str, _Word]:
    """Return the words that count for each option, in the order of the issue.

    A party's own words go before ascribed ones, a stance before leaving open, a later before an
    earlier one.
    """
    words: dict[str, _Word] = {}
    for position in positions:
        force = _force(position, acts, table)
        for option, stance, weight in _about(position, issue_id, issue, force):
            word = _Word(stance, weight, position.ascribed, position.because)
            if option not in words or _rank(word) >= _rank(words[option]):
                words[option] = word
    return {option: words[option] for option in issue.options if option in words}


def _rank(word: _Word) -> tuple[bool, bool]:
    return (not word.ascribed, word.stance != "open")


def _about(
    position: Position, issue_id: str, issue: Issue, force: Force
) -> list[tuple[str, Stance, Force]]:
    """Return the options a position is about; one on the issue as a whole speaks of doing nothing.

    Where no option means that nothing comes of the issue, being for or against it says nothing
    about the options.
    """
    named = [touched.partition("=")[2] for touched in position.options]
    if named:
        return [(option, position.stance, force) for option in named if option in issue.options]
    if position.stance == "open":
        return [(option, "open", force) for option in issue.options]
    if NOTHING not in issue.options:
        return []
    if position.stance == "for":
        return [(NOTHING, "against", "strong" if force == "categorical" else force)]
    others = [option for option in issue.options if option != NOTHING]
    return [(NOTHING, "for", "weak"), *((option, "against", force) for option in others)]


def _force(position: Position, acts: dict[str, Act], table: DraftTable) -> Force:
    if position.force != "plain":
        return position.force
    kinds = [acts[act].kind for act in position.because if act in acts]
    forces = [table.force.get(kind, "plain") for kind in kinds] or ["plain"]
    return max(forces, key=_FORCES.index)


def _ranges(
    spoken: dict[str, _Word], issue: Issue, table: DraftTable
) -> dict[str, tuple[float, float]]:
    own = {option: _own_range(word, table) for option, word in spoken.items()}
    return {
        option: own.get(option) or _from_neighbors(option, spoken, own, issue, table)
        for option in issue.options
    }


def _own_range(word: _Word, table: DraftTable) -> tuple[float, float]:
    value = table.score[word.stance][word.force]
    wider = table.ascribed.widen if word.ascribed else 0.0
    return _within(value.low - wider, value.high + wider)


def _from_neighbors(
    option: str,
    spoken: dict[str, _Word],
    own: dict[str, tuple[float, float]],
    issue: Issue,
    table: DraftTable,
) -> tuple[float, float]:
    """Return what the nearest spoken options on either side say about one that is not spoken of."""
    here = issue.options[option].at
    if here is None:
        return (0.0, 100.0)
    places = {name: at for name in spoken if (at := issue.options[name].at) is not None}
    sides = [
        max((n for n in places if places[n] <= here), key=lambda n: places[n], default=None),
        min((n for n in places if places[n] > here), key=lambda n: places[n], default=None),
    ]
    implied = []
    for name in sides:
        if name is not None:
            distance = abs(places[name] - here)
            least, most = table.neighbor.slopes(spoken[name].stance)
            low, high = own[name]
            implied.append(_within(low + least * distance, high + most * distance))
    if not implied:
        return (0.0, 100.0)
    low, high = max(item[0] for item in implied), min(item[1] for item in implied)
    if low > high:  # the two sides do not agree: everything either allows stays plausible
        low, high = min(item[0] for item in implied), max(item[1] for item in implied)
    surest = min(own[name][1] - own[name][0] for name in sides if name is not None)
    return _at_least(surest + table.neighbor.wider, low, high)


def _at_least(width: float, low: float, high: float) -> tuple[float, float]:
    """Return a range widened to `width`, evenly as far as 0 and 100 allow."""
    width = min(width, 100.0)
    if high - low >= width:
        return (low, high)
    start = min(max((low + high - width) / 2, 0.0), 100.0 - width)
    return _within(start, start + width)


def _within(low: float, high: float) -> tuple[float, float]:
    return (round(max(0.0, min(low, 100.0))), round(min(100.0, max(high, 0.0))))


def _ideal(spoken: dict[str, _Word], ranges: dict[str, tuple[float, float]]) -> str | None:
    """Return the one option a party is for, where there is one and nothing is worth more."""
    wanted = [option for option, word in spoken.items() if word.stance == "for"]
    if len(wanted) != 1:
        return None
    best = ranges[wanted[0]]
    return wanted[0] if all(low <= best[1] for low, _ in ranges.values()) else None


def _salience(
    said: PartyWords, acts: dict[str, Act], table: DraftTable, ascribed: bool
) -> tuple[float, float]:
    row = table.salience
    forces = {_force(position, acts, table) for position in said.positions}
    rise = row.often * min(max(said.n_acts - 1, 0), row.often_at_most)
    rise += row.early if said.first else 0.0
    rise += row.categorical if "categorical" in forces else row.strong if "strong" in forces else 0
    wider = table.ascribed.widen if ascribed else 0.0
    return _within(row.base.low + rise - wider, row.base.high + rise + wider)
