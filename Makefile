# `make` alone lists the commands. Options go behind: make run PORT=8001

PORT = 8000
HOST = 127.0.0.1
DEMO = 1
# Which tests: make test ARGS="tests/surveys -k workbook"
ARGS =
VENV = .venv
PY = $(VENV)/bin/python
READY = $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run stop test check format bench axe look messages shell psql clean-data

help:
	@echo "make …"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

run: $(READY) ## start everything: make run [PORT=8000] [HOST=127.0.0.1] [DEMO=0]
	@exec $(PY) -m sscdash.run --host $(HOST) --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo)

stop: $(READY) ## stop what `make run` started in this folder, also what a crash left behind
	@$(PY) -m sscdash.run --stop

test: $(READY) ## all tests, on every core: make test [ARGS="tests/surveys -k workbook"]
	@$(PY) -m tests.chromium
	@$(PY) -m pytest -n auto --dist loadfile $(ARGS)

check: $(READY) ## format, lint, imports, settings, migrations, translations
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports --no-cache
	HTTPS=1 $(PY) manage.py check --deploy --fail-level WARNING
	@# No database has to run for this; Django would warn that none does.
	PYTHONWARNINGS=ignore::RuntimeWarning $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m sscdash.catalogues check

format: $(READY) ## bring the code into the project's format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(READY) ## the measurements of tests/bench
	$(PY) -m pytest -m bench -p no:xdist tests/bench -s

look: $(READY) ## every kind of chart beside its approved picture: make look [APPROVE=1]
	@$(PY) -m tests.look $(if $(filter 1,$(APPROVE)),--approve)

axe: $(READY) ## every page by the rules of accessibility, in Chromium; takes minutes
	@$(PY) -m tests.chromium
	$(PY) -m pytest -m axe -p no:xdist tests/browser/test_every_page.py

messages: $(READY) ## bring locale/ up to date with the code and the templates
	$(PY) -m sscdash.catalogues extract
	$(PY) -m sscdash.catalogues compile

shell: $(READY) ## Python with the models loaded
	@$(PY) -m sscdash.embedded start > /dev/null
	@$(PY) manage.py shell

psql: $(READY) ## SQL on the database
	@$(PY) -m sscdash.embedded psql

clean-data: $(READY) ## delete the database, uploads and logs; asks first: make clean-data [CONFIRM=1]
	@$(PY) -m sscdash.clean $(if $(filter 1,$(CONFIRM)),--yes)

# The environment is installed again when one of the two files changes. An older or broken one is replaced.
$(READY): requirements.txt deploy/constraints.txt
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "sscdash needs Python 3.11 or newer with venv (on Debian: apt-get install python3 python3-venv)."; exit 1; \
	fi; \
	$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $$found -m venv --clear $(VENV); \
	echo "Installing the requirements into $(VENV) …"; \
	$(PY) -m pip install --quiet --quiet --disable-pip-version-check -r requirements.txt -c deploy/constraints.txt
	@touch $(READY)
