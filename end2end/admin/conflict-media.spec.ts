// Two people and one file of the library: whatever is done to it, nobody's words are overwritten unseen.
import type { Browser, Locator, Page } from "@playwright/test";
import { elsewhere, type SignIn } from "../colleague.ts";
import { png } from "../files.ts";
import { openNewFile, replaceWith, save, stored, text } from "../library.ts";
import { expect, test, unique } from "../test.ts";

const replaced = "Replaced. Every page that shows the file shows the new one.";

test("a file is not moved to the trash over what somebody saved", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await text(page, "English", "Alternative text").fill("Mine");
  await someoneDescribes(browser, signIn, address);
  await page.getByRole("button", { name: "Move to trash" }).click();
  const dialog = page.getByRole("dialog", { name: /saved this file/ });
  await choice(dialog)
    .getByRole("radio", { name: /^Saved/ })
    .check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await stored(page);
  await expect(text(page, "English", "Alternative text")).toHaveValue("Theirs");

  // Seen now, it goes there and comes back, with what is typed in between.
  await page.getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByText(/^In the trash since/)).toBeVisible();
  await text(page, "German", "Alternative text").fill("Meins");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
  await page.reload();
  await expect(text(page, "English", "Alternative text")).toHaveValue("Theirs");
  await expect(text(page, "German", "Alternative text")).toHaveValue("Meins");
});

test("a draft that is taken back meets what somebody saved before they trashed the file", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await leaveDraft(page, "Mine");
  await elsewhere(browser, signIn, address, async (colleague) => {
    await text(colleague, "English", "Alternative text").fill("Theirs");
    await save(colleague);
    await trash(colleague);
  });
  await page.goto(address);
  const notice = page.getByRole("status").filter({ hasText: "You left unsaved text here" });
  await expect(notice).toContainText("The file was saved since then.");
  await notice.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^This file was moved to the trash/ });
  await expect(choice(dialog).getByText("Theirs", { exact: true }).last()).toBeVisible();
  await dialog.getByRole("button", { name: "Restore and save" }).click();
  await stored(page);
  await page.reload();
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
  await expect(text(page, "English", "Alternative text")).toHaveValue("Mine");
});

test("a draft of a file that was only trashed is no older, and is saved in the trash", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await leaveDraft(page, "Mine");
  await elsewhere(browser, signIn, address, trash);
  await page.goto(address);
  const notice = page.getByRole("status").filter({ hasText: "You left unsaved text here" });
  await expect(notice).toContainText("It was never saved.");
  await notice.getByRole("button", { name: "Take it back" }).click();
  await page.keyboard.press("Control+s");
  await stored(page);
  await expect(page.getByRole("dialog", { name: /this file/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/^In the trash since/)).toBeVisible();
  await expect(text(page, "English", "Alternative text")).toHaveValue("Mine");
});

test("a look for smaller sizes takes nothing of what somebody saved", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await page.goto("/about");
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  // The first answer opens the file, before anything is made of it; those after it are looks.
  let asked = 0;
  await page.route("**/api/admin/media/open", async (route) => {
    const isFirst = asked++ === 0;
    if (!isFirst) await held;
    const response = await route.fetch();
    const file = (await response.json()) as { variants: unknown[] };
    await route.fulfill({ response, json: { ...file, variants: isFirst ? [] : file.variants } });
  });
  await page.goto(address);
  await text(page, "English", "Alternative text").fill("Mine");
  await someoneDescribes(browser, signIn, address);
  letGo();
  await expect(page.getByText("Sizes made from it")).toBeVisible({ timeout: 20_000 });
  await expect(text(page, "English", "Alternative text")).toHaveValue("Mine");

  await page.getByRole("button", { name: /^Save/ }).click();
  const dialog = page.getByRole("dialog", { name: /saved this file/ });
  await expect(choice(dialog).getByRole("radio")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await stored(page);
});

test("a look that is answered late puts nothing older over what was saved", async ({ page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await page.goto("/about");
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let asked = 0;
  await page.route("**/api/admin/media/open", async (route) => {
    const number = ++asked;
    const response = await route.fetch();
    const file = (await response.json()) as { variants: unknown[] };
    if (number === 2) await held;
    await route.fulfill({ response, json: { ...file, variants: number === 1 ? [] : file.variants } });
  });
  // What a save answers has no sizes either, so that the screen goes on looking.
  await page.route("**/api/admin/media/save", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), variants: [] } });
  });
  await page.goto(address);
  await expect.poll(() => asked).toBe(2);
  await text(page, "English", "Alternative text").fill("Saved");
  await save(page);
  letGo();
  await expect(page.getByText("Sizes made from it")).toBeVisible({ timeout: 20_000 });
  await expect(text(page, "English", "Alternative text")).toHaveValue("Saved");
  await text(page, "English", "Alternative text").fill("Saved again");
  await save(page);
  await expect(page.getByRole("dialog", { name: /this file/ })).toHaveCount(0);
});

test("a file that somebody changed is shown as it is now, and replaced at the second try", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await someoneDescribes(browser, signIn, address);
  const file = png(`${unique()}.png`);
  await replaceWith(page, file);
  const news = page.locator("[id='form:notices']");
  await expect(news).toContainText(/Somebody saved this file, .*\. You see it as it is now/);
  await expect(text(page, "English", "Alternative text")).toHaveValue("Theirs");
  await news.getByRole("button", { name: new RegExp(`^Try again.*${file.name}`) }).click();
  await expect(page.getByText(replaced)).toBeVisible();
  await page.reload();
  await expect(page.getByText(file.name, { exact: true })).toBeVisible();
  await expect(text(page, "English", "Alternative text")).toHaveValue("Theirs");
});

test("who has typed decides before the file is replaced", async ({ browser, page, signIn }) => {
  const address = await openNewFile(page, signIn);
  await someoneDescribes(browser, signIn, address);
  await text(page, "English", "Alternative text").fill("Mine");
  const file = png(`${unique()}.png`);
  await replaceWith(page, file);
  const dialog = page.getByRole("dialog", { name: /saved this file/ });
  await choice(dialog)
    .getByRole("radio", { name: /^Yours/ })
    .check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await stored(page);
  await page.getByRole("button", { name: new RegExp(`^Try again.*${file.name}`) }).click();
  await expect(page.getByText(replaced)).toBeVisible();
  await page.reload();
  await expect(page.getByText(file.name, { exact: true })).toBeVisible();
  await expect(text(page, "English", "Alternative text")).toHaveValue("Mine");
});

test("what is typed while another file takes the place of this one stays, and is saved", async ({ page, signIn }) => {
  await openNewFile(page, signIn);
  await text(page, "English", "Alternative text").fill("Mine");
  await replaceWith(page, png(`${unique()}.png`));
  await expect(page.getByText(replaced)).toBeVisible();
  await save(page);
  await page.reload();
  await expect(text(page, "English", "Alternative text")).toHaveValue("Mine");
});

test("lines of a description stay as they are typed, and an alternative text is one line at once", async ({ page, signIn }) => {
  await openNewFile(page, signIn);
  await text(page, "English", "Description").fill("One\nof two\n\nThree");
  const alt = text(page, "English", "Alternative text");
  await alt.fill("A van\r\n  in Husum");
  await expect(alt).toHaveValue("A van in Husum");
  await alt.press("ArrowLeft");
  await alt.press("Enter");
  await alt.pressSequentially("x");
  await expect(alt).toHaveValue("A van in Husu xm");
  await save(page);
  await page.reload();
  await expect(text(page, "English", "Description")).toHaveValue("One\nof two\n\nThree");
  await expect(alt).toHaveValue("A van in Husu xm");
});

/** Another person saves an alternative text. */
async function someoneDescribes(browser: Browser, signIn: SignIn, address: string): Promise<void> {
  await elsewhere(browser, signIn, address, async (page) => {
    await text(page, "English", "Alternative text").fill("Theirs");
    await save(page);
  });
}

/** Types an alternative text and leaves the program with it. */
async function leaveDraft(page: Page, alt: string): Promise<void> {
  await text(page, "English", "Alternative text").fill(alt);
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/about");
}

async function trash(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page.getByText(/^In the trash since/).waitFor();
}

/** Between both versions of the alternative text. */
function choice(dialog: Locator): Locator {
  return dialog.getByRole("group", { name: "Alternative text, English" });
}
