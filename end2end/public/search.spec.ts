// A visitor searches: with any input, through the pages of results, with suggestions where there is WASM.
import type { Page } from "@playwright/test";
import { expect, test } from "../test.ts";

test("a word finds the pages that hold it, the best first", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await search(page, "petersen coils");
  await expect(page).toHaveURL(/\/search\?q=petersen(\+|%20)coils$/);
  await expect(page).toHaveTitle(/petersen coils/);
  await expect(field(page)).toHaveValue("petersen coils");
  const best = results(page).first();
  await expect(best.getByRole("link", { name: "Tuning Petersen coils without folklore" })).toBeVisible();
  await expect(best.locator("mark").first()).toBeVisible();
  await best.getByRole("link", { name: "Tuning Petersen coils without folklore" }).click();
  await expect(page).toHaveURL("/insights/tuning-petersen-coils");
});

test("a search in German finds German pages, also without the umlauts' dots and by the beginning of a word", async ({ page }) => {
  await page.goto("/de/suche");
  for (const typed of ["Störlichtbogen", "storlichtb"]) {
    await search(page, typed);
    await expect(results(page).getByRole("link", { name: "Störlichtbogen: Prüfung und Nachweis" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
  }
});

test("what is not published is not found", async ({ page }) => {
  await page.goto("/search?q=terms+of+consultation");
  await expect(page.getByRole("main").getByRole("link", { name: "Terms of consultation" })).toHaveCount(0);
});

test("nothing found is said, with what may help", async ({ page }) => {
  await page.goto("/search?q=xylophonquartett");
  await expect(page.getByRole("main")).toContainText("Nothing found for “xylophonquartett”");
  await expect(page.getByText("Try fewer words, or only the beginning of one.")).toBeVisible();
  await expect(results(page)).toHaveCount(0);
  const ways = page.getByRole("navigation", { name: "Or have a look around" });
  await ways.getByRole("link", { name: "Services" }).click();
  await expect(page).toHaveURL("/services");
});

test("what only another language has is shown below, in its language", async ({ page }) => {
  await page.goto("/search?q=Störlichtbogen");
  const elsewhere = page.getByRole("region", { name: "In other languages" });
  const hit = elsewhere.getByRole("link", { name: "Störlichtbogen: Prüfung und Nachweis" });
  await expect(hit).toHaveAttribute("lang", "de");
  await expect(elsewhere.getByText("in German").first()).toBeVisible();
});

test("a result says what it is, when it came, and below which pages it stands", async ({ page }) => {
  await page.goto("/search?q=petersen+coils");
  await expect(results(page).first()).toContainText(/^Page · \d+ [A-Z][a-z]+ \d{4} · Insights/);
});

test("the empty search page begins in its field, one with results at its top", async ({ page }) => {
  await page.goto("/search");
  await expect(field(page)).toBeFocused();
  await page.goto("/search?q=fault");
  await expect(results(page).first()).toBeVisible();
  await expect(field(page)).not.toBeFocused();
});

test("an empty search asks what one is looking for", async ({ page }) => {
  for (const path of ["/search", "/search?q=", "/search?q=+%20+"]) {
    expect((await page.goto(path))?.status()).toBe(200);
    await expect(page.getByText("What are you looking for?")).toBeVisible();
  }
});

for (const typed of [
  "</textarea><script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  `"unclosed AND (NEAR * : ^ -`,
  "' OR 1=1; drop table pages; --",
  "👩‍🔬 🎉",
  "%00\u{1}\u{202e}",
  "*",
  "a".repeat(10_000),
  "word ".repeat(2_000),
]) {
  test(`a search for ${JSON.stringify(typed.slice(0, 40))} is a search like any other`, async ({ page }) => {
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const answer = await page.goto(`/search?q=${encodeURIComponent(typed)}`);
    expect(answer?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("contentinfo")).toBeVisible();
    await expect(page.locator("main img[onerror], main script")).toHaveCount(0);
    expect(dialogs).toEqual([]);
    if (typed.startsWith("<") || typed.startsWith('"')) await expect(field(page)).toHaveValue(typed);
  });
}

test("results are shown by kind", async ({ page }) => {
  await page.goto("/search?q=fault");
  const kinds = page.getByRole("main").getByRole("navigation").filter({ hasText: "Everything" });
  await expect(kinds.getByRole("link", { name: /^Everything/ })).toHaveAttribute("aria-current", "true");
  await kinds.getByRole("link", { name: /^Pages/ }).click();
  await expect(page).toHaveURL(/[?&]q=fault/);
  await expect(page).toHaveURL(/[?&]kind=page/);
  await expect(kinds.getByRole("link", { name: /^Pages/ })).toHaveAttribute("aria-current", "true");
  await expect(results(page).first()).toBeVisible();
});

test("many results are shown ten at a time", async ({ page }) => {
  await page.goto("/search?q=fault");
  await expect(results(page)).toHaveCount(10);
  const titles = await results(page).getByRole("heading").allTextContents();
  const pager = page.getByRole("navigation", { name: "Pages of results" });
  await pager.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/[?&]page=2/);
  await expect(results(page).first()).toBeVisible();
  const further = await results(page).getByRole("heading").allTextContents();
  expect(further.filter((title) => titles.includes(title))).toEqual([]);
  await pager.getByRole("link", { name: "Previous" }).click();
  await expect(results(page).getByRole("heading")).toHaveText(titles);
});

test("a page of results that does not exist is no fault", async ({ page }) => {
  for (const query of ["page=0", "page=-1", "page=999999999999999999999", "page=x", "kind=<script>", "page=2&page=3"]) {
    const answer = await page.goto(`/search?q=fault&${query}`);
    expect(answer?.status(), query).toBeLessThan(500);
  }
});

test("the page for unknown addresses has a search that finds", async ({ page }) => {
  await page.goto("/no-such-page");
  await search(page, "storage");
  await expect(page).toHaveURL(/\/search\?q=storage/);
  await expect(results(page).first()).toBeVisible();
});

test("suggestions come while one types, and the keyboard chooses one", { tag: "@wasm" }, async ({ page }) => {
  await page.goto("/search");
  await type(page, "peters");
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options.first()).toContainText("Petersen");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(field(page)).toHaveValue("peters");
  await field(page).pressSequentially("e");
  await expect(options.first()).toContainText("Petersen");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/\/search/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("without a choice Enter searches for what was typed", { tag: "@wasm" }, async ({ page }) => {
  await page.goto("/search");
  await type(page, "peters");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=peters$/);
});

test("a suggestion is followed by a click", { tag: "@wasm" }, async ({ page }) => {
  await page.goto("/de/suche");
  await type(page, "erdschl");
  await page
    .getByRole("option", { name: /Erdschluss/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/de\/(?!suche)/);
});

test("hostile input gets suggestions like any other", { tag: "@wasm" }, async ({ page }) => {
  await page.goto("/search");
  await type(page, `"<b>peters & <script>alert(1)</script>`);
  await expect(page.locator("main script")).toHaveCount(0);
  await field(page).fill("peters");
  await expect(page.getByRole("option").first()).toContainText("Petersen");
});

test("the search page shuts nobody out", async ({ page, expectAccessible }) => {
  for (const path of ["/search", "/de/suche?q=netz", "/search?q=xylophonquartett"]) {
    await page.goto(path);
    await expectAccessible();
  }
});

test("suggestions shut nobody out", { tag: "@wasm" }, async ({ page, expectAccessible }) => {
  await page.goto("/search");
  await type(page, "peters");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible();
});

function field(page: Page) {
  return page.getByRole("main").locator('input[name="q"]');
}

function results(page: Page) {
  return page.getByRole("main").locator(".results > li");
}

async function search(page: Page, words: string): Promise<void> {
  await field(page).fill(words);
  await field(page).press("Enter");
}

/** Types once the field answers: what stood in it before it woke is asked for with the next letter. */
async function type(page: Page, words: string): Promise<void> {
  await field(page).focus();
  await expect(page.locator("leptos-island[data-awake]")).not.toHaveCount(0);
  await field(page).pressSequentially(words);
}
