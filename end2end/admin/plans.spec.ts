// What waits for its time is never taken back without a word, and what is live gets an end without its draft.
import type { Locator, Page } from "@playwright/test";
import { Editor, hoursAgo } from "../editor.ts";
import { expect, test, unique } from "../test.ts";

type SignIn = (who: "admin" | "editor", page?: Page) => Promise<void>;

const planned = "2099-03-01T10:00";

/** A page in English, stored. */
async function begin(page: Page, signIn: SignIn, word: string): Promise<Editor> {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Plan ${word}`, Slug: `plan-${word}`, Text: "First words." });
  await editor.save();
  return editor;
}

function question(page: Page, name: string): Locator {
  return page.getByRole("dialog", { name });
}

async function status(page: Page, path: string): Promise<number> {
  return (await page.request.get(path)).status();
}

test("an hour has the same form wherever it stands", async ({ page, signIn }) => {
  const editor = await begin(page, signIn, unique());
  await editor.schedule("English", { from: "2099-03-01T03:30" });
  const card = editor.publishCard;
  await expect(card.getByText(/^English is planned for .*2099.* 03:30/)).toBeVisible();
  await card.getByRole("button", { name: "Publish English now" }).click();
  await expect(question(page, "Publish English now?")).toContainText(/2099 at 03:30/);
});

test("an embargo is not broken by one click", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.schedule("English", { from: planned });
  const card = editor.publishCard;
  await expect(card.getByText(/^English is planned for .*2099.* The draft is what is planned\.$/)).toBeVisible();
  await editor.write("English", { Text: "First words, without the slip." });
  await expect(card.getByText(/The draft differs from what is planned: Text\.$/)).toBeVisible();
  await expect(card.getByText(/what is published/)).toHaveCount(0);
  await expect(card.getByRole("button", { name: /Publish changes/ })).toHaveCount(0);

  // The button says what it does, and asks.
  await card.getByRole("button", { name: "Publish English now" }).click();
  const dialog = question(page, "Publish English now?");
  await expect(dialog).toContainText(/English is planned for .*2099/);
  await expect(dialog).toContainText("What is planned differs from the draft (Text) and goes with the plan.");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  expect(await status(page, `/plan-${word}`)).toBe(404);

  // So does the keyboard; the slip is mended in the plan.
  await editor.field("English", "Text").focus();
  await page.keyboard.press("Control+Enter");
  await dialog.getByRole("button", { name: "Put the draft into the plan" }).click();
  await expect(card.getByText(/The draft is what is planned\.$/)).toBeVisible();
  expect(await status(page, `/plan-${word}`)).toBe(404);

  await card.getByRole("button", { name: "Publish English now" }).click();
  await expect(dialog.getByRole("button", { name: "Put the draft into the plan" }), "it is there already").toHaveCount(0);
  await dialog.getByRole("button", { name: "Publish now and cancel the plan" }).click();
  await expect(page.getByText(/^English is live, and the plan for .*2099.* is cancelled\.$/)).toBeVisible();
  expect(await (await page.request.get(`/plan-${word}`)).text()).toContain("without the slip");
  await expect(card.getByText(/planned/)).toHaveCount(0);
});

test("switching off asks before it takes a plan back", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.publish("English");
  await editor.write("English", { Text: "Later words." });
  await editor.schedule("English", { from: planned });
  await expect(editor.publishCard.getByText(/^A change is planned for .*2099/)).toBeVisible();
  await editor.switch("English").click();
  const dialog = question(page, "Switch English off?");
  await expect(dialog).toContainText(/A change is planned for .*2099/);
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(editor.switch("English")).toBeChecked();
  expect(await status(page, `/plan-${word}`)).toBe(200);
  await editor.switch("English").click();
  await dialog.getByRole("button", { name: "Switch off and cancel the plan" }).click();
  await expect(page.getByText(/visitors no longer see it, and the plan for .*2099.* is cancelled\.$/)).toBeVisible();
  expect(await status(page, `/plan-${word}`)).toBe(404);
});

test("a live text gets an end, and its draft stays a draft", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.publish("English");
  await editor.write("English", { Text: "Draft words." });
  await editor.schedule("English", { until: planned });
  const card = editor.publishCard;
  await expect(card.getByText(/^English is public until .*2099/)).toBeVisible();
  await expect(card.getByText("Not live yet: Text.")).toBeVisible();
  expect(await (await page.request.get(`/plan-${word}`)).text()).toContain("First words.");

  // Published, it still ends; the end is taken away again.
  await editor.publishChanges("English");
  await expect(card.getByText(/^English is public until .*2099/)).toBeVisible();
  await editor.schedule("English", { until: "" });
  await expect(page.getByText("English has no end any more.")).toBeVisible();
  await expect(card.getByText(/^English is public until/)).toHaveCount(0);
  expect(await status(page, `/plan-${word}`)).toBe(200);
});

test("no change is planned where there is none", async ({ page, signIn }) => {
  const editor = await begin(page, signIn, unique());
  await editor.publish("English");
  await editor.schedule("English", { from: planned });
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await expect(dialog.getByLabel("Public from")).toHaveAccessibleDescription(/there is no change to plan/);
  await expect(dialog.getByLabel("Public from")).toBeFocused();
});

test("who plans where only what all languages share differs is told that it cannot wait", async ({ page, signIn }) => {
  const editor = await begin(page, signIn, unique());
  await editor.publish("English");
  await editor.open("Settings");
  await page.getByLabel("Featured").check();
  await editor.schedule("English", { from: planned });
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await expect(dialog).toContainText("What all languages share cannot wait for a time (Featured)");
  await expect(dialog.getByLabel("Public from")).toHaveAccessibleDescription(/The text in this language is what is live/);
});

test("a draft beside a plan is dropped to what is planned, and the plan stays", async ({ page, signIn }) => {
  const editor = await begin(page, signIn, unique());
  await editor.schedule("English", { from: planned });
  await expect(editor.publishCard.getByText(/^English is planned for/)).toBeVisible();
  await editor.write("English", { Text: "Other words." });
  await editor.save();
  await page.getByRole("button", { name: "Drop draft" }).click();
  const dialog = question(page, "Drop the draft?");
  await expect(dialog).toContainText("The form goes back to what is planned in English. The plan for English stays as it is.");
  await expect(dialog).not.toContainText(/live|revision/);
  await dialog.getByRole("button", { name: "Drop draft" }).click();
  await expect(editor.field("English", "Text")).toHaveValue("First words.");
  await expect(editor.publishCard.getByText(/^English is planned for/)).toBeVisible();
});

test("the list shows when a live text changes", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.publish("English");
  await editor.write("English", { Text: "Later words." });
  await editor.schedule("English", { from: planned });
  await expect(editor.publishCard.getByText(/^A change is planned for/)).toBeVisible();
  await page.goto(`/admin/pages?tab=planned&q=${word}`);
  await expect(page.getByRole("link", { name: new RegExp(`2099.*, planned change, English, Plan ${word}`) })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^Live · changes\\s*, English, Plan ${word}`) })).toBeVisible();
  await expectAccessible();
});

test("the open editor notices that a plan has come due, and keeps what is typed", async ({ page, signIn }) => {
  test.setTimeout(180_000);
  const word = unique();
  const editor = await begin(page, signIn, word);
  const typed = await page.evaluate(() => {
    const soon = new Date(Date.now() + 90_000);
    return new Date(soon.getTime() - soon.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await editor.schedule("English", { from: typed });
  await expect(editor.publishCard.getByText(/^English is planned for/)).toBeVisible();
  await editor.write("English", { Text: "Typed meanwhile." });
  const state = page.getByRole("region", { name: "English", exact: true });
  await expect(state.getByText("Live · changes")).toBeVisible({ timeout: 150_000 });
  await expect(editor.publishCard.getByText(/^English is planned for/)).toHaveCount(0);
  await expect(editor.field("English", "Text")).toHaveValue("Typed meanwhile.");
  await editor.save();
  expect(await (await page.request.get(`/plan-${word}`)).text()).toContain("First words.");
});

test("a language that was emptied while it is live says why nothing can be published", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("German", { Title: `Plan ${word}`, Slug: `vorhaben-${word}`, Text: "Worte." });
  await editor.save();
  await editor.publish("German");
  await editor.write("German", { Title: "", Slug: "", Text: "" });
  await expect(editor.publishCard.getByText(/^German is empty here, so there is nothing to publish\./)).toBeVisible();
  await expect(editor.publishChangesButton("German")).toHaveCount(0);
});

test("switching off a language that was emptied asks, because its text goes", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.write("German", { Title: `Plan ${word}`, Slug: `vorhaben-${word}`, Text: "Worte." });
  await editor.save();
  await editor.publish("German");
  await editor.write("German", { Title: "", Slug: "", Text: "" });
  await editor.switch("German").click();
  const dialog = question(page, "Switch German off?");
  await expect(dialog).toContainText("German is empty here. The text that visitors read goes with it.");
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(editor.switch("German")).toBeChecked();
  expect(await status(page, `/de/vorhaben-${word}`)).toBe(200);
  await editor.switch("German").click();
  await dialog.getByRole("button", { name: "Switch off", exact: true }).click();
  await expect(page.getByText("German has no text any more; visitors no longer see it.")).toBeVisible();
  expect(await status(page, `/de/vorhaben-${word}`)).not.toBe(200);
});

test("a year with two digits publishes nothing, and a time just past says what it does", async ({ page, signIn }) => {
  const word = unique();
  const editor = await begin(page, signIn, word);
  await editor.schedule("English", { from: "0027-03-01T10:00" });
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await expect(dialog.getByLabel("Public from")).toHaveAccessibleDescription(/This time is past\./);
  expect(await status(page, `/plan-${word}`)).toBe(404);
  await dialog.getByLabel("Public from").fill(planned);
  await dialog.getByLabel(/^Until/).fill("0028-03-01T10:00");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(dialog.getByLabel(/^Until/)).toHaveAccessibleDescription(/This time is past\./);
  await dialog.getByLabel(/^Until/).fill("");

  await dialog.getByLabel("Public from").fill(await hoursAgo(page, 1));
  await expect(dialog.getByRole("button", { name: "Save and schedule" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("English is live.")).toBeVisible();
  expect(await status(page, `/plan-${word}`)).toBe(200);
});
