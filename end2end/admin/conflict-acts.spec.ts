// What a colleague did is told by its name; whoever did nothing is not named.
import type { Browser, Page } from "@playwright/test";
import { elsewhere } from "../colleague.ts";
import { Editor } from "../editor.ts";
import { expect, people, type Site, test, unique } from "../test.ts";

type SignIn = (who: "admin" | "editor", page?: Page) => Promise<void>;

const name = `${people.admin.firstName} ${people.admin.lastName}`;

/** A page that is live in English, and open here. */
async function begin(page: Page, signIn: SignIn): Promise<Editor> {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Acts ${word}`, Slug: `acts-${word}`, Text: "Live words." });
  await editor.save();
  await editor.publish("English");
  return editor;
}

test("a page that a colleague took off the site was not saved by them", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn);
  await mine.write("English", { Text: "My words." });
  await elsewhere(browser, signIn, page.url(), async (colleague) => {
    await new Editor(colleague).switchOff("English");
    await expect(colleague.getByText(/visitors no longer see it/)).toBeVisible();
  });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: new RegExp(`^${name} took English off the site, `) });
  await expect(dialog).toContainText("The texts are as you opened them");
  await dialog.getByRole("button", { name: "Back to the form" }).click();
  await expect(mine.switch("English"), "the card shows how it stands").not.toBeChecked();
  await mine.saveButton.click();
  await expect(dialog, "it is told again").toBeVisible();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await expect(mine.switch("English")).not.toBeChecked();
});

test("a colleague's plan is told, and asked about before it is taken back", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn);
  await mine.write("English", { Text: "Words for later." });
  await mine.save();
  await elsewhere(browser, signIn, page.url(), async (colleague) => {
    const theirs = new Editor(colleague);
    await theirs.field("English", "Title").waitFor();
    await theirs.schedule("English", { from: "2099-03-01T10:00" });
    await expect(colleague.getByText(/^English changes on .*2099/)).toBeVisible();
  });
  // Nothing is typed, so nothing has to be decided.
  await mine.publishChangesButton("English").click();
  await expect(page.getByText(new RegExp(`^${name} planned English for .*2099.* You see it as it is now`))).toBeVisible();
  await mine.publishChangesButton("English").click();
  await expect(page.getByRole("dialog", { name: "Publish English now?" })).toContainText(/planned for .*2099/);
});

test("a colleague's dropped draft is no save", async ({ browser, page, signIn }) => {
  const mine = await begin(page, signIn);
  await mine.write("English", { Text: "Draft words." });
  await mine.save();
  await elsewhere(browser, signIn, page.url(), async (colleague) => {
    await colleague.getByRole("button", { name: "Drop draft" }).click();
    await colleague.getByRole("dialog").getByRole("button", { name: "Drop draft" }).click();
    await expect(colleague.getByText("The draft is dropped.")).toBeVisible();
  });
  await mine.write("English", { Excerpt: "Mine" });
  await mine.saveButton.click();
  await expect(page.getByRole("dialog", { name: new RegExp(`^${name} dropped the draft, `) })).toBeVisible();
});

test("one's own other tab is no colleague", async ({ page, signIn }) => {
  const mine = await begin(page, signIn);
  const tab = await page.context().newPage();
  const other = await mine.alsoOpenIn(tab);
  await other.write("English", { Text: "From the other tab." });
  await other.save();
  await tab.close();
  await mine.write("English", { Text: "From this tab." });
  await mine.saveButton.click();
  await expect(page.getByRole("dialog", { name: /^In another tab you saved this page, / })).toBeVisible();
});

test("a restore that is refused names the slug, and is no failed save", async ({ page, site, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Lost ${word}`, Slug: `taken-${word}`, Text: "Words." });
  await editor.save();
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByText(/^In the trash since/)).toBeVisible();
  site.import({ [`taken-${word}.en.md`]: `---\ntitle: Other ${word}\nslug: taken-${word}\nstatus: published\n---\n\nText.\n` });
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: "restored" });
  await expect(alert).toContainText(`Not restored: “taken-${word}” is in use by now.`);
  await expect(alert).not.toContainText("Not saved");
  await editor.write("English", { Slug: `free-${word}` });
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
  await expect(alert).toHaveCount(0);
});

test("after a refused restore of what a colleague trashed, another slug is saved in the trash", async ({
  browser,
  page,
  site,
  signIn,
}) => {
  const word = unique();
  const mine = await takenElsewhere(browser, page, site, signIn, `spot-${word}`);
  await mine.write("English", { Text: "My words." });
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog", { name: /moved this page to the trash/ });
  await expect(dialog.getByText("It is in the trash."), "the heading says it").toHaveCount(0);
  await dialog.getByRole("button", { name: "Restore and save" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "restored" });
  await expect(alert).toContainText(`Not restored: “spot-${word}” is in use by now.`);
  await expect(mine.field("English", "Slug")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("listitem").filter({ hasText: "Slug is free" })).toHaveCount(0);
  await expect(mine.field("English", "Text")).toHaveValue("My words.");

  await mine.write("English", { Slug: `free-${word}` });
  await page.keyboard.press("Control+s");
  await mine.stored();
  await expect(dialog).toHaveCount(0);
  await expect(alert).toHaveCount(0);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("My words.");
  await expect(mine.field("English", "Slug")).toHaveValue(`free-${word}`);
});

test("a slug that was typed before the restore is refused takes the place of the taken one", async ({
  browser,
  page,
  site,
  signIn,
}) => {
  const word = unique();
  const mine = await takenElsewhere(browser, page, site, signIn, `seat-${word}`);
  await mine.write("English", { Slug: `open-${word}` });
  await page.keyboard.press("Control+s");
  await page
    .getByRole("dialog", { name: /moved this page to the trash/ })
    .getByRole("button", { name: "Restore and save" })
    .click();
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Slug")).toHaveValue(`open-${word}`);
});

/** A draft that is open here and that a colleague moved to the trash; another page has its slug by now. */
async function takenElsewhere(browser: Browser, page: Page, site: Site, signIn: SignIn, slug: string): Promise<Editor> {
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Mine ${slug}`, Slug: slug, Text: "Words." });
  await mine.save();
  await elsewhere(browser, signIn, page.url(), async (colleague) => {
    await colleague.getByRole("button", { name: "Move to trash" }).click();
    await colleague.getByRole("dialog").getByRole("button", { name: "Move to trash" }).click();
    await expect(colleague.getByText("The page is in the trash.")).toBeVisible();
  });
  site.import({ [`${slug}.en.md`]: `---\ntitle: Other ${slug}\nslug: ${slug}\nstatus: published\n---\n\nText.\n` });
  return mine;
}
