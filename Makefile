# Each target makes what it needs. A bare machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

.PHONY: install demo test bench bench-live bench-mail eval-similar eval-routing screenshots mails lint format lock

install: .venv/.installed

.venv/.installed: requirements/base.txt requirements/test.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

demo: install
	@exec $(BIN)/python manage.py up --demo

test: install
	@$(BIN)/python -m pytest -n 2

bench: install
	@$(BIN)/python -m benchmarks

# 2,000 people in a live room; fewer with PEOPLE=200
bench-live: install
	@$(BIN)/python -m benchmarks.live

bench-mail: install
	@$(BIN)/python -m benchmarks.mail

eval-similar: install
	@$(BIN)/python -m benchmarks.similarity

eval-routing: install
	@$(BIN)/python -m benchmarks.routing $(TEXTS)

screenshots: install
	@$(BIN)/python docs/screenshots.py

# Every mail as .html, .txt and in pictures: make mails [FOLDER=…]
mails: install
	@$(BIN)/python -m docs.mails $(FOLDER)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check_translations

format: install
	-$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

# Pin the newest versions that fit pyproject.toml; no index address is recorded.
lock:
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml -o requirements/base.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --extra test -c requirements/base.txt pyproject.toml -o requirements/test.txt
