# `make` runs what CI runs. Everything is installed into a virtual environment in this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := build/demo-graph
BENCHMARKS ?= ../shared/benchmarks
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: all demo test check setup browser virtuoso spark benchmark benchmark-large evaluate serve lock sbom audit test-crash test-schema test-soak fuzz clean

all: test

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "newskg needs Python 3.11 or newer; name one with PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Pins everything anew, with hashes and for all platforms, and lists the licences; `sbom` writes a CycloneDX bill of materials.
lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock
	printf 'pyarrow>=18\npyspark>=4.1\nwarcio>=1.7\n' | $(BIN)/uv pip compile - --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements-spark.lock
	$(MAKE) setup
	$(BIN)/python tests/licences.py

sbom: setup
	@mkdir -p build
	$(BIN)/python -m pip install --quiet cyclonedx-bom
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o build/sbom.cdx.json

# Known weaknesses of what is pinned. `--strict`: a package that the service knows nothing of, or a service that cannot be reached, fails
audit: setup
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

demo: setup
	@$(BIN)/python -m kg.demo --store $(STORE) --out build/demo

test: setup browser virtuoso spark check
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The tests of pictures drive Debian's Chromium; where it cannot be installed they say so and are skipped.
browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	} || echo "chromium is not installed: the browser tests will be skipped"

# The contract of stores is tested on Debian's Virtuoso as well; where it cannot be installed these tests say so and are skipped.
virtuoso:
	@command -v virtuoso-t >/dev/null 2>&1 || { \
	  command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null; \
	} || echo "Virtuoso is not installed: its tests will be skipped"

# 200 kills at random points, where `make test` makes a few; and half an hour of fuzzing
test-crash: setup
	PYTHONPATH=.:tests/crash $(BIN)/python tests/crash/killing.py 200

fuzz: setup
	PYTHONPATH=.:tests/hostile $(BIN)/python tests/hostile/properties.py 1800

# The OpenAPI document in 20,000 cases of schemathesis, of which `make test` tries some; and 64 clients for ten minutes beside an ingest
test-schema: setup
	PYTHONPATH=. $(BIN)/python tests/schema/running.py 20000

test-soak: setup
	PYTHONPATH=. $(BIN)/python tests/soak/soaking.py 600

# The cluster is tested where Java is, on the extra of its own pins (half a gigabyte); elsewhere its test says so and is skipped.
spark: setup
	@if command -v java >/dev/null 2>&1 || [ -n "$$JAVA_HOME" ]; then \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-spark.lock; \
	else echo "Java is not installed: the test of the cluster will be skipped"; fi

serve: setup
	$(BIN)/kg serve --store $(STORE)

# Measures extraction on the project's own gold, and on the data sets of BENCHMARKS where they are present.
GOLD = $(wildcard tests/gold/*.jsonl tests/gold/names.csv $(foreach name,news36_dev news54_train polnear_dev dwie_dev tr_news gum_news_coref,$(BENCHMARKS)/$(name).jsonl))
evaluate: setup
	@mkdir -p build
	@{ echo "commit $$(git rev-parse --short HEAD)"; $(BIN)/kg evaluate $(GOLD); } | tee build/evaluation.txt

# Throughput, processes, growth and writes beside their baselines, compared with benchmarks/last.json; CORPUS=FILE.jsonl reads other articles
benchmark: setup virtuoso
	@$(BIN)/python -m pip install --quiet rdflib-endpoint==0.6.3 || echo "rdflib-endpoint cannot be installed: it will be left out"
	@$(BIN)/python benchmarks/run.py $(if $(CORPUS),--corpus $(CORPUS))

benchmark-large: setup
	@$(BIN)/python benchmarks/run.py --large $(if $(CORPUS),--corpus $(CORPUS))

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
