"""Tables of issues with outcomes: what is read, by which convention, and what is refused where."""

import hashlib

import pytest
from tests.resolved_tables import DEU_COLUMNS, deu_file, plain_file, write_rows

from detente.errors import EvaluationError
from detente.evaluate.deu import votes
from detente.evaluate.resolved_table import COLUMNS, read_resolved

ROW = ("d", "i", "Aland", "40", "60", "3", "0", "55")


def changed(**cells):
    """Return the plain row with some cells replaced."""
    return tuple(cells.get(name, cell) for name, cell in zip(COLUMNS, ROW, strict=True))


def refused(path):
    with pytest.raises(EvaluationError) as caught:
        read_resolved(path)
    return str(caught.value)


def test_a_table_of_our_own_form_becomes_issues_in_order(tmp_path):
    rows = [ROW, changed(party="Bland", position="90"), changed(issue="j", outcome="0")]
    table = read_resolved(write_rows(tmp_path / "t.csv", COLUMNS, rows))
    first, second = table.issues
    assert table.form == "plain"
    assert [stand.party for stand in first.stands] == ["Aland", "Bland"]
    assert (first.outcome, first.reference, second.outcome) == (55, 0, 0)
    assert (first.stands[1].position, first.stands[1].salience) == (90, 60)
    assert table.gold.counts == {"issues": 2, "dossiers": 1, "issues left out": 0}
    digest = hashlib.sha256((tmp_path / "t.csv").read_bytes()).hexdigest()
    assert table.gold.sha256 == digest


def test_a_missing_position_leaves_a_party_out_and_a_missing_salience_is_50(tmp_path):
    rows = [changed(salience=""), changed(party="Bland", position="")]
    (issue,) = read_resolved(write_rows(tmp_path / "t.csv", COLUMNS, rows)).issues
    assert [(stand.party, stand.salience) for stand in issue.stands] == [("Aland", 50)]


def test_an_issue_without_an_outcome_or_without_positions_is_counted_as_left_out(tmp_path):
    rows = [ROW, changed(issue="j", outcome=""), changed(issue="k", position="")]
    table = read_resolved(write_rows(tmp_path / "t.csv", COLUMNS, rows))
    assert table.gold.counts == {"issues": 1, "dossiers": 1, "issues left out": 2}


def test_the_outcome_may_stand_in_one_line_of_an_issue_only(tmp_path):
    rows = [ROW, changed(party="Bland", outcome="", reference="")]
    (issue,) = read_resolved(write_rows(tmp_path / "t.csv", COLUMNS, rows)).issues
    assert (issue.outcome, len(issue.stands)) == (55, 2)


def test_semicolons_tabs_a_byte_order_mark_and_a_column_of_groups_are_read(tmp_path):
    path = tmp_path / "t.csv"
    for separator in ";\t":
        lines = [(*COLUMNS, "group"), (*ROW, "unanimity")]
        text = "\n".join(separator.join(line) for line in lines)
        path.write_text("\ufeff" + text, encoding="utf-8")
        (issue,) = read_resolved(path).issues
        assert issue.groups == ("unanimity",)


def test_a_decimal_comma_is_read_where_commas_do_not_part_cells(tmp_path):
    path = tmp_path / "t.csv"
    lines = [COLUMNS, changed(position="40,5", party="Land, 1,5")]
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    (stand,) = read_resolved(path).issues[0].stands
    assert (stand.position, stand.party) == (40.5, "Land, 1,5")
    assert "'40,5' is not" in refused(
        write_rows(tmp_path / "u.csv", COLUMNS, [changed(position="40,5")])
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"position": "101"}, "line 3: position '101' is not a number from 0 to 100"),
        ({"position": "nan"}, "line 3: position 'nan' is not a number"),
        ({"salience": "high"}, "line 3: salience 'high' is not a number from 0 to 100"),
        ({"influence": "-1"}, "line 3: influence '-1' is not a number from 0;"),
        ({"influence": ""}, "line 3: influence is empty"),
        ({"outcome": "56"}, "line 3: outcome 56 is 55 in a line before"),
        ({"party": "Aland"}, "line 3: party 'Aland' stands in line 2 already"),
        ({"party": ""}, "line 3: party '' is empty"),
        ({"dossier": ""}, "line 3: dossier or issue is empty"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_its_line(tmp_path, cells, told):
    rows = [ROW, changed(**{"party": "Bland", **cells})]
    assert told in refused(write_rows(tmp_path / "t.csv", COLUMNS, rows))


def test_everything_wrong_is_told_at_once_up_to_twenty(tmp_path):
    rows = [ROW, *(changed(party=f"p{n}", position="x") for n in range(25))]
    lines = refused(write_rows(tmp_path / "t.csv", COLUMNS, rows)).splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith("and 5 more")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no table"),
        ("dossier,issue\n", "holds no table"),
        ("dossier,issue\nd,i\n", "line 1 has no column party, position"),
        ("dossier,dossier\nd,i\n", "line 1 names a column twice"),
        ("dossier,issue\nd,i,x\n", "line 2 has 3 cells, line 1 has 2"),
        ('dossier,issue\nd,"i\n', "is no line of a table"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, text, told):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    assert told in refused(path)


def test_a_table_without_any_outcome_is_refused(tmp_path):
    told = refused(write_rows(tmp_path / "t.csv", COLUMNS, [changed(outcome="")]))
    assert "no issue has both a position and an outcome" in told


def test_a_made_up_table_has_all_its_issues(tmp_path):
    table = read_resolved(plain_file(tmp_path))
    assert table.gold.counts["dossiers"] == 12
    assert len(table.issues) == sum(1 + n % 3 for n in range(12))


def test_deu_an_issue_of_1999_has_votes_before_nice(tmp_path):
    table = read_resolved(deu_file(tmp_path))
    stands = {stand.party: stand for stand in table.issues[0].stands}
    assert table.form == "deu"
    assert table.issues[0].groups == ("EU15", "QMV")
    assert (stands["com"].influence, stands["de"].influence, stands["lu"].influence) == (10, 10, 2)
    assert stands["pl"].influence == 2
    assert (stands["de"].salience, stands["lu"].salience) == (50, 0)


def test_deu_later_issues_have_votes_after_nice_then_population(tmp_path):
    second, third = read_resolved(deu_file(tmp_path)).issues[1:]
    assert [stand.influence for stand in second.stands] == [29, 29]
    assert [stand.influence for stand in third.stands] == [81.2, 0.56]
    assert (second.groups, third.groups) == (("EU25_27", "Unan"), ("EU28", "QMV"))
    assert (second.reference, third.reference) == (None, 10)


def test_deu_an_issue_without_outcome_is_left_out(tmp_path):
    table = read_resolved(deu_file(tmp_path))
    assert [issue.issue for issue in table.issues] == ["n99001i1", "c04002i1", "c12003i1"]
    assert table.gold.counts["issues left out"] == 1


def test_deu_outcomes_and_reference_points_outside_the_scale_count_as_not_known(tmp_path):
    rows = [
        {"prnr": "a", "isnr": "n99001i1", "pde": 10, "out": 120},
        {"prnr": "a", "isnr": "n99001i2", "pde": 10, "out": 20, "rp": -30},
        {"prnr": "", "isnr": "totals", "pde": 10, "out": ""},
    ]
    table = read_resolved(write_rows(tmp_path / "t.csv", DEU_COLUMNS, rows))
    assert [(issue.issue, issue.reference) for issue in table.issues] == [("n99001i2", None)]
    assert table.gold.counts["issues left out"] == 2


def test_deu_a_stated_period_goes_before_the_year_in_the_id(tmp_path):
    cells = {"prnr": "a", "isnr": "n99001i1", "pde": 10, "out": 5, "period": "EU28"}
    path = write_rows(tmp_path / "t.csv", (*DEU_COLUMNS, "period"), [cells])
    assert read_resolved(path).issues[0].stands[0].influence == 81.2


def test_deu_a_wrong_cell_and_an_id_without_a_year_are_named_with_their_lines(tmp_path):
    rows = [
        {"prnr": "a", "isnr": "n99001i1", "pde": "990", "out": 5},
        {"prnr": "a", "isnr": "issue two", "pde": 10, "out": 5},
        {"prnr": "a", "isnr": "n99001i3", "pde": 10, "out": "open"},
    ]
    told = refused(write_rows(tmp_path / "t.csv", DEU_COLUMNS, rows))
    assert "line 2: pde '990' is not a number from 0 to 100" in told
    assert "line 3: isnr 'issue two' names no year" in told
    assert "line 4: out 'open' is not a number; correct it" in told


def test_deu_an_issue_that_stands_twice_is_refused(tmp_path):
    row = {"prnr": "a", "isnr": "n99001i1", "pde": 10, "out": 5}
    told = refused(write_rows(tmp_path / "t.csv", DEU_COLUMNS, [row, row]))
    assert "issue 'n99001i1' of dossier 'a' stands twice" in told


def test_deu_the_votes_are_those_of_the_treaties():
    tables = votes()
    assert list(tables) == ["EU15", "EU25_27", "EU28"]
    assert [len(table) for table in tables.values()] == [15, 28, 28]
    assert sum(tables["EU15"].values()) == 87
    assert sum(n for state, n in tables["EU25_27"].items() if state != "cr") == 345
