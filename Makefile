# `make` lists what there is. Everything is made inside the checkout (.venv, .tools); nothing needs root.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
CORE := src/ironstride/units.py,src/ironstride/domain/*,src/ironstride/running/*,src/ironstride/strength/*,src/ironstride/body/*,src/ironstride/planner/*

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.PHONY: run
run: ## set up if needed, then serve the coach on this machine
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/ironstride run

.PHONY: test
test: lint types imports unit ## everything: lint, types, import contract, tests, coverage, browser

.PHONY: setup
setup: ## make .venv with all that running and testing need
	@$(PYTHON) tools/bootstrap.py dev

.PHONY: lint
lint: setup ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: setup ## mypy --strict over source, tests and tools
	$(BIN)/mypy

.PHONY: imports
imports: setup ## the direction of imports
	$(BIN)/lint-imports --no-logo

.PHONY: unit
unit: setup ## the tests
	$(BIN)/pytest

.PHONY: lock
lock: ## write requirements/*.lock anew from requirements/*.in
	$(PYTHON) tools/bootstrap.py lock
