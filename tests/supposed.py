"""Two ports that need each other, an isle that could block the harbor, and both written out."""

from ruamel.yaml import YAML

from detente.case.model import Case

QUAY = """
detente: 1
title: Quay and fuel
parties:
  north: {seat: true}
  south: {seat: true}
issues:
  quay: {held_by: [north], status_quo: shut, options: {open: {}, shut: {}}}
  fuel: {held_by: [south], status_quo: withheld, options: {sold: {}, withheld: {}}}
preferences:
  north:
    assume: as its port master says
    no_deal: 32
    issues:
      quay: {salience: 40, scores: {open: 20, shut: 80}}
      fuel: {salience: 60, scores: {sold: 100, withheld: 0}}
    red_lines:
      - {never: quay = open and fuel = withheld, proposed: true, assume: it said so}
  south:
    assume: as its port master says
    no_deal: 32
    issues:
      quay: {salience: 60, scores: {open: 100, shut: 0}}
      fuel: {salience: 40, scores: {sold: 20, withheld: 80}}
"""
ISLE = """
title: {de: Die Insel kann den Hafen sperren, en: The isle can block the harbor}
assume: its fishers own forty boats
parties:
  isle: {seat: false}
issues:
  harbor:
    held_by: [isle]
    status_quo: clear
    options: {blocked: {}, clear: {}}
preferences:
  isle:
    no_deal: 40
    issues:
      quay: {salience: 60, scores: {open: 0, shut: 100}, assume: an open quay takes its trade}
      fuel: {salience: 20, scores: {sold: 50, withheld: 50}}
      harbor: {salience: 20, scores: {clear: 100, blocked: 0}}
    interactions:
      - {when: quay = open and harbor = blocked, add: 30, assume: a blocked quay takes no trade}
  north: {issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}}
  south: {issues: {harbor: {salience: 30, scores: {clear: 100, blocked: 0}}}}
"""
BARTER = """
title: South can barter its fuel
assume: it has done so before
issues:
  fuel: {options: {bartered: {}}}
preferences:
  north: {issues: {fuel: {scores: {bartered: 70}}}}
  south: {issues: {fuel: {scores: {bartered: 90}}}}
"""


def case_of_text(text):
    """Return the case in a text."""
    return Case.model_validate(YAML(typ="safe").load(text))
