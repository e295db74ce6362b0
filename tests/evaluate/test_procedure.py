"""How issues were decided: roles, votes and quotas of a table, and what is refused where."""

import pytest
from tests.resolved_tables import DEU_COLUMNS, write_rows

from detente.errors import EvaluationError
from detente.evaluate.deu import qualified_majority
from detente.evaluate.procedure import PROCEDURE
from detente.evaluate.resolved_table import COLUMNS, read_resolved

ROW = {"dossier": "d", "issue": "i", "party": "Aland", "position": 40, "salience": 60,
       "influence": 3, "reference": 0, "outcome": 55}  # fmt: skip


def table(tmp_path, *rows, columns=(*COLUMNS, *PROCEDURE)):
    path = write_rows(tmp_path / "t.csv", columns, [ROW | row for row in rows])
    return read_resolved(path).issues


def refused(tmp_path, *rows):
    with pytest.raises(EvaluationError) as caught:
        table(tmp_path, *rows)
    return str(caught.value)


def test_roles_votes_and_quota_are_read(tmp_path):
    (issue,) = table(
        tmp_path,
        {"role": "setter", "votes": 0, "quota": "62/87"},
        {"party": "Bland", "role": " Veto ", "votes": 5},
        {"party": "Cland", "votes": "2.5", "quota": "62/87"},
    )
    assert [stand.role for stand in issue.stands] == ["setter", "veto", ""]
    assert [stand.votes for stand in issue.stands] == [0, 5, 2.5]
    assert issue.quota == 62 / 87


def test_without_the_columns_nothing_is_known_of_the_rule(tmp_path):
    (issue,) = table(tmp_path, {}, columns=COLUMNS)
    assert issue.quota is None
    assert (issue.stands[0].role, issue.stands[0].votes) == ("", 1)


def test_where_no_votes_are_given_everybody_has_one(tmp_path):
    (issue,) = table(tmp_path, {"quota": "1"}, {"party": "Bland"})
    assert [stand.votes for stand in issue.stands] == [1, 1]


def test_each_issue_has_a_rule_of_its_own(tmp_path):
    first, second, third = table(
        tmp_path,
        {"quota": "2/3", "role": "setter"},
        {"issue": "j", "quota": "0.5", "role": "setter"},
        {"issue": "k", "votes": 7},
    )
    assert (first.quota, second.quota, third.quota) == (2 / 3, 0.5, None)


def test_a_party_that_takes_no_part_needs_no_votes(tmp_path):
    (issue,) = table(tmp_path, {"votes": 3}, {"party": "Bland", "position": ""})
    assert [stand.party for stand in issue.stands] == ["Aland"]


def test_a_decimal_comma_is_a_share_in_tables_of_semicolons(tmp_path):
    names = (*COLUMNS, *PROCEDURE)
    cells = ROW | {"quota": "0,75", "votes": "1,5"}
    path = tmp_path / "t.csv"
    lines = [names, [str(cells.get(name, "")) for name in names]]
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    (issue,) = read_resolved(path).issues
    assert (issue.quota, issue.stands[0].votes) == (0.75, 1.5)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"role": "chair"}, "line 3: role 'chair' is not known; write setter"),
        ({"role": "setter"}, "line 3: the setter stands in line 2 already; keep one"),
        ({"votes": ""}, "line 3: votes is empty and others on the issue have some; give a number"),
        ({"votes": "-1"}, "line 3: votes '-1' is not a number from 0"),
        ({"votes": "nan"}, "line 3: votes 'nan' is not a number from 0"),
        ({"quota": "71"}, "line 3: quota '71' is not a share of the votes above 0 and up to 1"),
        ({"quota": "0"}, "line 3: quota '0' is not a share"),
        ({"quota": "5/0"}, "line 3: quota '5/0' is not a share"),
        ({"quota": "most"}, "line 3: quota 'most' is not a share"),
        ({"quota": "0.7"}, "line 3: quota 0.7 is 2/3 in a line before"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_its_line(tmp_path, row, told):
    first = {"role": "setter", "votes": 2, "quota": "2/3"}
    assert told in refused(tmp_path, first, {"party": "Bland", "votes": 1, **row})


def test_equal_shares_may_be_written_in_two_ways(tmp_path):
    (issue,) = table(tmp_path, {"quota": "0.5"}, {"party": "Bland", "quota": "1/2"})
    assert issue.quota == 0.5


def test_a_quota_of_no_votes_is_refused(tmp_path):
    told = refused(tmp_path, {"quota": "1", "votes": 0}, {"party": "Bland", "votes": 0})
    assert "line 2: the issue has a quota and nobody with a position has votes" in told


def deu(tmp_path, **cells):
    row = {"prnr": "a", "isnr": "n99001i1", "out": 20, "rp": 0, "pcom": 10, "pep": 20, "pde": 30,
           "plu": 40, "counvte": "QMV", "proc": "COD"}  # fmt: skip
    path = write_rows(tmp_path / "t.csv", (*DEU_COLUMNS, "proc"), [row | cells])
    return read_resolved(path).issues[0]


def test_deu_the_commission_proposes_and_states_alone_vote(tmp_path):
    issue = deu(tmp_path)
    told = {stand.party: (stand.role, stand.votes) for stand in issue.stands}
    assert told == {"com": ("setter", 0), "ep": ("veto", 0), "de": ("", 10), "lu": ("", 2)}


def test_deu_parliament_must_agree_in_codecision_only(tmp_path):
    roles = {stand.party: stand.role for stand in deu(tmp_path, proc="CNS").stands}
    assert roles["ep"] == ""


@pytest.mark.parametrize(
    ("cells", "quota"),
    [
        ({}, 62 / 87),
        ({"counvte": "QMV(10)"}, 62 / 87),
        ({"isnr": "c05001i1"}, 255 / 345),
        ({"isnr": "c12001i1"}, 0.65),
        ({"counvte": "Unan"}, 1),
        ({"counvte": "", "proc": "COD"}, None),
        ({"counvte": "simple"}, None),
        ({"proc": ""}, None),
        ({"proc": "AVC"}, None),
        ({"pde": "", "plu": ""}, None),
    ],
)
def test_deu_the_quota_is_that_of_the_treaty_where_rule_and_procedure_are_known(
    tmp_path, cells, quota
):
    assert deu(tmp_path, **cells).quota == quota


def test_deu_majorities_are_those_of_the_treaties():
    assert qualified_majority() == {"EU15": 62 / 87, "EU25_27": 255 / 345, "EU28": 0.65}
