// Writes target/assets: every file a browser may ask for, compressed, under an address that changes with its content, and
// manifest.json, which tells the server the address of each.
//
//   node tools/assets.mjs [--profile quick|release|dev] [--bundle target/bundle]
//
// `release` compresses well, the others fast. The manifest maps a name to what the server needs to answer with it:
//   "site.css": { "path": "/assets/site.4c1f09ab7e.css", "type": "text/css; charset=utf-8",
//                 "raw_bytes": 25265, "br_bytes": 5700 }
// The compressed form lies at the same path under target/assets (without "/assets"), with ".br" added.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import zlib from "node:zlib";
import { transform } from "esbuild";
import { bundle } from "lightningcss";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: { profile: { type: "string", default: "quick" }, bundle: { type: "string", default: "target/bundle" } },
});
// The last steps of brotli take ten seconds and save a tenth.
const level = { dev: 2, quick: 5, release: 11 }[options.profile];
if (!level) throw new Error(`the profile is quick, release or dev, not ${options.profile}`);
const isDev = options.profile === "dev";
const compiled = path.resolve(root, options.bundle);
const target = path.join(root, "target/assets");

const types = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const manifest = {};
// Written beside its place and moved there whole: a server that reads from disk never sees half of it.
const fresh = `${target}.new`;
await rm(fresh, { recursive: true, force: true });
await writeStylesheets();
await writeBundle("site");
await writeBundle("admin");
await writePublic();
await writeFile(path.join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
// To make, assets for development are never up to date, so `make build` writes them again.
if (isDev) await utimes(path.join(target, "manifest.json"), 0, 0);
report();

/** One stylesheet for visitors, one for the header in which the whole menu fits, one for the admin's first screen, one for its others. No
 *  browser is targeted: `light-dark()` has to stay what it is. */
async function writeStylesheets() {
  for (const name of ["site.css", "header-row.css", "admin.css", "admin-screens.css"]) {
    const { code } = bundle({ filename: path.join(root, "style", name), minify: true });
    await write(name, hashed(name, code), code);
  }
}

/** The WASM, its loader and its chunks import each other by name, so they share a folder that is named by all of them. */
async function writeBundle(bundle) {
  const files = new Map();
  for (const name of (await readdir(path.join(compiled, bundle))).sort()) {
    if (![".js", ".wasm"].includes(path.extname(name))) continue;
    const content = await readFile(path.join(compiled, bundle, name));
    files.set(name, name.endsWith(".js") && !isDev ? await minified(content) : content);
  }
  const folder = hash([...files].flat());
  for (const [name, content] of files) await write(`${bundle}/${name}`, `${folder}/${name}`, content);
}

async function minified(script) {
  const { code } = await transform(script, { minify: true, format: "esm", target: "esnext", legalComments: "none" });
  return Buffer.from(code);
}

async function writePublic() {
  for (const name of await readdir(path.join(root, "public"))) {
    const content = await readFile(path.join(root, "public", name));
    await write(name, hashed(name, content), content);
  }
}

async function write(name, address, content) {
  const type = types[path.extname(name)];
  if (!type) throw new Error(`${name}: its media type is not known here`);
  const file = path.join(fresh, address);
  const br = await brotli(content);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.br`, br);
  manifest[name] = {
    path: `/assets/${address}`,
    type,
    raw_bytes: content.length,
    br_bytes: br.length,
  };
}

function brotli(content) {
  const params = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: level,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
  };
  return promisify(zlib.brotliCompress)(content, { params });
}

/** "site.css" to "site.4c1f09ab7e.css". */
function hashed(name, content) {
  const { name: stem, ext } = path.parse(name);
  return `${stem}.${hash([content])}${ext}`;
}

function hash(parts) {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("hex").slice(0, 10);
}

function report() {
  for (const [name, { raw_bytes, br_bytes }] of Object.entries(manifest)) {
    console.log(`${name.padEnd(40)} ${String(raw_bytes).padStart(9)} bytes, ${String(br_bytes).padStart(7)} with brotli`);
  }
}
