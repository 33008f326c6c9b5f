# The two commands of the README are `make run` and `make test`; `make help` lists the others.

.DEFAULT_GOAL := help
.PHONY: help setup run test soak lint format

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: ## make .venv and install the project into it; quick when nothing changed
	@bash .ci/setup

run: setup ## run the base scenario and print what happens to people
	@.venv/bin/doorstroom run

test: setup ## every check: style, types, import layers, tests
	@bash .ci/test

soak: setup ## the long checks, by hand: load of the app, batches as jobs of a real Slurm
	@.venv/bin/python -m pytest -m soak -n 0

lint: setup ## the quick checks only: style, types, import layers
	@bash .ci/test lint

format: setup ## put the code in the house style
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format --quiet .
