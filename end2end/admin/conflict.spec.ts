// Two people change the same page: both changes where that is possible, a choice where it is not.
import type { Browser } from "@playwright/test";
import { elsewhere, type SignIn } from "../colleague.ts";
import { Editor } from "../editor.ts";
import { expect, people, test, unique } from "../test.ts";

test("when two people save, the second one chooses, and nothing is lost", async ({ browser, page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Shared ${word}`, Text: "First line\n\nSecond line" });
  await mine.write("German", { Title: `Gemeinsam ${word}`, Text: "Deutscher Text" });
  await mine.save();

  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await mine.alsoOpenIn(colleague);
  await theirs.write("English", { Text: "First line\n\nTheir second line", Excerpt: "Their excerpt" });
  await theirs.save();
  await context.close();

  await mine.write("English", { Text: "First line\n\nMy second line" });
  await mine.write("German", { Text: "Mein deutscher Text" });
  await mine.saveButton.click();
  const name = `${people.admin.firstName} ${people.admin.lastName}`;
  const dialog = page.getByRole("dialog", { name: new RegExp(`^${name} saved this page`) });
  const choice = dialog.getByRole("group", { name: "Text, English" });
  await expect(choice.getByText("My second line")).toBeVisible();
  await expect(choice.getByText("Their second line")).toBeVisible();
  // What differs is marked, in both versions; the focus begins at the first choice.
  await expect(choice.locator("mark")).toHaveText(["My", "Their"]);
  await expect(choice.getByRole("radio", { name: /^Yours/ })).toBeFocused();

  await dialog.getByRole("button", { name: "Back to the form" }).click();
  await expect(mine.field("English", "Text")).toHaveValue("First line\n\nMy second line");

  await mine.saveButton.click();
  await choice.getByRole("radio", { name: /^Saved/ }).check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("First line\n\nTheir second line");
  await expect(mine.field("English", "Excerpt")).toHaveValue("Their excerpt");
  await expect(mine.field("German", "Text")).toHaveValue("Mein deutscher Text");
});

test("changes to different paragraphs of one text are all kept", async ({ browser, page, signIn }) => {
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Merged ${unique()}`, Text: "First\n\nMiddle\n\nLast" });
  await mine.save();
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await mine.alsoOpenIn(colleague);
  await theirs.write("English", { Text: "Their top\n\nFirst\n\nMiddle\n\nLast" });
  await theirs.save();
  await context.close();

  await mine.write("English", { Text: "First\n\nMiddle\n\nLast\n\nMy end" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  await expect(dialog).toContainText("do not touch each other");
  await expect(
    dialog.getByRole("group", { name: "Text, English" }).getByRole("radio", { name: "Both changes together" }),
  ).toBeChecked();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("Their top\n\nFirst\n\nMiddle\n\nLast\n\nMy end");
});

test("of passages that both changed each is chosen for itself", async ({ browser, page, signIn }) => {
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Passages ${unique()}`, Text: "First\n\nMiddle\n\nLast" });
  await mine.save();
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await mine.alsoOpenIn(colleague);
  await theirs.write("English", { Text: "Their first\n\nMiddle\n\nTheir last" });
  await theirs.save();
  await context.close();

  await mine.write("English", { Text: "My first\n\nMiddle\n\nMy last" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  const passage = (number: number) => dialog.getByRole("group", { name: `Text, English, passage ${number} of 2` });
  await expect(passage(1).getByText("Their first")).toBeVisible();
  await passage(1).getByRole("radio", { name: "Both, yours first" }).check();
  await passage(2)
    .getByRole("radio", { name: /^Saved/ })
    .check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await expect(mine.field("English", "Text")).toHaveValue("My first\n\nTheir first\n\nMiddle\n\nTheir last");
});

test("a page that somebody trashed meanwhile can be restored with what was typed", async ({ browser, page, signIn }) => {
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Trashed ${unique()}`, Text: "Before" });
  await mine.save();
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  await mine.alsoOpenIn(colleague);
  await colleague.getByRole("button", { name: "Move to trash" }).click();
  await colleague.getByRole("dialog").getByRole("button", { name: "Move to trash" }).click();
  await expect(colleague.getByText("The page is in the trash.")).toBeVisible();
  await context.close();

  await mine.write("English", { Text: "After" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /moved this page to the trash/ });
  await dialog.getByRole("button", { name: "Restore and save" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Text")).toHaveValue("After");
  await expect(page.getByText(/^In the trash since/)).toHaveCount(0);
});

test("passages are decided by keyboard alone, and the focus comes back", async ({ browser, page, signIn }) => {
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Keys ${unique()}`, Text: "First\n\nMiddle\n\nLast" });
  await mine.save();
  await someoneSaves(browser, mine, signIn, "Their first\n\nMiddle\n\nTheir last");

  await mine.write("English", { Text: "My first\n\nMiddle\n\nMy last" });
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  const radio = (passage: number, name: RegExp) =>
    dialog.getByRole("group", { name: `Text, English, passage ${passage} of 2` }).getByRole("radio", { name });
  await expect(dialog).toBeVisible();
  const tabTo = async (target: ReturnType<typeof radio>) => {
    for (let stop = 0; stop < 12; stop++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
  };
  await tabTo(radio(1, /^Yours/));
  await page.keyboard.press("ArrowDown");
  await expect(radio(1, /^Saved/)).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(radio(2, /^Yours/)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(radio(2, /^Both/)).toBeChecked();

  // Escape decides nothing; whoever saves again is asked again.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(mine.field("English", "Text")).toBeFocused();
  await page.keyboard.press("Control+s");
  await expect(dialog).toBeVisible();
  await tabTo(radio(1, /^Yours/));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  await tabTo(dialog.getByRole("button", { name: "Save this choice" }));
  await page.keyboard.press("Enter");
  await mine.stored();
  await expect(mine.field("English", "Text")).toHaveValue("Their first\n\nMiddle\n\nMy last\n\nTheir last");
});

test("two long texts of which every second line was changed are brought together at once", async ({ browser, page, signIn }) => {
  const text = (name: string, first: number) =>
    Array.from({ length: 4_000 }, (_, at) => (at % 2 === first ? `${name} ${at}` : `line ${at}`)).join("\n");
  await signIn("editor");
  const mine = await Editor.begin(page);
  await mine.write("English", { Title: `Long ${unique()}` });
  await mine.writeLong("English", text("line", 0));
  await mine.save();
  await someoneSaves(browser, mine, signIn, text("theirs", 1));

  await mine.writeLong("English", text("mine", 0));
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  await expect(dialog.getByRole("radio", { name: "Both changes together" })).toBeChecked();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  const lines = (await mine.field("English", "Text").inputValue()).split("\n");
  expect(lines.filter((line) => line.startsWith("mine"))).toHaveLength(2_000);
  expect(lines.filter((line) => line.startsWith("theirs"))).toHaveLength(2_000);

  // The same lines: that is one decision, not 2,000.
  await someoneSaves(browser, mine, signIn, text("again theirs", 0));
  await mine.writeLong("English", text("again mine", 0));
  await mine.saveButton.click();
  await expect(dialog.getByRole("radio", { name: /^Yours/ })).toBeChecked();
  await expect(dialog.getByRole("group")).toHaveCount(1);
});

test("what is decided in a conflict shuts nobody out", async ({ browser, page, signIn, expectAccessible }) => {
  test.slow();
  await signIn("editor");
  const mine = await Editor.begin(page);
  const paragraphs = Array.from(
    { length: 30 },
    (_, at) => `Paragraph ${at} of a text that is longer than what fits on a small screen.`,
  );
  const text = (first: string, last: string) => [first, ...paragraphs, last].join("\n\n");
  await mine.write("English", { Title: `Barriers ${unique()}`, Text: text("First", "Last"), Excerpt: "Before" });
  await mine.write("German", { Title: `Hürden ${unique()}`, Text: "Anfang\n\nEnde" });
  await mine.save();
  await someoneSaves(browser, mine, signIn, text(paragraphs.join("\n"), "Their last"), "Their excerpt");

  await mine.write("English", { Text: text("My first", `${"A long line of mine. ".repeat(20)}\n\nMore`), Excerpt: "My excerpt" });
  await mine.write("German", { Text: "Mein Anfang\n\nEnde" });
  await mine.saveButton.click();
  const dialog = page.getByRole("dialog", { name: /saved this page/ });
  await expect(dialog.getByRole("group", { name: /^Text, English, passage/ })).toHaveCount(2);
  await dialog.getByText("1 field without a conflict").click();
  await expectAccessible();
});

/** Another person saves the page that is open here. */
async function someoneSaves(browser: Browser, mine: Editor, signIn: SignIn, text: string, excerpt?: string): Promise<void> {
  await elsewhere(browser, signIn, mine.page.url(), async (page) => {
    const theirs = new Editor(page);
    await theirs.field("English", "Title").waitFor();
    await theirs.writeLong("English", text);
    if (excerpt !== undefined) await theirs.write("English", { Excerpt: excerpt });
    await theirs.save();
  });
}
