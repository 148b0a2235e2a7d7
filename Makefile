# Alles wat een nieuwkomer nodig heeft; het werk zelf staat in scripts/ en leefsturing/start.py.
# Nodig op de machine: git, make en Python 3.11 of nieuwer.

PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) scripts/bootstrap.py
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help start test check format bench screenshots lock clean

help: ## toon deze lijst
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

start: ## zet alles klaar en start het product (PORT=8000); Ctrl-C stopt het
	$(BOOTSTRAP) start
	@exec $(VENV_PYTHON) -m leefsturing.start

test: ## zet alles klaar en draai alle tests (ARGS="..." gaat naar pytest)
	$(BOOTSTRAP) test
	@exec $(VENV_PYTHON) -m pytest -n 2 $(ARGS)

check: ## opmaak, lint, typen, importcontracten, sjablonen, migraties, vertalingen, uitrol
	$(BOOTSTRAP) check
	@exec $(VENV_PYTHON) scripts/check.py

format: ## zet code en sjablonen in de huisopmaak
	$(BOOTSTRAP) check
	@exec $(VENV_PYTHON) scripts/check.py --format

bench: ## de meetreeks; uitkomsten in bench/resultaten/
	$(BOOTSTRAP) test
	@exec $(VENV_PYTHON) -m bench $(ARGS)

screenshots: ## elk scherm als PNG onder var/schermen/
	$(BOOTSTRAP) screenshots
	@exec $(VENV_PYTHON) -m scripts.screenshots $(ARGS)

lock: ## zet de pakketten opnieuw vast na een wijziging in requirements/*.in (vraagt uv)
	@exec $(PYTHON) scripts/lock.py $(ARGS)

clean: ## terug naar een verse kloon; ook de gegevens onder var/ gaan weg
	$(BOOTSTRAP) clean
