# Everything here can be done without make: README.md says how.
#
#   make PYTHON=python3.13    with another Python than python3 (for a new .venv)
#   make serve PORT=9000      on another port
#   make lock LOCK=--upgrade  with the newest releases of everything

PYTHON ?= python3
PORT ?= 8000
LOCK ?=

# pip is asked for errors only; hashes make sure that what is installed is what was locked.
PIP_INSTALL := .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes
UV_COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(LOCK)

.DELETE_ON_ERROR:
.PHONY: site serve check test audit lint format lock clean help

site: .venv/.site ## build the site into _site/ (the default)
	@.venv/bin/python build.py

serve: .venv/.site ## show the site at http://127.0.0.1:8000/ and follow its files
	@.venv/bin/python build.py serve --port $(PORT)

check: .venv/.site ## say what is wrong in the transcripts and notes, without building
	@.venv/bin/python build.py check

test: lint ## lint, then run every test, in a real browser too
	@.venv/bin/python -m tests.chromium --install
	@.venv/bin/python -m pytest

audit: .venv/.dev ## judge what is built with others' programs (needs Java and Node)
	@.venv/bin/python -m tests.chromium --install
	@.venv/bin/python -m tests.audit.run

lint: .venv/.dev ## check the style, the types and the architecture of the code
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --quiet --check
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo

format: .venv/.dev ## lay out the code, and mend what the linter can mend
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format --quiet

lock: .venv/.dev ## write requirements/*.txt anew from pyproject.toml
	@$(UV_COMPILE) --output-file requirements/site.txt pyproject.toml
	@$(UV_COMPILE) --output-file requirements/dev.txt --constraints requirements/site.txt --group dev pyproject.toml
	@$(UV_COMPILE) --no-deps --output-file requirements/audit.txt --group audit

clean: ## remove what was built and every cache, but not .venv/
	@rm -rf _site dist tests/audit/node_modules tests/audit/python_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 # \2/p' Makefile | awk -F' # ' '{printf "%-12s %s\n", $$1, $$2}'

# The virtual environment. A stamp tells which lock file it holds; a newer lock file is installed again.
.venv/.site: requirements/site.txt | .venv/bin/python
	@echo "Installing what the build needs into .venv/ …"
	@$(PIP_INSTALL) -r requirements/site.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need into .venv/ …"
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@ .venv/.site

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Postil needs Python 3.11 or newer, and '$(PYTHON)' is not one. Try: make PYTHON=python3.13" >&2; \
		exit 1; }
	@$(PYTHON) -m venv .venv
