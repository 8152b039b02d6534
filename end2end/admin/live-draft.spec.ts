// A draft beside what is live: visitors see nothing of it until one of its languages is published.
import type { Browser, Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { expect, test, unique } from "../test.ts";

type SignIn = (who: "admin" | "editor", page?: Page) => Promise<void>;

/** A page that is live in both languages. */
async function begin(page: Page, signIn: SignIn, word: string): Promise<Editor> {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Draft ${word}`, Slug: `draft-${word}`, Text: "Live words." });
  await editor.write("German", { Title: `Entwurf ${word}`, Slug: `entwurf-${word}`, Text: "Veröffentlichte Worte." });
  await editor.save();
  await editor.publish("English");
  await editor.publish("German");
  return editor;
}

/** What a visitor reads. */
async function read(page: Page, path: string): Promise<string> {
  const answer = await page.request.get(path);
  expect(answer.status(), path).toBe(200);
  return answer.text();
}

test("a live page gets a draft: the preview shows it, visitors see nothing of it", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("English", { Text: `Half a sentence ${word}` });
  // Ctrl and S saves; it never publishes.
  await page.keyboard.press("Control+s");
  await editor.stored();
  await expect(editor.preview).toContainText(`Half a sentence ${word}`);
  await expect(page.getByRole("region", { name: "English", exact: true }).getByText("Live · changes")).toBeVisible();
  const panel = page.getByRole("region", { name: "Publish" });
  await expect(panel.getByText("Not live yet: Text.")).toBeVisible();
  expect(await read(page, `/draft-${word}`)).toContain("Live words.");
  expect(await read(page, `/draft-${word}`)).not.toContain("Half a sentence");
  expect(await read(page, `/search?q=${word}`)).not.toContain("Half a sentence");

  await page.goto(`/admin/pages?q=${word}`);
  await expect(page.getByRole("link", { name: new RegExp(`^Live · changes\\s*, English, Draft ${word}`) })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^Live\\s*, German, Draft ${word}`) })).toBeVisible();
  await page.getByRole("link", { name: `Draft ${word}`, exact: true }).click();
  await expect(editor.field("English", "Text")).toHaveValue(`Half a sentence ${word}`);
});

test("the changes of one language are published, and what all languages share with them", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("English", { Text: "New words." });
  await editor.write("German", { Text: "Neue Worte." });
  await editor.open("Settings");
  await page.getByLabel("Featured").check();
  await editor.save();
  const panel = page.getByRole("region", { name: "Publish" });
  await expect(panel.getByText(/^For all languages, not live yet: Featured\./)).toBeVisible();
  await editor.publishChanges("German");
  expect(await read(page, `/de/entwurf-${word}`)).toContain("Neue Worte.");
  expect(await read(page, `/draft-${word}`)).toContain("Live words.");
  await expect(panel.getByText(/^For all languages/)).toHaveCount(0);
  await expect(panel.getByText("Not live yet: Text.")).toHaveCount(1);

  // By the keyboard: the language in focus.
  await editor.open("Text");
  await editor.field("English", "Text").focus();
  await page.keyboard.press("Control+Enter");
  await expect(panel.getByText("Not live yet: Text.")).toHaveCount(0);
  expect(await read(page, `/draft-${word}`)).toContain("New words.");
});

test("a draft is dropped, after a question", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("English", { Text: "Words to drop." });
  await editor.save();
  await editor.write("German", { Text: "Ungespeichert." });
  await page.getByRole("button", { name: "Drop draft" }).click();
  const dialog = page.getByRole("dialog", { name: "Drop the draft?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(editor.field("English", "Text")).toHaveValue("Words to drop.");

  await page.getByRole("button", { name: "Drop draft" }).click();
  await dialog.getByRole("button", { name: "Drop draft" }).click();
  await expect(editor.field("English", "Text")).toHaveValue("Live words.");
  await expect(editor.field("German", "Text")).toHaveValue("Veröffentlichte Worte.");
  await expect(page.getByRole("button", { name: "Drop draft" })).toHaveCount(0);
  await page.reload();
  await expect(editor.field("English", "Text")).toHaveValue("Live words.");
  expect(await read(page, `/draft-${word}`)).toContain("Live words.");
});

test("one publishes while another writes: nothing is published unseen, and nothing is lost", async ({
  browser,
  page,
  signIn,
}) => {
  const word = unique();
  const mine = await begin(page, signIn, word);
  await mine.write("English", { Text: "My words." });
  await inAnotherBrowser(browser, signIn, async (colleague) => {
    const theirs = await mine.alsoOpenIn(colleague);
    await theirs.write("English", { Text: "Their words." });
    await theirs.publishChanges("English");
  });
  expect(await read(page, `/draft-${word}`)).toContain("Their words.");

  // I meant to publish mine; what they wrote is met first.
  await mine.publishChangesButton("English").click();
  const dialog = page.getByRole("dialog", { name: /^This page was changed in the meantime, last by/ });
  await expect(dialog.getByRole("listitem")).toHaveText(["It was saved.", "Changes in English are live."]);
  await dialog.getByRole("button", { name: "Back to the form" }).click();
  await expect(page.getByText(/^Something changed here in the meantime\./)).toBeVisible();
  await expect(mine.publishChangesButton("English")).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeVisible();
  expect(await read(page, `/draft-${word}`), "publishing is closed meanwhile").toContain("Their words.");
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  expect(await read(page, `/draft-${word}`), "a decision is saved, not published").toContain("Their words.");
  await mine.publishChanges("English");
  expect(await read(page, `/draft-${word}`)).toContain("My words.");
});

test("a planned publication does not take later words along", async ({ page, signIn }) => {
  test.setTimeout(180_000);
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("English", { Text: "Words for later." });
  await editor.save();
  await page.getByRole("button", { name: "Schedule English" }).click();
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await expect(dialog.getByLabel("Public from"), "a draft asks for a time").toHaveValue("");
  // By the clock of the reader, to the minute.
  const typed = await page.evaluate(() => {
    const soon = new Date(Date.now() + 90_000);
    return new Date(soon.getTime() - soon.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await dialog.getByLabel("Public from").fill(typed);
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  const panel = page.getByRole("region", { name: "Publish" });
  await expect(panel.getByText(/^A change is planned for/)).toBeVisible();
  await editor.write("English", { Text: "Words that came after." });
  await editor.save();
  expect(await read(page, `/draft-${word}`)).toContain("Live words.");
  await expect(async () => expect(await read(page, `/draft-${word}`)).toContain("Words for later.")).toPass({ timeout: 120_000 });
  await page.reload();
  await expect(editor.field("English", "Text")).toHaveValue("Words that came after.");
  await expect(panel.getByText("Not live yet: Text.")).toBeVisible();
});

test("a plan is cancelled, and the live page stays as it is", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("German", { Text: "Später." });
  await editor.save();
  await page.getByRole("button", { name: "Schedule German" }).click();
  const dialog = page.getByRole("dialog", { name: "Schedule German" });
  await dialog.getByLabel("Public from").fill("2099-03-01T10:00");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(page.getByText(/^German changes on .*2099/)).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Cancel the plan for German" }).click();
  const question = page.getByRole("dialog", { name: "Cancel the plan for German?" });
  await question.getByRole("button", { name: "Keep the plan" }).click();
  await expect(page.getByText(/^A change is planned/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel the plan for German" }).click();
  await question.getByRole("button", { name: "Cancel the plan" }).click();
  await expect(page.getByText(/^A change is planned/)).toHaveCount(0);
  expect(await read(page, `/de/entwurf-${word}`)).toContain("Veröffentlichte Worte.");
  await expect(editor.field("German", "Text")).toHaveValue("Später.");
});

async function inAnotherBrowser(browser: Browser, signIn: SignIn, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn("admin", page);
  await act(page);
  await context.close();
}
