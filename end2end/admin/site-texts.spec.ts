// What an editor words: labels of terms per language, and the words of lists, search and header.
import { expect, test } from "../test.ts";

test("a label is saved with the return key and stands on the page of its language", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn("editor");
  await page.goto("/admin/texts/labels");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Labels");
  await page.getByRole("searchbox", { name: "Search terms" }).fill("climate");
  await expect(page.locator(".term")).toHaveCount(1);
  const term = page.getByRole("form", { name: "climate", exact: true });
  await expect(term).toContainText("used in one whitepaper");
  const german = term.getByLabel("German");
  await german.fill("Klima und Kälte");
  await expect(page.getByText("One term is unsaved")).toBeVisible();
  await german.press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expectAccessible();
  await page.goto("/de/whitepapers");
  await expect(page.getByRole("combobox", { name: "Thema" }).locator("option", { hasText: "Klima und Kälte" })).toHaveAttribute(
    "value",
    "climate",
  );
  await page.goto("/de/whitepapers?q=kälte");
  await expect(page.locator("ul.grid > li")).toHaveCount(1);
});

test("what is typed stays while the list is searched, and a label that is missing is shown", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/texts/labels?kind=tag");
  const storage = page.getByRole("form", { name: "storage", exact: true });
  await storage.getByLabel("German").fill("");
  await expect(storage).toContainText("Label missing");
  await storage.getByLabel("German").fill("Batteriespeicher");
  await page.getByRole("searchbox", { name: "Search terms" }).fill("rail");
  await expect(page.getByRole("form", { name: "storage", exact: true })).toBeHidden();
  await page.getByRole("searchbox", { name: "Search terms" }).fill("");
  await expect(storage.getByLabel("German")).toHaveValue("Batteriespeicher");
  await page.getByRole("link", { name: "Media" }).click();
  const leaving = page.getByRole("dialog");
  await expect(leaving).toBeVisible();
  await leaving.getByRole("button", { name: /save/i }).last().click();
  await expect(page).toHaveURL("/admin/media");
  await page.goto("/admin/texts/labels?q=storage");
  await expect(storage.getByLabel("German")).toHaveValue("Batteriespeicher");
});

test("two people name one term: both labels are seen before one is kept", async ({ page, signIn, browser, site }) => {
  await signIn("editor");
  await page.goto("/admin/texts/labels?q=planning");
  const term = page.getByRole("form", { name: "planning", exact: true });
  await term.getByLabel("German").fill("Netzplanung");
  const context = await browser.newContext({ baseURL: site.url });
  const other = await context.newPage();
  await signIn("admin", other);
  await other.goto("/admin/texts/labels?q=planning");
  const theirs = other.getByRole("form", { name: "planning", exact: true }).getByLabel("German");
  await theirs.fill("Ausbauplanung");
  await theirs.press("Enter");
  await expect(other.getByText("Saved.")).toBeVisible();
  await context.close();
  await term.getByLabel("German").press("Enter");
  await expect(term).toContainText("Saved meanwhile: Ausbauplanung");
  await expect(term.getByLabel("German")).toHaveValue("Netzplanung");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(term).not.toContainText("Saved meanwhile");
});

test("a viewer reads labels and site texts, and changes none", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/admin/texts/labels?q=cables");
  await expect(page.getByRole("form", { name: "cables", exact: true }).getByLabel("German")).toHaveAttribute("readonly");
  await expect(page.getByRole("button", { name: /^Save/ })).toHaveCount(0);
  await page.goto("/admin/texts");
  await expect(page.getByLabel("Heading").first()).toHaveAttribute("readonly");
  await expect(page.getByRole("button", { name: /^Save/ })).toHaveCount(0);
});

test("the words of the search and of the header are an editor's", async ({ page, signIn, expectAccessible }) => {
  await signIn("editor");
  await page.goto("/admin/texts");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Site texts");
  const search = page.getByRole("region", { name: "Search" }).getByRole("group", { name: "German" });
  await expect(search.getByLabel("Heading")).toHaveAttribute("placeholder", /\S/);
  await search.getByLabel("Heading").fill("Was möchten Sie wissen?");
  const button = page.getByRole("region", { name: "Button in the header" }).getByRole("group", { name: "German" });
  await button.getByLabel("Leads to").fill("kontakt");
  await page.keyboard.press("Control+s");
  await expect(button.getByLabel("Leads to")).toHaveAttribute("aria-invalid", "true");
  await button.getByLabel("Leads to").fill("/de/kontakt");
  await button.getByLabel("Button text").fill("Kontakt aufnehmen");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expectAccessible();
  await page.goto("/de/suche");
  await expect(page.getByRole("heading", { name: "Was möchten Sie wissen?" })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("link", { name: "Kontakt aufnehmen" })).toHaveAttribute("href", "/de/kontakt");
});
