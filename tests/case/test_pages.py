"""The pages on the case file and the draft say what the code does."""

import re
from pathlib import Path

from tests.case_records import make_acts, make_position, make_record

from detente.case import model
from detente.case.check import check_case
from detente.case.draft import draft_case
from detente.case.draft_table import draft_table
from detente.case.files import dump_case, loads
from detente.case.layout import short_range
from detente.case.statements import parse_statement

DOCS = Path(__file__).parents[2] / "docs"
CASE_FILE = (DOCS / "case-file.md").read_text(encoding="utf-8")
DRAFT = (DOCS / "methods" / "draft.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """Return the rows of the table of a page with this heading, by their first cell."""
    body = page.split(f"{heading}\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    cells = [[cell.strip().replace("`", "") for cell in row.strip("|").split("|")] for row in body]
    return {row[0]: row[1:] for row in cells}


def example() -> str:
    (text,) = re.findall(r"```yaml\n(.*?)```", CASE_FILE, flags=re.DOTALL)
    return str(text)


def test_the_example_loads_without_errors_and_without_notes() -> None:
    assert check_case(example()) == ()
    assert loads(dump_case(loads(example()))) == loads(example())


def test_the_example_uses_every_field_a_case_can_have() -> None:
    kinds = [
        model.Case,
        model.Party,
        model.Issue,
        model.Option,
        model.Preference,
        model.IssuePreference,
        model.RedLine,
        model.Interaction,
        model.Rank,
        model.Priority,
        model.Group,
        model.Link,
        model.Consent,
    ]
    names = {field.alias or name for kind in kinds for name, field in kind.model_fields.items()}
    for name in sorted(names):
        assert re.search(rf"\b{name}:", example()), name
        assert name in CASE_FILE.split("## Blocks")[1], name


def test_the_statements_of_the_page_can_be_read() -> None:
    for statement in list(rows(CASE_FILE, "| statement | true of an outcome where |"))[1:5]:
        if "..." not in statement:
            parse_statement(statement)


def test_the_scores_of_the_page_are_those_of_the_table() -> None:
    forces = ("weak", "plain", "strong", "categorical")
    page = rows(DRAFT, "| stance | weak | plain | strong | categorical |")
    table = draft_table()
    for stance, by_force in table.score.items():
        assert page[stance] == [short_range(by_force[force]) for force in forces]


def test_the_other_numbers_of_the_page_are_those_of_the_table() -> None:
    table = draft_table()
    for words in (
        f"falls by {table.neighbor.for_.replace('..', ' to ')}",
        f"rises by {table.neighbor.against.replace('..', ' to ')}",
        f"widens by {table.neighbor.open:g}",
        f"at least {table.neighbor.wider:g} points wider",
        f"are {table.ascribed.widen:g} points wider",
        f"starts at {short_range(table.salience.base)}",
        f"rise by {table.salience.often:g}",
        f"by {table.salience.early:g} where",
        f"by {table.salience.strong:g} for strong and {table.salience.categorical:g} for",
        f"({short_range(table.party.influence_seated)} with a seat, "
        f"{short_range(table.party.influence_unseated)} without)",
        f"({short_range(table.party.no_deal)})",
    ):
        assert words in " ".join(DRAFT.split()), words


def test_the_worked_example_comes_out_as_by_hand() -> None:
    act = make_acts()["no_troops"]
    case = draft_case(make_record(positions=(make_position(act),)))
    russia = case.preferences["russia"]
    wanted = russia.issues["peacekeepers"]
    page = rows(DRAFT, "| option | place | how | range |")
    for option, value in wanted.scores.items():
        place, _, given = page[option]
        assert float(place) == case.issues["peacekeepers"].options[option].at
        assert given == short_range(value)
    assert (
        f"{short_range(wanted.salience)}. Proposed red line: `{russia.red_lines[0].never}`" in DRAFT
    )


def test_another_table_gives_another_draft(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    package = Path(model.__file__).parent / "data" / "draft.toml"
    path.write_text(package.read_text(encoding="utf-8").replace('"0..10"', '"0..33"'))
    case = draft_case(make_record(), draft_table(path))
    assert case.preferences["russia"].issues["peacekeepers"].scores["nato"].high == 33
