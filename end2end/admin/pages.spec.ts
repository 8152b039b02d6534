// The list of pages: searched, filtered, sorted and paged in the address, so that it can be shared and "back" leads back.
import type { Page } from "@playwright/test";
import { expect, people, test, unique } from "../test.ts";

test("what is searched stands in the address", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages");
  await page.getByRole("searchbox", { name: "Search pages" }).fill("petersen");
  await expect(page).toHaveURL("/admin/pages?q=petersen");
  await expect(titles(page)).toHaveText(["Tuning Petersen coils without folklore"]);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search pages" })).toHaveValue("petersen");
  await expect(titles(page)).toHaveText(["Tuning Petersen coils without folklore"]);
});

test("filters stand in the address, and going back takes the last one away", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages");
  await expect(titles(page).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Template" }).selectOption("Legal");
  await expect(page).toHaveURL("/admin/pages?template=legal");
  await expect(titles(page).filter({ hasText: "Imprint" })).toBeVisible();
  await page
    .getByRole("navigation", { name: "State" })
    .getByRole("link", { name: /^Drafts/ })
    .click();
  await expect(page).toHaveURL("/admin/pages?tab=drafts&template=legal");
  await expect(titles(page)).toHaveText(["Terms of consultation"]);
  await page.goBack();
  await expect(page).toHaveURL("/admin/pages?template=legal");
  await expect(titles(page).filter({ hasText: "Imprint" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/admin/pages");
  await expect(page.getByRole("combobox", { name: "Template" })).toHaveValue("");
});

test("a column sorts, and the other way round at the second click", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages?template=legal");
  const column = page.getByRole("columnheader", { name: "Page" });
  await column.getByRole("link").click();
  await expect(page).toHaveURL("/admin/pages?template=legal&sort=title");
  await expect(column).toHaveAttribute("aria-sort", "ascending");
  await expect(titles(page)).toHaveText(["Accessibility", "Imprint", "Privacy", "Terms of consultation"]);
  await column.getByRole("link").click();
  await expect(column).toHaveAttribute("aria-sort", "descending");
  await expect(titles(page)).toHaveText(["Terms of consultation", "Privacy", "Imprint", "Accessibility"]);
});

test("a long list is paged, in the address", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages?sort=title");
  await expect(titles(page)).toHaveCount(25);
  const first = await titles(page).allTextContents();
  const pager = page.getByRole("navigation", { name: "Pages of the list" });
  await pager.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/sort=title&after=/);
  await expect(titles(page).first()).not.toHaveText(first[0] ?? "");
  const second = await titles(page).allTextContents();
  expect(second.filter((title) => first.includes(title))).toEqual([]);
  await page.goBack();
  await expect(titles(page)).toHaveText(first);
  await pager.getByRole("combobox", { name: "Rows per page" }).selectOption("50");
  await expect(page).toHaveURL("/admin/pages?sort=title&size=50");
  await expect(titles(page).nth(25)).toBeVisible();
});

test("nothing found is said, with a way back to all", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto(`/admin/pages?q=${encodeURIComponent("xylophon' OR 1=1 --")}`);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL("/admin/pages");
  await expect(titles(page).first()).toBeVisible();
});

test("an address that means nothing shows the list as usual", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages?tab=x&template=y&sort=z&size=7&after=%22%3Cscript%3E");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pages");
  await expect(page.getByRole("table").or(page.getByText("The list ends before this")).first()).toBeVisible();
});

test("pages are trashed and restored from the list", async ({ page, site, signIn }) => {
  const word = unique();
  for (const name of ["one", "two"]) {
    site.import({
      [`${name}-${word}.en.md`]: `---\ntitle: ${name} ${word}\nslug: ${name}-${word}\nstatus: published\n---\n\nText.\n`,
    });
  }
  await signIn("editor");
  await page.goto(`/admin/pages?q=${word}&sort=title`);
  await expect(titles(page)).toHaveText([`one ${word}`, `two ${word}`]);
  await page.getByRole("button", { name: `Move one ${word} to the trash` }).click();
  await expect(titles(page)).toHaveText([`two ${word}`]);
  expect((await page.request.get(`/one-${word}`)).status()).toBe(404);

  // The keyboard goes on where it was.
  await expect(titles(page).first()).toBeFocused();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`“one ${word}” is restored.`)).toBeVisible();
  await expect(titles(page).first()).toBeFocused();
  await expect(titles(page)).toHaveText([`one ${word}`, `two ${word}`]);
  expect((await page.request.get(`/one-${word}`)).status()).toBe(200);
  await page.getByRole("button", { name: `Move one ${word} to the trash` }).click();
  await expect(titles(page)).toHaveText([`two ${word}`]);
  await page.getByRole("checkbox", { name: `Select two ${word}` }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Trash" }).click();
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();

  await page.goto(`/admin/pages?tab=trash&q=${word}&sort=title`);
  await expect(titles(page)).toHaveText([`one ${word}`, `two ${word}`]);
  const state = page.getByRole("link", { name: new RegExp(`^Live\\s*, English, one ${word}, in the trash$`) });
  await expect(state, "visitors see nothing of it").toHaveClass(/pole-missing/);
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("2 pages are restored.")).toBeVisible();
  expect((await page.request.get(`/one-${word}`)).status()).toBe(200);
  expect((await page.request.get(`/two-${word}`)).status()).toBe(200);
});

test("a language of all selected pages is published, and one that has no text says so", async ({ page, site, signIn }) => {
  const word = unique();
  const draft = (title: string, slug: string) => `---\ntitle: ${title}\nslug: ${slug}\nstatus: draft\n---\n\nText.\n`;
  site.import({
    [`both-${word}.en.md`]: draft(`Both ${word}`, `both-${word}`),
    [`both-${word}.de.md`]: draft(`Beide ${word}`, `beide-${word}`),
    [`english-${word}.en.md`]: draft(`English ${word}`, `english-${word}`),
  });
  await signIn("editor");
  await page.goto(`/admin/pages?q=${word}&sort=title`);
  await expect(titles(page)).toHaveText([`Both ${word}`, `English ${word}`]);
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Publish German" }).click();
  const question = page.getByRole("dialog", { name: "Publish 1 page in German?" });
  await question.getByRole("button", { name: "Publish 1 page" }).click();
  await expect(page.getByText(`“Both ${word}” is live in German.`)).toBeVisible();
  await expect(page.getByText(`“English ${word}” was not published: it has no text in German yet.`)).toBeVisible();
  expect((await page.request.get(`/de/beide-${word}`)).status()).toBe(200);
  expect((await page.request.get(`/both-${word}`)).status()).toBe(404);
});

test("before several pages are published, those that need correcting are told and stay, unless they are ticked", async ({
  page,
  site,
  signIn,
  expectAccessible,
}) => {
  const word = unique();
  const draft = (name: string, text: string) =>
    `---\ntitle: ${name} ${word}\nslug: ${name}-${word}\nstatus: draft\n---\n\n${text}\n`;
  site.import({
    [`good-${word}.en.md`]: draft("good", "Words."),
    [`lost-${word}.en.md`]: draft("lost", `See [this](/none-${word}).`),
  });
  await signIn("editor");
  const status = async (name: string) => (await page.request.get(`/${name}-${word}`)).status();
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/admin/items/")) calls.push(new URL(request.url()).pathname);
  });
  const ask = async () => {
    await page.goto(`/admin/pages?q=${word}&sort=title`);
    await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
    await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Publish English" }).click();
  };
  await ask();
  const question = page.getByRole("dialog", { name: "Publish 2 pages in English?" });
  const lost = question.getByRole("checkbox", { name: `lost ${word}` });
  await expect(lost).not.toBeChecked();
  await expect(question).toContainText(`the link to /none-${word} leads nowhere`);
  await expect(question).not.toContainText(`good ${word}`);
  await expectAccessible();
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  expect([await status("good"), await status("lost")]).toEqual([404, 404]);

  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Publish English" }).click();
  await question.getByRole("button", { name: "Publish 1 page" }).click();
  await expect(page.getByText(`“good ${word}” is live in English.`)).toBeVisible();
  expect([await status("good"), await status("lost")]).toEqual([200, 404]);

  await ask();
  await lost.check();
  await question.getByRole("button", { name: "Publish 2 pages" }).click();
  await expect(page.getByText("2 pages are live in English.")).toBeVisible();
  expect(await status("lost")).toBe(200);
  const [look, publish] = ["selected-drafts", "publish-selected"].map((name) => `/api/admin/items/${name}`);
  expect(calls).toEqual([look, look, publish, look, publish]);
});

test("the state of a language leads to its text", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages?q=switchgear+in+the+cold");
  await page.getByRole("link", { name: /^Missing\s*, German/ }).click();
  await expect(page).toHaveURL(/\/admin\/pages\/\d+\?language=de$/);
  await expect(page.getByRole("region", { name: "German", exact: true }).getByLabel("Title")).toBeFocused();
});

test("the keyboard alone leads from the list to a new page", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages");
  await expect(titles(page).first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search pages" })).toBeFocused();
  await page.keyboard.type("n");
  await expect(page).toHaveURL("/admin/pages?q=n");
  await page.keyboard.press("Tab");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("n");
  await expect(page).toHaveURL("/admin/pages/new");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("the list shuts nobody out", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  await signIn("editor");
  await page.goto("/admin/pages");
  await expect(titles(page).first()).toBeVisible();
  await expectAccessible();
  // One row, so that the bar does not lie over another.
  await page.goto("/admin/pages?template=legal&q=privacy");
  await expect(titles(page).first()).toBeVisible();
  await page
    .getByRole("checkbox", { name: /^Select/ })
    .nth(1)
    .check();
  await expectAccessible();
  await page.goto("/admin/pages?q=xylophon");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expectAccessible();
});

test("the list of a new site shuts nobody out and says what to do", async ({ page, newSite, expectAccessible }) => {
  newSite.add(people.admin);
  await page.goto(`${newSite.url}/admin/sign-in`);
  await page.getByLabel("E-mail").fill(people.admin.email);
  await page.getByLabel("Password", { exact: true }).fill(people.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "There is no page yet" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Write the first page" }).click();
  await expect(page).toHaveURL(`${newSite.url}/admin/pages/new`);
  // The site is gone after the test; what is still being fetched from it would be an error.
  await expect(page.getByRole("heading", { name: "New page" })).toBeVisible();
});

function titles(page: Page) {
  return page.getByRole("main").getByRole("rowheader").getByRole("link");
}
