# `make help` lists what there is. Everything is installed from locks into .venv and frontend/node_modules.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
# Node comes as a wheel, so that a machine's older one changes nothing.
export PATH := $(BIN):$(PATH)

PYTHON_READY := $(VENV)/.installed
NODE_READY := frontend/node_modules/.installed
BUILT := frontend/dist/index.html
SOURCES := $(shell find frontend -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)
CHECKED := velocitypost tests $(wildcard bench)

.PHONY: help install run build test test-backend test-frontend proofs walks check format bench faults sixty-days journey lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

install: $(PYTHON_READY) $(NODE_READY) ## install everything from the locks

run: install build ## start the product and print its address (ARGS="--port 5001 …")
	@exec velocitypost up $(ARGS)

build: $(BUILT) ## build the web interface, if its sources are newer

test: install ## the interface's own tests, then the backend's quick ones
	@status=0; \
	$(MAKE) test-frontend || status=$$?; \
	$(MAKE) test-backend || status=$$?; \
	exit $$status

test-frontend: install ## the interface's own tests
	@npm --prefix frontend run --silent test

test-backend: install ## Python tests without the proofs and the walks (ARGS="tests/unit -k …")
	@pytest -n 2 --dist worksteal $(or $(ARGS),--ignore=tests/browser -m "not slow and not long")

proofs: install ## the tests that take their time: many days, dying processes, files that hurt
	@pytest -n 2 --dist worksteal --ignore=tests/browser -m "long and not slow" $(ARGS)

walks: install build ## through the product with a real browser (ARGS="-k phone")
	@scripts/chromium.sh
	@pytest -n 2 --dist worksteal tests/browser $(ARGS)

check: install ## style, types, import rules, formatting
	@ruff check .
	@ruff format --check .
	@mypy $(CHECKED)
	@lint-imports --no-logo
	@npm --prefix frontend run --silent lint
	@npm --prefix frontend run --silent typecheck
	@npm --prefix frontend run --silent format:check

format: install ## bring Python and TypeScript into the project's format
	@ruff check --fix-only --quiet .
	@ruff format .
	@npm --prefix frontend run --silent format

bench: install ## measure
	@python -m bench

faults: install ## kill, cut and slow down its parts while it publishes (ARGS="--quick", …)
	@python -m bench.faults $(ARGS)
	@pytest -q -n 2 -m "slow or not slow" tests/faults/test_every_platform.py
	@VELOCITYPOST_EXAMPLES=150 pytest -q -o timeout=900 --hypothesis-profile=exploring tests/publishing/test_any_order.py

sixty-days: install ## live through sixty days of an automation at the sandbox, and write docs/sixty-days.md
	@python -m bench.sixty_days $(ARGS)

journey: install build ## from the landing page to a post that went out by itself, desktop and phone (pictures: TESTS_PICTURES=folder)
	@scripts/chromium.sh
	@pytest -q -m slow tests/browser/test_autopilot.py $(ARGS)

lock: $(PYTHON_READY) ## remake the locks with the newest versions
	@scripts/lock.sh
	@npm --prefix frontend update --package-lock-only
	@npm --prefix frontend run --silent lock

clean: ## remove what was built and installed (your data in var/ stays)
	rm -rf $(VENV) frontend/node_modules frontend/dist build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.made: requirements/installer.txt scripts/venv.sh
	@scripts/venv.sh
	@touch $@

$(PYTHON_READY): $(VENV)/.made requirements/development.txt pyproject.toml
	@uv pip sync --quiet --no-config --python $(BIN)/python --require-hashes --only-binary :all: requirements/development.txt
	@uv pip install --quiet --no-config --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE_READY): $(PYTHON_READY) frontend/package.json frontend/package-lock.json
	@npm --prefix frontend ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(BUILT): $(NODE_READY) $(SOURCES)
	@npm --prefix frontend run --silent build
	@touch $@
