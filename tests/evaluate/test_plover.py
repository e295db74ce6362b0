"""PLOVER records: category, source and target, counted by the conventions of docs/evaluate.md."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.gold_files import RECORDS, plover_file, plover_reader, side

from detente.errors import EvaluationError
from detente.evaluate.plover import Event, count, evaluate_plover, events_of
from detente.evaluate.plover_records import CLASS_OF, Record, codes_of, load_records
from detente.evaluate.result import Share
from detente.reading.rules import RulesReader
from detente.sources.source import Source


def record(category: str = "DEMAND", sources: str = "", targets: str = "") -> Record:
    return Record("r", "text", category, frozenset(sources.split()), frozenset(targets.split()))


def event(category: str, sources: str = "", targets: str = "") -> Event:
    return Event(category, frozenset(sources.split()), frozenset(targets.split()))


def test_the_figures_of_four_records_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    result = evaluate_plover(plover_file(tmp_path), plover_reader())
    (section,) = result.sections
    (category,) = section.matches
    assert (category.hit, category.given, category.gold) == (2, 5, 4)
    assert (category.precision, category.recall) == (40, 50)
    assert category.f1 == pytest.approx(100 * 4 / 9)
    assert section.shares == (
        Share.counted("some event", 3, 4),
        Share.counted("category hit", 2, 4),
        Share.counted("first hit", 1, 4),
        Share.counted("class hit", 3, 4),
        Share.counted("source country", 3, 4),
        Share.counted("target country", 2, 2),
        Share.counted("source and target", 2, 2),
        Share.counted("category + source + target", 1, 2),
    )


def test_the_result_names_data_reader_and_crashes(tmp_path: Path) -> None:
    path = plover_file(tmp_path)
    result = evaluate_plover(path, plover_reader())
    assert result.gold.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.gold.counts == {"records": 4}
    assert (result.reader, result.reader_version) == ("scripted", "7")
    assert result.crashes == 1
    assert result.misses == ()


def test_the_first_misses_come_with_their_words(tmp_path: Path) -> None:
    misses = evaluate_plover(plover_file(tmp_path), plover_reader(), n_misses=2).misses
    assert [miss.place for miss in misses] == ["two", "three"]
    assert misses[0].what == "ASSAULT RUS > UKR, not DEMAND RUS > UKR; ASSAULT UKR > RUS"
    assert misses[1].words == RECORDS[2]["text"]


def test_progress_is_told_for_every_record(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    evaluate_plover(plover_file(tmp_path), plover_reader(), told=lambda n, of: told.append((n, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_all_three_must_be_right_in_one_event() -> None:
    apart = [event("DEMAND", "RUS", "USA"), event("AID", "RUS", "UKR")]
    counts = count(record("DEMAND", "RUS", "UKR"), apart)
    assert (counts["category"], counts["source"], counts["target"]) == (True, True, True)
    assert (counts["both"], counts["all"]) == (True, False)


def test_either_side_counts_only_where_the_other_has_no_gold_code() -> None:
    turned = [event("DEMAND", "UKR", "RUS")]
    assert count(record(sources="RUS"), turned)["source"]
    assert not count(record(sources="RUS", targets="UKR"), turned)["source"]
    assert count(record(targets="UKR"), turned)["target"]


def test_the_same_category_twice_is_given_once() -> None:
    assert count(record(), [event("DEMAND", "RUS"), event("DEMAND", "USA")])["given"] == 1


def test_seventeen_categories_lie_in_four_classes() -> None:
    assert len(CLASS_OF) == 17
    assert len(set(CLASS_OF.values())) == 4


def test_old_codes_are_read_as_the_new_ones_and_slips_as_no_code() -> None:
    assert codes_of(side("JAP", "ROMGOV", "usa", "")) == {"JPN", "ROU", "USA"}
    assert codes_of("diplomatic") == codes_of(None) == frozenset()
    assert codes_of([{"actorText": "somebody"}, "word"]) == frozenset()


def test_the_header_is_no_record_and_fight_is_assault(tmp_path: Path) -> None:
    _, records = load_records(plover_file(tmp_path))
    assert [one.category for one in records] == ["AGREE", "ASSAULT", "DEMAND", "REJECT"]


def test_the_rules_read_codes_through_the_tables(tmp_path: Path) -> None:
    text = "Egypt demanded that Ethiopia release the prisoners."
    path = tmp_path / "one.json"
    entry = {"event": "DEMAND", "text": text, "source": side("EGY"), "target": side("ETH")}
    path.write_text(json.dumps([entry]), "utf-8")
    shares = evaluate_plover(path, RulesReader()).sections[0].shares
    assert {share.name: share.hit for share in shares}["category + source + target"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[", "bad.json: is not JSON (expecting value, column 2)"),
        (b"[\n{", "is not JSON (expecting property name enclosed in double quotes, line 2"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"{}", "holds no list"),
        (b"[]", "holds no record"),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        (b'["a"]', "record 1: is no object"),
        (b'[{"event": "AID"}]', "record 1: text is None"),
        (b'[{"event": "AID", "text": " "}]', "record 1: text is ' '"),
        (b'[{"event": "HELP", "text": "a"}]', "event 'HELP' is no category"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_place(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(EvaluationError, match="bad") as raised:
        load_records(path)
    assert words in str(raised.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="does not exist"):
        load_records(tmp_path / "none.json")
    with pytest.raises(EvaluationError, match="is a folder"):
        load_records(tmp_path)


def test_an_act_against_nobody_with_a_country_is_domestic() -> None:
    text = "Peru rejected the demands. Peru rejected the demands of Chile."
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id=f"s{digest[:8]}", name="x", language="en", text=text, sha256=digest)
    events = [one for one in events_of(RulesReader().read(source)) if one.category == "REJECT"]
    assert [(one.sources, one.targets) for one in events] == [
        (frozenset({"PER"}), frozenset({"PER"})),
        (frozenset({"PER"}), frozenset({"CHL"})),
    ]
