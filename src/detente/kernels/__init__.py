"""Arithmetic on plain arrays; axis order party, issue, option, outcome, draw."""
