// The way back through the history, and the first opening of a section.
import { expect, test } from "../test.ts";

test("a step back keeps tab, search, place and focus of a list", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 1000, height: 500 });
  await signIn("editor");
  await page.goto("/admin/pages?tab=drafts");
  await page.goto("/admin/pages");
  const rows = page.getByRole("row");
  await expect.poll(() => rows.count()).toBeGreaterThan(8);
  const link = rows.nth(8).getByRole("rowheader").getByRole("link").first();
  const name = (await link.textContent()) ?? "";
  await link.scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy(0, 120));
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(0);
  await link.focus();
  const scrolled = await page.evaluate(() => window.scrollY);
  await link.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.goBack();
  await expect(page.getByRole("link", { name, exact: true }).first()).toBeFocused();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrolled);

  await page.getByRole("link", { name: /^Drafts/ }).click();
  await expect(page).toHaveURL("/admin/pages?tab=drafts");
  await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Media" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Media");
  await page.goBack();
  await expect(page).toHaveURL("/admin/pages?tab=drafts");
  await expect(page.getByRole("link", { name: /^Drafts/ })).toHaveAttribute("aria-current", "page");
});

test("a section shows its title while its code is on its way, which a pointer over its link fetches ahead", async ({
  page,
  signIn,
}) => {
  await signIn("editor");
  await page.goto("/admin/pages");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  let letThrough = () => {};
  const held = new Promise<void>((done) => (letThrough = done));
  const fetched: string[] = [];
  await page.route(/split_lists.*\.wasm$/, async (route) => {
    fetched.push(route.request().url());
    await held;
    await route.continue();
  });
  const link = page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Media" });
  await link.hover();
  await expect.poll(() => fetched.length).toBe(1);
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Media");
  await expect(page.locator(".skeleton").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Media/);
  letThrough();
  await expect(page.getByRole("search", { name: /media/i })).toBeVisible();
  expect(fetched).toHaveLength(1);
});
