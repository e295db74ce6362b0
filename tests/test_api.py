"""The Python interface: ``import detente``."""

import subprocess
import sys
from datetime import date

import pytest
from tests.reports import ENGLISH, GERMAN

import detente
from detente.errors import SourceError


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


def test_the_road_in_python(tmp_path):
    case = detente.draft_case(detente.build_record([detente.read(ENGLISH)]))
    (tmp_path / "case.yaml").write_text(case.to_yaml(), encoding="utf-8")
    loaded = detente.Case.load(tmp_path / "case.yaml")
    for name in ("settlement", "burden", "seats", "robustness"):
        finding = getattr(loaded, name)(n_draws=32)
        assert finding.question == name
        assert finding == getattr(loaded.analyze(n_draws=32), name)


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
