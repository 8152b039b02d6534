// Moving about in the admin: what is left is gone, with its keys; and links to a place on the page lead there.
import type { CDPSession, Locator, Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { png } from "../files.ts";
import { upload } from "../library.ts";
import { expect, test, unique } from "../test.ts";
import { pdf, WhitepaperEditor } from "../whitepapers.ts";

/** A screen: its address, and the heading that tells that it is there. */
type Screen = readonly [address: string, name: string];

/** Every screen that needs no item, of the side menu and behind it. */
const allScreens: readonly Screen[] = [
  ["/admin/pages", "Pages"],
  ["/admin/media", "Media"],
  ["/admin/whitepapers", "Whitepapers"],
  ["/admin/texts", "Site texts"],
  ["/admin/texts/labels", "Labels"],
  ["/admin/users", "Users"],
  ["/admin/mail", "Mail"],
  ["/admin/account", "Your account"],
  ["/admin/pages/new", "New page"],
  ["/admin/users/new", "New user"],
  ["/admin/whitepapers/new", "New whitepaper"],
  ["/admin/mail/templates", "Mail templates"],
];

/** A live page and a live whitepaper, each with a draft beside it, and a file: the screens of items, which are the largest. */
async function itemScreens(page: Page): Promise<Screen[]> {
  const word = unique();
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Moves ${word}`, Text: "Live words." });
  await editor.save();
  await editor.publish("English");
  await editor.write("English", { Text: "Other words." });
  await editor.save();
  const items = [await screenOf(page)];
  const paper = await WhitepaperEditor.begin(page);
  await paper.write("English", { Title: `Paper ${word}`, Description: "Live words." });
  await paper.upload(pdf(word));
  await paper.save();
  await paper.publish("English");
  await paper.write("English", { Description: "Other words." });
  await paper.save();
  items.push(await screenOf(page));
  const downloads = `${new URL(page.url()).pathname}/downloads`;
  await page.goto(downloads);
  await expect(page.getByRole("heading", { level: 1, name: /^Downloads: / })).toBeVisible();
  items.push(await screenOf(page));
  await page.goto("/admin/media");
  const picture = png(`moves-${word}.png`);
  await upload(page, [picture]);
  await page.getByRole("region", { name: "Uploads" }).getByRole("link", { name: picture.name }).click();
  await expect(page.getByRole("region", { name: "English", exact: true }).getByLabel("Title", { exact: true })).toBeVisible();
  items.push(await screenOf(page));
  return items;
}

/** The screen that is open. */
async function screenOf(page: Page): Promise<Screen> {
  await settled(page);
  // The title of a screen may still be on its way.
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).not.toContainText("…");
  const name = await heading.textContent();
  return [new URL(page.url()).pathname, name?.trim() ?? ""];
}

test("a hundred moves between all screens leave nothing behind", async ({ page, signIn }) => {
  test.setTimeout(300_000);
  await signIn("admin");
  const screens = [...allScreens, ...(await itemScreens(page))];
  await page.goto("/admin/pages");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  // What is fetched and filled once is there after a few rounds.
  for (let round = 0; round < 3; round++) await visitAll(page, screens);
  const before = await measured(cdp, page);
  for (let round = 0; round < Math.ceil(100 / screens.length); round++) await visitAll(page, screens);
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
  test.slow();
  await signIn("admin");
  const screens = [...allScreens, ...(await itemScreens(page))];
  await page.goto("/admin/pages");
  await heading(page, "Pages");
  for (const [address, name] of screens) {
    await follow(page, address);
    await heading(page, name);
    await settled(page);
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

test("what was refused leads to its field, with the keyboard, also on another tab", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: "", Text: "Words without a title." });
  await editor.open("Settings");
  await page.getByLabel("Order", { exact: true }).fill("nowhere");
  await editor.open("Text");
  await editor.saveButton.click();
  const summary = page.getByRole("main").getByRole("alert");
  // Its lines come one after the other.
  for (const field of ["Title", "Slug", "Order"]) await expect(summary).toContainText(field);
  await summary.getByRole("button", { name: /^Title/ }).focus();
  await page.keyboard.press("Enter");
  await expect(editor.field("English", "Title")).toBeFocused();
  await summary.getByRole("button", { name: "Order", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Order", { exact: true })).toBeFocused();
  await expect(page).toHaveURL(/\?tab=settings$/);
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

async function visitAll(page: Page, screens: readonly Screen[]): Promise<void> {
  for (const [address, name] of screens) {
    await follow(page, address);
    await heading(page, name);
    await settled(page);
    for (const button of ["Schedule English", "Drop draft"]) await openAndClose(page, button);
  }
}

/** The dialog of a button of the publish panel, where the screen has one and something to do with it: an empty form has not. */
async function openAndClose(page: Page, name: string): Promise<void> {
  const button: Locator = page.getByRole("region", { name: "Publish" }).getByRole("button", { name, exact: true });
  if ((await button.count()) === 0 || (await button.isDisabled())) return;
  await button.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(dialog).toHaveCount(0);
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
