# One word runs all checks: make check. PYTHON is the interpreter that .venv is made with.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: check quick format score clean

check: $(BIN)/kg
	$(BIN)/ruff format --check kg tests benchmarks .ci
	$(BIN)/ruff check kg tests benchmarks .ci
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

# The tests that take no minute together: without what is marked slow.
quick: $(BIN)/kg
	$(BIN)/python -m pytest -n auto -m "not slow"

$(BIN)/kg:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'

format: $(BIN)/kg
	$(BIN)/ruff format kg tests benchmarks .ci
	$(BIN)/ruff check --fix kg tests benchmarks .ci

# The dev corpus against its gold facts, where ../shared is there; fails below the floors in .ci/floors.toml.
score: $(BIN)/kg
	$(BIN)/python .ci/score.py

clean:
	rm -rf .venv build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
