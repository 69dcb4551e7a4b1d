# Everything one does with a checkout. `make` alone lists it.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
PORT ?= 8000
LISTINGS ?= 10000
PEERS ?= sqlite,postgresql,duckdb,loop
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.running
DEVELOP := $(VENV)/.developing
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
COMPILE := $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgresql test-wheel faults benchmark pages scan lint format wheel locks clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: $(RUN) ## Serve an invented network on http://127.0.0.1:8000 (PORT= for another)
	@$(BIN)/directory demo --port $(PORT)

test: $(DEVELOP) ## Run the tests on SQLite, and in Chromium where there is one (ARGS= for pytest)
	@$(BIN)/python -m pytest $(ARGS)

test-postgresql: $(DEVELOP) ## Run what touches the database on a real PostgreSQL
	@$(BIN)/python -m pytest --database postgresql -m "database and not browser" $(ARGS)

test-wheel: $(DEVELOP) ## Build the wheel, install it into an empty environment, and ask it for a page
	@$(BIN)/python -m pytest -m wheel $(ARGS)

faults: $(DEVELOP) ## Kill, fill, stop and break it on purpose, hundreds of times (half an hour)
	@FAULTS=full $(BIN)/python -m pytest -q tests/faults $(ARGS)
	@FAULTS=full $(BIN)/python -m pytest -q --database postgresql tests/faults $(ARGS)
	@$(BIN)/python -m benchmarks.sending

benchmark: $(DEVELOP) ## Measure searches, side by side with other engines (LISTINGS=, PEERS=, ARGS=)
	@$(BIN)/python -m benchmarks --listings $(LISTINGS) --peers $(PEERS) $(ARGS)

scan: $(DEVELOP) ## Send 100,000 requests that nobody would make, over all routes and roles (REQUESTS=, SEED=)
	@FUZZ_REQUESTS=$(or $(REQUESTS),100000) FUZZ_SEED=$(or $(SEED),2026) $(BIN)/python -m pytest -q -p no:logging tests/integration/whole_site/test_fuzz.py $(ARGS)

pages: $(DEVELOP) ## Read every page in every role, scheme and width (LIGHTHOUSE= adds its figures)
	@$(BIN)/python -m scripts.pages

lint: lint-format lint-style lint-types lint-layers ## Check format, style, types and the layers of the architecture

.PHONY: lint-format lint-style lint-types lint-layers
lint-format: $(DEVELOP)
	$(BIN)/ruff format --check --output-format concise .
lint-style: $(DEVELOP)
	$(BIN)/ruff check .
lint-types: $(DEVELOP)
	$(BIN)/mypy
lint-layers: $(DEVELOP)
	$(BIN)/lint-imports

format: $(DEVELOP) ## Put the code into the house format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

wheel: $(DEVELOP) ## Build the wheel into dist/
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

locks: $(DEVELOP) ## Pin the dependencies anew, with hashes (UPGRADE=1 takes newer releases)
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements.lock pyproject.toml requirements.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) -c requirements.lock --group dev --extra postgres \
		-o requirements-dev.lock pyproject.toml requirements.in

clean: ## Remove the virtual environment and what tools made; data in instance/ stays
	rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# One stamp for each set of packages, so that a second run starts at once.
$(RUN): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the site needs (once, about a minute)."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEVELOP): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what development needs (once, one to two minutes)."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Better Together needs Python 3.11 or later, and found: $$(python3 --version 2>&1 || true). Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Better Together needs Python 3.11 or later; $(PYTHON) answers: $$($(PYTHON) --version 2>&1). Name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
