# Every command of the project; `make` alone lists them. Needs Python 3.11 or newer and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
WORKERS ?= 2
ROUNDS ?= 25
PICTURES ?= test-results/pictures

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
	--universal --python-version 3.11

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint types format lock races bench screenshots messages clean chromium

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

install: .venv/everything  ## make .venv with all that running, testing and checking needs

run: .venv/runtime  ## start the service (PORT, BOOKING_INSTANCE, DATABASE_URL … are heeded)
	@exec $(BIN)/booking serve

test: .venv/everything chromium lint types  ## lint, types and all tests, on SQLite and PostgreSQL
	$(BIN)/pytest -n $(WORKERS)

lint: .venv/everything  ## look for faults and unformatted files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/everything  ## check the types
	$(BIN)/mypy

format: .venv/everything  ## bring all files into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/everything  ## write the lock files (UPGRADE=--upgrade for the newest versions)
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) $(UPGRADE) requirements.in -c requirements-dev.txt -o requirements.txt

messages: .venv/everything  ## bring new sentences into translations/en, to be translated there
	$(BIN)/pybabel -q extract -F translations/babel.cfg -k say -k counted:1,1 --no-location \
		--sort-output --no-wrap -o translations/messages.pot .
	$(BIN)/pybabel -q update -i translations/messages.pot -d translations -l en --no-wrap \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	rm translations/messages.pot

races: .venv/everything  ## run each race many times (ROUNDS=25)
	$(BIN)/pytest -m races --rounds=$(ROUNDS)

bench: .venv/everything  ## print how long the month's report takes, with its query plans
	@$(BIN)/python -m tests.bench.report_time

screenshots: .venv/everything chromium  ## take pictures of the pages that the browser tests visit
	mkdir -p $(PICTURES)
	$(BIN)/pytest -m browser --pictures=$(PICTURES)

clean:  ## remove what was made; instance/ with its data stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage dist test-results
	find booking migrations tests -name __pycache__ -prune -exec rm -rf {} +

# The programs of the environment, once made, are older than what is installed with them.
.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than Python 3.11; name another: make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt pyproject.toml | .venv/bin/pip
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/everything: requirements-dev.txt pyproject.toml | .venv/bin/pip
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch .venv/runtime $@

chromium:
	@exec >/dev/null; if [ -n "$$CHROMIUM" ]; then \
		[ -x "$$CHROMIUM" ] || { echo "CHROMIUM names no program: $$CHROMIUM" >&2; exit 1; }; \
	elif command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; \
	else \
		echo "The browser tests need Chromium: install it, or name it in CHROMIUM." >&2; exit 1; \
	fi
