"""Cases of every kind that the exact part of a brief tells, and the findings on them."""

from functools import cache

from tests.analysis_cases import case_of, changed, orchard, wants

from detente.analysis.finding import Findings
from detente.analysis.run import analyze
from detente.case.model import Case
from detente.record.record import Record

EMPTY = Record(
    sources=(), actors=(), acts=(), roles=(), rounds=(), timeline=(), positions=(),
    contradictions=(), measures=(), concessions=(), agreed=(), open_items=(),
)  # fmt: skip
CASES = ("certain", "stuck", "seven", "ranged", "tied")


@cache
def answered(name: str) -> Findings:
    """Return the findings on the case called `name`."""
    return analyze(named_case(name), n_draws=32, seed=1)


def named_case(name: str) -> Case:
    """Return the case called `name`."""
    made = {"certain": certain, "stuck": stuck, "seven": seven, "ranged": ranged, "tied": tied}
    return made[name]()


def certain() -> Case:
    """Return two at the table and one outside it, every value certain; names to be swapped."""
    parties = {
        "hill": {"name": "Norland", "seat": True, "influence": 10},
        "vale": {"name": "Sudria", "seat": True, "influence": 90},
        "fen": {"name": "Westania", "seat": False},
    }
    return changed(orchard(), parties=parties)


def stuck() -> Case:
    """Return a case that red lines leave without a settlement."""
    content = certain().model_dump(by_alias=True)
    content["preferences"]["vale"]["red_lines"] = [{"never": "water = dam"}]
    content["preferences"]["hill"]["red_lines"] = [{"only": "road = open", "if": "water = dam"},
                                                   {"at_least": 60}]  # fmt: skip
    return Case.model_validate(content)


def seven() -> Case:
    """Return seven parties of whom five must agree, two of them always; one waits outside."""
    options = {"x": ("a", "b", "c"), "y": ("a", "b"), "z": ("a", "b", "c")}
    parties = {f"p{n}": n < 7 for n in range(1, 8)}
    preferences = {
        f"p{n}": wants(
            30,
            ["x = a and y = b"] if n == 7 else [],
            x=(10 * n, {"a": 100 - 10 * n, "b": 50 + n, "c": 12 * n}),
            y=(80 - 10 * n, {"a": 9 * n, "b": 90 - 11 * n}),
            z=(37, {"a": 100 / 3, "b": 20 + 7 * n, "c": 77 - 5 * n}),
        )
        for n in range(1, 8)
    }
    consent = {
        "veto": ["p1", "p2"],
        "quota": 4,
        "groups": {"coast_states": {"members": ["p3", "p5"], "quota": 1}},
    }
    return case_of(parties, options, preferences, consent=consent)


def ranged() -> Case:
    """Return the first case with two values uncertain, an interaction, and a status quo."""
    content = certain().model_dump(by_alias=True)
    content["preferences"]["hill"]["no_deal"] = {"low": 20, "high": 50}
    content["preferences"]["fen"]["issues"]["water"]["salience"] = {"low": 60, "high": 90}
    content["preferences"]["vale"]["interactions"] = [
        {"when": "water = sluice and road = open", "add": {"low": 1, "high": 4}}
    ]
    content["issues"]["water"]["status_quo"] = "none"
    content["issues"]["road"]["status_quo"] = "shut"
    return Case.model_validate(content)


def tied() -> Case:
    """Return a case with thirds for values, in which four outcomes tie under every rule."""
    scores = {"a": "200/3", "b": "200/3"}
    wishes = wants(50, x=(1, scores), y=(2, scores))
    return case_of(
        {"one": True, "two": True},
        {"x": ("a", "b"), "y": ("a", "b")},
        {"one": wishes, "two": wishes},
    )
