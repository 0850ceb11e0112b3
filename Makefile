# Everything runs in .venv, made here from python3 and constraints.txt; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := dev,postgres,documents,cluster
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# One worker a core, two at most: the suite starts databases and browsers of its own.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); if [ $$n -gt 2 ]; then echo 2; else echo $$n; fi)

.PHONY: help demo test lint format soak fuzz bench docs constraints clean

help:
	@echo "make demo         install into .venv and show a tour on the sample transcripts"
	@echo "make test         the test suite (a few minutes)"
	@echo "make lint         ruff and mypy"
	@echo "make soak         the long tests: kill tests, simulations, fuzzing"
	@echo "make fuzz         generated files and texts against readers and grammars (MINUTES=10)"
	@echo "make bench        performance ratios"
	@echo "make docs         make docs/cli.md and the pictures of docs/tour.md anew"
	@echo "make constraints  resolve the dependencies anew and pin them in constraints.txt"
	@echo "make clean        remove .venv and caches"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable '.[$(EXTRAS)]'
	@touch $(VENV)/.installed $@

demo: $(VENV)/.installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh seeds/demo.sh

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not soak and not bench"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m soak
	$(BIN)/python -m pytest -n $(WORKERS) -m "hypothesis and not soak and not bench" --hypothesis-profile=soak

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzzing --minutes $(or $(MINUTES),10) --seed $(or $(SEED),0)

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m bench -s
	$(BIN)/python -m tests.benchmarks.make_table

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/make_docs.py

# With the oldest Python that there is: what it can install, a newer one can.
constraints:
	$(PYTHON) -m venv --clear build/pins
	build/pins/bin/python -m pip install --quiet --upgrade pip
	build/pins/bin/python -m pip install --quiet '.[$(EXTRAS)]'
	build/pins/bin/python -m pip freeze --exclude claims-tracker > build/pins.txt
	mv build/pins.txt constraints.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks dist build
