// "Before it goes out": what it says, where it leads, and the question before something is published in spite of it.
import { Editor } from "../editor.ts";
import { expect, test, unique } from "../test.ts";
import { pdf, WhitepaperEditor } from "../whitepapers.ts";

test("a new page begins without red marks", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const checklist = page.getByRole("region", { name: "Before it goes out" });
  await expect(checklist).toContainText("English has no title.");
  await expect(checklist.getByText("To correct")).toHaveCount(0);
  await editor.write("English", { Title: "Begun" });
  await expect(checklist).toContainText("English has no text.");
  await expect(checklist.getByText("To correct")).toHaveCount(0);
});

test("a new page is asked about the same things as a saved one", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Few ${unique()}`, Text: "Only a few words." });
  const checklist = page.getByRole("region", { name: "Before it goes out" });
  await expect(checklist).toContainText("English has no description for search engines.");
  await page.getByRole("region", { name: "Publish", exact: true }).getByRole("button", { name: "Schedule English" }).click();
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await expect(dialog.getByLabel("Public from")).toBeVisible();
  await expect(dialog).not.toContainText("no description");
  await expect(dialog).not.toContainText("words.");
});

test("a link that leads nowhere is told, shown in the text, and asked about before publishing", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const lines = Array.from({ length: 80 }, (_, at) => `Line ${at} of a long text.`).join("\n\n");
  await editor.writeLong("English", `${lines}\n\nSee [the plan](/none-${unique()}) and [search](/search).`);
  await editor.write("English", { Title: `Links ${unique()}` });
  const checklist = page.getByRole("region", { name: "Before it goes out" });
  const finding = checklist.getByRole("listitem").filter({ hasText: "leads nowhere" });
  await finding.getByRole("button", { name: "Show: Text, English" }).click();
  const text = editor.field("English", "Text");
  await expect(text).toBeFocused();
  await expect
    .poll(() => text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)))
    .toMatch(/^\/none-[^)]*$/);
  await expect.poll(() => text.evaluate((area) => area.scrollTop)).toBeGreaterThan(100);

  await editor.save();
  await editor.switch("English").click();
  const question = page.getByRole("dialog", { name: "Publish English as it is?" });
  await expect(question).toContainText("leads nowhere");
  await question.getByRole("button", { name: "Back to the form" }).click();
  await expect(editor.switch("English")).not.toBeChecked();
  await editor.switch("English").click();
  await question.getByRole("button", { name: "Publish anyway" }).click();
  await expect(page.getByText("English is live.")).toBeVisible();
});

test("a whitepaper has a checklist too", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  const checklist = page.getByRole("region", { name: "Before it goes out" });
  await editor.write("English", { Title: `Cables ${unique()}` });
  await editor.save();
  const mark = (text: string) => checklist.getByRole("listitem").filter({ hasText: text });
  await expect(mark("The file is missing.")).toContainText("To correct");
  await expect(mark("English has no description.")).toContainText("To correct");
  await editor.write("English", { Description: "What breaks cables." });
  await editor.upload(pdf(unique()));
  await expect(checklist).toContainText("File chosen");
  const gate = page.getByRole("region", { name: "Before the download" });
  await expect(gate.getByRole("checkbox", { name: "Ask for name, e-mail and company" })).toBeChecked();
});
