// Reads what the program says to machines with the parsers that other people wrote: robots.txt, sitemap, feeds, and the links between the
// languages of every page. The argument is the base URL. Prints one problem a line; none, and the number of pages, if all is well.

import { Readable } from "node:stream";
import { parseAtomFeed } from "feedsmith";
import { parse } from "parse5";
import robotsParser from "robots-parser";
import { ErrorLevel, parseSitemap, XMLToSitemapItemStream } from "sitemap";

const base = process.argv[2];
const CODINGS = ["identity", "gzip", "br", "deflate", "*", "gzip, deflate, br, zstd"];
const problems = [];
const check = (isRight, what) => isRight || problems.push(what);

// A form has a token of its own in every answer.
const withoutFormToken = (text) => text.replace(/(<input[^>]*name="form_token"[^>]*value=)"[^"]*"/g, "$1");

// The answer, which is the same in every coding.
async function read(url, codings = ["gzip, deflate"]) {
  const answers = [];
  for (const coding of codings) {
    const response = await fetch(url, { headers: { "accept-encoding": coding }, redirect: "manual" });
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

const feeds = new Set();
const languageOf = new Map();
for (const { url, links, lastmod } of items) {
  check(url.startsWith(`${base}/`) && robots.isAllowed(url, "Googlebot"), `${url} may not be crawled`);
  check(isDate(lastmod), `${url}: lastmod ${lastmod}`);
  const { response, text } = await read(url, ["identity", "br"]);
  const faults = [];
  const note = ({ code, startLine }) => faults.push(`${code} in line ${startLine}`);
  const all = [...elements(parse(text, { onParseError: note }))];
  check(faults.length === 0, `${url}: ${faults}`);
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

check(feeds.size === 2, `feeds of ${feeds.size} languages`);
for (const url of feeds) {
  const { text } = await read(url, CODINGS);
  const feed = parseAtomFeed(text);
  check(
    feed.links.some((link) => link.rel === "self" && link.href === url),
    `${url} does not name itself`,
  );
  check(feed.entries.length > 0 && feed.title, `${url} is empty`);
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
    check(byUrl.has(link) && url.includes("/de/") === (languageOf.get(link) === "de"), `${url}: ${link} is not in the sitemap`);
    check(entry.title, `${url}: ${link} has no title`);
  }
}

problems.forEach((problem) => console.log(problem));
console.log(`${items.length} pages`);
process.exitCode = problems.length > 0 ? 1 : 0;
