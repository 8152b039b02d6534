// What was typed and not saved stays in the browser: one draft for each tab.
import type { Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { expect, test, unique } from "../test.ts";

test("what was typed comes back after the browser was closed", async ({ page, site, signIn }) => {
  const title = `Kept ${unique()}`;
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: title, Text: "A long afternoon's work." });
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${site.url}/about`);
  await page.goto("/admin/pages/new");
  await expect(page.getByText(/^You left unsaved text here/)).toBeVisible();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(editor.field("English", "Title")).toHaveValue(title);
  await expect(editor.field("English", "Text")).toHaveValue("A long afternoon's work.");
  await expect(editor.field("English", "Slug")).not.toHaveValue("");
  await editor.save();
  await page.goto("/admin/pages/new");
  await expect(editor.field("English", "Title")).toHaveValue("");
  await expect(page.getByText(/^You left unsaved text here/)).toHaveCount(0);
});

test("two tabs with a new page keep a draft each, and neither discards the other's", async ({ page, signIn }) => {
  const [one, two] = [`First tab ${unique()}`, `Second tab ${unique()}`];
  await signIn("editor");
  const tabs: Page[] = [];
  for (const title of [one, two]) {
    const tab = await page.context().newPage();
    tabs.push(tab);
    await (await Editor.begin(tab)).write("English", { Title: title, Text: "Not yet saved" });
  }
  await page.goto("/admin/pages");
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("magnetiq.draft.")).length);
  await expect.poll(drafts).toBe(2);

  const editor = await Editor.begin(page);
  const notice = (title: string) => page.getByRole("status").filter({ hasText: title });
  await expect(notice(one)).toContainText("Another tab is still open");
  await expect(notice(one)).toContainText("Title, English");
  await expect(notice(two)).toContainText("Another tab is still open");
  await expect(page.getByRole("button", { name: "Discard it" })).toHaveCount(0);

  for (const tab of tabs) await tab.close();
  // Nobody has to come back to this tab first.
  await expect(notice(one)).toContainText("You left unsaved text here");
  await expect(notice(two)).toContainText("You left unsaved text here");
  await notice(two).getByRole("button", { name: "Discard it" }).click();
  await expect(notice(two)).toHaveCount(0);
  await notice(one).getByRole("button", { name: "Take it back" }).click();
  await expect(editor.field("English", "Title")).toHaveValue(one);
  await expect(notice(one)).toHaveCount(0);
});

test("whoever leaves by Back, saved or not, goes on through the history from there", async ({ page, signIn }) => {
  await signIn("editor");
  for (const way of ["Leave without saving", "Save and leave"]) {
    await page.goto("/admin/media");
    await page.goto("/admin/pages");
    await page.getByRole("link", { name: "New page" }).click();
    const editor = new Editor(page);
    await editor.write("English", { Title: `Back ${unique()}`, Text: "Not yet saved" });
    await page.goBack();
    const dialog = page.getByRole("dialog", { name: "Leave with unsaved changes?" });
    await expect(page).toHaveURL(/\/admin\/pages\/new$/);
    await dialog.getByRole("button", { name: way }).click();
    await expect(page).toHaveURL(/\/admin\/pages$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/admin\/media$/);
    await page.goForward();
    await expect(page).toHaveURL(/\/admin\/pages$/);
    await page.goForward();
    await expect(page).toHaveURL(/\/admin\/pages\/(new|\d+)$/);
  }
});

test("the notice of a draft names it by the language that was written in", async ({ page, signIn }) => {
  await signIn("editor");
  const word = unique();
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `English ${word}`, Text: "Text" });
  await editor.write("German", { Title: `Deutsch ${word}`, Text: "Text" });
  await editor.save();
  await editor.write("English", { Text: "Another text" });
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("magnetiq.draft.")).length);
  await expect.poll(drafts).toBe(1);
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/^You left unsaved text here/)).toContainText(`English ${word}`);
});

test("a browser that has no room for the draft says so", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await editor.write("English", { Title: "Too much" });
  await expect(page.getByText("This browser cannot keep a copy of your unsaved text")).toBeVisible();
});

test("the notices of several drafts shut nobody out", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  await signIn("editor");
  const word = unique();
  // An earlier visit left the first, and the second is still written in another tab.
  for (const isLeft of [true, false]) {
    const tab = await page.context().newPage();
    await (
      await Editor.begin(tab)
    ).write("German", { Title: `Ein langer Titel, der nirgends ganz hineinpasst ${word}`, Text: "Text" });
    await expect
      .poll(() => tab.evaluate((word) => Object.values(localStorage).filter((draft) => draft.includes(word)).length, word))
      .toBe(isLeft ? 1 : 2);
    if (isLeft) await tab.close();
  }
  await Editor.begin(page);
  await expect(page.getByRole("status").filter({ hasText: word })).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Discard it" })).toHaveCount(1);
  await expectAccessible();
});

test("a draft of another new page is not offered within the page that was stored", async ({ page, signIn }) => {
  const left = `Left ${unique()}`;
  await signIn("editor");
  const tab = await page.context().newPage();
  await (await Editor.begin(tab)).write("English", { Title: left });
  await tab.evaluate(() => window.dispatchEvent(new Event("blur")));
  await tab.close();
  const editor = await Editor.begin(page);
  const notice = page.getByRole("status").filter({ hasText: left });
  await expect(notice).toBeVisible();
  await editor.write("English", { Title: `Stored ${unique()}`, Text: "Words." });
  await editor.save();
  await expect(page).toHaveURL(/\/admin\/pages\/\d+/);
  await expect(notice).toHaveCount(0);
  await page.goto("/admin/pages/new");
  await expect(notice).toBeVisible();
});
