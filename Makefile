# The whole interface; CI runs the same. Without make: see "Without make" in README.md.
.PHONY: setup report dashboard lab test check bench prove clean

ROUND ?= data/sample/profil-talenta-2025
TALENTA = .venv/bin/talenta

setup: .venv/siap

.venv/siap: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup
	@touch $@

report: setup
	@$(TALENTA) report $(ROUND)

dashboard: setup
	@$(TALENTA) dashboard $(ROUND)

lab: setup
	@.venv/bin/jupyter lab --ip=127.0.0.1 --notebook-dir=. notebooks/01_periksa_data.ipynb

test: setup
	@.venv/bin/python -m pytest

check: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/nbstripout --verify --keep-id --extra-keys "metadata.language_info cell.metadata.papermill metadata.papermill" notebooks/*.ipynb

bench: setup
	@.venv/bin/python -m tests.bench

prove: setup
	@.venv/bin/python -m tests.prove

clean:
	rm -rf .venv
