// Moving about in the admin: what is left is gone, with its keys; and links to a place on the page lead there.
import type { CDPSession, Page } from "@playwright/test";
import { expect, test, unique } from "../test.ts";

/** Every screen of the side menu and behind it, by its address and the heading that tells that it is there. */
const screens = [
  ["/admin/pages", "Pages"],
  ["/admin/media", "Media"],
  ["/admin/whitepapers", "Whitepapers"],
  ["/admin/users", "Users"],
  ["/admin/mail", "Mail"],
  ["/admin/account", "Your account"],
  ["/admin/pages/new", "New page"],
  ["/admin/users/new", "New user"],
  ["/admin/whitepapers/new", "New whitepaper"],
  ["/admin/mail/templates", "How mails look"],
] as const;

test("a hundred moves between all screens leave nothing behind", async ({ page, signIn }) => {
  test.setTimeout(180_000);
  await signIn("admin");
  await page.goto("/admin/pages");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  // What is fetched and filled once is there after a few rounds.
  for (let round = 0; round < 3; round++) await visitAll(page);
  const before = await measured(cdp, page);
  for (let round = 0; round < 10; round++) await visitAll(page);
  const after = await measured(cdp, page);
  const grown = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));
  test.info().annotations.push({ type: "measured", description: JSON.stringify({ before, after }) });
  // One screen that stayed would count for 200 nodes and a listener or more, each of a hundred times.
  expect(grown.Nodes, JSON.stringify({ before, after })).toBeLessThan(200);
  expect(grown.JSEventListeners, JSON.stringify({ before, after })).toBeLessThan(20);
  expect(grown.JSHeapUsedSize, JSON.stringify({ before, after })).toBeLessThan(1_000_000);
  expect(grown.shown, JSON.stringify({ before, after })).toBeLessThan(200);
});

test("the key of a screen acts on that screen only", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/pages");
  await heading(page, "Pages");
  for (const [address, name] of [
    ["/admin/media", "Media"],
    ["/admin/mail", "Mail"],
    ["/admin/account", "Your account"],
    ["/admin/whitepapers/new", "New whitepaper"],
  ] as const) {
    // By way of the lists that have the key.
    for (const list of ["/admin/pages", "/admin/whitepapers", "/admin/users"]) await follow(page, list);
    await follow(page, address);
    await heading(page, name);
    await page.keyboard.press("n");
    await page.keyboard.press("/");
    await twoFrames(page);
    await expect(page).toHaveURL(address);
    await heading(page, name);
  }
  await follow(page, "/admin/users");
  await heading(page, "Users");
  await page.keyboard.press("n");
  await expect(page).toHaveURL("/admin/users/new");
  await follow(page, "/admin/pages");
  await heading(page, "Pages");
  await page.keyboard.press("n");
  await expect(page).toHaveURL("/admin/pages/new");
});

test("an editor that is followed by another keeps its guard", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/pages/new");
  await heading(page, "New page");
  await follow(page, "/admin/whitepapers/new");
  await heading(page, "New whitepaper");
  await page.getByRole("region", { name: "English", exact: true }).getByLabel("Title", { exact: true }).fill(unique());
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page).toHaveURL("/admin/whitepapers/new");
});

test("an editor that is left before the browser tells its locks ends quietly", async ({ page, signIn }) => {
  await signIn("admin");
  await page.addInitScript(() => {
    const query = navigator.locks.query.bind(navigator.locks);
    navigator.locks.query = async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      setTimeout(() => document.documentElement.setAttribute("data-locks", "told"));
      return query();
    };
  });
  await page.goto("/admin/pages/new");
  await heading(page, "New page");
  await follow(page, "/admin/users");
  await heading(page, "Users");
  // A panic of the program in the browser fails the test.
  await expect(page.locator("html")).toHaveAttribute("data-locks", "told");
  await follow(page, "/admin/media");
  await heading(page, "Media");
});

test("a screen that is left while it loads does not come back", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/pages");
  await heading(page, "Pages");
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await follow(page, "/admin/users");
  await follow(page, "/admin/pages");
  await heading(page, "Pages");
  release();
  await page.unrouteAll({ behavior: "wait" });
  await follow(page, "/admin/media");
  await heading(page, "Media");
  await follow(page, "/admin/pages");
  await heading(page, "Pages");
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" }).locator("[aria-current]")).toHaveText("Pages");
});

test("the skip link leads to the content, on every screen and after every move", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/pages");
  await heading(page, "Pages");
  for (const [address, name] of screens.slice(0, 4)) {
    await follow(page, address);
    await heading(page, name);
    for (let time = 0; time < 2; time++) {
      await page.locator("a.skip").focus();
      await page.keyboard.press("Enter");
      await expect(page.locator("main#content")).toBeFocused();
      await expect(page).toHaveURL(`${address}#content`);
    }
    // The next stop lies in the content, not in the menu.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    await page.goBack();
    await expect(page).toHaveURL(address);
    await heading(page, name);
  }
});

/** What the page holds on to, after the browser has thrown away what it does not. */
async function measured(cdp: CDPSession, page: Page): Promise<Record<string, number>> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  for (let time = 0; time < 3; time++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const names = ["Nodes", "JSEventListeners", "JSHeapUsedSize"];
  const found = Object.fromEntries(metrics.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]));
  return { ...found, shown: await page.evaluate(() => document.querySelectorAll("*").length) };
}

async function visitAll(page: Page): Promise<void> {
  for (const [address, name] of screens) {
    await follow(page, address);
    await heading(page, name);
    await settled(page);
  }
}

/** Follows a link of the admin to this address, as one of its own does. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    const link = document.createElement("a");
    link.href = address;
    document.querySelector("main")?.append(link);
    link.click();
    link.remove();
  }, address);
  await expect(page).toHaveURL(address);
}

async function heading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
}

/** Until nothing is on its way that the screen shows. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("main .skeleton, main [aria-busy=true]")).toHaveCount(0);
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
