# Everything runs in .venv, made here from python3 and constraints.txt; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := dev,postgres,documents,cluster
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# One worker a core, two at most: the suite starts databases and browsers of its own.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); if [ $$n -gt 2 ]; then echo 2; else echo $$n; fi)

# Without compiled files every test run, and every command that a test starts, compiles the whole project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint format soak fuzz fuzz-coverage bench docs constraints lock licences sbom clean

help:
	@echo "make demo         install into .venv and show a tour on the sample transcripts"
	@echo "make test         the test suite (a few minutes)"
	@echo "make lint         ruff and mypy"
	@echo "make soak         the long tests: kill tests, simulations, fuzzing"
	@echo "make fuzz         generated files, texts, imports and commands (MINUTES=10 KINDS=imports,commands)"
	@echo "make fuzz-coverage  the same readers, guided by coverage (atheris)"
	@echo "make bench        performance ratios"
	@echo "make docs         regenerate docs/cli.md and the pictures of docs/tour.md"
	@echo "make constraints  resolve the dependencies again and pin them in constraints.txt"
	@echo "make lock         write requirements.lock: the versions of constraints.txt with the hashes of their files"
	@echo "make licences     list the licences of all installed dependencies in docs/licences.md"
	@echo "make sbom         write build/sbom.json: all installed dependencies, as CycloneDX"
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
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not soak and not bench"

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
	$(BIN)/python -m tests.fuzzing --minutes $(or $(MINUTES),10) --seed $(or $(SEED),0) $(if $(KINDS),--kinds $(KINDS))

fuzz-coverage: $(VENV)/.installed-dev
	$(PIP) 'atheris>=3,<4'
	mkdir -p build/corpus
	$(BIN)/python -m tests.fuzzing_by_coverage build/corpus seeds/formats -max_total_time=$(shell echo $$(( $(or $(MINUTES),10) * 60 )))

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

# For every platform at once, so that the same file serves each machine.
lock:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet uv==0.13.9
	build/lock/bin/uv pip compile pyproject.toml --extra postgres --extra documents --universal --python-version 3.11 \
		--constraint constraints.txt --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

# The program as a user has it, every file of another's compared with its hash.
build/runtime/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear build/runtime
	build/runtime/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	build/runtime/bin/python -m pip install --quiet --disable-pip-version-check --no-deps .
	@touch $@

licences: $(VENV)/.installed-dev
	@mkdir -p build
	$(BIN)/python docs/make_licences.py > build/licences.md
	mv build/licences.md docs/licences.md

sbom: build/runtime/.installed
	$(PYTHON) -m venv --clear build/bom
	build/bom/bin/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	build/bom/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application \
		--output-reproducible --output-file build/sbom.json build/runtime/bin/python
	@echo build/sbom.json

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks dist build
