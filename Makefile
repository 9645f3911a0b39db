# The front doors of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo serve test test-fast coverage test-postgres check fix docs bench messages lock clean
SHELL := bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
TESTS ?=
DJADE = git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên. Python 3.11 or newer is needed: make PYTHON=/path/to/python3 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The fonts are data: the package asks for a newer Python than its files need.
$(VENV)/.runtime: requirements.lock requirements-fonts.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Cài những gì chương trình cần … (installing what the program needs)"
	@test -e $(VENV)/.dev || $(PIP) --no-deps --require-hashes -r requirements.lock
	@$(PIP) --no-deps --ignore-requires-python --require-hashes -r requirements-fonts.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/.runtime
	@echo "Installing what tests and checks need …"
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.messages: $(shell find phoihop -name '*.po') tools/messages.py | $(VENV)/.runtime
	@$(BIN)/python tools/messages.py compile
	@touch $@

setup: $(VENV)/.runtime $(VENV)/.messages ## install everything the program needs into .venv

demo: setup ## play the demo story and serve it at http://127.0.0.1:8000
	@$(BIN)/phoihop demo

serve: setup ## serve this installation
	@$(BIN)/phoihop serve

test: setup $(VENV)/.dev ## run all tests on SQLite
	@$(BIN)/python tools/run_tests.py $(TESTS)

test-fast: setup $(VENV)/.dev ## run tests without slow and browser ones
	@$(BIN)/pytest -n 2 -m "not slow and not browser" $(TESTS)

coverage: setup $(VENV)/.dev ## run the tests without the browser, and hold the coverage floors
	@$(BIN)/python tools/run_tests.py --floors

test-postgres: setup $(VENV)/.dev ## the same on PostgreSQL (a private one unless DATABASE_URL is given)
	@$(BIN)/python tools/with_postgres.py $(BIN)/python tools/run_tests.py --floors $(TESTS)

check: setup $(VENV)/.dev ## format, lint, types, contracts, migrations, translations, generated docs
	@$(BIN)/python tools/check.py

fix: setup $(VENV)/.dev ## mend what can be mended by a machine
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(DJADE) || $(DJADE) --check  # it also fails when it has mended something
	@$(MAKE) --no-print-directory docs

docs: setup $(VENV)/.dev ## write the generated pages of docs/reference anew
	@$(BIN)/python tools/reference.py

bench: setup $(VENV)/.dev ## measure speed, as ratios against a reference in the same run
	@$(BIN)/python -m tools.bench

messages: setup $(VENV)/.dev ## gather new strings into the catalogues (needs GNU gettext)
	@$(BIN)/python tools/messages.py update && $(BIN)/python tools/messages.py compile

lock: ## resolve the dependencies anew into the hashed lock files (needs uv)
	@uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	@uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.lock

clean: ## remove what make made (not your data in var/)
	@rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov
