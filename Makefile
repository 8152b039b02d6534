# Each line calls a tool; what a tool does is written in it. `make` alone builds.

override export CARGO_TARGET_DIR := $(CURDIR)/target
export PATH := $(CURDIR)/target/tools:$(PATH)
export SQLX_OFFLINE := true

MAGNETIQ := target/release/magnetiq
FRONTEND := $(shell find app/src app/domain/src frontend -type f) $(wildcard Cargo.toml Cargo.lock app/Cargo.toml app/domain/Cargo.toml)
STYLES := $(shell find style public -type f)

step = @printf '\n== %s\n' "Step $(1) of 3: $(2)"

.PHONY: build run dev test all-tests check format e2e bench install

build: install target/assets/manifest.json ## target/release/magnetiq, with everything inside
	$(call step,3,the program)
	cargo build --release --locked --package server

run: build ## http://127.0.0.1:3000 with sample content
	test -s data/magnetiq_dev.db || $(MAGNETIQ) seed demo
	$(MAGNETIQ) serve

dev: install ## Builds again and starts again whenever a file changes
	node tools/dev.mjs

test: install ## The quick one: form, dependencies, the tests of rules, store, HTTP and mail
	tools/format --check
	tools/forbidden
	cargo test --locked --features app/ssr --tests

all-tests: check test e2e ## Also lints, documentation and the browser

check: install
	tools/check

format: install
	tools/format

e2e: build
	tools/install --browser
	node_modules/.bin/playwright test --config end2end

bench: build
	cargo run --release --locked --package server --example bench

install:
	@tools/install

# The stylesheets, the WASM bundles and their compressed forms.
target/assets/manifest.json: target/bundle/site/site.js $(STYLES) tools/assets.mjs package-lock.json
	$(call step,2,the assets)
	node tools/assets.mjs

target/bundle/site/site.js: $(FRONTEND) tools/bundle $(wildcard tools/bundler/Cargo.* tools/bundler/src/*) | install
	$(call step,1,the two bundles for the browser)
	tools/bundle
