"""The Python interface: ``import detente``."""

import subprocess
import sys
from datetime import date

import pytest
from tests.reports import ENGLISH, GERMAN, RECIPE

import detente
from detente.errors import CaseError, SourceError


def test_a_text_a_path_and_bytes_give_the_same_acts(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    read = [detente.read(ENGLISH), detente.read(path), detente.read(ENGLISH.encode())]
    assert {tuple(act.id for act in reading.acts) for reading in read} == {
        tuple(act.id for act in read[0].acts)
    }
    assert read[0].acts


def test_what_the_caller_knows_overrides_what_the_text_states():
    reading = detente.read(GERMAN, published=date(2021, 4, 7), title="Gespräche")
    assert reading.source.published == date(2021, 4, 7)
    assert reading.source.title == "Gespräche"


def test_a_name_of_no_file_is_an_error_and_no_text():
    with pytest.raises(SourceError, match=r"missing\.txt"):
        detente.read("missing.txt")


def test_a_text_on_one_line_longer_than_any_file_name_is_a_text():
    assert detente.read(ENGLISH.replace("\n", " ") * 3).acts


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("", "text is empty"),
        (b"", "bytes is empty"),
        (7, "not int"),
        (["a.txt", "b.txt"], "pass several to build_brief"),
        ("two words\x00", "NUL"),
    ],
)
def test_what_is_no_report_says_what_one_is(report, message):
    with pytest.raises(SourceError, match=message):
        detente.read(report)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"language": "f1"}, "language 'f1' is not allowed; give the code of one, such as de"),
        ({"reliability": "Z9"}, "Admiralty grade"),
        ({"sharing": "pink"}, "amber"),
        ({"published": "yesterday"}, "a day such as"),
    ],
)
def test_what_may_not_be_given_says_what_may(given, message):
    with pytest.raises(SourceError, match=message):
        detente.read(ENGLISH, **given)


def test_an_unknown_field_is_never_ignored():
    with pytest.raises(TypeError, match=r"unknown: publishd; .*published"):
        detente.read(ENGLISH, publishd=date(2021, 4, 7))


def test_all_reports_of_a_brief_that_cannot_be_received_are_named_at_once():
    with pytest.raises(SourceError, match=r"no file missing\.txt[^$]*\nbytes is empty"):
        detente.build_brief(["missing.txt", ENGLISH, b""])


def test_one_reading_and_one_report_need_no_list():
    reading = detente.read(ENGLISH)
    assert detente.build_record(reading) == detente.build_record([reading])
    assert detente.build_brief(RECIPE) == detente.build_brief([RECIPE])


def test_the_names_of_the_package_are_listed():
    assert {"Case", "build_brief", "build_record", "draft_case", "read"} <= set(dir(detente))


def test_the_road_in_python(tmp_path):
    case = detente.draft_case(detente.build_record([detente.read(ENGLISH)]))
    (tmp_path / "case.yaml").write_text(case.to_yaml(), encoding="utf-8")
    loaded = detente.Case.load(tmp_path / "case.yaml")
    for name in ("settlement", "burden", "seats", "robustness"):
        finding = getattr(loaded, name)(n_draws=32)
        assert finding.question == name
        assert finding == getattr(loaded.analyze(n_draws=32), name)


def test_a_case_goes_to_another_tool_and_back(tmp_path):
    case = detente.draft_case(detente.build_record([detente.read(ENGLISH)]))
    exported = case.export("geniusweb", "de")
    for name, text in exported.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    back = detente.Case.import_from(tmp_path, language="de")
    assert isinstance(back, detente.Case)
    assert len(back.parties) == len(case.seated())
    assert all("GeniusWeb-Profil" in party.assume for party in back.parties.values())
    with pytest.raises(CaseError, match="only for Genius profiles"):
        detente.Case.import_from(tmp_path, rule="raw")


def test_a_brief_of_texts_has_a_page():
    page = detente.build_brief([ENGLISH], n_draws=32).html()
    assert '<html lang="en"' in page


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, detente; print(sorted({'numpy', 'pydantic', 'altair'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        detente.nothing  # noqa: B018
