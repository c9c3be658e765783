PYTHON ?= python3
BIN := .venv/bin
# Licences that would bind whoever passes Smallprint on, and packages that name none.
REFUSED := UNKNOWN;GPL-2.0-only;GPL-2.0-or-later;GPL-3.0-only;GPL-3.0-or-later;AGPL-3.0-only;AGPL-3.0-or-later;GNU General Public License (GPL);GNU General Public License v2 (GPLv2);GNU General Public License v3 (GPLv3);GNU Affero General Public License v3

.PHONY: help ask serve test check deploy-check image bench fuzz soak replicas edits notifications thresholds score pictures wheel release audit docs quality lock clean

help:  ## these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/smallprint: locks/runtime.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q adapters bot knowledge
	@touch $@

.venv/dev: locks/dev.txt $(BIN)/smallprint
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/dev.txt
	@touch $@

ask: $(BIN)/smallprint  ## answer a question: make ask Q="Can Zoom use my calls for AI?"
	@$(BIN)/smallprint ask -- "$$Q"

serve: $(BIN)/smallprint  ## open the web pages, and run every chat surface whose settings are present
	@$(BIN)/smallprint serve

test: .venv/dev  ## the whole test suite
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

check: .venv/dev  ## format, lint, types, import directions, knowledge
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/smallprint knowledge check

.venv/deploy: locks/deploy.txt
	$(PYTHON) -m venv .venv/deploy
	.venv/deploy/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/deploy.txt
	@touch $@

deploy-check: .venv/deploy  ## the files under deploy/; needs systemd-analyze and promtool (Debian: systemd, prometheus), takes kubectl where it is
	.venv/deploy/bin/hadolint deploy/Dockerfile
	.venv/deploy/bin/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	.venv/deploy/bin/kubernetes-validate --strict --quiet $(filter-out %kustomization.yaml,$(wildcard deploy/kubernetes/*.yaml))
	if command -v kubectl >/dev/null; then \
	  kubectl kustomize deploy/kubernetes >.venv/deploy/built.yaml && .venv/deploy/bin/kubernetes-validate --strict --quiet .venv/deploy/built.yaml; \
	fi
	sed 's|^ExecStart=.*|ExecStart=/bin/true|' deploy/systemd/smallprint.service >.venv/deploy/smallprint.service
	systemd-analyze verify .venv/deploy/smallprint.service
	systemd-analyze security --offline=true --threshold=20 deploy/systemd/smallprint.service >/dev/null
	promtool check rules deploy/prometheus/alerts.yaml
	promtool test rules deploy/prometheus/alerts.test.yaml

image:  ## build the image and run it without a container engine; needs root and, of Debian, buildah, debootstrap, bubblewrap
	deploy/try-image

bench: .venv/dev  ## latencies and memory
	$(BIN)/python -m benchmarks.ask
	$(BIN)/python -m benchmarks.slack
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.reload

fuzz: .venv/dev  ## whatever comes from outside, damaged at random: TIMES=100 as many cases as in make test, and other ones each time
	FUZZ_TIMES=$(or $(TIMES),100) $(BIN)/python -m pytest -m fuzz -o timeout=0 --hypothesis-show-statistics

thresholds: .venv/dev  ## the table from which bot/understanding/thresholds.py was chosen
	$(BIN)/python -m benchmarks.choose_thresholds

score: .venv/dev  ## how well strangers are understood, each hand left out in turn
	$(BIN)/python -m benchmarks.score

pictures: .venv/dev  ## docs/pictures, from what each surface shows or sends; those of Slack and Discord need Chromium
	$(BIN)/python -m benchmarks.pictures

soak: .venv/dev  ## 200 questions a second in Slack and Discord, ten minutes on each database; MINUTES=1 PACE=10 for less
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),10) --pace $(or $(PACE),200)

replicas: .venv/dev  ## five processes on one PostgreSQL, one of them killed every five seconds, for two minutes
	$(BIN)/python -m benchmarks.replicas

edits: .venv/dev  ## 10,000 random edits and 500 kills of an editor
	$(BIN)/python -m benchmarks.edits

notifications: .venv/dev  ## 2,000 notifications from processes that are killed 500 times, on SQLite and PostgreSQL
	$(BIN)/python -m benchmarks.notifications

wheel: .venv/dev  ## the wheel, in dist/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

release: .venv/dev .venv/deploy  ## what a release consists of, in dist/: wheel, SBOM, licences, notes, checksums; publishes nothing
	rm -rf dist .venv/release
	mkdir dist
	$(BIN)/python -m benchmarks.release >dist/notes.md
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	$(PYTHON) -m venv --without-pip .venv/release
	$(BIN)/python -m pip --python .venv/release install --quiet --disable-pip-version-check --require-hashes -r locks/runtime.txt
	$(BIN)/python -m pip --python .venv/release install --quiet --disable-pip-version-check --no-deps dist/smallprint-*.whl
	.venv/deploy/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml -o dist/smallprint.cdx.json .venv/release
	.venv/deploy/bin/pip-licenses --python=.venv/release/bin/python --format=markdown --with-urls --fail-on="$(REFUSED)" --output-file=dist/licences.md
	cd dist && sha256sum * >SHA256SUMS

audit: .venv/deploy  ## known holes in the locked dependencies; says so where the advisories of PyPI cannot be asked
	.venv/deploy/bin/python -m benchmarks.audit locks/runtime.txt

docs: .venv/dev  ## the drawing in docs/architecture.md from the imports, the table in docs/privacy.md from the store
	$(BIN)/python -m benchmarks.documents

quality: $(BIN)/smallprint  ## the table of the base's quality in the README, and the schema for editors
	$(BIN)/smallprint knowledge stats --readme README.md
	$(BIN)/smallprint knowledge schema > knowledge/data/platform.schema.json

lock: .venv/dev  ## renew the locks from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra tracing pyproject.toml locks/build.in -o locks/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra tracing --group dev pyproject.toml -c locks/runtime.txt -o locks/dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header locks/deploy.in -o locks/deploy.txt

clean:  ## what make made
	rm -rf .venv dist bot/service/*.store .mypy_cache .pytest_cache .ruff_cache .hypothesis
