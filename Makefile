# Each line calls a tool; what a tool does is written in it. `make` alone builds.

override export CARGO_TARGET_DIR := $(CURDIR)/target
export PATH := $(CURDIR)/target/tools:$(PATH)
export SQLX_OFFLINE := true

# A profile of cargo (Cargo.toml): `quick` for a first look, `release` for what is given away.
PROFILE := quick
MAGNETIQ := target/$(PROFILE)/magnetiq
FRONTEND := $(shell find app/src app/domain/src frontend -type f) $(wildcard Cargo.toml Cargo.lock app/Cargo.toml app/domain/Cargo.toml)
STYLES := $(shell find style public -type f)

step = @printf '\n== %s\n' "Step $(1) of 4: $(2)"

.PHONY: build run dist dev test all-tests check format e2e bench bench-search install form tests FORCE
.NOTPARALLEL:

build: install target/assets/manifest.json ## target/quick/magnetiq, with everything inside
	$(call step,4,the program)
	cargo build --profile $(PROFILE) --locked --package server

run: build ## http://127.0.0.1:3000 with sample content
	test -s data/magnetiq_dev.db || $(MAGNETIQ) seed demo
	$(MAGNETIQ) serve

dist: ## target/release/magnetiq, as small and fast as can be; takes longer
	@$(MAKE) --no-print-directory PROFILE=release build

dev: install ## Builds again and starts again whenever a file changes
	node tools/dev.mjs

test: form tests ## The quick one: form, dependencies, the tests of rules, store, HTTP and mail

all-tests: check tests e2e ## Also lints, documentation and the browser; what fails soonest comes first

check: install
	tools/check

form: install
	tools/format --check
	tools/forbidden

tests: install
	cargo test --locked --features app/ssr --tests

format: install
	tools/format

e2e: build
	tools/install --browser
	node_modules/.bin/playwright test --config end2end

bench: dist ## The numbers we promise. The search of a large site takes minutes more and is `make bench-search`
	cargo run --release --locked --package server --example bench

bench-search: install ## The search over 100,000 documents; fails where a bar is missed
	tools/words
	cargo run --release --locked --package store --example large_search -- target/words

build: export STEP := Step 1 of 4: the tools
install:
	@tools/install

# The stylesheets, the WASM bundles and their compressed forms.
target/assets/manifest.json: target/bundle/site/site.js $(STYLES) tools/assets.mjs package-lock.json
	$(call step,3,the assets)
	node tools/assets.mjs --profile $(PROFILE)

target/bundle/site/site.js: $(FRONTEND) target/profile tools/bundle tools/rustc-erased $(wildcard tools/bundler/Cargo.* tools/bundler/src/*) | install
	$(call step,2,the two bundles for the browser)
	tools/bundle $(PROFILE)

# Bundles and assets lie in one place: this file says for which profile they were made, and changes with it alone.
target/profile: FORCE
	@mkdir -p target && (echo $(PROFILE) | cmp -s - $@ || echo $(PROFILE) >$@)
