// What every spec imports: `test` with a running site, and what all screens have to be.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, type BrowserContext, expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { Errors } from "./errors.ts";
import { people, type Person, type Role, Site, someone, unique } from "./site.ts";

export { expect, people, Site, someone, unique };

type Cookies = Parameters<BrowserContext["addCookies"]>[0];

type Fixtures = {
  errors: Errors;
  /** Declares an error that this test provokes, in the browser's console or the program's log: any other fails it. */
  expectLogged: (pattern: RegExp) => void;
  /** A new installation of this test's own: no page, no admin. */
  newSite: Site;
  /** Signs someone in, through the form; a role of the worker's site only the first time, later by the cookie it got. */
  signIn: (who: Role | Person, page?: Page) => Promise<void>;
  /** Expects that nobody is shut out of the screen shown: light and dark, wide and narrow. */
  expectAccessible: (page?: Page) => Promise<void>;
};

export const test = base.extend<Fixtures, { site: Site; sessions: Map<Role, Cookies> }>({
  // One for all specs of a worker.
  site: [
    async ({}, use) => {
      const site = await Site.start();
      await use(site);
      await site.stop();
      expect(Site.newErrors(), "errors in the log at the end").toEqual([]);
    },
    { scope: "worker" },
  ],
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],
  baseURL: ({ site }, use) => use(site.url),
  newSite: async ({}, use) => {
    const site = await Site.start({ empty: true });
    await use(site);
    await site.stop();
  },
  // Every test is followed, and all that it opens.
  errors: [
    async ({ browser }, use, info) => {
      const errors = new Errors(browser);
      await use(errors);
      const found = errors.end();
      if (info.status !== info.expectedStatus || found.length > 0) {
        for (const [url, log] of Site.logs()) await info.attach(`log of ${url}`, { body: log });
      }
      expect(found, "errors in the browser's console or the program's log").toEqual([]);
    },
    { auto: true },
  ],
  expectLogged: ({ errors }, use) => use((pattern) => errors.expect(pattern)),
  signIn: async ({ page: first, sessions }, use) => {
    await use(async (who, page = first) => {
      const person = typeof who === "string" ? people[who] : who;
      const known = typeof who === "string" && sessions.get(who);
      if (known) return page.context().addCookies(known);
      await page.goto("/admin/sign-in");
      await page.getByLabel("E-mail").fill(person.email);
      await page.getByLabel("Password", { exact: true }).fill(person.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname !== "/admin/sign-in");
      if (typeof who === "string") sessions.set(who, await page.context().cookies());
    });
  },
  expectAccessible: async ({ page: first }, use) => {
    await use(async (page = first) => {
      const size = page.viewportSize();
      for (const width of [1440, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoSidewaysScrolling(page, width);
        for (const [colorScheme, rules] of [
          ["light", allRules],
          ["dark", rulesOfColour],
        ] as const) {
          await page.emulateMedia({ colorScheme });
          // A list that is asked for anew is pale for as long as that takes, so it is measured again; what is wrong stays wrong.
          const name = `axe, ${colorScheme}, ${width} px`;
          await expect(async () => expect(await findings(page, rules), name).toEqual([])).toPass({ timeout: 20_000 });
        }
      }
      await page.emulateMedia({ colorScheme: null });
      if (size) await page.setViewportSize(size);
    });
  },
});

async function expectNoSidewaysScrolling(page: Page, width: number): Promise<void> {
  const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrolled, `width of the page at ${width} px`).toBeLessThanOrEqual(width);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.0 to 2.2 A and AA, and axe's own best practices. */
const allRules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** What the colour scheme can change. */
const rulesOfColour = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe objects to by these rules, one line each. */
async function findings(page: Page, rules: typeof allRules): Promise<string[]> {
  // A colour on its way to the other scheme is none that anyone reads.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
  // Evaluated, not added as a <script>: neither the Content-Security-Policy nor switched-off scripting stands in the way.
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe);
  // Without scripting no timer ever fires, and axe begins its work with one.
  await page.evaluate(
    `if (matchMedia("(scripting: none)").matches) window.setTimeout = (act) => void Promise.resolve().then(act)`,
  );
  const options = { resultTypes: ["violations"], preload: false, runOnly: rules };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}
