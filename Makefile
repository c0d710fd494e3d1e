# Needs only make, a Python 3.11 or newer and a package index. "make help" lists what there is to do.

VENV := .venv
BIN := $(VENV)/bin
# The newest Python there is from 3.11 on; choose another with "make run PYTHON=python3.12".
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## Install everything, the tools for tests included

run: $(VENV)/.run ## Run the bot when .env has a token, else talk in the terminal
	@exec $(BIN)/python -m bot.start

test: $(VENV)/.dev ## Run every test
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.dev ## Check form and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

format: $(VENV)/.dev ## Put the code in its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## Remove what the other targets made (not the archive)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps are made last, so that a setup that was stopped starts again. All output goes to standard error: standard
# output belongs to the answers.
$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then echo "Kutip needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; fi
	@echo "Setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV) >&2
	@touch $@

$(VENV)/.run: pyproject.toml $(VENV)/.made
	@echo "Installing Kutip ..." >&2
	@$(PIP) install --editable . >&2
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	@echo "Installing the tools for tests ..." >&2
	@$(PIP) install --editable '.[dev]' >&2
	@touch $@
