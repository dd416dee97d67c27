# Each target works alone from a bare machine with Python >= 3.11, make and the package index.

# The example that `make run` documents where there is no terminal.
EXAMPLE ?= ai-assistant
OUT     ?= out
# Extra arguments for pytest, as in: make test PYTEST='tests/decision -k certificate'
PYTEST  ?=

# Options for the resolver, as in: make lock LOCK=--upgrade, or LOCK='--upgrade-package click'
LOCK    ?=

VENV := .venv
BIN  := $(VENV)/bin
# What each set installs, to the byte; `make lock` writes them.
LOCKS := .ci/locks
UV    := $(VENV)/locking/bin/uv
# The shipped catalog in the form that loads fast; where it is outdated, the YAML is read.
FAST := advisor/data/catalog.msgpack
AUTHORED := $(shell find questions reference_stacks advisor/catalog advisor/model \
    -name '*.yaml' -o -name '*.py')

.DEFAULT_GOAL := help
.PHONY: help run test check test-oracles test-system bench pictures docs format \
    lock check-latest check-lowest clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

run: $(VENV)/.user $(FAST) ## open the terminal UI (no terminal: document an example into out/)
	@set -e; if [ -t 0 ] && [ -t 1 ]; then \
	    exec $(BIN)/advisor; \
	fi; \
	echo "No terminal here, so instead of the terminal UI: the documents of the example '$(EXAMPLE)'." >&2; \
	mkdir -p $(OUT); \
	[ -e $(OUT)/$(EXAMPLE).yaml ] || $(BIN)/advisor examples $(EXAMPLE) --to $(OUT)/$(EXAMPLE).yaml; \
	$(BIN)/advisor document $(OUT)/$(EXAMPLE).yaml --to $(OUT)/$(EXAMPLE)

test: $(VENV)/.dev ## all tests that need nothing beside Python packages
	$(BIN)/python -m pytest -n auto $(PYTEST)

test-oracles: $(VENV)/.dev ## the engine against independent solvers, on assessments by the hundred
	$(BIN)/python -m pytest -n auto -m oracle $(PYTEST)

check: $(VENV)/.dev ## formatting, lint, types, import contracts, catalog
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@if $(BIN)/advisor catalog lint --help >/dev/null 2>&1; then \
	    echo "$(BIN)/advisor catalog lint"; $(BIN)/advisor catalog lint; \
	fi

test-system: $(VENV)/.system ## tests that need Debian packages; installs them when root
	.ci/system-packages
	$(BIN)/python -m pytest -m system $(PYTEST)

bench: $(VENV)/.bench $(FAST) ## the benchmark table
	$(BIN)/python -m benchmarks

pictures: $(VENV)/.user ## the README's pictures, from the running program
	$(BIN)/python docs/tools/pictures.py

docs: $(VENV)/.user ## the generated reference pages and JSON Schemas
	$(BIN)/python docs/tools/reference.py

format: $(VENV)/.dev ## format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.locking ## the lock files, from pyproject.toml; locked versions that still fit stay
	.ci/lock $(UV) $(LOCK)

check-latest: $(VENV)/.locking ## the tests with the newest versions that pyproject.toml allows
	.ci/install-unlocked $(UV) highest $(VENV)/latest
	$(VENV)/latest/bin/python -m pytest -n auto $(PYTEST)

check-lowest: $(VENV)/.locking ## the tests with the lowest versions that pyproject.toml allows
	PYTHON="$${PYTHON:-python3.11 python3}" .ci/install-unlocked $(UV) lowest-direct $(VENV)/lowest
	$(VENV)/lowest/bin/python -m pytest -n auto $(PYTEST)

clean: ## remove the environment, caches and output
	rm -rf $(VENV) $(OUT) build dist advisor/data .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find advisor tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(FAST): $(AUTHORED) | $(VENV)/.user
	$(BIN)/python -m advisor.catalog

# The environment. A stamp per set, renewed when pyproject.toml or the set's lock changes.

# $(call locked,PYTHON,SET): install what the lock of a set names, each file checked by its hash.
locked = $(1) -m pip install --quiet --disable-pip-version-check --require-hashes \
    --requirement $(LOCKS)/$(2).txt
# The checkout in place, built by what is locked and not by the newest there is.
checkout = $(BIN)/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable .

$(BIN)/python:
	@python=$$(.ci/find-python) && "$$python" -m venv $(VENV)

# With what draws the architecture: the page is not whole without it, and few machines have Graphviz.
$(VENV)/.user: pyproject.toml $(LOCKS)/user.txt | $(BIN)/python
	$(call locked,$(BIN)/python,user)
	$(checkout)
	@touch $@

# The other sets contain it: .ci/lock says what is in each.
$(VENV)/.dev: pyproject.toml $(LOCKS)/dev.txt | $(BIN)/python
	$(call locked,$(BIN)/python,dev)
	$(checkout)
	@touch $@ $(VENV)/.user

$(VENV)/.system: pyproject.toml $(LOCKS)/system.txt | $(BIN)/python
	$(call locked,$(BIN)/python,system)
	$(checkout)
	@touch $@ $(VENV)/.user $(VENV)/.dev

$(VENV)/.bench: pyproject.toml $(LOCKS)/bench.txt | $(BIN)/python
	$(call locked,$(BIN)/python,bench)
	$(checkout)
	@touch $@ $(VENV)/.user $(VENV)/.dev

# Apart from the rest: what makes the locks must work where a lock does not.
$(VENV)/.locking: $(LOCKS)/locking.txt | $(BIN)/python
	$(BIN)/python -m venv --clear $(VENV)/locking
	$(call locked,$(VENV)/locking/bin/python,locking)
	@touch $@
