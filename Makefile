# `make` says what there is. Everything is done with .venv's Python, so nothing needs activating.

# The Python that .venv is made with: make run PYTHON=python3.12
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dev stop shell test checks clean lighthouse search-quality search-size slow-connections typing \
	quick format requirements coverage \
	lint format-check imports spelling types templates frontend migrations deploy-check static tests

help:
	@echo "make run             set up what is missing and serve the site (HOST=127.0.0.1 PORT=8000)"
	@echo "make dev             the same with Django's own server: DEBUG on, restarts when code changes"
	@echo "make stop            stop the site and the embedded PostgreSQL, also from another terminal"
	@echo "make test            install what the tests need, then lint, types, settings and every test"
	@echo "make tests           tests of your choice: ARGS=\"tests/articles/checks -k title\" goes to pytest"
	@echo "make checks          the same as make test, where everything is installed"
	@echo "make quick           the tests of the files you changed, without a browser"
	@echo "make coverage        the tests again, with the share of our code that they run"
	@echo "make format          lay out the Python code as the checks want it"
	@echo "make requirements    compile requirements.txt and requirements-dev.txt from their .in files"
	@echo "make lighthouse      Lighthouse's marks for a phone, page by page (needs Node 18 or newer)"
	@echo "make search-quality  how good the search is, in figures (QUESTIONS=file.csv scores other questions)"
	@echo "make search-size     how long a search takes among ARTICLES=100000 synthetic pages"
	@echo "make slow-connections  how long readers wait beside 1,000 slow connections to the site at PORT"
	@echo "make typing          how long a key takes in a text of 20,000 words, plain, with live checks and preview"
	@echo "make shell           Django's Python shell"
	@echo "make clean           stop the site; remove .venv and caches, keep var/ (database, pictures)"
	@echo "make clean ALL=1     remove var/ too: the database, the pictures and the secrets are gone"

run: .venv/.installed
	@$(VENV_PYTHON) -m kbsite.serve

dev: .venv/.installed
	@$(VENV_PYTHON) -m kbsite.serve --dev

shell: .venv/.installed
	@$(VENV_PYTHON) manage.py shell

stop:
	@if [ -x $(VENV_PYTHON) ]; then \
		$(VENV_PYTHON) -m kbsite.serve --stop && $(VENV_PYTHON) -m kbsite.postgres stop >/dev/null && \
		VAR_DIR=var/test $(VENV_PYTHON) -m kbsite.postgres stop >/dev/null; \
	fi

# --- Installation: repeated only when a list of requirements changes ---

$(VENV_PYTHON):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Scratchpost needs Python 3.11 or newer; $(PYTHON) is missing or older." \
			"Name another: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv

.venv/.installed: requirements.txt | $(VENV_PYTHON)
	@echo "Installing requirements.txt"
	@$(VENV_PYTHON) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

# The longer list holds all of the shorter one. Python compiles a module when it is first imported, and the
# checks import less than half of what is here. For a site all is compiled, so that no start has to do it.
.venv/.installed-for-tests: requirements.txt requirements-dev.txt | $(VENV_PYTHON)
	@echo "Installing requirements-dev.txt"
	@$(VENV_PYTHON) -m pip install --quiet --require-hashes --no-compile -r requirements-dev.txt
	@touch $@ .venv/.installed

# npm ci takes nothing but what package-lock.json names, and no package runs a script of its own.
node_modules/.installed: package.json package-lock.json
	@echo "Installing package-lock.json"
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# Versions stay as they are where the .in files allow it; ARGS=--upgrade takes the newest of all.
# The longer list reads the shorter one, so that tests run on the versions that readers get.
requirements: .venv/.installed-for-tests
	@for list in requirements requirements-dev; do \
		$(VENV_PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(ARGS) \
			--output-file $$list.txt $$list.in || exit 1; \
	done

format: .venv/.installed-for-tests
	@$(VENV_PYTHON) -m ruff check --fix .; result=$$?; $(VENV_PYTHON) -m ruff format . && exit $$result

# --- Tests: all in var/test, with a database of their own ---

# Single checks and `make tests` leave it running for the next one; `make stop` stops it.

CHECKS := test checks quick coverage lint format-check imports spelling types templates frontend migrations deploy-check static tests
$(CHECKS): export VAR_DIR := $(CURDIR)/var/test
$(CHECKS): export SECRET_KEY := for-checks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG
# These override a developer's .env, so that the checks never touch the database of their own site.
$(CHECKS): export DATABASE_URL :=
$(CHECKS): export DEBUG := no
$(CHECKS): export HTTPS := no
# Hundreds of processes start here, and none needs to compile what another has compiled.
$(CHECKS): export PYTHONDONTWRITEBYTECODE :=

# One failing check does not hide what the others have to say.
test: .venv/.installed-for-tests
	@trap : INT TERM; $(MAKE) --no-print-directory --keep-going checks; result=$$?; \
		$(VENV_PYTHON) -m kbsite.postgres stop >/dev/null; exit $$result

checks: lint format-check imports spelling types templates frontend migrations deploy-check static tests

# Fails below the floor in pyproject.toml. What runs in processes of its own (start-up, workers) is not counted.
coverage: .venv/.installed-for-tests
	@trap : INT TERM; $(MAKE) --no-print-directory tests ARGS="$(ARGS) --cov"; result=$$?; \
		$(VENV_PYTHON) -m kbsite.postgres stop >/dev/null; exit $$result

lint: .venv/.installed-for-tests
	@echo "== Lint"
	@$(VENV_PYTHON) -m ruff check .

format-check: .venv/.installed-for-tests
	@echo "== Format"
	@$(VENV_PYTHON) -m ruff format --check .

# Who may import whom stands in pyproject.toml.
imports: .venv/.installed-for-tests
	@echo "== Imports"
	@.venv/bin/lint-imports --no-logo

spelling: .venv/.installed-for-tests
	@echo "== Spelling"
	@.venv/bin/typos

types: .venv/.installed-for-tests
	@echo "== Types"
	@$(VENV_PYTHON) -m mypy .

templates: .venv/.installed-for-tests
	@echo "== Templates"
	@$(VENV_PYTHON) -m djlint --lint templates

frontend:
	@echo "== Styles and scripts"
	@if command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory node_modules/.installed && \
		node_modules/.bin/biome lint --error-on-warnings && node --test --test-reporter=dot tests/scripts/*.test.js; \
	else \
		echo "Skipped, for npm is missing. With Node 18 or newer this checks CSS and JavaScript, and runs tests/scripts."; \
	fi

migrations: .venv/.installed-for-tests
	@echo "== Migrations"
	@$(VENV_PYTHON) manage.py makemigrations --check --dry-run

deploy-check: .venv/.installed-for-tests
	@echo "== Settings of a production site"
	@HTTPS=1 ALLOWED_HOSTS=example.org TRUSTED_PROXIES=127.0.0.1 $(VENV_PYTHON) manage.py check --deploy --fail-level WARNING

static: .venv/.installed-for-tests
	@echo "== Static files"
	@$(VENV_PYTHON) -m tests.shared.static

tests: .venv/.installed-for-tests
	@echo "== Tests"
	@CHROMIUM="$$($(VENV_PYTHON) tests/browser/chromium.py)" && export CHROMIUM && \
		$(VENV_PYTHON) -m pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal $(ARGS)

quick: .venv/.installed-for-tests
	@trap : INT TERM; $(VENV_PYTHON) tools/quick.py --numprocesses=logical --maxprocesses=4 --dist=worksteal $(ARGS); \
		result=$$?; $(VENV_PYTHON) -m kbsite.postgres stop >/dev/null; exit $$result

# --- Lighthouse: a site of its own in var/lighthouse; not part of `make test`, for it measures time ---

lighthouse: .venv/.installed-for-tests
	@CHROME_PATH="$$($(VENV_PYTHON) tests/browser/chromium.py)" && export CHROME_PATH && $(VENV_PYTHON) -m tests.lighthouse

# --- Search: scored with owners' questions, on a site of its own in var/search-quality (docs/search.md) ---

search-quality: .venv/.installed
	@$(VENV_PYTHON) -m tests.search_quality $(if $(QUESTIONS),"$(QUESTIONS)")

# The synthetic library takes a quarter of an hour to make, and stays in var/search-size for the next time.
search-size: .venv/.installed-for-tests
	@trap : INT TERM; \
		VAR_DIR=var/search-size DATABASE_URL= $(VENV_PYTHON) -m tests.search_size --articles $(or $(ARTICLES),100000) $(ARGS); \
		result=$$?; VAR_DIR=var/search-size $(VENV_PYTHON) -m kbsite.postgres stop >/dev/null; exit $$result

# --- Slow connections: to a site that runs already, with its pages; not part of `make test`, for it measures time ---

slow-connections: .venv/.installed-for-tests
	@$(VENV_PYTHON) -m tests.slow_connections --address http://127.0.0.1:$(or $(PORT),8000) $(ARGS)

# --- Typing: in a long text on a site of its own in var/typing; not part of `make test`, for it measures time ---

typing: .venv/.installed-for-tests
	@CHROMIUM="$$($(VENV_PYTHON) tests/browser/chromium.py)" && export CHROMIUM && $(VENV_PYTHON) -m tests.typing $(ARGS)

# --- Clearing up ---

clean: stop
	@for site in var/test var; do \
		if [ -n "$(ALL)" ] || [ $$site = var/test ]; then \
			if [ -L $$site/postgres ]; then rm -rf "$$(dirname "$$(readlink $$site/postgres)")"; fi; \
			rm -rf $$site; \
		fi; \
	done
	@rm -rf .venv node_modules .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
