// From a new installation to a page that visitors read: the whole way of a page.
import { Editor } from "../editor.ts";
import { expect, test } from "../test.ts";

test("a page is written in two languages, published in one, moved, trashed and restored", async ({
  browser,
  page,
  newSite: site,
}) => {
  const visitor = await browser.newPage({ baseURL: site.url });
  const status = async (path: string) => (await visitor.goto(path))?.status();

  await test.step("set up", async () => {
    await page.goto(await site.setUpLink());
    await page.getByLabel("First name").fill("Jonas");
    await page.getByLabel("Last name").fill("Feddersen");
    await page.getByLabel("E-mail").fill("jonas@nordlicht.example");
    await page.getByLabel("New password").fill("vier Nächte im Februar");
    await page.getByRole("button", { name: "Create the account" }).click();
    await expect(page.getByRole("heading", { name: "There is no page yet" })).toBeVisible();
    await page.getByRole("link", { name: "Write the first page" }).click();
  });

  const editor = new Editor(page);
  await test.step("write a page in both languages", async () => {
    await editor.write("English", {
      Title: "Protection studies",
      Text: "We **check** every relay.\n\n## What you receive\n\nA report.",
    });
    await expect(editor.field("English", "Slug")).toHaveValue("protection-studies");
    await editor.write("German", { Title: "Schutzkonzepte für Größeres", Text: "Wir **prüfen** jedes Schutzgerät." });
    await expect(editor.field("German", "Slug")).toHaveValue("schutzkonzepte-fuer-groesseres");
    await editor.save();
    await expect(page).toHaveURL(/\/admin\/pages\/\d+$/);
  });

  await test.step("nobody sees a draft", async () => {
    expect(await status("/protection-studies")).toBe(404);
    expect(await status("/de/schutzkonzepte-fuer-groesseres")).toBe(404);
  });

  await test.step("publish German only", async () => {
    await editor.publish("German");
    await expect(editor.switch("German")).toBeChecked();
    await expect(editor.switch("English")).not.toBeChecked();
    expect(await status("/de/schutzkonzepte-fuer-groesseres")).toBe(200);
    await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Schutzkonzepte für Größeres");
    await expect(visitor.locator("main strong", { hasText: "prüfen" })).toBeVisible();
    expect(await status("/protection-studies")).toBe(404);
  });

  await test.step("visitors find it", async () => {
    await visitor.goto("/de/suche?q=schutzger%C3%A4t");
    await expect(visitor.getByRole("main").getByRole("link", { name: "Schutzkonzepte für Größeres" })).toBeVisible();
    await visitor.goto("/search?q=relay");
    await expect(visitor.getByRole("main").getByRole("link", { name: "Protection studies" })).toHaveCount(0);
  });

  await test.step("change its address: the old one leads to the new one", async () => {
    await editor.write("German", { Slug: "leistungen/schutz" });
    await expect(
      page.getByText("Once this is published, the old address “schutzkonzepte-fuer-groesseres” leads here."),
    ).toBeVisible();
    await editor.save();
    expect(await status("/de/schutzkonzepte-fuer-groesseres"), "a draft moves nothing").toBe(200);
    await expect(visitor).toHaveURL("/de/schutzkonzepte-fuer-groesseres");
    await editor.publishChanges("German");
    const answer = await visitor.request.get("/de/schutzkonzepte-fuer-groesseres", { maxRedirects: 0 });
    expect(answer.status()).toBe(301);
    expect(await status("/de/schutzkonzepte-fuer-groesseres")).toBe(200);
    await expect(visitor).toHaveURL("/de/leistungen/schutz");
  });

  await test.step("into the trash: visitors find nothing", async () => {
    await page.getByRole("button", { name: "Move to trash" }).click();
    const dialog = page.getByRole("dialog", { name: "Move this page to the trash?" });
    await expect(dialog).toContainText("1 live address disappears from the site.");
    await dialog.getByRole("button", { name: "Move to trash" }).click();
    await expect(page.getByText("The page is in the trash.")).toBeVisible();
    expect(await status("/de/leistungen/schutz")).toBe(404);
    expect(await status("/de/schutzkonzepte-fuer-groesseres")).toBe(404);
    await visitor.goto("/de/suche?q=schutzger%C3%A4t");
    await expect(visitor.getByRole("main").getByRole("link", { name: "Schutzkonzepte für Größeres" })).toHaveCount(0);
  });

  await test.step("and out of it again, as it was", async () => {
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(page.getByText("The page is back, as it was.")).toBeVisible();
    expect(await status("/de/leistungen/schutz")).toBe(200);
    expect(await status("/protection-studies")).toBe(404);
    await expect(editor.field("German", "Text")).toHaveValue("Wir **prüfen** jedes Schutzgerät.");
  });

  await test.step("publish English too: each language leads to the other", async () => {
    await editor.publish("English");
    await visitor.goto("/protection-studies");
    await visitor.getByRole("banner").getByRole("link", { name: "Deutsch" }).click();
    await expect(visitor).toHaveURL("/de/leistungen/schutz");
  });

  await test.step("and hide it again", async () => {
    await editor.switch("English").click();
    const question = page.getByRole("dialog", { name: "Switch English off?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(editor.switch("English"), "it is asked about first").toBeChecked();
    await editor.switchOff("English");
    await expect(page.getByText("English is a draft again; visitors no longer see it.")).toBeVisible();
    expect(await status("/protection-studies")).toBe(404);
  });
  await visitor.close();
});
