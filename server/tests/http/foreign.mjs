// Reads what the program says to machines with the parsers that other people wrote: robots.txt, sitemap, feeds, the links between the
// languages of every page, what each says of itself in JSON-LD and by which picture it is shared. The arguments are the base URL, what is there (`sample`: the sample site; `map`: so many
// pages that the sitemap alone is read; else any site), and the languages of the site. Prints one problem a line; none, and the number of pages, if all is well.

import { Readable } from "node:stream";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAtomFeed } from "feedsmith";
import jsonld from "jsonld";
import { parse } from "parse5";
import robotsParser from "robots-parser";
import { ErrorLevel, parseSitemap, XMLToSitemapItemStream } from "sitemap";

const base = process.argv[2];
const [site, tags] = [process.argv[3] ?? "sample", (process.argv[4] ?? "en,de").split(",")];
const CODINGS = ["identity", "gzip", "br", "deflate", "*", "gzip, deflate, br, zstd"];
const problems = [];
const check = (isRight, what) => isRight || problems.push(what);

// A form has a token of its own in every answer.
const withoutFormToken = (text) => text.replace(/(<input[^>]*name="form_token"[^>]*value=)"[^"]*"/g, "$1");

// Asks once more where the program closed a connection that was idle for long, just when it was used again.
const ask = (url, options) => fetch(url, options).catch(() => fetch(url, options));

// The answer, which is the same in every coding.
async function read(url, codings = ["gzip, deflate"]) {
  const answers = [];
  for (const coding of codings) {
    const response = await ask(url, { headers: { "accept-encoding": coding }, redirect: "manual" });
    answers.push({ response, text: await response.text() });
    check(response.status === 200, `${url}: ${response.status} for ${coding}`);
  }
  answers.forEach(({ text }, at) =>
    check(withoutFormToken(text) === withoutFormToken(answers[0].text), `${url}: ${codings[at]} holds something else`),
  );
  return answers[0];
}

function* elements(node) {
  if (node.tagName) yield { name: node.tagName, ...Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])) };
  for (const child of node.childNodes ?? []) yield* elements(child);
}

function textOf(node) {
  return node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join("");
}

function* nodes(node) {
  yield node;
  for (const child of node.childNodes ?? []) yield* nodes(child);
}

// The vocabulary is checked by `schema-dts`, so the context needs no more than its name.
const SCHEMA = "https://schema.org/";
async function documentLoader(url) {
  check(url === "https://schema.org", `a context of ${url}`);
  return { contextUrl: null, documentUrl: url, document: { "@context": { "@vocab": SCHEMA } } };
}

// The things that a document describes in JSON-LD, as a reader understands them: their types, each with a name.
async function things(document, url) {
  const scripts = [...nodes(document)].filter(
    (node) => node.tagName === "script" && node.attrs.some(({ value }) => value === "application/ld+json"),
  );
  check(scripts.length === 1, `${url}: ${scripts.length} documents of JSON-LD`);
  const text = textOf(scripts[0]);
  graphs.set(url, JSON.parse(text));
  const expanded = await jsonld.expand(JSON.parse(text), { documentLoader });
  const typed = (node) => (node["@type"] ?? []).map((type) => type.replace(SCHEMA, ""));
  const known = new Set(expanded.map((node) => node["@id"]).filter(Boolean));
  for (const [, id] of text.matchAll(/\{"@id":"([^"]+)"\}/g)) check(known.has(id), `${url}: nothing is ${id}`);
  return expanded.flatMap(typed);
}

// Width and height in the head of a PNG or a JPEG.
function sizeOf(bytes) {
  if (bytes.readUInt32BE(0) === 0x89504e47) return ["image/png", bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if ([0xc0, 0xc1, 0xc2].includes(bytes[at + 1])) return ["image/jpeg", bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  return [];
}

// By what a link to it is shown elsewhere.
async function shared(document, url) {
  const metas = [...nodes(document)]
    .filter((node) => node.tagName === "meta")
    .map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value])));
  const said = (key) => metas.filter(({ property }) => property === key).map(({ content }) => content);
  const [address] = said("og:image");
  const [mime, width, height, alt] = ["type", "width", "height", "alt"].map((part) => said(`og:image:${part}`)[0]);
  check(width === "1200" && height === "630" && alt, `${url}: its picture has ${width} × ${height} pixels and shows ${alt}`);
  const card = metas.find(({ name }) => name === "twitter:card")?.content;
  check(card === "summary_large_image", `${url}: twitter:card is ${card}`);
  if (pictures.size >= 6) return;
  pictures.add(address);
  const response = await ask(address);
  const size = response.status === 200 ? sizeOf(Buffer.from(await response.arrayBuffer())) : [];
  check(
    String(size) === String([mime, 1200, 630]) && response.headers.get("content-type") === mime,
    `${address}: ${response.status} ${size} instead of ${mime}`,
  );
}

// Drawing all of them would take long.
const pictures = new Set();
const graphs = new Map();
const kinds = new Map();
const isDate = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));
const said = (links) => JSON.stringify(links.map(({ lang, url }) => [lang, url]).sort());

const robots = robotsParser(`${base}/robots.txt`, (await read(`${base}/robots.txt`, CODINGS)).text);
check(
  said(robots.getSitemaps().map((url) => ({ url }))) === said([{ url: `${base}/sitemap.xml` }]),
  "robots.txt names another sitemap",
);
for (const path of ["/admin", "/admin/sign-in", "/api/admin/context", "/whitepapers/link/x"]) {
  check(robots.isDisallowed(base + path, "Googlebot"), `${path} may be crawled`);
}

const map = await read(`${base}/sitemap.xml`, CODINGS);
const items = await parseSitemap(Readable.from([map.text]));
await new Promise((done) => {
  const strict = Readable.from([map.text]).pipe(new XMLToSitemapItemStream({ level: ErrorLevel.THROW }));
  strict
    .on("error", (error) => (problems.push(`sitemap.xml: ${error}`), done()))
    .on("end", done)
    .resume();
});
const byUrl = new Map(items.map((item) => [item.url, item]));
check(items.length > 0 && byUrl.size === items.length, `${items.length} entries for ${byUrl.size} addresses`);

if (site === "map") {
  for (const { url, links, lastmod } of items) {
    check(isDate(lastmod) && links.length === 3 && links.some((link) => link.url === url), `${url}: ${lastmod} ${said(links)}`);
    for (const link of links)
      check(byUrl.has(link.url) && said(byUrl.get(link.url).links) === said(links), `${url}: ${link.url}`);
  }
  problems.forEach((problem) => console.log(problem));
  console.log(`${items.length} pages`);
  process.exit(problems.length > 0 ? 1 : 0);
}

const feeds = new Set();
const languageOf = new Map();
for (const { url, links, lastmod } of items) {
  check(url.startsWith(`${base}/`) && robots.isAllowed(url, "Googlebot"), `${url} may not be crawled`);
  check(isDate(lastmod), `${url}: lastmod ${lastmod}`);
  const { response, text } = await read(url, ["identity", "br"]);
  const faults = [];
  const note = ({ code, startLine }) => faults.push(`${code} in line ${startLine}`);
  const document = parse(text, { onParseError: note });
  const all = [...elements(document)];
  check(faults.length === 0, `${url}: ${faults}`);
  const types = await things(document, url);
  kinds.set(url, types);
  check(types.includes("Organization") && types.includes("WebSite"), `${url}: ${types}`);
  const hasCrumbs = all.some((element) => element.class === "crumbs");
  check(types.includes("BreadcrumbList") === hasCrumbs, `${url} is ${types} and shows ${hasCrumbs ? "" : "no "}way from the top`);
  const hasReadingTime = /Reading time|Lesezeit/.test(textOf(document));
  check(types.includes("Article") === hasReadingTime, `${url} is ${types} and shows ${hasReadingTime ? "a" : "no"} reading time`);
  await shared(document, url);
  const rels = (rel) => all.filter((element) => element.name === "link" && element.rel === rel);
  const language = all.find((element) => element.name === "html").lang;
  languageOf.set(url, language);
  check(response.headers.get("content-language") === language, `${url} is in ${language} and says otherwise`);
  check(
    rels("canonical").every(({ href }) => href === url) && rels("canonical").length === 1,
    `${url}: another canonical address`,
  );
  const alternates = rels("alternate")
    .filter((link) => link.hreflang)
    .map(({ hreflang, href }) => ({ lang: hreflang, url: href }));
  check(said(alternates) === said(links), `${url}: the page says ${said(alternates)}, the sitemap ${said(links)}`);
  check(new Set(links.map(({ lang }) => lang)).size === links.length, `${url}: one language twice`);
  if (links.length > 0) {
    check(
      links.some((link) => link.url === url && link.lang === language),
      `${url} does not name itself`,
    );
    check(
      links.some((link) => link.lang === "x-default"),
      `${url} names no default`,
    );
  }
  for (const link of links) {
    check(
      byUrl.has(link.url) && said(byUrl.get(link.url).links) === said(links),
      `${url} names ${link.url}, which does not name it`,
    );
  }
  rels("alternate")
    .filter((link) => link.type === "application/atom+xml")
    .forEach((link) => feeds.add(new URL(link.href, url).href));
}
for (const { url, links } of items) {
  for (const link of links.filter(({ lang }) => lang !== "x-default")) {
    check(languageOf.get(link.url) === link.lang, `${url}: ${link.url} is not in ${link.lang}`);
  }
}

const expected = [
  ["/", "WebSite"],
  ["/about", "AboutPage"],
  ["/de/ueber-uns", "AboutPage"],
  ["/contact", "ContactPage"],
  ["/de/kontakt", "ContactPage"],
  ["/services", "CollectionPage"],
  ["/de/leistungen", "CollectionPage"],
  ["/services/earth-faults", "Service"],
  ["/insights/reading-fault-records", "Article"],
  ["/privacy", "WebPage"],
  ["/whitepapers", "CollectionPage"],
  ["/de/whitepapers", "CollectionPage"],
];
for (const [path, type] of site === "sample" ? expected : []) {
  check(kinds.get(base + path)?.includes(type), `${path} is ${kinds.get(base + path)} and no ${type}`);
}
const papers = site !== "sample" ? [] : [...kinds].filter(([url]) => /\/whitepapers\/./.test(url));
check(
  papers.length > 0 === (site === "sample") && papers.every(([, types]) => types.includes("Report")),
  "a whitepaper is no Report",
);

// Excess properties and values of a wrong type are errors of TypeScript.
const folder = mkdtempSync(join(tmpdir(), "json-ld-"));
const types = createRequire(import.meta.url)
  .resolve("schema-dts")
  .replace(/\.js$/, ".d.ts");
const compiler = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace("package.json", "bin/tsc");
const written = [...graphs.values()].map((graph, at) => {
  // `query-input` belongs to the notation of actions, not to the vocabulary.
  const text = JSON.stringify(graph, (key, value) => (key === "query-input" ? undefined : value));
  return `export const graph${at}: Graph = ${text};`;
});
writeFileSync(join(folder, "graphs.ts"), [`import type { Graph } from ${JSON.stringify(types)};`, ...written].join("\n"));
const options = ["--noEmit", "--strict", "--skipLibCheck", "--allowImportingTsExtensions", "--module", "esnext"];
const compiled = spawnSync(process.execPath, [
  compiler,
  ...options,
  "--moduleResolution",
  "bundler",
  "--target",
  "esnext",
  join(folder, "graphs.ts"),
]);
rmSync(folder, { recursive: true });
for (const line of String(compiled.stdout).split("\n").filter(Boolean)) {
  const at = /graphs\.ts\((\d+),/.exec(line);
  problems.push(`${at ? [...graphs.keys()][at[1] - 2] : "JSON-LD"}: ${line.slice(0, 300)}`);
}
check(compiled.status === 0, `TypeScript ended with ${compiled.status} ${compiled.stderr}`);

check(feeds.size === tags.length, `feeds of ${feeds.size} languages`);
for (const url of feeds) {
  const { text } = await read(url, CODINGS);
  const feed = parseAtomFeed(text);
  check(
    feed.links.some((link) => link.rel === "self" && link.href === url),
    `${url} does not name itself`,
  );
  check(feed.entries.length > 0 && feed.title, `${url} is empty`);
  check(tags.includes(/<feed [^>]*xml:lang="([^"]+)"/.exec(text)?.[1]) && /^urn:uuid:/.test(feed.id), `${url}: language or name`);
  check(!/<summary type="text">/.test(text) && /<summary type="html">/.test(text), `${url}: summaries`);
  check(new Set(feed.entries.map(({ id }) => id)).size === feed.entries.length, `${url}: one id twice`);
  const newest = feed.entries
    .map(({ updated }) => updated)
    .sort()
    .at(-1);
  check(
    feed.updated === newest && feed.entries.every((entry) => isDate(entry.updated) && isDate(entry.published)),
    `${url}: dates`,
  );
  for (const entry of feed.entries) {
    const link = entry.links.find(({ rel }) => rel === "alternate").href;
    check(
      byUrl.has(link) && languageOf.get(link) === /xml:lang="([^"]+)"/.exec(text)[1],
      `${url}: ${link} is not in the sitemap`,
    );
    check(entry.title && entry.authors?.[0]?.name, `${url}: ${link} has no title or no author`);
    check(/^urn:uuid:[0-9a-f-]{36}$/.test(entry.id), `${url}: ${entry.id} changes with the address of the site`);
    check(
      kinds.get(link)?.some((type) => type === "Article" || type === "Report"),
      `${url}: ${link} is ${kinds.get(link)}`,
    );
    check(byUrl.get(link)?.lastmod === entry.updated, `${link}: changed ${byUrl.get(link)?.lastmod} and ${entry.updated}`);
  }
}

problems.forEach((problem) => console.log(problem));
console.log(`${items.length} pages`);
process.exitCode = problems.length > 0 ? 1 : 0;
