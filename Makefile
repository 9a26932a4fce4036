# make lists the targets.
.DEFAULT_GOAL := help
GO ?= go

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build ./stemme
	$(GO) build -o stemme ./cmd/stemme

test: ## run every test
	$(GO) vet ./...
	$(GO) test ./...

.PHONY: help build test
