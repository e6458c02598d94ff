# `make up` runs the whole product on this machine; `make test` proves it. Both set up what they need.
# Settings are given behind the target: make up PORT=8001 DATA_DIR=/srv/pool

PYTHON ?= python3
PY = .venv/bin/python
BIN = .venv/bin
ROOMS = accounts talentpool tasks
# One more than a small machine has cores: while one waits for its database or browser, another works. Four were no quicker.
WORKERS ?= 3
ARGS ?=
PYTEST = $(PY) -m pytest
# Images for containers like to forbid it; then each process of the product compiles 3,000 files anew, for seconds.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help setup up test walks faults fuzz check check-lint check-types check-layers check-dead check-migrations \
        check-templates check-translations bench screens lock

help: ## show this
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## virtual environment and packages; seconds when nothing changed
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON)." >&2; exit 1; }
	@$(PYTHON) talentpool/local/install.py

# The supervisor stops in order when make itself is killed.
up: export STOP_WITH_PARENT = 1
up: setup ## the whole product on PORT (8000), with a demo pool
	@$(PY) manage.py up

test: setup ## every test, on a throw-away database (ARGS="-k name" for some)
	@$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not faults and not fuzz and not walk" $(ARGS)

walks: setup ## more journeys in a browser: each part of the product, person by person
	@$(PYTEST) -m walk $(ARGS)

faults: setup ## the long rounds: kill -9 a hundred times, races at full size
	@$(PYTEST) -m faults --timeout=3600 $(ARGS)

fuzz: setup ## schemathesis and hypothesis at full size
	@$(PYTEST) -m fuzz --hypothesis-profile=full --timeout=3600 $(ARGS)

# Six checks side by side; each is also a target of its own, and a hook before each commit.
check: setup ## lint, types, layers, dead code, migrations, templates, translations
	@$(MAKE) --no-print-directory -j 2 --output-sync check-types check-lint check-layers check-dead \
	  check-migrations check-templates check-translations && echo "All checks pass."

check-lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run .venv/bin/ruff format ." >&2; exit 1; }

check-types:
	@$(BIN)/mypy --no-error-summary $(ROOMS)

check-layers:
	@PYTHONPATH=. $(BIN)/lint-imports > .import-linter.log 2>&1 || { cat .import-linter.log; exit 1; }

check-dead:
	@$(BIN)/vulture

check-migrations:
	@$(PY) -m talentpool.local.throwaway -- $(PY) manage.py makemigrations --check --dry-run

check-templates:
	@$(BIN)/djlint templates --lint --quiet

check-translations:
	@$(PY) manage.py translations --check

bench: setup ## the table of headline figures
	@$(PY) -m talentpool.local.throwaway --durable -- $(PY) manage.py bench $(ARGS)

screens: setup ## pictures of every page of every role, against a running demo
	@$(PY) manage.py screens

lock: setup ## write the exact versions of all packages to constraints.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --upgrade requirements-dev.txt -o constraints.txt
