# Alt går gjennom make. «make» alene viser hva som finnes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Den ene listen over Debian-pakker: nettleseren og tjeneren testene bruker, og det «make quality» trenger.
APT_TEST := chromium chromium-headless-shell nginx libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT_QUALITY := nodejs npm default-jre-headless hunspell-no
APT_WORDS := hunspell-no hunspell-sv hunspell-da mythes-no apertium apertium-nno-nob apertium-swe-nor apertium-dan-nor
VNU := vnu-jar@26.9.27
VNU_CHECK := java -jar build/quality/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html
LIGHTHOUSE := lighthouse@12.8.2
BROWSE := PYTHONPATH=tests $(BIN)/python -m browsing
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help site publish release rapport serve check check-gitlab test lint format quality axe skjermbilder lighthouse deps lock bench clean

help: ## Vis hva som finnes
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

site: $(VENV)/.site ## Kontroller innholdet og bygg nettstedet i build/site
	@$(BIN)/erfaringsbank build

publish: $(VENV)/.site ## Bygg til publisering: stopper også på advarsler og plassholdere
	@$(BIN)/erfaringsbank build --strict --publisering

release: $(VENV)/.site ## Gi ut en utgave: bygg, og skriv opp alle nye adresser i utgaver/
	@$(BIN)/erfaringsbank release

rapport: $(VENV)/.test ## Lag hele banken som én rapport (PDF og EPUB) i build/rapport
	@$(BIN)/erfaringsbank rapport

serve: $(VENV)/.site ## Vis nettstedet på egen maskin, og bygg på nytt når noe endres
	@$(BIN)/erfaringsbank serve --port $(PORT)

check: $(VENV)/.site ## Kontroller innholdet
	@$(BIN)/erfaringsbank check

check-gitlab: $(VENV)/.site
	@mkdir -p build
	@$(BIN)/erfaringsbank check --format gitlab > build/kodekvalitet.json || $(BIN)/erfaringsbank check

test: $(VENV)/.test browser server lint ## Installer det testene trenger, og kjør dem
	$(BIN)/python -m pytest -n 2 --dist loadgroup --durations=15 --durations-min=5

lint: $(VENV)/.test ## Kontroller koden: ruff og mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.test ## Rett skrivemåten i koden
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: site $(VENV)/.test ## Kontroller HTML-en med vnu og EPUB-en med epubcheck (trenger Node og Java)
	@command -v npm >/dev/null && command -v java >/dev/null || { \
	  echo "make quality trenger Node og Java: apt-get install $(APT_QUALITY)"; exit 2; }
	@mkdir -p build/quality
	npm install --silent --no-save --no-audit --no-fund --prefix build/quality $(VNU)
	@printf '<!doctype html><html lang="nb"><title>x</title><p><div></p></html>' > build/quality/feil.html
	@! $(VNU_CHECK) build/quality/feil.html 2>/dev/null || { echo "vnu fant ikke den plantede feilen."; exit 1; }
	$(VNU_CHECK) build/site
	@find build/site -name '*.html' | wc -l | xargs -I{} echo "vnu: 0 feil i {} sider."
	@$(BIN)/erfaringsbank rapport --epub --ut build/quality
	@cd build/quality && ../../$(BIN)/python -c "import zipfile as z; \
	  a, b = z.ZipFile('erfaringsbanken.epub'), z.ZipFile('feil.epub', 'w'); \
	  [b.writestr(i, a.read(i).replace(b'#f1\"', b'#borte\"')) for i in a.infolist()]; b.close()"
	@! $(BIN)/epubcheck build/quality/feil.epub >/dev/null 2>&1 || { echo "epubcheck fant ikke den plantede feilen."; exit 1; }
	@$(BIN)/epubcheck build/quality/erfaringsbanken.epub
	@echo "epubcheck: 0 feil i rapporten."

axe: site $(VENV)/.test browser ## Se etter feil i tilgjengelighet på hver side (AXE="--glem" ser på alle på nytt)
	@$(BROWSE) axe $(AXE)

skjermbilder: site $(VENV)/.test browser ## Ta bilder av ti slags sider (SIDE="funn/" tar bare den)
	@$(BROWSE) skjermbilder $(if $(SIDE),--side "$(SIDE)")

lighthouse: site $(VENV)/.test browser ## Mål tre sider med Lighthouse (trenger Node)
	@command -v npm >/dev/null || { echo "make lighthouse trenger Node: apt-get install $(APT_QUALITY)"; exit 2; }
	@mkdir -p build/lighthouse
	npm install --silent --no-save --no-audit --no-fund --prefix build/lighthouse $(LIGHTHOUSE)
	@$(BROWSE) lighthouse build/lighthouse/node_modules/lighthouse/cli/index.js

ordliste: $(VENV)/.site ## Forny ordene søket kjenner (trenger Debian-pakkene i APT_WORDS)
	@$(BIN)/erfaringsbank ordliste

deps: ## Installer Debian-pakkene (som root), eller vis kommandoen
	@if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(APT_TEST) $(APT_QUALITY); \
	else echo "Kjør som root:  apt-get install $(APT_TEST) $(APT_QUALITY)"; fi

lock: $(VENV)/.test ## Lås avhengighetene på nytt, med kontrollsummer
	$(BIN)/python -m pip install --quiet "uv>=0.5,<1"
	for name in "site:--extra bygg" "test:--all-extras"; do \
	  $(BIN)/uv pip compile pyproject.toml $${name#*:} --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --upgrade \
	    -c requirements/site.txt -o requirements/$${name%%:*}.txt; done

bench: $(VENV)/.test browser ## Mål byggingen og søket (DEL=trinn eller DEL=sok tar bare den delen)
	@PYTHONPATH=tests $(BIN)/python -m bench $(if $(DEL),--del $(DEL)) $(BENCH)

clean: ## Slett det som er bygd
	rm -rf build

.PHONY: browser server
browser: # Uten vinduer koster hver ny side en fjerdedel. Lar den seg ikke installere, duger enhver Chromium.
	@command -v chromium-headless-shell >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq $(APT_TEST); } || \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ echo "Testene trenger en nettleser. Kjør som root:  apt-get install $(APT_TEST)"; exit 2; }

server:
	@command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq $(APT_TEST); \
	else echo "Testene trenger nginx. Kjør som root:  apt-get install $(APT_TEST)"; exit 2; fi

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Trenger Python 3.11 eller nyere, fant $$($(PYTHON) --version). Sett PYTHON=… til en nyere."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Får ikke laget $(VENV). På Debian: apt-get install python3-venv"; exit 2; }

$(VENV)/.site: $(VENV)/bin/python requirements/site.txt pyproject.toml
	@echo "Installerer det nettstedet trenger i $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	@# Uten --no-compile oversettes også alt det testene aldri tar i bruk.
	@echo "Installerer det testene trenger i $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/test.txt
	@touch $@
