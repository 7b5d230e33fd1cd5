# Every command of the project. `make` alone explains them.

PYTHON ?= python3
PORT ?= 8000
STAGE ?= prod
PUBLIC_URL ?=
ONLY ?=
BIN := .venv/bin
WHOLE_MACHINE := browser or engine or deployed

# Packages are installed uncompiled: without their caches every start would compile them again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run run-fresh test check samples bench race-report format-check lint types contracts template spa client-check tests \
	format client package deploy fresh-clone python ready

help: ## explain the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PORT=8010 moves the product, PYTHON=python3.12 chooses the interpreter."
	@echo "  STRIPE_SECRET_KEY=sk_test_… make run talks to Stripe's test mode instead of the double."

setup: python ## make this machine ready: environments, packages, the built SPA
	@$(PYTHON) -m localdev.prepare run

run: setup ## the whole product on http://127.0.0.1:$PORT, with its data kept in .local/
	@exec $(BIN)/python -m localdev.serve --port $(PORT) --stop-with-parent

run-fresh: setup ## the same, from nothing
	@exec $(BIN)/python -m localdev.serve --port $(PORT) --stop-with-parent --fresh

test: ready tests ## every test, browser journeys and races included

check: ready format-check lint types contracts template spa client-check tests ## all that CI wants: the only definition of green

format: ready ## lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	npm --prefix frontend run format

client: ready ## write the OpenAPI document and the SPA's typed client anew
	$(BIN)/python -m localdev.openapi --write
	npm --prefix frontend run generate

samples: ready ## a document of every kind in build/samples/, and what its validators say
	@$(BIN)/python -m localdev.samples build/samples
	@$(BIN)/python -m tests.billing.validators build/samples/*.pdf

bench: ready ## measure, as ratios; writes docs/bench.md (a few minutes, wants the machine for itself)
	$(BIN)/python -m bench --save

race-report: ready ## run the races and tell them in docs/race-report.md (wants the machine for itself)
	rm -rf build/races
	$(BIN)/python -m pytest -p localdev.no_skips tests/races --deselect tests/races/test_race_report.py
	$(BIN)/python -m tests.races.report

package: ready ## build/package: deployment.zip, which fits Lambda, and the checked template
	$(BIN)/python -m infra.package --stage $(STAGE) --public-url "$(PUBLIC_URL)"

deploy: ready ## deploy STAGE=prod to your AWS account: shows the commands, asks, runs them
	@$(BIN)/python -m infra.deploy $(STAGE)

fresh-clone: python ## both commands of the README, from nothing, with the times; ONLY=run for the first alone
	@$(PYTHON) -m localdev.fresh_clone $(if $(ONLY),--only $(ONLY))

# What the commands above are made of.

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "Python's venv module is incomplete (Debian: apt-get install python3-venv)." >&2; exit 1; }

ready: python
	@$(PYTHON) -m localdev.prepare test

format-check:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy chalicelib app.py localdev infra bench tests

contracts:
	$(BIN)/lint-imports

# The real template, packaged without its dependencies, which cfn-lint does not look at.
template:
	@rm -rf build/lint && mkdir -p build/lint
	@cp -R app.py chalicelib .chalice build/lint/ && rm -rf build/lint/.chalice/deployments
	@touch build/lint/requirements.txt
	$(BIN)/python -m infra.package --project build/lint --out build/lint/out

spa:
	npm --prefix frontend run check

client-check:
	@$(BIN)/python -m localdev.openapi | diff -u frontend/openapi.json - || \
		{ echo "frontend/openapi.json is out of date: make client" >&2; exit 1; }
	@cd frontend && npx --no-install openapi-typescript openapi.json 2>/dev/null | diff -q src/api/schema.gen.d.ts - || \
		{ echo "frontend/src/api/schema.gen.d.ts is out of date: make client" >&2; exit 1; }

# What drives a browser or Amazon's engine wants the machine for itself.
tests:
	$(BIN)/python -m pytest -p localdev.no_skips -n 2 -m "not ($(WHOLE_MACHINE))"
	$(BIN)/python -m pytest -p localdev.no_skips -m "$(WHOLE_MACHINE)"
