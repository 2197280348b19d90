# `make` alone lists the commands. Everything is made inside the checkout (.venv, .tools, var);
# nothing needs root. PYTHON=python3.12 chooses another Python than the first on the PATH.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
TOOK = echo "make $@ took $$SECONDS s"

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## set up if needed, then serve the coach at http://127.0.0.1:8765
	@$(PYTHON) -m tools.bootstrap run
	@exec $(BIN)/ironstride run

.PHONY: test
test: lint types imports unit ## set up if needed, then everything: lint, types, imports, tests, coverage

.PHONY: setup
setup: ## make .venv with all that running and testing need
	@$(PYTHON) -m tools.bootstrap dev

.PHONY: lint
lint: setup ## ruff: the rules and the format
	@$(BIN)/ruff check --quiet; \
	$(BIN)/ruff format --check --quiet || { echo 'Not formatted as ruff does; `make format` mends it.'; exit 1; }; \
	echo 'ruff: clean'; $(TOOK)

.PHONY: format
format: setup ## let ruff format, and mend what it can
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format

.PHONY: types
types: setup ## mypy --strict over source, tests and tools
	@$(BIN)/mypy; $(TOOK)

.PHONY: imports
imports: setup ## the direction of imports
	@$(BIN)/lint-imports --no-logo; $(TOOK)

.PHONY: unit
unit: setup ## all tests on all cores (browser tests where there is a chromium), and the coverage of the core
	@$(BIN)/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder --cov --cov-report=
	@$(BIN)/python -m tools.core_coverage --quiet

.PHONY: browser
browser: setup ## the browser tests alone, which then must not be left out
	@IRONSTRIDE_BROWSER=required $(BIN)/pytest tests/browser

.PHONY: coverage
coverage: ## the coverage of the core after `make unit`, module by module
	@$(BIN)/python -m tools.core_coverage

.PHONY: bench
bench: setup ## every speed figure that the README quotes (ONLY=name for one)
	@$(BIN)/python -m benchmarks $(ONLY)

.PHONY: verify
verify: setup ## 2,000 problems of full size: is every objective the audit's sum, no hard rule broken? (COUNT=200 for fewer)
	@$(BIN)/python -m tools.verify $(COUNT)

.PHONY: docs
docs: setup ## write the generated pages of docs/reference anew
	@for page in tools/*_page.py; do $(BIN)/python -m "tools.$$(basename "$$page" .py)"; done

.PHONY: pictures
pictures: setup ## take the pictures of docs/pictures anew, with the system's chromium
	@$(BIN)/python -m tools.pictures

.PHONY: figures
figures: setup ## draw every exercise's figure on contact sheets in var/figures (ONLY="id id" for some)
	@$(BIN)/python -m tools.figures $(ONLY) --png

.PHONY: licences
licences: setup ## every dependency with its licence
	@$(BIN)/python -m tools.licences

.PHONY: lock
lock: ## write requirements/*.lock anew from requirements/*.in
	$(PYTHON) -m tools.bootstrap lock

.PHONY: clean
clean: ## take away what was made in the checkout, except .tools
	rm -rf .venv var dist build .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
