// A visitor reads: in both languages, at old and wrong addresses, with the keyboard, on a small screen.
import { expect, test, unique } from "../test.ts";

const readings = [
  {
    path: "/",
    language: "en",
    title: /^We find the fault before the grid does/,
    heading: "We find the fault before the grid does.",
  },
  { path: "/de", language: "de", title: /^Wir finden den Fehler vor dem Netz/, heading: "Wir finden den Fehler vor dem Netz." },
  { path: "/about", language: "en", title: /^About us/, heading: "About us" },
  { path: "/de/ueber-uns", language: "de", title: /^Über uns/, heading: "Über uns" },
];

for (const { path, language, title, heading } of readings) {
  test(`${path} is read in its language`, async ({ page, site }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()["content-language"]).toBe(language);
    await expect(page).toHaveTitle(title);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText([heading]);
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `${site.url}${path}`);
  });
}

test("the language switch leads to the same content and back", async ({ page }) => {
  await page.goto("/services/earth-faults");
  await page.getByRole("banner").getByRole("link", { name: "Deutsch" }).click();
  await expect(page).toHaveURL("/de/leistungen/erdschluss");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Erdschlussortung ohne Abschaltung");
  await page.getByRole("banner").getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL("/services/earth-faults");
});

test("an old address leads to the new one, however often it changed", async ({ page, site }) => {
  const word = unique();
  for (const slug of [`first-${word}`, `second-${word}`, `third-${word}`]) {
    site.import({
      [`moved-${word}.en.md`]: `---\ntitle: Moved ${word}\nslug: ${slug}\nstatus: published\n---\n\nIt is here now.\n`,
    });
  }
  for (const old of [`/first-${word}`, `/second-${word}`]) {
    const answer = await page.request.get(old, { maxRedirects: 0 });
    expect(answer.status()).toBe(301);
    expect(answer.headers()["location"]).toBe(`/third-${word}`);
  }
  await page.goto(`/first-${word}`);
  await expect(page).toHaveURL(`/third-${word}`);
  await expect(page.getByText("It is here now.")).toBeVisible();
});

test("a page that is not translated is shown in the language it is written in, and says so", async ({ page, site }) => {
  const answer = await page.goto("/de/insights/switchgear-in-the-cold");
  expect(answer?.status()).toBe(200);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const heading = page.getByRole("heading", { level: 1, name: "Switchgear in the cold" });
  await expect(heading).toHaveAttribute("lang", "en");
  await expect(page.getByText("Diese Seite gibt es noch nicht auf Deutsch. Sie lesen sie auf Englisch.")).toBeVisible();
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `${site.url}/insights/switchgear-in-the-cold`);
  await expect(page.locator('link[rel="alternate"][hreflang]')).toHaveCount(0);
});

test("a page that is only in another language than the default one is not found in that", async ({ page }) => {
  expect((await page.goto("/de/fachbeitraege/stoerlichtbogen"))?.status()).toBe(200);
  expect((await page.goto("/fachbeitraege/stoerlichtbogen"))?.status()).toBe(404);
});

test("drafts and planned pages are not found", async ({ page }) => {
  for (const path of ["/legal/terms", "/de/fachbeitraege/redispatch", "/de/feldtage-2027", "/field-days-2027"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
});

for (const { path, language, heading, toHome, home } of [
  { path: "/no-such-page", language: "en", heading: "There is no page here", toHome: "To the front page", home: "/" },
  { path: "/de/keine-seite", language: "de", heading: "Hier ist keine Seite", toHome: "Zur Startseite", home: "/de" },
]) {
  test(`${path} is a real page with status 404 and ways on`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByRole("main").locator('input[name="q"]')).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: toHome }).click();
    await expect(page).toHaveURL(home);
  });
}

test("an address with a slash at its end leads to the one without", async ({ page }) => {
  for (const [path, right] of [
    ["/about/", "/about"],
    ["/de/", "/de"],
    ["/de/ueber-uns/", "/de/ueber-uns"],
    ["/search/?q=relay", "/search?q=relay"],
  ]) {
    const answer = await page.request.get(`${path}`, { maxRedirects: 0 });
    expect([301, 308], path).toContain(answer.status());
    expect(answer.headers()["location"], path).toBe(right);
  }
});

test("reading fetches no script and nothing from anyone else, and leaves no cookie", async ({ page, site }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  for (const path of ["/", "/de/ueber-uns", "/careers", "/privacy"]) await page.goto(path, { waitUntil: "networkidle" });
  expect(fetched.length).toBeGreaterThan(4);
  expect(fetched.filter((url) => !url.startsWith(site.url))).toEqual([]);
  expect(fetched.filter((url) => /\.(js|wasm)\b/.test(url))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test("the theme that was chosen stays", { tag: "@wasm" }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const dark = page.getByRole("button", { name: "Dark theme" });
  await expect(dark).toHaveAttribute("aria-pressed", "false");
  await dark.click();
  await expect(dark).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  await page.goto("/about");
  await expect(dark).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
});

test("what needs scripting is not offered without it", { tag: "@no-script" }, async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Dark theme" })).toBeHidden();
});

test("on a small screen the menu opens from a button", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const services = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Services" });
  await expect(services).toBeHidden();
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expect(services).toBeVisible();
  await page.getByRole("button", { name: "Close menu" }).click();
  await expect(services).toBeHidden();
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await services.click();
  await expect(page).toHaveURL("/services");
});

test("the first press of the tab key offers to skip to the content", async ({ page }) => {
  await page.goto("/about");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/about#content");
  await page.keyboard.press("Tab");
  await expect(page.locator("main :focus")).toHaveCount(1);
});

test("the menu marks where one is, breadcrumbs lead back", async ({ page }) => {
  await page.goto("/services/earth-faults");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Services" })).toHaveAttribute(
    "aria-current",
    /./,
  );
  const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
  await expect(crumbs.locator('[aria-current="page"]')).toHaveText("Locating earth faults without an outage");
  await crumbs.getByRole("link", { name: "Services" }).click();
  await expect(page).toHaveURL("/services");
});

for (const { what, path } of [
  { what: "the front page", path: "/" },
  { what: "an article", path: "/de/fachbeitraege/petersenspulen" },
  { what: "a landing page", path: "/careers" },
  { what: "a legal text", path: "/de/datenschutz" },
  { what: "a page that is not translated", path: "/de/insights/switchgear-in-the-cold" },
  { what: "the page for unknown addresses", path: "/no-such-page" },
]) {
  test(`${what} shuts nobody out`, async ({ page, expectAccessible }) => {
    await page.goto(path);
    await expectAccessible();
  });
}

for (const path of ["/", "/de", "/none", "/search?q=zzzzqqqq", "/whitepapers"]) {
  test(`nothing moves while ${path} arrives slowly`, { tag: "@wasm" }, async ({ page }) => {
    // What came once is kept, as on a visit's second page.
    await page.goto("/about");
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    const slow = { offline: false, latency: 50, downloadThroughput: 20_000, uploadThroughput: 20_000 };
    await cdp.send("Network.emulateNetworkConditions", slow);
    await page.goto(path, { waitUntil: "load" });
    const shifts = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          type Shift = PerformanceEntry & { value: number; sources: { node: Element | null }[] };
          const told = (entry: Shift) => `${entry.value}: ${entry.sources.map(({ node }) => node?.nodeName).join()}`;
          new PerformanceObserver((list) => resolve(list.getEntries().map((entry) => told(entry as Shift)))).observe({
            type: "layout-shift",
            buffered: true,
          });
          // Without any shift the observer is never called.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
        }),
    );
    expect(shifts).toEqual([]);
  });
}
