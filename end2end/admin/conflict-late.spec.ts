// What comes while a conflict is decided, or while a file is on its way, is not lost.
import type { Browser, Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { give, holdFirstUpload, png } from "../files.ts";
import { expect, test, unique } from "../test.ts";

type SignIn = (who: "admin" | "editor", page?: Page) => Promise<void>;

test("what is typed while a page is restored stays", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn, "Before");
  await trash(browser, mine, signIn);
  await mine.write("English", { Text: "After" });
  await mine.saveButton.click();
  await page.route("**/api/admin/items/restore", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await restoreAndSave(page);
  await mine.field("English", "Text").press("Control+End");
  await mine.field("English", "Text").pressSequentially(" and meanwhile");
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("After and meanwhile");
});

test("what somebody saves just after the page was restored is met, not overwritten", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn, "One\n\nTwo");
  await trash(browser, mine, signIn);
  await mine.write("English", { Text: "My one\n\nTwo" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /moved this page to the trash/ });
  await expect(dialog).toBeVisible();
  let isFirst = true;
  await page.route("**/api/admin/pages/open", async (route) => {
    if (isFirst) {
      isFirst = false;
      const context = await browser.newContext();
      const colleague = await context.newPage();
      await signIn("admin", colleague);
      const theirs = await mine.alsoOpenIn(colleague);
      await theirs.write("English", { Text: "One\n\nTheir two" });
      await theirs.save();
      await context.close();
    }
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Restore and save" }).click();
  const again = page.getByRole("dialog", { name: /saved this page/ });
  await again.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("My one\n\nTheir two");
});

test("a picture that comes while a conflict is decided stays in the text", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn, "One\n\nTwo");
  const letGo = await holdFirstUpload(page);
  await give(mine.field("English", "Text"), "drop", [png(`${unique()}.png`)]);
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await mine.alsoOpenIn(colleague);
  await theirs.write("English", { Excerpt: "Their excerpt" });
  await theirs.save();
  await context.close();
  await mine.write("English", { Excerpt: "My excerpt" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  await expect(dialog).toBeVisible();
  letGo();
  await expect(mine.field("English", "Text")).toHaveValue(/!\[\]\(media:\d+\)/);
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue(/^One\n\nTwo\n\n!\[\]\(media:\d+\)\s*$/);
});

test("who saves and leaves takes the picture along that is on its way", async ({ page, signIn }) => {
  const mine = await begin(page, signIn, "One");
  const address = page.url();
  const letGo = await holdFirstUpload(page);
  await give(mine.field("English", "Text"), "drop", [png(`${unique()}.png`)]);
  await page.getByRole("link", { name: "Media" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Leave with unsaved changes?" });
  await dialog.getByRole("button", { name: "Save and leave" }).click();
  letGo();
  await expect(page).toHaveURL(/\/admin\/media/);
  await page.goto(address);
  await expect(mine.field("English", "Text")).toHaveValue(/^One\n\n!\[\]\(media:\d+\)\s*$/);
});

async function begin(page: Page, signIn: SignIn, text: string): Promise<Editor> {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Late ${unique()}`, Text: text });
  await editor.save();
  return editor;
}

async function trash(browser: Browser, mine: Editor, signIn: SignIn): Promise<void> {
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  await mine.alsoOpenIn(colleague);
  await colleague.getByRole("button", { name: "Move to trash" }).click();
  await colleague.getByRole("dialog").getByRole("button", { name: "Move to trash" }).click();
  await expect(colleague.getByText("The page is in the trash.")).toBeVisible();
  await context.close();
}

async function restoreAndSave(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /moved this page to the trash/ });
  await dialog.getByRole("button", { name: "Restore and save" }).click();
}
