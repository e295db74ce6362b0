"""The worked example of the page on suppositions, computed again."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.analysis.stability import stability
from detente.analysis.stability_supposed_values import SupposedOutcome
from detente.case.model import Case
from detente.case.suppose import suppose
from detente.case.suppose_join import FIELDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "how-to/suppose.md").read_text(encoding="utf-8")
FIRMEST = ("nash", "sseq", "seq", "smr", "gmr")


@pytest.fixture(scope="module")
def found():
    text = (DOCS / "methods/stability.md").read_text(encoding="utf-8")
    (case,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    (isle,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    quay = Case.model_validate(YAML(typ="safe").load(case))
    asked = [{"quay": "shut", "fuel": "sold"}]
    return stability(quay, outcomes=asked, suppose=suppose(quay, isle)).values.supposed


def test_what_holds_without_and_with_it_is_that_of_the_table(found):
    rows = re.findall(r"^\| (open|shut), (\w+) \| (\w+) \| (\w+) \| (\d) of (\d) \|$", PAGE, re.M)
    assert len(rows) == len(found.outcomes) == 3
    for quay, fuel, before, after, holding, extensions in rows:
        item = next(o for o in found.outcomes if o.outcome == {"quay": quay, "fuel": fuel})
        firmest = [next((c for c in FIRMEST if h[c]), "none") for h in (item.before, item.after)]
        assert firmest == [before, after]
        assert (item.n_holding["seq"], item.n_extensions) == (int(holding), int(extensions))


def test_the_move_of_the_isle_and_the_new_answer_are_those_told(found):
    first = next(o for o in found.outcomes if o.outcome == {"quay": "open", "fuel": "sold"})
    (move,) = first.departures
    assert move.departure.step.gain == 10
    assert not any(answer.deters for answer in move.departure.answers)
    other = next(o for o in found.outcomes if o.outcome == {"quay": "shut", "fuel": "sold"})
    assert {a.answer.concept for a in other.answers if a.after} == {"gmr", "smr"}
    for answer in other.answers:
        assert answer.answer.after < 0
        assert not any(step.improves for step in answer.answer.steps)


def test_every_field_of_the_file_and_of_the_finding_is_explained():
    for name in FIELDS:
        assert f"`{name}" in PAGE or f"| {name}" in PAGE
    for name in ("turns", "departures", "answers", "before"):
        assert name in SupposedOutcome.model_fields
        assert f"`outcomes[].{name}`" in PAGE
