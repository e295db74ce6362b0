"""What was written into a table comes back from it, however cells are parted and lines ordered."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolved_tables import DEU_COLUMNS, write_rows

from detente.errors import EvaluationError
from detente.evaluate.deu import votes
from detente.evaluate.procedure import PROCEDURE
from detente.evaluate.resolved import ResolvedIssue, Stand
from detente.evaluate.resolved_table import COLUMNS, read_resolved

NAMES = (*COLUMNS, *PROCEDURE, "group")
POINTS = st.integers(0, 10_000).map(lambda n: n / 100)
WORDS = st.text("abcäöüß ,;'\"-", min_size=1, max_size=6).map(str.strip).filter(bool)
usual = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def issues(draw):
    """Return up to four issues with all that a table can say of them."""
    keys = draw(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4, unique=True))
    found = []
    for dossier, issue in keys:
        parties = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
        setter = draw(st.sampled_from([None, *parties]))
        counted = draw(st.booleans())
        stands = tuple(
            Stand(
                party=party,
                position=draw(POINTS),
                salience=draw(POINTS),
                influence=draw(st.integers(0, 10**6)),
                votes=draw(st.integers(1, 99)) if counted else 1,
                role="setter" if party == setter else draw(st.sampled_from(["", "veto"])),
            )
            for party in parties
        )
        found.append(
            ResolvedIssue(
                dossier=dossier, issue=issue, stands=stands, outcome=draw(POINTS),
                reference=draw(st.none() | POINTS), groups=tuple(draw(st.sets(WORDS, max_size=1))),
                quota=draw(st.sampled_from([None, 1, 0.5, 62 / 87])),
            )
        )  # fmt: skip
    return tuple(found)


def lines_of(issue):
    """Return an issue as lines of a table; what belongs to the issue stands in the first."""
    lines = [
        {"dossier": issue.dossier, "issue": issue.issue, "party": stand.party, "role": stand.role,
         "position": stand.position, "salience": stand.salience, "influence": stand.influence,
         "votes": stand.votes, "group": "".join(issue.groups)}
        for stand in issue.stands
    ]  # fmt: skip
    of_issue = {"outcome": issue.outcome, "reference": issue.reference, "quota": issue.quota}
    lines[0] |= {name: value for name, value in of_issue.items() if value is not None}
    return lines


def text_of(lines, separator=",", point="."):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerow(NAMES)
    for line in lines:
        cells = [line.get(name, "") for name in NAMES]
        writer.writerow(
            [str(cell).replace(".", point) if isinstance(cell, float) else cell for cell in cells]
        )
    return stream.getvalue()


def read(folder, text):
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_resolved(path).issues


@usual
@given(issues())
def test_issues_come_back_as_they_were(tmp_path, told):
    lines = [line for issue in told for line in lines_of(issue)]
    assert read(tmp_path, text_of(lines)) == told


@usual
@given(issues())
def test_semicolons_with_decimal_commas_and_tabs_say_the_same(tmp_path, told):
    lines = [line for issue in told for line in lines_of(issue)]
    for separator in (";", "\t"):
        text = text_of(lines, separator, ",")
        first = text.partition("\n")[0]
        assert first.count(separator) == len(NAMES) - 1
        assert read(tmp_path, text) == told


@usual
@given(issues(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing_but_the_order(tmp_path, told, random):
    lines = [line for issue in told for line in lines_of(issue)]
    random.shuffle(lines)
    found = {(issue.dossier, issue.issue): issue for issue in read(tmp_path, text_of(lines))}
    assert len(found) == len(told)
    for issue in told:
        other = found[issue.dossier, issue.issue]
        assert sorted(other.stands, key=lambda stand: stand.party) == sorted(
            issue.stands, key=lambda stand: stand.party
        )
        assert (other.outcome, other.reference, other.quota) == (
            issue.outcome, issue.reference, issue.quota,
        )  # fmt: skip


@usual
@given(issues(), st.sampled_from(["outcome", "reference", "quota", "party", "dossier", "role"]))
def test_a_wrong_cell_anywhere_is_found_with_its_line(tmp_path, told, column):
    lines = [line for issue in told for line in lines_of(issue)]
    lines[-1] |= {column: {"party": "", "dossier": " "}.get(column, "far off")}
    with pytest.raises(EvaluationError, match=f"line {len(lines) + 1}: {column}"):
        read(tmp_path, text_of(lines))


def states():
    return sorted({state for table in votes().values() for state in table})


@given(st.sampled_from(["EU15", "EU25_27", "EU28"]), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_deu_every_state_has_its_votes_and_the_institutions_those_of_the_largest(
    tmp_path, period, data
):
    chosen = data.draw(st.lists(st.sampled_from(states()), min_size=1, unique=True))
    columns = [*DEU_COLUMNS, "period", *(f"{kind}{state}" for kind in "ps" for state in chosen)]
    columns = list(dict.fromkeys(columns))
    cells = {"prnr": "a", "isnr": "x", "period": period, "out": 5, "pcom": 1, "pep": 2}
    cells |= {f"p{state}": data.draw(st.integers(0, 100)) for state in chosen}
    path = write_rows(tmp_path / "deu.csv", columns, [cells])
    (issue,) = read_resolved(path).issues
    table = votes()[period]
    for stand in issue.stands:
        if stand.party in ("com", "ep"):
            assert (stand.influence, stand.votes) == (max(table.values()), 0)
        else:
            assert stand.position == cells[f"p{stand.party}"]
            assert stand.influence == stand.votes == table.get(stand.party, min(table.values()))
    assert {stand.party for stand in issue.stands} == {"com", "ep", *chosen}
