# One word runs all checks: make check. PYTHON is the interpreter that .venv is made with.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: check quick format score site constraints clean

check: $(BIN)/kg
	$(BIN)/ruff format --check kg tests benchmarks .ci hatch_build.py
	$(BIN)/ruff check kg tests benchmarks .ci hatch_build.py
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

# The tests that take no minute together: without what is marked slow.
quick: $(BIN)/kg
	$(BIN)/python -m pytest -n auto -m "not slow"

$(BIN)/kg:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'

format: $(BIN)/kg
	$(BIN)/ruff format kg tests benchmarks .ci hatch_build.py
	$(BIN)/ruff check --fix kg tests benchmarks .ci hatch_build.py

# The dev corpus against its gold facts, where ../shared is there; fails below the floors in .ci/floors.toml.
score: $(BIN)/kg
	$(BIN)/python .ci/score.py

# The documentation as a site, into site/; a broken link or a missing page is an error.
site: $(BIN)/kg
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# constraints.txt: the versions that pip resolves today for all extras but service-test. Make it with the oldest Python that we support.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/pip install -q '.[browser,bulk,dev,plot,spark]'
	{ sed '/^#/!d' constraints.txt; build/constraints/bin/pip freeze --exclude conflict-kg; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf .venv build dist out site .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
