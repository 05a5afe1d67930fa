# Two commands do everything: `make site` and `make test`.
# PYTHON may name another interpreter (3.11 or newer): make site PYTHON=python3.12
# JOBS is the number of processes of the tests: as many as there are cores, at most four (each has a browser).
PYTHON ?= python3
JOBS ?= auto
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-fast test-edits lint format bench bench-search search-quality schemas pictures lock clean chromium nginx

help: ## Что умеет этот файл
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# The environment, made anew when the lock file changes.
$(READY): requirements.lock pyproject.toml tools/environment.sh
	@sh tools/environment.sh "$(PYTHON)" "$(VENV)"
	@touch $(READY)

site: $(READY) ## Собрать сайт в site/
	@$(BIN)/smarteka build
	@echo "Сайт собран. Посмотреть: make serve, затем откройте http://127.0.0.1:8000/"

serve: $(READY) ## Открыть сайт на http://127.0.0.1:8000/ с обновлением после правок
	@$(BIN)/smarteka serve

check: $(READY) ## Проверить записи
	@$(BIN)/smarteka check

# What tests import is kept compiled even where the machine says otherwise: each worker and each command that they
# start would compile everything again.
test test-fast: export PYTHONDONTWRITEBYTECODE =

test: chromium nginx $(READY) ## Все проверки, вместе с браузерными
	$(BIN)/python -m pytest -n $(JOBS) --maxprocesses 4 --dist worksteal

# A list that failed is printed with the command that tries it again: make test-edits EDITS='rename 3, add 1'.
test-edits: $(READY) ## Двести правок, как их делают люди: сборка после каждой, итог против чистой, байт в байт
	SMARTEKA_EDITS=200 SMARTEKA_EDIT_LIST="$(EDITS)" $(BIN)/python -m pytest tests/site/test_incremental.py -k random -n 0

test-fast: $(READY) ## Быстрые проверки: без сборки сайта, браузера и долгого
	$(BIN)/python -m pytest -m "not site and not browser and not slow" --hypothesis-profile fast --ignore tests/browser -n $(JOBS) --maxprocesses 4 --dist worksteal

lint: $(READY) ## ruff, mypy (и по проверкам), этажи, свежесть схем, вид записей
	$(BIN)/ruff check .
	$(BIN)/mypy
	@for file in tests/*/conftest.py; do $(BIN)/mypy "$$file" || exit 1; done # files of one name are read one by one
	$(BIN)/lint-imports
	$(BIN)/smarteka schemas --check
	$(BIN)/smarteka fmt --check

format: $(READY) ## Упорядочить импорты
	$(BIN)/ruff check --fix .

# SIZES and REPEAT may be changed: make bench SIZES="100 1000" REPEAT="5 3". At 50,000 it takes hours and some 30 GB of disk.
SIZES ?= 100 1000 10000 50000
REPEAT ?= 5 5 3 1
bench: $(READY) ## Измерить сборку рядом с Material и Hugo; итоги – в bench/RESULTS.md
	$(BIN)/python -m bench.run --records $(SIZES) --repeat $(REPEAT) --report bench

bench-search: $(READY) chromium ## Измерить поиск на 10 000 записей: байты, время, доля сборки
	$(BIN)/python -m bench.search --records 10000

search-quality: $(READY) chromium ## Измерить качество поиска по оценённым запросам, в браузере и в командной строке
	@$(BIN)/smarteka build
	$(BIN)/python -m tests.search.quality

schemas: $(READY) ## Обновить schemas/ и настройки редакторов
	@$(BIN)/smarteka schemas

pictures: chromium $(READY) ## Снять картинки для README и руководства
	SMARTEKA_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_pictures.py tests/browser/test_guide_pictures.py

chromium: ## Поставить Chromium для проверок в браузере, если его нет
	@sh tools/chromium.sh

nginx: ## Поставить nginx для проверки настроек из deploy/, если его нет и это можно
	@sh tools/nginx.sh

# All packages, or those that are named and what they need: make lock ONLY="click rapidfuzz". A new one of pyproject.toml is named, too.
lock: $(READY) ## Обновить requirements.lock: всё или названное (ONLY=click)
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q $(if $(ONLY),$(ONLY:%=--upgrade-package %),--upgrade) --extra test --extra lint --strip-extras --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --generate-hashes -o requirements.lock pyproject.toml

clean: ## Убрать собранное и кэши
	rm -rf site .site-* .cache build .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
