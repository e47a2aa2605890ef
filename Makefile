# Everything a newcomer needs. Python ≥ 3.11 with pip, make and the internet are enough: the first target to run makes
# .venv, fetches uv into it and installs what uv.lock says. `make help` lists the targets.

PYTHON ?= python3
ARGS ?=
PROGRAMME ?=

VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: demo run test check bench help

demo: $(READY) ## Try everything on an invented municipality, without a token: ARGS="--once --people 20", PROGRAMME=sysert
	$(RUN) -m bot demo $(if $(PROGRAMME),--programme $(PROGRAMME)) $(ARGS)

run: $(READY) ## Run the bot with the settings from the environment or .env
	$(RUN) -m bot run $(ARGS)

test: $(READY) ## Run all tests: ARGS="tests/unit -k scale"
	$(RUN) -m pytest -n auto $(ARGS)

check: $(READY) ## Style, formatting, types and the borders between the folders
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(READY) ## Measure beside references in the same run (minutes): ARGS="answering"
	$(RUN) -m benchmarks $(ARGS)

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name about; do \
		printf '  make %-7s %s\n' "$$name" "$$about"; done

# `venv --without-pip` and pip's own `--python` also work where Debian keeps ensurepip in a package of its own.
$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@test -x $(RUN) || $(PYTHON) -m venv --without-pip $(VENV)
	@test -x $(VENV)/bin/uv || $(PYTHON) -m pip --python $(RUN) install --quiet uv
	$(VENV)/bin/uv sync --locked --inexact
	@touch $@
