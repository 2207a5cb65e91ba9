# Two commands do everything: make demo, make test. All of them set up what is missing first.
.PHONY: demo serve test lint format bench samples lock clean setup setup-dev help

demo: setup            ## process the sample cases and write out/report.html
	.venv/bin/huiqi demo

serve: setup           ## start the service: web, workers, queue, database
	.venv/bin/huiqi serve

test: setup-dev        ## every test, on two cores
	.venv/bin/python -m pytest -q -n 2 --dist loadfile

lint: setup-dev        ## style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: setup-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup-dev       ## speed and memory, each beside its baseline
	.venv/bin/python -m tests.bench

samples: setup-dev     ## draw the sample documents anew
	.venv/bin/python -m samples.generate

lock:                  ## resolve the dependencies anew
	.ci/lock

setup:
	@.ci/setup run

setup-dev:
	@.ci/setup dev

clean:                 ## forget the environment and all local data
	rm -rf .venv .data out

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'
