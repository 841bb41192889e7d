# CoCharter. `make help` lists what can be done.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 5000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node from the system when it is new enough, else the one that `node` below puts into the venv.
export PATH := $(CURDIR)/$(VENV)/node:$(PATH)

INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed
BUNDLES := static/dist/.built
CATALOGUES := app/translations/.compiled

.PHONY: help build run two test check lint format migrate bench lock messages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

build: $(INSTALLED) $(BUNDLES) $(CATALOGUES) ## Install and build what the server needs

run: build ## Start the demo on http://127.0.0.1:5000, or on PORT=8000
	@export COCHARTER_DEMO=1 COCHARTER_PORT=$(PORT); \
	$(BIN)/flask --app app.cli demo && exec $(BIN)/python -m realtime.serve

two: $(DEVELOPED) $(BUNDLES) $(CATALOGUES) ## Try two processes behind one port, with a PostgreSQL and a Redis
	@./.ci/servers.sh
	@exec $(BIN)/python -m tests.two_processes $(PORT)

test: $(DEVELOPED) $(BUNDLES) $(CATALOGUES) ## Run every test: Python, browser modules, real browsers
	@./.ci/chromium.sh
	@./.ci/servers.sh
	cd static && npm test --silent
	$(BIN)/pytest --numprocesses=auto --dist=loadfile

check: lint test ## What continuous integration runs: lint, then test

lint: $(DEVELOPED) static/node_modules/.installed ## Linters and type checkers, nothing changed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	cd static && npm run check --silent

format: $(DEVELOPED) static/node_modules/.installed ## Format and fix what tools can fix
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	cd static && npm run format --silent

migrate: build ## Bring the database to the newest shape
	$(BIN)/flask --app app.cli migrate

bench: $(DEVELOPED) $(BUNDLES) $(CATALOGUES) ## Measure, and print what was measured
	@./.ci/chromium.sh
	@./.ci/servers.sh
	$(BIN)/python -m bench

lock: $(DEVELOPED) ## Pin the Python dependencies anew
	$(BIN)/pip-compile $(LOCKING) -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCKING) -o requirements-dev.txt requirements-dev.in
LOCKING := --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

messages: $(DEVELOPED) ## Collect the sentences to translate into app/translations
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output -o app/translations/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching -i app/translations/messages.pot -d app/translations

clean: ## Remove everything that was built or installed here
	rm -rf $(VENV) static/dist static/node_modules app/translations/.compiled
	find app/translations -name '*.mo' -delete

$(VENV)/bin/python:
	@./.ci/venv.sh $(PYTHON) $(VENV)

$(INSTALLED): requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEVELOPED): requirements-dev.txt $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

static/node_modules/.installed: static/package-lock.json | $(VENV)/bin/python
	@./.ci/node.sh $(VENV)
	cd static && npm ci --silent --no-fund --no-audit
	@touch $@

$(BUNDLES): static/node_modules/.installed $(shell find static/src static/css static/scripts -type f)
	cd static && npm run build --silent
	@touch $@

$(CATALOGUES): $(INSTALLED) $(wildcard app/translations/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel -q compile -d app/translations
	@touch $@
