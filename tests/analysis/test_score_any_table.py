"""Any table of the form is scored by every model, however odd its numbers are."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolved_tables import write_rows

from detente.analysis.score import score
from detente.analysis.score_models import MODELS
from detente.evaluate.procedure import PROCEDURE
from detente.evaluate.resolved_table import COLUMNS, read_resolved

PLACES = st.sampled_from([0, 25, 50, 100]) | st.floats(0, 100)
SALIENCES = st.sampled_from(["", 0, 50, 100]) | st.floats(0, 100)
INFLUENCES = st.sampled_from([0, 1, 1e-9, 29, 1e11])
VOTES = st.sampled_from([0, 1, 2.5, 29, 1e6])
QUOTAS = st.sampled_from(["1", "2/3", "0.5", "1e-9"])


@st.composite
def parties(draw):
    """Return the lines of an issue without its name; all its places may be the same one."""
    n = draw(st.integers(1, 5))
    place = st.just(draw(PLACES)) if draw(st.booleans()) else PLACES
    setter = draw(st.integers(-1, n - 1))
    voting = draw(st.booleans())
    first = draw(VOTES.filter(bool))
    lines = []
    for number in range(n):
        votes = (first if number == 0 else draw(VOTES)) if voting else ""
        role = "setter" if number == setter else draw(st.sampled_from(["", "veto"]))
        lines.append({"party": f"p{number}", "position": draw(place), "salience": draw(SALIENCES),
                      "influence": draw(INFLUENCES), "role": role, "votes": votes})  # fmt: skip
    lines[0] |= {"outcome": draw(PLACES), "quota": draw(st.just("") | QUOTAS),
                 "reference": draw(st.just("") | PLACES)}  # fmt: skip
    return lines


@st.composite
def tables(draw):
    """Return the lines of two to four dossiers with one or two issues each."""
    return [
        {"dossier": f"d{dossier}", "issue": f"i{issue}", **line}
        for dossier in range(draw(st.integers(2, 4)))
        for issue in range(draw(st.integers(1, 2)))
        for line in draw(parties())
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_any_table_is_scored_by_every_model(lines):
    with TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "t.csv", (*COLUMNS, *PROCEDURE), lines)
        table = read_resolved(path)
    found = score(table, tuple(MODELS), n_folds=2)
    n_issues = len({(line["dossier"], line["issue"]) for line in lines})
    needy = {name for name, model in MODELS.items() if model.needs}
    assert {model.model for model in found.models} >= set(MODELS) - needy
    for model in found.models:
        assert model.errors.n_issues == n_issues or model.model in needy
        for error in (model.errors.mean_absolute, model.errors.root_mean_square):
            assert 0 <= error <= 100 + 1e-9, model.model
        assert 0 <= model.errors.crps <= 100, model.model
        for made in (model.by_point, model.by_crps):
            assert made is None or made.low - 1e-9 <= made.difference <= made.high + 1e-9
            assert made is None or made.verdict == "not proven", "two dossiers prove nothing"
