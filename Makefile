# Hypercare: `make run` starts everything, `make test` and `make check` are what CI runs.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
SERVERS := $(BIN)/python -m hypercare.runtime exec --
DOMAIN_TESTS := tests/lib/test_working_time.py tests/incidents/domain tests/feedback/domain tests/dashboards/domain
EXAMPLE_ENV := docs/deploy/example.env
ARGS ?=

.PHONY: run api-test test test-domain shots chaos check format lock deps bench load

run: $(INSTALLED)
	@exec setpriv --pdeathsig KILL -- $(BIN)/python -m hypercare.runtime run

test: deps $(INSTALLED)
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

# Rules need neither Django nor a server, so they answer at once.
test-domain: $(INSTALLED)
	$(BIN)/python -m pytest -p no:django -p no:xdist -q --hypothesis-profile glance $(DOMAIN_TESTS) $(ARGS)

# Every page as a picture, checked: var/shots/index.html. One page: make shots ARGS="--only week".
shots: deps $(INSTALLED)
	$(BIN)/python -m tests.shots $(ARGS)

# Two minutes of faults under load, then minutes of waiting for quiet; ARGS="--seed 7" repeats an order.
chaos: $(INSTALLED)
	$(BIN)/python -m tests.chaos $(ARGS)

# The API's own schema turned into some thousand requests; ARGS="-n 200" tries harder.
api-test: $(INSTALLED)
	$(BIN)/python -m tests.contract $(ARGS)

check: deps $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/djlint templates --lint
	$(BIN)/lint-imports
	$(SERVERS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(SERVERS) $(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null
	set -a && . ./$(EXAMPLE_ENV) && DJANGO_SETTINGS_MODULE=hypercare.settings.production \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	docker-compose --env-file $(EXAMPLE_ENV) config --quiet

# Ratios against a floor measured in the same run; docs/benchmarks.md says how.
bench: $(INSTALLED)
	$(BIN)/python -m tests.benchmarks $(ARGS)

# Fifty agents and two hundred reporters for five minutes on the large set; shorter: ARGS="--seconds 45".
load: $(INSTALLED)
	$(BIN)/python -m tests.benchmarks.load $(ARGS)

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: UV := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --python-version 3.11
lock:
	$(UV) pyproject.toml --output-file requirements/base.txt
	$(UV) pyproject.toml --group dev --output-file requirements/dev.txt

# The browser of the journeys and the reader of docker-compose.yml.
deps:
	@missing=""; \
	for program in chromium docker-compose; do command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" != 0 ]; then echo "Missing:$$missing. Install with: sudo make deps" >&2; exit 1; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends fonts-dejavu-core $$missing

$(INSTALLED): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
