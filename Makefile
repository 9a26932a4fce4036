# make lists the targets. Each does its own set-up; all it needs is Go, a C
# compiler for the tests that read tables back, and a module proxy.
.DEFAULT_GOAL := help
GO ?= go
TOOL := $(GO) tool -modfile=.ci/tools/go.mod
ROWS ?= 4000
COUNT ?= 10

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build ./stemme
	$(GO) build -trimpath -o stemme ./cmd/stemme

demo: build ## invent a survey, run a night over it, show what it found
	@rm -rf demo-data
	./stemme demo --rows $(ROWS) demo-data
	./stemme run --data demo-data/night demo-data/survey.csv
	./stemme themes --data demo-data/night
	@echo; echo "Se siderne / see the pages:  ./stemme serve --data demo-data/night"
	@echo "Tabellerne / the tables:     demo-data/night/current/tables/*.parquet"

test: browser ## run every test
	$(GO) vet ./...
	$(GO) test ./...
	cd testdata/readback && $(GO) test -count=1 ./...

race: ## run the tests under the race detector
	$(GO) test -race ./...

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

eval: ## measure themes and layers; keeps testdata/golden/{quality,layers}.txt
	$(GO) test ./pipeline/themes -run '^TestEval(Layers)?$$' -eval -v -timeout 60m

bench: ## run the benchmarks for benchstat, and whole nights by stage
	@mkdir -p testdata/bench
	$(GO) test -run '^$$' -bench . -benchmem -count=$(COUNT) -timeout 60m ./... | tee testdata/bench/$$(date +%F).txt

lint: ## gofmt, vet, staticcheck, go mod tidy
	@test -z "$$(gofmt -l . | tee /dev/stderr)"
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(GO) mod tidy -diff

check: lint test race ## before every commit

# The tests of the pages drive a real browser. Where there is none and the
# system's package manager can be used, it is installed.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } >/dev/null 2>&1; } || \
	echo "no browser: the tests of the pages will be skipped"

.PHONY: help build demo test race fuzz golden eval bench lint check browser
