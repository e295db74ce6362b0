"""The worked examples of the method pages, computed again; keys and shapes that docs promise."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.analysis_cases import case_of, orchard, wants

from detente.analysis.burden import burden
from detente.analysis.prepared import prepare
from detente.analysis.seats import seats
from detente.analysis.settlement import settlement
from detente.case.model import Case
from detente.kernels.robustness import ends, main_effects
from detente.kernels.settlement import relative_gains

ROOT = Path(__file__).parents[2]
METHODS = ROOT / "docs" / "methods"
QUESTIONS = ("settlement", "burden", "seats", "stability", "robustness", "draws")
SOURCES = sorted(
    path for part in ("kernels", "analysis") for path in (ROOT / "src/detente" / part).glob("*.py")
)


def page(name):
    return (METHODS / f"{name}.md").read_text(encoding="utf-8")


def table(name, *head):
    """Return the body of the table of a page that has these headings."""
    lines = page(name).splitlines()
    start = lines.index("| " + " | ".join(head) + " |") + 2
    body = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        body.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return body


@pytest.fixture
def valleys():
    """Return the case that stands on the settlement page."""
    (text,) = re.findall(r"```yaml\n(.*?)```", page("settlement"), flags=re.DOTALL)
    return Case.model_validate(YAML(typ="safe").load(text))


def test_the_case_of_the_pages_is_the_one_that_other_tests_use(valleys):
    assert valleys.preferences == orchard().preferences
    assert valleys.issues == orchard().issues


def gains(case):
    """Return the gains of all outcomes, by water and road and then by party."""
    ready = prepare(case, n_draws=1, seed=0)
    worth = sum(
        part[:, ready.arrays.outcomes[:, i], 0] for i, part in enumerate(ready.draws.parts())
    )
    gain = worth - ready.draws.no_deal
    told = [tuple(ready.arrays.outcome(n).values()) for n in range(ready.arrays.n_outcomes)]
    return {
        o: dict(zip(ready.arrays.parties, column, strict=True))
        for o, column in zip(told, gain.T, strict=True)
    }


def test_settlement_page_gains_and_settlements(valleys):
    found = gains(valleys)
    rows = table("settlement", "water", "road", "hill", "vale", "settlement")
    assert len(rows) == len(found)
    possible = {tuple(o.outcome.values()) for o in settlement(valleys).values.outcomes}
    for water, road, hill, vale, is_settlement in rows:
        assert found[water, road]["hill"] == pytest.approx(float(hill))
        assert found[water, road]["vale"] == pytest.approx(float(vale))
        assert ((water, road) in possible) == (is_settlement == "yes")


def test_settlement_page_what_the_four_solutions_compare(valleys):
    found = gains(valleys)
    rows = table(
        "settlement", "settlement", "product", "least relative gain", "least gain",
        "sum of relative gains",
    )  # fmt: skip
    names = [tuple(row[0].split(", ")) for row in rows]
    gain = np.array([[found[name][party] for name in names] for party in ("hill", "vale")])
    relative = relative_gains(gain, np.zeros(2, dtype=np.intp), nothing_to_gain=0)
    computed = np.stack(
        [gain.prod(axis=0), relative.min(axis=0), gain.min(axis=0), relative.sum(axis=0)]
    )
    found_figures = computed.T
    assert found_figures == pytest.approx(
        np.array([[float(x) for x in row[1:]] for row in rows]), abs=5e-4
    )
    values = settlement(valleys).values
    assert {tuple(o.outcome.values()) for o in values.outcomes if o.efficient.n} == set(names)
    assert all(share.n == 1 for share in values.outcomes[0].solutions.values())
    assert tuple(values.outcomes[0].outcome.values()) == names[0]


def test_burden_page_account_and_ranges(valleys):
    values = burden(valleys).values
    account = {party.party: party for party in values.settlements[0].parties}
    for party, water, road, total in table("burden", "party", "water", "road", "against no deal"):
        parts = [part.against_no_deal.mean for part in account[party].by_issue]
        assert parts == pytest.approx([float(water), float(road)])
        assert account[party].against_no_deal.mean == pytest.approx(float(total))
        assert sum(parts) == pytest.approx(float(total))
    ranges = {party.party: party for party in values.parties}
    for party, least, most, below in table(
        "burden", "party", "least", "most", "share below no deal"
    ):
        found = ranges[party]
        assert (found.least.mid, found.most.mid, found.below_no_deal.mid) == pytest.approx(
            (float(least), float(most), float(below))
        )
    assert account["fen"].against_ideal.mean == pytest.approx(-90)


def test_seats_page_gains_and_changes(valleys):
    found = gains(valleys)
    for water, road, *parties in table("seats", "water", "road", "hill", "vale", "fen"):
        expected = dict(zip(("hill", "vale", "fen"), map(float, parties), strict=True))
        assert found[water, road] == pytest.approx(expected)
    changes = {change.party: change for change in seats(valleys).values.changes}
    rows = table("seats", "seat", "settlements before", "settlements after", "excluded")
    assert len(rows) == len(changes)
    for seat, before, after, excluded in rows:
        change = changes[seat.split()[0]]
        assert change.gets_seat == seat.endswith("gets one")
        assert (
            change.count_before.mid,
            change.count_after.mid,
            change.excluded.mid,
        ) == pytest.approx((float(before), float(after), float(excluded)))


def test_seats_page_what_excludes_and_the_expense(valleys):
    changes = {change.party: change for change in seats(valleys).values.changes}
    rows = table("seats", "seat", "fen's red line", "no deal", "of which alone")
    for seat, line, no_deal, alone in rows:
        red, base = changes[seat.split()[0]].excluders
        assert (red.count.mid, base.count.mid) == (float(line), float(no_deal))
        assert base.alone.mid * 3 == pytest.approx(float(alone))
    rows = table(
        "seats",
        "who is left out",
        "reached with it",
        "reached without it",
        "expense",
        "water",
        "road",
    )
    for party, with_, without, expense, water, road in rows:
        change = changes[party]
        (found,) = change.exclusion
        named = next(n for n in change.named if n.rule == "kalai_smorodinsky")
        told = [", ".join(outcome.values()) for outcome in (named.before, named.after)]
        assert told == [with_, without]
        parts = [part.change.mean for part in found.by_issue]
        assert parts == pytest.approx([float(water), float(road)])
        assert found.expense.mean == pytest.approx(float(expense))


def test_robustness_page_ratio_and_weight():
    quantity = {name: float(value) for name, value in table("robustness", "quantity", "value")}
    values = np.arange(27.0)[None, :]
    answer = np.repeat([1.0, 1.0, 0.0, 0.0], [9, 6, 3, 9])
    assert main_effects(values, answer, 27)[0] == pytest.approx(quantity["weight"])
    assert quantity["weight"] == pytest.approx(1 - (1 - quantity["ratio"]) * 26 / 24)
    low, high = ends(values, answer)
    assert (low[0], high[0]) == (
        quantity["yes in the lowest third"],
        quantity["yes in the highest third"],
    )


def test_draws_page_accepted_draws():
    preference = wants("30..50", i=(50, {"x": 45, "y": 0}))
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": preference})
    for n_draws, accepted in table("draws", "draws", "accepted"):
        assert settlement(case, n_draws=int(n_draws)).values.exists.n == int(accepted)


def keys(text):
    """Return the citation keys of a docstring or page."""
    return set(re.findall(r"\[([A-Z][A-Za-z]+\d{4}[a-z]?)\]", text))


def bibliography():
    text = (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([A-Z]\w+\d{4}[a-z]?) \| (.+) \|$", text, flags=re.MULTILINE))


def test_every_key_that_is_used_stands_in_the_bibliography_and_the_reverse():
    in_code = sorted((ROOT / "src").rglob("*.py"))
    used = set().union(*(keys(path.read_text(encoding="utf-8")) for path in in_code))
    on_pages = set().union(
        *(keys(path.read_text(encoding="utf-8")) for path in METHODS.glob("*.md"))
    )
    assert used | on_pages == set(bibliography())
    assert len(on_pages) > 10


def test_every_work_can_be_found_by_doi_or_isbn():
    assert all(
        "https://doi.org/10." in work or "ISBN 978-" in work for work in bibliography().values()
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_method_page_has_question_formula_example_limits_and_code(name):
    text = page(name)
    assert text.startswith(f"# {name.capitalize()}\n\n**Question.**")
    for heading in ("## A worked example", "## It misleads where"):
        assert heading in text
    for path in re.findall(r"`((?:src|tests)/[\w/]+\.py)`", text):
        assert (ROOT / path).exists(), path


def public_functions():
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield pytest.param(path, node, id=f"{path.parent.name}/{path.stem}:{node.name}")


@pytest.mark.parametrize(("path", "node"), list(public_functions()))
def test_docstrings_of_functions_on_arrays_give_shape_and_unit(path, node):
    doc = ast.get_docstring(node) or ""
    assert doc, "no docstring"
    takes = ast.unparse(node.args) + (ast.unparse(node.returns) if node.returns else "")
    if re.search(r"(Float|Int|Bool)Array|NDArray", takes):
        assert "shape" in doc
    if "FloatArray" in takes:
        assert re.search(r"[Pp]oints of 100|0 to 1|unit|Fractions|Weights|Share times", doc)
