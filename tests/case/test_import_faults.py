"""GeniusWeb profiles and score tables: faults are refused with file and place, oddities read."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.exchange import exact_worth

from detente.case.importers import import_case
from detente.errors import CaseError

WIDE = "issue,option,Mill,Farm\nweir,high,10,0\nweir,low,0,6\nno_deal,,4,2\n"


def profile(name: str) -> dict[str, Any]:
    """Return a profile with a list of options and a range of whole numbers."""
    return {
        "LinearAdditiveUtilitySpace": {
            "name": name,
            "domain": {
                "name": "weir",
                "issuesValues": {
                    "sluice": {"values": ["open", "shut"]},
                    "days": {"range": {"low": 2, "high": 6, "step": 2}},
                },
            },
            "issueWeights": {"sluice": 0.25, "days": 0.75},
            "issueUtilities": {
                "sluice": {
                    "DiscreteValueSetUtilities": {"valueUtilities": {"open": 1, "shut": 0.5}}
                },
                "days": {
                    "NumberValueSetUtilities": {
                        "lowValue": 2, "highValue": 6, "lowUtility": 0, "highUtility": 1
                    }
                },
            },
            "reservationBid": {"issuevalues": {"sluice": "open", "days": 4}},
        }
    }  # fmt: skip


def weir(folder: Path, change: str = "", to: str = "") -> Path:
    """Write two profiles, one text of the first replaced; return the folder."""
    text = json.dumps(profile("mill"))
    assert change in text
    (folder / "a.json").write_text(text.replace(change, to, 1) if change else text)
    (folder / "b.json").write_text(json.dumps(profile("farm")))
    return folder


def test_a_range_of_whole_numbers_is_written_out_and_linear(tmp_path: Path) -> None:
    case = import_case(weir(tmp_path))
    days = case.issues["days"]
    assert [case.option_name("days", option).en for option in days.options] == ["2", "4", "6"]
    assert [option.at for option in days.options.values()] == [0, 50, 100]
    # by hand: 100 x (0.25 x 0.5 + 0.75 x 0.5), and no deal 100 x (0.25 + 0.75 x 0.5)
    assert exact_worth(case, "mill", (1, 1)) == 50
    assert case.preferences["mill"].no_deal.mid == 62.5


FAULTS = {
    "cut off": ('"reservationBid"', "", r"a\.json:1: is not JSON"),
    "weight": ('"sluice": 0.25', '"sluice": "much"', r"issueWeights\.sluice: 'much' is not a"),
    "too heavy": ('"days": 0.75', '"days": 7.5', r"issueWeights\.days: 7\.5 is not between"),
    "no weight": ('"sluice": 0.25, ', "", r"issueWeights\.sluice: None is not a number"),
    "no utility": (', "shut": 0.5', "", r"issueUtilities\.sluice\.shut: None is not a number"),
    "bid": ('"days": 4}', '"days": 5}', r"a\.json.*reservationBid: days = 5 is not in the"),
    "twice": ('"lowValue": 2', '"lowValue": 2, "lowValue": 3', "'lowValue' is written twice"),
    "infinite": ('"highUtility": 1', '"highUtility": Infinity', r"a\.json: holds Infinity"),
    "step": ('"step": 2', '"step": 0', r"issuesValues\.days: is no range of numbers"),
    "too many": ('"step": 2', '"step": 0.0001', r"days: has 40001 numbers, more than 1001"),
    "ends": ('"lowValue": 2', '"lowValue": 3', r"issueUtilities\.days.*runs from 3 to 6"),
    "other kind": ("DiscreteValueSet", "OtherSet", r"sluice: has neither DiscreteValueSet"),
    "not a sum": ("LinearAdditiveUtilitySpace", "PartialOrder", "is not a sum over issues"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_profile_is_refused_with_file_and_place(tmp_path: Path, fault: str) -> None:
    change, to, words = FAULTS[fault]
    with pytest.raises(CaseError, match=words) as refused:
        import_case(weir(tmp_path, change, to))
    assert "a.json" in str(refused.value)


def table(folder: Path, text: str | bytes) -> Path:
    """Write a score table and return its path."""
    path = folder / "weir.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_column_for_each_party_is_read_as_points(tmp_path: Path) -> None:
    case = import_case(table(tmp_path, WIDE))
    assert [exact_worth(case, "mill", (n,)) for n in (0, 1)] == [100, 0]
    assert case.preferences["mill"].no_deal.mid == 40
    assert str(case.preferences["farm"].no_deal) == "100/3"


def test_points_below_zero_move_up_together_with_no_deal(tmp_path: Path) -> None:
    case = import_case(table(tmp_path, WIDE.replace("low,0,6", "low,-10,6")))
    # by hand: 10, -10 and no deal 4 become 20, 0 and 14 of 20
    assert [exact_worth(case, "mill", (n,)) for n in (0, 1)] == [100, 0]
    assert case.preferences["mill"].no_deal.mid == 70
    assert "raised by 10 points" in (case.parties["mill"].assume or "")


def test_windows_letters_semicolons_and_decimal_commas_are_found_out(tmp_path: Path) -> None:
    text = "Thema;Option;Mühle;Hof\nWehr;höher;7,5;0\nWehr;tiefer;0;6\n"
    case = import_case(table(tmp_path, text.encode("cp1252")), language="de")
    assert [case.party_name(party).de for party in case.parties] == ["Mühle", "Hof"]
    assert case.option_name("wehr", "hoher").de == "höher"
    assert exact_worth(case, "muhle", (0,)) == 100


LONG = "party,issue,option,score,salience,seat\nMill,weir,high,10,50,yes\nMill,weir,low,0,50,yes\n"
TABLES = {
    "empty": ("", r"weir\.csv: holds no table"),
    "no option": ("issue,Mill,Farm\nweir,1,2\n", r"weir\.csv: has no column 'option'"),
    "word": (WIDE.replace("10,0", "ten,0"), r"weir\.csv:2: 'ten' is not a number"),
    "gap": (WIDE.replace("low,0,6", "low,,6"), r"weir\.csv:3: party 'Mill' has no points"),
    "twice": (WIDE.replace("low", "high"), r"weir\.csv:3: 'weir high' stands in .*csv:2 already"),
    "same party": (WIDE.replace("Farm", "Mill"), "two columns have the same name"),
    "quotation": (WIDE + '"weir,mid,1,2\n', r"weir\.csv:\d: is no line of a table"),
    "no text": (WIDE.encode() + b"\0", "is no text; save the table as CSV"),
    "too high": (LONG.replace(",10,", ",110,") + "Farm,weir,high,1,5,yes\n",
                 r"weir\.csv:2: '110' is not within 0 to 100"),
    "seat": (LONG.replace("50,yes\n", "50,maybe\n"), r"weir\.csv:2: seat 'maybe' is neither"),
    "unlike": (LONG.replace("0,50,yes\n", "0,60,yes\n", 2).replace("10,60", "10,50"),
               r"weir\.csv:3: salience '60' differs from '50'"),
    "one party": (LONG, "fewer than two parties"),
}  # fmt: skip


@pytest.mark.parametrize("fault", TABLES)
def test_a_faulty_table_is_refused_with_file_and_line(tmp_path: Path, fault: str) -> None:
    text, words = TABLES[fault]
    with pytest.raises(CaseError, match=words):
        import_case(table(tmp_path, text))
