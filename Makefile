# make lists the targets. All they need is Go, a C compiler for the tests that
# read tables back, and a module proxy; the browser that the tests of the pages
# drive is installed by make deps alone, which CI=1 runs first.
.DEFAULT_GOAL := help
GO ?= go
TOOL := $(GO) tool -modfile=.ci/tools/go.mod
BROWSER := { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1
ROWS ?= 4000
COUNT ?= 10

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build ./stemme
	$(GO) build -trimpath -ldflags '-s -w' -o stemme ./cmd/stemme

demo: build ## invent a survey, run a night over it, show what it found
	@rm -rf demo-data
	./stemme demo --rows $(ROWS) demo-data
	./stemme run --data demo-data/night demo-data/survey.csv
	./stemme themes --data demo-data/night
	@echo; echo "Se siderne / see the pages:  ./stemme serve --data demo-data/night"
	@echo "Tabellerne / the tables:     demo-data/night/current/tables/*.parquet"

screens: demo ## draw six pages of the demo into docs/pages
	sh testdata/screens.sh

deps: ## install a browser for the tests of the pages (as root, with apt)
	@$(BROWSER) || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; }

test: $(if $(CI),deps) ## run every test
	@$(BROWSER) || echo "NO BROWSER: the tests of the pages in a browser are SKIPPED; make deps installs one"
	$(GO) vet ./...
	$(GO) test ./...
	cd testdata/readback && $(GO) test -count=1 ./...
	cd testdata/bucket && $(GO) test -count=1 ./...

torture: ## kill nights at 1,000 moments, damage every file, fill the disk; takes hours
	STEMME_TORTURE=1 $(GO) test ./cmd/stemme -run '^TestTorture$$' -count=1 -v -timeout 12h

READERS := .readers/bin/python
test-readers: build ## read the tables of a night by pyarrow, pandas, Polars and DuckDB
	@test -x $(READERS) || python3 -m venv .readers
	@$(READERS) -m pip install --quiet --disable-pip-version-check -r testdata/readers/requirements.txt
	@rm -rf .readers/night && ./stemme demo --rows 600 .readers/night >/dev/null
	@./stemme run --quiet --data .readers/night/data .readers/night/survey.csv
	$(READERS) testdata/readers/readers.py ./stemme .readers/night/data testdata/golden/schema.txt
	@printf 'tables:\n  partition_rows: 100\n' > .readers/night/parted.yaml
	@./stemme run --quiet --config .readers/night/parted.yaml --data .readers/night/parted .readers/night/survey.csv
	$(READERS) testdata/readers/parted.py .readers/night/data .readers/night/parted testdata/golden/schema.txt

race: ## run the tests of what works concurrently under the race detector
	$(GO) test -race -timeout 20m ./index ./pipeline/edition ./pipeline/ledger ./cmd/stemme/web/frame
	$(GO) test -race -run 'Workers|States|Comparisons|Published' ./pipeline/nps
	$(GO) test -race -run 'Workers|AnyOrder' ./pipeline/themes

race-night: ## run whole nights under the race detector; takes some minutes
	$(GO) test -race -short -timeout 40m -run 'Order|Cancelled|Nothing' ./pipeline

fuzz: ## fuzz every target for 30 s
	@for pkg in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime 30s $$pkg || exit 1; \
	  done; \
	done

golden: ## rewrite the golden files; read the diff
	$(GO) test ./pipeline -run Contract -update
	$(GO) test ./pipeline/demo -run Sample -update
	STEMME_LONG=1 $(GO) test ./index -run Relevance -update

man: ## write the manual pages from the texts of the help
	$(GO) run ./cmd/stemme --lang en help --man > docs/man/stemme.1
	$(GO) run ./cmd/stemme --lang da help --man > docs/man/da/stemme.1

eval: ## measure themes and layers; keeps testdata/golden/{quality,layers}.txt
	$(GO) test ./pipeline/themes -run '^TestEval(Layers)?$$' -eval -v -timeout 60m

bench: ## run the benchmarks for benchstat, and whole nights by stage
	@mkdir -p testdata/bench
	$(GO) test -run '^$$' -bench . -benchmem -count=$(COUNT) -timeout 60m ./... | tee testdata/bench/$$(date +%F).txt
	cd testdata/peers && $(GO) test -bench . -count=$(COUNT) ./...

lint: ## gofmt, vet, staticcheck, go mod tidy
	@test -z "$$(gofmt -l . | tee /dev/stderr)"
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(GO) mod tidy -diff

check: lint test race ## before every commit

snapshot: ## build the archives of a release into dist, without publishing
	$(GO) tool -modfile=.ci/release/go.mod goreleaser release --snapshot --clean

.PHONY: help build demo screens test torture test-readers race race-night fuzz golden eval bench lint check deps snapshot man
