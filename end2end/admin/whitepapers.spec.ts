// Whitepapers in the admin: written with a file in both languages, published one by one, scheduled, trashed; and who asked for one.
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { hoursAgo } from "../editor.ts";
import { WhitepaperEditor, pdf, sent, tickMarketing } from "../whitepapers.ts";
import { expect, people, test, unique } from "../test.ts";

test("a whitepaper is written in both languages, and visitors get the one that is published", async ({
  page,
  browser,
  site,
  signIn,
}) => {
  const word = unique();
  await signIn("editor");
  await page.goto("/admin/whitepapers");
  await page.getByRole("link", { name: "New whitepaper" }).click();
  const editor = new WhitepaperEditor(page);
  await editor.write("English", {
    Title: `Cable faults ${word}`,
    Description: "How to find them.",
    "Preview text": "## Inside\n\nSeven methods.",
  });
  await editor.write("German", {
    Title: `Kabelfehler ${word}`,
    Description: "Wie man sie findet.",
    "Preview text": "## Inhalt\n\nSieben **Verfahren**.",
  });
  await expect(editor.field("German", "Slug")).toHaveValue(`kabelfehler-${word}`);
  await editor.upload(pdf(word));
  await editor.save();
  await expect(page).toHaveURL(/\/admin\/whitepapers\/\d+$/);
  await editor.publish("German");

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`${site.url}/de/whitepapers/kabelfehler-${word}`);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(`Kabelfehler ${word}`);
  await expect(visitor.locator("strong", { hasText: "Verfahren" })).toBeVisible();
  expect((await visitor.goto(`${site.url}/whitepapers/cable-faults-${word}`))?.status()).toBe(404);
  await visitor.context().close();

  await page.goto(`/admin/whitepapers?q=${word}`);
  await expect(page.getByRole("link", { name: new RegExp(`^Live\\s*, German, Cable faults ${word}`) })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^Draft\\s*, English, Cable faults ${word}`) })).toBeVisible();
});

test("what cannot be saved is said at its field, and what cannot be published too", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  const long = "a".repeat(201);
  await editor.write("German", { Title: long, Slug: "a/b" });
  await editor.saveButton.click();
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("Not saved yet.");
  await expect(alert).toContainText("At most 200 characters fit here.");
  await expect(editor.field("German", "Title")).toHaveValue(long);
  await expect(editor.field("German", "Slug")).toHaveAttribute("aria-invalid", "true");
  // A draft needs no file; publishing demands it.
  await editor.write("German", { Title: "Kabel", Slug: `kabel-${unique()}`, Description: "Woran Kabel scheitern." });
  await editor.save();
  await editor.switch("German").click();
  await alert.getByRole("button", { name: "File", exact: true }).click();
  await expect(editor.file.getByRole("button", { name: /^Choose/ })).toBeFocused();
  await expect(editor.file.getByRole("button", { name: /^Choose/ })).toHaveAccessibleDescription(/Please fill this in\./);
});

test("a language without a description is not published", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  await editor.write("English", { Title: `Bare ${word}` });
  await editor.upload(pdf(word));
  await editor.save();
  await editor.switch("English").click();
  await expect(editor.field("English", "Description")).toBeFocused();
  await expect(editor.field("English", "Description")).toHaveAccessibleDescription(/Please fill this in\./);
  await expect(editor.switch("English")).not.toBeChecked();
});

test("a language is scheduled, and what ends before it begins is refused", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  await editor.write("English", { Title: `Planned ${word}`, Description: "Later." });
  await editor.upload(pdf(word));
  await editor.save();
  await page.getByRole("button", { name: "Schedule English" }).click();
  const dialog = page.getByRole("dialog", { name: "Schedule English" });
  await dialog.getByLabel("Public from").fill("2099-03-01T10:00");
  await dialog.getByLabel(/^Until/).fill("2099-02-01T10:00");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(dialog.getByLabel(/^Until/)).toHaveAccessibleDescription(/The end lies before the start\./);
  await expect(dialog.getByLabel(/^Until/)).toBeFocused();
  await dialog.getByLabel(/^Until/).fill("");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(page.getByText(/^English is public from .*2099/)).toBeVisible();
  await expect(page.getByRole("region", { name: "English", exact: true }).getByText(/^Planned for .*2099/)).toBeVisible();
  expect((await page.request.get(`/whitepapers/planned-${word}`)).status()).toBe(404);
  await page.goto(`/admin/whitepapers?tab=planned&q=${word}`);
  await expect(titles(page)).toHaveText([`Planned ${word}`]);
  await titles(page).click();
  await page.getByRole("button", { name: "Schedule English" }).click();
  // In Berlin no clock shows this time.
  await dialog.getByLabel("Public from").fill("2027-03-28T02:30");
  await dialog.getByLabel(/^Until/).fill("");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(dialog.getByLabel("Public from")).toHaveAccessibleDescription(/this time does not exist\./);
  await dialog.getByLabel("Public from").fill("2021-01-01T10:00");
  await dialog.getByLabel(/^Until/).fill("2021-02-01T10:00");
  await dialog.getByRole("button", { name: "Save and schedule" }).click();
  await expect(dialog.getByLabel("Public from")).toHaveAccessibleDescription(/This time is past\./);
  await dialog.getByLabel("Public from").fill(await hoursAgo(page, 2));
  await dialog.getByLabel(/^Until/).fill(await hoursAgo(page, 1));
  await dialog.getByRole("button", { name: "End now" }).click();
  await expect(page.getByText(/^English is no longer public \(until /)).toBeVisible();
});

test("when two people save, the second one chooses, and nothing is lost", async ({ browser, page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const mine = await WhitepaperEditor.begin(page);
  await mine.write("English", { Title: `Shared ${word}`, Description: "First." });
  await mine.upload(pdf(word));
  await mine.save();

  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await mine.alsoOpenIn(colleague);
  await theirs.write("English", { Description: "Theirs." });
  await theirs.open("Settings");
  await colleague.getByLabel("Tags").fill("relays, cables");
  await theirs.save();
  await context.close();

  await mine.write("English", { Description: "Mine." });
  await mine.saveButton.click();
  const name = `${people.admin.firstName} ${people.admin.lastName}`;
  const dialog = page.getByRole("dialog", { name: new RegExp(`^${name} saved this whitepaper`) });
  const choice = dialog.getByRole("group", { name: "Description, English" });
  await expect(choice.getByText("Mine.")).toBeVisible();
  await choice.getByRole("radio", { name: /^Saved/ }).check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await mine.stored();
  await page.reload();
  await expect(mine.field("English", "Description")).toHaveValue("Theirs.");
  await mine.open("Settings");
  await expect(page.getByLabel("Tags")).toHaveValue("relays, cables");
});

test("unsaved text is not left without a question", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  await editor.write("English", { Title: "Not yet saved" });
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Whitepapers" }).click();
  await page.getByRole("dialog", { name: "Leave with unsaved changes?" }).getByRole("button", { name: "Stay" }).click();
  await expect(editor.field("English", "Title")).toHaveValue("Not yet saved");
});

test("a whitepaper goes to the trash and comes back, alone and with others", async ({ page, signIn }) => {
  test.slow();
  const word = unique();
  await signIn("editor");
  for (const name of ["One", "Two"]) {
    const editor = await WhitepaperEditor.begin(page);
    await editor.write("English", { Title: `${name} ${word}`, Description: "Short." });
    await editor.upload(pdf(`${name.toLowerCase()}-${word}`));
    await editor.save();
  }
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page
    .getByRole("dialog", { name: "Move this whitepaper to the trash?" })
    .getByRole("button", { name: "Move to trash" })
    .click();
  await expect(page.getByText("The whitepaper is in the trash.")).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("The whitepaper is back, as it was.")).toBeVisible();

  await page.goto(`/admin/whitepapers?q=${word}&sort=title`);
  await expect(titles(page)).toHaveText([`One ${word}`, `Two ${word}`]);
  const selection = page.getByRole("region", { name: "Selection" });
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  await selection.getByRole("button", { name: "Publish English" }).click();
  const question = page.getByRole("dialog", { name: "Publish 2 whitepapers in English?" });
  await question.getByRole("button", { name: "Publish 2 whitepapers" }).click();
  await expect(page.getByText("2 whitepapers are live in English.")).toBeVisible();
  expect((await page.request.get(`/whitepapers/one-${word}`)).status()).toBe(200);
  await expect(selection).toHaveCount(0);

  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  await selection.getByRole("button", { name: "Trash" }).click();
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  expect((await page.request.get(`/whitepapers/one-${word}`)).status()).toBe(404);
  await page.goto(`/admin/whitepapers?tab=trash&q=${word}&sort=title`);
  await page.getByRole("button", { name: `Restore One ${word}` }).click();
  await expect(page.getByText(`“One ${word}” is restored.`)).toBeVisible();
  await expect(titles(page)).toHaveText([`Two ${word}`]);
});

test("a whitepaper whose file was uploaded again comes back with the copy, and is saved with it", async ({ page, signIn }) => {
  test.slow();
  const word = unique();
  const file = pdf(word);
  await signIn("editor");
  const editor = await WhitepaperEditor.begin(page);
  await editor.write("English", { Title: `Anew ${word}`, Description: "Short." });
  await editor.upload(file);
  await editor.save();
  const address = page.url();
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByText("The whitepaper is in the trash.")).toBeVisible();
  await page.goto(`/admin/media?q=${word}`);
  await page.getByRole("checkbox", { name: "Select all files shown" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Trash" }).click();
  await expect(page.getByRole("checkbox", { name: "Select all files shown" })).toBeHidden();
  const other = await WhitepaperEditor.begin(page);
  await other.write("English", { Title: `Copy ${word}`, Description: "Short." });
  await other.upload(file);
  await other.save();

  await page.goto(address);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText("The whitepaper is back, as it was.")).toBeVisible();
  await expect(editor.file).toContainText(file.name);
  await expect(editor.file).not.toContainText("trash");
  await editor.write("English", { Description: "Longer." });
  await editor.save();
});

test("search, filters and order of the list stand in the address", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/whitepapers");
  await expect(titles(page).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Access" }).selectOption("Without form");
  await expect(page).toHaveURL("/admin/whitepapers?access=open");
  await page.getByRole("columnheader", { name: "Downloads" }).getByRole("link").click();
  await expect(page).toHaveURL("/admin/whitepapers?access=open&sort=downloads");
  await expect(page.getByRole("columnheader", { name: "Downloads" })).toHaveAttribute("aria-sort", "descending");
  await page.goBack();
  await expect(page).toHaveURL("/admin/whitepapers?access=open");
  await page.goto("/admin/whitepapers");
  await page.getByRole("combobox", { name: "Tags" }).selectOption("switchgear");
  await expect(page).toHaveURL("/admin/whitepapers?tag=switchgear");
  await expect(titles(page)).toHaveText(["Switchgear in the cold: ten winters at 69° north"]);
  await page.getByRole("combobox", { name: "Industries" }).selectOption("Renewables");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search whitepapers" }).fill("xylophon' OR 1=1 --");
  await expect(page).toHaveURL(/q=xylophon/);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL("/admin/whitepapers");
});

test("who asked for a whitepaper is listed, filtered and exported", async ({ page, browser, site, signIn }) => {
  const name = await asked(await browser.newContext(), site.url, "=Mia");
  await signIn("editor");
  await page.goto("/admin/whitepapers?q=seven+methods");
  await page
    .getByRole("link", { name: /who downloaded / })
    .first()
    .click();
  await expect(page).toHaveURL(/\/admin\/whitepapers\/\d+\/downloads$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Downloads: .*Fault location/i);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("spec / test");
  await expect(row).toContainText("Not confirmed");

  await page.getByRole("searchbox", { name: "Search downloads" }).fill(name);
  await expect(page).toHaveURL(new RegExp(`q=${name}`));
  await expect(page.getByRole("main").getByRole("rowheader")).toHaveCount(1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export CSV" }).click()]);
  const table = readFileSync(await download.path(), "utf8");
  expect(table.split("\r\n").filter(Boolean)).toHaveLength(2);
  expect(table).toContain(`"'=Mia","${name}",`);

  await page.getByLabel("to", { exact: true }).fill("2001-01-01");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
});

test("a viewer sees neither names nor a way to export them", async ({ page, browser, site, signIn }) => {
  const name = await asked(await browser.newContext(), site.url, "Mia");
  await signIn("viewer");
  await page.goto("/admin/whitepapers?q=seven+methods");
  await page
    .getByRole("link", { name: /who downloaded / })
    .first()
    .click();
  await expect(page.getByText(/^Names and addresses are shortened/)).toBeVisible();
  await expect(page.getByRole("main").getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(name);
  await expect(page.getByRole("link", { name: "Export CSV" })).toHaveCount(0);
  expect((await page.request.get(`${new URL(page.url()).pathname}.csv`)).status()).toBe(403);
});

test("a whitepaper that does not exist says so", async ({ page, signIn }) => {
  await signIn("editor");
  for (const address of [
    "/admin/whitepapers/987654321",
    "/admin/whitepapers/%3Cscript%3E",
    "/admin/whitepapers/987654321/downloads",
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This whitepaper does not exist");
  }
});

test("the screens of whitepapers shut nobody out", async ({ page, browser, site, signIn, expectAccessible }) => {
  test.setTimeout(180_000);
  await asked(await browser.newContext(), site.url, "Mia");
  await signIn("editor");
  await page.goto("/admin/whitepapers");
  await expect(titles(page).first()).toBeVisible();
  await expectAccessible();
  // A short list: the bar for what is ticked lies over the rows of a long one until it is scrolled.
  await page.goto("/admin/whitepapers?q=seven+methods");
  await page
    .getByRole("checkbox", { name: /^Select/ })
    .nth(1)
    .check();
  await expectAccessible();
  await page.goto("/admin/whitepapers?q=xylophon");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expectAccessible();

  await page.goto("/admin/whitepapers?q=seven+methods");
  await titles(page).first().click();
  const editor = new WhitepaperEditor(page);
  await expect(editor.field("English", "Title")).not.toHaveValue("");
  await expectAccessible();
  for (const tab of ["Search engines", "Settings"] as const) {
    await editor.open(tab);
    await expectAccessible();
  }
  await page.getByRole("button", { name: "Schedule English" }).click();
  await expect(page.getByRole("dialog", { name: "Schedule English" })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Who downloaded it" }).click();
  await expect(page.getByRole("main").getByRole("rowheader").first()).toBeVisible();
  await expectAccessible();
});

test("the list of a new site shuts nobody out and says what to do", async ({ page, newSite, expectAccessible }) => {
  newSite.add(people.admin);
  await page.goto(`${newSite.url}/admin/sign-in`);
  await page.getByLabel("E-mail").fill(people.admin.email);
  await page.getByLabel("Password", { exact: true }).fill(people.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Whitepapers", exact: true }).click();
  await expect(page.getByRole("heading", { name: "There is no whitepaper yet" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Write the first whitepaper" }).click();
  await expect(page).toHaveURL(`${newSite.url}/admin/whitepapers/new`);
  // The site is gone after the test; what is still being fetched from it would be an error.
  await expect(page.getByRole("heading", { name: "New whitepaper" })).toBeVisible();
});

function titles(page: Page) {
  return page.getByRole("main").getByRole("rowheader").getByRole("link");
}

/** Somebody asks for a whitepaper of the sample site; returns their last name. */
async function asked(context: BrowserContext, url: string, firstName: string): Promise<string> {
  const name = `N${unique()}`;
  const page = await context.newPage();
  await page.goto(`${url}/whitepapers/fault-location-seven-methods?utm_source=spec&utm_medium=test`);
  await page.getByLabel("First name").fill(firstName);
  await page.getByLabel("Last name").fill(name);
  await page.getByLabel("E-mail").fill(`${unique()}@stadtwerke.example`);
  await page.getByLabel("Company").fill("Stadtwerke Eutin");
  await page.getByLabel(/I have read the/).check();
  await tickMarketing(page);
  await sent(page, "Get the whitepaper");
  await context.close();
  return name;
}
