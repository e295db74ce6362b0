# Thin targets over ./check and the tools; every one can be run by hand as well.
bin := .venv/bin

.PHONY: help setup check test docs reference bench golden

help:        ## list the targets
	@grep -E '^[a-z]+: .*##' Makefile | sed 's/:.*##/\t/'

setup:       ## make the environment in .venv
	python3 -m venv .venv
	$(bin)/pip install --quiet -c constraints.txt -e '.[dev]'

check:       ## everything that must hold before a change is done
	./check

test:        ## tests only
	$(bin)/pytest

docs:        ## documentation to site/
	$(bin)/mkdocs build --strict

reference:   ## write the generated reference pages again
	$(bin)/python docs/make_reference.py

bench:       ## figures of docs/benchmarks.md
	$(bin)/python benchmarks/road.py
	$(bin)/python benchmarks/layout.py

golden:      ## write the golden files again; review the difference before committing
	DETENTE_GOLDEN=write $(bin)/pytest -p no:randomly -k golden
