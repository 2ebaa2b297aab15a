# `make` alone lists the commands.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
SETUP := $(PYTHON) packaging/set_up.py

help:            ## list the commands
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+: +##' $(MAKEFILE_LIST) | sed -E 's/: *[^#]*## */\t/' | expand -t 18

run:             ## set up what is missing, then open the workstation on a practice profile
	@$(SETUP) desk
	@$(BIN)/workstation practice

test:            ## set up what is missing, then run every test
	@$(SETUP) dev
	@$(BIN)/python -m pytest -n 2

check:           ## lint, format, types and import contracts
	@$(SETUP) dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: help run test check
