# Each line calls a tool; what a tool does is written in it. `make` alone builds.

override export CARGO_TARGET_DIR := $(CURDIR)/target
export PATH := $(CURDIR)/target/tools:$(PATH)
export SQLX_OFFLINE := true

MAGNETIQ := target/release/magnetiq
FRONTEND := $(shell find app/src app/domain/src frontend -type f) $(wildcard Cargo.toml Cargo.lock app/Cargo.toml app/domain/Cargo.toml)
STYLES := $(shell find style public -type f)

.PHONY: build run dev test all-tests check e2e bench install

build: install target/assets/manifest.json ## target/release/magnetiq, with everything inside
	cargo build --release --locked --package server

run: build ## http://127.0.0.1:3000 with sample content
	test -s data/magnetiq_dev.db || $(MAGNETIQ) seed demo
	$(MAGNETIQ) serve

dev: install ## Builds again and starts again whenever a file changes
	node tools/dev.mjs

test: install ## What CI runs: form, dependencies, the tests of rules, store, HTTP and mail
	cargo fmt --all --check
	tools/forbidden
	cargo test --locked --features app/ssr

all-tests: check test e2e ## Also lints, documentation and the browser

check: install
	tools/check

e2e: build
	tools/install --browser
	node_modules/.bin/playwright test --config end2end

bench: build
	cargo run --release --locked --package server --example bench

install:
	@tools/install

# The stylesheets, the WASM bundles and their compressed forms.
target/assets/manifest.json: target/bundle/site/site.js $(STYLES) tools/assets.mjs package-lock.json
	node tools/assets.mjs

target/bundle/site/site.js: $(FRONTEND) tools/bundle | install
	tools/bundle
