# Two commands set everything up on a machine that has Python >= 3.11 and make:
#   make brief   the main job, on an article that ships with the project, with the built-in engine
#   make test    the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLE ?= evals/gold/strait-talks.txt

.PHONY: help brief test soak fuzz check judge release format lock bench clean
help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

# The stamps say which lock the environment was made from: a changed lock makes it anew.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/fuzz.stamp: requirements/fuzz.txt $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

brief: $(VENV)/run.stamp ## one checked situation brief of ARTICLE (a file, '-' or a URL)
	$(BIN)/summarizer brief $(ARTICLE)

# Some tests start whole programs and take a minute: who is done takes work from who is not.
test: $(VENV)/dev.stamp ## every test
	$(BIN)/python -m pytest -n auto --dist worksteal

soak: $(VENV)/dev.stamp ## the long tests of archives: kills, faults, memory (minutes)
	$(BIN)/python -m pytest -m soak tests/soak
	SUMMARIZER_SOAK=1 $(BIN)/python -m pytest tests/archive/test_archive_batches.py

INPUTS ?= 200000
fuzz: $(VENV)/fuzz.stamp ## INPUTS texts against every reader (a quarter of an hour)
	$(BIN)/python tests/fuzz/fuzz_run.py --inputs $(INPUTS)

check: $(VENV)/dev.stamp ## lint, format, types, floors, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

judge: $(VENV)/dev.stamp ## rules and recorded prompt against evals/baselines and the gate
	.ci/judge

release: check test ## a wheel in dist/, if everything holds and everything was judged
	.ci/judge --release
	$(BIN)/python -m hatchling build

format: $(VENV)/dev.stamp ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp ## the timings, as ratios (benchmarks/README.md)
	$(BIN)/python benchmarks/speed.py

COMPILE := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11
lock: ## resolve the requirements anew (needs uv)
	$(COMPILE) pyproject.toml requirements/build.in -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/build.in --extra archive --extra eval --extra otel --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) --group pyproject.toml:fuzz -o requirements/fuzz.txt

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
