# Two commands matter: `make demo` and `make test`. Everything else is a step of theirs.
PYTHON ?= python3
BIN := .venv/bin
# One process a core; each takes up to a gigabyte of memory, hence no more than six.
WORKERS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores > 6 ? 6 : cores)))
SETUP := .venv/.setup-done

# Else every process of the tests, and there are hundreds, compiles what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test test-sqlite test-journeys test-postgresql check fix bench docs lock clean

setup: $(SETUP)

$(SETUP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

demo: $(SETUP)
	$(BIN)/tomoni demo

# Everything on SQLite; the journeys, in processes of their own, for an open browser keeps Django
# from its database; and what touches a database, again on PostgreSQL. Two of the three run at a
# time, for the journeys wait half of theirs. What takes long to make is made once for all three, in
# a directory named after this process, and stays when a test fails.
MADE ?= var/made-once/$$PPID
PYTEST = $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --made-once=$(MADE)

test: $(SETUP)
	@made=$(MADE); rm -rf $$made; \
	$(MAKE) --jobs=2 --keep-going MADE=$$made test-sqlite test-journeys test-postgresql && rm -rf $$made

test-sqlite: $(SETUP)
	$(PYTEST) --ignore=tests/journeys

test-journeys: $(SETUP)
	$(PYTEST) tests/journeys

# The rooms that import Django; no other opens the database of the session.
test-postgresql: $(SETUP)
	$(PYTEST) tests/records tests/web --database=postgresql

check: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tomoni.web.reference --check

fix: $(SETUP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(SETUP)
	$(BIN)/python -m tomoni.web.reference

bench: $(SETUP)
	$(BIN)/python -m benchmarks

lock: $(SETUP)
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv var
