"""How many sets of demands to give up are searched for can be said."""

import json

import pytest
from tests.command import detente

STUCK = """
detente: 1
title: Two harbors
parties:
  ann: {seat: true}
  ben: {seat: true}
issues:
  port: {options: {a: {}, b: {}, c: {}}}
preferences:
  ann:
    no_deal: 0
    red_lines: [{never: port = a}, {never: port = b}]
    issues: {port: {salience: 50, scores: {a: 0, b: 50, c: 100}}}
  ben:
    no_deal: 0
    red_lines: [{never: port = c}]
    issues: {port: {salience: 50, scores: {a: 100, b: 50, c: 0}}}
"""


BEN = "ben.red_lines.0"


@pytest.fixture
def stuck(tmp_path):
    path = tmp_path / "stuck.yaml"
    path.write_text(STUCK, encoding="utf-8")
    return path


def test_without_a_number_all_are_found_and_with_one_it_is_said_that_some_are_missing(stuck):
    def blocked(*options):
        said = json.loads(detente("analyze", "settlement", stuck, "--json", *options).out)
        return said["values"]["exact"]["blocked"]

    usual, short = blocked(), blocked("--sets", "2")
    assert usual["complete"]
    lines = [f"preferences.{line}" for line in ("ann.red_lines.0", "ann.red_lines.1", BEN)]
    assert usual["openings"] == [[line] for line in lines]
    assert usual["conflicts"] == [lines]
    assert not short["complete"]
    assert len(short["openings"]) == 2
    assert "perhaps not all" in detente("analyze", "settlement", stuck, "--sets", "2").out
    assert "perhaps not all" not in detente("analyze", "settlement", stuck).out


def test_the_number_belongs_to_the_settlement(stuck):
    refused = detente("analyze", "burden", stuck, "--sets", "2")
    assert refused.status == 2
    assert "--sets belongs to settlement" in refused.err
