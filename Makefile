# `make` alone prints the targets. What is longer than a line stands in bin/.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres check fix messages screenshots bench load

PORT ?= 8000
# make test ARGS="tests/measures -k submit" runs a part; JOBS is how many test processes work at once.
ARGS ?=
JOBS ?= 2

PYTHON := .venv/bin/python
MANAGE := DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) manage.py
PYTEST := .venv/bin/pytest -n $(JOBS) $(ARGS)
TEMPLATES = find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2

help: ## print this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' Makefile | column -t -s '|'

setup: ## install everything that running and testing need
	@bin/setup all

run: ## start the site with demo data on http://127.0.0.1:8000 (PORT=9000 make run: another port)
	@bin/setup run
	@bin/run $(PORT)

test: ## run every test on SQLite, those in a browser too
	@bin/setup test
	$(MANAGE) compile_catalogues
	$(PYTEST)

test-postgres: ## run every test on a PostgreSQL server that is started for it
	@bin/setup postgres
	$(MANAGE) compile_catalogues
	bin/with-postgres $(PYTEST)

check: ## look for faults without running: style, types, templates, migrations, catalogues
	@bin/setup check
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(TEMPLATES) --check
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) compile_catalogues --check

fix: ## format code and templates, and mend what can be mended by itself
	@bin/setup check
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	$(TEMPLATES)

messages: ## collect the texts of the pages into the catalogues in locale/
	@bin/setup messages
	$(MANAGE) makemessages
	$(MANAGE) compile_catalogues

screenshots: ## take the pictures in docs/screenshots anew
	@bin/setup test
	bin/screenshots

bench: ## measure pages, memory and papers against a bare Django view
	@bin/setup run
	bin/bench

load: ## fifty people writing at once, on PostgreSQL: nothing may be lost
	@bin/setup run
	bin/load
