# `make` alone lists the commands.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
HISTORIES ?= 100000
PAIRS ?= 10000
SEED ?= 1
STEERED := an_answer_from_before_comes_late hub_loses_a_conflict hub_goes_back_twice record_changes_on_a_later_page
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

hub:             ## try the central hub on this machine, with a demo team and a self-made certificate
	@$(SETUP) hub
	@$(BIN)/workstation hub demo

bench:           ## measure against floors and peers of the same run (some minutes)
	@$(SETUP) dev
	@$(BIN)/python packaging/bench/start.py
	@$(BIN)/python packaging/bench/key_to_pixel.py
	@$(BIN)/python packaging/bench/directory_search.py
	@$(BIN)/python packaging/bench/case_summary.py
	@$(BIN)/python packaging/bench/store.py
	@$(BIN)/python packaging/bench/memory.py
	@$(BIN)/python packaging/bench/figures.py
	@$(BIN)/python packaging/bench/hub.py
	@$(BIN)/python packaging/bench/hub_stations.py

check-crash:     ## 200 times kill -9 while real keys are typed, and the controls that must turn it red
	@$(SETUP) dev
	@$(BIN)/python packaging/checks/crash_typing.py --kills 200
	@! $(BIN)/python packaging/checks/crash_typing.py --kills 3 --broken autosave-off
	@! $(BIN)/python packaging/checks/crash_typing.py --kills 3 --broken plain-store

check-leaks:     ## look for a planted word in everything the walkthrough wrote
	@$(SETUP) dev
	@$(BIN)/python packaging/checks/marker_sweep.py --self-test
	@$(BIN)/python packaging/checks/marker_sweep.py

check-restore:   ## put the hub back to yesterday's backup; the stations give the day back, counted
	@$(SETUP) dev
	@$(BIN)/python packaging/checks/restore_drill.py
	@$(BIN)/python packaging/checks/restore_drill.py --undeclared --yesterday 40 --today 20
	@! $(BIN)/python packaging/checks/restore_drill.py --yesterday 4 --today 2 --broken nobody-returns

check-hostile:   ## fourteen attacks of a hub that means harm, one line each, and two controls
	@$(SETUP) dev
	@$(BIN)/python packaging/checks/hostile_hub.py
	@! $(BIN)/python packaging/checks/hostile_hub.py --broken silent
	@! $(BIN)/python packaging/checks/hostile_hub.py --broken believing

check-sync:      ## histories of people, faults and restores: HISTORIES=100000 on SQLite, a tenth on PostgreSQL, a fiftieth with vaults, a 25th steered
	@$(SETUP) dev
	@PYTHONPATH=src $(BIN)/python -m tests.hub.histories $(HISTORIES) --seed $(SEED) --processes $$(nproc)
	@PYTHONPATH=src $(BIN)/python -m tests.hub.histories $$(( $(HISTORIES) / 10 )) --seed $(SEED) --on postgresql --processes $$(nproc)
	@PYTHONPATH=src $(BIN)/python -m tests.hub.histories $$(( $(HISTORIES) / 50 )) --seed $(SEED) --on stations --processes $$(nproc)
	@PYTHONPATH=src $(BIN)/python -m tests.hub.histories $$(( $(HISTORIES) / 25 )) --seed $(SEED) --processes $$(nproc) --more $(STEERED)

check-existence: ## whether the time of an answer tells that a sealed call exists: PAIRS=10000
	@$(SETUP) dev
	@EXISTENCE_PAIRS=$(PAIRS) PYTHONPATH=src $(BIN)/python -m pytest -q -p no:randomly tests/sync/test_existence_oracle.py

check-mutants:   ## every rule of the hub and of stations broken on purpose once: the histories must find it (a quarter of an hour on two cores)
	@$(SETUP) dev
	@PYTHONPATH=src $(BIN)/python -m tests.hub.mutants

check-requests:  ## 200,000 odd requests, on SQLite and on PostgreSQL (50,000 with every run of the tests), and the API's description
	@$(SETUP) dev
	@HUB_REQUESTS=200000 $(BIN)/python -m pytest tests/hub/test_fuzzing.py tests/hub/test_openapi.py -s

check-soak:      ## ten minutes: three hubs, six stations, kill -9 of each, a bad line; then the control
	@$(SETUP) dev
	@PYTHONPATH=src $(BIN)/python -m tests.hub.soak 600
	@! PYTHONPATH=src $(BIN)/python -m tests.hub.soak 20 --lose

check-figures:   ## attack ten years of published figures with both methods, and with the gate off
	@$(SETUP) dev
	@$(BIN)/python packaging/checks/attack_releases.py --years 10

rehearsals:      ## play every training scenario start to end in the real window, every way
	@$(SETUP) dev
	@REHEARSALS=1 $(BIN)/python -m pytest tests/journeys/test_rehearsals.py -k both_ways

coverage:        ## say which municipalities find their police, CAW, VK and OCMW
	@$(SETUP) desk
	@$(BIN)/python packaging/checks/directory_coverage.py

walkthrough:     ## drive the real window through a call, pictures in walkthrough/
	@$(SETUP) desk
	@rm -rf walkthrough
	@$(BIN)/workstation walkthrough --out walkthrough

.PHONY: help hub rehearsals run test check bench check-crash check-figures check-leaks check-restore check-hostile check-sync check-existence check-mutants check-requests check-soak coverage walkthrough
