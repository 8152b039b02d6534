// Pictures on their way into a text: where they stand, and what they say to those who do not see them.
import type { Locator, Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { give, holdFirstUpload, png } from "../files.ts";
import { WhitepaperEditor } from "../whitepapers.ts";
import { expect, test, unique } from "../test.ts";

for (const way of ["mouse", "keyboard"] as const) {
  test(`a picture chosen by ${way} stands between the paragraphs at the caret`, async ({ page, signIn }) => {
    const word = unique();
    await signIn("editor");
    const editor = await Editor.begin(page);
    const text = editor.field("English", "Text");
    const [before, after] = ["🎉 First paragraph.", "::: call\n## Second\n:::"];
    await editor.write("English", { Title: `Picture ${word}`, Text: `${before}\n\n${after}` });
    await text.press("Control+Home");
    for (let step = 0; step < 5; step += 1) await text.press("ArrowRight");
    const tool = page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" });
    if (way === "mouse") await tool.click();
    else {
      await tool.focus();
      await tool.press("Enter");
    }
    const picker = page.getByRole("dialog", { name: "Choose a file" });
    await picker.locator("input[type=file]").setInputFiles([png(`${word}.png`)]);
    const describing = page.getByRole("dialog", { name: "Insert image" });
    await describing.getByLabel("Alternative text").fill(`A van [${word}]`);
    if (way === "mouse") await describing.getByRole("button", { name: "Insert" }).click();
    else await describing.getByLabel("Alternative text").press("Enter");
    const picture = new RegExp(`!\\[A van \\\\\\[${word}\\\\\\]\\]\\(media:\\d+\\)`);
    await expect(text).toHaveValue(new RegExp(`^🎉 First paragraph\\.\n\n${picture.source}\n\n::: call\n## Second\n:::$`));
    await expect(text).toBeFocused();
    const caret = () => text.evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart));
    expect(await caret()).toMatch(new RegExp(`${picture.source}$`));
    await text.press("Control+z");
    await expect(text).toHaveValue(`${before}\n\n${after}`);
  });
}

test("a picture chosen with the mouse leaves every sentence of a long text whole", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  const paragraphs = Array.from(
    { length: 40 },
    (_, at) => `Paragraph ${at}: größer 🎉 than what is shown at once. It has a second sentence.`,
  );
  await editor.write("English", { Title: `Long ${word}`, Text: paragraphs.join("\n\n") });
  // The place is clicked, as a person does.
  await text.evaluate((area: HTMLTextAreaElement) => (area.scrollTop = area.scrollHeight / 2));
  await text.click({ position: { x: 150, y: 120 } });
  const at = await caret(text);
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(paragraphs.join("\n\n").length);
  await choose(page, `${word}.png`, "A van");
  await expect(text).toHaveValue(/!\[A van\]/);
  const written = (await text.inputValue()).split("\n\n");
  const number = written.findIndex((paragraph) => paragraph.startsWith("!["));
  expect(written.toSpliced(number, 1)).toEqual(paragraphs);
  // Directly behind the paragraph that was clicked, or before one that was clicked in front.
  const before = paragraphs.slice(0, number).join("\n\n").length;
  const here = paragraphs[number - 1]?.length ?? 0;
  expect(at).toBeGreaterThanOrEqual(before - here);
  expect(at).toBeLessThanOrEqual(before + 2);
});

test("two pictures in a row stand one below the other, each with its words", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Two ${word}`, Text: "Before\n\nAfter" });
  await text.press("Control+Home");
  await choose(page, `a-${word}.png`, "One");
  await expect(text).toHaveValue(/!\[One\]/);
  await choose(page, `b-${word}.png`, "Two");
  await expect(text).toHaveValue(/!\[One\]\(media:\d+\)\n\n!\[Two\]\(media:\d+\)\n\nBefore\n\nAfter$/);
  // Whoever goes on writing writes behind the picture.
  await page.keyboard.type("\n\nBetween");
  await expect(text).toHaveValue(/!\[Two\]\(media:\d+\)\n\nBetween\n\nBefore\n\nAfter$/);
  await expect(editor.preview.getByRole("img", { name: "Two" })).toBeVisible();
});

test("a selection stays as it is, and offers itself as the words", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Selected ${word}`, Text: "Our measuring van drives.\n\nAfter" });
  await text.focus();
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(4, 17));
  await page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" }).click();
  await page
    .getByRole("dialog", { name: "Choose a file" })
    .locator("input[type=file]")
    .setInputFiles([png(`${word}.png`)]);
  const describing = page.getByRole("dialog", { name: "Insert image" });
  await expect(describing.getByLabel("Alternative text")).toHaveValue("measuring van");
  await expect(describing.getByLabel("Alternative text")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(text).toHaveValue(/^Our measuring van drives\.\n\n!\[measuring van\]\(media:\d+\)\n\nAfter$/);
});

test("whoever thinks better of it finds text and caret as they were", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Cancelled ${word}`, Text: "Before\n\nAfter" });
  await text.focus();
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(3, 3));
  const tool = page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" });
  await tool.click();
  await expect(page.getByRole("dialog", { name: "Choose a file" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  expect(await caret(text)).toBe(3);

  await tool.click();
  await page
    .getByRole("dialog", { name: "Choose a file" })
    .locator("input[type=file]")
    .setInputFiles([png(`${word}.png`)]);
  await page.getByRole("dialog", { name: "Insert image" }).getByRole("button", { name: "Cancel" }).click();
  await expect(text).toBeFocused();
  expect(await caret(text)).toBe(3);
  await expect(text).toHaveValue("Before\n\nAfter");
});

test("a picture stands at the caret of a whitepaper's text", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  const text = editor.field("German", "Preview text");
  await editor.write("German", { Title: `Bild ${word}`, "Preview text": "Erster Absatz.\n\n- eins\n- zwei\n\nLetzter Absatz." });
  await text.focus();
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(20, 20));
  await choose(page, `${word}.png`, "Ein Wagen", "German");
  await expect(text).toHaveValue(/^Erster Absatz\.\n\n- eins\n- zwei\n\n!\[Ein Wagen\]\(media:\d+\)\n\nLetzter Absatz\.$/);
  await expect(text).toBeFocused();
});

test("by touch, a picture stands where the text was touched", async ({ browser, site, signIn }) => {
  const word = unique();
  const context = await browser.newContext({
    baseURL: site.url,
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signIn("editor", page);
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Touched ${word}`, Text: "First\n\nSecond\n\nThird" });
  await text.blur();
  await text.tap({ position: { x: 60, y: 24 } });
  await expect(text).toBeFocused();
  expect(await caret(text)).toBeLessThanOrEqual(7);
  await page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" }).tap();
  await page
    .getByRole("dialog", { name: "Choose a file" })
    .locator("input[type=file]")
    .setInputFiles([png(`${word}.png`)]);
  const describing = page.getByRole("dialog", { name: "Insert image" });
  await describing.getByLabel("Alternative text").fill("Touched");
  await describing.getByRole("button", { name: "Insert" }).tap();
  await expect(text).toHaveValue(/^First\n\n!\[Touched\]\(media:\d+\)\n\nSecond\n\nThird$/);
  await context.close();
});

for (const way of ["drop", "paste"] as const) {
  test(`a picture that came by ${way} asks for its words`, async ({ page, signIn, expectAccessible }) => {
    test.slow();
    const word = unique();
    await signIn("editor");
    const editor = await Editor.begin(page);
    const text = editor.field("English", "Text");
    await editor.write("English", { Title: `Given ${word}`, Text: "Before\n\nAfter" });
    await text.focus();
    await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 2));
    await give(text, way, [png(`${word}.png`), png(`other-${word}.png`)]);
    await expect(text).toHaveValue(/^Before\n\n!\[\]\(media:\d+\)\n\n!\[\]\(media:\d+\)\n\nAfter$/);
    const hint = page
      .getByRole("region", { name: "English", exact: true })
      .getByText(`${word}.png has no alternative text.`, { exact: true });
    await expect(hint).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: `Describe it ${word}.png` }).click();
    const describing = page.getByRole("dialog", { name: "Describe image" });
    await expect(describing.getByLabel("Alternative text")).toBeFocused();
    await expectAccessible();
    await describing.getByLabel("Alternative text").fill("A van");
    await page.keyboard.press("Enter");
    await expect(text).toHaveValue(/!\[A van\]\(media:\d+\)/);
    await expect(hint).toHaveCount(0);
    await expect(text).toBeFocused();
    await expect(page.getByRole("button", { name: /^Describe it/ })).toHaveCount(1);
    // Whoever takes the picture out of the text is asked no more.
    await text.fill("Before\n\nAfter");
    await expect(page.getByRole("button", { name: /^Describe it/ })).toHaveCount(0);
  });
}

test("whoever goes on writing while a picture is uploaded finds the sentence and the caret as they were", async ({
  page,
  signIn,
}) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Late ${word}`, Text: "🎉 Before" });
  const letGo = await holdFirstUpload(page);
  await text.press("Control+End");
  await give(text, "paste", [png(`${word}.png`)]);
  await page.keyboard.type(" the picture comes");
  letGo();
  await expect(text).toHaveValue(/^🎉 Before the picture comes\n\n!\[\]\(media:\d+\)$/);
  await expect(text).toBeFocused();
  await page.keyboard.type(", and after it.");
  await expect(text).toHaveValue(/^🎉 Before the picture comes, and after it\.\n\n!\[\]\(media:\d+\)$/);
});

test("pictures of one drop stand in their order, whichever upload ends first", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Order ${word}`, Text: "Before\n\nAfter" });
  await text.evaluate((area: HTMLTextAreaElement) => {
    area.focus();
    area.setSelectionRange(2, 2);
  });
  const letGo = await holdFirstUpload(page);
  await give(text, "drop", [png(`a-${word}.png`), png(`b-${word}.png`), png(`c-${word}.png`)]);
  await expect(text).toHaveValue(/^Before\n\n!\[\]\(media:\d+\)\n\n!\[\]\(media:\d+\)\n\nAfter$/);
  letGo();
  await expect(text).toHaveValue(/^Before(\n\n!\[\]\(media:\d+\)){3}\n\nAfter$/);
  // The file that was stored last has the highest number.
  const [first, ...others] = [...(await text.inputValue()).matchAll(/media:(\d+)/g)].map((match) => Number(match[1]));
  expect(first).toBeGreaterThan(Math.max(...others));
});

test("the end of an upload takes the focus from no button", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Focus ${word}`, Text: "Before" });
  const letGo = await holdFirstUpload(page);
  await give(text, "drop", [png(`${word}.png`)]);
  const bold = page.getByRole("toolbar", { name: "Formatting, German" }).getByRole("button").first();
  await bold.focus();
  letGo();
  await expect(text).toHaveValue(/^Before\n\n!\[\]\(media:\d+\)$/);
  await expect(bold).toBeFocused();
});

test("a picture that came twice is described once", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Title: `Twice ${word}`, Text: "Before" });
  const picture = png(`${word}.png`);
  for (const count of [1, 2]) {
    await give(text, "drop", [picture]);
    await expect(text).toHaveValue(new RegExp(`^Before(\\n\\n!\\[\\]\\(media:\\d+\\)){${count}}$`));
  }
  const hint = page.getByText(`${word}.png has no alternative text.`, { exact: true });
  await expect(hint).toHaveCount(1);
  await page.getByRole("button", { name: `Describe it ${word}.png` }).click();
  const words = page.getByRole("dialog", { name: "Describe image" }).getByLabel("Alternative text");
  // The library says nothing of it that could stand there instead.
  await expect(words).toHaveAccessibleDescription("What the image says to people who do not see it.");
  await words.fill("A van");
  await page.keyboard.press("Enter");
  await expect(text).toHaveValue(/^Before(\n\n!\[A van\]\(media:\d+\)){2}$/);
  await expect(hint).toHaveCount(0);
});

test("the dialogs of a picture shut nobody out", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  const word = unique();
  await signIn("editor");
  await Editor.begin(page);
  await page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" }).click();
  const picker = page.getByRole("dialog", { name: "Choose a file" });
  await picker.getByRole("list", { name: "Files to choose from" }).waitFor();
  await expectAccessible();
  await picker.locator("input[type=file]").setInputFiles([png(`a-file-with-a-rather-long-name-that-fits-nowhere-${word}.png`)]);
  await expect(page.getByRole("dialog", { name: "Insert image" })).toBeVisible();
  await expectAccessible();
});

/** Chooses a picture for the text in which the caret stands, with the mouse. */
async function choose(page: Page, name: string, words: string, language = "English"): Promise<void> {
  await page
    .getByRole("toolbar", { name: `Formatting, ${language}` })
    .getByRole("button", { name: "Image or file" })
    .click();
  await page
    .getByRole("dialog", { name: "Choose a file" })
    .locator("input[type=file]")
    .setInputFiles([png(name)]);
  const describing = page.getByRole("dialog", { name: "Insert image" });
  await describing.getByLabel("Alternative text").fill(words);
  await describing.getByRole("button", { name: "Insert" }).click();
}

async function caret(text: Locator): Promise<number> {
  return text.evaluate((area: HTMLTextAreaElement) => area.selectionStart);
}
